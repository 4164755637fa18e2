"""An iCalendar file of the days to come: goals, look backs, promises, check-ins. Its titles tell a stranger nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from icalendar import Alarm, Calendar, Event
from msgspec import Struct
from msgspec.structs import replace

from trust_tui.domain import (
    OFFERED_AFTER,
    REVIEW_AFTER,
    TABLES,
    Contents,
    Goal,
    GoalState,
    JointCheckIn,
    Promise,
    PromiseState,
    Record,
    SelfCheck,
    day_of,
)
from trust_tui.formats.format import WriteOptions

ALARM_AT: Final = timedelta(hours=9)
"""The time of a day at which its alarm goes."""


class _Date(Struct, frozen=True):
    record: Record[Any]
    what: str
    title: str
    day: date
    cancelled: bool = False


def write(kept: Contents, options: WriteOptions) -> Iterator[bytes]:
    """The calendar of the days to come."""
    return write_calendar(kept, daily=options.daily, today=options.today)


def write_calendar(
    kept: Contents, *, daily: time | None = None, today: date | None = None
) -> Iterator[bytes]:
    """The days as all-day events with an alarm. The same day of the same record always has the same UID.

    What was done or dropped since is cancelled, so that it goes from calendars that had it.

    Args:
        kept: What was kept, or a choice of it.
        daily: When to be reminded of the daily check-in, None for never.
        today: The first day that is wanted, and of that reminder; None for all days.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Notes//Notes//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    found = [one for one in _dates(kept) if today is None or one.day >= today]
    for one in sorted(
        found, key=lambda one: (one.day, one.record.id, one.what)
    ):
        calendar.add_component(_all_day(one))
    if daily is not None and today is not None:
        calendar.add_component(
            _daily(datetime.combine(today, daily), _own_id(kept))
        )
    yield calendar.to_ical()


def _dates(kept: Contents) -> Iterator[_Date]:
    """The days of everything that has one; what is over, or lies in the trash, is cancelled."""
    for table in (Goal.TABLE, Promise.TABLE, JointCheckIn.TABLE):
        for record in kept.of(table):
            yield from _dates_of(record)
    for thrown in kept.trash:
        for found in _dates_of(thrown.record):
            yield replace(found, cancelled=True)
    yield from _next_self_checks(kept.of(SelfCheck.TABLE))


def _dates_of(record: Record[Any]) -> Iterator[_Date]:
    value = record.value
    match value:
        case Goal():
            over = value.state is not GoalState.TRYING
            if value.first_try:
                yield _Date(
                    record, "first-try", "Planned", value.first_try, over
                )
            last = (
                value.reviews[-1].day if value.reviews else day_of(record.made)
            )
            yield _Date(
                record, "review", "Look back", last + REVIEW_AFTER, over
            )
        case Promise() if value.due:
            over = value.state not in (PromiseState.OPEN, PromiseState.MOVED)
            yield _Date(record, "due", "Due", value.due, over)
        case JointCheckIn() if value.next_day:
            yield _Date(record, "next", "Time set aside", value.next_day)


def _own_id(kept: Contents) -> str:
    """What is the same at each export of this workbook, and another in every other."""
    if kept.settings is not None:
        return kept.settings.made.isoformat()
    return min(
        (record.id for table in TABLES for record in kept.of(table)), default=""
    )


def _next_self_checks(checks: Sequence[Record[SelfCheck]]) -> Iterator[_Date]:
    """The next one for each relationship, two weeks after its last."""
    last = {
        check.value.about: check
        for check in sorted(
            checks, key=lambda check: (check.value.day, check.made)
        )
    }
    for check in last.values():
        yield _Date(check, "next", "Questions", check.value.day + OFFERED_AFTER)


def _all_day(found: _Date) -> Event:
    event = Event()
    event.add(
        "uid", str(uuid5(NAMESPACE_OID, f"{found.record.id} {found.what}"))
    )
    event.add("dtstamp", found.record.changed)
    # To throw something away is no revision of it, but must count as one here.
    event.add("sequence", found.record.revision - 1 + found.cancelled)
    event.add("summary", found.title)
    event.add("dtstart", found.day)
    event.add("dtend", found.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if found.cancelled:
        event.add("status", "CANCELLED")
    else:
        event.add_component(_alarm(found.title, ALARM_AT))
    return event


def _daily(first: datetime, own: str) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_OID, f"daily {own}")))
    event.add("dtstamp", first.astimezone())
    event.add("summary", "A minute for notes")
    # Without a time zone the reminder keeps its place on the clock wherever the user is.
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(minutes=5))
    event.add("rrule", {"freq": "daily"})
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add_component(_alarm("A minute for notes", timedelta()))
    return event


def _alarm(title: str, after: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", after)
    return alarm
