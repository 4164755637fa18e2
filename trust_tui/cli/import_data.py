"""`trust-tui import`: takes in what was written elsewhere, or an export of ours."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from trust_tui.cli.arguments import NEW_DAY, SKIP
from trust_tui.cli.context import configuration, opened, patience
from trust_tui.cli.options import format_problems_told, relationship
from trust_tui.domain import AdoptingWorkbook, UsageError, adopting, clean
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.formats.zones import local_zone, zone_named
from trust_tui.transfer.import_plan import (
    MOST_TOLD,
    Plan,
    carry_out,
    plan,
    summary_lines,
    undo_lines,
)
from trust_tui.transfer.import_preview import (
    doubt_lines,
    preview_document,
    preview_lines,
)


def run(options: argparse.Namespace) -> int:
    """Say what would be added; then add it, unless a preview alone is wanted."""
    with format_problems_told():
        return _import(options)


def _import(options: argparse.Namespace) -> int:
    asking = sys.stdin.isatty() and sys.stdout.isatty() and not options.yes
    if bool(options.file) == options.undo:
        raise UsageError(
            "Name a file or a folder to bring in, or give --undo without one."
        )
    with opened(options) as workbook:
        here = adopting(workbook)
        if options.undo:
            return _undo(here, asking=asking)
        zone = (
            zone_named(options.timezone) if options.timezone else local_zone()
        )
        wanted = _read(options, here, zone)
        if wanted.result.zone_used and asking and not options.timezone:
            print(
                f"The times in it name no time zone. Enter for {zone}, or the zone they were written in:"
            )
            zone = zone_named(answer) if (answer := _answer()) else zone
            wanted = _read(options, here, zone)
        if options.json:
            print(json.dumps(preview_document(wanted), indent=1))
            return 0
        _tell(wanted, zone, options)
        if options.preview or not (wanted.records or wanted.trash):
            return 0
        if asking:
            print("Add it? Type yes:")
            if _answer().lower() not in ("y", "yes"):
                print("Nothing was added.")
                return 0
        with patience():
            carry_out(wanted, here)
        print(f"Added: {wanted.adds}")
    return 0


def _undo(workbook: AdoptingWorkbook, *, asking: bool) -> int:
    """Take the last import back, and say what of it stays."""
    made = workbook.last_import()
    if asking and made is not None:
        print(
            f"Take back what was imported on {made:%Y-%m-%d at %H:%M}? Type yes:"
        )
        if _answer().lower() not in ("y", "yes"):
            print("Nothing was taken back.")
            return 0
    with patience():
        taken_back = workbook.take_import_back()
    for line in undo_lines(taken_back):
        print(line)
    return 0


def _read(
    options: argparse.Namespace, workbook: AdoptingWorkbook, zone: tzinfo
) -> Plan:
    read_options = ReadOptions(
        zone=zone,
        day_ends=configuration().config.day_ends_or(workbook.settings.day_ends),
        about=relationship(workbook, options.relationship),
        moods=_moods(options.mood or ()),
        order=options.dates or "",
        new_day=options.after_midnight == NEW_DAY,
        undated=options.undated != SKIP,
    )
    with patience():
        return plan(
            read_source(Path(options.file), read_options, options.format or ""),
            workbook,
        )


def _moods(given: Sequence[str]) -> Mapping[str, int]:
    """The mood names of the user's own, with what they mean."""
    moods = {}
    for one in given:
        name, _, answer = one.rpartition("=")
        if not name or answer not in ("0", "1", "2", "3", "4"):
            raise UsageError(
                "Write --mood NAME=3: a name of yours, and what it means from 0 (very low) to 4 (very good)."
            )
        moods[name.strip().lower()] = int(answer)
    return moods


def _tell(wanted: Plan, zone: tzinfo, options: argparse.Namespace) -> None:
    for line in preview_lines(wanted):
        print(clean(line))
    print()
    most = len(wanted.result.skipped) if options.preview else MOST_TOLD
    for line in summary_lines(wanted, most=most):
        print(clean(line))
    for doubt in wanted.result.doubts:
        for line in doubt_lines(doubt):
            print(clean(line))
    if wanted.result.zone_used:
        print(f"  Taken as {zone}.")


def _answer() -> str:
    return sys.stdin.readline().strip()
