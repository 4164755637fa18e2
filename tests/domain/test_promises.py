"""The user's own promises, and the small wins read back."""

from datetime import date, timedelta

import pytest

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.goals import by_month, due, kept_or_moved
from trust_tui.domain.records import Promise, PromiseState, Win

TODAY = MOMENT.date()


def promise(
    text: str = "ring",
    state: PromiseState = PromiseState.OPEN,
    days: int | None = None,
) -> Promise:
    return Promise(
        text=text,
        state=state,
        due=None if days is None else TODAY + timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        (PromiseState.OPEN, (0, 0)),
        (PromiseState.KEPT, (1, 1)),
        (PromiseState.MOVED, (1, 1)),
        (PromiseState.REPAIRED, (0, 1)),
        (PromiseState.LET_GO, (0, 0)),
    ],
)
def test_moved_in_time_counts_as_much_as_kept(
    state: PromiseState, counted: tuple[int, int]
) -> None:
    assert kept_or_moved([record(promise(state=state))]) == counted


def test_promises_are_counted_together() -> None:
    assert kept_or_moved(
        [
            record(promise(state=state))
            for state in (*PromiseState, PromiseState.KEPT)
        ]
    ) == (3, 4)


@pytest.mark.parametrize(
    ("days", "waits"),
    [(None, False), (-30, True), (0, True), (7, True), (8, False)],
    ids=lambda value: str(value),
)
def test_a_promise_waits_from_a_week_before_its_day(
    days: int | None, waits: bool
) -> None:
    assert bool(due([record(promise(days=days))], TODAY)) is waits


@pytest.mark.parametrize(
    "state", [state for state in PromiseState if state is not PromiseState.OPEN]
)
def test_a_promise_that_is_settled_waits_no_more(state: PromiseState) -> None:
    assert due([record(promise(state=state, days=0))], TODAY) == []


def test_the_earliest_comes_first() -> None:
    promises = [
        record(promise(text, days=days))
        for text, days in (("later", 5), ("past", -2), ("soon", 1))
    ]

    assert [found.value.text for found in due(promises, TODAY)] == [
        "past",
        "soon",
        "later",
    ]


def test_two_promises_for_one_day_keep_their_order() -> None:
    promises = [record(promise(text, days=1)) for text in ("b", "a")]

    assert [found.value.text for found in due(promises, TODAY)] == ["b", "a"]


def test_wins_are_read_back_by_month() -> None:
    days = (
        date(2026, 11, 24),
        date(2026, 11, 1),
        date(2026, 10, 31),
        date(2025, 10, 1),
    )
    wins = [record(Win(text=day.isoformat(), day=day)) for day in days]

    assert [
        (month, [win.value.day for win in group])
        for month, group in by_month(wins)
    ] == [
        (date(2026, 11, 1), [date(2026, 11, 24), date(2026, 11, 1)]),
        (date(2026, 10, 1), [date(2026, 10, 31)]),
        (date(2025, 10, 1), [date(2025, 10, 1)]),
    ]
