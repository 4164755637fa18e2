"""Every form shows its day and can change it, and a draft keeps the day it was begun on."""

from datetime import date, timedelta

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain import Entry, Goal, Record, Win, Workbook

DAY = MOMENT.date()


def entry(workbook: Workbook) -> Record[Entry]:
    workbook.refresh()
    (kept,) = workbook.of(Entry).all()
    return kept


@pytest.mark.parametrize(
    ("typed", "back", "at"),
    [
        ("yesterday", 1, "12:00"),
        ("3 days ago, 21:15", 3, "21:15"),
        ("", 0, f"{MOMENT:%H:%M}"),
    ],
)
async def test_an_entry_is_kept_under_the_day_that_was_typed(
    start: Open, welcomed: Workbook, typed: str, back: int, at: str
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        await session.press("tab", "tab")
        await session.type(typed)
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    kept = entry(welcomed)
    assert kept.value.day == DAY - timedelta(days=back)
    assert f"{kept.made:%H:%M}" == at


async def test_the_day_of_an_entry_is_changed_and_the_rest_stays(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY, about=about))
    async with start() as session:
        await session.press("5", "e")
        assert session.shows(f"{MOMENT:%Y-%m-%d %H:%M}")
        await session.press("tab", "tab", "ctrl+u")
        await session.type("2026-03-02 21:15")
        await session.press("ctrl+s")
        await session.until_shown("Monday, 2 March 2026")
    kept = entry(welcomed)
    assert kept.value == Entry(
        text="zanzibar", day=date(2026, 3, 2), about=about
    )
    assert f"{kept.made:%Y-%m-%d %H:%M}" == "2026-03-02 21:15"
    assert kept.changed.date() == DAY


async def test_a_change_of_words_leaves_the_day_alone(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    made = MOMENT - timedelta(days=3)
    welcomed.of(Entry).keep(
        Entry(text="zanzibar", day=made.date(), about=about), made
    )
    async with start() as session:
        await session.press("5", "e")
        await session.type("x")
        await session.press("ctrl+s")
        await session.until_shown("zanzibarx")
    kept = entry(welcomed)
    assert (kept.value.day, kept.made) == (made.date(), made)


async def test_a_day_that_is_none_is_said_with_the_cursor_in_its_field(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        await session.press("tab", "tab")
        await session.type("whenever")
        await session.press("shift+tab", "ctrl+s")
        assert session.shows("Write the day like yesterday")
        assert session.app.focused is not None
        assert session.app.focused.id == "entry-day"


async def test_a_draft_is_kept_under_the_day_it_was_begun_on(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        await session.press("escape")
        clock.moment = MOMENT + timedelta(days=8)
        await session.press("n")
        await session.until_shown("Begun 8 days ago")
        assert session.shows(f"{MOMENT:%Y-%m-%d %H:%M}")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    kept = entry(welcomed)
    assert kept.value.day == DAY
    assert f"{kept.made:%Y-%m-%d %H:%M}" == f"{MOMENT:%Y-%m-%d %H:%M}"


async def test_a_win_is_of_the_day_that_was_typed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Promises & wins"), "n")
        await session.choose("A small win")
        await session.type("tea")
        await session.press("tab", "ctrl+u")
        await session.type("2 days ago")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (win,) = welcomed.of(Win).all()
    assert win.value.day == DAY - timedelta(days=2)


async def test_a_goal_is_tried_next_friday(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Goals"), "n")
        await session.type("Ask")
        await session.press("tab", "tab", "tab")
        await session.type("next friday")
        assert session.shows("What, when, how I know")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (goal,) = welcomed.of(Goal).all()
    assert goal.value.first_try == date(2026, 11, 27)


async def test_an_error_of_a_goal_stands_at_its_field_and_is_whole(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Goals"), "n")
        await session.press("tab", "tab", "tab")
        await session.type("whenever")
        await session.press("ctrl+s")
        await session.until_shown("Write in the first line what you will do")
        assert session.app.focused is not None
        assert session.app.focused.id == "goal-action"
        await session.type("Ask")
        await session.until_shown("Ask")
        await session.press("ctrl+s")
        assert session.app.focused is not None
        assert session.app.focused.id == "goal-first-try"
        assert "29 Nov, 2026-11-29 or +7." in " ".join(session.words.split())
