"""Small windows: 40x12 is 160x48 at four times the size of letters. One pane, and everything can be reached."""

import pytest
from textual.widgets import Input, TextArea

from tests.conftest import Open
from tests.screens.keys import new_goal
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook

SIZES = ((40, 12), (32, 10))

FORMS: dict[str, list[str]] = {
    "entry": ["n"],
    "check-in": ["c", "down", "down", "down", "down", "down"],
    "goal": new_goal(),
    "exercise": ["3", "down", "down", "enter", "tab"],
    "passphrase": ["f5"],
    "search": ["slash"],
    "filter": ["4", "f"],
}
"""Keys to the first field of each."""


def field_in_view(session: Sitting) -> str:
    """What stands at the place where the field in focus is drawn; empty where it is not on the screen."""
    focused = session.app.focused
    assert isinstance(focused, (Input, TextArea)), focused
    x, y = focused.cursor_screen_offset
    visible = session.app.screen.find_widget(focused).visible_region
    return (
        session.lines[y]
        if visible.contains(min(x, visible.right - 1), y)
        else ""
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("form", FORMS)
async def test_every_field_is_seen_while_one_types_in_it(
    start: Open, welcomed: Workbook, size: tuple[int, int], form: str
) -> None:
    async with start(size) as session:
        await session.press(*FORMS[form])
        seen = set()
        while session.app.focused not in seen:
            seen.add(session.app.focused)
            if isinstance(session.app.focused, (Input, TextArea)):
                await session.press("x", "y")
                await session.until(
                    lambda: {"xy", "••"} & set(field_in_view(session).split())
                )
            await session.press("tab")
        assert any(isinstance(one, (Input, TextArea)) for one in seen)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("key", ["exclamation_mark", "f9"])
@pytest.mark.parametrize("place", ["1", "2", "3", "4", "5", "c", "h"])
async def test_safety_opens_from_everywhere(
    start: Open,
    welcomed: Workbook,
    size: tuple[int, int],
    key: str,
    place: str,
) -> None:
    async with start(size) as session:
        await session.press(place, key)
        assert session.shows("Safety")
        assert session.shows("To leave at once")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_safety_and_help_open_while_one_writes(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("n", *"words")
        assert session.shows("F1 help  F9 safety  ^q leave")
        await session.press("f9")
        assert session.shows("To leave at once")
        await session.press("escape", "f1")
        assert session.shows("On this screen")
        await session.press("escape")
        assert session.shows("words")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_statement_of_a_self_check_is_seen_with_its_answers(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("2", "s")
        assert session.shows("\u25b8 I felt a rush of fear")
        assert session.shows("0 Not at all")
        await session.press("4")
        assert session.shows("1 of 15 answered")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_nothing_of_a_title_is_cut_off(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("4", "enter")
        title = " ".join(line.strip() for line in session.lines[2:4])
        assert "What are the main signs of a trust problem?" in title


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_key_line_names_help_safety_and_leaving(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="x", day=MOMENT.date(), about=welcomed.settings.current)
    )
    async with start(size) as session:
        for mode in "12345":
            await session.press(mode)
            assert session.shows("? help  ! safety  ^q leave")
