"""The calendar is read by the iCalendar library and tells a stranger nothing."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from icalendar import Calendar
from msgspec.structs import replace

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import wholes
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    GoalReview,
    GoalState,
    JointCheckIn,
    Promise,
    PromiseState,
    Relationship,
    SelfCheck,
)
from trust_tui.formats.ics import write_calendar

SECRET = "zzsecretzz"
DAY = date(2026, 11, 29)


def events(kept: Contents, **options: Any) -> list[Any]:
    calendar = Calendar.from_ical(b"".join(write_calendar(kept, **options)))
    return list(calendar.walk("VEVENT"))


@pytest.fixture
def full(memory: MemoryWorkbook) -> MemoryWorkbook:
    """A workbook with a day of every kind, and the secret in every text."""
    about = memory.of(Relationship).keep(Relationship(label=SECRET)).id
    memory.of(Goal).keep(Goal(action=SECRET, first_try=DAY, about=about))
    memory.of(Promise).keep(
        Promise(text=SECRET, to=SECRET, due=DAY, about=about)
    )
    memory.of(JointCheckIn).keep(
        JointCheckIn(
            day=memory.now.date(), agreement=SECRET, next_day=DAY, about=about
        )
    )
    memory.of(SelfCheck).keep(
        SelfCheck(day=memory.now.date(), answers={}, about=about)
    )
    memory.of(CheckIn).keep(
        CheckIn(day=memory.now.date(), answers={}, good=SECRET, about=about)
    )
    memory.of(Entry).keep(Entry(text=SECRET, day=memory.now.date()))
    return memory


@given(wholes())
def test_the_library_reads_whatever_was_written(kept: Contents) -> None:
    for event in events(kept):
        assert event["UID"]
        assert event["DTSTART"].dt < event["DTEND"].dt
        alarms = [alarm["ACTION"] for alarm in event.walk("VALARM")]
        assert alarms == (
            [] if event.get("STATUS") == "CANCELLED" else ["DISPLAY"]
        )


def test_every_day_to_come_is_in_it(full: MemoryWorkbook) -> None:
    told = sorted(
        (event["DTSTART"].dt, str(event["SUMMARY"]))
        for event in events(gather(full))
    )

    assert told == [
        (date(2026, 11, 29), "Due"),
        (date(2026, 11, 29), "Planned"),
        (date(2026, 11, 29), "Time set aside"),
        (date(2026, 12, 1), "Look back"),
        (date(2026, 12, 8), "Questions"),
    ]


def test_no_word_of_the_user_and_no_name_of_ours_is_in_it(
    full: MemoryWorkbook,
) -> None:
    raw = b"".join(write_calendar(gather(full))).lower()

    assert SECRET.encode() not in raw
    assert b"trust" not in raw


def test_the_same_day_has_the_same_uid_each_time(full: MemoryWorkbook) -> None:
    before = {str(event["UID"]) for event in events(gather(full))}
    goal = full.of(Goal).all()[0]
    full.of(Goal).change(
        goal, replace(goal.value, first_try=DAY + timedelta(days=3))
    )

    after = {str(event["UID"]) for event in events(gather(full))}

    assert before == after
    assert len(before) == 5


def test_an_alarm_goes_in_the_morning_of_the_day(full: MemoryWorkbook) -> None:
    for event in events(gather(full)):
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(hours=9)
        assert str(alarm["DESCRIPTION"]) == str(event["SUMMARY"])


def test_what_is_over_is_cancelled_with_its_uid(memory: MemoryWorkbook) -> None:
    goal = memory.of(Goal).keep(Goal(action="a", first_try=DAY))
    promise = memory.of(Promise).keep(Promise(text="a", due=DAY))
    before = {
        str(one["UID"]): one["SEQUENCE"] for one in events(gather(memory))
    }
    memory.of(Goal).change(goal, replace(goal.value, state=GoalState.LET_GO))
    memory.of(Promise).delete(promise)

    after = events(gather(memory))

    assert {str(one["UID"]) for one in after} == before.keys()
    assert {str(one["STATUS"]) for one in after} == {"CANCELLED"}
    assert all(one["SEQUENCE"] > before[str(one["UID"])] for one in after)
    assert not any(one.walk("VALARM") for one in after)


def test_days_that_are_past_are_not_in_it(full: MemoryWorkbook) -> None:
    found = events(gather(full), today=DAY + timedelta(days=1))

    assert sorted(str(one["SUMMARY"]) for one in found) == [
        "Look back",
        "Questions",
    ]


def test_the_daily_reminder_of_each_workbook_is_its_own(
    memory: MemoryWorkbook,
) -> None:
    record = memory.of(Entry).keep(Entry(text="a", day=DAY))
    kept = [
        Contents(records={Entry.TABLE: [one]})
        for one in (record, record, replace(record, id="9" * 24))
    ]
    uids = [
        str(events(one, daily=time(20), today=DAY)[0]["UID"]) for one in kept
    ]

    assert uids[0] == uids[1]
    assert uids[0] != uids[2]


def test_what_never_had_a_day_is_not_in_it(memory: MemoryWorkbook) -> None:
    memory.of(Promise).keep(Promise(text="a", state=PromiseState.KEPT))
    memory.of(JointCheckIn).keep(JointCheckIn(day=DAY))

    assert events(gather(memory)) == []


def test_the_next_look_back_counts_from_the_last_one(
    memory: MemoryWorkbook,
) -> None:
    memory.of(Goal).keep(Goal(action="a", reviews=(GoalReview(day=DAY),)))

    assert [event["DTSTART"].dt for event in events(gather(memory))] == [
        DAY + timedelta(days=7)
    ]


def test_the_daily_reminder_comes_when_it_is_asked_for(
    memory: MemoryWorkbook,
) -> None:
    (event,) = events(gather(memory), daily=time(20, 30), today=DAY)

    assert event["DTSTART"].dt.isoformat() == "2026-11-29T20:30:00"
    assert event["RRULE"]["FREQ"] == ["DAILY"]
    assert event["DTEND"].dt.isoformat() == "2026-11-29T20:35:00"


def test_lines_are_folded_and_end_as_the_format_has_it(
    full: MemoryWorkbook,
) -> None:
    raw = b"".join(write_calendar(gather(full)))

    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
