"""Days as people write them and read them."""

import re
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


def parse_day(text: str, today: date) -> date | None:
    """The day someone typed: `2026-11-29`, `29.11.`, `29 Nov`, `tomorrow`, `sunday`, `+7`; None for an empty text.

    A day without a year is the next such day from today on.

    Raises:
        ValueError: In one sentence that says what can be typed.
    """
    text = text.strip().lower()
    if not text:
        return None
    if text in ("today", "tomorrow"):
        return today + timedelta(days=text == "tomorrow")
    if match := re.fullmatch(r"\+(\d{1,4})", text):
        return today + timedelta(days=int(match[1]))
    if found := [
        n
        for n, name in enumerate(WEEKDAYS)
        if len(text) >= 3 and name.startswith(text)
    ]:
        return today + timedelta(days=(found[0] - today.weekday() - 1) % 7 + 1)
    day = _calendar_day(text, today)
    if day is None:
        raise ValueError(
            "Write the day like 2026-11-29, 29 Nov, Sunday, tomorrow or +7, or leave it empty."
        )
    return day


def parse_past_day(text: str, today: date) -> date | None:
    """The day someone typed who looks back: `2026-11-29`, `29.11.`, `29 Nov`, `yesterday`; None for an empty text.

    A day without a year is the last such day up to today.

    Raises:
        ValueError: In one sentence that says what can be typed.
    """
    text = text.strip().lower()
    if not text:
        return None
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    day = _calendar_day(text, today, back=True)
    if day is None:
        raise ValueError(
            "Write the day like 2026-11-29, 29 Nov, today or yesterday."
        )
    return day


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


def _calendar_day(text: str, today: date, *, back: bool = False) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})?", text):
        return _nearest(int(match[1]), int(match[2]), match[3], today, back)
    if match := re.fullmatch(
        r"(\d{1,2})\.?\s+([a-z]{3})[a-z]*\s*(\d{4})?", text
    ):
        month = _MONTHS.index(match[2]) + 1 if match[2] in _MONTHS else 0
        return _nearest(int(match[1]), month, match[3], today, back)
    return None


def _nearest(
    day: int, month: int, year: str | None, today: date, back: bool
) -> date | None:
    """The next such day from today on, or the last one up to today."""
    if year:
        return _date(int(year), month, day)
    for more in range(9):  # the 29th of February may be that far away
        found = _date(
            today.year - more if back else today.year + more, month, day
        )
        if found is None:
            continue
        if found <= today if back else found >= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
