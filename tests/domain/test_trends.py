"""What a series shows, and how little is said of it."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.records import CheckIn, Record
from trust_tui.domain.trends import (
    STEP,
    WINDOW,
    Direction,
    compare,
    direction,
    low_mood,
    means,
    series,
)

TODAY = MOMENT.date()


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def points(late: list[int], early: list[int]) -> dict[date, int]:
    """Answers of the last seven days and of the seven before, each from the latest day back."""
    return {day(back): answer for back, answer in enumerate(late)} | {
        day(WINDOW + back): answer for back, answer in enumerate(early)
    }


POINTS = st.dictionaries(st.integers(0, 60).map(day), st.integers(0, 4), max_size=40)


def check_in(back: int, answer: int | None, item: str = "day-mood") -> Record[CheckIn]:
    return record(CheckIn(day=day(back), answers={item: answer}), days_ago=back)


def test_a_series_has_a_point_for_each_answered_day_and_gaps_stay_gaps() -> None:
    check_ins = [
        check_in(0, 3),
        check_in(2, None),
        check_in(3, 1, "day-pull"),
        check_in(5, 0),
    ]

    assert series(check_ins, "day-mood", day(30)) == {day(0): 3, day(5): 0}


def test_of_two_check_ins_for_a_day_the_first_listed_counts() -> None:
    assert series([check_in(1, 4), check_in(1, 0)], "day-mood", day(30)) == {day(1): 4}


def test_a_later_check_in_that_left_the_item_out_does_not_hide_the_earlier_answer() -> (
    None
):
    assert series([check_in(1, None), check_in(1, 2)], "day-mood", day(30)) == {
        day(1): 2
    }


def test_a_series_begins_on_the_day_wanted() -> None:
    check_ins = [check_in(back, 2) for back in range(20)]

    assert set(series(check_ins, "day-mood", day(6))) == {
        day(back) for back in range(7)
    }


@pytest.mark.parametrize(
    ("late", "early", "told"),
    [
        ([4] * 7, [2] * 7, Direction.MORE),
        ([1] * 7, [3] * 7, Direction.LESS),
        ([2] * 7, [2] * 7, Direction.SAME),
        ([3] * 7, [2] * 7, Direction.MORE),
        ([3] * 6 + [2], [2] * 7, Direction.SAME),
        ([4] * 5, [0] * 5, Direction.MORE),
        ([4] * 4, [0] * 7, Direction.EARLY),
        ([4] * 7, [0] * 4, Direction.EARLY),
        ([], [], Direction.EARLY),
    ],
)
def test_one_week_beside_the_week_before(
    late: list[int], early: list[int], told: Direction
) -> None:
    assert compare(points(late, early), TODAY) is told


@given(POINTS, POINTS)
def test_days_outside_the_two_weeks_do_not_count(
    within: Mapping[date, int], more: Mapping[date, int]
) -> None:
    two_weeks = {
        when: answer for when, answer in within.items() if when > day(2 * WINDOW)
    }
    outside = {when: answer for when, answer in more.items() if when <= day(2 * WINDOW)}

    assert compare(two_weeks | outside, TODAY) is compare(two_weeks, TODAY)


def test_the_week_before_has_seven_days() -> None:
    fourteen_days = points([4] * 7, [2] * 7)

    assert (
        compare(fourteen_days | {day(2 * WINDOW): 4, day(2 * WINDOW + 1): 4}, TODAY)
        is Direction.MORE
    )
    assert (
        compare(
            {
                when: fourteen_days[when]
                for when in fourteen_days
                if when != day(WINDOW)
            },
            TODAY,
        )
        is Direction.MORE
    )
    three_days = points([4] * 7, []) | {
        day(2 * WINDOW - back): 2 for back in (1, 0, -1)
    }
    assert compare(three_days, TODAY) is Direction.EARLY


@given(POINTS)
def test_turning_the_scale_round_turns_the_direction(
    answers: Mapping[date, int],
) -> None:
    turned = {Direction.MORE: Direction.LESS, Direction.LESS: Direction.MORE}
    told = compare(answers, TODAY)

    assert compare(
        {when: 4 - answer for when, answer in answers.items()}, TODAY
    ) is turned.get(told, told)


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (STEP, Direction.MORE),
        (-STEP, Direction.LESS),
        (STEP - 0.001, Direction.SAME),
        (-STEP + 0.001, Direction.SAME),
        (0, Direction.SAME),
        (4, Direction.MORE),
    ],
)
def test_small_moves_are_about_the_same(difference: float, told: Direction) -> None:
    assert direction(difference, STEP) is told


def test_whose_days_differ_more_hears_of_a_change_later() -> None:
    assert compare(points([3] * 7, [2] * 7), TODAY) is Direction.MORE
    assert (
        compare(points([4, 4, 4, 4, 4, 1, 0], [2, 0, 4, 0, 4, 0, 4]), TODAY)
        is Direction.SAME
    )


def test_a_span_without_answers_has_no_mean() -> None:
    answers = {day(0): 4, day(1): 2, day(15): 1}

    assert means(answers, TODAY, spans=3, days=7) == [1, None, 3]


@given(POINTS, st.integers(1, 8), st.integers(1, 10))
def test_there_is_a_mean_where_and_only_where_something_was_answered(
    answers: Mapping[date, int], spans: int, days: int
) -> None:
    told = means(answers, TODAY, spans, days)

    assert len(told) == spans
    for back, mean in enumerate(reversed(told)):
        span = [
            a
            for when, a in answers.items()
            if back * days <= (TODAY - when).days < (back + 1) * days
        ]
        assert (mean is None) == (not span)
        assert mean is None or min(span) <= mean <= max(span)


@pytest.mark.parametrize(
    ("moods", "low"),
    [
        ([1] * 7, True),
        ([0] * 7 + [4] * 3, True),
        ([1] * 6, False),
        ([0] * 6 + [4] * 4, False),
        ([4] * 10 + [0] * 10, False),
        ([0] * 10 + [4] * 10, True),
        ([2] * 10, False),
        ([], False),
    ],
)
def test_the_kind_line_is_called_up_by_the_last_ten_answers(
    moods: list[int], low: bool
) -> None:
    assert low_mood({day(3 * back): mood for back, mood in enumerate(moods)}) is low


Day = tuple[float, float, float]
"""Three draws for one day: how far it lies from the level, in deviations; an answer; and whether there is one."""


@cache
def looks_by_chance() -> list[list[tuple[date, Day]]]:
    """What chance does with each of the days of 4,000 looks."""
    chance = random.Random(20)
    days = [day(back) for back in range(2 * WINDOW)]
    return [
        [(when, (chance.gauss(), chance.random(), chance.random())) for when in days]
        for _ in range(4_000)
    ]


def spread(mean: float, deviation: float) -> Callable[[Day], int]:
    """Answers of someone in whom nothing changes: a steady level, and days that differ by chance."""
    return lambda drawn: min(4, max(0, round(mean + drawn[0] * deviation)))


@pytest.mark.parametrize("answered", [1.0, 0.88])
@pytest.mark.parametrize("mean", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize(
    ("deviation", "most"), [(0.55, 0.01), (0.8, 0.03), (1.0, 0.04), (1.3, 0.05)]
)
def test_pure_chance_is_seldom_taken_for_a_change(
    deviation: float, most: float, mean: float, answered: float
) -> None:
    """A look at one line in which nothing changes says "more" or "less" in under 5 % of looks.

    Assumed: answers on 0-4, each day independent of the others, drawn from a normal distribution around a level
    that stays, rounded and cut to the scale; 88 to 100 % of days answered. The deviations: 0.55 is what the content
    brief assumes (a spread of 1 at a reliability of 0.7), the others are people whose days differ more. Not covered:
    days that depend on the day before, and five lines on one page, each of which is a look of its own.
    """
    assert false_words(spread(mean, deviation), answered) < most


def test_days_drawn_blindly_are_seldom_taken_for_a_change() -> None:
    assert false_words(lambda drawn: int(5 * drawn[1]), 1.0) < 0.05


def false_words(answer: Callable[[Day], int], answered: float) -> float:
    """The share of looks that say "more" or "less" of days drawn from the same chance."""
    looks = looks_by_chance()
    false = sum(
        compare(
            {when: answer(drawn) for when, drawn in look if drawn[2] < answered}, TODAY
        )
        in (Direction.MORE, Direction.LESS)
        for look in looks
    )
    return false / len(looks)


@pytest.mark.parametrize(
    ("change", "deviation", "least"),
    [(2, 1.0, 0.85), (2, 0.55, 0.99), (1.5, 0.55, 0.9)],
)
def test_a_clear_change_is_seldom_missed(
    change: float, deviation: float, least: float
) -> None:
    before, after = spread(1, deviation), spread(1 + change, deviation)
    looks = looks_by_chance()
    found = sum(
        compare(
            {
                when: (after if when > day(WINDOW) else before)(drawn)
                for when, drawn in look
            },
            TODAY,
        )
        is Direction.MORE
        for look in looks
    )

    assert found / len(looks) > least
