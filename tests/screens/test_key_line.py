"""The key line names the key that matters on a screen of 80 columns, and none twice."""

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT
from trust_tui.domain import Entry, Goal, Promise, Workbook
from trust_tui.library import Library
from trust_tui.widgets import Framed

DAY = MOMENT.date()


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (("1", "h"), "Enter on or off"),
        (("5", "d", "T"), "Enter bring back"),
        (to_view("Goals"), "v look back"),
        (to_view("Goals"), "n set a goal"),
        (to_view("Promises & wins"), "x state"),
        (("5",), "e edit"),
    ],
)
async def test_the_key_that_matters_is_named(
    start: Open, welcomed: Workbook, keys: tuple[str, ...], named: str
) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="a", day=DAY, about=about))
    welcomed.of(Goal).keep(Goal(action="b", about=about))
    welcomed.of(Promise).keep(Promise(text="c", about=about))
    async with start() as session:
        await session.press(*keys)
        if "Promises" in str(keys) or named.startswith("x"):
            await session.press("end")
        assert named in session.lines[-1]


async def test_no_key_is_named_twice(start: Open, welcomed: Workbook) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="a", day=DAY, about=about))
    async with start((140, 40)) as session:
        await session.press("5")
        assert session.lines[-1].count(" delete") == 1


async def test_an_exercise_names_the_keys_to_write_and_for_the_time(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("3")
        await session.choose(packaged.exercises.one("ack-lines").title)
        assert session.shows("Tab write", "^s done for now")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
async def test_what_just_happened_is_never_cut(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    said = "A word, a day, or Enter on what is next is enough. Press Esc to leave it for now."
    async with start(size) as session:
        before = session.lines
        assert isinstance(session.app.screen, Framed)
        session.app.screen.notice(said)
        await session.settle()
        assert said in " ".join(session.text.split())
        session.app.screen.notice("Kept.")
        await session.settle()
        assert session.lines[:-1] == before[:-1]
