"""Our own JSON: everything the user keeps, versioned and lossless; one record a line.

    {"format":"trust-tui","version":1,"whole":true,
    "settings":{"id":"1","revision":2,"made":...},
    "records":{
    "relationships":[
    {"id":"4071...","revision":1,"made":"2026-11-24T20:15:00+01:00","changed":...,"label":"S",...}
    ],
    ...},
    "trash":[
    {"deleted":"...","table":"entries","record":{...}}
    ]}

The same records always give the same bytes.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import json as msgjson

from trust_tui.domain import (
    KINDS,
    TABLES,
    Record,
    Settings,
    Trashed,
    TrustError,
    later,
    tr,
)
from trust_tui.formats.json_values import (
    moment,
    record_from_plain,
    record_to_plain,
)
from trust_tui.formats.kit import (
    Contents,
    Likeness,
    ReadOptions,
    ReadResult,
    Skipped,
    Source,
    WriteOptions,
    expect,
    steps,
)

FORMAT: Final = "trust-tui"
VERSION: Final = 1
"""Goes up when a reader of the older form would be wrong."""

_DAMAGED: Final = later(
    "This file is not a whole export of ours: make a new one, or take another copy of it."
)


def write_json(kept: Contents) -> Iterator[bytes]:
    """The export in pieces, in ASCII: what is none is escaped, broken surrogates too."""
    yield b'{"format":"%b","version":%d,"whole":%b,\n' % (
        FORMAT.encode(),
        VERSION,
        b"true" if kept.whole else b"false",
    )
    settings = (
        b"null"
        if kept.settings is None
        else line_of(record_to_plain(kept.settings))
    )
    yield b'"settings":%b,\n"records":{\n' % settings
    between = b""
    for table in TABLES:
        yield b'%b"%b":[' % (between, table.encode())
        yield from _list(record_to_plain(record) for record in kept.of(table))
        between = b",\n"
    yield b'\n},\n"trash":['
    yield from _list(_thrown(thrown) for thrown in kept.trash)
    yield b"}\n"


def fits(source: Source) -> Likeness:
    """Whether it is an export of ours, of any version."""
    document = source.document
    ours = isinstance(document, dict) and document.get("format") == FORMAT
    return Likeness.SURE if ours else Likeness.NO


def read(source: Source, _options: ReadOptions) -> ReadResult:
    """Read an export. It says itself all that a reader must be told."""
    return read_json(source.document)


def write(kept: Contents, _options: WriteOptions) -> Iterable[bytes]:
    """Everything that is kept."""
    return write_json(kept)


def read_json(document: dict[str, Any]) -> ReadResult:
    """What a parsed export holds.

    Raises:
        TrustError: It is not an export of ours, or one of a newer version.
    """
    version, tables = document.get("version"), document.get("records")
    if (
        document.get("format") != FORMAT
        or type(version) is not int
        or not isinstance(tables, dict)
    ):
        raise TrustError(tr(_DAMAGED))
    if version > VERSION:
        raise TrustError(
            tr(
                "This file was written by a newer version of the program: update this one, then try again."
            )
        )
    reader = _Reader()
    expect(
        tr("Reading"), sum(len(_sequence(found)) for found in tables.values())
    )
    for table, found in tables.items():
        reader.table(table, found)
    reader.thrown(document.get("trash"))
    settings = (
        reader.record(Settings.TABLE, document.get("settings"), "settings")
        if document.get("settings")
        else None
    )
    return ReadResult(
        format="json",
        read=reader.read,
        records=tuple(reader.records)
        if settings is None
        else (*reader.records, settings),
        trash=tuple(reader.trash),
        skipped=tuple(reader.skipped),
    )


class _Reader:
    """Collects what can be used, and says of the rest why not."""

    def __init__(self) -> None:
        self.read = 0
        self.records: list[Record[Any]] = []
        self.trash: list[Trashed] = []
        self.skipped: list[Skipped] = []
        self._ids: set[str] = set()

    def table(self, table: str, found: Any) -> None:
        """Read the records of one table."""
        if table not in TABLES:
            self.skipped.append(
                Skipped(
                    where=tr("a list"),
                    reason=tr("this version knows no such kind of record"),
                )
            )
            return
        for number, plain in enumerate(steps(_sequence(found)), 1):
            self.read += 1
            record = self.record(table, plain, f"{table} {number}")
            if record is not None and self._new(record.id, f"{table} {number}"):
                self.records.append(record)

    def thrown(self, found: Any) -> None:
        """Read the trash."""
        for number, plain in enumerate(_sequence(found), 1):
            self.read += 1
            where = tr("trash {number}", number=number)
            table = plain.get("table") if isinstance(plain, dict) else None
            if not isinstance(table, str) or table not in TABLES:
                self.skipped.append(
                    Skipped(
                        where=where,
                        reason=tr("this version knows no such kind of record"),
                    )
                )
                continue
            record = self.record(table, plain.get("record"), where)
            if record is None or not self._new(record.id, where):
                continue
            try:
                self.trash.append(
                    Trashed(record=record, deleted=moment(plain.get("deleted")))
                )
            except ValueError as error:
                self.skipped.append(Skipped(where=where, reason=str(error)))

    def record(self, table: str, plain: Any, where: str) -> Record[Any] | None:
        """Read one record; None when it cannot be used."""
        try:
            return record_from_plain(KINDS[table].value, plain)
        except ValueError as error:
            self.skipped.append(Skipped(where=where, reason=str(error)))
            return None

    def _new(self, id: str, where: str) -> bool:
        if id in self._ids:
            self.skipped.append(
                Skipped(where=where, reason=tr("its id is there twice"))
            )
            return False
        self._ids.add(id)
        return True


def _sequence(found: Any) -> Sequence[Any]:
    if found is None:
        return ()
    if not isinstance(found, list):
        raise TrustError(tr(_DAMAGED))
    return found


def _thrown(thrown: Trashed) -> dict[str, Any]:
    return {
        "deleted": thrown.deleted.isoformat(),
        "table": thrown.record.value.TABLE,
        "record": record_to_plain(thrown.record),
    }


def _list(documents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    between = b"\n"
    for document in documents:
        yield between + line_of(document)
        between = b",\n"
    yield b"\n]" if between == b",\n" else b"]"


def line_of(document: dict[str, Any]) -> bytes:
    """A document on one line, the same for the same content."""
    # Nothing but ASCII, so that no character can steer the terminal it is shown on. This encoder writes no escapes,
    # and refuses lone surrogates; those of the standard library bring everything back as it was.
    try:
        line = msgjson.encode(document)
        if line.isascii():
            return line
    except UnicodeEncodeError:
        pass
    return json.dumps(document, separators=(",", ":")).encode("ascii")
