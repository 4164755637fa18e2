"""`trust-tui today`: what is open, in plain lines, fit for a login script."""

import argparse
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from trust_tui.cli.context import configuration, open_library, opened, today_of
from trust_tui.cli.in_mind import shown
from trust_tui.cli.record_lines import labels
from trust_tui.domain import (
    KINDS,
    TABLES,
    Open,
    TodayLine,
    Workbook,
    about_of,
    clean,
    open_today,
    tr,
)
from trust_tui.library import Library, label_and_note

COMMANDS: Final = {
    "check-in": "check-in",
    "checked-in": "check-in",
    "exercise": "exercise",
    "promise": "promise",
    "review": "goal",
    "goal": "goal",
    "together": "together",
    "self-check": "self-check",
    "habit": "habit --tick",
    "week": "week",
    "path": "path",
}
"""The command that does what a line is about, by its kind."""


SPOKEN: Final = {
    r"(\d)-(\d)": r"\1 to \2",
    r"\bmin\b": "minutes",
    " \u00b7 ": ", ",
    r"\?$": "",
    r"^change it$": "it can be changed",
}
"""What is said instead of signs and cuts."""


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
    for line, (title, note), about in zip(lines, words, abouts, strict=True):
        who = (
            tr("about {who}", who=clean(people[about]))
            if about in people
            else ""
        )
        told = ", ".join(filter(None, (title, spoken(note), who)))
        print(
            tr("{told}: trust-tui {command}", told=told, command=_command(line))
        )
    if not words and not options.quiet:
        print(tr("Nothing is due."))
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


def _command(line: TodayLine) -> str:
    """The command that does what a line is about, with its name where the content gives it one."""
    command = COMMANDS[line.kind]
    named = line.kind in (Open.EXERCISE, Open.HABIT)
    return f"{command} {line.target}" if named else command


def spoken(note: str) -> str:
    """A note without the signs and cuts that speech spells."""
    for sign, words in SPOKEN.items():
        note = re.sub(sign, words, note)
    return note


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
        "command": f"trust-tui {_command(line)}",
    }
