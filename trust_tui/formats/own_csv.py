"""Our own CSV, for a spreadsheet: one row for each record, one column for each thing it may hold.

It can be read back: what a cell shows is what it holds, but for characters that UTF-8 has none for.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields

from trust_tui.domain import (
    KINDS,
    TABLES,
    Record,
    Relationship,
    day_of_record,
    later,
    to_plain,
    tr,
)
from trust_tui.formats.csv_cells import cell_of, guarded, plain_of, unguarded
from trust_tui.formats.json_values import moment, record_from_plain
from trust_tui.formats.kit import (
    NOON,
    Collector,
    Contents,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    WriteOptions,
    expect,
    id_from,
    is_id,
    long_cells,
    steps,
)

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

ADDED: Final = later("cells of added columns")
"""What somebody has put into columns of their own, as it is counted."""

NOT_APPLICABLE: Final = "does not apply"
_ANSWER: Final = re.compile(rf"[0-9]+(?:\.0+)?|{NOT_APPLICABLE}")


class _Shape(Struct, frozen=True, kw_only=True):
    """What the rows of a kind of record look like.

    Attributes:
        hints: The types of its fields by their names.
        columns: The fields that have a column of their own, by that column.
        shared: The fields that stand in a column which every row has.
        is_scale: Whether it has answers on a scale, each in a column named after its question.
    """

    hints: Mapping[str, Any]
    columns: Mapping[str, str]
    shared: frozenset[str]
    is_scale: bool


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
    if not source.is_folder:
        if _is_ours(source):
            _read_table(collector, "line", source)
        return collector.result()
    found = source.tree.ending(ENDING).items()
    tables = {name: Source(Path(path)) for name, path in found}
    ours = [name for name in tables if _is_ours(tables[name])]
    collector.left_out.update(source.besides(ours))
    for name in ours:
        _read_table(collector, f"{name} line", tables[name])
    return collector.result()


def _read_table(collector: Collector, where: str, table: Source) -> None:
    text = table.raw.decode("utf-8-sig", "replace")
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True
    )
    try:
        with long_cells(text):
            numbered = [(rows.line_num, row) for row in rows]
    except csv.Error:
        raise UnreadableError(
            tr("The table is not whole CSV: export it again.")
        ) from None
    days = [row["day"] or "" for _, row in numbered]
    reader = DateReader(days, collector.options.order)
    expect(tr("Reading"), len(numbered))
    for line, row in steps(numbered):
        _read_row(collector, reader, f"{where} {line}", row)


def _read_row(
    collector: Collector,
    reader: DateReader,
    where: str,
    row: Mapping[str | None, str | None],
) -> None:
    collector.read += 1
    cells = {key: unguarded(cell or "") for key, cell in row.items() if key}
    # A spreadsheet writes days in its own form.
    day = reader.read(cells["day"])
    if day is None:
        collector.skip(where, tr("its day is not one"))
        return
    collector.doubt_date(day, cells["day"])
    cells["day"] = day.day.isoformat()
    try:
        collector.record(_record(collector, reader, cells))
    except ValueError as error:
        collector.skip(where, str(error))


def _record(
    collector: Collector, reader: DateReader, cells: Mapping[str, str]
) -> Record[Any]:
    """The record of a row.

    Raises:
        ValueError: It is none. The words are fit to be shown.
    """
    table = cells["kind"]
    if table not in TABLES:
        raise ValueError(tr("this version knows no such kind of record"))
    shape = _shape(table)
    plain = _fields(shape, cells, collector.left_out)
    made = _moment(reader, cells, collector.options)
    plain["id"] = _id(cells)
    plain["revision"] = _revision(cells.get("revision", ""))
    plain["made"] = made
    plain["changed"] = cells.get("changed") or made
    return record_from_plain(KINDS[table].value, plain)


def _fields(
    shape: _Shape, cells: Mapping[str, str], left_out: Counter[str]
) -> dict[str, Any]:
    """What the fields of a row hold; those that hold nothing are left to their defaults.

    Cells in a column that somebody has added are counted as left out.
    """
    plain: dict[str, Any] = {}
    answers: dict[str, int | None] = {}
    for column, cell in cells.items():
        if column in shape.columns:
            name = shape.columns[column]
            plain[name] = plain_of(cell, shape.hints[name])
        elif cell and column not in FIRST:
            if shape.is_scale and _ANSWER.fullmatch(cell):
                answers[column.removeprefix(OWN)] = _answer(cell)
            else:
                left_out[tr(ADDED)] += 1
    if shape.is_scale:
        plain["answers"] = answers
    for name in shape.shared:
        plain[name] = cells.get(name) or None
    return {name: held for name, held in plain.items() if held is not None}


@cache
def _shape(table: str) -> _Shape:
    """What the rows of a kind of record look like."""
    hints = {field.name: field.type for field in fields(KINDS[table].value)}
    is_scale = hints.get("answers", str) is not str
    apart = {*_SHARED, "answers"} if is_scale else _SHARED
    return _Shape(
        hints=hints,
        columns={_column(name): name for name in hints if name not in apart},
        shared=frozenset(_SHARED & hints.keys()),
        is_scale=is_scale,
    )


def _column(name: str) -> str:
    """The column of a field."""
    return f"{OWN}{name}" if name in FIRST else name


def _id(cells: Mapping[str, str]) -> str:
    """The id of a row; one made from what stands there where a spreadsheet has spoiled it."""
    if is_id(cells["id"]):
        return cells["id"]
    return id_from(*cells.values())


def _answer(cell: str) -> int | None:
    return None if cell == NOT_APPLICABLE else int(cell.partition(".")[0])


def _revision(text: str) -> int:
    if text.isascii() and text.isdecimal():
        return min(int(text[:15]), 2**53 - 1) or 1
    return 1


def _moment(
    reader: DateReader, cells: Mapping[str, str], options: ReadOptions
) -> str:
    """When it was made; noon of its day where nothing says a time of that day."""
    try:
        return moment(cells["made"]).isoformat()
    except ValueError:
        day, clock = date.fromisoformat(cells["day"]), NOON
        when = reader.read(cells["made"])
        if when is not None and when.day == day:
            clock = when.clock or NOON
        made = datetime.combine(day, clock, options.zone)
        return made.isoformat(timespec="minutes")


def write(kept: Contents, _options: WriteOptions) -> Iterable[bytes]:
    """One table of all kinds."""
    return write_csv(kept)


def write_folder(
    kept: Contents, options: WriteOptions
) -> Iterator[tuple[str, bytes]]:
    """A table for each kind of which there is a record."""
    for table in TABLES:
        if kept.of(table):
            kind = table.replace("_", "-")
            name = f"export-{options.today.isoformat()}-{kind}{ENDING}"
            yield name, b"".join(write_csv(kept, [table]))


def write_csv(
    kept: Contents, tables: Iterable[str] = TABLES
) -> Iterator[bytes]:
    """The records of some tables, with the columns that any of them needs. UTF-8, lines end as RFC 4180 has it.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    rows = [
        _row(record, kept.relationships)
        for table in tables
        for record in kept.of(table)
    ]
    columns = list(
        dict.fromkeys([*FIRST, *(column for row in rows for column in row)])
    )
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
        "relationship": relationships[about].label
        if about in relationships
        else "",
        "about": about,
    }
    plain = to_plain(value)
    shape = _shape(value.TABLE)
    for column, name in shape.columns.items():
        row[column] = cell_of(plain[name], shape.hints[name])
    if shape.is_scale:
        for item, answer in plain["answers"].items():
            row[_answer_column(item, row)] = _answer_cell(answer)
    return row


def _answer_column(item: str, row: Mapping[str, str]) -> str:
    """The column of an answer: that of its question, or a longer one where that is taken."""
    if item in row or item.startswith(OWN):
        return f"{OWN}{item}"
    return item


def _answer_cell(answer: int | None) -> str:
    return NOT_APPLICABLE if answer is None else str(answer)
