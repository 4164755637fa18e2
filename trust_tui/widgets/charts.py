"""Charts drawn with characters: readable without colour, gaps stay gaps. Small enough to need no library."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from trust_tui.domain.dates import WEEKDAYS

BARS: Final = "\u2581\u2582\u2583\u2585\u2587"
"""One block for each step of the scale 0-4."""

DIGITS: Final = "01234"
"""The same where only ASCII is shown."""

GAP: Final = "\u00b7"
"""Stands where nothing was answered."""

DOT: Final = "\u25cf"
CELLS: Final = 17
"""Cells of the line from 0 to 4: four to a step."""


def spark(values: Sequence[float | None], *, ascii: bool = False) -> str:
    """A line of blocks, one for each mean 0-4; a gap where there is none."""
    steps = DIGITS if ascii else BARS
    return "".join(GAP if value is None else steps[round(value)] for value in values)


def dot_line(value: float | None) -> str:
    """A dot on a line from 0 to 4; the line without a dot where nothing was answered."""
    line = ["\u2500"] * CELLS
    if value is not None:
        line[round(value * 4)] = DOT
    return f"0 {''.join(line)} 4"


def days_chart(points: Mapping[date, float], today: date, days: int) -> Sequence[str]:
    """A dot for each answered day, 4 at the top, the days from left to right; a gap for a day without an answer."""
    span = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    dots = {day: round(answer) for day, answer in points.items()}
    lines = []
    for step in range(4, -1, -1):
        cells = "".join(
            f"{DOT if dots.get(day) == step else GAP if step == 0 and day not in dots else ' '} "
            for day in span
        )
        lines.append(f"{step} \u2502 {cells}".rstrip())
    lines.append("  \u2514" + "\u2500" * (2 * days + 1))
    first, last = f"{span[0].day}.{span[0].month}.", "today"
    lines.append(
        "    " + first + " " * max(1, 2 * days - len(first) - len(last)) + last
    )
    return lines


def calendar(
    points: Mapping[date, float], today: date, months: int, week_start: int = 0
) -> Sequence[str]:
    """The last months, a row for each week, the answer in each day; a gap for a day without one.

    Args:
        points: The answers, 0-4.
        today: The last day shown.
        months: How many there are, this one included.
        week_start: First day of the week, 0 for Monday.
    """
    first = today.replace(day=1)
    for _ in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    names = WEEKDAYS[week_start:] + WEEKDAYS[:week_start]
    lines = ["           " + " ".join(name[:2].title() for name in names)]
    begin = first - timedelta(days=(first.weekday() - week_start) % 7)
    while begin <= today:
        week = [begin + timedelta(days=n) for n in range(7)]
        cells = [
            "  "
            if day > today or day < first
            else f" {round(points[day]) if day in points else GAP}"
            for day in week
        ]
        lines.append(f"{begin.day:>3} {begin:%b}   {' '.join(cells)}".rstrip())
        begin += timedelta(days=7)
    return lines
