"""`trust-tui trend`: what changed in the lines of the check-ins, as sentences."""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from trust_tui.cli.context import open_library, opened, today_of
from trust_tui.domain import (
    NOBODY,
    CheckIn,
    Comparison,
    Record,
    Relationship,
    TagEffect,
    Workbook,
    first_day,
    read_line,
    reading_day,
    series,
    tag_effect,
    tag_sentence,
    trend_sentence,
)
from trust_tui.domain.trends import Reading
from trust_tui.library import Library

SHOWN: Final = timedelta(days=13)
"""How far back the answers go that `--json` shows."""


def run(options: argparse.Namespace) -> int:
    """Print a sentence for each person and question, or with `--json` what stands behind it too."""
    library = open_library(options)
    with opened(options) as workbook:
        today = today_of(workbook)
        tags = workbook.settings.tags_read
        lines = [
            line
            for person, check_ins in _people(workbook)
            for line in _lines(library, today, person, check_ins, tags=tags)
        ]
    if options.json:
        print(json.dumps(lines, indent=1))
        return 0
    several = len({line["about"] for line in lines}) > 1
    for line in lines:
        who = f"{line['who']}, " if several and line["who"] else ""
        print(f"{who}{line['label']}: {line['sentence']}")
        if line["tagged"]:
            print(f"{who}{line['tagged']['sentence']}")
    return 0


def _people(
    workbook: Workbook,
) -> Sequence[tuple[Record[Relationship] | None, Sequence[Record[CheckIn]]]]:
    """Who is in mind, or everybody there are check-ins about, each with their own: people are never mixed."""
    check_ins = workbook.of(CheckIn)
    current = workbook.settings.current
    people: list[Record[Relationship] | None] = [
        person
        for person in workbook.of(Relationship).all()
        if current is None or person.id == current
    ]
    if not current:
        people.append(None)
    found = []
    for person in people:
        id = person.id if person else None
        own = [
            record
            for record in check_ins.about(id or NOBODY)
            if record.value.about == id
        ]
        if own:
            found.append((person, own))
    return found or [(None, ())]


def _lines(
    library: Library,
    today: date,
    person: Record[Relationship] | None,
    check_ins: Sequence[Record[CheckIn]],
    *,
    tags: bool,
) -> Sequence[dict[str, Any]]:
    day = reading_day(check_ins, today)
    items = [item.id for item in library.daily_items()]
    effect = tag_effect(check_ins, items, day) if tags else None
    lines = []
    for item in library.daily_items():
        name = f"trend-{item.id}"
        points = series(check_ins, item.id, first_day(day))
        reading = read_line(points, day)
        lines.append(
            {
                "about": person.id if person else None,
                "who": person.value.label if person else "",
                "item": item.id,
                "label": library.text("checkin-daily", name).title,
                "sentence": trend_sentence(
                    library.sentences(name), reading, today
                ),
                **_as_json(reading),
                "tagged": _tagged(library, item.id, effect),
                "answers": _answers(points, today),
            }
        )
    return lines


def _tagged(
    library: Library, item: str, effect: TagEffect | None
) -> Mapping[str, Any] | None:
    """What goes with a tag, beside the line it is about."""
    if effect is None or effect.item != item:
        return None
    frame = library.text("checkin-daily", "tagged").paragraphs[0]
    line = library.text("checkin-daily", f"trend-{item}").title
    sides = library.sentences("tagged")
    return {
        "tag": effect.tag,
        "direction": effect.direction,
        "agreeing": effect.agreeing,
        "days": effect.days,
        "sentence": tag_sentence(frame, sides, line, effect),
    }


def _as_json(reading: Reading) -> Mapping[str, Any]:
    return {
        "direction": reading.direction,
        "since": reading.since.isoformat() if reading.since else None,
        "read_on": reading.day.isoformat(),
        "week": _comparison(reading.week),
        "four_weeks": _comparison(reading.four),
        "eight_weeks": _comparison(reading.eight),
    }


def _comparison(comparison: Comparison) -> Mapping[str, Any]:
    return {
        "direction": comparison.direction,
        "mean": _rounded(comparison.late),
        "mean_before": _rounded(comparison.early),
        "count": comparison.late_count,
        "count_before": comparison.early_count,
        "visible_change": _rounded(comparison.visible),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _answers(points: Mapping[date, float], today: date) -> Mapping[str, float]:
    return {
        day.isoformat(): points[day]
        for day in sorted(points)
        if day >= today - SHOWN
    }
