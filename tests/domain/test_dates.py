"""Days as people write them and read them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trust_tui.domain.dates import (
    WEEKDAYS,
    days_ago,
    parse_day,
    parse_past_day,
    short_day,
)

TODAY = date(2026, 11, 24)
"""A Tuesday."""

DAYS = st.dates(date(1990, 1, 1), date(2190, 1, 1))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-29", date(2026, 11, 29)),
        ("2026-1-5", date(2026, 1, 5)),
        ("29.11.", date(2026, 11, 29)),
        ("29. 11. 2027", date(2027, 11, 29)),
        ("1.2.", date(2027, 2, 1)),
        ("29 Nov", date(2026, 11, 29)),
        ("29 november 2028", date(2028, 11, 29)),
        ("3. dec", date(2026, 12, 3)),
        ("24 nov", date(2026, 11, 24)),
        ("23 nov", date(2027, 11, 23)),
        ("29 feb", date(2028, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 25)),
        ("  sunday ", date(2026, 11, 29)),
        ("sun", date(2026, 11, 29)),
        ("wed", date(2026, 11, 25)),
        ("tuesday", date(2026, 12, 1)),
        ("+7", date(2026, 12, 1)),
        ("+0", TODAY),
    ],
)
def test_a_day_is_understood_as_people_write_it(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_no_day_is_no_day(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "su",
        "31.2.",
        "30 feb",
        "2026-13-01",
        "2026-02-30",
        "12 foo",
        "+12345",
        "-3",
        "29.11",
        "32 jan",
        "0.0.",
    ],
)
def test_what_is_no_day_is_refused_with_what_can_be_typed(typed: str) -> None:
    with pytest.raises(
        ValueError, match=r"Write the day like 2026-11-29.*leave it empty\."
    ):
        parse_day(typed, TODAY)


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_day_nothing_or_one_sentence(
    typed: str,
) -> None:
    try:
        day = parse_day(typed, TODAY)
    except ValueError as error:
        assert str(error).startswith("Write the day")
    else:
        assert day is None or isinstance(day, date)


@given(DAYS)
def test_a_day_written_in_full_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_next_one_after_today(
    today: date, number: int
) -> None:
    day = parse_day(WEEKDAYS[number], today)

    assert day is not None
    assert day.weekday() == number
    assert timedelta(days=1) <= day - today <= timedelta(days=7)


@given(DAYS, DAYS)
def test_a_short_day_that_names_a_day_is_read_back(
    day: date, today: date
) -> None:
    told = short_day(day, today)

    if told == "yesterday":
        assert day == today - timedelta(days=1)
    elif day.year == today.year and day < today:
        assert parse_day(f"{told} {day.year}", today) == day
    else:
        assert parse_day(told, today) == day


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (TODAY, "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 3, 1), "1 Mar"),
        (date(2025, 11, 24), "24 Nov 2025"),
        (date(2027, 1, 1), "1 Jan 2027"),
    ],
)
def test_a_day_is_told_shortly(day: date, told: str) -> None:
    assert short_day(day, TODAY) == told


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "25 Sep"),
        (-1, "tomorrow"),
        (400, "20 Oct 2025"),
    ],
)
def test_how_long_ago_a_day_was(gone: int, told: str) -> None:
    assert days_ago(TODAY - timedelta(days=gone), TODAY) == told


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 23)),
        ("24 nov", TODAY),
        ("25 Nov", date(2025, 11, 25)),
        ("1.12.", date(2025, 12, 1)),
        ("29 feb", date(2024, 2, 29)),
        ("1 dec 2027", date(2027, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
    ],
)
def test_who_looks_back_means_the_last_such_day(
    typed: str, day: date | None
) -> None:
    assert parse_past_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["soon", "31 feb", "+7", "sunday"])
def test_a_past_day_that_is_none_is_refused_with_what_can_be_typed(
    typed: str,
) -> None:
    with pytest.raises(ValueError, match="today or yesterday"):
        parse_past_day(typed, TODAY)
