"""Writes files for the user: for them alone, under names that tell nothing, never over what is there unless asked."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    StoppedError,
    TrustError,
    commit_point,
    expect,
    later,
    steps,
    tr,
)
from trust_tui.whole_file import (
    FOLDER_MODE,
    Fill,
    create,
    fill_with,
    fill_with_many,
    hidden_beside,
    put,
)

_THERE: Final = later(
    "There is a file of that name already: choose another name."
)


class TakenError(TrustError):
    """There is something of that name, and it was not to be replaced. It was left as it is."""

    title = later("Not written")


def neutral_name(today: date, ending: str) -> str:
    """A name that tells nothing but the day."""
    return f"export-{today.isoformat()}{ending}"


def write_file(
    path: Path, chunks: Iterable[bytes], *, replace: bool = False
) -> None:
    """Write a file for the owner alone; a failed one leaves nothing behind.

    Raises:
        TakenError: It is there already and is not to be replaced.
        StoppedError: The user stopped it.
        TrustError: It cannot be written.
    """
    if not replace and os.path.lexists(path):
        raise TakenError(_THERE)
    fill = fill_with_many(steps(chunks))
    try:
        if replace:
            put(path, fill)
        else:
            _put_beside(path, fill)
    except FileExistsError:
        raise TakenError(_THERE) from None
    except OSError as error:
        raise TrustError(_why(error)) from None


def write_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], *, replace: bool = False
) -> list[Path]:
    """Write files into a folder, made if need be, all of them for the owner alone.

    Args:
        folder: Where to.
        files: Paths within it with forward slashes, and their bytes.
        replace: Whether files of the same names may be replaced; others are left alone in any case.

    Returns:
        Where they are.

    Raises:
        TakenError: One is there already. Nothing was written.
        StoppedError: The user stopped it. What was made is gone again; to replace files cannot be stopped.
        TrustError: One cannot be written. What was made is gone again, unless files were to be replaced.
    """
    whole = list(files)
    made: list[Path] = []
    try:
        if not replace and any(
            os.path.lexists(folder / name) for name, _ in whole
        ):
            raise TakenError(
                tr(
                    "The folder holds files of these names already: choose another."
                )
            )
        for place in sorted(
            {(folder / name).parent for name, _ in whole} | {folder}
        ):
            _make_folder(place, made)
        expect(tr("Writing"), len(whole))
        if replace:
            commit_point()
        for name, data in whole if replace else steps(whole):
            path = folder / name
            if replace:
                put(path, fill_with([data]), flushed=False)
            else:
                create(path, fill_with([data]), flushed=False)
                made.append(path)
    except OSError as error:
        _take_away(made)
        raise TrustError(_why(error)) from None
    except StoppedError:
        _take_away(made)
        raise
    return [folder / name for name, _ in whole]


def _make_folder(place: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note which of them are new."""
    missing = [
        above for above in (place, *place.parents) if not os.path.lexists(above)
    ]
    for above in reversed(missing):
        above.mkdir(FOLDER_MODE)
        made.append(above)
    place.mkdir(FOLDER_MODE, exist_ok=True)


def _take_away(made: list[Path]) -> None:
    """Remove what was made, the last first; a folder only when nothing of anybody else is in it."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _put_beside(path: Path, fill: Fill) -> None:
    """Put a file in a place that nothing has, and that nothing is to lose meanwhile."""
    hidden = hidden_beside(path)
    create(hidden, fill)
    try:
        _name(hidden, path)
    finally:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)


def _name(hidden: Path, path: Path) -> None:
    """Give a file its name, unless something has it."""
    try:
        os.link(hidden, path)
    except FileExistsError:
        raise
    except OSError:
        # Sticks and some shares know no second names.
        if os.path.lexists(path):
            raise FileExistsError from None
        hidden.rename(path)


def _why(error: OSError) -> str:
    if isinstance(
        error, FileNotFoundError | NotADirectoryError | FileExistsError
    ):
        return tr("There is no such folder to write into: check its name.")
    if isinstance(error, PermissionError):
        return tr("Nothing may be written there: choose another place.")
    return tr(
        "It could not be written: check the name, and the room on the disk."
    )
