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
        if y != at:
            whole[y] = _whole_fields(columns, wanted[y])
        elif _points(columns, column, wanted[y]):
            whole[y] = _whole_row(column, wanted[y])
        elif not _is_typed(columns, column):
            whole[y] = _whole_fields(columns, wanted[y])
        else:
            whole[y] = columns
    return whole


def _points(columns: Sequence[int], column: int, row: Sequence[Cell]) -> bool:
    """Whether all that is new is a sign under the cursor: the pointer has come to this row."""
    seen = [x for x in columns if not _is_blank(row[x])]
    return seen == [column] and not row[column].text.isalnum()


def _is_typed(columns: Sequence[int], column: int) -> bool:
    """Whether a change beside the cursor is what one types."""
    near = columns[0] <= column <= columns[-1] + 1
    return near and columns[-1] - columns[0] < _TYPED


def _whole_row(column: int, row: Sequence[Cell]) -> list[int]:
    """The columns from one to the last in which something is to be seen."""
    end = len(row)
    while _is_blank(row[end - 1]):
        end -= 1
    return [x for x in range(column, end) if row[x] is not UNKNOWN]


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
