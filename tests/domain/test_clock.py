"""Which day a moment belongs to."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from trust_tui.domain.clock import SystemClock, day_of


@pytest.mark.parametrize(
    ("hour", "minute", "day_ends", "day"),
    [
        (3, 59, 4, 23),
        (4, 0, 4, 24),
        (0, 0, 0, 24),
        (23, 59, 0, 24),
        (23, 59, 4, 24),
        (11, 59, 12, 23),
        (12, 0, 12, 24),
    ],
)
def test_the_day_ends_when_the_user_says(
    hour: int, minute: int, day_ends: int, day: int
) -> None:
    moment = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)

    assert day_of(moment, day_ends) == date(2026, 11, day)


def test_the_users_own_clock_face_counts() -> None:
    far_east = timezone(timedelta(hours=13))

    assert day_of(datetime(2026, 11, 25, 5, 0, tzinfo=far_east), 4) == date(
        2026, 11, 25
    )


def test_a_year_may_begin_in_the_night() -> None:
    assert day_of(datetime(2027, 1, 1, 1, 0, tzinfo=UTC), 4) == date(
        2026, 12, 31
    )


def test_the_machines_clock_knows_its_offset() -> None:
    assert SystemClock().now().utcoffset() is not None
