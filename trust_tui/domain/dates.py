"""Days as people write them and read them."""

from datetime import date, timedelta
from typing import Final

WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


def short_day(day: date, today: date) -> str:
    """A day for a narrow column: `today`, `yesterday`, `24 Nov`, or `24 Nov 2025` in another year."""
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    if day == today + timedelta(days=1):
        return "tomorrow"
    return f"{day.day} {_MONTHS[day.month - 1].title()}" + (
        f" {day.year}" if day.year != today.year else ""
    )


def days_ago(day: date, today: date) -> str:
    """How long ago a day was: `today`, `yesterday`, `5 days ago`, `3 weeks ago`, else the day itself."""
    gone = (today - day).days
    if 2 <= gone < 14:
        return f"{gone} days ago"
    if 14 <= gone < 60:
        return f"{gone // 7} weeks ago"
    return short_day(day, today)
