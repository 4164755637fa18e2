"""The reading of a self-check: per sign and in words, exactly as the content says, never a total."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from math import ceil
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.records import Answers, Record, SelfCheck
from trust_tui.domain.self_check import (
    APART,
    CONTROL,
    OFFERED_AFTER,
    SUSPICION,
    Level,
    SelfCheckReading,
    days_since,
    history,
    level,
    mean,
    over_time,
    read,
)
from trust_tui.domain.trends import Direction

TODAY = MOMENT.date()
SIGNS = {
    "sign-jealousy": ["jealousy-a", "jealousy-b"],
    SUSPICION: ["suspicion-a", "suspicion-b"],
    CONTROL: ["control-a", "control-b"],
}
GROUNDS = ["ground-a", "ground-b", "ground-c"]
ITEMS = [item for items in SIGNS.values() for item in items] + GROUNDS
ANSWERS = st.dictionaries(st.sampled_from(ITEMS), st.none() | st.integers(0, 4))


def reading(**answers: int | None) -> SelfCheckReading:
    """The reading of some answers, `jealousy_a=2` for the item `jealousy-a`."""
    return read(
        {name.replace("_", "-"): answer for name, answer in answers.items()},
        SIGNS,
        GROUNDS,
    )


def checks(answers: Sequence[Answers]) -> list[Record[SelfCheck]]:
    """Self-checks two weeks apart, given oldest first; as the workbook lists them, latest first."""
    return [
        check(14 * back, tuple(given.items()))
        for back, given in enumerate(reversed(answers))
    ]


@cache
def check(
    days_ago: int, answers: tuple[tuple[str, int | None], ...]
) -> Record[SelfCheck]:
    """A self-check of a day; made once, as chance gives the same answers again and again."""
    return record(
        SelfCheck(day=TODAY - timedelta(days=days_ago), answers=dict(answers)),
        days_ago=days_ago,
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, Level.NOT_ANSWERED),
        (0.0, Level.HARDLY),
        (0.49, Level.HARDLY),
        (0.5, Level.NOW_AND_THEN),
        (1.49, Level.NOW_AND_THEN),
        (1.5, Level.QUITE_OFTEN),
        (2.49, Level.QUITE_OFTEN),
        (2.5, Level.MOST_DAYS),
        (4.0, Level.MOST_DAYS),
    ],
)
def test_the_words_change_at_the_edges(
    value: float | None, told: Level
) -> None:
    assert level(value) is told


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (0, 1, Level.NOW_AND_THEN),
        (1, 2, Level.QUITE_OFTEN),
        (2, 3, Level.MOST_DAYS),
        (0, 0, Level.HARDLY),
        (4, None, Level.MOST_DAYS),
        (0, None, Level.HARDLY),
    ],
)
def test_a_sign_is_read_from_the_mean_of_its_answered_items(
    first: int, second: int | None, told: Level
) -> None:
    assert (
        reading(jealousy_a=first, jealousy_b=second).levels["sign-jealousy"]
        is told
    )


def test_a_skipped_item_is_not_counted() -> None:
    assert reading(jealousy_a=3).levels["sign-jealousy"] is Level.MOST_DAYS


def test_a_sign_without_an_answer_is_not_answered() -> None:
    told = reading(jealousy_a=3)

    assert told.levels[SUSPICION] is Level.NOT_ANSWERED
    assert told.answered


@pytest.mark.parametrize(
    "answers", [{}, dict.fromkeys(("jealousy_a", "ground_a"), None)]
)
def test_nothing_answered_is_said_and_nothing_else(
    answers: Mapping[str, None],
) -> None:
    told = reading(**answers)

    assert not told.answered
    assert (told.most, told.little, told.care, told.doubt_fits) == (
        (),
        False,
        False,
        False,
    )


@given(ANSWERS)
def test_what_does_not_apply_counts_like_what_was_skipped(
    answers: dict[str, int | None],
) -> None:
    applying = {
        item: answer for item, answer in answers.items() if answer is not None
    }

    assert read(answers, SIGNS, GROUNDS) == read(applying, SIGNS, GROUNDS)


@given(ANSWERS)
def test_each_sign_is_read_apart_from_the_others(
    answers: dict[str, int | None],
) -> None:
    alone = {
        item: answer
        for item, answer in answers.items()
        if item in SIGNS["sign-jealousy"]
    }

    assert (
        read(answers, SIGNS, GROUNDS).levels["sign-jealousy"]
        is read(alone, SIGNS, GROUNDS).levels["sign-jealousy"]
    )


def test_what_came_up_most_is_named() -> None:
    assert reading(
        jealousy_a=2, jealousy_b=3, suspicion_a=2, suspicion_b=2
    ).most == ("sign-jealousy",)


def test_all_that_tie_are_named_in_the_order_of_the_signs() -> None:
    assert reading(
        suspicion_a=2, suspicion_b=1, jealousy_a=1, jealousy_b=2, control_a=0
    ).most == (
        "sign-jealousy",
        SUSPICION,
    )


@pytest.mark.parametrize(
    ("second", "named"), [(1, ()), (2, ("sign-jealousy",))]
)
def test_a_place_to_begin_is_named_from_one_and_a_half_on(
    second: int, named: tuple[str, ...]
) -> None:
    assert reading(jealousy_a=1, jealousy_b=second).most == named


@pytest.mark.parametrize(
    ("answers", "little"),
    [
        ({"jealousy_a": 0, "suspicion_a": 0}, True),
        ({"jealousy_a": 0, "jealousy_b": 1}, False),
        ({"jealousy_a": 0, "suspicion_a": 1}, False),
        ({"ground_a": 4}, False),
        ({}, False),
    ],
)
def test_little_came_up_when_no_sign_reaches_a_half(
    answers: Mapping[str, int], little: bool
) -> None:
    assert reading(**answers).little is little


@pytest.mark.parametrize(
    ("answers", "care"),
    [
        ({"control_a": 1}, True),
        ({"control_b": 4, "control_a": 0}, True),
        ({"control_a": 0, "control_b": 0}, False),
        ({"control_a": None}, False),
        ({"jealousy_a": 4}, False),
    ],
)
def test_any_answer_on_control_calls_up_the_line_with_the_way_to_safety(
    answers: Mapping[str, int | None], care: bool
) -> None:
    assert reading(**answers).care is care


@pytest.mark.parametrize(
    ("answers", "fits"),
    [
        (
            {"suspicion_a": 2, "suspicion_b": 1, "ground_a": 1, "ground_b": 1},
            True,
        ),
        (
            {"suspicion_a": 2, "suspicion_b": 1, "ground_a": 1, "ground_b": 2},
            False,
        ),
        ({"suspicion_a": 1, "suspicion_b": 1, "ground_a": 0}, False),
        ({"suspicion_a": 4}, False),
        ({"ground_a": 0}, False),
        ({"suspicion_a": 4, "ground_a": None}, False),
    ],
)
def test_doubt_may_fit_the_facts_when_it_is_frequent_and_ground_is_rare(
    answers: Mapping[str, int | None], fits: bool
) -> None:
    assert reading(**answers).doubt_fits is fits


def test_each_ground_is_read_by_itself() -> None:
    told = reading(ground_a=0, ground_b=4)

    assert list(told.grounds.values()) == [
        Level.HARDLY,
        Level.MOST_DAYS,
        Level.NOT_ANSWERED,
    ]


def test_an_answer_to_an_item_that_is_no_longer_asked_changes_nothing() -> None:
    assert read({"gone-from-content": 4}, SIGNS, GROUNDS) == reading()


@given(ANSWERS)
def test_a_reading_holds_no_number(answers: dict[str, int | None]) -> None:
    told = read(answers, SIGNS, GROUNDS)

    assert not any(
        letter.isdigit()
        for value in (*told.levels.values(), *told.grounds.values())
        for letter in value
    )


@pytest.mark.parametrize("name", ["total", "score", "sum", "type"])
def test_a_reading_has_no_total_and_no_type(name: str) -> None:
    assert not hasattr(reading(jealousy_a=4), name)


def test_the_history_of_a_sign_is_oldest_first_and_leaves_gaps() -> None:
    given_answers: list[Answers] = [
        {"jealousy-a": 1},
        {},
        {"jealousy-a": 2, "jealousy-b": 3},
    ]
    listed = checks(given_answers)

    assert history(listed, SIGNS["sign-jealousy"]) == [
        (TODAY - timedelta(days=28), 1.0),
        (TODAY - timedelta(days=14), None),
        (TODAY, 2.5),
    ]


JEALOUSY: Final = SIGNS["sign-jealousy"]


def answered(*means: float | None) -> list[Record[SelfCheck]]:
    """Self-checks in which both statements of a sign come to these means; a half is one answer above the other."""
    given_answers: list[Answers] = [
        {}
        if mean is None
        else {"jealousy-a": int(mean), "jealousy-b": ceil(mean)}
        for mean in means
    ]
    return checks(given_answers)


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ([], Direction.EARLY),
        ([0, 0, 4, 4, 4], Direction.EARLY),
        ([0, 0, 4, 4, 4, None], Direction.EARLY),
        ([0.5, 0.5, 1, 3, 3, 3], Direction.MORE),
        ([3, 3, 3, 1, 0.5, 0.5], Direction.LESS),
        ([1, 1, 1, 2, 2, 2], Direction.SAME),
        ([1] * 9 + [3] * 3, Direction.MORE),
        ([1] * 9 + [2.5] * 9, Direction.MORE),
        ([3] * 4 + [1] * 12, Direction.LESS),
        ([2, 2, 2, 2, 2, 2], Direction.SAME),
        ([4, 4, 4, 0, 0, 0, 0, 0, 0], Direction.LESS),
        ([1] * 6 + [3] * 4 + [1] * 4, Direction.SAME),
        ([0, None, 0, 0, 3, None, 3, 3], Direction.MORE),
    ],
)
def test_a_change_is_told_once_there_are_six_and_for_as_long_as_it_lasts(
    means: Sequence[float | None], told: Direction
) -> None:
    assert over_time(answered(*means), JEALOUSY) is told


@pytest.mark.parametrize(
    "missing", [{"jealousy-a": 4}, {"jealousy-a": 4, "jealousy-b": None}]
)
def test_a_self_check_that_left_a_statement_of_the_sign_out_is_not_compared(
    missing: Answers,
) -> None:
    whole: Answers = {"jealousy-a": 0, "jealousy-b": 0}

    assert (
        over_time(
            checks([whole, whole, whole, missing, missing, missing]), JEALOUSY
        )
        is Direction.EARLY
    )
    assert (
        over_time(checks([whole] * 6 + [missing] * 3), JEALOUSY)
        is Direction.SAME
    )


@pytest.mark.parametrize(
    ("later", "told"), [(2, Direction.SAME), (3, Direction.MORE)]
)
def test_a_sign_of_one_statement_needs_a_larger_change(
    later: int, told: Direction
) -> None:
    given_answers: list[Answers] = [
        {"jealousy-a": answer} for answer in (0, 0, 0, later, later, later)
    ]

    assert over_time(checks(given_answers), ["jealousy-a"]) is told


@pytest.mark.parametrize(
    ("days", "apart"), [(0, 0), (6, 6), (7, 7), (400, 400), (-3, -3)]
)
def test_days_since_the_last_one(days: int, apart: int) -> None:
    last = record(SelfCheck(day=TODAY - timedelta(days=days), answers={}))

    assert days_since([last], TODAY) == apart


def test_without_a_self_check_there_are_no_days_since() -> None:
    assert days_since([], TODAY) is None


def test_it_is_offered_less_often_than_it_may_be_done() -> None:
    assert APART < OFFERED_AFTER


def test_the_mean_of_nothing_is_none() -> None:
    assert mean({"jealousy-a": None}, SIGNS["sign-jealousy"]) is None


ITEM_ERROR: Final = (2 * 0.3 - 1 / 12) ** 0.5
"""The deviation of one answer before it is rounded, so that the mean of two rounded ones has an error of sqrt(0.3)."""


def drawn(
    chance: random.Random,
    levels: Sequence[float],
    items: Sequence[str],
    swing: float = 0.0,
) -> list[Record[SelfCheck]]:
    """Self-checks of someone whose level was this at each of them, given oldest first, and whose weeks swing."""
    given_answers: list[Answers] = []
    for steady in levels:
        week = steady + swing * chance.gauss()
        given_answers.append(
            {
                id: min(4, max(0, round(chance.gauss(week, ITEM_ERROR))))
                for id in items
            }
        )
    return checks(given_answers)


@pytest.mark.parametrize("statements", [1, 2])
@pytest.mark.parametrize(
    ("steady", "swing", "number"),
    [
        (0.5, 0.0, 6),
        (2.0, 0.0, 26),
        (1.0, 0.5, 10),
        (2.0, 0.5, 10),
        (2.0, 0.5, 26),
    ],
)
def test_pure_chance_is_seldom_taken_for_a_change(
    steady: float, swing: float, number: int, statements: int
) -> None:
    """Someone in whom nothing changes hears of a change on any of six signs in about 5 % of looks at the page at most.

    Assumed: the content brief's spread of 1 at a reliability of 0.7, the rounding of the answers to the scale 0-4
    included; a sign of one statement has the error that goes with it; weeks that swing about the level and come back.
    """
    chance = random.Random(51)
    looks = 150
    items = JEALOUSY[:statements]
    false = sum(
        any(
            over_time(
                drawn(chance, [steady] * number, items, swing), items
            ).changed
            for _ in range(6)
        )
        for _ in range(looks)
    )

    assert false / looks < 0.08


@pytest.mark.parametrize(
    ("since", "least"), [(3, 0.75), (5, 0.85), (6, 0.85), (9, 0.9)]
)
def test_a_clear_change_is_mostly_found_and_not_forgotten(
    since: int, least: float
) -> None:
    chance = random.Random(52)
    looks = 300
    levels = [1.0] * 9 + [3.0] * since
    found = sum(
        over_time(drawn(chance, levels, JEALOUSY, 0.5), JEALOUSY)
        is Direction.MORE
        for _ in range(looks)
    )

    assert found / looks > least
