"""Finding out that a part of the picture has moved up or down, so that the terminal can be told to scroll."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from trust_tui.terminal.cells import Cell

Rows = list[list[Cell]]
"""A picture, from the top; every row has one cell for each column."""

MIN_MOVED: Final = 4
"""Changed rows that make it worth looking whether they have moved."""

_MIN_VOTES: Final = 3
"""Rows that must have moved by the same distance."""

_MAX_TWINS: Final = 4
"""Rows with the same text that are looked at: what is everywhere says nothing."""


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


def find_move(shown: Rows, wanted: Rows, changed: Sequence[int]) -> Move | None:
    """Look whether most of what has changed was there before in other rows.

    Only the columns in which something changed are compared, and only their text: beside a page stands a list that
    does not move, and a scroll bar changes its looks. What is not right after the move is drawn again anyway.

    The top row of the screen is never moved: some terminals keep what leaves the top in their history.

    Args:
        shown: What the terminal shows.
        wanted: What it shall show.
        changed: The rows in which they differ, from the top.
    """
    first, last = _band(shown, wanted, changed)
    origins: defaultdict[str, list[int]] = defaultdict(list)
    for y in changed:
        if not (text := _text(shown[y][first:last])).isspace():
            origins[text].append(y)
    votes: Counter[int] = Counter()
    pairs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for y in changed:
        for origin in origins.get(_text(wanted[y][first:last]), ())[:_MAX_TWINS]:
            if origin != y:
                votes[origin - y] += 1
                pairs[origin - y].append((origin, y))
    if not votes:
        return None
    by, count = votes.most_common(1)[0]
    top = max(1, min(min(pair) for pair in pairs[by]))
    bottom = max(max(pair) for pair in pairs[by])
    return Move(top, bottom, by) if count >= _MIN_VOTES and bottom - top >= abs(by) else None


def _band(shown: Rows, wanted: Rows, changed: Iterable[int]) -> tuple[int, int]:
    """The first column in which something changed, and the one after the last."""
    first, last = len(shown[0]), 0
    for y in changed:
        differing = [x for x, (old, new) in enumerate(zip(shown[y], wanted[y], strict=True)) if old is not new]
        first = min(first, differing[0])
        last = max(last, differing[-1] + 1)
    return first, last


def _text(cells: Iterable[Cell]) -> str:
    """What stands in cells, as text that can be compared."""
    return "".join([cell.text for cell in cells])
