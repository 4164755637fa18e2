"""Marks for answers from 0 to 4: a block as high as the answer, a digit where only ASCII is shown, a dot on a line."""

from collections.abc import Sequence
from typing import Final

BARS: Final = "\u2581\u2582\u2583\u2585\u2587"
"""One block for each step of the scale 0-4."""

EIGHTHS: Final = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
"""Blocks by their height in eighths of a line."""

_HEIGHTS: Final = (1, 2, 3, 5, 7)
"""The heights of `BARS`, in eighths."""

DIGITS: Final = "01234"
"""The same where only ASCII is shown."""

GAP: Final = "\u00b7"
"""Stands where nothing was answered."""

DOT: Final = "\u25cf"
BEFORE: Final = "\u25cb"
CELLS: Final = 9
"""Cells of the line from 0 to 4: two to a step, as a sign has two statements."""


def dot_line(value: float | None, before: float | None = None) -> str:
    """A dot on a line from 0 to 4, and a ring where it was before; the line alone where nothing was answered."""
    line = ["\u2500"] * CELLS
    for mean, mark in ((before, BEFORE), (value, DOT)):
        if mean is not None:
            line[round(mean * (CELLS - 1) / 4)] = mark
    return f"0{''.join(line)}4"


def strip(
    means: Sequence[float | None], wide: int, *, ascii: bool = False
) -> str:
    """A block for each mean in one line, as wide as its time; one of the five for an answer, one between for a mean."""
    marks = []
    for mean in means:
        if mean is None:
            marks.append(GAP)
        else:
            marks.append(DIGITS[round(mean)] if ascii else _block(mean))
    return "".join(column(mark, wide) for mark in marks)


def _block(mean: float) -> str:
    step = min(int(mean), 3)
    low, high = _HEIGHTS[step], _HEIGHTS[step + 1]
    return EIGHTHS[round(low + (high - low) * (mean - step))]


def bars(
    means: Sequence[float | None], wide: int, high: int, *, ascii: bool = False
) -> Sequence[str]:
    """The same over several lines, the highest first; in ASCII one line is all there is."""
    if high == 1 or ascii:
        return [strip(means, wide, ascii=ascii)]
    lines = []
    for row in range(high - 1, -1, -1):
        marks = [_mark(mean, row, high) for mean in means]
        lines.append("".join(column(mark, wide) for mark in marks))
    return lines


def column(mark: str, wide: int) -> str:
    """A mark as wide as its time; a gap is a single dot, and wide bars stand apart."""
    if mark == GAP:
        return mark.ljust(wide)
    return mark * wide if wide < 3 else mark * (wide - 1) + " "


def _mark(mean: float | None, row: int, high: int) -> str:
    """What stands for a mean in a row, counted from below."""
    if mean is None:
        return " " if row else GAP
    eighths = max(1, round(mean / 4 * 8 * high))
    return EIGHTHS[min(8, max(0, eighths - 8 * row))]
