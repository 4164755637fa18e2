"""The data folder: which file is called what, and who may reach it."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from trust_tui.domain import FolderError, tr
from trust_tui.store.disk import file_access as files
from trust_tui.store.disk.machine import INSIDE, Machine

SEALED: Final = ".age"
PARTS: Final = ("log", "drafts", "backups", "quarantine", "inbox")
TEMPORARY: Final = ".tmp"
_LIKE_CHANGE: Final = re.compile(
    r"(?:\d{12}|[0-9a-f]{12}-\d{8,})(?![0-9a-z]).*json.*",
    re.IGNORECASE | re.ASCII,
)
_CHANGE: Final = re.compile(r"([0-9a-f]{12})-([0-9]{8,})\.json(?:\.age)?")


class Folder:
    """Where everything lies. Names only; nothing is looked at.

    Attributes:
        path: The data folder.
        log: The changes since the older of the two snapshots.
        drafts: What is being typed.
        backups: Copies by day, and a copy of the key.
        quarantine: What was found damaged.
        inbox: Notes kept without the passphrase, filed at the next unlock.
        key: The owner's key, sealed by the passphrase. While it is there, the sealed files are the ones that count.
        key_coming: The key of a passphrase that is being set.
        key_going: The key of a passphrase that is being removed.
        copies: Which file has which copy, while a passphrase is being set or removed.
        key_copy: A second copy of the key: without it nothing could be opened again.
        recipient: The owner's public key.
        here: What belongs to this machine alone, outside of the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self.log: Final = path / "log"
        self.drafts: Final = path / "drafts"
        self.backups: Final = path / "backups"
        self.quarantine: Final = path / "quarantine"
        self.inbox: Final = path / "inbox"
        self.key: Final = path / "key.age"
        self.key_coming: Final = path / "key.coming.age"
        self.key_going: Final = path / "key.going.age"
        self.copies: Final = path / "key.copies.json"
        self.key_copy: Final = self.backups / "key.age"
        self.recipient: Final = path / "owner.pub"
        self.here: Final = Machine(path)
        self._snapshots: Final = {
            suffix: path / f"trust.json{suffix}" for suffix in ("", SEALED)
        }
        self._previous: Final = {
            suffix: path / f"trust.previous.json{suffix}"
            for suffix in ("", SEALED)
        }

    def snapshot(self, suffix: str) -> Path:
        """All records, as they stood when the log was compacted last."""
        return self._snapshots[suffix]

    def previous(self, suffix: str) -> Path:
        """The snapshot before that, another file on the disk."""
        return self._previous[suffix]

    def change(self, dot: tuple[str, int], suffix: str) -> Path:
        """One confirmed change, by its writer and that writer's count."""
        return self.log / f"{dot[0]}-{dot[1]:08d}.json{suffix}"


def is_sealed(folder: Folder) -> bool:
    """Whether a passphrase is needed; also where the key file is lost, and a copy of it or nothing plain is there."""
    if files.exists(folder.key):
        return True
    plain, sealed = folder._snapshots[""], folder._snapshots[SEALED]
    turning = (folder.key_coming, folder.key_going)
    if not files.exists(sealed) or any(map(files.exists, turning)):
        return False
    return files.exists(folder.key_copy) or not files.exists(plain)


def is_turned(folder: Folder, suffix: str) -> bool:
    """Whether the passphrase was set or removed. A key file that is just gone, with nothing plain, is neither.

    Args:
        folder: The data folder.
        suffix: How the names of the files end that counted until now.
    """
    sealed = is_sealed(folder)
    return sealed != bool(suffix) and (
        sealed or files.exists(folder._snapshots[""])
    )


def dot_of_name(name: str) -> tuple[str, int] | None:
    """The writer and count of a change by its file name, or None when that is no name of one."""
    found = _CHANGE.fullmatch(name)
    return None if found is None else (found[1], int(found[2]))


def dots(folder: Folder, suffix: str) -> list[tuple[str, int]]:
    """The changes that are on the disk under their own names, in the order of the names."""
    names = [
        name
        for name in files.names(folder.log)
        if name.endswith(f".json{suffix}")
    ]
    return [dot for dot in map(dot_of_name, names) if dot is not None]


def looks_like_change(name: str) -> bool:
    """Whether a file is called like a change or a copy of one."""
    return _LIKE_CHANGE.fullmatch(name) is not None


def number_of(name: str) -> int | None:
    """The number of a change from before writers had names, or None when that is no name of one."""
    head = name.removesuffix(SEALED).removesuffix(".json")
    return (
        int(head)
        if len(head) == 12 and head.isdecimal() and head.isascii()
        else None
    )


class Rights(Struct, frozen=True):
    """What others could do until now.

    Attributes:
        taken: Names of what is the owner's alone now; "" stands for the folder itself.
        left: Names of what they can reach still, since the disk knows no rights.
    """

    taken: list[str]
    left: list[str]


def examine(folder: Folder) -> Rights:
    """Refuse a folder that cannot be trusted, and take rights away that others should not have.

    Raises:
        FolderError: The folder or a file in it is a link, belongs to someone else, or is no folder.
    """
    loose = []
    for part in ("", *PARTS):
        inside = folder.path / part
        if part and not files.exists(inside):
            continue
        if _loose(inside, files.FOLDER_MODE, wants_folder=True):
            loose.append(part)
        for entry in os.scandir(inside):
            if part == "" and (entry.name in PARTS or _is_of_others(entry)):
                continue
            if _loose_entry(entry):
                loose.append(str(Path(part, entry.name)))
    left = [name for name in loose if _is_open(folder.path / name)]
    return Rights([name for name in loose if name not in left], left)


def parent_of_others(path: Path) -> bool:
    """Whether others can move the folder away and put another in its place, since they can write where it lies.

    No on a disk that has no rights at all: there the folder itself is open, which is told.
    """
    if _is_open(path):
        return False
    try:
        found = path.absolute().parent.stat()
    except OSError:
        return False
    if found.st_uid not in (0, os.getuid()):
        return True
    writable = stat.S_IMODE(found.st_mode) & 0o022
    return bool(writable) and not found.st_mode & stat.S_ISVTX


def _is_open(path: Path) -> bool:
    """A second look: a disk without rights says that all went well."""
    try:
        return files.is_open_to_others(path)
    except FileNotFoundError:
        return False


def _is_of_others(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder in which a synchroniser or git keeps what is its own."""
    hidden = entry.name.startswith(".") and entry.name != INSIDE
    return hidden and entry.is_dir(follow_symlinks=False)


def _loose_entry(entry: "os.DirEntry[str]") -> bool:
    path = Path(entry.path)
    with suppress(
        FileNotFoundError
    ):  # another session's file that was there for a moment
        if entry.is_dir(follow_symlinks=False):
            return _loose(path, files.FOLDER_MODE, wants_folder=True)
        return _loose(path, files.FILE_MODE, wants_folder=False)
    return False


def _loose(path: Path, mode: int, *, wants_folder: bool) -> bool:
    found = path.stat(follow_symlinks=False)
    if stat.S_ISLNK(found.st_mode):
        raise FolderError(
            tr(
                "There is a symbolic link where the workbook should be. Give the real folder instead."
            )
        )
    is_right = stat.S_ISDIR if wants_folder else stat.S_ISREG
    if not is_right(found.st_mode):
        raise FolderError(
            tr(
                "There is something else where the workbook should be. Give another folder."
            )
        )
    if found.st_uid != os.getuid():
        raise FolderError(
            tr(
                "The data folder or a file in it belongs to another user. Give a folder of your own."
            )
        )
    try:
        return files.tighten(path, mode)
    except (
        OSError
    ):  # a disk that cannot be written to: nothing to repair it with
        return False
