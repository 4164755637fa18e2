"""The first page: three cards, side by side or one at a time, and the key that goes on named at every size."""

import pytest

from tests.conftest import Open
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)], ids=str)
async def test_all_three_cards_stand_beside_one_another(
    start: Open, workbook: Workbook, packaged: Library, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.until_shown("Welcome")
        for card in packaged.text("privacy", "first-run").parts:
            assert session.shows(card.title.split(",")[0])
        assert session.shows("Enter begin")
        assert not session.shows("1 of 3")


@pytest.mark.parametrize("size", [(40, 12), (60, 20)], ids=str)
async def test_where_there_is_room_for_one_the_others_are_a_key_away(
    start: Open, workbook: Workbook, packaged: Library, size: tuple[int, int]
) -> None:
    titles = [
        part.title.split(",")[0]
        for part in packaged.text("privacy", "first-run").parts
    ]
    async with start(size) as session:
        await session.until_shown("Welcome")
        for at, title in enumerate(titles, 1):
            assert session.shows(title, f"{at} of 3", "Enter begin")
            await session.press("right")
        await session.press("left")
        assert session.shows(titles[1])
        await session.press("enter")
        await session.until_shown("Who else can read your files?")


async def test_the_card_that_was_turned_to_stays_as_the_window_changes(
    start: Open, workbook: Workbook, packaged: Library
) -> None:
    titles = [
        part.title.split(",")[0]
        for part in packaged.text("privacy", "first-run").parts
    ]
    async with start((60, 20)) as session:
        await session.until_shown("Welcome")
        await session.press("right")
        await session.resize(80, 24)
        await session.until_shown(titles[0])
        await session.resize(40, 12)
        await session.until_shown("2 of 3")
        assert session.shows(titles[1])
