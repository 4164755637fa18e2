"""A calendar of days as inline SVG: a column for each week, five shades, and the answer as a digit in each day."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Final

from trust_tui.domain import (
    clean,
    short_month,
    tr,
    weekday_name,
)
from trust_tui.report.report import Chart

WIDTH: Final = 640
LEFT: Final = 92
CELL: Final = 10.2
MONTHS_ABOVE: Final = 12
WEEK: Final = 7
MOST_WEEKS: Final = 53


def year_svg(chart: Chart) -> str:
    """The days of a chart, the last year of them at most; a day without an answer is an empty frame."""
    first = max(chart.first, chart.last - timedelta(weeks=MOST_WEEKS - 1))
    monday = first - timedelta(days=first.weekday())
    height = MONTHS_ABOVE + WEEK * CELL + 2
    title = escape(clean(tr("{label}, day by day", label=chart.scale.label)))
    return "".join(
        (
            f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img"><title>{title}</title>',
            *_names(),
            *_months(first, monday, chart.last),
            *_days(chart, first, monday),
            "</svg>",
        )
    )


def _x(day: date, monday: date) -> float:
    return round(LEFT + (day - monday).days // WEEK * CELL, 1)


def _y(weekday: int) -> float:
    return round(MONTHS_ABOVE + weekday * CELL, 1)


def _names() -> Iterator[str]:
    for weekday in (0, 2, 4):
        y = _y(weekday) + CELL - 2
        name = weekday_name(weekday)[:2]
        yield f'<text class="end" x="{LEFT - 8}" y="{y:.1f}">{name}</text>'


def _months(first: date, monday: date, last: date) -> Iterator[str]:
    """The name of each month above its first week."""
    day = first
    while day <= last:
        if day == first or day.day == 1:
            yield f'<text x="{_x(day, monday)}" y="8">{short_month(day)}</text>'
        day = (day + timedelta(days=31)).replace(day=1)


def _days(chart: Chart, first: date, monday: date) -> Iterator[str]:
    for n in range((chart.last - first).days + 1):
        day = first + timedelta(days=n)
        x, y = _x(day, monday), _y(day.weekday())
        size = CELL - 1
        if day not in chart.points:
            yield f'<rect class="none" x="{x}" y="{y}" width="{size:.1f}" height="{size:.1f}"/>'
            continue
        answer = round(chart.points[day])
        yield (
            f'<rect class="s{answer}" x="{x}" y="{y}" width="{size:.1f}" height="{size:.1f}"/>'
            f'<text class="digit d{answer}" x="{x + size / 2:.1f}" y="{y + size - 2:.1f}">{answer}</text>'
        )
