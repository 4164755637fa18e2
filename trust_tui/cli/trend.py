"""`trust-tui trend`: what the last two weeks of check-ins show, as sentences."""

import argparse
import json
from datetime import timedelta

from trust_tui.cli.context import open_library, opened, today_of
from trust_tui.domain.records import CheckIn
from trust_tui.domain.trends import WINDOW, compare, series


def run(options: argparse.Namespace) -> int:
    """Print a sentence for each question, or with `--json` the answers behind them too."""
    library = open_library(options)
    with opened(options) as workbook:
        settings = workbook.settings
        today = today_of(workbook)
        check_ins = workbook.of(CheckIn).about(settings.current)
        told = []
        for item in library.daily_items():
            part = library.text("checkin-daily", f"trend-{item.id}")
            sentences = library.labels("checkin-daily", part.id)
            points = series(check_ins, item.id, today - timedelta(days=2 * WINDOW - 1))
            direction = compare(points, today)
            told.append(
                {
                    "item": item.id,
                    "label": part.title,
                    "direction": str(direction),
                    "sentence": sentences[direction].text,
                    "answers": {day.isoformat(): points[day] for day in sorted(points)},
                }
            )
    if options.json:
        print(json.dumps(told, indent=1))
        return 0
    for line in told:
        print(f"{line['label']}: {line['sentence']}")
    return 0
