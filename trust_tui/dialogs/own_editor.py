"""Lets the user's own editor change a text, in a file of the user's alone that is wiped afterwards."""

import fcntl
import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from textual.app import App, SuspendNotSupported

from trust_tui.domain import (
    UsageError,
    later,
    tr,
)
from trust_tui.paths import EDITING
from trust_tui.whole_file import create, fill_with, wipe

WARNING: Final = later(
    "Your editor gets the text as a plain file, only yours, wiped when you come back. Editors may keep swap files, "
    "undo histories and lists of files of their own: those the program cannot wipe."
)

_VIM: Final = (
    "-n",
    "-i",
    "NONE",
    "-c",
    "set noundofile nobackup nowritebackup",
)
QUIET: Final = {
    "vim": _VIM,
    "vi": _VIM,
    "nvim": _VIM,
    "nano": ("--ignorercfiles",),
}
"""What keeps editors from leaving swap, undo, backup and history files. For nano they are switched on in its settings
alone, and nothing but to leave those unread switches them off."""


def editor() -> list[str]:
    """The command from VISUAL or EDITOR as words, told to leave nothing behind where that is known of an editor.

    Empty when neither is set.
    """
    command = shlex.split(
        os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    )
    if not command:
        return []
    # On Debian `vi` and `editor` are links to one of several editors.
    found = Path(os.path.realpath(shutil.which(command[0]) or command[0])).name
    return [*command, *QUIET.get(found.partition(".")[0], ())]


def edit_outside(app: App[Any], text: str, place: Path) -> str:
    """Give the terminal to the editor until it ends.

    Args:
        app: Stands back meanwhile.
        text: What to edit.
        place: The data folder, in which the file lies meanwhile.

    Returns:
        The text as the editor left it.

    Raises:
        UsageError: There is no editor, it cannot be started, or it failed; the text is as it was.
    """
    command = editor()
    if not command:
        raise UsageError(
            tr("No editor is named: set VISUAL or EDITOR in your shell.")
        )
    folder = Path(tempfile.mkdtemp(prefix=EDITING, dir=place))
    file = folder / "entry.md"
    held = _held(folder)
    try:
        # In the workbook's own folder, and gone in a moment: it need not be on the disk itself.
        raw = text.encode("utf-8", "surrogatepass")
        create(file, fill_with([raw]), flushed=False)
        with app.suspend():
            status = subprocess.run(
                [*command, str(file)], check=False
            ).returncode
        if status:
            raise UsageError(
                tr("The editor ended with an error, so the text is as it was.")
            )
        return file.read_text(encoding="utf-8", errors="replace")
    except (OSError, SuspendNotSupported):
        raise UsageError(
            tr(
                "The editor could not be started. Check VISUAL and EDITOR in your shell."
            )
        ) from None
    finally:
        _wipe(folder)
        if held is not None:
            os.close(held)


def wipe_left_behind(place: Path) -> None:
    """Wipe what an editor's session left when it was cut off, and nothing that another session is editing now."""
    for folder in place.glob(f"{EDITING}*"):
        held = _held(folder)
        if held is not None:
            _wipe(folder)
            os.close(held)


def _held(folder: Path) -> int | None:
    """A lock on a folder, gone with its process; None where another session has it, or none is to be had."""
    descriptor = None
    try:
        descriptor = os.open(
            folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        )
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if descriptor is not None:
            os.close(descriptor)
        return None
    return descriptor


def _wipe(folder: Path) -> None:
    """Overwrite every file in a folder and remove it."""
    for file in folder.iterdir():
        with suppress(OSError):
            if file.is_file() and not file.is_symlink():
                wipe(file)
    shutil.rmtree(folder, ignore_errors=True)
