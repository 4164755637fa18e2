"""At 80 columns no title of the product's own is cut on the overview, and what holds for all lines is said once."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.support import BAR, MOMENT
from trust_tui.domain import CheckIn, Entry, PageRead, Relationship, Workbook
from trust_tui.library import Library

DAY = MOMENT.date()
ANSWERS = {
    "day-settled": 3,
    "day-pull": 1,
    "day-open": 2,
    "day-word": 2,
    "day-mood": 3,
}


@pytest.mark.parametrize("size", [(60, 60), (80, 40), (120, 40), (200, 60)])
async def test_no_title_of_the_shelf_is_cut(
    start: Open, welcomed: Workbook, packaged: Library, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.until_shown("Today")
        for header in packaged.shelf()[:8]:
            if header.id not in ("signs", "steps"):
                assert header.title in session.text


async def test_what_holds_for_all_lines_is_said_once_and_whole(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for back in (0, 1, 2, 4, 9, 30, 33):
        welcomed.of(CheckIn).keep(
            CheckIn(
                day=DAY - timedelta(days=back), answers=ANSWERS, about=about
            )
        )
    async with start((80, 40)) as session:
        await session.until_shown("The last six weeks")
        assert session.text.count("too few answers") == 1
        left = " ".join(line[:40].strip() for line in session.lines)
        assert "three a week are enough" in " ".join(
            left.replace("│", " ").split()
        )


async def test_a_wide_window_begins_with_what_one_may_do_first(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    title = packaged.text("tour", "first-days").title
    async with start((140, 40)) as session:
        await session.until_shown("Next exercise")
        assert session.shows(title, "Three honest lines", "Self-check")
        await session.press("n", *"A word", "ctrl+s", "1")
        await session.until_shown("Written last")
        assert not session.shows(title)


@pytest.mark.parametrize("height", [24, 40, 60])
async def test_a_wide_window_shows_every_day_of_each_person_on_one_axis(
    start: Open, welcomed: Workbook, height: int
) -> None:
    people = [welcomed.settings.current]
    people.append(welcomed.of(Relationship).keep(Relationship(label="M")).id)
    for about in people:
        for back in (0, 1, 2, 4, 9, 30):
            day = DAY - timedelta(days=back)
            welcomed.of(CheckIn).keep(
                CheckIn(day=day, answers=ANSWERS, about=about)
            )
    welcomed.of(Entry).keep(Entry(text="We\ntalked", day=DAY, about=people[1]))
    async with start((140, height)) as session:
        await session.until_shown("The last six weeks")
        assert any(line.strip().startswith("settled") for line in session.lines)
        assert len([line for line in session.lines if "14 Oct" in line]) == 1
        await session.press("r")
        await session.choose("All together")
        await session.until_shown("S, settled" if height > 24 else "S")
        assert session.shows("M, settled" if height > 24 else "M")
        await session.press("tab", "home", "enter")
        await session.until_shown("talked")


async def test_no_title_of_the_shelf_is_cut_by_the_mark_that_it_was_read(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    first = packaged.shelf()[0]
    welcomed.of(PageRead).keep(PageRead(page=first.id, day=DAY, finished=True))
    async with start() as session:
        await session.until_shown("\u2713")
        assert any(
            first.title in line and "\u2713" in line for line in session.lines
        )


async def test_six_weeks_at_80_columns_have_a_bar_for_every_other_day(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for back in range(42):
        day = DAY - timedelta(days=back)
        welcomed.of(CheckIn).keep(
            CheckIn(day=day, answers=ANSWERS, about=about)
        )
    async with start((80, 24)) as session:
        await session.until_shown("The last six weeks")
        line = next(line for line in session.lines if " mood " in line)
        assert sum(mark in BAR for mark in line) == 21
        assert session.text.count("no clear change") == 1


async def test_lines_of_which_not_the_same_is_said_are_named_below(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for back in range(120):
        mood = {"day-mood": back % 2 + (2 if back < 60 else 0)}
        welcomed.of(CheckIn).keep(
            CheckIn(
                day=DAY - timedelta(days=back),
                answers=ANSWERS | mood,
                about=about,
            )
        )
    async with start((80, 24)) as session:
        await session.until_shown("The last six weeks")
        left = " ".join(
            line.split("\u2502")[0].strip() for line in session.lines
        )
        assert "settled, the pull, open, my word: no clear change" in left
        assert "mood: higher since" in left
