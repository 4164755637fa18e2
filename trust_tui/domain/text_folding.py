"""Text made comparable: case, accents and punctuation no longer tell two spellings apart."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = frozenset("'’‘ʼ")

_ACCENTS: Final = (
    "(?<![иу])\u0306|(?<!і)\u0308|(?<![гк])\u0301"
    "|[\u0300\u0302-\u0305\u0307\u0309-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]"
)
"""Marks over Latin, Greek and Cyrillic letters. й, ї, ў, ѓ and ќ are letters of their own; marks of kana and of Indic
scripts have other code points, and tell words apart."""


def fold(text: str) -> str:
    """Small letters and digits without accents, words parted by single or several blanks, apostrophes gone."""
    return "".join(map(_fold_character, unicodedata.normalize("NFC", text)))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    return _with_places(text, _fold_character)


def plain_letters(text: str) -> str:
    """Small letters without accents, apostrophes straight, all else as it is: for words of one's own."""
    text = text.casefold()
    if text.isascii():
        return text
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    bare = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", text))
    # Some signs become capitals only now, as the one for a trade mark does.
    return unicodedata.normalize("NFC", bare).casefold()


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """The plain letters, and for each of them the place in the text that it comes from."""
    return _with_places(text, _plain_character)


def _with_places(
    text: str, fold_character: Callable[[str], str]
) -> tuple[str, list[int]]:
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        part = fold_character(character)
        folded.append(part)
        places.extend([at] * len(part))
    return "".join(folded), places


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    return plain_letters(character)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    folded = ""
    for part in plain_letters(character):
        is_of_word = part.isalnum() or unicodedata.category(part)[0] == "M"
        folded += part if is_of_word else " "
    return folded
