"""Makes any text harmless to a terminal at the moment it is shown. The stored text stays as it was."""

from typing import Final

LOST: Final = "\ufffd"
"""Stands for a character that cannot be shown and has no picture of its own."""

_PICTURES: Final = {
    **{
        code: chr(0x2400 + code)
        for code in range(0x20)
        if code not in (0x09, 0x0A)
    },
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), LOST),
    **dict.fromkeys((0x200E, 0x200F, 0x061C, 0x2028, 0x2029, 0xFEFF), LOST),
    **dict.fromkeys(range(0x202A, 0x202F), LOST),
    **dict.fromkeys(range(0x2066, 0x206A), LOST),
    **dict.fromkeys(range(0xD800, 0xE000), LOST),
    **dict.fromkeys(range(0xE0000, 0xE0080), LOST),
}


def clean(text: str) -> str:
    """The text with a visible mark in place of every character that could steer a terminal.

    Line feeds and tabs stay. Replaced one for one: other control characters, the C1 range, direction overrides, line
    and paragraph separators, byte-order marks, invisible tags and broken surrogates.
    """
    return (
        text
        if text.isascii() and text.isprintable()
        else text.translate(_PICTURES)
    )


def one_line(text: str) -> str:
    """The text fit for one row of a list: cleaned, every run of white space one blank."""
    return clean(" ".join(text.split()))


def one_row(text: str) -> str:
    """The text on one line, each sign in its place, as for the name of a file: breaks and tabs become marks too."""
    return clean(text).replace("\n", "\u240a").replace("\t", "\u2409")


def harmful_lines(text: str) -> list[int]:
    """The lines, from 1, that hold a character `clean` would replace, in order."""
    return [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if clean(line) != line
    ]
