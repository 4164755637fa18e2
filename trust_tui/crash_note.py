"""Notes where in the code a fault of the program's own came up, and not one value: values may be a user's words."""

import os
import traceback
from contextlib import suppress
from pathlib import Path

from trust_tui import __version__


def note_fault(file: Path, error: BaseException) -> None:
    """Write the kind of the error and the places it went through, in the place of an earlier note.

    An error that only says that another one came up in a worker has no place of its own: the other one is noted.

    Args:
        file: Where to write; the file is the user's alone. Nothing is written where that cannot be done.
        error: Its message is left out.
    """
    inner = getattr(error, "error", None)
    if isinstance(inner, BaseException):
        error = inner
    lines = [f"trust-tui {__version__}: {type(error).__name__}"]
    lines += [
        f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    with suppress(OSError):
        descriptor = os.open(
            file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600
        )
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
