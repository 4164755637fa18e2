"""Reads the day and time somebody types: `yesterday`, `friday 9 pm`, `3 days ago`, `2026-03-02 21:15`.

What `DateReader` reads in imported files is read here too, in all its forms and languages.
"""

import calendar
import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NoReturn

from msgspec import Struct

from trust_tui.domain import (
    UsageError,
    day_of,
    later,
    tr,
)
from trust_tui.formats.clock_reader import read_clock
from trust_tui.formats.date_reader import DateReader
from trust_tui.formats.date_words import date_words

_PAST: Final = later(
    "Write the day like yesterday, friday 9 pm, 3 days ago, 29 Nov or 2026-11-29 21:15."
)
_AHEAD: Final = later(
    "Write the day like tomorrow, next friday, in 3 days, 29 Nov, 2026-11-29 or +7."
)
_ADVICE: Final = {False: _PAST, True: _AHEAD}
_SPAN: Final = later(
    "Write a day, a month or a year, like yesterday, 2026-11-29, march 2026, 2026-03 or 2026."
)

_DAY_PARTS: Final = {
    "morning": time(8),
    "noon": time(12),
    "afternoon": time(15),
    "evening": time(20),
    "night": time(22),
}
"""What one means by a part of the day, near enough to put entries in order."""

_NAMED: Final = {
    "today": 0,
    "tonight": 0,
    "now": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_NUMBERS: Final = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
    **{"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "few": 3},
}
_COUNTED: Final = r"(\d{1,4}|[a-z]+) (day|week|month|year)s?"
_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "year": 12}
_SHORT_AGO: Final = r"(?:(half) an|(\d{1,3}|[a-z]+)) (minute|hour)s? ago"
_CLOCK: Final = r"(?:^|[ ,])(?:at )?(\d{1,2}(?:[:.h]\d\d)? ?[ap]\.?m|\d{1,2}[:h]\d\d(?::\d\d)?|(?<=at )\d{1,2})$"


class Moment(Struct, frozen=True):
    """A day, and the time of day where one was typed."""

    day: date
    clock: time | None = None

    def at(self, now: datetime, day_ends: int = 0) -> datetime:
        """The moment on the clock of `now`; where no time was typed it is noon, or now if the day is today."""
        is_today = self.day == day_of(now, day_ends)
        if self.clock is None and is_today:
            return now
        clock = self.clock or time(12)
        moment = datetime.combine(self.day, clock, now.tzinfo)
        # Before the day ends, one o'clock today is on the next page of the calendar.
        is_past_midnight = is_today and clock.hour < day_ends
        return moment + timedelta(days=is_past_midnight)


def read_moment(
    text: str, now: datetime, day_ends: int = 0, *, ahead: bool = False
) -> Moment | None:
    """The day and time somebody typed; None for an empty text.

    Args:
        text: As typed, in any case.
        now: The present moment, on the user's clock.
        day_ends: The hour at which the user's day ends: before it, `today` is the day before.
        ahead: Whether a day without a year is to come, as for a goal; else it is the last such day.

    Raises:
        UsageError: In one sentence that says what can be typed.
    """
    try:
        return _moment(text, now, day_ends, ahead)
    except (ValueError, OverflowError):
        raise UsageError(tr(_ADVICE[ahead])) from None


def _moment(
    text: str, now: datetime, day_ends: int, ahead: bool
) -> Moment | None:
    plain = " ".join(text.casefold().split()).strip(" .,")
    if not plain:
        return None
    if match := re.fullmatch(_SHORT_AGO, plain):
        return _short_ago(match, now, day_ends)
    today = day_of(now, day_ends)
    words, clock = _clock_at_end(plain)
    if not words:
        return _nearest_clock(clock, now, today, ahead)
    day = _plain_day(words, today, ahead)
    if day is None:
        return _dated(text)
    moment = Moment(day, clock)
    # What is still to come today was a week ago, where a day of the week is named.
    if not ahead and _weekday(words) is not None and moment.at(now) > now:
        moment = Moment(day - timedelta(days=7), clock)
    return moment


def _short_ago(match: re.Match[str], now: datetime, day_ends: int) -> Moment:
    """Minutes or hours ago; the moment needs no day beside it while it is within the user's day."""
    count = 0.5 if match[1] else _number(match[2])
    if count is None:
        _refuse()
    then = now - timedelta(hours=count / (1 if match[3] == "hour" else 60))
    if day_of(then, day_ends) != day_of(now, day_ends) and then.hour < day_ends:
        _refuse()  # the user's day of then and the calendar's are not the same
    return Moment(day_of(then, day_ends), time(then.hour, then.minute))


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day alone, as `read_moment` reads it.

    Raises:
        UsageError: In one sentence that says what can be typed.
    """
    evening = datetime.combine(today, time.max, UTC)
    moment = read_moment(text, evening, ahead=ahead)
    return None if moment is None else moment.day


def read_span(text: str, today: date) -> tuple[date, date]:
    """First and last day of a day, a month or a year somebody typed, the latter two up to the present.

    Raises:
        UsageError: In one sentence that says what can be typed.
    """
    try:
        return _span(" ".join(text.casefold().split()), today)
    except (ValueError, OverflowError, UsageError):
        raise UsageError(tr(_SPAN)) from None


def _span(plain: str, today: date) -> tuple[date, date]:
    if match := re.fullmatch(r"\d{4}", plain):
        return _year(int(plain))
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", plain):
        return _whole(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"([^\W\d]+)\.?(?: (\d{4}))?", plain):
        # What is a month in one language and a day of the week in another is the month: mar is.
        month = _month(match[1])
        if month is not None:
            return _whole(
                int(match[2] or today.year - (month > today.month)), month
            )
    if match := re.fullmatch(r"(this|last) (week|month|year)", plain):
        return _named_span(match[2], today, back=match[1] == "last")
    day = read_day(plain, today)
    return _refuse() if day is None else (day, day)


def _whole(year: int, month: int) -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1), date(year, month, last)


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _named_span(what: str, today: date, *, back: bool) -> tuple[date, date]:
    if what == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if what == "year":
        return _year(today.year - back)
    first = _months_on(today.replace(day=1), -back)
    return _whole(first.year, first.month)


def _clock_at_end(text: str) -> tuple[str, time | None]:
    """What is left of a text without its time of day, and that."""
    if match := re.search(_CLOCK, text):
        typed = match[1].replace(".m", "m")
        clock = read_clock(f"{typed}:00" if typed.isdecimal() else typed)
        if clock is None:
            _refuse()
        return text[: match.start()].strip(" ,"), clock
    before, _, last = text.rpartition(" ")
    if last in _DAY_PARTS:
        without = before.removesuffix(" at").removesuffix(" in the")
        day = {"this": "today", "last": "yesterday"}.get(without, without)
        return day, _DAY_PARTS[last]
    if text == "tonight":
        return text, _DAY_PARTS["night"]
    return text, None


def _nearest_clock(
    clock: time | None, now: datetime, today: date, ahead: bool
) -> Moment:
    """A time alone: today's, or that of yesterday where it is still to come."""
    if clock is None:
        _refuse()
    if ahead or clock <= now.time() or today < now.date():
        return Moment(today, clock)
    return Moment(today - timedelta(days=1), clock)


def _plain_day(text: str, today: date, ahead: bool) -> date | None:
    """A day in one of the short forms; None where it is in none."""
    text = text.removeprefix("the ")
    for pattern, read in _FORMS:
        match = re.fullmatch(pattern, text)
        day = read(match, today, ahead) if match is not None else None
        if day is not None:
            return day
    return None


def _named(match: re.Match[str], today: date, _ahead: bool) -> date:
    return today + timedelta(days=_NAMED[match[0]])


def _signed(match: re.Match[str], today: date, _ahead: bool) -> date:
    return _moved(today, int(match[0]), "day")


def _ago(match: re.Match[str], today: date, _ahead: bool) -> date | None:
    count = _number(match[1])
    return None if count is None else _moved(today, -count, match[2])


def _in(match: re.Match[str], today: date, _ahead: bool) -> date | None:
    count = _number(match[1])
    return None if count is None else _moved(today, count, match[2])


def _of_week(match: re.Match[str], today: date, ahead: bool) -> date | None:
    """A day of the week: the last one with today among them, or the next one after today."""
    weekday = _weekday(match[2])
    if weekday is None:
        return None
    which = match[1] or ("next" if ahead else "")
    if which == "next":
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    until = today - timedelta(days=which == "last")
    return until - timedelta(days=(until.weekday() - weekday) % 7)


def _numbers(match: re.Match[str], today: date, ahead: bool) -> date:
    return _of_this_year(int(match[1]), int(match[2]), today, ahead)


def _worded(match: re.Match[str], today: date, ahead: bool) -> date | None:
    month = _month(match["month"])
    day = int(match["day"])
    return None if month is None else _of_this_year(day, month, today, ahead)


_FORMS: Final = (
    ("|".join(_NAMED), _named),
    (r"[+-]\d{1,4}", _signed),
    (rf"(?:a )?{_COUNTED} ago", _ago),
    (rf"in (?:a )?{_COUNTED}", _in),
    (r"(?:on |this )?(?:(last|next) )?(\D+)", _of_week),
    (r"(\d{1,2})[./]\s?(\d{1,2})\.?", _numbers),
    (r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)? ?(?P<month>[^\W\d]+)\.?", _worded),
    (r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?", _worded),
)


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else _NUMBERS.get(word)


def _month(word: str) -> int | None:
    """The month of that name; None where there is none, or another one in another language."""
    months = set(date_words().months.get(word, {}).values())
    return months.pop() if len(months) == 1 else None


def _weekday(word: str) -> int | None:
    """The day of the week by its name in any language, or the beginning of its English name."""
    if len(word) < 3:
        return None
    for number, name in enumerate(calendar.day_name):
        if name.casefold().startswith(word):
            return number
    days = date_words().weekdays.get(word, frozenset())
    return next(iter(days)) if len(days) == 1 else None


def _moved(today: date, count: int, unit: str) -> date:
    if unit in _MONTHS:
        return _months_on(today, count * _MONTHS[unit])
    return today + timedelta(days=count * _DAYS[unit])


def _months_on(day: date, count: int) -> date:
    """The same day so many months on, or the last of a month that is shorter."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _of_this_year(day: int, month: int, today: date, ahead: bool) -> date:
    """The last such day up to today, or the next one from today on."""
    step = 1 if ahead else -1
    for years in range(9):  # the 29th of February may be that far away
        with suppress(ValueError):
            found = date(today.year + step * years, month, day)
            if (found - today).days * step >= 0:
                return found
    _refuse()


def _dated(text: str) -> Moment:
    """A date with its year, in any form."""
    when = DateReader().read(text, numbers=not text.strip().isdecimal())
    if when is None or not when.is_alone or when.clock_lost:
        _refuse()
    return Moment(when.day, when.clock)


def _refuse() -> NoReturn:
    raise ValueError
