"""What stands in a cell of the screen, and how many cells a text takes.

Widths are those that Textual lays out by. Terminals disagree about some of them; such cells are marked unsure, and
whoever draws them must not rely on where the cursor is afterwards.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import split_graphemes

from trust_tui.terminal.ascii import spoken, to_ascii
from trust_tui.terminal.question import Traits
from trust_tui.terminal.styles import PLAIN, NotUnderstoodError, Style

_SURE_NARROW: Final = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x37A, 0x37F), (0x384, 0x482), (0x48A, 0x52F),
    (0x1E00, 0x1FFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x20BF), (0x2100, 0x23FF), (0x2460, 0x27BF),
    (0x27C0, 0x2AFF), (0x1FB00, 0x1FBEF),
)  # fmt: skip
"""Where the characters are that are one cell wide everywhere, if Unicode does not call them wide: Latin, Greek and
Cyrillic letters, punctuation, arrows, technical and box-drawing signs, Braille."""

_SURE_WIDE: Final = (
    (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x20000, 0x2FFFD),
)  # fmt: skip
"""Where the characters are that are two cells wide everywhere: the scripts of East Asia."""

_COMBINING: Final = range(0x300, 0x370)
"""The marks that every terminal puts on the letter before."""

USUAL_TRAITS: Final = Traits()
"""Those of most terminals."""

_CONTROLS: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
"""Characters that would command the terminal. Textual gives them no width."""


class Cell:
    """One cell. There is one object for each content and look, so cells are compared by identity.

    Attributes:
        text: What is sent to draw it; empty for the second cell of something wide.
        style: Its look.
        width: How many cells the text takes; 0 for the second cell of something wide.
        is_sure: Whether all terminals agree on the width.
    """

    __slots__ = ("is_sure", "style", "text", "width")

    def __init__(
        self, text: str, style: Style, width: int, is_sure: bool
    ) -> None:
        self.text = text
        self.style = style
        self.width = width
        self.is_sure = is_sure


class Palette(dict[str, Cell]):
    """The cells of one look, by what they show. Cells are made when asked for."""

    def __init__(
        self,
        style: Style,
        ascii_only: bool,
        traits: Traits = USUAL_TRAITS,
        *,
        is_read_out: bool = False,
    ) -> None:
        super().__init__()
        self.is_read_out = is_read_out
        self.style = style
        self.ascii_only = ascii_only
        self.traits = traits

    def __missing__(self, text: str) -> Cell:
        width, is_sure = measure(text) if text else (0, True)
        drawn = text
        if not text.isascii():
            is_wide = self.traits.is_wide and may_be_wide(text)
            if self.ascii_only or (is_wide and not text[0].isalpha()):
                drawn, is_sure = to_ascii(text, width), True
            elif is_wide or (self.traits.splits_marks and len(text) > 1):
                is_sure = False
            elif self.is_read_out:
                drawn = spoken(text, width)
        cell = self[text] = Cell(drawn, self.style, width, is_sure)
        return cell


def may_be_wide(cluster: str) -> bool:
    """Whether it takes one cell in most terminals and two in those made for East Asia."""
    return unicodedata.east_asian_width(cluster[0]) == "A"


UNKNOWN: Final = Cell("", PLAIN, 0, True)
"""Stands where nobody knows what the terminal shows, or what it shall show."""

_narrow: Final = set(map(chr, range(0x20, 0x7F)))
"""Characters found to be surely narrow: a text of these takes a cell each."""


def is_within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether a code point is in one of the ranges, ends included."""
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=4096)
def measure(cluster: str) -> tuple[int, bool]:
    """Measure what stands in one place.

    Args:
        cluster: A character with what joins it.

    Returns:
        How many cells it takes, and whether all terminals agree.
    """
    width = split_graphemes(cluster)[1]
    code = ord(cluster[0])
    is_wide = unicodedata.east_asian_width(cluster[0]) in "WF"
    is_known = (
        is_within(code, _SURE_WIDE)
        if is_wide
        else is_within(code, _SURE_NARROW)
    )
    is_sure = (
        is_known
        and width == 1 + is_wide
        and all(ord(mark) in _COMBINING for mark in cluster[1:])
    )
    return width, is_sure


def cells_of(text: str, palette: Palette) -> list[Cell]:
    """Put a text into cells.

    Args:
        text: A text in one look, without sequences. Control characters in it are dropped: they come from
            someone's words, and Textual has kept no room for them.
        palette: The cells of that look.

    Raises:
        NotUnderstoodError: The text begins with a mark that belongs to a letter we do not know, or has a tab.
    """
    if _narrow.issuperset(text):
        return list(map(palette.__getitem__, text))
    if "\t" in text:
        raise NotUnderstoodError(text)
    text = text.translate(_CONTROLS)
    _narrow.update(
        character for character in set(text) if measure(character) == (1, True)
    )
    cells: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        if not width:
            raise NotUnderstoodError(text)
        cells.append(palette[text[start:end]])
        if width == 2:
            cells.append(palette[""])
    return cells
