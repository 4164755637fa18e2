"""Our own CSV, for a spreadsheet: one row for each record, one column for each thing it may hold.

It can be read back: what a cell shows is what it holds, but for characters that UTF-8 has none for.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from msgspec.structs import fields

from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.codec import to_plain
from trust_tui.domain.contents import Contents
from trust_tui.domain.kinds import KINDS, TABLES, day_of_record
from trust_tui.domain.records import Record, Relationship
from trust_tui.formats.collector import Collector, ReadOptions, ReadResult
from trust_tui.formats.content_ids import id_from, is_id
from trust_tui.formats.csv_cells import cell_of, guarded, plain_of, unguarded
from trust_tui.formats.entry_text import NOON
from trust_tui.formats.format import Likeness, WriteOptions
from trust_tui.formats.json_values import moment, record_from_plain
from trust_tui.formats.safe_read import UnreadableError
from trust_tui.formats.source import Source

FIRST: Final = (
    "kind",
    "id",
    "revision",
    "day",
    "made",
    "changed",
    "relationship",
    "about",
)
"""The columns that every row has. `about` is the id of the relationship, which `relationship` names for people."""

ENDING: Final = ".csv"
OWN: Final = "own_"
"""Begins the column of an answer whose name another column has."""

_SHARED: Final = frozenset({"day", "about"})
"""The fields that stand in a column which every row has."""

NOT_APPLICABLE: Final = "does not apply"


def fits(source: Source) -> Likeness:
    """Whether it is a table of ours, or a folder with one."""
    if source.is_folder:
        found = any(map(_is_ours, source.files(ENDING)))
    else:
        found = _is_ours(source)
    return Likeness.SURE if found else Likeness.NO


def _is_ours(source: Source) -> bool:
    return set(source.columns) >= {"kind", "id", "day", "made"}


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read a table, or all those in a folder. Rows that were changed in a spreadsheet are read as they are now."""
    collector = Collector("csv", options)
    tables = source.files(ENDING) if source.is_folder else [source]
    for table in filter(_is_ours, tables):
        where = f"{table.path.name} line" if source.is_folder else "line"
        _read_table(collector, where, table)
    return collector.result()


def _read_table(collector: Collector, where: str, table: Source) -> None:
    text = table.raw.decode("utf-8-sig", "replace")
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True
    )
    expect("Reading", text.count("\n"))
    try:
        for row in steps(rows):
            collector.read += 1
            cells = {key: unguarded(cell or "") for key, cell in row.items() if key}
            try:
                collector.record(_record(cells, collector.options))
            except ValueError as error:
                collector.skip(f"{where} {rows.line_num}", str(error))
    except csv.Error:
        raise UnreadableError("The table is not whole CSV: export it again.") from None


def _record(cells: Mapping[str, str], options: ReadOptions) -> Record[Any]:
    """The record of a row.

    Raises:
        ValueError: It is none. The words are fit to be shown.
    """
    table = cells["kind"]
    if table not in TABLES:
        raise ValueError("this version knows no such kind of record")
    kind = KINDS[table].value
    plain: dict[str, Any] = {}
    answers: dict[str, int | None] = {}
    own = {field.name: field for field in fields(kind)}
    columns = {_column(name): name for name in own if name not in _SHARED}
    if _has_answers(own):
        plain["answers"] = answers
        del columns["answers"]
    for column, cell in cells.items():
        if column in columns:
            name = columns[column]
            plain[name] = plain_of(cell, own[name].type)
        elif column not in FIRST and cell and "answers" in plain:
            answers[column.removeprefix(OWN)] = _answer(cell)
    for name in _SHARED & own.keys():
        plain[name] = cells.get(name) or None
    plain = {name: held for name, held in plain.items() if held is not None}
    made = _moment(cells["made"], cells["day"], options)
    plain["id"] = cells["id"] if is_id(cells["id"]) else id_from(*cells.values())
    plain["revision"] = int(cells["revision"]) if _is_number(cells) else 1
    plain["made"] = made
    plain["changed"] = cells.get("changed") or made
    return record_from_plain(kind, plain)


def _column(name: str) -> str:
    """The column of a field."""
    return f"{OWN}{name}" if name in FIRST else name


def _has_answers(own: Mapping[str, Any]) -> bool:
    """Whether a kind has answers on a scale, each in a column of its own."""
    return "answers" in own and own["answers"].type is not str


def _answer(cell: str) -> int | None:
    if cell == NOT_APPLICABLE:
        return None
    if cell.isascii() and cell.isdecimal():
        return int(cell)
    raise ValueError("one of its answers is not a number")


def _is_number(cells: Mapping[str, str]) -> bool:
    text = cells.get("revision", "")
    return text.isascii() and text.isdecimal() and len(text) < 16


def _moment(text: str, day: str, options: ReadOptions) -> str:
    """When it was made; noon of its day where a spreadsheet has put that into a form of its own."""
    try:
        return moment(text).isoformat()
    except ValueError:
        noon = datetime.combine(date.fromisoformat(day), NOON, options.zone)
        return noon.isoformat()


def write(kept: Contents, _options: WriteOptions) -> Iterable[bytes]:
    """One table of all kinds."""
    return write_csv(kept)


def write_folder(kept: Contents, options: WriteOptions) -> Iterator[tuple[str, bytes]]:
    """A table for each kind of which there is a record."""
    for table in TABLES:
        if kept.of(table):
            kind = table.replace("_", "-")
            name = f"export-{options.today.isoformat()}-{kind}{ENDING}"
            yield name, b"".join(write_csv(kept, [table]))


def write_csv(kept: Contents, tables: Iterable[str] = TABLES) -> Iterator[bytes]:
    """The records of some tables, with the columns that any of them needs. UTF-8, lines end as RFC 4180 has it.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    rows = [
        _row(record, kept.relationships)
        for table in tables
        for record in kept.of(table)
    ]
    columns = list(dict.fromkeys([*FIRST, *(column for row in rows for column in row)]))
    yield _lines([columns])
    for start in range(0, len(rows), 500):
        yield _lines(
            [
                [row.get(column, "") for column in columns]
                for row in rows[start : start + 500]
            ]
        )


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _row(
    record: Record[Any], relationships: Mapping[str, Relationship]
) -> dict[str, str]:
    value = record.value
    about: str = getattr(value, "about", None) or ""
    row = {
        "kind": value.TABLE,
        "id": record.id,
        "revision": str(record.revision),
        "day": day_of_record(record).isoformat(),
        "made": record.made.isoformat(),
        "changed": record.changed.isoformat(),
        "relationship": relationships[about].label if about in relationships else "",
        "about": about,
    }
    plain = to_plain(value)
    own = {field.name: field for field in fields(type(value))}
    for name in own:
        if name in _SHARED or (name == "answers" and _has_answers(own)):
            continue
        row[_column(name)] = cell_of(plain[name], own[name].type)
    if _has_answers(own):
        for item, answer in plain["answers"].items():
            taken = item in row or item in own or item.startswith(OWN)
            row[f"{OWN}{item}" if taken else item] = (
                NOT_APPLICABLE if answer is None else str(answer)
            )
    return row
