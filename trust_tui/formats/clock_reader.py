"""Reads a time of day of any form and language, and leaves open what the words beside it leave open.

A quarter past twelve in the evening is midnight to some and a slip to others, and `doce de la mañana` is noon in
Spain: such a time is none, and the person who knows is asked.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import time
from functools import lru_cache
from typing import Final

from trust_tui.formats.date_words import DayPart, date_words

_CLOCK: Final = re.compile(
    r"(?<![\d:.])(\d{1,2})\s?[:h.時时点點시]\s?(\d\d)(?!\d)(?:\s?(?:[:.分분]|min\b)\s?(\d\d)(?!\d))?",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(
    r"(?<![\d:.])(\d{1,2})\s?(?=[ap]m\b|h\b|uhr\b|時|时|点|點|시)",
    re.IGNORECASE,
)
_FOUR: Final = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?!\d)")
HALF: Final = re.compile(
    r"\b([ap])\.?\s?m\b\.?|(?<=[\d\0])([ap])\b", re.IGNORECASE
)
"""The English words for before and after noon, behind a number or where one was taken out."""
_HALVES: Final = {"a": DayPart.BEFORE_NOON, "p": DayPart.AFTER_NOON}
_WORD: Final = re.compile(r"[^\s\d\0,;:/()\[\]_+\u060c\u3001\u3002-]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_BLANKS: Final = {code: " " for code in (0xA0, 0x202F, 0x2009, 0x3000)}
_SIGNS: Final = {0xFF1A: ":", 0xFF0F: "/", 0xFF0E: ".", 0x2212: "-"}
_MARKS: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@lru_cache(maxsize=5_000)
def read_clock(text: str) -> time | None:
    """A time of day, whatever its form and language; None where there is none that can be read."""
    return clock_in(normal(text))[0]


def clock_in(text: str) -> tuple[time | None, str, bool]:
    """The time in a text, the text without it, and whether there is one that cannot be read.

    A word that is not known may be that for after noon: up to twelve o'clock nothing beside it tells.
    """
    found = _CLOCK.search(text) or _HOUR.search(text) or _FOUR.search(text)
    if found is None:
        return None, text, any(map(str.isdecimal, text))
    numbers = [int(group or 0) for group in found.groups()]
    hour, minute, second, *_ = [*numbers, 0, 0]
    rest = without(text, found.span())
    of_day = _hour(hour, rest, found.start())
    clock = None if of_day is None else time_of(of_day, minute, second)
    return clock, HALF.sub("", rest), clock is None


def _hour(hour: int, rest: str, at: int) -> int | None:
    """The hour of the day, by the words that stand with it; None where they leave it open.

    Args:
        hour: As it is written.
        rest: The text without the time.
        at: Where in it the time stood.
    """
    if hour > 12:
        return hour
    parts = set(_parts_of_day(rest, at))
    if match := HALF.search(rest):
        parts.add(_HALVES[(match[1] or match[2]).lower()])
    elif hour and not parts and _has_strange_word(rest):
        return None
    hours = {part.hour(hour) for part in parts} or {hour}
    return hours.pop() if len(hours) == 1 else None


def _parts_of_day(rest: str, at: int) -> Iterator[DayPart]:
    """The parts of the day that are named.

    What is a small word in another language counts where it is alone, and what is a day of the week behind the time.
    """
    known = date_words()
    words = list(_telling(rest))
    for word, start in words:
        if word in known.weekdays:
            counts = start >= at
        else:
            counts = len(words) == 1 or word not in known.beside
        if counts and word in known.parts:
            yield known.parts[word]


def _has_strange_word(rest: str) -> bool:
    """Whether a word stands in a text that is in no list."""
    words = {word for word, _ in _telling(rest)}
    return not words <= date_words().of_times


def _telling(rest: str) -> Iterator[tuple[str, int]]:
    """The words that are not part of a date alone, nor the name of a zone, and where they stand."""
    known = date_words()
    for word, found in words_in(rest):
        is_zone = found[0].isupper() and word in known.beside
        if _LETTER.search(word) and not (is_zone or word in known.of_dates):
            yield word, found.start()


def without(text: str, span: tuple[int, int]) -> str:
    """The text with a NUL in the place of a part of it."""
    return f"{text[: span[0]]}\0{text[span[1] :]}"


def normal(text: str) -> str:
    """The text with plain digits, blanks and signs; all else stays as it is."""
    if text.isascii():
        return text
    text = _MARKS.sub("", text).translate(_BLANKS | _SIGNS)
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in text
    )


def words_in(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The words of a text as they stand in the lists of words, and where they stand."""
    for found in _WORD.finditer(text):
        word = (
            unicodedata.normalize("NFKC", found[0]).casefold().replace(".", "")
        )
        yield word, found


def time_of(hour: int, minute: int, second: int) -> time | None:
    """A time of day; None where there is none of these numbers."""
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
