"""`trust-tui trend`: what changed in the lines of the check-ins, as sentences; drawn with characters on request."""

import argparse
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from trust_tui.cli.context import open_library, opened, today_of
from trust_tui.cli.in_mind import shown
from trust_tui.cli.options import refuse_without, selection
from trust_tui.domain import (
    NOBODY,
    Comparison,
    Reading,
    TagEffect,
    first_day,
    short_day,
    tag_sentence,
    tr,
)
from trust_tui.library import Library
from trust_tui.pictures import SmallMultiples
from trust_tui.report.marks import legend
from trust_tui.report.person_lines import (
    PERIODS,
    PersonLines,
    days_of_all,
    people_lines,
)

SHOWN: Final = timedelta(days=13)
"""How far back the answers go that `--json` shows."""

WIDEST: Final = 120
"""Characters that a drawn line takes at most."""


class Span(NamedTuple):
    """The time that is read.

    Attributes:
        first: The first day, None where nothing was said.
        last: The day as of which it is read.
        today: The user's day.
    """

    first: date | None
    last: date
    today: date


def run(options: argparse.Namespace) -> int:
    """Print a sentence for each person and question, drawn lines with it, or with `--json` what stands behind it."""
    if not options.json:
        told = tr("--picture or --json")
        refuse_without(options, "picture", told, "first")
    library = open_library(options)
    with opened(options) as workbook:
        settings, now = workbook.settings, today_of(workbook)
        wanted = selection(options, workbook, now)
        today = min(wanted.last or now, now)
        span = Span(None if options.day else wanted.first, today, now)
        about = shown(workbook, options)
        people = people_lines(library, workbook, today, about)
        if options.json:
            lines = [
                one
                for person in people
                for one in _lines(
                    library, span, person, tags=settings.tags_read
                )
            ]
            print(json.dumps(lines, indent=1))
            return 0
        for person in people:
            if options.picture:
                _draw(people, person, span, options.picture)
            else:
                _say(person)
            if settings.tags_read and (tags := person.told_of_a_tag()):
                print(*tags)
    return 0


def _say(person: PersonLines) -> None:
    who = f"{person.name}, " if person.name else ""
    for item in person.items:
        title = person.title(item.id)
        print(f"{who}{title}: {person.sentence(item.id)}")


def _draw(
    people: Sequence[PersonLines],
    person: PersonLines,
    span: Span,
    period: str,
) -> None:
    """The lines of a person on one axis, as the page of trends has them."""
    chosen = next(one for one in PERIODS if slug(one.name) == period)
    days = chosen.days or days_of_all(people, span.last)
    name = f"{tr(chosen.name)}: "
    if span.first is not None:
        days, name = (span.last - span.first).days + 1, ""
    first = span.last - timedelta(days=days - 1)
    marks = person.marks(first, span.last)
    picture = SmallMultiples(
        lines_shown=tuple(person.all(first)),
        days=days,
        until=span.last,
        today=span.today,
        marks=marks,
        ascii=not can_show_blocks(),
    )
    if person.name:
        print(person.name)
    last = short_day(span.last, span.today).lower()
    first_day = short_day(first, span.today)
    print(name + tr("{first} to {last}", first=first_day, last=last) + "\n")
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for pieces in picture.lines(width):
        print("".join(text for text, _ in pieces).rstrip())
    print(legend(set(marks.values())))


def slug(name: str) -> str:
    """The name of a period as an argument."""
    return name.lower().replace(" ", "-")


def can_show_blocks() -> bool:
    """Whether what is printed may hold more than ASCII."""
    try:
        "\u2581\u00b7".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _lines(
    library: Library, span: Span, person: PersonLines, *, tags: bool
) -> Sequence[dict[str, Any]]:
    effect = person.tag_effect if tags else None
    since = span.first or span.last - SHOWN
    lines = []
    for item in person.items:
        reading = person.reading(item.id)
        points = person.points(item.id, min(first_day(span.last), since))
        lines.append(
            {
                "about": None if person.about == NOBODY else person.about,
                "who": person.label,
                "item": item.id,
                "label": person.title(item.id),
                "sentence": person.sentence(item.id),
                **_as_json(reading),
                "tagged": _tagged(library, item.id, effect),
                "answers": _answers(points, since),
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


def _answers(points: Mapping[date, float], since: date) -> Mapping[str, float]:
    return {
        day.isoformat(): points[day] for day in sorted(points) if day >= since
    }
