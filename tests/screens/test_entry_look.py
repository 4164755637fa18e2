"""While an entry is written one can look at how its Markdown will be read."""

from tests.conftest import Open
from tests.support import Sitting
from trust_tui.domain import Entry, Workbook

NARROW = (80, 24)
WIDE = (130, 30)


async def write(session: Sitting) -> None:
    """Begin an entry in Markdown."""
    await session.press("n")
    await session.type("# A day")
    await session.press("enter")
    await session.type("we had **tea**")


async def test_the_look_takes_the_place_of_the_text_where_it_is_narrow(
    start: Open, welcomed: Workbook
) -> None:
    async with start(size=NARROW) as session:
        await write(session)
        assert session.shows("# A day", "**tea**")
        await session.press("ctrl+n")
        await session.until_shown("we had tea")
        assert not session.shows("# A day")
        await session.press("ctrl+n")
        await session.until_shown("**tea**")
        await session.type(" zanzibar")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (kept,) = welcomed.of(Entry).all()
    assert kept.value.text == "# A day\nwe had **tea** zanzibar"


async def test_the_look_stands_beside_the_text_and_follows_it_where_it_is_wide(
    start: Open, welcomed: Workbook
) -> None:
    async with start(size=WIDE) as session:
        await write(session)
        await session.press("ctrl+n")
        await session.until_shown("we had tea")
        assert session.shows("# A day", "**tea**")
        await session.type(" and _zanzibar_")
        await session.until_shown("we had tea and zanzibar")
        assert session.shows("we had **tea** and _zanzibar_")
        await session.press("ctrl+n")
        await session.until(lambda: not session.shows("we had tea"))


async def test_a_look_longer_than_the_screen_shows_what_is_being_written(
    start: Open, welcomed: Workbook
) -> None:
    async with start(size=WIDE) as session:
        await write(session)
        await session.press("ctrl+n")
        for _ in range(40):
            await session.press("enter", "x")
        await session.type(" **zanzibar**")
        await session.until_shown("x zanzibar")


async def test_nothing_that_was_written_obeys_in_the_look(
    start: Open, welcomed: Workbook
) -> None:
    async with start(size=NARROW) as session:
        await session.press("n")
        await session.type("[link](faq) [bold]b[/bold] zanzibar")
        await session.press("ctrl+n")
        await session.until_shown("[link](faq) [bold]b[/bold] zanzibar")
        await session.press("enter")
        assert session.shows("New entry")
