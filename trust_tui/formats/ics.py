"""An iCalendar file of the days to come: goals, look backs, promises, check-ins. Its titles tell a stranger nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from icalendar import Alarm, Calendar, Event
from msgspec import Struct

from trust_tui.domain.clock import day_of
from trust_tui.domain.contents import Contents
from trust_tui.domain.goals import REVIEW_AFTER
from trust_tui.domain.records import (
    Goal,
    GoalState,
    JointCheckIn,
    Promise,
    PromiseState,
    Record,
    SelfCheck,
)
from trust_tui.domain.self_check import OFFERED_AFTER
from trust_tui.formats.format import WriteOptions

ALARM_AT: Final = timedelta(hours=9)
"""The time of a day at which its alarm goes."""


class _Date(Struct, frozen=True):
    record: Record[Any]
    what: str
    title: str
    day: date


def write(kept: Contents, options: WriteOptions) -> Iterator[bytes]:
    """The calendar of the days to come."""
    return write_calendar(kept, daily=options.daily, today=options.today)


def write_calendar(
    kept: Contents, *, daily: time | None = None, today: date | None = None
) -> Iterator[bytes]:
    """The days as all-day events with an alarm. The same day of the same record always has the same UID.

    Args:
        kept: What was kept, or a choice of it.
        daily: When to be reminded of the daily check-in, None for never.
        today: The first day of that reminder; needed with it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Notes//Notes//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for found in sorted(
        _dates(kept), key=lambda found: (found.day, found.record.id, found.what)
    ):
        calendar.add_component(_all_day(found))
    if daily is not None and today is not None:
        calendar.add_component(_daily(datetime.combine(today, daily)))
    yield calendar.to_ical()


def _dates(kept: Contents) -> Iterator[_Date]:
    for goal in kept.of(Goal.TABLE):
        if goal.value.state is GoalState.TRYING:
            if goal.value.first_try:
                yield _Date(goal, "first-try", "Planned", goal.value.first_try)
            reviews = goal.value.reviews
            last = reviews[-1].day if reviews else day_of(goal.made)
            yield _Date(goal, "review", "Look back", last + REVIEW_AFTER)
    for promise in kept.of(Promise.TABLE):
        if promise.value.due and promise.value.state in (
            PromiseState.OPEN,
            PromiseState.MOVED,
        ):
            yield _Date(promise, "due", "Due", promise.value.due)
    for joint in kept.of(JointCheckIn.TABLE):
        if joint.value.next_day:
            yield _Date(joint, "next", "Time set aside", joint.value.next_day)
    yield from _next_self_checks(kept.of(SelfCheck.TABLE))


def _next_self_checks(checks: Sequence[Record[SelfCheck]]) -> Iterator[_Date]:
    """The next one for each relationship, two weeks after its last."""
    last = {
        check.value.about: check
        for check in sorted(checks, key=lambda check: (check.value.day, check.made))
    }
    for check in last.values():
        yield _Date(check, "next", "Questions", check.value.day + OFFERED_AFTER)


def _all_day(found: _Date) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_OID, f"{found.record.id} {found.what}")))
    event.add("dtstamp", found.record.changed)
    event.add("sequence", found.record.revision - 1)
    event.add("summary", found.title)
    event.add("dtstart", found.day)
    event.add("dtend", found.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add_component(_alarm(found.title, ALARM_AT))
    return event


def _daily(first: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_OID, "daily")))
    event.add("dtstamp", first.astimezone())
    event.add("summary", "A minute for notes")
    # Without a time zone the reminder keeps its place on the clock wherever the user is.
    event.add("dtstart", first)
    event.add("duration", timedelta(minutes=5))
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
