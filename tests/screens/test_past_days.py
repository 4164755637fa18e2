"""Checking in for a day that is past, and when a day ends."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Relationship
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()


def days(workbook: Workbook) -> dict[int, object]:
    """The mood by how many days ago it was."""
    workbook.refresh()
    return {
        (DAY - r.value.day).days: r.value.answers.get("day-mood")
        for r in workbook.of(CheckIn).all()
    }


async def test_yesterday_can_be_filled_in(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "comma")
        assert session.shows("Check in for Monday, 23 November")
        await session.press("space", "space", "space", "space", "4", "ctrl+s")
        await session.until_shown("Kept")
        assert not session.shows("That is all for today")
    assert days(welcomed) == {1: 4}


async def test_every_past_day_can_be_filled_in_and_none_to_come(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "comma", "comma", "comma", "comma")
        assert session.shows("Check in for Friday, 20 November")
        await session.press("full_stop", "full_stop", "full_stop", "full_stop")
        assert session.lines[0].strip().startswith("Check in")
        assert not session.shows("Check in for")


async def test_a_day_is_chosen_as_people_type_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "d")
        await session.type("tomorrow")
        await session.press("enter")
        await session.until_shown("That day is still to come.")
        await session.press("ctrl+u")
        await session.type("5 days ago")
        await session.press("enter")
        await session.until_shown("Check in for Thursday, 19 November")
        await session.press("space", "space", "space", "space", "4", "ctrl+s")
        await session.until_shown("Kept")
    assert days(welcomed) == {5: 4}


async def test_yesterday_can_be_filled_in_after_today(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=DAY, answers={"day-mood": 2}, about=welcomed.settings.current
        )
    )
    async with start() as session:
        await session.press("c", "comma")
        assert session.shows("Check in for Monday, 23 November")
        await session.press("space", "space", "space", "space", "1", "ctrl+s")
        await session.until_shown("Kept")
    assert days(welcomed) == {0: 2, 1: 1}


async def test_what_was_answered_for_one_day_waits_while_another_is_filled_in(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "3", "comma", "1")
        await session.press("full_stop")
        assert session.shows("Mostly", "what you had typed")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("c", "comma")
        assert session.shows("A little")
    welcomed.refresh()
    assert [
        (r.value.day, r.value.answers) for r in welcomed.of(CheckIn).all()
    ] == [(DAY, {"day-settled": 3})]


async def test_a_day_filled_in_already_is_changed_not_doubled(
    start: Open, welcomed: Workbook
) -> None:
    yesterday = DAY - timedelta(days=1)
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=yesterday,
            answers={"day-mood": 2},
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        await session.press("c", "comma")
        assert session.shows("So-so")
        await session.press("space", "space", "space", "space", "4", "ctrl+s")
        await session.until_shown("Kept")
    assert days(welcomed) == {1: 4}


async def test_an_old_check_in_is_changed_from_the_journal_and_leads_to_no_other_day(
    start: Open, welcomed: Workbook
) -> None:
    old = DAY - timedelta(days=9)
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=old, answers={"day-mood": 2}, about=welcomed.settings.current
        )
    )
    async with start() as session:
        await session.press(*to_view("Check-ins"), "e", "comma", "full_stop")
        assert session.shows("Check in for Sunday, 15 November")


async def test_the_day_of_all_together_is_changed_not_doubled(
    start: Open, workbook: Workbook
) -> None:
    other = workbook.of(Relationship).keep(Relationship(label="M"))
    workbook.set_settings(type(workbook.settings)(welcomed=DAY))
    async with start() as session:
        await session.press("c", "2", "3", "ctrl+s")
        await session.until_shown("Kept")
        workbook.of(CheckIn).keep(
            CheckIn(day=DAY, answers={"day-mood": 0}, about=other.id)
        )
        await session.app.session.refresh()
        await session.press("c", "2")
        assert session.shows("Mostly")
        await session.press("4", "ctrl+s")
        await session.until(
            lambda: len(session.app.screen_stack) == 1, "the form to close"
        )
    workbook.refresh()
    assert [
        r.value.answers
        for r in workbook.of(CheckIn).all()
        if r.value.about is None
    ] == [{"day-settled": 4}]


@pytest.mark.parametrize(
    ("hour", "ends", "back"), [(3, 4, 1), (4, 4, 0), (11, 12, 1), (0, 0, 0)]
)
async def test_a_day_ends_when_the_user_says(
    start: Open,
    welcomed: Workbook,
    clock: StandingClock,
    hour: int,
    ends: int,
    back: int,
) -> None:
    clock.moment = MOMENT.replace(hour=hour)
    async with start() as session:
        await session.press("f4")
        await session.choose("Midnight" if ends == 0 else f"{ends}:00")
        await session.press("c", "3", "ctrl+s")
        await session.until_shown("Kept. That is all for today")
    welcomed.refresh()
    assert welcomed.settings.day_ends == ends
    assert [record.value.day for record in welcomed.of(CheckIn).all()] == [
        DAY - timedelta(days=back)
    ]


async def test_leaving_the_question_keeps_the_hour(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("f4")
        assert "4:00" in session.row
        await session.press("escape")
    welcomed.refresh()
    assert welcomed.settings.day_ends == 4


async def test_a_clock_set_back_shows_what_lies_ahead_and_stops_nothing(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    about = welcomed.settings.current
    for back in range(14):
        welcomed.of(CheckIn).keep(
            CheckIn(
                day=DAY - timedelta(days=back),
                answers={"day-mood": 3},
                about=about,
            )
        )
    clock.moment = MOMENT - timedelta(days=30)
    async with start((100, 50)) as session:
        await session.until_shown("later than this machine's clock")
        await session.press("enter")
        assert session.shows("Today", "Checked in today")
        for number in "12345":
            await session.press(number)
        await session.press(*to_view("Trends"))
        assert session.app.is_running
        await session.press("1", "c", "1", "ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert len(welcomed.of(CheckIn).all()) == 15


async def test_someone_who_was_away_is_greeted_and_nothing_is_counted(
    start: Open, welcomed: Workbook
) -> None:
    long_ago = DAY - timedelta(days=40)
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=long_ago,
            answers={"day-mood": 1},
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        await session.until_shown("Good to see you. Nothing is lost.")
        assert not any(
            word in session.text for word in ("missed", "40 days", "streak")
        )


async def test_the_way_to_safety_stores_nothing(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c")
        assert session.shows("! I do not feel safe")
        await session.press("exclamation_mark")
        assert (
            session.app.session.library.header("safety").title
            in session.lines[0]
        )
        await session.press("q", "escape")
    assert days(welcomed) == {}
