"""The one form in which anything is written: a JSON object of tables, a record a line, with its own checksum.

    {"_meta":{"1":{"kind":"snapshot",...}},
    "entries":{
    "4071":{"made":...},
    "5523":{"made":...}
    },
    "_check":{"1":{"sha256":"..."}}}

It is plain JSON in the shape that TinyDB expects. Since a record never holds a raw line break, a sheet is taken apart
without parsing it: records stay bytes until somebody looks at them. The checksum covers every byte before it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

Raw = bytes
Text = bytes | bytearray
Tables = Mapping[str, Mapping[str, Raw | None]]

_TRAILER: Final = b'"_check":{"1":{"sha256":"'
_END: Final = b'"}}}\n'
_DIGEST: Final = 64
_TAIL: Final = _DIGEST + len(_END)
_BLOCK: Final = 1 << 16


class SheetError(ValueError):
    """The bytes are not a whole sheet."""


class Sheet(Struct, frozen=True):
    """A sheet that was read.

    Attributes:
        header: What the sheet says about itself.
        tables: The records as bytes, by table and id; None where a change takes a record away.
        digest: Its checksum.
    """

    header: dict[str, Any]
    tables: dict[str, dict[str, Raw | None]]
    digest: str = ""


_compact = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode
_escaped = json.JSONEncoder(
    ensure_ascii=True, allow_nan=False, separators=(",", ":")
).encode


def encode(value: object) -> Raw:
    """JSON on one line. Text that is no valid Unicode (lone surrogates) is escaped, so that it comes back as it was.

    Raises:
        ValueError: A number that JSON does not know (NaN, infinity), or no JSON at all.
    """
    try:
        try:
            return _compact(value).encode()
        except UnicodeEncodeError:
            return _escaped(value).encode()
    except (TypeError, RecursionError):
        raise ValueError(
            "Only text, numbers, true, false, lists and mappings can be kept."
        ) from None


def decode(raw: Raw) -> Any:
    """What `encode` was given."""
    return json.loads(raw.decode())


def write(
    header: Mapping[str, object],
    tables: Mapping[str, Iterable[tuple[str, Raw | None]]],
) -> Iterator[bytes]:
    """The sheet in chunks of about 64 KB; nothing is held as a whole."""
    digest = hashlib.sha256()
    for block in _blocks(_lines(header, tables)):
        digest.update(block)
        yield block
    yield digest.hexdigest().encode() + _END


def _lines(
    header: Mapping[str, object],
    tables: Mapping[str, Iterable[tuple[str, Raw | None]]],
) -> Iterator[bytes]:
    yield b'{"_meta":{"1":%b},\n' % encode(header)
    for table, rows in tables.items():
        yield encode(table) + b":{\n"
        between = b""
        for id, raw in rows:
            yield b"%b%b:%b" % (
                between,
                encode(id),
                b"null" if raw is None else raw,
            )
            between = b",\n"
        yield b"\n},\n" if between else b"},\n"
    yield _TRAILER


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    yield b"".join(waiting)


def check(raw: Text) -> None:
    """Look whether every byte is as it was written.

    Raises:
        SheetError: It is not.
    """
    if (
        not raw.endswith(_END)
        or raw[-_TAIL - len(_TRAILER) : -_TAIL] != _TRAILER
    ):
        raise SheetError("The end is missing.")
    if (
        hashlib.sha256(memoryview(raw)[:-_TAIL]).hexdigest().encode()
        != raw[-_TAIL : -len(_END)]
    ):
        raise SheetError("The checksum does not fit.")


def digest_of(raw: Text) -> str:
    """The checksum at the end of a sheet."""
    return raw[-_TAIL : -len(_END)].decode()


def read(raw: Text) -> Sheet:
    """Take a sheet apart.

    Raises:
        SheetError: A byte is not as it was written, or this never was a sheet.
    """
    check(raw)
    try:
        start = raw.index(b"\n") + 1
        return Sheet(peek(raw), _tables(raw, start), digest_of(raw))
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError("This is no sheet.") from error


def peek(raw: Text) -> dict[str, Any]:
    """The header alone, of a sheet of which the beginning is at hand. Nothing is checked.

    Raises:
        SheetError: This does not begin like a sheet.
    """
    try:
        header = json.loads(raw[: raw.index(b"\n") - 1] + b"}")["_meta"]["1"]
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError("This is no sheet.") from error
    if not isinstance(header, dict):
        raise SheetError("This is no sheet.")
    return header


def _end_of_id(line: str) -> int:
    """Where in its bytes the text in quotation marks at the beginning of a line ends."""
    _, after = json.JSONDecoder().raw_decode(line)
    return len(line[: after - 1].encode())


def _tables(raw: Text, start: int) -> dict[str, dict[str, Raw | None]]:
    tables: dict[str, dict[str, Raw | None]] = {}
    rows: dict[str, Raw | None] = {}
    last = len(raw) - _TAIL - len(_TRAILER)
    find = raw.find
    view = memoryview(raw)  # so that nothing is copied twice
    while start < last:
        end = find(b"\n", start, last)
        if end < 0:
            raise SheetError("A line has no end.")
        if raw[end - 1] == 0x7B:  # {
            rows = tables.setdefault(json.loads(raw[start : end - 2]), {})
        elif raw[start] == 0x7D:  # }
            pass
        else:
            middle = find(b'":', start + 1, end)
            if (
                raw[middle - 1] == 0x5C
            ):  # a quotation mark or a backslash in the id itself
                middle = start + _end_of_id(raw[start:end].decode())
            id = str(view[start + 1 : middle], "utf-8")
            body = bytes(
                view[middle + 2 : end - 1 if raw[end - 1] == 0x2C else end]
            )
            if "\\" in id:
                id = json.loads(f'"{id}"')
            rows[id] = None if body == b"null" else body
        start = end + 1
    return tables
