"""Days as people write them and read them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trust_tui.domain.dates import (
    days_ago,
    short_day,
)
from trust_tui.formats.moments import read_day

TODAY = date(2026, 11, 24)
"""A Tuesday."""

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS)
def test_a_short_day_that_names_a_day_is_read_back(
    day: date, today: date
) -> None:
    told = short_day(day, today)

    if told == "yesterday":
        assert day == today - timedelta(days=1)
    elif day.year == today.year and day < today:
        assert read_day(f"{told} {day.year}", today, ahead=True) == day
    else:
        assert read_day(told, today, ahead=True) == day


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
