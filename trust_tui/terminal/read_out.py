"""What a screen reader makes of a picture: whatever is written is said, in the order in which it is written."""

from collections.abc import Sequence
from typing import Final

from trust_tui.terminal.cells import UNKNOWN, Cell
from trust_tui.terminal.moves import Changes, Rows

_GAP: Final = 2
"""Blank cells between two fields of a row."""

_TYPED: Final = 2
"""Cells of the widest letter."""


def read_out(
    changes: Changes, wanted: Rows, focus: tuple[int, int] | None
) -> Changes:
    """The same changes as whole fields, those of the row in focus before all others.

    What one types is left as it is: the reader says each letter by itself.

    Args:
        changes: The columns that differ, by row.
        wanted: The picture that shall be.
        focus: Where the cursor will stand.
    """
    at, column = focus if focus is not None else (-1, -1)
    whole: Changes = {}
    for y in sorted(changes, key=lambda y: (y != at, y)):
        columns = changes[y]
        is_typed = (
            y == at
            and columns[-1] - columns[0] < _TYPED
            and columns[0] <= column <= columns[-1] + 1
        )
        whole[y] = columns if is_typed else _whole_fields(columns, wanted[y])
    return whole


def _whole_fields(columns: Sequence[int], row: Sequence[Cell]) -> list[int]:
    """The columns of the fields in which something differs."""
    found: set[int] = set(columns)
    for x in columns:
        if not _is_blank(row[x]):
            found.update(range(_edge(row, x, -1), _edge(row, x, 1) + 1))
    return sorted(found)


def _edge(row: Sequence[Cell], x: int, step: int) -> int:
    """The last cell of a field in a direction."""
    blanks = 0
    edge = x
    while 0 <= x < len(row) and row[x] is not UNKNOWN and blanks < _GAP:
        if _is_blank(row[x]):
            blanks += 1
        else:
            blanks, edge = 0, x
        x += step
    return edge


def _is_blank(cell: Cell) -> bool:
    """Whether nothing is to be seen."""
    return cell.text == " "
