"""From one picture to another with as few bytes as can be.

A painter remembers the terminal's look and cursor between pictures.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from trust_tui.terminal.cells import UNKNOWN, Cell
from trust_tui.terminal.moves import (
    MIN_MOVED,
    Changes,
    Move,
    Rows,
    differences,
    find_move,
)
from trust_tui.terminal.read_out import read_out
from trust_tui.terminal.styles import (
    PLAIN,
    Style,
    is_same_on_blanks,
    transition,
)

_GAP: Final = 4
"""Cells that are written again rather than stepped over."""

_MIN_ERASED: Final = 4
"""Blank cells at the end of a row that are worth a sequence that erases them."""

_SCROLL_GAIN: Final = 0.8
"""The part of the cells that may be left to draw after scrolling; what is moved and then drawn again flickers."""

_SCROLL_COST: Final = 24
"""What scrolling itself costs, in cells."""

_is_sure: Final = attrgetter("is_sure")
_style: Final = attrgetter("style")
_text: Final = attrgetter("text")
_width: Final = attrgetter("width")


class Painter:
    """Writes the difference between pictures.

    Attributes:
        pen: The terminal's look, or `None` if it is not known.
        cursor: The terminal's cursor as row and column from 0, each `None` if it is not known.
    """

    def __init__(
        self, blank: Cell, scrolls_up: bool, *, is_read_out: bool = False
    ) -> None:
        """Begin with nothing known.

        Args:
            blank: What an erased cell is.
            scrolls_up: Whether rows may be scrolled upwards; some terminals keep what leaves at the top.
            is_read_out: Whether a screen reader says what is written: whole fields then, the row in focus first, and
                nothing scrolls.
        """
        self._is_read_out = is_read_out
        self._scrolls_up = scrolls_up
        self.pen: Style | None = None
        self.cursor: tuple[int | None, int | None] = (None, None)
        self.blank = blank

    def forget(self) -> None:
        """The terminal was used by someone else."""
        self.pen = None
        self.cursor = (None, None)

    def paint(
        self,
        shown: Rows,
        wanted: Rows,
        dirty: Iterable[int],
        focus: tuple[int, int] | None = None,
    ) -> tuple[str, bool]:
        """Write what makes one picture of another, and make `shown` equal to `wanted`.

        Args:
            shown: What the terminal shows; changed to what it shows then.
            wanted: What it shall show. Unknown cells in it are left as they are.
            dirty: The rows that may differ.
            focus: Where the cursor will stand, as row and column from 0.

        Returns:
            The bytes as text, and whether parts of the picture are moved on the way.
        """
        parts: list[str] = []
        changes = differences(shown, wanted, dirty)
        if self._is_read_out:
            changes = read_out(changes, wanted, focus)
        move = (
            find_move(shown, wanted, changes)
            if len(changes) >= MIN_MOVED and not self._is_read_out
            else None
        )
        if move is not None and move.by > 0 and not self._scrolls_up:
            move = None
        if move is not None:
            scrolled = move.apply(shown, self.blank)
            rest = differences(
                scrolled, wanted, {*changes, *range(move.top, move.bottom + 1)}
            )
            if _size(rest) + _SCROLL_COST < _size(changes) * _SCROLL_GAIN:
                self._scroll(move, parts)
                shown[:] = scrolled
                changes = rest
            else:
                move = None
        for y, columns in changes.items():
            self._paint_row(y, shown[y], wanted[y], columns, parts)
            shown[y] = _merged(shown[y], wanted[y])
        return "".join(parts), move is not None

    def place_cursor(self, y: int, x: int) -> str:
        """Put the cursor somewhere, counted from 0."""
        current_y, current_x = self.cursor
        self.cursor = (y, x)
        if current_y is not None:
            # The start of this row or the next can be reached from anywhere in this one, also where the column is
            # not known: after the last cell of a row terminals differ about it.
            if x == 0 and y == current_y:
                return "" if current_x == 0 else "\r"
            if x == current_x:
                return _step(y - current_y, "B", "A")
            if x == 0 and y == current_y + 1:
                return "\r\n"
            if y == current_y and current_x is not None:
                return _step(x - current_x, "C", "D")
        if x:
            return f"\x1b[{y + 1};{x + 1}H"
        return f"\x1b[{y + 1}H" if y else "\x1b[H"

    def _paint_row(
        self,
        y: int,
        old: Sequence[Cell],
        new: Sequence[Cell],
        changed: Sequence[int],
        parts: list[str],
    ) -> None:
        """Write one row."""
        if not (all(map(_is_sure, old)) and all(map(_is_sure, new))):
            unsure = 0
            while old[unsure].is_sure and new[unsure].is_sure:
                unsure += 1
            if changed[-1] >= unsure:
                # Nobody knows where things are to the right of it.
                changed = [x for x in changed if x < unsure]
                changed += [
                    x for x in range(unsure, len(new)) if new[x] is not UNKNOWN
                ]
        blank_from = self._blank_from(new, changed)
        if blank_from is not None:
            changed = [x for x in changed if x < blank_from]
        for first, last in _spans(changed, new):
            self._write_cells(y, first, new[first : last + 1], len(new), parts)
        if blank_from is not None:
            parts += [
                self.place_cursor(y, blank_from),
                transition(self.pen, PLAIN),
                "\x1b[K",
            ]
            self.pen = PLAIN

    def _blank_from(
        self, new: Sequence[Cell], changed: Sequence[int]
    ) -> int | None:
        """Where the row can be erased from, if that is worth it."""
        blank = self.blank
        start = len(new)
        while start and new[start - 1] is blank:
            start -= 1
        # The changed columns are in order: the last of them tell whether enough of them are in the blank end.
        last = changed[-_MIN_ERASED:]
        is_worth_it = len(last) == _MIN_ERASED and last[0] >= start
        return start if is_worth_it else None

    def _write_cells(
        self,
        y: int,
        x: int,
        cells: Sequence[Cell],
        width: int,
        parts: list[str],
    ) -> None:
        """Write cells that stand side by side."""
        if not all(map(_is_sure, cells)):
            self._write_unsure_cells(y, x, cells, width, parts)
            return
        parts.append(self.place_cursor(y, x))
        for style, group in groupby(cells, _style):
            text = "".join(map(_text, group))
            if style is not self.pen:
                if text.isspace() and is_same_on_blanks(self.pen, style):
                    parts.append(text)
                    continue
                parts.append(transition(self.pen, style))
                self.pen = style
            parts.append(text)
        x += sum(map(_width, cells))
        self.cursor = (y, x if x < width else None)

    def _write_unsure_cells(
        self,
        y: int,
        x: int,
        cells: Sequence[Cell],
        width: int,
        parts: list[str],
    ) -> None:
        """Write cells one by one where terminals disagree about widths.

        Such a cell's room is blanked, it is drawn, and the cursor is not trusted afterwards.
        """
        for cell in cells:
            if cell.width:
                parts += [
                    self.place_cursor(y, x),
                    transition(self.pen, cell.style),
                ]
                self.pen = cell.style
                if not cell.is_sure:
                    parts.append(" " * cell.width)
                    self.cursor = (None, None)
                    parts.append(self.place_cursor(y, x))
                parts.append(cell.text)
                x += cell.width
                self.cursor = (
                    (y, x) if cell.is_sure and x < width else (None, None)
                )

    def _scroll(self, move: Move, parts: list[str]) -> None:
        """Move rows within a scrolling region.

        Line feed and reverse index are understood by more terminals than the sequences that scroll by a number.
        """
        parts += [
            transition(self.pen, PLAIN),
            f"\x1b[{move.top + 1};{move.bottom + 1}r",
        ]
        if move.by > 0:
            parts += [f"\x1b[{move.bottom + 1}H", "\n" * move.by]
        else:
            parts += [f"\x1b[{move.top + 1}H", "\x1bM" * -move.by]
        parts.append("\x1b[r")
        self.pen = PLAIN
        self.cursor = (None, None)


def _size(changes: Changes) -> int:
    """How many cells differ."""
    return sum(map(len, changes.values()))


def _merged(old: list[Cell], new: list[Cell]) -> list[Cell]:
    """What a row shows after it was painted; where nothing is wanted it stays as it was."""
    if UNKNOWN in new:
        return [
            was if cell is UNKNOWN else cell
            for was, cell in zip(old, new, strict=True)
        ]
    return new.copy()


def _spans(
    changed: Iterable[int], new: Sequence[Cell]
) -> Iterator[tuple[int, int]]:
    """Group changed columns into spans to write, first and last column of each, both included."""
    first = last = -1
    for x in changed:
        if first >= 0:
            if x == last + 1 or _is_bridge(new[last:x]):
                last = x
                continue
            yield first, last
        first = last = x
        if x and not new[x].width:
            first -= (
                1  # the second cell of something wide is drawn by its first
            )
    if first >= 0:
        yield first, last


def _is_bridge(cells: Sequence[Cell]) -> bool:
    """Whether cells that are right already are written again sooner than gone round: few, and all of one look."""
    if len(cells) > _GAP + 1:
        return False
    style = cells[0].style
    return all(
        cell.style is style and cell.is_sure and cell is not UNKNOWN
        for cell in cells
    )


def _step(distance: int, forward: str, back: str) -> str:
    """Move the cursor along one axis."""
    if not distance:
        return ""
    letter = forward if distance > 0 else back
    distance = abs(distance)
    return f"\x1b[{letter}" if distance == 1 else f"\x1b[{distance}{letter}"
