"""`trust-tui today`: what is open, in plain lines, fit for a login script."""

import argparse
from datetime import date

from trust_tui.cli.opening import open_library, opened
from trust_tui.domain.clock import SystemClock, day_of
from trust_tui.domain.dates import days_ago, short_day
from trust_tui.domain.text import one_line
from trust_tui.domain.today import Open, TodayLine, open_today
from trust_tui.library.library import Library


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing that is open."""
    library = open_library(options)
    with opened(options) as workbook:
        day = day_of(SystemClock().now(), workbook.settings.day_ends)
        exercises = [(exercise.id, exercise.step) for exercise in library.exercises()]
        for line in open_today(workbook, workbook.settings.current, day, exercises):
            print(in_words(line, library, day))
    return 0


def in_words(line: TodayLine, library: Library, today: date) -> str:
    """The line as one plain sentence or phrase."""
    match line.kind:
        case Open.CHECK_IN:
            return f"Check in (last: {days_ago(line.day, today)})" if line.day else "Check in (under a minute)"
        case Open.CHECKED_IN:
            return "Checked in today"
        case Open.EXERCISE:
            exercise = library.exercise(line.target)
            step = library.header(exercise.step)
            return f"Exercise: {exercise.title} (step {step.step}{step.part}, {exercise.minutes} min)"
        case Open.REVIEW:
            return f"Goal, a look back: {one_line(line.label)}"
        case Open.GOAL:
            due = f" (by {short_day(line.day, today)})" if line.day else ""
            return f"Goal: {one_line(line.label)}{due}"
