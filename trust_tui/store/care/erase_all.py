"""Erasing everything that was kept."""

from pathlib import Path
from typing import Final

from trust_tui.paths import EDITING
from trust_tui.store.care.sync_copies import beside, is_snapshot
from trust_tui.store.disk import (
    PARTS,
    Folder,
    StoreLock,
    examine,
    files,
    translate_os_errors,
)

OURS: Final = (
    "trust.",
    "key.",
    "owner.pub",
    "reserve",
    "fault.txt",
    "sync.filter",
    ".",
    "lock",
)
"""How the names of our own files begin; anything else in the folder, such as content of the user's own, stays."""

FOLDERS: Final = (".", EDITING)
"""How the names of folders begin that a session which was cut off has left."""


def erase(path: Path) -> None:
    """Overwrite and remove every file of the store, and whole copies beside it.

    The folder itself goes when nothing else is in it.

    Raises:
        StoreError: Something could not be removed; what was removed by then is gone.
    """
    folder = Folder(path)
    with translate_os_errors():
        if not files.exists(folder.path):
            return
        examine(folder)
        with StoreLock(folder.here.lock).held(insist=True):
            for part in PARTS:
                _empty(path / part)
            for name in files.names(path):
                is_folder = (path / name).is_dir()
                ours = (
                    name.startswith(FOLDERS)
                    if is_folder
                    else name.startswith(OURS) or is_snapshot(name)
                )
                if ours:
                    files.wipe_all(path / name)
            files.flush_folder(path)
        for copy in beside(folder):
            files.wipe_all(copy)
        folder.here.forget()
        if not files.names(path):
            path.rmdir()


def _empty(part: Path) -> None:
    if not files.exists(part):
        return
    for name in files.names(part):
        files.wipe(part / name)
    files.flush_folder(part)
    part.rmdir()
