"""At 80 columns no title of the product's own is cut on the overview, and what holds for all lines is said once."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import CheckIn, Workbook
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
