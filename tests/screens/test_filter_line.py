"""The filter line of the journal: the same language as search, over the view that is shown."""

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import CheckIn, Entry, Goal, Relationship, Workbook

DAY = MOMENT.date()


def keep(workbook: Workbook) -> None:
    about = workbook.settings.current
    workbook.of(Entry).keep(Entry(text="pumpkin #soup", day=DAY, about=about))
    workbook.of(Entry).keep(Entry(text="zanzibar", day=DAY, about=about))
    workbook.of(Goal).keep(Goal(action="pumpkins", about=about))


async def test_a_filter_narrows_the_list_while_it_is_typed(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "f")
        await session.type("pump")
        await session.until(lambda: not session.shows("zanzibar"))
        assert session.shows("pumpkin", "Goal: pumpkins")
        await session.type(" #soup")
        await session.until(lambda: not session.shows("Goal: pumpkins"))
        await session.press("enter")
        assert "pumpkin #soup" in session.row
        await session.press("escape")
        await session.until_shown("zanzibar")


async def test_a_filter_goes_with_the_view(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "f")
        await session.type("pump")
        await session.press("enter", "]", "]", "]")
        await session.until(lambda: not session.shows("#soup"))
        assert session.shows("pumpkins")


async def test_who_goes_over_the_person_in_mind(
    start: Open, welcomed: Workbook
) -> None:
    other = welcomed.of(Relationship).keep(Relationship(label="Mother"))
    welcomed.of(CheckIn).keep(
        CheckIn(day=DAY, answers={}, note="tea", about=other.id)
    )
    async with start() as session:
        await session.press("5", "f")
        await session.type("who:mo")
        await session.until_shown("Check-in: tea")


async def test_what_is_no_filter_is_said_and_the_list_stays(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "f")
        await session.type("kind:z")
        await session.until_shown("Behind kind: goes one of")
        assert session.shows("zanzibar")
        await session.press("ctrl+u")
        await session.until(lambda: not session.shows("Behind kind:"))


async def test_what_fits_nothing_says_so(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "f")
        await session.type("nowhere")
        await session.until_shown("Nothing here fits the filter.")
