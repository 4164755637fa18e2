"""Days as people write them and read them."""

from datetime import date, timedelta
from typing import Final

from trust_tui.domain.translation import later, laterc, tr, trc, trn

WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


_DAYS: Final = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)

_SHORT: Final = "month in short"
_MONTHS: Final = (
    laterc("month in short", "Jan"),
    laterc("month in short", "Feb"),
    laterc("month in short", "Mar"),
    laterc("month in short", "Apr"),
    laterc("month in short", "May"),
    laterc("month in short", "Jun"),
    laterc("month in short", "Jul"),
    laterc("month in short", "Aug"),
    laterc("month in short", "Sep"),
    laterc("month in short", "Oct"),
    laterc("month in short", "Nov"),
    laterc("month in short", "Dec"),
)

_WHOLE: Final = "month"
_WHOLE_MONTHS: Final = (
    laterc("month", "January"),
    laterc("month", "February"),
    laterc("month", "March"),
    laterc("month", "April"),
    laterc("month", "May"),
    laterc("month", "June"),
    laterc("month", "July"),
    laterc("month", "August"),
    laterc("month", "September"),
    laterc("month", "October"),
    laterc("month", "November"),
    laterc("month", "December"),
)


def weekday_name(weekday: int) -> str:
    """A day of the week, from 0 for Monday: `Monday`."""
    return tr(_DAYS[weekday])


def short_month(day: date) -> str:
    """The month of a day: `Nov`."""
    return trc(_SHORT, _MONTHS[day.month - 1])


def month_and_year(day: date) -> str:
    """The month of a day: `November 2026`."""
    month = trc(_WHOLE, _WHOLE_MONTHS[day.month - 1])
    return tr("{month} {year}", month=month, year=day.year)


def day_and_month(day: date) -> str:
    """A day of some year: `Tuesday, 24 November`."""
    return tr(
        "{weekday}, {day} {month}",
        weekday=weekday_name(day.weekday()),
        day=day.day,
        month=trc(_WHOLE, _WHOLE_MONTHS[day.month - 1]),
    )


def whole_day(day: date) -> str:
    """A day without its weekday: `24 November 2026`."""
    month = trc(_WHOLE, _WHOLE_MONTHS[day.month - 1])
    return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)


def long_day(day: date) -> str:
    """A day with all that it is called by: `Tuesday, 24 November 2026`."""
    weekday = weekday_name(day.weekday())
    return tr("{weekday}, {day}", weekday=weekday, day=whole_day(day))


def short_day(day: date, today: date) -> str:
    """A day for a narrow column: `today`, `yesterday`, `24 Nov`, or `24 Nov 2025` in another year."""
    if day == today:
        return tr("today")
    if day == today - timedelta(days=1):
        return tr("yesterday")
    if day == today + timedelta(days=1):
        return tr("tomorrow")
    if day.year == today.year:
        return tr("{day} {month}", day=day.day, month=short_month(day))
    return brief_day(day)


def brief_day(day: date) -> str:
    """A day of some year for a narrow column: `24 Nov 2025`."""
    month = short_month(day)
    return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)


def days_ago(day: date, today: date) -> str:
    """How long ago a day was: `today`, `yesterday`, `5 days ago`, `3 weeks ago`, else the day itself."""
    gone = (today - day).days
    if 2 <= gone < 14:
        return trn("{count} day ago", "{count} days ago", gone)
    if 14 <= gone < 60:
        return trn("{count} week ago", "{count} weeks ago", gone // 7)
    return short_day(day, today)
