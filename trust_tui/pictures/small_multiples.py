"""All lines one below the other on one axis of time, each with its name and its sentence, which is never cut."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Final

from msgspec import Struct

from trust_tui.pictures.bars import bars
from trust_tui.pictures.time_axis import TimeAxis

Pieces = Sequence[tuple[str, str]]
"""A line to draw: (text, style name), left to right."""

MOST_HIGH: Final = 4
"""Lines that bars take at most."""

BELOW: Final = 2
"""Lines below the last multiple: marks, dates."""


class Line(Struct, frozen=True, kw_only=True):
    """One line.

    Attributes:
        title: What it is called.
        sentence: What may be said of it.
        changed: Whether that is a change.
        points: The answers by day, 0-4.
    """

    title: str
    sentence: str
    changed: bool
    points: Mapping[date, float]


class SmallMultiples(Struct, frozen=True, kw_only=True):
    """Lines over the same days.

    Attributes:
        days: How many, up to `until`.
        marks: A letter for each day on which something was done, a dash for one of a break.
        rows: Lines of the screen that they may fill; they take more where that is too few.
        ascii: Draw with digits.
    """

    lines_shown: tuple[Line, ...]
    days: int
    until: date
    today: date
    marks: Mapping[date, str]
    rows: int = 24
    ascii: bool = False

    def told(self) -> Iterator[str]:
        """Each line with its sentence and its means, and what was done."""
        axis = TimeAxis.of(self.days, self.until, self.days)
        for line in self.lines_shown:
            said = f"{line.title}: {line.sentence.rstrip('.')}."
            yield f"{said} {axis.told(line.points, self.today)}"
        yield axis.told_marks(self.marks, self.today)

    def lines(self, width: int) -> Iterator[Pieces]:
        """The picture in so many characters."""
        axis = TimeAxis.of(self.days, self.until, width)
        room = (self.rows - BELOW) // max(1, len(self.lines_shown))
        high = 1 if self.ascii else min(MOST_HIGH, max(1, room - 3))
        gap = max((len(line.title) for line in self.lines_shown), default=0)
        for line in self.lines_shown:
            yield from _headed(line, gap + 2, width)
            if room > 2:
                yield [(axis.numbers(line.points), "quiet")]
            for row in bars(
                axis.means(line.points), axis.wide, high, ascii=self.ascii
            ):
                yield [(row, "box")]
            if room > 3:
                yield []
        if marked := axis.marked(self.marks):
            yield [(marked, "strong")]
        yield [(axis.dates(self.today), "quiet")]


def _headed(line: Line, gap: int, width: int) -> Iterator[Pieces]:
    """The name of a line and its sentence beside it, over several lines where there is no room for it in one."""
    style = "text" if line.changed else "quiet"
    told = wrap(line.sentence, max(8, width - gap), break_on_hyphens=False)
    yield [(line.title.ljust(gap), "strong"), *((t, style) for t in told[:1])]
    for rest in told[1:]:
        yield [(" " * gap, "text"), (rest, style)]
