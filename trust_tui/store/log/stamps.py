"""The end of each record's line: a short checksum, the clock, and which change of which writer put it there.

    "4071":{"made":...,"_":"1f0c9a3b019ac5d2e3f3f9c2a71b0d40000002a"}

It has a fixed length, so that it is taken off without looking, and it tells of any line, wherever it is found, whether
it is whole, in which table it belongs and how it stands to another version of the same record.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

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
