"""The day and time somebody types: relative, with a time, with a year or without, ahead or back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trust_tui.domain import UsageError
from trust_tui.formats.moments import Moment, read_day, read_moment, read_span

NOW = datetime(2026, 11, 30, 10, 15, tzinfo=UTC)
"""A Monday."""

TODAY = NOW.date()

AFTER_MIDNIGHT = datetime(2026, 11, 30, 2, 40, tzinfo=UTC)
"""With a day that ends at four, still Sunday."""


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("yesterday", "2026-11-29", ""),
        ("  Yesterday. ", "2026-11-29", ""),
        ("friday 9 pm", "2026-11-27", "21:00"),
        ("3 days ago", "2026-11-27", ""),
        ("two weeks ago", "2026-11-16", ""),
        ("a month ago", "2026-10-30", ""),
        ("2026-03-02 21:15", "2026-03-02", "21:15"),
        ("March 2, 2026 9:15 PM", "2026-03-02", "21:15"),
        ("monday", "2026-11-30", ""),
        ("monday 9 pm", "2026-11-23", "21:00"),
        ("last monday", "2026-11-23", ""),
        ("last friday at 21:30", "2026-11-27", "21:30"),
        ("the day before yesterday", "2026-11-28", ""),
        ("yesterday at 9", "2026-11-29", "09:00"),
        ("yesterday evening", "2026-11-29", "20:00"),
        ("last night", "2026-11-29", "22:00"),
        ("this morning", "2026-11-30", "08:00"),
        ("9 am", "2026-11-30", "09:00"),
        ("9 p.m.", "2026-11-29", "21:00"),
        ("29 nov", "2026-11-29", ""),
        ("nov 29th", "2026-11-29", ""),
        ("1.12.", "2025-12-01", ""),
        ("2.3.2026", "2026-03-02", ""),
        ("20260302", "2026-03-02", ""),
        ("vendredi", "2026-11-27", ""),
        ("2. März", "2026-03-02", ""),
        ("-3", "2026-11-27", ""),
        ("29 feb", "2024-02-29", ""),
        ("20 minutes ago", "2026-11-30", "09:55"),
        ("half an hour ago", "2026-11-30", "09:45"),
        ("two hours ago", "2026-11-30", "08:15"),
        ("12 hours ago", "2026-11-29", "22:15"),
    ],
)
def test_a_past_moment_is_read_as_people_type_it(
    text: str, day: str, clock: str
) -> None:
    expected = time.fromisoformat(clock) if clock else None
    assert read_moment(text, NOW) == Moment(date.fromisoformat(day), expected)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("next friday", "2026-12-04"),
        ("Friday", "2026-12-04"),
        ("monday", "2026-12-07"),
        ("tomorrow", "2026-12-01"),
        ("day after tomorrow", "2026-12-02"),
        ("+7", "2026-12-07"),
        ("in a week", "2026-12-07"),
        ("in two months", "2027-01-30"),
        ("29 nov", "2027-11-29"),
        ("2026-12-04", "2026-12-04"),
        ("29. 11. 2027", "2027-11-29"),
        ("1.2.", "2027-02-01"),
        ("3. dec", "2026-12-03"),
        ("30 nov", "2026-11-30"),
        ("29 feb", "2028-02-29"),
        ("wed", "2026-12-02"),
        ("+0", "2026-11-30"),
        ("29 november 2028", "2028-11-29"),
    ],
)
def test_a_day_to_come_is_read_as_people_type_it(text: str, day: str) -> None:
    assert read_day(text, TODAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "31 feb",
        "2026-02-30",
        "12",
        "25:00",
        "9999 years ago",
        "last",
        "su",
        "12 foo",
        "+12345",
    ],
)
@pytest.mark.parametrize("ahead", [False, True])
def test_what_is_no_day_is_refused_in_one_sentence(
    text: str, ahead: bool
) -> None:
    with pytest.raises(UsageError) as refused:
        read_moment(text, NOW, ahead=ahead)
    assert refused.value.advice.startswith("Write the day like ")
    assert text not in refused.value.advice


def test_an_empty_text_is_no_day() -> None:
    assert read_moment("  ", NOW) is None


def test_days_are_those_of_the_user() -> None:
    today = read_moment("today", AFTER_MIDNIGHT, 4)
    yesterday = read_moment("yesterday", AFTER_MIDNIGHT, 4)
    assert today == Moment(date(2026, 11, 29))
    assert yesterday == Moment(date(2026, 11, 28))
    one = read_moment("1 am", AFTER_MIDNIGHT, 4)
    assert one is not None
    assert one.day == date(2026, 11, 29)
    assert one.at(AFTER_MIDNIGHT, 4) == AFTER_MIDNIGHT.replace(hour=1, minute=0)


def test_a_day_without_a_time_is_now_today_and_noon_on_another() -> None:
    assert Moment(NOW.date()).at(NOW) == NOW
    yesterday = NOW.date() - timedelta(days=1)
    assert Moment(yesterday).at(NOW).hour == 12


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("march", "2026-03-01", "2026-03-31"),
        ("march 2025", "2025-03-01", "2025-03-31"),
        ("december", "2025-12-01", "2025-12-31"),
        ("last week", "2026-11-23", "2026-11-29"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("yesterday", "2026-11-29", "2026-11-29"),
        ("2026-03-02", "2026-03-02", "2026-03-02"),
    ],
)
def test_a_day_a_month_and_a_year_are_spans(
    text: str, first: str, last: str
) -> None:
    span = date.fromisoformat(first), date.fromisoformat(last)
    assert read_span(text, TODAY) == span


@pytest.mark.parametrize("text", ["", "0000", "2026-13", "whenever"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_span(text, TODAY)


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_a_moment_or_refused(text: str, ahead: bool) -> None:
    try:
        read_moment(text, NOW, 4, ahead=ahead)
        read_span(text, TODAY)
    except UsageError as refused:
        assert len(refused.advice) < 120


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_written_in_full_is_read_back(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(f"{day.day} {day:%B} {day.year}", TODAY) == day


def test_hours_ago_are_on_the_users_day_and_never_a_day_off() -> None:
    typed = read_moment("an hour ago", AFTER_MIDNIGHT, 4)
    assert typed is not None
    assert typed.at(AFTER_MIDNIGHT, 4) == AFTER_MIDNIGHT - timedelta(hours=1)
    before = read_moment("four hours ago", AFTER_MIDNIGHT, 4)
    assert before is not None
    assert before.at(AFTER_MIDNIGHT, 4) == AFTER_MIDNIGHT - timedelta(hours=4)
    morning = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
    with pytest.raises(UsageError):
        read_moment("two hours ago", morning, 4)
