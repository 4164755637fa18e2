"""Text made safe to draw: what could steer a terminal or turn the reading direction becomes a visible mark."""

import re
from typing import Final

MARK: Final = "\ufffd"
"""Stands where a character was taken out."""

_HARMFUL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of reading direction
    "\u2028\u2029\ufeff\ud800-\udfff"  # line and paragraph separators, byte order mark, lone surrogates
    "\U000e0000-\U000e007f]"  # invisible tags
)


def clean(text: str) -> str:
    """The text with every harmful character replaced by `MARK`; tab and line feed stay."""
    return text if text.isascii() and text.isprintable() else _HARMFUL.sub(MARK, text)


def harmful_lines(text: str) -> list[int]:
    """The lines, from 1, that hold a harmful character, each once, in order."""
    return sorted({text.count("\n", 0, found.start()) + 1 for found in _HARMFUL.finditer(text)})
