"""Which key of a Latin keyboard a letter of another script stands on: commands go by the place, text by the letter."""

import os
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

KEYS: Final = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./"
"""The keys in question, row by row."""

WITH_SHIFT: Final = "1234567890-=QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,./"
"""The same with Shift, as far as letters go."""

NONE: Final = "_"
"""Stands in `layouts.tsv` for a key that types no letter of the script."""

QUESTION_MARKS: Final = "\u061f\u055e\u037e\u1367"
"""Those of Arabic, Armenian, Greek and Amharic."""

SIGNS: Final = {**dict.fromkeys(QUESTION_MARKS, "?"), "\u055c": "!"}
"""Signs of other scripts that mean one of ASCII."""

HEBREW: Final = frozenset({"he", "iw", "yi"})
"""The languages of the Hebrew keyboard."""

VARIABLES: Final = ("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "LANGUAGE")
"""Where the language that somebody types in may stand."""


class Layout(NamedTuple):
    """A keyboard.

    Attributes:
        name: What it is called in English.
        languages: Codes of the languages it is made for.
        latin: The key of a Latin keyboard by the letter that is typed.
    """

    name: str
    languages: frozenset[str]
    latin: Mapping[str, str]


class Layouts:
    """The keyboards of other scripts, and which of them is in use as far as letters tell."""

    def __init__(self, languages: frozenset[str]) -> None:
        """Begin with nothing typed.

        Args:
            languages: Codes of languages the user is likely to type in.
        """
        self._languages = languages
        self._seen: set[str] = set()

    def latin_of(self, letter: str) -> tuple[str, str]:
        """The key that a letter stands on, and the name of the keyboard; empty where neither is known.

        Letters of several keyboards are taken for the one that has all letters so far, that of the user's language
        first.
        """
        letter = _first_jamo(letter)
        known = [
            layout
            for layout in _in_order(self._languages)
            if letter in layout.latin
        ]
        if not known:
            return "", ""
        fitting = [
            layout for layout in known if self._seen <= layout.latin.keys()
        ]
        if not fitting:
            self._seen.clear()
        self._seen.add(letter)
        layout = (fitting or known)[0]
        return layout.latin[letter], layout.name

    def latin_sign(self, sign: str) -> str:
        """The letter that stands in the place of a sign of ASCII on the keyboard of the user's language; or empty."""
        for language in self._languages:
            if letter := _SIGNS_IN_PLACE.get((language, sign)):
                return letter
        return ""


_SIGNS_IN_PLACE: Final = {
    ("el", ";"): "q",
    ("bg", ","): "q",
    **{(language, "/"): "q" for language in HEBREW},
    **{(language, "'"): "w" for language in HEBREW},
}
"""Signs of ASCII that a keyboard of another script has where a Latin one has a letter."""


def languages_of_locale() -> frozenset[str]:
    """The codes of the languages that the locale names."""
    names = ":".join(os.environ.get(name, "") for name in VARIABLES)
    return frozenset(name[:2].lower() for name in names.split(":") if name)


def plain_sign(letter: str) -> str:
    """The ASCII that a character of another script means by itself: a digit, a sign, a wide letter; or empty."""
    if letter.isascii():
        return ""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    if letter in SIGNS:
        return SIGNS[letter]
    usual = unicodedata.normalize("NFKC", letter)
    return usual if len(usual) == 1 and usual.isascii() else ""


@lru_cache(maxsize=1)
def _all() -> Sequence[Layout]:
    """The keyboards, read once somebody types on one."""
    lines = Path(__file__).with_name("layouts.tsv").read_text("utf-8")
    return [_read(line) for line in lines.splitlines()]


def _read(line: str) -> Layout:
    """One keyboard: its name, its languages, what its keys type, and what they type with Shift if not the capitals."""
    name, languages, keys, *with_shift = line.split("\t")
    shifted = with_shift[0] if with_shift else keys.upper()
    latin: dict[str, str] = {}
    for letters, places in ((shifted, WITH_SHIFT), (keys, KEYS)):
        latin |= dict(zip(letters, places, strict=True))
    latin.pop(NONE, None)
    return Layout(name, frozenset(languages.split()), latin)


@lru_cache(maxsize=2)
def _in_order(languages: frozenset[str]) -> Sequence[Layout]:
    """The keyboards, those of the given languages first."""
    return sorted(
        _all(), key=lambda layout: languages.isdisjoint(layout.languages)
    )


def _first_jamo(letter: str) -> str:
    """The first part of a Korean syllable, which input methods put together before a program sees it."""
    if not "\uac00" <= letter <= "\ud7a3":
        return letter
    name = unicodedata.name(unicodedata.normalize("NFD", letter)[0])
    return unicodedata.lookup(name.replace("CHOSEONG", "LETTER"))
