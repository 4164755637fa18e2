"""CSV, for a spreadsheet: one row for each record, one column for each thing it may hold."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from trust_tui.domain.codec import to_plain
from trust_tui.domain.contents import Contents
from trust_tui.domain.kinds import TABLES, day_of_record
from trust_tui.domain.records import Record, Relationship
from trust_tui.formats.format import WriteOptions

FIRST: Final = ("kind", "id", "day", "made", "changed", "relationship")
"""The columns that every row has."""

_FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)


def write(kept: Contents, _options: WriteOptions) -> Iterable[bytes]:
    """One table of all kinds."""
    return write_csv(kept)


def write_folder(kept: Contents, options: WriteOptions) -> Iterator[tuple[str, bytes]]:
    """A table for each kind of which there is a record."""
    for table in TABLES:
        if kept.of(table):
            kind = table.replace("_", "-")
            name = f"export-{options.today.isoformat()}-{kind}.csv"
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


def guarded(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would work it out."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else text


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _row(
    record: Record[Any], relationships: Mapping[str, Relationship]
) -> dict[str, str]:
    plain = to_plain(record.value)
    about = plain.pop("about", None)
    plain.pop("day", None)
    row = {
        "kind": record.value.TABLE,
        "id": record.id,
        "day": day_of_record(record).isoformat(),
        "made": record.made.isoformat(timespec="seconds"),
        "changed": record.changed.isoformat(timespec="seconds"),
        "relationship": relationships[about].label if about in relationships else "",
    }
    for name, held in plain.items():
        # The answers of a check-in are columns of their own, the one they stand under named after the item.
        cells = (
            held.items()
            if name == "answers" and isinstance(held, dict)
            else [(name, held)]
        )
        for column, cell in cells:
            row[column if column not in FIRST else f"own_{column}"] = _cell(cell)
    return row


def _cell(held: Any) -> str:
    if held is None:
        return ""
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, dict):
        return "\n".join(
            f"{key}: {_cell(one)}" for key, one in held.items() if one not in ("", None)
        )
    if isinstance(held, list):
        return ("\n" if held and isinstance(held[0], dict) else ", ").join(
            _cell(one) for one in held
        )
    return str(held)
