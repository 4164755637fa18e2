"""The same at every size: one column where it is narrow, a plain message where there is no room."""

import pytest

from tests.conftest import Open
from tests.screens.keys import new_goal
from tests.support import MOMENT
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library


async def test_where_it_is_narrow_there_is_the_list_or_the_page(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    sign = packaged.signs()[0]
    first_words = "This can show up in anyone"
    async with start((60, 20)) as session:
        await session.press("2")
        await session.go_down_to(sign.title[:20])
        assert not session.shows(first_words)
        await session.press("enter")
        assert session.shows(first_words)
        assert not session.shows(packaged.signs()[1].title)
        await session.press("escape")
        assert session.shows(packaged.signs()[1].title)
        assert not session.shows(first_words)


async def test_the_overview_is_one_column_where_it_is_narrow(
    start: Open, welcomed: Workbook
) -> None:
    async with start((60, 40)) as session:
        assert session.shows("Today", "Read")
        lines = [line.strip() for line in session.lines]
        assert lines.index("Today") < lines.index("Read")


async def test_everything_can_be_done_in_sixty_by_twenty(
    start: Open, welcomed: Workbook
) -> None:
    async with start((60, 20)) as session:
        await session.press("n")
        await session.type("narrow")
        await session.press("ctrl+s")
        await session.press("5", "enter")
        assert session.shows("narrow")
        await session.press("escape", *new_goal())
        await session.type("Ask once")
        await session.press("ctrl+s")
        await session.until_shown("Ask once")
        for number in range(1, 6):
            await session.press(str(number))
            assert max(map(len, session.lines)) <= 60


@pytest.mark.parametrize(
    "size", [(31, 12), (26, 30), (100, 9), (20, 5), (5, 3), (1, 1)]
)
async def test_where_there_is_no_room_that_is_said(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        if size[0] >= 24:
            assert session.shows("needs 32x")
        assert not session.shows("Check in")
        for key in ("2", "5", "down", "n"):
            await session.press(key)
        assert await session.leave() == 0


async def test_what_is_typed_survives_a_window_that_gets_too_small(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("still here")
        await session.resize(30, 8)
        assert session.shows("needs 32x")
        await session.resize(1, 1)
        await session.resize(120, 40)
        assert session.shows("still here")
        await session.resize(80, 24)
        await session.press("ctrl+s")
    welcomed.refresh()
    (entry,) = welcomed.of(Entry).all()
    assert entry.value.text == "still here"


@pytest.mark.parametrize(
    "size",
    [(32, 10), (40, 12), (60, 16), (80, 24), (120, 40), (200, 60), (300, 100)],
)
async def test_every_screen_and_dialog_fits(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    text = "A long line of words that goes on and on. " * 40
    welcomed.of(Entry).keep(
        Entry(
            title=text,
            text=text,
            day=MOMENT.date(),
            about=welcomed.settings.current,
        )
    )
    async with start(size) as session:
        for keys in (
            ("1",),
            ("2", "tab"),
            ("3", "tab"),
            ("4", "tab"),
            ("5", "tab"),
            ("c",),
            ("n",),
            ("question_mark",),
        ):
            await session.press(*keys)
            assert len(session.lines) == size[1]
            assert max(map(len, session.lines)) <= size[0]
            if len(session.app.screen_stack) > 1:
                await session.press("escape")


async def test_a_screen_follows_the_window(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("2", "down", "down", "enter")
        for size in (
            (60, 16),
            (200, 60),
            (72, 24),
            (71, 24),
            (110, 24),
            (109, 24),
        ):
            await session.resize(*size)
            assert session.shows("This can show up in anyone")


@pytest.mark.parametrize("width", [80, 100])
async def test_the_key_line_says_how_to_write_on_each_screen(
    start: Open, welcomed: Workbook, width: int
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="x", day=MOMENT.date(), about=welcomed.settings.current)
    )
    async with start((width, 24)) as session:
        for mode in "12345":
            for key in (mode, "tab"):
                await session.press(key)
                assert "n write" in session.lines[-1]


async def test_what_is_seldom_asked_for_gives_way_first(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        assert session.lines[-1].split()[:8] == [
            "t",
            "together",
            "c",
            "check",
            "in",
            "n",
            "write",
            "/",
        ]
        await session.resize(100, 24)
        assert session.shows("n write  h habits")
