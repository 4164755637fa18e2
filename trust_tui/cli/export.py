"""`trust-tui export`: writes what was kept in an open format."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from trust_tui.cli.choosing import clock, is_folder, out_path, selection, warn, write_out
from trust_tui.cli.opening import open_library, opened
from trust_tui.domain.clock import SystemClock, day_of
from trust_tui.domain.records import Entry, Goal, JointCheckIn, Promise, SelfCheck
from trust_tui.errors import UsageError
from trust_tui.exchange import csv_format, jrnl, markdown_out
from trust_tui.exchange.adding import counts
from trust_tui.exchange.json_format import write_json
from trust_tui.exchange.kept import TABLES, Kept, day_of_record, gather, select
from trust_tui.exchange.writing import neutral_name, write_file, write_folder

ENDINGS: Final = {
    "json": ".json",
    "markdown": "",
    "csv": ".csv",
    "jrnl": ".txt",
    "jrnl-json": ".json",
    "ical": ".ics",
}
"""The endings of the files by format."""

_ENTRIES: Final = frozenset({Entry.TABLE})
_HELD: Final = {
    "jrnl": _ENTRIES,
    "jrnl-json": _ENTRIES,
    "ical": frozenset({Goal.TABLE, Promise.TABLE, JointCheckIn.TABLE, SelfCheck.TABLE}),
}
"""What a format has room for, where that is not all of it."""


def run(options: argparse.Namespace) -> int:
    """Write it, or say what would be written."""
    if options.daily and options.format != "ical":
        raise UsageError("--daily goes with --format ical.")
    with opened(options) as workbook:
        today = day_of(SystemClock().now(), workbook.settings.day_ends)
        kept = select(gather(workbook), selection(options, workbook))
    if options.preview:
        for line in preview(kept, options.format):
            print(line)
        return 0
    notes = _notes(options) if options.format == "markdown" else []
    files = _folder(options, kept, notes, today)
    if files is not None:
        folder, found = files
        print(f"Written: {write_folder(folder, found, replace=options.replace)} files")
    elif options.out:
        write_file(
            out_path(options.out, neutral_name(today, ENDINGS[options.format])),
            _chunks(options, kept, notes, today),
            replace=options.replace,
        )
    else:
        write_out(_chunks(options, kept, notes, today))
    warn()
    return 0


def preview(kept: Kept, format: str) -> Iterator[str]:
    """What would be written: how many records of each kind, of which days."""
    held = _HELD.get(format, frozenset(TABLES))
    records = [record for table in TABLES if table in held for record in kept.of(table)]
    for name, count in counts(records, kept.trash if format == "json" else ()).items():
        yield f"{name}: {count}"
    if records:
        days = [day_of_record(record) for record in records]
        yield f"days: {min(days).isoformat()} to {max(days).isoformat()}"
    else:
        yield "Nothing would be written."
    left = sum(len(kept.of(table)) for table in TABLES if table not in held)
    if left:
        yield f"left out: {left} that this format has no place for; json holds everything"
    yield "It will not be protected: whoever can open it can read it."


def _folder(
    options: argparse.Namespace, kept: Kept, notes: list[str], today: date
) -> tuple[Path, Iterable[tuple[str, bytes]]] | None:
    """The folder and its files, where the format and the name given ask for one."""
    if not options.out:
        return None
    if options.format == "markdown":
        return Path(options.out), markdown_out.write_files(kept, notes)
    if options.format == "csv" and is_folder(options.out):
        return Path(options.out), _tables(kept, today)
    return None


def _tables(kept: Kept, today: date) -> Iterator[tuple[str, bytes]]:
    for table in TABLES:
        if kept.of(table):
            name = neutral_name(today, f"-{table.replace('_', '-')}.csv")
            yield name, b"".join(csv_format.write_csv(kept, [table]))


def _chunks(options: argparse.Namespace, kept: Kept, notes: list[str], today: date) -> Iterable[bytes]:
    match options.format:
        case "json":
            return write_json(kept)
        case "markdown":
            return markdown_out.write_page(kept, notes)
        case "csv":
            return csv_format.write_csv(kept)
        case "jrnl":
            return jrnl.write_text(kept)
        case "jrnl-json":
            return jrnl.write_json(kept)
        case _:
            # The library takes longer to import than everything else here together.
            from trust_tui.exchange.calendar_format import write_calendar  # noqa: PLC0415

            return write_calendar(kept, daily=clock(options.daily) if options.daily else None, today=today)


def _notes(options: argparse.Namespace) -> list[str]:
    """The sentences on what this program is and is not."""
    return [item.text for item in open_library(options).text("about", "limits").items]
