"""Text made comparable: case, accents and punctuation no longer tell two spellings apart."""

import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = frozenset("'’‘ʼ")


def fold(text: str) -> str:
    """Small letters and digits without accents, words parted by single or several blanks, apostrophes gone."""
    return "".join(map(_fold_character, text))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        part = _fold_character(character)
        folded.append(part)
        places.extend([at] * len(part))
    return "".join(folded), places


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    bare = unicodedata.normalize("NFKD", character.casefold())
    folded = ""
    for part in bare:
        if not unicodedata.combining(part):
            folded += part if part.isalnum() else " "
    return folded
