"""A disk that forgets: writes down every operation, and makes the states that a power cut could leave.

What was flushed is there. Of everything else any part may be missing: bytes of a file from some point on, and any of
the names that were given or taken away, in any combination.
"""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.store.disk import Disk

_NOTHING: Final = -1


@dataclass
class Naming:
    """Names of a folder that change together: to an inode, or to nothing."""

    folder: str
    names: dict[str, int]
    flushed_at: int = 0


@dataclass
class Recorder(Disk):
    """Writes every operation down.

    Attributes:
        forgetful: Flushing does nothing: to see that the test bites.
    """

    forgetful: bool = False
    start: dict[str, bytes | None] = field(default_factory=dict)
    inodes: list[list[tuple[int, bytes]]] = field(default_factory=list)
    synced: list[list[tuple[int, int]]] = field(default_factory=list)
    namings: list[tuple[int, Naming]] = field(default_factory=list)
    present: dict[str, int] = field(default_factory=dict)
    open_files: dict[int, int] = field(default_factory=dict)
    open_folders: dict[int, str] = field(default_factory=dict)

    @property
    def roots(self) -> tuple[str, ...]:
        """The data folder alone: what belongs to this machine need not outlast a cut."""
        return (self.root,)

    def begin(self) -> None:
        """Take what is there now as being on the disk for good."""
        for path in Path(self.root).rglob("*"):
            if path.is_dir():
                self.start[str(path)] = None
            else:
                self.start[str(path)] = data = path.read_bytes()
                self.present[str(path)] = self._inode(data)

    def _inode(self, data: bytes | None = None) -> int:
        self.inodes.append([] if data is None else [(0, data)])
        self.synced.append([] if data is None else [(0, 1)])
        return len(self.inodes) - 1

    def note(self, name: str, arguments: tuple[Any, ...], answer: Any) -> None:
        path = (
            os.fspath(arguments[0]) if not isinstance(arguments[0], int) else ""
        )
        if name == "open":
            self._opened(path, arguments[1], answer)
        elif name == "write":
            inode = self.open_files.get(arguments[0])
            if inode is not None:
                self.inodes[inode].append(
                    (self.count, bytes(arguments[1])[:answer])
                )
        elif name == "fsync" and not self.forgetful:
            self._flushed(arguments[0])
        elif name == "close":
            self.open_files.pop(arguments[0], None)
            self.open_folders.pop(arguments[0], None)
        else:
            self._named(name, path, arguments)

    def _named(self, name: str, path: str, arguments: tuple[Any, ...]) -> None:
        if name == "mkdir":
            self._name({path: self._inode()})
            self.start.setdefault(path, None)
        elif name == "link":
            self._name({os.fspath(arguments[1]): self.present[path]})
        elif name == "rename":
            target = os.fspath(arguments[1])
            if self.present[path] != self.present.get(target):
                self._name({target: self.present[path], path: _NOTHING})
        elif name == "unlink":
            self._name({path: _NOTHING})

    def _opened(self, path: str, flags: int, descriptor: int) -> None:
        if Path(path).is_dir():
            self.open_folders[descriptor] = path
        elif flags & os.O_CREAT and path not in self.present:
            inode = self._inode()
            self._name({path: inode})
            self.open_files[descriptor] = inode
        elif flags & (os.O_WRONLY | os.O_RDWR):
            inode = self.present[path]
            self.open_files[descriptor] = inode

    def _flushed(self, descriptor: int) -> None:
        inode = self.open_files.get(descriptor)
        if inode is not None:
            self.synced[inode].append((self.count, len(self.inodes[inode])))
        folder = self.open_folders.get(descriptor)
        if folder is not None:
            for _, naming in self.namings:
                if naming.folder == folder and not naming.flushed_at:
                    naming.flushed_at = self.count

    def _name(self, names: dict[str, int]) -> None:
        for path, inode in names.items():
            if inode == _NOTHING:
                self.present.pop(path, None)
            else:
                self.present[path] = inode
        self.namings.append(
            (self.count, Naming(str(Path(next(iter(names))).parent), names))
        )

    def after_cut(self, at: int, rng: random.Random, target: Path) -> None:
        """Make the folder as a power cut after that many operations could leave it.

        Args:
            at: Operations done.
            rng: Decides what of the unflushed is missing.
            target: A folder that does not exist yet.
        """
        chance = rng.choice([0.0, 0.2, 0.5, 0.8, 1.0])
        files = {
            path: inode
            for inode, (path, data) in enumerate(_files(self.start))
            if data is not None
        }
        for count, naming in self.namings:
            if count > at:
                break
            if (
                naming.flushed_at and naming.flushed_at <= at
            ) or rng.random() < chance:
                for path, inode in naming.names.items():
                    files.pop(
                        path, None
                    ) if inode == _NOTHING else files.update({path: inode})
        target.mkdir()
        for path, data in self.start.items():
            if data is None:
                (target / os.path.relpath(path, self.root)).mkdir(
                    parents=True, exist_ok=True
                )
        for path, inode in files.items():
            if path not in self.start or self.start[path] is not None:
                (target / os.path.relpath(path, self.root)).write_bytes(
                    self._content(inode, at, rng, chance)
                )
        for made in target.rglob("*"):
            made.chmod(0o700 if made.is_dir() else 0o600)
        target.chmod(0o700)

    def _content(
        self, inode: int, at: int, rng: random.Random, chance: float
    ) -> bytes:
        writes = [data for count, data in self.inodes[inode] if count <= at]
        sure = max(
            (upto for count, upto in self.synced[inode] if count <= at),
            default=0,
        )
        content = b"".join(writes[:sure])
        for data in writes[sure:]:
            if rng.random() >= chance:
                return content + data[: rng.randrange(len(data) + 1)]
            content += data
        return content


def _files(start: dict[str, bytes | None]) -> list[tuple[str, bytes | None]]:
    return [(path, data) for path, data in start.items() if data is not None]
