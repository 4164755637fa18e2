"""`trust-tui import`: takes in what was written elsewhere, or an export of ours."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from msgspec.structs import replace

from trust_tui.cli.arguments import NEW_DAY, SKIP
from trust_tui.cli.context import configuration, opened, patience
from trust_tui.cli.import_questions import ask_doubts, ask_whom, read_answer
from trust_tui.cli.options import about_alone, format_problems_told
from trust_tui.domain import (
    AdoptingWorkbook,
    UsageError,
    Workbook,
    adopting,
    clean,
    tr,
)
from trust_tui.formats.collector import DoubtKind, ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.formats.zones import local_zone, zone_named
from trust_tui.transfer.import_answers import remembered, with_answers
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
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    quiet = options.yes or options.json or options.preview
    asking = at_terminal and not quiet
    if bool(options.file) == options.undo:
        raise UsageError(
            tr(
                "Name a file or a folder to bring in, or give --undo without one."
            )
        )
    if options.json and not (options.preview or options.undo):
        raise UsageError(tr("--json goes with --preview or --undo."))
    with opened(options) as workbook:
        here = adopting(workbook)
        if options.undo:
            return _undo(options, here)
        zone = (
            zone_named(options.timezone) if options.timezone else local_zone()
        )
        wanted = _read(options, here, zone)
        told = _read_options(options, here, zone, wanted)
        if asking:
            better = _ask(options, here, wanted, told)
            if better != told:
                told, wanted = better, _plan(options, here, better)
        if options.json:
            print(json.dumps(preview_document(wanted), indent=1))
            return 0
        _tell(wanted, told.zone, options)
        if options.preview or not (wanted.records or wanted.trash):
            return 0
        if asking:
            print(tr("Add it? Type yes:"))
            if read_answer().lower() not in ("y", "yes"):
                print(tr("Nothing was added."))
                return 0
        with patience():
            carry_out(wanted, here)
        _remember(workbook, wanted, told)
        print(tr("Added: {adds}", adds=wanted.adds))
    return 0


def _ask(
    options: argparse.Namespace,
    workbook: AdoptingWorkbook,
    found: Plan,
    told: ReadOptions,
) -> ReadOptions:
    """Ask what the command line has not said: the zone, whom it is about, what the source leaves open."""
    result = found.result
    if result.zone_used and not options.timezone:
        print(
            tr(
                "The times in it name no time zone. Enter for {zone}, or the zone they were written in:",
                zone=told.zone,
            )
        )
        if answer := read_answer():
            told = replace(told, zone=zone_named(answer))
    if result.format != "json" and not options.relationship:
        told = ask_whom(workbook, told)
    given = {
        DoubtKind.ORDER: options.dates,
        DoubtKind.NIGHT: options.after_midnight,
        DoubtKind.FILE_DATE: options.undated,
    }
    return ask_doubts(result, told, [kind for kind in given if given[kind]])


def _undo(options: argparse.Namespace, workbook: AdoptingWorkbook) -> int:
    """Take the last import back, and say what of it stays."""
    asking = sys.stdin.isatty() and sys.stdout.isatty() and not options.yes
    made = workbook.last_import()
    if asking and made is not None:
        print(
            tr(
                "Take back what was imported on {made}? Type yes:",
                made=f"{made:%Y-%m-%d at %H:%M}",
            )
        )
        if read_answer().lower() not in ("y", "yes"):
            print(tr("Nothing was taken back."))
            return 0
    with patience():
        taken_back = workbook.take_import_back()
    for line in undo_lines(taken_back):
        print(line)
    return 0


def _read(
    options: argparse.Namespace, workbook: AdoptingWorkbook, zone: tzinfo
) -> Plan:
    """Read the source; once more where an earlier import of its format answered what it leaves open."""
    with patience():
        found = _plan(options, workbook, _read_options(options, workbook, zone))
        better = _read_options(options, workbook, zone, found)
        if better == _read_options(options, workbook, zone):
            return found
        return _plan(options, workbook, better)


def _plan(
    options: argparse.Namespace,
    workbook: AdoptingWorkbook,
    read_options: ReadOptions,
) -> Plan:
    source = Path(options.file)
    return plan(
        read_source(source, read_options, options.format or ""), workbook
    )


def _read_options(
    options: argparse.Namespace,
    workbook: AdoptingWorkbook,
    zone: tzinfo,
    found: Plan | None = None,
) -> ReadOptions:
    """What the reader is told: what was said here goes first, then what was answered at the last import."""
    settings = workbook.settings
    told = ReadOptions(
        zone=zone,
        day_ends=configuration().config.day_ends_or(settings.day_ends),
        about=about_alone(workbook, options.relationship),
    )
    if found is not None and found.result.doubts:
        kept = settings.import_answers
        told = remembered(kept, found.result.format, told)
    if options.timezone:
        told = replace(told, zone=zone)
    if options.dates:
        told = replace(told, order=options.dates)
    if options.after_midnight:
        told = replace(told, new_day=options.after_midnight == NEW_DAY)
    if options.undated:
        told = replace(told, undated=options.undated != SKIP)
    moods = {**told.moods, **_moods(options.mood or ())}
    return replace(told, moods=moods)


def _remember(workbook: Workbook, added: Plan, told: ReadOptions) -> None:
    """Keep what was answered for the next import of the same kind of source."""
    settings = workbook.settings
    answers = with_answers(settings.import_answers, added.result, told)
    if answers != settings.import_answers:
        workbook.set_settings(replace(settings, import_answers=answers))


def _moods(given: Sequence[str]) -> Mapping[str, int]:
    """The mood names of the user's own, with what they mean."""
    moods = {}
    for one in given:
        name, _, answer = one.rpartition("=")
        if not name or answer not in ("0", "1", "2", "3", "4"):
            raise UsageError(
                tr(
                    "Write --mood NAME=3: a name of yours, and what it means from 0 (very low) to 4 (very good)."
                )
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
        print(f"  {tr('Taken as {zone}.', zone=zone)}")
