"""Which of two changes of one name was taken in: each bears three random bytes, and they are remembered.

After a disk was copied two machines write under one name, and counts alone do not tell their changes apart. By its mark
a change is known again, also long after it has become part of a snapshot, and under any seal. A file is looked at once,
as it comes, by the time at which the system says that it was put there: no program can give a file another one, but
whoever puts the clock back can.
"""

import threading
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time_ns
from typing import Any, Final, Protocol

from trust_tui.domain import LockedError
from trust_tui.store.disk import (
    BrokenSealError,
    Folder,
    OtherKeyError,
    Seal,
    dots,
    files,
)
from trust_tui.store.log import sheets
from trust_tui.store.log.stamps import Dot, is_fork, is_old

TABLE: Final = "_marks"
"""The table of a snapshot that holds them; it is none of records."""

_NAME: Final = "held"
"""Among what this machine remembers: up to when every file was looked at, with which snapshot."""

_WIDTH: Final = 3
_NONE: Final = bytes(_WIDTH)
_MOST: Final = 0xFFFFFF
_GRAIN: Final = 2_000_000_000
"""The coarsest time of a file there is, in nanoseconds."""

_FAR: Final = 1 << 16
"""A count so far from all others is not remembered: nobody has written so much, and it would take room for nothing."""


def mark_in(head: Mapping[str, Any]) -> int:
    """The mark of a change by its head; one that was made before there were marks has it from its clock."""
    mark = head.get("mark")
    if type(mark) is int and 0 < mark <= _MOST:
        return mark
    clock = head.get("clock")
    return clock & _MOST or 1 if type(clock) is int else 0


class _Strand:
    """What one machine has written under a name: the marks of its changes from some count on."""

    def __init__(self, first: int, marks: bytes | bytearray = b"") -> None:
        self.first = first
        self.marks = bytearray(marks)

    def copy(self) -> "_Strand":
        return _Strand(self.first, self.marks)

    def at(self, count: int) -> int:
        """The mark of a change; 0 where it is not known."""
        start = (count - self.first) * _WIDTH
        if start < 0:
            return 0
        return int.from_bytes(self.marks[start : start + _WIDTH])

    def put(self, count: int, mark: int) -> None:
        """Remember a mark, unless the count is far from all others."""
        end = self.first + len(self.marks) // _WIDTH
        if not self.first - _FAR <= count <= end + _FAR:
            return
        if count < self.first:
            self.marks[:0] = _NONE * (self.first - count)
            self.first = count
        start = (count - self.first) * _WIDTH
        self.marks += bytes(max(0, start - len(self.marks)))
        self.marks[start : start + _WIDTH] = mark.to_bytes(_WIDTH)

    def known(self) -> Iterator[tuple[int, int]]:
        """Each count with its mark."""
        for count in range(self.first, self.first + len(self.marks) // _WIDTH):
            mark = self.at(count)
            if mark:
                yield count, mark


class Marks:
    """The marks of all changes that were taken in, as far as they are known: older versions have noted none.

    Any thread may ask while another takes changes in.

    Attributes:
        taken: Changes and their marks that are not put in their places yet, so that a save need not wait for that.
    """

    __slots__ = ("_guard", "_lying", "taken")

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._lying: dict[str, list[_Strand]] = {}
        self.taken: list[tuple[Dot, int]] = []

    def copy(self) -> "Marks":
        """The marks as they are now."""
        found = Marks()
        with self._settled() as lying:
            for writer, strands in lying.items():
                found._lying[writer] = [one.copy() for one in strands]
        return found

    @contextmanager
    def _settled(self) -> Iterator[dict[str, list[_Strand]]]:
        """All in their places, for this thread alone."""
        with self._guard:
            while self.taken:
                self.add(*self.taken.pop(0))
            yield self._lying

    def add(self, dot: Dot, mark: int) -> None:
        """Remember a change that is taken in."""
        writer, count = dot
        if not mark or is_old(writer) or is_fork(writer):
            return
        with self._guard:
            strands = self._lying.setdefault(writer, [])
            for strand in strands:
                there = strand.at(count)
                if there in (0, mark):
                    if not there:
                        strand.put(count, mark)
                    return
            strands.append(_Strand(count))
            strands[-1].put(count, mark)

    def join(self, other: "Marks") -> None:
        """Remember all that others remember."""
        for writer, strands in other.copy()._lying.items():
            for strand in strands:
                for count, mark in strand.known():
                    self.add((writer, count), mark)

    def at(self, dot: Dot) -> set[int]:
        """The marks that are known of the changes of that name: none, one, or more where two machines have it."""
        with self._settled() as lying:
            marks = {one.at(dot[1]) for one in lying.get(dot[0], ())}
        return marks - {0}

    def only(self, dot: Dot) -> int:
        """The mark of the change of that name; 0 where none is known, or of two."""
        known = self.at(dot)
        return known.pop() if len(known) == 1 else 0

    def is_other(self, dot: Dot, mark: int) -> bool:
        """Whether a change of that name and mark is for certain not among those that were taken in."""
        known = self.at(dot)
        return bool(known) and mark not in known

    def shared(self) -> set[str]:
        """Writers that are two machines."""
        with self._settled() as lying:
            return {name for name, strands in lying.items() if strands[1:]}

    def of(self, writer: str) -> list[tuple[int, int]]:
        """The counts of a writer that are known, each with a mark."""
        with self._settled() as lying:
            strands = lying.get(writer, ())
            return [pair for strand in strands for pair in strand.known()]

    def rows(self, upto: Mapping[str, int]) -> Iterator[tuple[str, sheets.Raw]]:
        """What a snapshot notes of them that reaches so far, with the id of each row."""
        for writer, strands in sorted(self.copy()._lying.items()):
            last = upto.get(writer, 0)
            for number, strand in enumerate(strands):
                marks = strand.marks[: max(0, last + 1 - strand.first) * _WIDTH]
                row = {
                    "writer": writer,
                    "from": strand.first,
                    "marks": b64encode(marks).decode(),
                }
                if marks:
                    yield f"{writer}-{number}", sheets.encode(row)


def marks_in(rows: Mapping[str, sheets.Raw | None]) -> Marks:
    """The marks that a snapshot notes; rows that are none are passed over."""
    found = Marks()
    for raw in rows.values():
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            row = sheets.decode(raw or b"{}")
            writer, first = row["writer"], row["from"]
            marks = b64decode(row["marks"], validate=True)
            is_name = isinstance(writer, str) and writer.isalnum()
            if is_name and type(first) is int and first > 0:
                strand = _Strand(first, marks[: len(marks) // 3 * 3])
                found._lying.setdefault(writer, []).append(strand)
    return found


def may_be_other(
    path: Path, dot: Dot, seal: Seal, marks: Marks, until: int
) -> bool:
    """Whether a file is of another change than the one of that name which was taken in, or nobody can say that here.

    Args:
        path: The file.
        dot: The change that its name says.
        seal: Opens it.
        marks: What was taken in.
        until: All files that were there before were looked at.
    """
    if not marks.at(dot):
        return False
    try:
        if path.lstat().st_ctime_ns < until:
            return False
        return marks.is_other(dot, mark_in(sheets.peek(seal.begin(path))))
    except OtherKeyError:
        return True
    except (OSError, BrokenSealError, LockedError, sheets.SheetError):
        return False


def looked_at_until(folder: Folder, snapshot: files.Identity | None) -> int:
    """Up to when every file was looked at with this snapshot, in nanoseconds; 0 where that is not known.

    Nor is it where that time is still to come: the clock was put back, and tells no new file from an old one.
    """
    with suppress(OSError, ValueError):
        noted, _, until = files.read(folder.here.path / _NAME).rpartition(b" ")
        if noted == repr(snapshot).encode() and int(until) <= time_ns():
            return int(until)
    return 0


def newest(folder: Folder, suffix: str) -> int:
    """When the last of the files was put there, in nanoseconds, and no time of the last two seconds.

    Asked before they are looked at, it is a time before which nothing comes any more.
    """
    latest = time_ns() - _GRAIN
    times = [0]
    with suppress(OSError):
        for dot in dots(folder, suffix):
            times.append(folder.change(dot, suffix).lstat().st_ctime_ns)
        return min(max(times), latest)
    return 0


def note_looked_at(
    folder: Folder,
    until: int,
    snapshot: files.Identity | None,
    session: str,
) -> None:
    """Remember up to when every file was looked at, unless it is known for this snapshot; it need not last."""
    if not until or looked_at_until(folder, snapshot):
        return
    with suppress(OSError):
        folder.here.make()
        hidden = folder.here.path / f".{session}.{_NAME}.tmp"
        line = f"{snapshot!r} {until}".encode()
        files.create(hidden, files.fill_with([line]), flushed=False)
        files.rename(hidden, folder.here.path / _NAME)


class Held(Protocol):
    """The changes that a snapshot holds."""

    def __contains__(self, dot: Dot, /) -> bool:
        """Whether it holds a change."""
        ...


def forget_changes(
    folder: Folder,
    seal: Seal,
    held: Held,
    marks: Marks,
    given_up: Collection[Dot],
    *,
    wipe: bool = False,
) -> None:
    """Remove the changes that both snapshots hold. An error leaves some of them, which harms nothing.

    One that a snapshot was given up without may have come since, and one may be of another machine that has the same
    name: then it is nowhere else.

    Args:
        folder: The data folder.
        seal: Opens the files.
        held: The changes that both snapshots hold.
        marks: By what these are told from others of the same names.
        given_up: Those of them that they go on without.
        wipe: Overwrite them.
    """
    remove = files.wipe if wipe else files.unlink
    with suppress(OSError):
        for dot in dots(folder, seal.suffix):
            path = folder.change(dot, seal.suffix)
            if dot not in held or dot in given_up:
                continue
            if not may_be_other(path, dot, seal, marks, 0):
                remove(path)
