"""Backups from the keyboard."""

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook

WORDS = "kept before"


@pytest.fixture
def entry(welcomed: Workbook) -> Workbook:
    """A workbook that holds an entry."""
    welcomed.of(Entry).keep(
        Entry(text=WORDS, day=MOMENT.date(), about=welcomed.settings.current)
    )
    return welcomed


async def command(session: Sitting, name: str) -> None:
    """Give a command by its name."""
    await session.press("ctrl+p")
    await session.paste(name)
    await session.press("enter")


async def test_a_backup_is_made_and_gone_back_to(
    start: Open, entry: Workbook
) -> None:
    async with start() as session:
        await command(session, "back up")
        await session.until_shown("A backup was made")
        await session.press("5", "d")
        await session.until_shown("In the trash")
        await command(session, "go back to a backup")
        await session.until_shown("Leave everything as it is")
        await session.press("enter")
        assert not session.shows(WORDS)
        await command(session, "go back to a backup")
        await session.press("down", "enter")
        await session.until_shown("Restored")
        await session.press("5")
        assert session.shows(WORDS)


async def test_without_a_choice_nothing_is_gone_back_to(
    start: Open, entry: Workbook
) -> None:
    async with start() as session:
        await session.press("5")
        await command(session, "go back to a backup")
        assert session.shows("No backups yet") or session.shows(
            "Leave everything as it is"
        )
        await session.press("enter")
        assert session.shows(WORDS)


async def test_the_key_makes_a_backup_while_one_writes(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type(WORDS)
        await session.press("f6")
        await session.until_shown("A backup was made")
        await session.type(" and after")
        assert session.shows(f"{WORDS} and after")
