"""One line by itself: a dot for each day and a stroke for the mean of its week, 4 at the top, gaps in the axis."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from trust_tui.domain import WEEK, means
from trust_tui.pictures.bars import DOT
from trust_tui.pictures.time_axis import TimeAxis

Pieces = Sequence[tuple[str, str]]

STEPS: Final = 5
STROKES: Final = "\u2581\u2500\u2594"
"""A stroke in the lower part, the middle and the upper part of a line."""

ASCII_STROKES: Final = "_-^"
MARGIN: Final = 4
"""Characters of the scale at the left."""


class DayChart(Struct, frozen=True, kw_only=True):
    """The answers to one question over some days.

    Attributes:
        points: Answers by day, 0-4.
        days: How many, up to `until`.
        marks: A letter for each day on which something was done.
        ascii: Draw with ASCII.
    """

    points: Mapping[date, float]
    days: int
    until: date
    today: date
    marks: Mapping[date, str]
    ascii: bool = False

    def told(self) -> Iterator[str]:
        """The means in a sentence, and what was done."""
        axis = TimeAxis.of(self.days, self.until, self.days)
        yield axis.told(self.points, self.today)
        yield axis.told_marks(self.marks, self.today)

    def lines(self, width: int) -> Iterator[Pieces]:
        """The picture in so many characters."""
        axis = TimeAxis.of(self.days, self.until, width - MARGIN)
        shown = axis.means(self.points)
        strokes = self._strokes(axis, shown)
        dots = shown if axis.a_cell == 1 else [None] * axis.count
        for step in range(STEPS - 1, -1, -1):
            yield [
                (f"{step} \u2502 ", "quiet"),
                *_row(axis, dots, strokes, step),
            ]
        yield [(f"  \u2514\u2500{_floor(axis, shown)}", "quiet")]
        if marked := axis.marked(self.marks):
            yield [(" " * MARGIN, "text"), (marked, "strong")]
        yield [(" " * MARGIN + axis.dates(self.today), "quiet")]

    def _strokes(
        self, axis: TimeAxis, shown: Sequence[float | None]
    ) -> Sequence[tuple[int, str] | None]:
        """For each cell the row and the stroke of the mean of its week; None where there is none to draw."""
        if axis.a_cell > 1:
            return [
                None if mean is None else self._stroke(mean) for mean in shown
            ]
        weeks = means(self.points, self.until, -(-axis.count // WEEK), WEEK)
        strokes: list[tuple[int, str] | None] = []
        for cell in range(axis.count):
            week = weeks[-1 - (axis.count - 1 - cell) // WEEK]
            strokes.append(None if week is None else self._stroke(week))
        return strokes

    def _stroke(self, mean: float) -> tuple[int, str]:
        marks = ASCII_STROKES if self.ascii else STROKES
        row, part = divmod(round(mean * 3) + 1, 3)
        return row, marks[part]


def _row(
    axis: TimeAxis,
    shown: Sequence[float | None],
    strokes: Sequence[tuple[int, str] | None],
    step: int,
) -> Iterator[tuple[str, str]]:
    """One step of the scale: dots over the strokes of the weeks."""
    for mean, stroke in zip(shown, strokes, strict=True):
        under = " "
        if stroke is not None and stroke[0] == step:
            under = stroke[1]
        if mean is not None and round(mean) == step:
            yield DOT, "strong"
            yield under * (axis.wide - 1), "box"
        else:
            yield under * axis.wide, "box"


def _floor(axis: TimeAxis, shown: Sequence[float | None]) -> str:
    """The axis, with a gap where nothing was answered."""
    return "".join(
        (" " if mean is None else "\u2500") * axis.wide for mean in shown
    ).rstrip()
