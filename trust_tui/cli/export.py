"""`trust-tui export`: writes what was kept in an open format."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from trust_tui.cli.context import open_library, opened, patience, today_of
from trust_tui.cli.options import (
    clock,
    format_problems_told,
    is_folder,
    note_written,
    or_replace,
    out_path,
    selection,
    warn,
    write_out,
)
from trust_tui.domain import UsageError, gather, select, tr
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.registry import named
from trust_tui.transfer.exporter import Export


def run(options: argparse.Namespace) -> int:
    """Write it, or say what would be written."""
    if options.json and not (options.out or options.preview):
        raise UsageError(tr("--json goes with --out or --preview."))
    with format_problems_told():
        return _export(options)


def _export(options: argparse.Namespace) -> int:
    if options.daily and options.format != "ical":
        raise UsageError(tr("--daily goes with --format ical."))
    with opened(options) as workbook:
        today = today_of(workbook)
        wanted = selection(options, workbook, today)
        with patience():
            kept = select(gather(workbook), wanted)
        format = named(options.format)
        export = Export(
            kept=kept,
            format=format,
            options=WriteOptions(
                today=today,
                notes=_notes(options) if format.prose else (),
                daily=clock(options.daily) if options.daily else None,
            ),
        )
        if options.out and not options.preview:
            note_written(workbook, _write(export, options))
    if options.preview:
        for line in export.preview():
            print(line)
        return 0
    if format.binary and not options.out and sys.stdout.isatty():
        raise UsageError(tr("This format is no text: name a file with --out."))
    if not options.out:
        write_out(export.chunks())
    warn()
    return 0


def _write(export: Export, options: argparse.Namespace) -> Sequence[Path]:
    """Write it where the format and the name given ask for it. Answers with what holds it and nothing else."""
    with or_replace(), patience():
        format = export.format
        if format.folder and (not format.ending or is_folder(options.out)):
            written = export.write_folder(
                Path(options.out), replace=options.replace
            )
        else:
            place = out_path(options.out, export.name)
            export.write_file(place, replace=options.replace)
            return [place]
    print(tr("Written: {number} files", number=written.count))
    return written.places


def _notes(options: argparse.Namespace) -> list[str]:
    """The sentences on what this program is and is not."""
    return [
        item.text
        for item in open_library(options).text("about", "limits").items
    ]
