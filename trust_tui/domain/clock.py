"""What time it is, and which day that is for the user."""

from datetime import date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Tests and the screenshot script bring their own."""

    def now(self) -> datetime:
        """The present moment, aware, in the user's own time zone."""
        ...


class SystemClock:
    """The clock of the machine, in its time zone."""

    def now(self) -> datetime:
        """The present moment with the offset in force now."""
        return datetime.now().astimezone()


def day_of(moment: datetime, day_ends: int = 0) -> date:
    """The user's day a moment belongs to.

    Args:
        moment: Any moment; its own clock face counts, not UTC.
        day_ends: Hour at which the user's day ends (`Settings.day_ends`); before it, it is still the day before.
    """
    return (
        (moment - timedelta(hours=day_ends)).date()
        if day_ends
        else moment.date()
    )
