"""The words of dates in the languages that journal programs write: months, days of the week, parts of the day."""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct

_FILE: Final = "words/dates.txt"
"""A line a language: its name, twelve months, seven days from Monday on, and the words for each `DayPart`."""

_BESIDE: Final = "words/beside.txt"


class DayPart(Enum):
    """A part of the day, with the hours from 0 to 11 that belong to it before noon, and those after."""

    BEFORE_NOON = (range(12), range(0))
    AFTER_NOON = (range(0), range(12))
    MORNING = (range(1, 12), range(0))
    EVENING = (range(0), range(4, 12))
    NIGHT = (range(1, 5), range(7, 12))
    NOON = (range(11, 12), range(3))

    def hour(self, hour: int) -> int | None:
        """The hour of the day that an hour up to 12 is; None where that is open, as at twelve in the evening."""
        # In Japanese the hours of a half day go from 0 to 11.
        before, after = self.value
        if hour % 12 in before:
            return hour % 12
        return hour % 12 + 12 if hour % 12 in after else None


class DateWords(Struct, frozen=True, kw_only=True):
    """The words, in small letters and without dots.

    Attributes:
        months: By word, the month from 1 by language; a word may be two months in two languages.
        weekdays: By word, the days of the week it may be, from 0 for Monday.
        parts: By word, the part of the day.
        beside: Words beside a time that say nothing of the part of the day.
        of_dates: Months and days of the week, but for those that are a part of the day too.
        of_times: Whatever may stand beside a time.
    """

    months: Mapping[str, Mapping[str, int]]
    weekdays: Mapping[str, frozenset[int]]
    parts: Mapping[str, DayPart]
    beside: frozenset[str]
    of_dates: frozenset[str]
    of_times: frozenset[str]


@cache
def date_words() -> DateWords:
    """The words, read once."""
    months: dict[str, dict[str, int]] = {}
    weekdays: dict[str, set[int]] = {}
    parts: dict[str, DayPart] = {}
    all_parts = tuple(DayPart)
    for line in _read(_FILE).splitlines():
        language, of_months, of_days, of_parts = line.split("|")
        for month, word in _numbered(of_months):
            months.setdefault(word, {})[language] = month + 1
        for day, word in _numbered(of_days):
            weekdays.setdefault(word, set()).add(day)
        for part, word in _numbered(of_parts):
            parts.setdefault(word, all_parts[part])
    beside = frozenset(_read(_BESIDE).split())
    return DateWords(
        months=months,
        weekdays={word: frozenset(days) for word, days in weekdays.items()},
        parts=parts,
        beside=beside,
        of_dates=frozenset((months.keys() | weekdays.keys()) - parts.keys()),
        of_times=frozenset(weekdays.keys() | parts.keys() | beside),
    )


def _numbered(columns: str) -> Iterator[tuple[int, str]]:
    """The words, each with the number of its column."""
    for number, words in enumerate(columns.split(",")):
        for word in words.split():
            yield number, word


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
