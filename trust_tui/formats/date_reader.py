"""Reads dates and times of any form and language, the same way for every format.

It learns from the whole source before it reads a line: which of two numbers is the day is told by entries with a day
over 12 and by the names of weekdays; which language a month is in by the words around it. What still has two readings
is read in the likelier one, and said (`When.doubtful`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import filterfalse
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from trust_tui.formats.clock_reader import (
    HALF,
    clock_in,
    normal,
    time_of,
    without,
    words_in,
)
from trust_tui.formats.date_words import date_words

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"
ORDERS: Final = (DAY_FIRST, MONTH_FIRST)

_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?"
    r" ?(Z|[+-]\d\d:?\d\d)?\Z"
)
_PLAIN_LENGTHS: Final = (10, 16, 19)
_BEGINS_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_EPOCH: Final = re.compile(r"(1\d{9})(\d{3})?(\d{3})?(?:\.\d+)?\Z")
_OFFSET: Final = re.compile(
    r"\s*(\b(?:UTC|GMT)(?: ?[+-]\d\d?(?::?\d\d)?)?|(?<=\d)Z|(?<=[\d\s])[+-]\d\d:?\d\d)\Z",
    re.IGNORECASE,
)
_ENDS_IN_DASH: Final = re.compile(r"\d-\d{1,2}\Z")
_YEAR_FIRST: Final = re.compile(
    r"(?<!\d)(\d{4})\s?[-/._年년]\s?(\d{1,2})\s?[-/._月월]\s?(\d{1,2})(?!\d)\s?[日일]?"
)
_COMPACT: Final = re.compile(
    r"(?<!\d)((?:1[89]|20)\d\d)(\d\d)(\d\d)(?:[T_ -]?(\d\d)(\d\d)(\d\d)?)?(?!\d)"
)
_WEEK: Final = re.compile(r"(?<!\d)(\d{4})-?W(\d\d)(?:-?([1-7]))?(?![\d])")
_YEAR_LAST: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4})(?![\d:])"
)
_SHORT: Final = re.compile(
    r"(?<![\d:])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{1,2})(?![\d:]|[./-]\d)"
)
"""A date with two digits for its year, first or last."""
_WORDED: Final = re.compile(
    r"(?<!\d)(?<!\d[:.h])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?(?![\d:])",
    re.IGNORECASE,
)
_NUMBERED_MONTH: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:tháng|thg)\s?(\d{1,2}),?\s?(?:năm )?(\d{4})(?!\d)",
    re.IGNORECASE,
)
"""As Vietnamese has it: the word for month, and its number."""
_YEAR: Final = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?!\d)")
_THAI_YEAR: Final = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_THAI_LETTER: Final = re.compile("[\u0e00-\u0e7f]")
_THAI_AHEAD: Final = 543
_THAI_AGE: Final = _THAI_AHEAD % 100
"""Where a year of two digits is one of the Thai calendar after 2000; a lower one is rather one of ours."""
_THAI_CENTURIES: Final = ("24", "25")
_MONTHS: Final = 12
_DAYS: Final = 31
_FEW: Final = 4
"""So many dates may change little in any of their numbers."""
_MANY: Final = 3
"""How much one vote must outnumber the other."""


class When(Struct, frozen=True, kw_only=True, gc=False):
    """A day, with a time where one is given.

    Attributes:
        offset: The offset or zone that was written with it, None for none.
        doubtful: True where day and month could be the other way round.
        clock_lost: True where there is a time that could not be read.
        thai: Whether its year was one of the Thai calendar, 543 ahead.
        rest: What stands in the text beside it, with a NUL in the place of what was read.
    """

    day: date
    clock: time | None = None
    offset: tzinfo | None = None
    doubtful: bool = False
    clock_lost: bool = False
    thai: bool = False
    rest: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there may be something to say or to ask of it."""
        return self.doubtful or self.thai or self.clock_lost

    @property
    def is_alone(self) -> bool:
        """Whether the text held nothing else but weekdays and small words."""
        if not self.rest:
            return True
        has_clock = self.clock is not None or self.clock_lost
        words = date_words()
        known = (
            words.of_times
            if has_clock
            else words.weekdays.keys() | words.beside
        )
        for word, found in words_in(self.rest):
            if len(word) > 3 and word not in known:
                return False
            if "(" in found[0]:
                return False
        return not any(map(str.isdecimal, self.rest))


def without_midnights(whens: Iterable[When | None]) -> list[When | None]:
    """The same, as days alone where the time of all is midnight: that is how programs write days."""
    found = list(whens)
    if all(map(_is_midnight, found)):
        return [
            when and replace(when, clock=None, offset=None) for when in found
        ]
    return found


def _is_midnight(when: When | None) -> bool:
    return when is None or when.clock in (None, time())


class DateReader:
    """Reads the dates of one source.

    Args:
        texts: Dates of the source to learn from, all of them or many.
        order: `DAY_FIRST` or `MONTH_FIRST` where somebody has said so, for what the source leaves open.
    """

    def __init__(self, texts: Iterable[str] = (), order: str = "") -> None:
        self._votes: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._order = order
        self._is_thai = False
        self._short_years: bool | None = None
        odd = list(filterfalse(_BEGINS_ISO.match, texts))
        self._clock_first = any(map(_begins_with_clock, odd))
        self._learn_short_years(filter(_SHORT.search, map(normal, odd)))
        for text in odd:
            self._learn(text)

    @property
    def order(self) -> str:
        """Which of two numbers comes first; what was said holds where the source does not say."""
        days, months = self._votes[DAY_FIRST], self._votes[MONTH_FIRST]
        if days > months * _MANY:
            return DAY_FIRST
        return MONTH_FIRST if months > days * _MANY else self._order

    def _learn_short_years(self, texts: Iterable[str]) -> None:
        """Learn whether years of two digits come first: where they all can, and change less than the last numbers."""
        dates = list(texts)
        self._short_years = True
        first = [self._match(_SHORT, text) for text in dates]
        self._short_years = False
        last = [self._match(_SHORT, text) for text in dates]
        if (None in first) is not (None in last):
            self._short_years = None in last
            return
        ends = [match.group(1, 4) for match in filter(None, last)]
        years, days, *_ = [*map(set, zip(*ends, strict=True)), (), ()]
        is_open = len(ends) < _FEW or len(years) == len(days)
        self._short_years = None if is_open else len(years) < len(days)

    def _learn(self, text: str) -> None:
        if not text.isascii() and _THAI_LETTER.search(text):
            self._is_thai = True
        text, _ = _in_our_years(normal(text))
        for word, _ in words_in(text):
            for language in date_words().months.get(word, ()):
                self._languages[language] += 1
        found = self._match(_YEAR_LAST, text) or self._match(_SHORT, text)
        if found is not None:
            self._vote(text, found)

    def _vote(self, text: str, found: re.Match[str]) -> None:
        possible = self._both_ways(found)
        if len(possible) == 1:
            self._votes[next(iter(possible))] += 1
            return
        known = date_words()
        # The Vietnamese word for before noon is a Saturday in German.
        words = {word for word, _ in words_in(text)} - known.parts.keys()
        for word in sorted(words & known.weekdays.keys()):
            weekdays = known.weekdays[word]
            fitting = [
                order
                for order, day in possible.items()
                if day.weekday() in weekdays
            ]
            if len(fitting) == 1:
                self._votes[fitting[0]] += 1
                return

    def read(self, text: str, *, numbers: bool = True) -> When | None:
        """The date in a text, None where there is none.

        Args:
            text: A date, with a time or without, and with other words around it or without.
            numbers: Whether all of it is a date: then a number alone is the seconds since 1970, and a time may stand
            anywhere in it.
        """
        text = text.strip()
        if when := _from_plain_iso(text):
            return when
        match = _ISO.match(text)
        if match is not None and not _THAI_YEAR.match(normal(match[1])):
            return _from_iso(match)
        if numbers and (match := _EPOCH.match(text)):
            return _from_epoch(match)
        return self._search(text, times=numbers)

    def _search(self, text: str, *, times: bool) -> When | None:
        text, is_thai = _in_our_years(normal(text))
        offset = None
        match = _OFFSET.search(text)
        if match is not None and _ends_in_time(text[: match.start()]):
            offset, text = _offset(match[1]), text[: match.start()]
        found = (
            _numbered(_YEAR_FIRST, text)
            or _compact(text)
            or _week(text)
            or self._year_last(_YEAR_LAST, text)
            or self._worded(text)
            or _month_numbered(text)
        )
        # With two digits for the year, in a name, it is rather the number of a version.
        if found is None and times:
            found = self._year_last(_SHORT, text)
            is_thai = self._is_thai and _has_short_thai_year(text)
        if found is None:
            return None
        day, clock, doubtful, rest = found
        lost = False
        if clock is None and times:
            clock, rest, lost = clock_in(rest)
        return When(
            day=day,
            clock=clock,
            offset=offset,
            doubtful=doubtful,
            clock_lost=lost,
            thai=is_thai,
            rest=rest,
        )

    def _year_last(
        self, pattern: re.Pattern[str], text: str
    ) -> "_Found | None":
        """A date of three numbers that does not begin with a year of four digits."""
        found = self._match(pattern, text)
        if found is None:
            return None
        possible = self._both_ways(found)
        rest = without(text, found.span())
        if len(set(possible.values())) == 1:
            is_open = pattern is _SHORT and self._may_begin_with_year(found)
            return next(iter(possible.values())), None, is_open, rest
        order = self.order
        if not order and found[2] == ".":
            order = DAY_FIRST
        likely = order or _likely_order(text)
        return possible[likely], None, not order, rest

    def _match(
        self, pattern: re.Pattern[str], text: str
    ) -> re.Match[str] | None:
        """What may be a date of three numbers; a time in dots may look like one too."""
        found = list(filter(self._both_ways, pattern.finditer(text)))
        if self._clock_first:
            found.reverse()
        return min(found, key=_has_dots, default=None)

    def _both_ways(self, found: re.Match[str]) -> dict[str, date]:
        """The dates that a match can be, by their order."""
        first, second, last = found[1], found[3], found[4]
        if len(last) < 4 and self._begins_with_year(found):
            day = _day(_full_year(first), int(second), int(last))
            return {"": day} if day is not None else {}
        if len(last) == 1:
            return {}
        year = _full_year(last)
        if self._is_thai and _THAI_AGE <= int(last) < 100:
            year = 2500 - _THAI_AHEAD + int(last)
        ways = {
            DAY_FIRST: _day(year, int(second), int(first)),
            MONTH_FIRST: _day(year, int(first), int(second)),
        }
        return {order: day for order, day in ways.items() if day is not None}

    def _begins_with_year(self, found: re.Match[str]) -> bool:
        """Whether the first of two short numbers around a third is the year, as it is in all of the source."""
        return len(found[1]) == 2 and self._short_years is True

    def _may_begin_with_year(self, found: re.Match[str]) -> bool:
        """Whether nothing in the source says that it does not."""
        if self._order or self._short_years is not None:
            return False
        return int(found[1]) > _MONTHS >= int(found[3])

    def _worded(self, text: str) -> "_Found | None":
        """A date with the name of its month."""
        year = _YEAR.search(text)
        if year is None:
            return None
        others = f"{text[: year.start()]}    {text[year.end() :]}"
        months = filter(
            lambda pair: pair[0] in date_words().months, words_in(text)
        )
        # What is a month in one language may be the day of the week in another: mar is, in mar 27 oct.
        for name, word in sorted(
            months, key=lambda pair: pair[0] in date_words().weekdays
        ):
            languages = date_words().months[name]
            day = _nearest(_WORDED.finditer(others), word)
            if day is None:
                continue
            made = _day(int(year[1]), self._month(languages), int(day[1]))
            if made is not None:
                for span in sorted(
                    [year.span(), word.span(), day.span()], reverse=True
                ):
                    text = without(text, span)
                return made, None, self._is_of_two_months(languages), text
        return None

    def _month(self, languages: Mapping[str, int]) -> int:
        best = max(languages, key=lambda language: self._languages[language])
        return languages[best]

    def _is_of_two_months(self, languages: Mapping[str, int]) -> bool:
        """Whether another language, which the source may be in as well, has another month for a word."""
        most = max(map(self._languages.__getitem__, languages))
        likely = filter(
            lambda language: self._languages[language] == most, languages
        )
        return len(set(map(languages.__getitem__, likely))) > 1


_Found = tuple[date, time | None, bool, str]


def _full_year(year: str) -> int:
    """The year; one of two digits lies between 1970 and 2069."""
    if len(year) > 2:
        return int(year)
    return 1970 + (int(year) - 70) % 100


def _has_dots(found: re.Match[str]) -> bool:
    return found[2] == "."


def _begins_with_clock(text: str) -> bool:
    """Whether a time in dots stands before a date that looks just like it."""
    found = list(_SHORT.finditer(normal(text)))
    return len(found) > 1 and int(found[0][3]) > _DAYS


def _has_short_thai_year(text: str) -> bool:
    found = _SHORT.search(text)
    return found is not None and int(found[4]) >= _THAI_AGE


def begins_within_date(text: str) -> bool:
    """Whether the first word of a text is a part of the day, as `pm`, or a day of the week."""
    known = date_words()
    word, *_ = [word for word, _ in words_in(text.partition(" ")[0])] or [""]
    return word in known.parts.keys() | known.weekdays.keys()


def _in_our_years(text: str) -> tuple[str, bool]:
    """The text with a year of the Thai calendar, which is 543 ahead, as one of ours; and whether there is one."""
    found = _THAI_YEAR.search(text)
    if found is None or _YEAR.search(text):
        return text, False
    year = str(int(found[0]) - _THAI_AHEAD)
    return f"{text[: found.start()]}{year}{text[found.end() :]}", True


@lru_cache(maxsize=100)
def _from_plain_iso(text: str) -> When | None:
    """A date, or a date with a time, as most programs write it: the quick way to what `_ISO` reads."""
    if len(text) not in _PLAIN_LENGTHS or text[4:8:3] != "--":
        return None
    if text.startswith(_THAI_CENTURIES):
        return None
    try:
        if len(text) == 10:
            return When(day=date.fromisoformat(text))
        if text[10] in "T " and text[13:17:3] in (":", "::"):
            moment = datetime.fromisoformat(text)
            return When(day=moment.date(), clock=moment.time())
    except ValueError:
        pass
    return None


def _from_iso(match: re.Match[str]) -> When | None:
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    if day is None:
        return None
    if match[4] is None:
        return When(day=day)
    clock = time_of(int(match[4]), int(match[5]), int(match[6] or 0))
    offset = _offset(match[7]) if match[7] else None
    return When(day=day, clock=clock, offset=offset, clock_lost=clock is None)


def _from_epoch(match: re.Match[str]) -> When:
    moment = datetime.fromtimestamp(int(match[1]), UTC)
    return When(day=moment.date(), clock=moment.time(), offset=UTC)


def _numbered(pattern: re.Pattern[str], text: str) -> _Found | None:
    for found in pattern.finditer(text):
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        if day is not None:
            return day, None, False, without(text, found.span())
    return None


def _month_numbered(text: str) -> _Found | None:
    found = _NUMBERED_MONTH.search(text)
    day = found and _day(int(found[3]), int(found[2]), int(found[1]))
    if not found or not day:
        return None
    return day, None, False, without(text, found.span())


def _compact(text: str) -> _Found | None:
    for found in _COMPACT.finditer(text):
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        if day is None:
            continue
        clock = None
        if found[4] is not None:
            clock = time_of(int(found[4]), int(found[5]), int(found[6] or 0))
        return day, clock, False, without(text, found.span())
    return None


def _week(text: str) -> _Found | None:
    found = _WEEK.search(text)
    if found is None:
        return None
    try:
        day = date.fromisocalendar(
            int(found[1]), int(found[2]), int(found[3] or 1)
        )
    except ValueError:
        return None
    return day, None, False, without(text, found.span())


def _likely_order(text: str) -> str:
    """The order where the source does not say: hours with am and pm go with the month first."""
    return MONTH_FIRST if HALF.search(text) else DAY_FIRST


def _nearest(
    numbers: Iterable[re.Match[str]], word: re.Match[str]
) -> re.Match[str] | None:
    """The number that stands nearest to a word."""
    return min(
        numbers,
        key=lambda number: min(
            abs(number.start() - word.end()), abs(word.start() - number.end())
        ),
        default=None,
    )


def _ends_in_time(text: str) -> bool:
    """Whether what follows may be an offset; it may be the year of a date in dashes behind its time."""
    return ":" in text and not _ENDS_IN_DASH.search(text)


def _offset(text: str) -> tzinfo:
    digits = "".join(filter(str.isdecimal, text))
    if not digits:
        return UTC
    hours, minutes = (
        (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    )
    ahead = timedelta(minutes=min(int(hours) * 60 + int(minutes), 24 * 60 - 1))
    return timezone(-ahead if "-" in text else ahead)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
