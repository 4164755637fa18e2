"""`trust-tui today`: what is open, in plain lines, fit for a login script."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from trust_tui.cli.context import configuration, open_library, opened, today_of
from trust_tui.cli.in_mind import shown
from trust_tui.cli.record_lines import labels
from trust_tui.domain import (
    KINDS,
    TABLES,
    TodayLine,
    Workbook,
    about_of,
    clean,
    open_today,
)
from trust_tui.library import Library, label_and_note

COMMANDS = {
    "check-in": "check-in",
    "checked-in": "check-in",
    "exercise": "exercise",
    "promise": "promise",
    "review": "goal --review",
    "goal": "goal",
    "together": "together",
    "self-check": "self-check",
    "habit": "habit --tick",
}
"""The command that does what a line is about, by its kind."""


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing that is open."""
    library = open_library(options)
    with opened(options) as workbook:
        day = today_of(workbook)
        current = shown(workbook, options)
        lines = today_lines(library, workbook, day, current)
        people = labels(workbook)
        abouts = [_about(workbook, line, current) for line in lines]
    words = [label_and_note(line, library, day) for line in lines]
    if options.json:
        listed = [
            _as_json(line, title, note, about, people, day)
            for line, (title, note), about in zip(
                lines, words, abouts, strict=True
            )
        ]
        print(json.dumps(listed, indent=1))
        return 0
    for (title, note), about in zip(words, abouts, strict=True):
        who = f", about {clean(people[about])}" if about in people else ""
        print(f"{title} ({note}){who}" if note else f"{title}{who}")
    if not words and not options.quiet:
        print("Nothing is due.")
    return 0


def today_lines(
    library: Library, workbook: Workbook, day: date, about: str | None
) -> Sequence[TodayLine]:
    """What is open, as the overview has it."""
    exercises = [
        (exercise.id, exercise.step)
        for exercise in library.exercises.outlines()
    ]
    ticks = list(filter(configuration().config.offers, library.tick_habits()))
    return open_today(workbook, about, day, exercises, ticks=ticks)


def _about(workbook: Workbook, line: TodayLine, current: str | None) -> str:
    """Id of the relationship a line is about; empty for nobody."""
    for table in TABLES if line.target.isdecimal() else ():
        record = workbook.of(KINDS[table].value).get(line.target)
        if record is not None:
            return about_of(record.value) or ""
    return current or ""


def _as_json(
    line: TodayLine,
    title: str,
    note: str,
    about: str,
    people: Any,
    today: date,
) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "id": line.target,
        "title": title,
        "note": note,
        "day": line.day.isoformat() if line.day else None,
        "today": today.isoformat(),
        "about": about or None,
        "who": people.get(about),
        "command": f"trust-tui {COMMANDS.get(line.kind, line.kind)}",
    }
