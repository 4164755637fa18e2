"""The keys that lead to a place, and what lies on the disk once one was there."""

from pathlib import Path

from tests.support import Sitting
from trust_tui.screens.journal_views import VIEWS


def to_view(name: str) -> list[str]:
    """To a view of the journal, from anywhere; the journal shows its first view."""
    return [
        "5",
        *["right_square_bracket"] * [view.name for view in VIEWS].index(name),
    ]


def new_goal() -> list[str]:
    """To the form for a new goal."""
    return [*to_view("Goals"), "n"]


async def go_through_first_run(session: Sitting) -> None:
    """From the first page past what is asked with its safe answers, up to who is in mind."""
    await session.until_shown("Welcome")
    for _ in range(4):
        if session.shows("Who do you have in mind?"):
            return
        await session.press("enter")
    raise AssertionError(f"Nobody was asked for:\n{session.text}")


def drafts_on_disk(data: Path) -> list[str]:
    """What the files of the drafts hold."""
    return [
        path.read_text()
        for path in (data / "drafts").glob("*.json*")
        if path.stat().st_size
    ]
