"""Stand-ins for characters that a terminal without Unicode cannot show, each as wide as what it stands for."""

import unicodedata
from typing import Final

_STAND_INS: Final = {
    **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺‐‑‒–—―−", "-"),
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻▏▎▕", "|"),
    **dict.fromkeys("▁▂▃_▔", "_"),
    **dict.fromkeys("▄▅▆▇▌▍▊▋▉█▀▐▓▒░■▪▮", "#"),
    **dict.fromkeys("▲△▴↑", "^"),
    **dict.fromkeys("▼▽▾↓", "v"),
    **dict.fromkeys("▶▷▸›»→", ">"),
    **dict.fromkeys("◀◁◂‹«←", "<"),
    **dict.fromkeys("•●◉◆★✱∙", "*"),
    **dict.fromkeys("○◌◇☆◯", "o"),
    **dict.fromkeys("✓✔☑✗✘☒×", "x"),
    **dict.fromkeys("‘’‚′`", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("·…", "."),
    "±": "~",
    "≤": "<",
    "≥": ">",
    "\u00a0": " ",
}
"""What looks most alike."""

_BOX: Final = range(0x2500, 0x2580)
"""Box drawing: what is neither horizontal nor vertical is a crossing or a corner."""

_BLOCKS: Final = range(0x2580, 0x25A0)
"""Parts of a filled cell."""

_BRAILLE: Final = range(0x2800, 0x2900)
"""Dots, used for fine lines in charts; the first has none."""


def spoken(cluster: str, width: int) -> str:
    """Say a sign so that speech and braille have it: lines and bars are left out, letters of every script stay."""
    if cluster[0].isalpha() or not cluster[0].isprintable():
        return cluster
    if ord(cluster[0]) in _BOX or ord(cluster[0]) in _BLOCKS:
        return " " * width
    plain = to_ascii(cluster, width)
    return cluster if "?" in plain else plain


def to_ascii(cluster: str, width: int) -> str:
    """Say in ASCII what stands in one place.

    Args:
        cluster: A character with what joins it.
        width: The cells it takes.

    Returns:
        As many characters as cells.
    """
    first = cluster[0]
    stand_in = _STAND_INS.get(first)
    if stand_in is None:
        code = ord(first)
        base = unicodedata.normalize("NFKD", first)[0]
        if code in _BOX:
            stand_in = "+"
        elif code in _BLOCKS:
            stand_in = "#"
        elif code in _BRAILLE:
            stand_in = " " if code == _BRAILLE.start else ":"
        else:
            stand_in = base if base.isascii() and base.isprintable() else "?"
    return stand_in * width
