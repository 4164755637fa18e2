"""The one form in which anything is written: a JSON object of tables, a record a line, with its own checksum.

    {"_meta":{"1":{"kind":"snapshot",...}},
    "entries":{
    "4071":{"made":...},
    "5523":{"made":...}
    },
    "_check":{"1":{"sha256":"..."}}}

It is plain JSON in the shape that TinyDB expects. Since a record never holds a raw line break, a sheet is taken apart
without parsing it: records stay bytes until somebody looks at them. The checksum covers every byte before it.

A sealed sheet has three lines more before the checksum: a proof that whoever wrote it had the secret key. It is over
the checksum of all bytes before it, so it costs nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Thread
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import tr
from trust_tui.store.log.texts import Texts, place_of

Raw = bytes
Text = bytes | bytearray
Tables = Mapping[str, Mapping[str, Raw | None]]
Prove = Callable[[bytes], str]
"""Makes the proof of a digest, 64 characters; nothing where the secret is not at hand."""

_PROOF: Final = b'"_seal":{\n"1":{"mac":"'
_PROOF_END: Final = b'"}\n},\n'
_TRAILER: Final = b'"_check":{"1":{"sha256":"'
_END: Final = b'"}}}\n'
_DIGEST: Final = 64
_TAIL: Final = _DIGEST + len(_END)
_PROVED: Final = len(_PROOF) + _DIGEST + len(_PROOF_END)
_BLOCK: Final = 1 << 16
_LONG: Final = 1 << 20
"""Bytes from which on the checksum is worth a thread."""

_PADDING: Final = "_pad"
_LEAST: Final = 4096
_AROUND: Final = 390
"""What sealing adds to a small sheet, at most: 213 bytes, and up to 177 that the library draws by lot."""


class SheetError(ValueError):
    """The bytes are not a whole sheet."""


class Sheet(Struct, frozen=True):
    """A sheet that was read.

    Attributes:
        header: What the sheet says about itself.
        tables: The records as bytes, by table and id; None where a change takes a record away.
        digest: Its checksum.
        proven: Digest of what its proof is over.
        proof: Says that its writer had the secret key; empty where there is none.
    """

    header: dict[str, Any]
    tables: Mapping[str, Mapping[str, Raw | None]]
    digest: str = ""
    proven: bytes = b""
    proof: str = ""


class Places(Mapping[str, Raw]):
    """The rows of a table of a large sheet: each is cut out of its text when it is asked for.

    Attributes:
        texts: The text.
        places: Where each row lies in it.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.places: dict[str, int] = {}

    def __getitem__(self, id: str) -> Raw:
        return self.texts.line(self.places[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


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
            tr(
                "Only text, numbers, true, false, lists and mappings can be kept."
            )
        ) from None


def decode(raw: Raw) -> Any:
    """What `encode` was given."""
    return json.loads(raw.decode())


def unproved(_digest: bytes) -> str:
    """The proof of whoever has no secret."""
    return ""


def write(
    header: Mapping[str, object],
    tables: Mapping[str, Iterable[tuple[str, Raw | None]]],
    prove: Prove = unproved,
) -> Iterator[bytes]:
    """The sheet in chunks of about 64 KB; nothing is held as a whole.

    Args:
        header: What it says about itself.
        tables: The records.
        prove: Makes its proof.
    """
    digest = hashlib.sha256()
    for block in _blocks(_lines(header, tables)):
        digest.update(block)
        yield block
    yield _ending(digest, prove)


def padded(
    header: Mapping[str, object],
    tables: Mapping[str, Iterable[tuple[str, Raw | None]]],
    prove: Prove,
) -> bytes:
    """A small sheet whose length tells little: it has one of few lengths, each twice the one before.

    Args:
        header: What it says about itself.
        tables: The records.
        prove: Makes its proof; its length is told by that of any digest.
    """
    body = b"".join(_lines(header, tables))
    bare = len(body) + len(_pad(0)) + len(_ending(hashlib.sha256(), prove))
    whole = _LEAST
    while whole - _AROUND < bare:
        whole *= 2
    body += _pad(whole - _AROUND - bare)
    return body + _ending(hashlib.sha256(body), prove)


def _pad(length: int) -> bytes:
    row = ("1", b'{"pad":"%b"}' % (b"0" * length))
    return b"".join(_table(_PADDING, [row]))


def _ending(digest: "hashlib._Hash", prove: Prove) -> bytes:
    """The proof and the checksum."""
    proof = prove(digest.digest()).encode()
    end = _PROOF + proof + _PROOF_END + _TRAILER if proof else _TRAILER
    digest.update(end)
    return end + digest.hexdigest().encode() + _END


def proved_anew(raw: Text, prove: Prove) -> Text:
    """A sheet with a proof of somebody else's in the place of its own; whatever is no whole sheet stays as it is."""
    try:
        check(raw)
    except SheetError:
        return raw
    body = raw[: _end_of_records(raw)]
    return body + _ending(hashlib.sha256(body), prove)


def _end_of_records(raw: Text) -> int:
    """Where the proof begins, or the checksum."""
    end = len(raw) - _TAIL - len(_TRAILER)
    start = end - _PROVED
    is_there = start > 0 and raw[start : start + len(_PROOF)] == _PROOF
    return start if is_there and raw[start - 1] == 0x0A else end


def _lines(
    header: Mapping[str, object],
    tables: Mapping[str, Iterable[tuple[str, Raw | None]]],
) -> Iterator[bytes]:
    yield b'{"_meta":{"1":%b},\n' % encode(header)
    for table, rows in tables.items():
        yield from _table(table, rows)


def _table(
    name: str, rows: Iterable[tuple[str, Raw | None]]
) -> Iterator[bytes]:
    yield encode(name) + b":{\n"
    between = b""
    for id, raw in rows:
        yield b"%b%b:%b" % (
            between,
            encode(id),
            b"null" if raw is None else raw,
        )
        between = b",\n"
    yield b"\n},\n" if between else b"},\n"


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


def check(raw: Text) -> tuple[bytes, str]:
    """Look whether every byte is as it was written. Answers with what its proof is over, and the proof.

    Raises:
        SheetError: It is not.
    """
    if (
        not raw.endswith(_END)
        or raw[-_TAIL - len(_TRAILER) : -_TAIL] != _TRAILER
    ):
        raise SheetError(tr("The end is missing."))
    middle, view = _end_of_records(raw), memoryview(raw)
    digest = hashlib.sha256(view[:middle])
    proven = digest.digest()
    digest.update(view[middle:-_TAIL])
    if digest.hexdigest().encode() != raw[-_TAIL : -len(_END)]:
        raise SheetError(tr("The checksum does not fit."))
    start = middle + len(_PROOF)
    end = len(raw) - _TAIL - len(_TRAILER) - len(_PROOF_END)
    return proven, str(view[start : max(start, end)], "ascii", "replace")


class _Checking(Thread):
    """Checks a long sheet beside what is done meanwhile: its checksum needs nothing of Python."""

    def __init__(self, raw: Text) -> None:
        super().__init__(daemon=True)
        self._raw = raw
        self._found: tuple[bytes, str] | SheetError

    def run(self) -> None:
        """Check it."""
        try:
            self._found = check(self._raw)
        except SheetError as error:
            self._found = error

    def wait(self) -> None:
        """Wait until it is checked."""
        if self.ident is not None:
            self.join()

    def answer(self) -> tuple[bytes, str]:
        """What `check` has answered with.

        Raises:
            SheetError: As `check` does.
        """
        if isinstance(self._found, SheetError):
            raise self._found
        return self._found


def digest_of(raw: Text) -> str:
    """The checksum at the end of a sheet."""
    return raw[-_TAIL : -len(_END)].decode()


def read(raw: Text, *, large: bool = False) -> Sheet:
    """Take a sheet apart.

    Args:
        raw: All of it.
        large: Whether its rows stay in it and are cut out one by one. All of them must be records then.

    Raises:
        SheetError: A byte is not as it was written, or this never was a sheet.
    """
    checking = _Checking(raw)
    if len(raw) < _LONG:
        checking.run()
        checking.answer()
    else:
        checking.start()
    try:
        take_apart = _places if large else _tables
        tables = {**take_apart(raw, raw.index(b"\n") + 1, _end_of_records(raw))}
        tables.pop(_PADDING, None)
        header = peek(raw)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SheetError(tr("This is no sheet.")) from error
    finally:
        checking.wait()
    return Sheet(header, tables, digest_of(raw), *checking.answer())


def peek(raw: Text) -> dict[str, Any]:
    """The header alone, of a sheet of which the beginning is at hand. Nothing is checked.

    Raises:
        SheetError: This does not begin like a sheet.
    """
    try:
        header = json.loads(raw[: raw.index(b"\n") - 1] + b"}")["_meta"]["1"]
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError(tr("This is no sheet.")) from error
    if not isinstance(header, dict):
        raise SheetError(tr("This is no sheet."))
    return header


def rows_at_beginning(raw: Text, table: str) -> dict[str, Raw | None] | None:
    """The rows of a table, of a sheet of which the beginning is at hand. Nothing is checked.

    Returns:
        None when that table does not lie there, or goes on beyond what is at hand.

    Raises:
        SheetError: This is no sheet.
    """
    heading = b"\n" + encode(table) + b":{\n"
    start = raw.find(heading)
    end = raw.find(b"\n}", start + len(heading) - 1)
    if start < 0 or end < 0:
        return None
    return _tables(raw, start + 1, end + 1)[table]


def _end_of_id(line: str) -> int:
    """Where in its bytes the text in quotation marks at the beginning of a line ends."""
    _, after = json.JSONDecoder().raw_decode(line)
    return len(line[: after - 1].encode())


def _tables(
    raw: Text, start: int, last: int
) -> dict[str, dict[str, Raw | None]]:
    tables: dict[str, dict[str, Raw | None]] = {}
    view = memoryview(raw)  # so that nothing is copied twice
    for table, id, begin, end in _rows_in(raw, start, last):
        rows = tables.setdefault(table, {})
        if begin:
            body = bytes(view[begin:end])
            rows[id] = None if body == b"null" else body
    return tables


def _places(raw: Text, start: int, last: int) -> dict[str, Places]:
    tables: dict[str, Places] = {}
    texts = Texts(raw)
    places: dict[str, int] = {}
    for table, id, begin, end in _rows_in(raw, start, last):
        if not begin:
            places = tables.setdefault(table, Places(texts)).places
        elif raw[begin] == 0x7B:  # {
            places[id] = place_of(begin, end)
        elif raw[begin:end] == b"null":
            places.pop(id, None)
        else:
            raise SheetError(tr("A row is no record."))
    return tables


def _rows_in(
    raw: Text, start: int, last: int
) -> Iterator[tuple[str, str, int, int]]:
    """The table and id of each row, and where its JSON begins and ends; each table first, without a row."""
    table = ""
    find = raw.find
    while start < last:
        end = find(b"\n", start, last)
        if end < 0:
            raise SheetError(tr("A line has no end."))
        if raw[end - 1] == 0x7B:  # {
            table = json.loads(raw[start : end - 2])
            yield table, "", 0, 0
        elif raw[start] != 0x7D:  # }
            middle = find(b'":', start + 1, end)
            if (
                raw[middle - 1] == 0x5C
            ):  # a quotation mark or a backslash in the id itself
                middle = start + _end_of_id(raw[start:end].decode())
            id = str(raw[start + 1 : middle], "utf-8")
            if "\\" in id:
                id = json.loads(f'"{id}"')
            yield table, id, middle + 2, end - (raw[end - 1] == 0x2C)  # ,
        start = end + 1
