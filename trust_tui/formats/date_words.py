"""The words of dates in the languages that journal programs write: months, days of the week, before and after noon."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct

_FILE: Final = "words/dates.txt"
"""A line a language: its name, twelve months, seven days from Monday on, and the words for before and after noon."""

_BESIDE: Final = "words/beside.txt"


class DateWords(Struct, frozen=True, kw_only=True):
    """The words, in small letters and without dots.

    Attributes:
        months: By word, the month from 1 by language; a word may be two months in two languages.
        weekdays: By word, the days of the week it may be, from 0 for Monday.
        halves: By word, 0 for before noon and 1 for after noon.
        beside: Words beside a time that say nothing of the half of the day.
    """

    months: Mapping[str, Mapping[str, int]]
    weekdays: Mapping[str, frozenset[int]]
    halves: Mapping[str, int]
    beside: frozenset[str]


@cache
def date_words() -> DateWords:
    """The words, read once."""
    months: dict[str, dict[str, int]] = {}
    weekdays: dict[str, set[int]] = {}
    halves: dict[str, int] = {}
    for line in _read(_FILE).splitlines():
        language, of_months, of_days, of_halves = line.split("|")
        for month, words in enumerate(of_months.split(","), 1):
            for word in words.split():
                months.setdefault(word, {})[language] = month
        for day, words in enumerate(of_days.split(",")):
            for word in words.split():
                weekdays.setdefault(word, set()).add(day)
        for half, words in enumerate(of_halves.split(",")):
            for word in words.split():
                halves.setdefault(word, half)
    return DateWords(
        months=months,
        weekdays={word: frozenset(days) for word, days in weekdays.items()},
        halves=halves,
        beside=frozenset(_read(_BESIDE).split()),
    )


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
