"""The calendar of the journal shades each day by how much was kept, and leads to a day."""

from datetime import date, timedelta

import pytest

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import Entry, Workbook

DAY = MOMENT.date()
AGO = timedelta(days=40)


def keep(workbook: Workbook, day: date, *texts: str) -> None:
    about = workbook.settings.current
    for text in texts:
        workbook.of(Entry).keep(Entry(text=text, day=day, about=about))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (32, 10), (120, 40)])
async def test_a_day_is_chosen_by_week_and_day_and_shown_in_the_journal(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    keep(welcomed, DAY, "now")
    keep(welcomed, DAY - AGO, *["same day"] * 3)
    async with start(size=size) as session:
        await session.press("5", "y")
        await session.until_shown(f"{DAY:%b %Y}: 1 kept")
        assert session.shows("\u25b81\u2591")
        await session.press(*["up"] * 5, *["left"] * 5)
        await session.until_shown("3 kept")
        assert session.shows("\u25b83\u2593")
        await session.press("enter")
        await session.until(lambda: "same day" in session.row)
        await session.press("up")
        await session.until(lambda: "now" in session.row)


async def test_a_day_with_nothing_leads_to_what_was_kept_before_it(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed, DAY - AGO, "zanzibar")
    keep(welcomed, DAY - AGO * 20, "long ago")
    async with start() as session:
        await session.press("5", "y", "pageup")
        await session.until_shown("nothing kept")
        await session.press("enter")
        await session.until(lambda: "zanzibar" in session.row)
        await session.press("y", "home")
        first = DAY - AGO * 20
        await session.until_shown(f"{first:%A} {first.day} {first:%b %Y}: 1")
        await session.press("left", "pageup", "enter")
        await session.until(lambda: "long ago" in session.row)


async def test_without_records_the_calendar_shows_this_month(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("5", "y")
        await session.until_shown(f"{DAY:%b %Y}: nothing kept")
        await session.press("up", "enter")
        await session.until(lambda: not session.shows("nothing kept"))
        assert session.mode == "journal"
