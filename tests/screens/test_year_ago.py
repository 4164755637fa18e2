"""The overview shows what was written a year ago; never of a hard day, and not where it is switched off."""

from datetime import date

import pytest

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import CheckIn, Entry, Settings, Workbook
from trust_tui.screens.overview_rows import _year_before

YEAR_AGO = MOMENT.date().replace(year=MOMENT.year - 1)


def keep(workbook: Workbook, *values: Entry | CheckIn) -> None:
    for value in values:
        workbook.of(type(value)).keep(value)


async def test_what_was_written_a_year_ago_is_shown_and_opened(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    keep(welcomed, Entry(text="zanzibar", day=YEAR_AGO, about=about))
    async with start() as session:
        await session.until_shown("A year ago: zanzibar")
        await session.choose("A year ago")
        assert session.mode == "journal"
        assert session.shows("zanzibar")


@pytest.mark.parametrize(
    "hard",
    [
        Entry(text="b", day=YEAR_AGO, tags=("Hard",)),
        Entry(text="b #hard", day=YEAR_AGO),
        CheckIn(day=YEAR_AGO, answers={"day-mood": 1}),
    ],
)
async def test_nothing_is_shown_of_a_hard_day(
    start: Open, workbook: Workbook, hard: Entry | CheckIn
) -> None:
    workbook.set_settings(Settings(welcomed=MOMENT.date()))
    keep(workbook, Entry(text="zanzibar", day=YEAR_AGO), hard)
    async with start() as session:
        await session.until_shown("Today")
        assert not session.shows("A year ago")


async def test_it_can_be_switched_off(start: Open, welcomed: Workbook) -> None:
    about = welcomed.settings.current
    keep(welcomed, Entry(text="zanzibar", day=YEAR_AGO, about=about))
    async with start() as session:
        await session.until_shown("A year ago: zanzibar")
        await session.press("f2")
        await session.choose("A year ago, on the overview: shown")
        await session.choose("Not shown")
        await session.press("escape")
        await session.until(lambda: not session.shows("A year ago: zanzibar"))
    welcomed.refresh()
    assert not welcomed.settings.year_ago


async def test_another_day_of_last_year_is_not_shown(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    day = YEAR_AGO.replace(day=YEAR_AGO.day - 1)
    keep(welcomed, Entry(text="zanzibar", day=day, about=about))
    async with start() as session:
        await session.until_shown("Today")
        assert not session.shows("A year ago")


def test_a_leap_day_has_a_day_a_year_ago() -> None:
    assert _year_before(date(2028, 2, 29)) == date(2027, 2, 28)
