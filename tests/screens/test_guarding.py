"""Hiding, locking, the passphrase and backups, from the keyboard."""

from pathlib import Path

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Session
from trust_tui.commands import guarding
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook

PHRASE = "four words and more"
PRIVATE = "a very private line"


@pytest.fixture
def entry(welcomed: Workbook) -> Workbook:
    """A workbook that holds a private line."""
    welcomed.of(Entry).keep(Entry(text=PRIVATE, day=MOMENT.date(), about=welcomed.settings.current))
    return welcomed


async def command(session: Session, name: str) -> None:
    """Give a command by its name."""
    await session.press("ctrl+p")
    await session.paste(name)
    await session.press("enter")


async def set_passphrase(session: Session, phrase: str = PHRASE) -> None:
    """Set a passphrase, without a recovery sheet."""
    await command(session, "passphrase")
    assert session.shows("Once more")
    await session.paste(phrase)
    await session.press("enter")
    await session.paste(phrase)
    await session.press("enter")
    await session.until_shown("Sealed")
    await session.press("enter", "enter")
    await session.until(lambda: len(session.app.screen_stack) == 1, "the screen")


async def open_with(session: Session, phrase: str) -> None:
    """Type a passphrase where one is asked for."""
    await session.until_shown("Passphrase")
    await session.paste(phrase)
    await session.press("enter")


def in_files(data: Path, text: str) -> bool:
    """Whether some file holds a text as it is."""
    return any(text.encode() in path.read_bytes() for path in data.rglob("*") if path.is_file())


@pytest.mark.parametrize("key", ["f8", "ctrl+g"])
@pytest.mark.parametrize("place", ["5", "n", "exclamation_mark", "slash"])
async def test_one_key_hides_everything_and_the_same_brings_it_back(
    start: Open, entry: Workbook, place: str, key: str
) -> None:
    async with start() as session:
        await session.press(place)
        before = session.words
        await session.press(key)
        assert session.text.strip() == ""
        await session.press("a", "1", "enter", "escape", "slash", "ctrl+p", "f1", "f9")
        assert session.text.strip() == ""
        await session.press(key)
        assert session.words == before


async def test_hidden_or_not_one_can_leave(start: Open, entry: Workbook) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("half")
        await session.press("f8")
        assert await session.leave() == 0
    assert [draft.fields["text"] for draft in entry.drafts.orphans()] == ["half"]


async def test_a_passphrase_seals_and_is_asked_for_at_the_next_start(start: Open, entry: Workbook, data: Path) -> None:
    assert in_files(data, PRIVATE)
    entry.close()
    async with start() as session:
        await set_passphrase(session)
        await session.press("n")
        await session.paste("typed under seal")
        await session.until(lambda: any((data / "drafts").glob("*.age")), "the draft")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    assert not in_files(data, PRIVATE)
    assert not in_files(data, "typed under seal")

    async with start(opened=False) as session:
        await session.until_shown("Passphrase")
        assert not session.shows("S \u00b7 partner")
        for key in ("escape", "f5", "2", "5"):
            await session.press(key)
            assert "Passphrase" in session.lines[0]
        await session.press("ctrl+u")
        await open_with(session, "wrong")
        await session.until(lambda: not session.shows("One moment"))
        assert not session.app.desk.ready
        await open_with(session, PHRASE)
        await session.until_shown("S \u00b7 partner")
        await session.press("5")
        assert session.shows(PRIVATE[:10], "typed under seal"[:10])


async def test_hiding_locks_where_there_is_a_passphrase(start: Open, entry: Workbook) -> None:
    entry.close()
    async with start() as session:
        await set_passphrase(session)
        await session.press("5", "f8")
        assert session.text.strip() == ""
        await session.press("f8")
        assert "Passphrase" in session.lines[0]
        assert not session.shows(PRIVATE[:10])
        await open_with(session, PHRASE)
        await session.until_shown(PRIVATE[:10])


async def test_it_locks_by_itself_when_nobody_is_there(
    start: Open, entry: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry.close()
    async with start() as session:
        await set_passphrase(session)
        await session.press("n")
        await session.type("half")
        monkeypatch.setattr(guarding, "LOCK_SECONDS", -1.0)
        session.app._look_around()
        await session.until_shown("It is locked")
        assert not session.shows("half")
        await session.press("exclamation_mark")
        monkeypatch.undo()
        await session.press("ctrl+u")
        await open_with(session, PHRASE)
        await session.until_shown("half")


async def test_a_lock_by_command_needs_a_passphrase(start: Open, entry: Workbook) -> None:
    async with start() as session:
        await command(session, "lock")
        assert session.shows("There is no passphrase to lock with") or session.shows("F8 hides the screen")


async def test_two_different_passphrases_are_none(start: Open, entry: Workbook) -> None:
    async with start() as session:
        await command(session, "passphrase")
        await session.press("ctrl+s")
        assert session.shows("Type a passphrase first")
        for phrase in ("one", "two"):
            await session.paste(phrase)
            await session.press("enter")
        assert session.shows("The two are not the same")
        await session.press("escape")
        assert not session.app.desk.workbook.has_passphrase


async def test_a_passphrase_is_changed_and_removed(start: Open, entry: Workbook, data: Path) -> None:
    entry.close()
    async with start() as session:
        await set_passphrase(session, "old")
        await command(session, "passphrase")
        await session.choose("Change it")
        for _ in range(2):
            await session.paste("new")
            await session.press("enter")
        await open_with(session, "wrong")
        await session.until(lambda: not session.shows("One moment"))
        await open_with(session, "old")
        await session.until_shown("The passphrase is changed")

        await command(session, "passphrase")
        await session.choose("Remove it")
        await open_with(session, "new")
        await session.until_shown("Removed")
        await session.press("enter")
        assert not session.app.desk.workbook.has_passphrase
    assert in_files(data, PRIVATE)


async def test_the_recovery_sheet_is_shown_when_it_is_wanted(start: Open, entry: Workbook) -> None:
    entry.close()
    async with start((100, 50)) as session:
        await set_passphrase(session, "old")
        await command(session, "passphrase")
        await session.choose("Show the recovery sheet")
        await session.choose("Show it on the screen")
        await session.until_shown("AGE-SECRET-KEY")


async def test_a_backup_is_made_and_gone_back_to(start: Open, entry: Workbook) -> None:
    async with start() as session:
        await command(session, "back up")
        await session.until_shown("A backup was made")
        await session.press("5", "d", "down", "enter")
        await session.until_shown("Deleted")
        await command(session, "go back to a backup")
        await session.until_shown("Leave everything as it is")
        await session.press("enter")
        assert not session.shows(PRIVATE[:10])
        await command(session, "go back to a backup")
        await session.press("down", "enter")
        await session.until_shown("Restored")
        await session.press("5")
        assert session.shows(PRIVATE[:10])


async def test_without_backups_there_is_none_to_go_back_to(start: Open, entry: Workbook) -> None:
    async with start() as session:
        await command(session, "go back to a backup")
        assert session.shows("No backups yet") or session.shows("Leave everything as it is")
        await session.press("enter")
        assert session.app.is_running
