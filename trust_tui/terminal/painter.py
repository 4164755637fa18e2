"""From one picture to another with as few bytes as can be.

A painter remembers the terminal's look and cursor between pictures.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trust_tui.terminal.cells import UNKNOWN, Cell
from trust_tui.terminal.moves import MIN_MOVED, Move, Rows, find_move
from trust_tui.terminal.styles import PLAIN, Style, transition

_GAP: Final = 4
"""Cells that are written again rather than stepped over."""

_MIN_ERASED: Final = 4
"""Blank cells at the end of a row that are worth a sequence that erases them."""

_SCROLL_GAIN: Final = 0.8
"""The part of the bytes that scrolling may cost at most; what is moved and then drawn again flickers."""


class Painter:
    """Writes the difference between pictures.

    Attributes:
        pen: The terminal's look, or `None` if it is not known.
        cursor: The terminal's cursor as row and column from 0, each `None` if it is not known.
    """

    def __init__(self, blank: Cell) -> None:
        """Begin with nothing known.

        Args:
            blank: What an erased cell is.
        """
        self.pen: Style | None = None
        self.cursor: tuple[int | None, int | None] = (None, None)
        self._blank = blank

    def forget(self) -> None:
        """The terminal was used by someone else."""
        self.pen = None
        self.cursor = (None, None)

    def paint(self, shown: Rows, wanted: Rows, dirty: Iterable[int]) -> tuple[str, bool]:
        """Write what makes one picture of another, and make `shown` equal to `wanted`.

        Args:
            shown: What the terminal shows; changed to what it shows then.
            wanted: What it shall show. Unknown cells in it are left as they are.
            dirty: The rows that may differ.

        Returns:
            The bytes as text, and whether parts of the picture are moved on the way.
        """
        changed = [y for y in sorted(dirty) if shown[y] != wanted[y]]
        before = self.pen, self.cursor
        plain = self._paint_rows(shown, wanted, changed)
        move = find_move(shown, wanted, changed) if len(changed) >= MIN_MOVED else None
        if move is not None:
            after = self.pen, self.cursor
            self.pen, self.cursor = before
            scrolled, text = self._scroll(shown, move)
            rest = [y for y in sorted({*changed, *range(move.top, move.bottom + 1)}) if scrolled[y] != wanted[y]]
            text += self._paint_rows(scrolled, wanted, rest)
            if len(text) < len(plain) * _SCROLL_GAIN:
                shown[:] = scrolled
                self._adopt(shown, wanted, rest)
                return text, True
            self.pen, self.cursor = after
        self._adopt(shown, wanted, changed)
        return plain, False

    def place_cursor(self, y: int, x: int) -> str:
        """Put the cursor somewhere, counted from 0."""
        current_y, current_x = self.cursor
        self.cursor = (y, x)
        if current_x is None or current_y is None:
            if x == 0 and current_y is not None and y - current_y in (0, 1):
                return "\r\n" if y > current_y else "\r"
        elif y == current_y:
            return _step(x - current_x, "C", "D") if x else ("\r" if current_x else "")
        elif x == current_x:
            return _step(y - current_y, "B", "A")
        elif x == 0 and y == current_y + 1:
            return "\r\n"
        if x:
            return f"\x1b[{y + 1};{x + 1}H"
        return f"\x1b[{y + 1}H" if y else "\x1b[H"

    @staticmethod
    def _adopt(shown: Rows, wanted: Rows, changed: Iterable[int]) -> None:
        """Note that the rows are now shown as wanted."""
        for y in changed:
            row = wanted[y]
            if UNKNOWN in row:
                row = [old if new is UNKNOWN else new for old, new in zip(shown[y], row, strict=True)]
            shown[y] = row.copy()

    def _paint_rows(self, shown: Rows, wanted: Rows, changed: Iterable[int]) -> str:
        """Write the changed rows."""
        parts: list[str] = []
        for y in changed:
            self._paint_row(y, shown[y], wanted[y], parts)
        return "".join(parts)

    def _paint_row(self, y: int, old: Sequence[Cell], new: Sequence[Cell], parts: list[str]) -> None:
        """Write one row."""
        changed = [x for x, (was, cell) in enumerate(zip(old, new, strict=True)) if was is not cell is not UNKNOWN]
        if not changed:
            return
        unsure = next((x for x, (a, b) in enumerate(zip(old, new, strict=True)) if not (a.is_sure and b.is_sure)), None)
        if unsure is not None and changed[-1] >= unsure:
            # Nobody knows where things are to the right of it.
            changed = [x for x in changed if x < unsure]
            changed += [x for x in range(unsure, len(new)) if new[x] is not UNKNOWN]
        blank_from = self._blank_from(new, changed)
        if blank_from is not None:
            changed = [x for x in changed if x < blank_from]
        for first, last in _spans(changed, new):
            self._write_cells(y, first, new[first : last + 1], len(new), parts)
        if blank_from is not None:
            parts.append(self.place_cursor(y, blank_from))
            parts.append(transition(self.pen, PLAIN))
            parts.append("\x1b[K")
            self.pen = PLAIN

    def _blank_from(self, new: Sequence[Cell], changed: Sequence[int]) -> int | None:
        """Where the row can be erased from, if that is worth it."""
        blank = self._blank
        start = len(new)
        while start and new[start - 1] is blank:
            start -= 1
        return start if sum(x >= start for x in changed[-_MIN_ERASED:]) == _MIN_ERASED else None

    def _write_cells(self, y: int, x: int, cells: Sequence[Cell], width: int, parts: list[str]) -> None:
        """Write cells that stand side by side."""
        parts.append(self.place_cursor(y, x))
        pen = self.pen
        for cell in cells:
            if cell.style is not pen:
                parts.append(transition(pen, cell.style))
                self.pen = pen = cell.style
            if not cell.is_sure:
                # Blank the room it has, draw it, and do not trust the cursor.
                parts.append(" " * cell.width)
                self.cursor = (None, None)
                parts.append(self.place_cursor(y, x))
            parts.append(cell.text)
            x += cell.width
            if not cell.is_sure and x < width:
                self.cursor = (None, None)
                parts.append(self.place_cursor(y, x))
        self.cursor = (y, x if x < width else None)

    def _scroll(self, shown: Rows, move: Move) -> tuple[Rows, str]:
        """Move rows within a scrolling region.

        Line feed and reverse index are understood by more terminals than the sequences that scroll by a number.

        Returns:
            What the terminal shows then, and the bytes as text.
        """
        top, bottom, by = move.top, move.bottom, move.by
        parts = [transition(self.pen, PLAIN), f"\x1b[{top + 1};{bottom + 1}r"]
        free = [[self._blank] * len(shown[top]) for _ in range(abs(by))]
        if by > 0:
            parts += [f"\x1b[{bottom + 1}H", "\n" * by]
            region = shown[top + by : bottom + 1] + free
        else:
            parts += [f"\x1b[{top + 1}H", "\x1bM" * -by]
            region = free + shown[top : bottom + 1 + by]
        parts.append("\x1b[r")
        self.pen = PLAIN
        self.cursor = (None, None)
        return shown[:top] + region + shown[bottom + 1 :], "".join(parts)


def _spans(changed: Iterable[int], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Group changed columns into spans to write, first and last column of each, both included."""
    first = last = -1
    for x in changed:
        if first >= 0 and (x == last + 1 or (x - last <= _GAP + 1 and _is_uniform(new[last:x]))):
            last = x
            continue
        if first >= 0:
            yield first, last
        # The second cell of something wide is drawn by its first.
        first = x - 1 if not new[x].width and x else x
        last = x
    if first >= 0:
        yield first, last


def _is_uniform(cells: Sequence[Cell]) -> bool:
    """Whether cells can be written again without changing the look."""
    style = cells[0].style
    return all(cell.style is style and cell.is_sure and cell is not UNKNOWN for cell in cells)


def _step(distance: int, forward: str, back: str) -> str:
    """Move the cursor along one axis."""
    if not distance:
        return ""
    letter = forward if distance > 0 else back
    distance = abs(distance)
    return f"\x1b[{letter}" if distance == 1 else f"\x1b[{distance}{letter}"
