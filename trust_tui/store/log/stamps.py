"""The end of each record's line: a short checksum, the clock, and which change of which writer put it there.

    "4071":{"made":...,"_":"1f0c9a3b019ac5d2e3f3f9c2a71b0d40000002a"}

It has a fixed length, so that it is taken off without looking, and it tells of any line, wherever it is found, whether
it is whole, in which table it belongs and how it stands to another version of the same record. Which changes are known
is a set of those in the stamps: of each writer all up to a count, and some beyond where others have not arrived yet.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from trust_tui.domain import tr
from trust_tui.store.log import sheets

Line = bytes
"""A record as it lies in a file: its JSON with the stamp at its end."""

Dot = tuple[str, int]
"""A change: its writer, and which of that writer's changes it is, from 1."""

OLD: Final = "0" * 12
"""The writer of everything that was kept before writers had names."""

_OLD_BEGINS: Final = "0000"
_FORK_BEGINS: Final = "f0f0"
_SINGLE_BEGINS: Final = "f0f1"
_WRITER, _CHECK, _CLOCK, _COUNT = 12, 8, 11, 8
_KEY: Final = b',"_":"'
_ALONE: Final = b'{"_":"'
_END: Final = b'"}'
_INSIDE: Final = _CHECK + _CLOCK + _WRITER + _COUNT
_SIZE: Final = len(_KEY) + _INSIDE + len(_END)
_SHORT: Final = _SIZE - 1
"""The length of a line that is nothing but its stamp."""

_MARK: Final = slice(-_SIZE, -_SIZE + len(_KEY))
_LINE: Final = re.compile(
    rb'"((?:[^"\\\n]|\\.)*)":(\{[^\n]*"_":"[0-9a-f]{%d}"\})' % _INSIDE
)
_REVISION: Final = re.compile(rb'"revision":(\d+)')
Tail = bytes

_MOST: Final = 1 << 32

Plain = dict[str, int | list[int]]
"""A reach as JSON: for each writer a count, or a list of that count and the single ones beyond it."""


def tail_of(clock: int, writer: str, count: int) -> Tail:
    """What a change puts at the end of each of its records."""
    return b"%011x%b%08x" % (max(0, clock), writer.encode(), count)


def stamped(table: str, id: str, raw: sheets.Raw, tail: Tail) -> Line:
    """The line of a record."""
    check = _check(table, id, raw, tail)
    comma = b"," if len(raw) > 2 else b""
    return b'%b%b"_":"%08x%b"}' % (raw[:-1], comma, check, tail)


def _check(table: str, id: str, raw: sheets.Raw, tail: Tail) -> int:
    beginning = zlib.crc32(f"{table}\0{id}\0".encode("utf-8", "surrogatepass"))
    return zlib.crc32(tail, zlib.crc32(raw, beginning))


def is_stamped(line: Line) -> bool:
    """Whether a line has a stamp; those of older versions have none."""
    return line[_MARK] == _KEY or (
        len(line) == _SHORT and line.startswith(_ALONE)
    )


def bare(line: Line) -> sheets.Raw:
    """The record without its stamp."""
    if line[_MARK] == _KEY:
        return line[:-_SIZE] + b"}"
    return b"{}" if is_stamped(line) else line


def dot_of(line: Line) -> Dot:
    """The change that put a line there."""
    end = len(line) - len(_END)
    writer = line[end - 20 : end - 8].decode(errors="replace")
    return writer, _number(line[end - 8 : end])


def _number(digits: bytes) -> int:
    """What the digits of a stamp say; 0 where they are none, as somebody may have written them by hand."""
    try:
        return int(digits, 16)
    except ValueError:
        return 0


def clock_of(line: Line) -> int:
    """Milliseconds since 1970 by the clock of whoever wrote a line."""
    end = len(line) - len(_END)
    return _number(line[end - 31 : end - 20])


def revision_of(line: Line) -> int:
    """The revision of a record, of one in the trash as well; 0 for what has none."""
    found = _REVISION.search(line)
    return int(found[1]) if found else 0


def fork_of(digest: str) -> Dot:
    """What says that all up to a change was taken in though its name is that of two machines."""
    return f"{_FORK_BEGINS}{digest[:8]}", 1


def single_of(digest: str) -> Dot:
    """The name under which a change is taken in whose own name another change has."""
    return f"{_SINGLE_BEGINS}{digest[:8]}", 1


def is_fork(writer: str) -> bool:
    """Whether that stands for a change in whose name another machine writes as well."""
    return writer.startswith((_FORK_BEGINS, _SINGLE_BEGINS))


def is_old(writer: str) -> bool:
    """Whether that stands for what was kept before writers had names."""
    return writer.startswith(_OLD_BEGINS)


def is_late(writer: str) -> bool:
    """Whether that stands for a single file of those times, which came late."""
    return is_old(writer) and writer != OLD


def salvage(
    data: bytes, tables: Iterable[str]
) -> Iterator[tuple[str, str, Line]]:
    """Each whole line in whatever is left of a file, with its table and id.

    Args:
        data: The bytes.
        tables: The tables a record may be in; its checksum tells in which one it is.
    """
    names = list(tables)
    for found in _LINE.finditer(data):
        id, line = found[1].decode("utf-8", "replace"), found[2]
        check = int(line[-_INSIDE - 2 : -_INSIDE + 6], 16)
        raw, tail = bare(line), line[-33:-2]
        for table in names:
            if _check(table, id, raw, tail) == check:
                yield table, id, line
                break


class Reach:
    """A set of changes.

    Attributes:
        upto: For each writer the count up to which every change is in it.
    """

    __slots__ = ("_beyond", "upto")

    def __init__(
        self,
        upto: Mapping[str, int] | None = None,
        beyond: Mapping[str, Iterable[int]] | None = None,
    ) -> None:
        self.upto = dict(upto or {})
        self._beyond = {
            writer: set(counts) for writer, counts in (beyond or {}).items()
        }

    def __contains__(self, dot: Dot, /) -> bool:
        writer, count = dot
        return count <= self.upto.get(writer, 0) or count in self._beyond.get(
            writer, ()
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and self.plain() == other.plain()

    def __hash__(self) -> int:
        raise TypeError(tr("A set that grows has no hash."))

    def copy(self) -> "Reach":
        """The set as it is now."""
        return Reach(self.upto, self._beyond)

    def limited(self, writer: str, upto: int) -> "Reach":
        """The same, but of one writer no more than the changes up to a count."""
        limited = self.copy()
        limited.upto[writer] = min(upto, limited.upto.get(writer, 0))
        limited._beyond.pop(writer, None)
        return limited

    def add(self, dot: Dot) -> None:
        """Put a change in."""
        writer, count = dot
        upto = self.upto.get(writer, 0)
        if count > upto + 1:
            self._beyond.setdefault(writer, set()).add(count)
            return
        upto = max(upto, count)
        beyond = self._beyond.get(writer)
        if beyond is not None:
            while upto + 1 in beyond:
                upto += 1
            left = {count for count in beyond if count > upto}
            if left:
                self._beyond[writer] = left
            else:
                del self._beyond[writer]
        self.upto[writer] = upto

    def join(self, other: "Reach") -> None:
        """Put all in that another set holds."""
        for writer, upto in other.upto.items():
            if upto > self.upto.get(writer, 0):
                self.upto[writer] = upto
                self.add((writer, upto))
        for writer, counts in other._beyond.items():
            for count in sorted(counts):
                if (writer, count) not in self:
                    self.add((writer, count))

    def covers(self, other: "Reach") -> bool:
        """Whether all is in it that another set holds."""
        return next(other.without(self), None) is None

    def without(self, other: "Reach") -> Iterator[Dot]:
        """What is in it and not in another set."""
        for writer, upto in self.upto.items():
            for count in range(other.upto.get(writer, 0) + 1, upto + 1):
                if (writer, count) not in other:
                    yield writer, count
        for writer, counts in self._beyond.items():
            for count in sorted(counts):
                if (writer, count) not in other:
                    yield writer, count

    def holes(self) -> Iterator[Dot]:
        """What is missing before something that is there."""
        for writer, counts in self._beyond.items():
            for count in range(self.upto.get(writer, 0) + 1, max(counts)):
                if count not in counts:
                    yield writer, count

    def plain(self) -> Plain:
        """The set as JSON."""
        plain: Plain = {}
        for writer in sorted({*self.upto, *self._beyond}):
            upto = self.upto.get(writer, 0)
            beyond = sorted(self._beyond.get(writer, ()))
            plain[writer] = [upto, *beyond] if beyond else upto
        return plain


def _is_count(count: Any) -> bool:
    return type(count) is int and 0 <= count <= _MOST


def reach_from(plain: Any) -> Reach:
    """The set in a JSON.

    Raises:
        ValueError: It is none.
    """
    reach = Reach()
    if not isinstance(plain, dict):
        raise ValueError(tr("No reach."))
    for writer, counts in plain.items():
        listed = counts if isinstance(counts, list) else [counts]
        if not listed or not all(_is_count(count) for count in listed):
            raise ValueError(tr("No reach."))
        reach.upto[writer] = listed[0]
        for count in listed[1:]:
            reach.add((writer, count))
    return reach
