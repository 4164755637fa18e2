"""The views of the journal: promises, wins and limits, their states, what is read back, the trash."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.store.helpers import holding
from tests.support import MOMENT, Sitting
from trust_tui.domain.kinds import KINDS
from trust_tui.domain.records import (
    Entry,
    Goal,
    GoalReview,
    GoalState,
    JointCheckIn,
    Limit,
    Promise,
    PromiseState,
    Value,
    Whose,
    Win,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.screens.journal_views import VIEWS

V = TypeVar("V", bound=Value)

DAY = MOMENT.date()
SMALL = to_view("Promises & wins")


def kept(workbook: Workbook, kind: type[V]) -> list[V]:
    workbook.refresh()
    return [record.value for record in workbook.of(kind).all()]


async def note(session: Sitting, what: str, *lines: str) -> None:
    """Note a promise, a win or a limit: a text for each field, Enter after each."""
    await session.press("n")
    await session.choose(what)
    for line in lines:
        await session.paste(line)
        await session.press("enter")


async def test_a_promise_is_noted_with_whom_and_when(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*SMALL)
        await note(session, "A promise of mine", "Ring on Thursday", "M", "+2")
        await session.until_shown("Kept")
        assert session.shows("Promise: Ring on ", "open")
        await session.go_down_to("Promise: Ring on ")
        assert session.shows("To whom", "Thursday, 26 November 2026")
    assert kept(welcomed, Promise) == [
        Promise(
            text="Ring on Thursday",
            to="M",
            due=DAY + timedelta(days=2),
            about=welcomed.settings.current,
        )
    ]


async def test_a_win_is_noted_as_mine_or_ours(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*SMALL)
        await note(session, "A small win", "we laughed")
        await session.press("enter", "down", "enter")
        await session.until_shown("Kept")
        await session.go_down_to("we laughed")
        assert session.shows("One of ours")
    assert kept(welcomed, Win) == [
        Win(
            text="we laughed",
            day=DAY,
            whose=Whose.OURS,
            about=welcomed.settings.current,
        )
    ]


async def test_a_limit_is_noted(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press(*SMALL)
        await note(
            session, "A limit of mine", "I am fine with late, not with never"
        )
        await session.until_shown("Kept")
        assert session.shows("I am fine with late")
    assert kept(welcomed, Limit) == [
        Limit(
            text="I am fine with late, not with never",
            about=welcomed.settings.current,
        )
    ]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("A promise", "what you promised, or press Esc"),
        ("A small win", "what went well, or press Esc"),
        ("A limit", "Write the limit in the line"),
    ],
)
async def test_an_empty_one_is_asked_for_words(
    start: Open, welcomed: Workbook, what: str, said: str
) -> None:
    async with start() as session:
        await session.press(*SMALL, "n")
        await session.choose(what)
        await session.press("ctrl+s")
        assert session.shows(said)
        await session.press("escape")
        assert session.mode == "journal"
    assert (
        kept(welcomed, Promise),
        kept(welcomed, Win),
        kept(welcomed, Limit),
    ) == (
        [],
        [],
        [],
    )


@pytest.mark.parametrize(
    "value",
    [
        Promise(text="old", to="M"),
        Win(text="old", day=DAY, whose=Whose.OURS),
        Limit(text="old"),
    ],
)
async def test_each_of_them_is_changed(
    start: Open, welcomed: Workbook, value: Promise | Win | Limit
) -> None:
    value = replace(value, about=welcomed.settings.current)
    welcomed.of(type(value)).keep(value)
    async with start() as session:
        await session.press(*SMALL)
        await session.go_down_to("old")
        await session.press("e", "home", "ctrl+k")
        await session.paste("new")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    assert kept(welcomed, type(value)) == [replace(value, text="new")]


@pytest.mark.parametrize("state", PromiseState)
async def test_a_promise_has_one_of_its_states(
    start: Open, welcomed: Workbook, state: PromiseState
) -> None:
    welcomed.of(Promise).keep(
        Promise(text="Ring", about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press(*SMALL)
        await session.go_down_to("Ring")
        await session.press("x")
        await session.choose(KINDS[Promise.TABLE].states[state])
        assert session.shows(
            f"Kept: {KINDS[Promise.TABLE].states[state]}",
            f"Now: {KINDS[Promise.TABLE].states[state]}",
        )
    assert [promise.state for promise in kept(welcomed, Promise)] == [state]


async def test_all_states_of_a_goal_are_equal_and_its_history_stays(
    start: Open, welcomed: Workbook
) -> None:
    review = GoalReview(day=DAY, well="it was calm")
    goal = Goal(
        action="Ask",
        reviews=(review,),
        earlier=("Demand",),
        about=welcomed.settings.current,
    )
    welcomed.of(Goal).keep(goal)
    async with start((100, 40)) as session:
        await session.press(*to_view("Goals"), "x")
        assert all(
            session.shows(text) for text in KINDS[Goal.TABLE].states.values()
        )
        await session.choose("let go")
        assert session.shows("Kept: let go", "it was calm", "Demand")
        await session.press("x", "escape")
        assert session.shows("Now: let go")
    (value,) = kept(welcomed, Goal)
    assert (value.state, value.reviews, value.earlier) == (
        GoalState.LET_GO,
        (review,),
        ("Demand",),
    )


async def test_promises_and_wins_are_read_back(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for state in (
        PromiseState.KEPT,
        PromiseState.MOVED,
        PromiseState.REPAIRED,
        PromiseState.OPEN,
    ):
        welcomed.of(Promise).keep(
            Promise(text=f"promise {state}", state=state, about=about)
        )
    welcomed.of(Win).keep(Win(text="this month", day=DAY, about=about))
    welcomed.of(Win).keep(
        Win(text="last month", day=DAY - timedelta(days=30), about=about)
    )
    async with start((100, 40)) as session:
        await session.press(*SMALL)
        assert "Read back" in session.row
        assert session.shows(
            "Kept or moved in time: 2 of 3.",
            "November 2026",
            "October 2026",
            "last month",
        )
        await session.press("e", "d", "x", "v")
        assert len(session.app.screen_stack) == 1


async def test_without_a_settled_promise_nothing_is_counted(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Promise).keep(
        Promise(text="Ring", about=welcomed.settings.current)
    )
    async with start((100, 40)) as session:
        await session.press(*SMALL)

        assert not session.shows("moved in time:")


async def test_what_both_kept_is_shown_with_who_said_it(
    start: Open, welcomed: Workbook
) -> None:
    joint = JointCheckIn(
        day=DAY,
        kept={
            "together-q-valued-1": "the tea",
            "together-q-valued-2": "the walk",
            "gone-1": "an old answer",
        },
        agreement="If it is late, then I write.",
        next_day=DAY + timedelta(days=7),
        about=welcomed.settings.current,
    )
    welcomed.of(JointCheckIn).keep(joint)
    async with start((120, 50)) as session:
        await session.press(*to_view("Check-ins"))
        assert session.shows(
            "Our agreement",
            "If it is late",
            "Tuesday, 1 December 2026",
            "the tea",
            "the walk",
        )
        assert session.shows(
            "(the first of us)", "(the second of us)", "an old answer"
        )


@pytest.mark.parametrize(
    ("view", "value"),
    [
        ("All", Entry(text="words", day=DAY)),
        ("Goals", Goal(action="words")),
        ("Promises & wins", Promise(text="words")),
        ("Promises & wins", Win(text="words", day=DAY)),
        ("Promises & wins", Limit(text="words")),
    ],
)
async def test_a_record_goes_to_the_trash_and_comes_back(
    start: Open,
    welcomed: Workbook,
    view: str,
    value: Entry | Goal | Promise | Win | Limit,
) -> None:
    record = welcomed.of(type(value)).keep(
        replace(value, about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press(*to_view(view))
        await session.go_down_to("words")
        await session.press("d")
        await session.until_shown("In the trash")
        await session.press("T")
        assert session.shows("words", "today")
        await session.press("enter")
        assert session.shows("Brought back", "The trash is empty")
        await session.press("q")
        assert session.shows("words")
        await session.press("home")
        await session.go_down_to("words")
        await session.press("d")
        await session.press("u")
        await session.until_shown("Taken back")
        assert session.shows("words")
    welcomed.refresh()
    assert welcomed.of(type(value)).get(record.id) is not None
    assert welcomed.trash() == []


async def test_what_is_deleted_for_good_is_in_no_file(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="zanzibar", day=DAY, about=welcomed.settings.current)
    )
    welcomed.backup()
    async with start() as session:
        await session.press("5", "d")
        await session.press("T", "x")
        await session.press("enter")
        assert session.shows("zanzibar")
        await session.press("x", "2")
        assert session.shows("Delete for good?")  # a digit answers nothing
        await session.choose("Yes, for good")
        await session.until_shown("Gone for good")
        await session.press("x", "q")
        assert session.mode == "journal"
    assert holding(data, b"zanzibar") == []


async def test_the_trash_names_what_has_no_words_by_its_day(
    start: Open, welcomed: Workbook
) -> None:
    record = welcomed.of(JointCheckIn).keep(
        JointCheckIn(day=DAY, about=welcomed.settings.current)
    )
    welcomed.of(JointCheckIn).delete(record)
    async with start() as session:
        await session.press("5", "T")

        assert session.shows("joint check-in of 24 Nov 2026")


async def test_a_state_that_another_session_changed_is_not_written_over(
    start: Open, welcomed: Workbook
) -> None:
    record = welcomed.of(Promise).keep(
        Promise(text="Ring", about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press(*SMALL)
        await session.go_down_to("Ring")
        await session.press("x")
        other = Promise(
            text="Ring",
            state=PromiseState.MOVED,
            about=welcomed.settings.current,
        )
        welcomed.of(Promise).change(record, other)
        await session.choose("let go")
        assert len(session.app.screen_stack) == 2
        await session.press("enter")
        assert session.mode == "journal"
    assert kept(welcomed, Promise) == [other]


PARTS: Mapping[str, tuple[str, ...]] = {
    view.name: tuple(kind.table for kind in view.kinds) for view in VIEWS
}


def test_every_kind_of_a_view_is_in_the_view_of_everything() -> None:
    everything = set(PARTS["All"])

    assert all(set(kinds) <= everything for kinds in PARTS.values())


async def test_the_views_are_gone_through_with_brackets_or_their_neighbours(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("5")
        first = session.text
        await session.press("right_square_bracket")
        second = session.text
        assert second != first
        await session.press("comma")
        assert session.text == first
        await session.press("full_stop")
        assert session.text == second
        await session.press("left_square_bracket")
        assert session.text == first
