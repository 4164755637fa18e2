"""The data folder: which file is called what, and who may reach it."""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trust_tui.errors import FolderError
from trust_tui.store import files

SEALED: Final = ".age"
PARTS: Final = ("log", "drafts", "backups", "quarantine", "inbox")
TEMPORARY: Final = ".tmp"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where everything lies. Names only; nothing here looks at the disk.

    Attributes:
        path: The data folder.
    """

    path: Path

    def snapshot(self, suffix: str) -> Path:
        """All records, as they stood when changes were folded last."""
        return self.path / f"trust.json{suffix}"

    def previous(self, suffix: str) -> Path:
        """The snapshot before that, another file on the disk."""
        return self.path / f"trust.previous.json{suffix}"

    def change(self, number: int, suffix: str) -> Path:
        """One confirmed change."""
        return self.log / f"{number:012d}.json{suffix}"

    @property
    def log(self) -> Path:
        """The changes since the older of the two snapshots."""
        return self.path / "log"

    @property
    def drafts(self) -> Path:
        """What is being typed, and a lock for each session that lives."""
        return self.path / "drafts"

    @property
    def backups(self) -> Path:
        """Copies by day, and a copy of the key."""
        return self.path / "backups"

    @property
    def quarantine(self) -> Path:
        """What was found damaged."""
        return self.path / "quarantine"

    @property
    def inbox(self) -> Path:
        """Notes kept without the passphrase, filed at the next unlock."""
        return self.path / "inbox"

    @property
    def key(self) -> Path:
        """The owner's key, sealed by the passphrase. While it is there, the sealed files are the ones that count."""
        return self.path / "key.age"

    @property
    def key_coming(self) -> Path:
        """The key of a passphrase that is being set."""
        return self.path / "key.coming.age"

    @property
    def key_going(self) -> Path:
        """The key of a passphrase that is being removed."""
        return self.path / "key.going.age"

    @property
    def key_copy(self) -> Path:
        """A second copy of the key: without it nothing could be opened again."""
        return self.backups / "key.age"

    @property
    def recipient(self) -> Path:
        """The owner's public key."""
        return self.path / "owner.pub"

    @property
    def lock(self) -> Path:
        """Held while something is written; says by whom."""
        return self.path / "lock"

    @property
    def reserve(self) -> Path:
        """Room to give back on a full disk."""
        return self.path / "reserve"


def number_of(name: str) -> int | None:
    """The number of a change by its file name, or None when it is no change."""
    head = name.removesuffix(SEALED).removesuffix(".json")
    return int(head) if len(head) == 12 and head.isdecimal() and head.isascii() else None


def examine(folder: Folder) -> list[str]:
    """Refuse a folder that cannot be trusted, and take rights away that others should not have.

    Returns:
        Names of what others could read until now; "" stands for the folder itself.

    Raises:
        FolderError: The folder or a file in it is a link, belongs to someone else, or is no folder.
    """
    loose = []
    if _loose(folder.path, files.FOLDER_MODE, wants_folder=True):
        loose.append("")
    for part in ("", *PARTS):
        inside = folder.path / part
        if part and not files.exists(inside):
            continue
        if part and _loose(inside, files.FOLDER_MODE, wants_folder=True):
            loose.append(part)
        for entry in os.scandir(inside):
            if not (part == "" and entry.name in PARTS) and _loose_entry(entry):
                loose.append(f"{part}/{entry.name}" if part else entry.name)
    return loose


def _loose_entry(entry: "os.DirEntry[str]") -> bool:
    path = Path(entry.path)
    with suppress(FileNotFoundError):  # another session's file that was there for a moment
        if entry.is_dir(follow_symlinks=False):
            return _loose(path, files.FOLDER_MODE, wants_folder=True)
        return _loose(path, files.FILE_MODE, wants_folder=False)
    return False


def _loose(path: Path, mode: int, *, wants_folder: bool) -> bool:
    found = path.stat(follow_symlinks=False)
    if stat.S_ISLNK(found.st_mode):
        raise FolderError("There is a symbolic link where the workbook should be. Give the real folder instead.")
    if wants_folder != stat.S_ISDIR(found.st_mode):
        raise FolderError("There is something else where the workbook should be. Give another folder.")
    if found.st_uid != os.getuid():
        raise FolderError("The data folder or a file in it belongs to another user. Give a folder of your own.")
    try:
        return files.tighten(path, mode)
    except OSError:  # a disk that cannot be written to: nothing to repair it with
        return False
