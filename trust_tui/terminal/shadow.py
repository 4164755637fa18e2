"""A model of what the terminal shows, fed with what Textual would send, from which the least is sent instead.

Textual repaints whole regions; most of their cells are on the screen already. The shadow reads frames (cursor
moves, looks and text) into the picture that is wanted and compares it with the picture that is shown. Commands to
the terminal go through as they are. What draws and has no model here goes through too, and both pictures count as
unknown from then on.
"""

import re
from typing import Final

from trust_tui.terminal.cells import (
    UNKNOWN,
    USUAL_TRAITS,
    Cell,
    Palette,
    cells_of,
)
from trust_tui.terminal.modes import SHOW_CURSOR, SYNC_OFF, SYNC_ON
from trust_tui.terminal.moves import Rows
from trust_tui.terminal.painter import Painter
from trust_tui.terminal.question import Traits
from trust_tui.terminal.styles import (
    PLAIN,
    NotUnderstoodError,
    Style,
    restyle,
    without_colours,
)

_MOVE: Final = re.compile(r"\x1b\[(\d+);(\d+)H")
"""Textual's way to place the cursor; every frame begins with it."""

_SGR: Final = re.compile(r"\x1b\[([\d;]*)m")
"""A change of look."""

_DRAWING: Final = re.compile(r"\x1b(?:\[[\d;:]*[ -/]*[@-~]|\]8;[ -~]*?\x1b\\)")
"""Sequences that may stand in a frame beyond what is modelled: they draw, or link text to an address."""

_COMMAND: Final = re.compile(
    r"(?:\x07|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[?<=>][\d;]*\$?[a-z]|\x1b\[\d*[cn]|\x1b\[\d* q)*"
)
"""Commands that leave the picture and the cursor alone: bell, clipboard, modes, questions, the cursor's shape."""

_PICTURE_MODE: Final = re.compile(r"\x1b\[\?(?:3|6|47|1047|1048|1049)[hl]")
"""Modes that do not: another screen, another width, another origin."""

_MAX_PIECES: Final = 256
"""Pieces of rows whose cells are remembered: what scrolls comes again in another place."""

_MAX_PALETTES: Final = 1024
"""Looks whose cells are remembered."""

_MAX_BACKLOG: Final = 1 << 16
"""Characters that may wait for a frozen terminal apart from the picture."""

_SYNC_MIN: Final = 256
"""Characters of a change that is worth being shown all at once; less arrives so anyway."""


class Shadow:
    """What the terminal shows and what it shall show. Does no input or output, and belongs to one thread at a time.

    Attributes:
        is_lost: Something could not be kept for the terminal; the app has to repaint everything. Whoever does that
            sets it back.
    """

    is_lost: bool

    def __init__(
        self,
        width: int,
        height: int,
        *,
        ascii_only: bool = False,
        scrolls_up: bool = True,
        is_colourless: bool = False,
        is_read_out: bool = False,
    ) -> None:
        """Begin with an unknown terminal.

        Args:
            width: Columns.
            height: Rows.
            ascii_only: Whether the terminal shows nothing but ASCII.
            scrolls_up: Whether the terminal may be told to scroll upwards.
            is_colourless: Whether to send no colours, so that the terminal's own hold.
            is_read_out: Whether to draw so that a screen reader can follow.
        """
        self._is_colourless = is_colourless
        self._is_read_out = is_read_out
        self._is_cursor_shown = False
        self.is_lost = False
        self._ascii_only = ascii_only
        self._traits = USUAL_TRAITS
        self._palettes: dict[Style, Palette] = {}
        self._pieces: dict[str, list[Cell]] = {}
        self._painter = Painter(
            self._palette(PLAIN)[" "], scrolls_up, is_read_out=is_read_out
        )
        self._width = self._height = 0
        self._wanted: Rows = []
        self._shown: Rows = []
        self._written: list[dict[int, tuple[str, int]]] = []
        self._dirty: set[int] = set()
        self._cursor: tuple[int, int] | None = None
        self._commands: list[str] = []
        self._backlog = 0
        self._is_synchronized = False
        self._is_open = True
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Take note of a new size. Nothing is known of the terminal then; of another size, nothing is wanted either."""
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self.want_nothing()
        self.forget()

    def want_nothing(self) -> None:
        """Have nothing to show until the app draws again."""
        self._wanted = self._unknown()
        self._written = [{} for _ in range(self._height)]
        self._cursor = None

    def forget(self) -> None:
        """Assume nothing about the terminal: everything is sent again."""
        self._shown = self._unknown()
        self._dirty = set(range(self._height))
        self._painter.forget()

    def renew(self, command: str) -> None:
        """Send a command that draws nothing, and everything again after it."""
        self._is_cursor_shown = False
        if self._is_open and command not in self._commands:
            self._command(command)
        self.forget()

    def know(self, traits: Traits, ascii_only: bool) -> bool:
        """Draw as fits what is known of the terminal now.

        Returns:
            Whether that is another way than before; then nothing is wanted until the app draws again.
        """
        if (traits[:2], ascii_only) == (self._traits[:2], self._ascii_only):
            return False
        self._traits, self._ascii_only = traits, ascii_only
        self._draw_anew()
        return True

    def leave_out_colours(self, is_colourless: bool) -> None:
        """Send no colours from now on, or send them again. Nothing is wanted until the app draws again."""
        if is_colourless is not self._is_colourless:
            self._is_colourless = is_colourless
            self._draw_anew()

    def _draw_anew(self) -> None:
        """Draw in another way than before."""
        self._palettes.clear()
        self._pieces.clear()
        self._painter.blank = self._palette(PLAIN)[" "]
        self.want_nothing()
        self.forget()

    def open(self, command: str) -> None:
        """Send the command that takes the terminal, which leaves it blank, and then what is wanted."""
        self._commands.append(command)
        self._is_cursor_shown = False
        self.forget()
        blank = self._palette(PLAIN)[" "]
        self._shown = [[blank] * self._width for _ in range(self._height)]
        self._is_open = True

    def close(self, command: str) -> None:
        """Send the command that gives the terminal back, and no more pictures."""
        self._commands.append(command)
        self._is_open = False

    def feed(self, text: str) -> None:
        """Read what Textual sends in one piece."""
        if text == SYNC_ON:
            self._is_synchronized = True
        elif text != SYNC_OFF:
            if _MOVE.match(text):
                try:
                    self._read_frame(text)
                except NotUnderstoodError:
                    self._pass("".join(part for part in _split_drawing(text)))
            elif _COMMAND.fullmatch(text) and not _PICTURE_MODE.search(text):
                self._command(text)
            else:
                self._pass(text)

    def take(self) -> str:
        """Say what to send now, and count it as sent."""
        commands, self._commands, self._backlog = self._commands, [], 0
        if self._is_open:
            commands.append(self._difference())
        return "".join(commands)

    def _difference(self) -> str:
        """What makes the shown picture the wanted one."""
        if not self._dirty and self._painter.cursor == self._cursor:
            return ""
        text, is_moving = self._painter.paint(
            self._shown, self._wanted, self._dirty, self._cursor
        )
        self._dirty.clear()
        if self._cursor is not None:
            text += self._painter.place_cursor(*self._cursor)
        if self._is_read_out and not self._is_cursor_shown:
            self._is_cursor_shown = True
            text += SHOW_CURSOR
        if self._is_synchronized and (is_moving or len(text) >= _SYNC_MIN):
            return f"{SYNC_ON}{text}{SYNC_OFF}"
        return text

    def _command(self, text: str) -> None:
        """Keep a command for the terminal, unless too much is kept already."""
        self._backlog += len(text)
        if self._backlog <= _MAX_BACKLOG:
            self._commands.append(text)
        else:
            self.is_lost = True

    def _pass(self, text: str) -> None:
        """Send something as it is, after all that came before, and forget both pictures."""
        if self._is_open:
            self._command(self._difference() + "\x1b[0m")
        self._command(text)
        self.want_nothing()
        self.forget()
        self._dirty.clear()

    def _read_frame(self, text: str) -> None:
        """Read cursor moves, looks and text into the wanted picture."""
        parts = _MOVE.split(text)
        y, x = 0, 0
        for index in range(1, len(parts), 3):
            y, x, piece = (
                int(parts[index]) - 1,
                int(parts[index + 1]) - 1,
                parts[index + 2],
            )
            if piece and 0 <= y < self._height:
                written = self._written[y].get(x)
                if written is None or written[0] != piece:
                    self._write_piece(y, x, piece)
        self._cursor = (
            min(max(y, 0), self._height - 1),
            min(max(x, 0), self._width - 1),
        )

    def _write_piece(self, y: int, x: int, piece: str) -> None:
        """Put a piece of a row into the wanted picture."""
        cells = self._pieces.get(piece)
        if cells is None:
            cells = self._read_piece(piece)
            if len(self._pieces) >= _MAX_PIECES:
                self._pieces.clear()
            self._pieces[piece] = cells
        row = self._wanted[y]
        end = min(x + len(cells), self._width)
        if end <= x:
            return
        row[x:end] = cells[: end - x]
        # Whatever wide was cut by an edge leaves a blank.
        if x and row[x - 1].width == 2:
            row[x - 1] = self._palette(row[x - 1].style)[" "]
        if row[end - 1].width == 2:
            row[end - 1] = self._palette(row[end - 1].style)[" "]
        if end < self._width and not row[end].width and row[end] is not UNKNOWN:
            row[end] = self._palette(row[end].style)[" "]
        written = self._written[y]
        for start in [
            start
            for start, (_, stop) in written.items()
            if start < end and stop > x
        ]:
            del written[start]
        written[x] = (piece, end)
        self._dirty.add(y)

    def _read_piece(self, piece: str) -> list[Cell]:
        """Read looks and text into cells.

        Raises:
            NotUnderstoodError: Something else is in it, or it does not end plain as Textual's pieces do.
        """
        parts = ["0", *_SGR.split(piece.removesuffix("\n"))]
        cells: list[Cell] = []
        pen = PLAIN
        for parameters, text in zip(parts[::2], parts[1::2], strict=True):
            pen = restyle(pen, parameters)
            if text:
                if "\x1b" in text and _DRAWING.search(text):
                    raise NotUnderstoodError(text)
                look = without_colours(pen) if self._is_colourless else pen
                cells += cells_of(text, self._palette(look))
        if pen is not PLAIN:
            raise NotUnderstoodError(piece)
        return cells

    def _palette(self, style: Style) -> Palette:
        """The cells of one look."""
        palette = self._palettes.get(style)
        if palette is None:
            if len(self._palettes) >= _MAX_PALETTES:
                # Cells made from now on differ from their twins on the screen, which costs bytes but is not wrong.
                self._palettes.clear()
            palette = self._palettes[style] = Palette(
                style,
                self._ascii_only,
                self._traits,
                is_read_out=self._is_read_out,
            )
        return palette

    def _unknown(self) -> Rows:
        """A picture of which nothing is known."""
        return [[UNKNOWN] * self._width for _ in range(self._height)]


def _split_drawing(text: str) -> list[str]:
    """Take from a frame all that could command the terminal beyond drawing: it comes from someone's words."""
    parts: list[str] = []
    position = 0
    for match in _DRAWING.finditer(text):
        parts += [_harmless(text[position : match.start()]), match.group()]
        position = match.end()
    return [*parts, _harmless(text[position:])]


def _harmless(text: str) -> str:
    """Remove control characters but those that move within the text."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text)
