"""What few series call up: the offer of a break, and that two of them moved together."""

from datetime import date, timedelta

import pytest

from tests.support import MOMENT
from trust_tui.domain.trends import (
    ENOUGH_DAYS,
    WEEK,
    Reading,
    fell_three_times,
    low_mood,
    moved_together,
    read_line,
)

TODAY = MOMENT.date()


def newest_last(answers: list[int], *, apart: int = 1) -> dict[date, float]:
    return {
        TODAY - timedelta(days=apart * back): answer
        for back, answer in enumerate(reversed(answers))
    }


def weeks(early: int, late: int, answered: int = WEEK) -> Reading:
    """The reading of two weeks, each of one answer."""
    points = {
        TODAY - timedelta(days=back): late for back in range(answered)
    } | {TODAY - timedelta(days=WEEK + back): early for back in range(answered)}
    return read_line(points, TODAY)


@pytest.mark.parametrize(
    ("moods", "fell"),
    [
        ([4, 3, 2, 1], True),
        ([0, 4, 3, 2, 0], True),
        ([3, 2, 1], False),
        ([4, 3, 3, 2], False),
        ([4, 3, 2, 3], False),
        ([1, 2, 1, 0], False),
        ([], False),
    ],
)
def test_a_break_is_offered_when_mood_fell_three_times_in_a_row(
    moods: list[int], fell: bool
) -> None:
    assert fell_three_times(newest_last(moods), TODAY) is fell


def test_days_without_an_answer_lie_between_and_do_not_count() -> None:
    assert fell_three_times(newest_last([4, 3, 2, 1], apart=3), TODAY)


def test_the_order_of_the_answers_does_not_matter_but_their_days() -> None:
    given = newest_last([4, 3, 2, 1])

    assert fell_three_times(dict(sorted(given.items(), reverse=True)), TODAY)
    assert fell_three_times(dict(sorted(given.items())), TODAY)


@pytest.mark.parametrize(
    ("days_later", "fell"), [(0, True), (10, True), (11, False), (180, False)]
)
def test_a_fall_is_about_the_last_fourteen_days(
    days_later: int, fell: bool
) -> None:
    assert (
        fell_three_times(
            newest_last([4, 3, 2, 1]), TODAY + timedelta(days=days_later)
        )
        is fell
    )


def test_an_answer_from_before_the_fourteen_days_is_no_part_of_a_fall() -> None:
    assert not fell_three_times(newest_last([4, 3, 2, 1], apart=5), TODAY)


def test_a_day_to_come_is_no_part_of_a_fall() -> None:
    assert not fell_three_times(
        newest_last([4, 3, 2, 1]), TODAY - timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("pull", "mood", "together"),
    [
        ((1, 3), (3, 1), True),
        ((3, 1), (1, 3), True),
        ((1, 3), (1, 3), True),
        ((1, 3), (2, 2), False),
        ((2, 2), (2, 2), False),
    ],
)
def test_two_series_moved_together_when_both_changed(
    pull: tuple[int, int], mood: tuple[int, int], together: bool
) -> None:
    assert moved_together(weeks(*pull), weeks(*mood)) is together


def test_too_few_answers_in_one_of_them_say_nothing() -> None:
    assert moved_together(weeks(0, 4), weeks(0, 4, ENOUGH_DAYS))
    assert not moved_together(weeks(0, 4), weeks(0, 4, ENOUGH_DAYS - 1))


def test_low_days_need_not_be_the_last_ones() -> None:
    assert low_mood(newest_last([1, 0, 1, 1, 0, 1, 1, 4, 4, 4]), TODAY)
