"""`trust-tui today`: what is open, in plain lines, fit for a login script."""

import argparse
import json

from trust_tui.cli.context import configuration, open_library, opened, today_of
from trust_tui.domain import open_today
from trust_tui.library import told


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing that is open."""
    library = open_library(options)
    with opened(options) as workbook:
        day = today_of(workbook)
        exercises = [
            (exercise.id, exercise.step)
            for exercise in library.exercises.outlines()
        ]
        ticks = list(
            filter(configuration().config.offers, library.tick_habits())
        )
        lines = open_today(
            workbook, workbook.settings.current, day, exercises, ticks=ticks
        )
    words = [(line, *told(line, library, day)) for line in lines]
    if options.json:
        print(
            json.dumps(
                [
                    {
                        "kind": line.kind,
                        "id": line.target,
                        "title": t,
                        "note": n,
                    }
                    for line, t, n in words
                ],
                indent=1,
            )
        )
        return 0
    for _, title, note in words:
        print(f"{title} ({note})" if note else title)
    if not words:
        print("Nothing is due.")
    return 0
