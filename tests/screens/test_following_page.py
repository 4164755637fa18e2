"""The page beside a list follows the cursor once it rests; whoever goes into the page finds the right one."""

import pytest

from tests.conftest import Open
from tests.support import Sitting
from trust_tui.domain.workbook import Workbook
from trust_tui.screens import list_page


def hold_back(session: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have pages wait longer than the test lasts."""
    monkeypatch.setattr(list_page, "PAGE_SECONDS", 3600.0)
    session.is_page_held_back = True


def page_title(session: Sitting) -> str:
    """The title of the page in view, beside the list or in the width of the screen."""
    return session.lines[2].rpartition("\u2502")[2].strip()


def row_title(session: Sitting) -> str:
    """What stands in the row under the cursor."""
    return session.row.partition("\u2502")[0].strip()


async def test_the_page_follows_the_cursor(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("2", "down")

        assert page_title(session) == row_title(session)


async def test_the_cursor_moves_before_the_page(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("2", "down")
        row, title = session.row, page_title(session)
        hold_back(session, monkeypatch)
        await session.press("down", "down")

        assert session.row != row
        assert page_title(session) == title


@pytest.mark.parametrize("key", ["tab", "enter", "i"])
async def test_a_key_that_goes_into_the_page_shows_it_first(
    key: str, start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("2")
        hold_back(session, monkeypatch)
        await session.press("down", "down")
        title = row_title(session)
        await session.press(key)
        await session.press("escape") if key == "i" else None

        assert page_title(session) == title


async def test_a_page_that_is_pointed_at_is_that_of_the_row(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("2")
        hold_back(session, monkeypatch)
        await session.press("down", "down")
        title = row_title(session)
        with session.app._context():
            await session.pilot.click("#page")
        await session.settle()

        assert page_title(session) == title


async def test_nothing_is_to_come_when_the_cursor_is_back_where_it_was(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("2", "down")
        hold_back(session, monkeypatch)
        await session.press("down", "up")
        screen = session.app.screen

        assert isinstance(screen, list_page.ListPageScreen)
        assert not screen.pages.is_page_due


async def test_a_page_that_was_to_come_does_not_take_the_place_of_another_screen(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("2")
        session.is_page_held_back = True
        await session.press("down")
        session.is_page_held_back = False
        await session.press("1")

        assert session.mode == "overview"
        assert session.shows("Today", "Read")

        await session.press("2")

        assert page_title(session) == row_title(session)
