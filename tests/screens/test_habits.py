"""Small habits: switched on by the user, ticked or noted, counted without a row of days to keep up."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain.errors import FullError
from trust_tui.domain.records import (
    Habit,
    HabitTick,
    Limit,
    Relationship,
    Settings,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library

DAY = MOMENT.date()


@pytest.fixture
def open_share(packaged: Library) -> str:
    """The title of the habit that is ticked each day."""
    return packaged.text("habits", "habit-open").title


async def switch(session: Sitting, title: str) -> None:
    await session.press("1", "h")
    await session.choose(title)


async def test_a_habit_is_switched_on_and_off(
    start: Open, welcomed: Workbook, open_share: str
) -> None:
    async with start() as session:
        await switch(session, open_share)
        assert session.row.partition("\u2502")[0].rstrip().endswith(" on")
        await session.press("q")
        assert session.shows(open_share, "tick it")
        await switch(session, open_share)
        await session.press("q")
        assert not session.shows(open_share)
    welcomed.refresh()
    assert [record.value for record in welcomed.of(Habit).all()] == [
        Habit(habit="habit-open", on=False, about=welcomed.settings.current)
    ]


async def test_none_is_switched_on_by_itself(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        assert not session.shows("tick it")
        await session.press("h")
        assert not any(
            line.partition("\u2502")[0].rstrip().endswith(" on")
            for line in session.lines
        )


async def test_it_is_ticked_once_a_day_on_the_overview(
    start: Open, welcomed: Workbook, open_share: str
) -> None:
    welcomed.of(Habit).keep(
        Habit(habit="habit-open", about=welcomed.settings.current)
    )
    async with start() as session:
        await session.choose(open_share)
        await session.until_shown("Ticked for today")
        assert not session.shows("tick it")
    welcomed.refresh()
    assert [record.value for record in welcomed.of(HabitTick).all()] == [
        HabitTick(habit="habit-open", day=DAY, about=welcomed.settings.current)
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [((0,), "Ticked once so far"), ((0, 9), "Ticked 2 times so far")],
)
async def test_ticks_are_counted_and_gaps_are_not(
    start: Open,
    welcomed: Workbook,
    open_share: str,
    days: tuple[int, ...],
    said: str,
) -> None:
    for back in days:
        day = DAY - timedelta(days=back)
        welcomed.of(HabitTick).keep(
            HabitTick(
                habit="habit-open", day=day, about=welcomed.settings.current
            )
        )
    async with start() as session:
        await session.press("h")
        await session.go_down_to(open_share)
        assert session.shows(said)
        assert not any(
            word in session.text.casefold()
            for word in ("streak", "missed", "in a row")
        )


async def test_a_habit_belongs_to_the_one_in_mind(
    start: Open, welcomed: Workbook, open_share: str
) -> None:
    welcomed.of(Habit).keep(
        Habit(habit="habit-open", about=welcomed.settings.current)
    )
    other = welcomed.of(Relationship).keep(Relationship(label="M"))
    welcomed.set_settings(Settings(welcomed=DAY, current=other.id))
    async with start() as session:
        assert not session.shows("tick it")
        await switch(session, open_share)
        await session.press("q")
        assert session.shows("tick it")
    welcomed.refresh()
    assert len(welcomed.of(Habit).all()) == 2


@pytest.mark.parametrize(
    ("habit", "title"),
    [
        ("habit-promises", "A promise of mine"),
        ("habit-wins", "A small win"),
        ("habit-limits", "A limit of mine"),
        ("habit-letter", "New entry"),
    ],
)
async def test_n_opens_what_a_habit_keeps(
    start: Open, welcomed: Workbook, packaged: Library, habit: str, title: str
) -> None:
    async with start() as session:
        await session.press("h")
        await session.go_down_to(packaged.text("habits", habit).title)
        await session.press("n")
        await session.until(lambda: title == session.title, title)


async def test_what_is_noted_from_a_habit_is_kept(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("h")
        await session.go_down_to(packaged.text("habits", "habit-limits").title)
        await session.press("n")
        await session.paste("not after ten")
        await session.press("enter")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Limit).all()] == [
        "not after ten"
    ]


async def test_a_full_disk_is_said_and_the_habit_stays_as_it_was(
    start: Open,
    welcomed: Workbook,
    open_share: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with start() as session:
        await session.press("h")

        def full(_value: Habit) -> None:
            raise FullError("Free some room and try again.")

        monkeypatch.setattr(
            session.app.session.workbook.of(Habit), "keep", full
        )
        await session.choose(open_share)
        assert session.shows("Free some room")
        assert not session.row.partition("\u2502")[0].rstrip().endswith(" on")
