"""What cannot be kept is said in whole sentences, with the cursor in the field at fault."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain import Goal, Workbook

SIZES = [(80, 24), (60, 20), (40, 12)]


def said(session: Sitting) -> str:
    """All that stands on the screen, as one line."""
    return " ".join(session.words.split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "sentence", "field"),
    [
        (
            ["n", "ctrl+s"],
            "There is nothing to keep yet. Write a word, or press Esc to leave.",
            "entry-text",
        ),
        (
            ["n", "a", "tab", "tab", "x", "y", "shift+tab", "ctrl+s"],
            "Write the day like yesterday, friday 9 pm, 3 days ago, 29 Nov or 2026-11-29 21:15.",
            "entry-day",
        ),
        (
            ["c", "ctrl+s"],
            "Nothing is answered yet. Press Esc to leave it for today.",
            "check-in-items",
        ),
        (
            ["2", "s", "ctrl+s"],
            "Nothing is answered yet. Press Esc to leave it for another day.",
            "items",
        ),
        (
            [*to_view("Goals"), "n", "ctrl+s"],
            "Write in the first line what you will do, or press Esc to leave.",
            "goal-action",
        ),
        (
            [*to_view("Goals"), "v", "ctrl+s"],
            "A word, a day, or Enter on what is next is enough. Press Esc to leave it for now.",
            "review-well",
        ),
        (
            [*to_view("Goals"), "v", "a", *["tab"] * 3, "x", "y", "ctrl+s"],
            "Write the day like tomorrow, next friday, in 3 days, 29 Nov, 2026-11-29 or +7.",
            "review-day",
        ),
    ],
    ids=lambda value: (
        value if isinstance(value, str) and " " not in value else ""
    ),
)
async def test_an_error_moves_the_cursor_to_its_field_and_is_never_cut(
    start: Open,
    welcomed: Workbook,
    size: tuple[int, int],
    keys: list[str],
    sentence: str,
    field: str,
) -> None:
    welcomed.of(Goal).keep(
        Goal(action="Ask", about=welcomed.settings.current),
        MOMENT - timedelta(days=9),
    )
    async with start(size=size) as session:
        await session.press(*keys)
        await session.until(lambda: sentence in said(session), sentence)
        assert session.app.focused is not None
        assert session.app.focused.id == field


async def test_what_was_refused_is_forgotten_once_it_is_put_right(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n", "ctrl+s")
        await session.until_shown("There is nothing to keep yet.")
        await session.type("zanzibar")
        await session.press("tab", "tab")
        await session.type("whenever")
        await session.press("ctrl+s")
        await session.until_shown("Write the day like")
        assert not session.shows("There is nothing to keep yet.")
        await session.press("ctrl+u", "ctrl+s")
        await session.until_shown("Kept")
