"""How many cells of a terminal a text takes."""

import unicodedata
from functools import lru_cache
from typing import Final

_WIDE: Final = frozenset({"W", "F"})
_JOINED: Final = frozenset({"Mn", "Me", "Cf"})


def cells(text: str) -> int:
    """Cells of one line of harmless text. Letters with marks take one, East Asian letters and emoji two."""
    return len(text) if text.isascii() else sum(map(cells_of, text))


@lru_cache(maxsize=4096)
def cells_of(character: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    if unicodedata.east_asian_width(character) in _WIDE:
        return 2
    return (
        0 if unicodedata.category(character) in _JOINED and character != "\xad" else 1
    )


def cut(text: str, width: int) -> tuple[str, str]:
    """The longest start of the text that fits into a width of at least 2, at least one character; and the rest."""
    used = 0
    for at, character in enumerate(text):
        used += cells_of(character)
        if used > width and at:
            return text[:at], text[at:]
    return text, ""
