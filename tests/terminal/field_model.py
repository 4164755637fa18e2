"""A plain model of a field of many lines: what a person expects of each key, one after the other."""

from typing import Final

BACKSPACE: Final = "\x7f"
DELETE: Final = "\x1b[3~"
LEFT, RIGHT, UP, DOWN = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B"
HOME, END = "\x1b[H", "\x1b[F"
ENTER: Final = "\r"


class Field:
    """Lines and a cursor.

    Attributes:
        lines: The text.
        row: The cursor's line.
        column: How many characters stand before it there.
    """

    def __init__(self) -> None:
        self.lines = [""]
        self.row = self.column = 0
        self._wished = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def press(self, key: str) -> None:
        """Do what a key does."""
        if key in (UP, DOWN):
            self._go_to_line(-1 if key == UP else 1)
            return
        match key:
            case "\x7f":
                if self._left():
                    self._delete()
            case "\x1b[3~":
                self._delete()
            case "\x1b[D":
                self._left()
            case "\x1b[C":
                self._right()
            case "\x1b[H":
                self.column = 0
            case "\x1b[F":
                self.column = len(self.lines[self.row])
            case "\r":
                self._break()
            case _:
                self._write(key)
        self._wished = self.column

    def _write(self, text: str) -> None:
        line = self.lines[self.row]
        self.lines[self.row] = line[: self.column] + text + line[self.column :]
        self.column += len(text)

    def _break(self) -> None:
        line = self.lines[self.row]
        self.lines[self.row : self.row + 1] = [
            line[: self.column],
            line[self.column :],
        ]
        self.row, self.column = self.row + 1, 0

    def _left(self) -> bool:
        if self.column:
            self.column -= 1
        elif self.row:
            self.row -= 1
            self.column = len(self.lines[self.row])
        else:
            return False
        return True

    def _right(self) -> None:
        if self.column < len(self.lines[self.row]):
            self.column += 1
        elif self.row + 1 < len(self.lines):
            self.row, self.column = self.row + 1, 0

    def _delete(self) -> None:
        line = self.lines[self.row]
        if self.column < len(line):
            self.lines[self.row] = line[: self.column] + line[self.column + 1 :]
        elif self.row + 1 < len(self.lines):
            self.lines[self.row : self.row + 2] = [
                line + self.lines[self.row + 1]
            ]

    def _go_to_line(self, by: int) -> None:
        row = self.row + by
        if row < 0:
            self.column = self._wished = 0
        elif row >= len(self.lines):
            self.column = self._wished = len(self.lines[self.row])
        else:
            self.row, self.column = row, min(self._wished, len(self.lines[row]))
