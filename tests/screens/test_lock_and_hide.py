"""Hiding at once, locking, and leaving from anywhere; what was being typed is there again afterwards."""

import os
from pathlib import Path
from typing import Never

import pytest

from tests.conftest import Open
from tests.screens.keys import new_goal, to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.errors import FullError
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft, Workbook
from trust_tui.program import idle_lock
from trust_tui.store.encryption import keyfile

PHRASE = "four words that rhyme"


@pytest.fixture
def locked_with(welcomed: Workbook, monkeypatch: pytest.MonkeyPatch) -> str:
    """The workbook gets a passphrase; cheap, as in the other tests."""
    monkeypatch.setattr(keyfile, "COST", 4)
    welcomed.of(Entry).keep(
        Entry(
            text="zanzibar", day=MOMENT.date(), about=welcomed.settings.current
        )
    )
    welcomed.set_passphrase(PHRASE)
    return PHRASE


async def give(session: Sitting, phrase: str) -> None:
    await session.paste(phrase)
    await session.press("enter")
    await session.until(
        lambda: not session.shows("One moment ..."), "an answer"
    )


async def open_sealed(session: Sitting, phrase: str) -> None:
    """Give the passphrase at the start."""
    await session.until_shown("Type your passphrase to open")
    await give(session, phrase)
    await session.until_shown("Today")


@pytest.mark.parametrize(
    "keys",
    [(), ("n",), ("c",), ("slash",), ("exclamation_mark",), ("5", "e")],
    ids=" ".join,
)
async def test_f8_shows_nothing_at_once_and_the_same_key_brings_it_back(
    start: Open, welcomed: Workbook, keys: tuple[str, ...]
) -> None:
    async with start() as session:
        await session.press(*keys)
        before = session.text
        await session.press("f8")
        assert not session.text.strip()
        await session.press("f8")
        assert session.text == before


async def test_nothing_but_coming_back_and_leaving_works_while_hidden(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("5", "f8")
        depth = len(session.app.screen_stack)
        for key in (
            "1",
            "n",
            "c",
            "q",
            "escape",
            "enter",
            "slash",
            "f1",
            "f9",
            "ctrl+p",
            "f5",
            "f7",
            "ctrl+t",
            "r",
        ):
            await session.press(key)
            assert not session.text.strip(), key
        await session.paste("typed blindly")
        assert len(session.app.screen_stack) == depth
        await session.press("ctrl+l", "f8")
        assert session.mode == "journal"
        assert session.shows("Nothing here yet")
        await session.press("f8")
        assert await session.leave() == 0


async def test_what_is_typed_is_on_the_disk_before_it_is_hidden_and_there_again_after(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("half a thought")
        await session.press("f8")
        assert any(
            b"half a thought" in path.read_bytes()
            for path in (data / "drafts").iterdir()
        )
        await session.press("f8")
        assert session.shows("half a thought")
        await session.type(" more")
        assert session.shows("half a thought more")


async def test_hiding_asks_for_the_passphrase_where_there_is_one(
    start: Open, locked_with: str
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        await session.press("5")
        assert session.shows("zanzibar")
        await session.press("f8")
        assert not session.text.strip()
        assert session.app.session.workbook.locked
        await session.press("f8")
        assert session.shows("It is locked")
        assert not session.shows("zanzibar")
        await give(session, "wrong")
        assert session.app.session.workbook.locked
        await give(session, locked_with)
        await session.until_shown("zanzibar")
        assert len(session.app.screen_stack) == 1


async def test_hiding_once_more_while_it_asks_does_not_ask_twice(
    start: Open, locked_with: str
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        await session.press("f8", "f8", "f8")
        assert not session.text.strip()
        await session.press("f8")
        await give(session, locked_with)
        await session.until_shown("Today")
        assert len(session.app.screen_stack) == 1


async def test_locking_keeps_what_is_typed_and_gives_it_back(
    start: Open, locked_with: str
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        await session.press("n")
        await session.type("half a thought")
        await session.press("f7")
        assert session.shows("It is locked")
        assert not session.shows("half a thought")
        await give(session, locked_with)
        await session.until_shown("half a thought")
        await session.press("ctrl+s")
        await session.until_shown("Kept")


async def test_locking_needs_a_passphrase(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("f7")

        assert session.shows("There is no passphrase to lock with")


@pytest.mark.parametrize(("seconds", "locks"), [(299.0, False), (301.0, True)])
async def test_after_five_minutes_without_a_key_it_locks_itself(
    start: Open,
    locked_with: str,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    locks: bool,
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        last_key = session.app.idle_lock.idle_since
        monkeypatch.setattr(idle_lock, "monotonic", lambda: last_key + seconds)
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.app.session.workbook.locked is locks
        assert session.shows("It is locked") is locks


async def test_a_key_begins_the_five_minutes_anew(
    start: Open, locked_with: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        now = session.app.idle_lock.idle_since
        monkeypatch.setattr(idle_lock, "monotonic", lambda: now + 290)
        await session.press("2")
        monkeypatch.setattr(idle_lock, "monotonic", lambda: now + 310)
        session.app.idle_lock.look_around()
        await session.settle()
        assert not session.app.session.workbook.locked


async def test_without_a_passphrase_an_idle_program_stays_as_it_is(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        before = session.text
        monkeypatch.setattr(idle_lock, "monotonic", lambda: 1e9)
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.text == before


async def test_whoever_brings_a_stopped_program_back_is_asked(
    start: Open, locked_with: str
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        session.app.app_resume_signal.publish(session.app)
        await session.until_shown("It is locked")


async def test_while_locked_only_safety_hiding_and_leaving_work(
    start: Open, locked_with: str
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        await session.press("5", "f7")
        before = session.text
        await session.press(
            "f4", "f5", "f6", "shift+f6", "f7", "ctrl+p", "escape"
        )
        assert session.text == before
        await session.press("f9")
        assert (
            session.app.session.library.header("safety").title
            in session.lines[0]
        )
        assert not session.shows("zanzibar")
        await session.press("q")
        assert session.text == before
        assert await session.leave() == 0


PLACES = {
    "the overview": (),
    "a list": ("2",),
    "a page": ("2", "down", "enter"),
    "an entry": ("n", "a"),
    "a check-in": ("c", "3"),
    "a goal": (*new_goal(), "a"),
    "the self-check": ("2", "s", "1"),
    "an exercise": ("3", "down", "down", "enter"),
    "the search": ("slash", "a"),
    "the palette": ("ctrl+p", "a"),
    "help": ("f1",),
    "safety": ("f9",),
    "a choice": ("r",),
    "a passphrase": ("f5", "a"),
    "habits": ("h",),
    "two people": ("t", "enter", "a"),
    "the trash": (*to_view("All"), "T"),
}


@pytest.mark.parametrize("place", PLACES)
async def test_one_key_leaves_from_anywhere(
    start: Open, welcomed: Workbook, place: str
) -> None:
    async with start() as session:
        await session.press(*PLACES[place])

        assert await session.leave() == 0


async def test_one_key_leaves_from_the_first_run(start: Open) -> None:
    async with start() as session:
        await session.until_shown("Welcome")

        assert await session.leave() == 0


async def test_nothing_of_the_user_stands_in_the_title(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="zanzibar", title="zanzibar", day=MOMENT.date())
    )
    async with start() as session:
        await session.press("5")

        assert (
            "zanzibar"
            not in f"{session.app.title}{session.app.sub_title}{session.app.screen.title}"
        )
        assert not any(
            "zanzibar" in f"{name}{value}" for name, value in os.environ.items()
        )


async def test_a_locked_workbook_is_not_looked_into(
    start: Open, locked_with: str
) -> None:
    async with start(opened=False) as session:
        await open_sealed(session, locked_with)
        await session.press("f7")
        before = session.text
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.text == before


async def test_who_holds_the_workbook_is_said_once(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        monkeypatch.setattr(
            type(session.app.session.workbook),
            "held_by",
            "Process 4711 holds it.",
        )
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.shows("Process 4711 holds it.")
        session.app.prompter.notice("another word")
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.shows("another word")


async def test_other_sessions_that_cannot_be_looked_at_are_no_matter_until_something_is_kept(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> Never:
        raise FullError("Free some room and try again.")

    async with start() as session:
        before = session.text
        monkeypatch.setattr(session.app.session.workbook, "refresh", full)
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.text == before


async def test_a_folder_that_can_only_be_read_is_said_at_the_start(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(welcomed), "read_only", True)
    async with start(opened=False) as session:
        await session.until_shown("Your folder cannot be written to")
        await session.press("enter")
        assert session.shows("Today")


async def test_leaving_does_not_wait_for_a_disk_that_keeps_no_draft(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("n", "a")

        def full(_draft: Draft) -> None:
            raise FullError("Free some room and try again.")

        monkeypatch.setattr(session.app.session.workbook.drafts, "keep", full)
        await session.press("b")
        assert await session.leave() == 0
