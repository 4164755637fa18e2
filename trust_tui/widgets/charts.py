"""Charts drawn with characters: readable without colour, gaps stay gaps. Small enough to need no library."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from trust_tui.domain import WEEKDAYS

BARS: Final = "\u2581\u2582\u2583\u2585\u2587"
"""One block for each step of the scale 0-4."""

DIGITS: Final = "01234"
"""The same where only ASCII is shown."""

GAP: Final = "\u00b7"
"""Stands where nothing was answered."""

DOT: Final = "\u25cf"
CELLS: Final = 17
"""Cells of the line from 0 to 4: four to a step."""


def dot_line(value: float | None) -> str:
    """A dot on a line from 0 to 4; the line without a dot where nothing was answered."""
    line = ["\u2500"] * CELLS
    if value is not None:
        line[round(value * 4)] = DOT
    return f"0 {''.join(line)} 4"


def line_chart(
    cells: Sequence[float | None], wide: int, first: str, last: str
) -> Sequence[str]:
    """A dot for each mean, 4 at the top; where nothing was answered the axis below has a gap.

    Args:
        cells: Means 0-4 from left to right.
        wide: Characters each takes.
        first: What stands below the left end.
        last: What stands below the right end.
    """
    lines = []
    for step in range(4, -1, -1):
        row = ""
        for mean in cells:
            here = mean is not None and round(mean) == step
            row += (DOT if here else " ").ljust(wide)
        lines.append(f"{step} \u2502 {row}".rstrip())
    axis = ""
    for mean in cells:
        axis += (" " if mean is None else "\u2500") * wide
    return [
        *lines,
        f"  \u2514\u2500{axis}".rstrip(),
        "    " + ends(cells, wide, first, last),
    ]


def ends(
    cells: Sequence[float | None], wide: int, first: str, last: str
) -> str:
    """The line below a chart: what stands at its left end and at its right."""
    room = len(cells) * wide - len(first)
    return first + last.rjust(max(room, len(last) + 1))


def strip(
    cells: Sequence[float | None], wide: int, *, ascii: bool = False
) -> str:
    """The same in one line: a block for each mean, as wide as its time."""
    steps = DIGITS if ascii else BARS
    return "".join(
        (GAP if mean is None else steps[round(mean)]) * wide for mean in cells
    )


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
