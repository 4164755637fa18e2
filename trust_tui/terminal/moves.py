"""Finding out that a part of the picture has moved up or down, so that the terminal can be told to scroll."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import compress
from operator import attrgetter, is_not
from typing import Final, NamedTuple

from trust_tui.terminal.cells import UNKNOWN, Cell

Rows = list[list[Cell]]
"""A picture, from the top; every row has one cell for each column."""

MIN_MOVED: Final = 4
"""Changed rows that make it worth looking whether they have moved."""

_MIN_VOTES: Final = 3
"""Rows that must have moved by the same distance."""

_MAX_TWINS: Final = 4
"""Rows with the same text that are looked at: what is everywhere says nothing."""


Changes = dict[int, list[int]]
"""The columns in which two pictures differ, by row, both from the top left; rows that are equal are not in it."""

_text: Final = attrgetter("text")


class Move(NamedTuple):
    """Rows that have moved within a region.

    Attributes:
        top: The first row of the region.
        bottom: Its last row.
        by: By how many rows the content went up; negative if it went down.
    """

    top: int
    bottom: int
    by: int

    def apply(self, rows: Rows, blank: Cell) -> Rows:
        """The picture after the move; the rows that come free are blank."""
        top, bottom, by = self
        free = [[blank] * len(rows[top]) for _ in range(abs(by))]
        region = (
            rows[top + by : bottom + 1] + free
            if by > 0
            else free + rows[top : bottom + 1 + by]
        )
        return rows[:top] + region + rows[bottom + 1 :]


def differences(shown: Rows, wanted: Rows, dirty: Iterable[int]) -> Changes:
    """Find what has to be drawn.

    Args:
        shown: What the terminal shows.
        wanted: What it shall show; unknown cells in it are nobody's wish.
        dirty: The rows to look at.
    """
    changes: Changes = {}
    for y in sorted(dirty):
        old, new = shown[y], wanted[y]
        if old != new:
            columns = list(compress(range(len(new)), map(is_not, old, new)))
            if UNKNOWN in new:
                columns = [x for x in columns if new[x] is not UNKNOWN]
            if columns:
                changes[y] = columns
    return changes


def find_move(shown: Rows, wanted: Rows, changes: Changes) -> Move | None:
    """Look whether most of what has changed was there before in other rows.

    Only the columns in which something changed are compared, and only their text: beside a page stands a list that
    does not move, and a scroll bar changes its looks. What is not right after the move is drawn again anyway.

    The top row of the screen is never moved: some terminals keep what leaves the top in their history.

    Args:
        shown: What the terminal shows.
        wanted: What it shall show.
        changes: Where they differ.
    """
    first = min(columns[0] for columns in changes.values())
    last = max(columns[-1] for columns in changes.values()) + 1
    origins: defaultdict[str, list[int]] = defaultdict(list)
    for y in changes:
        text = "".join(map(_text, shown[y][first:last]))
        if not text.isspace():
            origins[text].append(y)
    pairs: defaultdict[int, list[int]] = defaultdict(list)
    for y in changes:
        for origin in origins.get(
            "".join(map(_text, wanted[y][first:last])), ()
        )[:_MAX_TWINS]:
            if origin != y:
                pairs[origin - y] += (origin, y)
    if not pairs:
        return None
    by, rows = max(pairs.items(), key=lambda item: len(item[1]))
    top, bottom = max(1, min(rows)), max(rows)
    return (
        Move(top, bottom, by)
        if len(rows) >= 2 * _MIN_VOTES and bottom - top >= abs(by)
        else None
    )
