"""The passphrase: set before the first word or later, given, changed, removed; and what the files hold then."""

import asyncio
import gc
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Never

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.errors import FullError
from trust_tui.domain.records import Entry, Settings
from trust_tui.domain.workbook import Workbook
from trust_tui.store import open_workbook

PHRASE = "four words that rhyme"
SECRET = "zanzibar"


pytestmark = pytest.mark.usefixtures("cheap_passphrase")


@pytest.fixture
def sealed(data: Path, clock: StandingClock) -> Iterator[None]:
    """A sealed workbook with one entry, closed."""
    workbook = open_workbook(data, clock=clock)
    workbook.set_settings(Settings(welcomed=MOMENT.date()))
    workbook.of(Entry).keep(Entry(text=f"about {SECRET}", day=MOMENT.date()))
    workbook.set_passphrase(PHRASE)
    workbook.close()
    yield


async def give(session: Sitting, phrase: str) -> None:
    await session.paste(phrase)
    await session.press("enter")
    await session.until(
        lambda: not session.shows("One moment ..."), "an answer"
    )


async def set_new(session: Sitting, phrase: str) -> None:
    """Type a new passphrase twice."""
    await session.paste(phrase)
    await session.press("enter")
    await session.paste(phrase)
    await session.press("enter")


def beginnings_held(phrase: str) -> set[str]:
    """Which beginnings of a phrase are in memory, the caches of the libraries included.

    Everything is walked from the modules: the collector lists neither what is frozen nor what a cache holds.
    """
    gc.collect()
    found, seen = set[str](), set[int]()
    near: list[object] = [*sys.modules.values(), *gc.get_objects()]
    while near:
        held = gc.get_referents(*near)
        near = []
        for thing in held:
            if isinstance(thing, str):
                if 8 <= len(thing) < len(phrase) and phrase.startswith(thing):
                    found.add(thing)
            elif id(thing) not in seen:
                seen.add(id(thing))
                near.append(thing)
    return found


def plain_text_in(folder: Path, words: str) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    ]


async def test_it_is_set_at_the_first_run_before_a_word_is_written(
    start: Open, data: Path
) -> None:
    async with start() as session:
        await session.until_shown("Welcome")
        await session.press("enter")
        await session.until_shown("Who else can read your files?")
        await session.choose("Set a passphrase")
        await set_new(session, PHRASE)
        await session.until_shown("Sealed")
        await session.press("enter")
        assert session.shows("A recovery sheet")
        await session.press("enter")
        assert session.shows("Who do you have in mind?")
        await session.press("enter")
        await session.type("Q")
        await session.press("enter")
        await session.press("n")
        await session.type(SECRET)
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("n")
        await session.type(f"{SECRET} again")
        await session.until_shown("draft kept")
    assert plain_text_in(data, SECRET) == []
    assert (data / "trust.json.age").exists() or any(data.glob("*.age"))


async def test_it_is_set_later_and_nothing_stays_in_plain_text(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    welcomed.of(Entry).keep(
        Entry(text=SECRET, day=MOMENT.date(), about=welcomed.settings.current)
    )
    welcomed.backup()
    welcomed.close()
    async with start() as session:
        await session.press("n")
        await session.type(f"{SECRET} being typed")
        await session.until_shown("draft kept")
        await session.press("escape")
        assert plain_text_in(data, SECRET)
        await session.press("f5")
        await set_new(session, PHRASE)
        await session.until_shown("Sealed")
        await session.press("enter", "enter")
        assert session.shows("Today")
        assert plain_text_in(data, SECRET) == []
        await session.press("n")
        assert session.shows(f"{SECRET} being typed")
    assert plain_text_in(data, SECRET) == []


async def test_no_beginning_of_what_was_typed_is_remembered(
    start: Open, sealed: None
) -> None:
    """Each letter is measured with all before it, and the drawing library keeps what it measured."""
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await session.press(*PHRASE)
        assert beginnings_held(PHRASE)
        await session.press("enter")
        await session.until_shown("Today")
        assert not beginnings_held(PHRASE)

        new = "another one of four words"
        await session.press("f5")
        await session.choose("Change it")
        await session.press(*new, "enter", *new)
        assert beginnings_held(new)
        await session.press("enter")
        await session.choose("No: change the passphrase alone")
        await give(session, PHRASE)
        await session.until_shown("The passphrase is changed")
        assert not beginnings_held(new)


async def test_two_that_differ_are_asked_for_again(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("f5", "ctrl+s")
        assert session.shows("Type a passphrase first")
        await session.paste("one")
        await session.press("enter")
        await session.paste("other")
        await session.press("enter")
        assert session.shows("The two are not the same")
        assert not session.shows("one")
        await session.press("escape")
        assert session.shows("Today")
    assert not welcomed.has_passphrase


async def test_one_that_is_easy_to_guess_is_told_and_set_all_the_same_if_that_is_wanted(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("f5")
        await set_new(session, "a")
        assert session.shows("could guess this one in less than a minute")
        assert not welcomed.has_passphrase
        await session.press("ctrl+s")
        await session.until_shown("Sealed")


async def test_a_wrong_one_is_refused_as_often_as_one_likes_and_the_right_one_opens(
    start: Open, sealed: None
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase to open the workbook")
        assert not session.shows(SECRET)
        for _ in range(2):
            await give(session, "wrong")
            assert not session.app.session.ready
            assert session.shows("Passphrase")
            await session.press("escape")
        await give(session, PHRASE)
        await session.until(lambda: session.app.session.ready, "the workbook")
        await session.press("5")
        assert session.shows(f"about {SECRET}")


async def test_what_is_typed_as_a_passphrase_is_not_shown(
    start: Open, sealed: None
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await session.paste("visible")
        assert not session.shows("visible")


async def test_before_it_is_given_only_safety_and_leaving_work(
    start: Open, sealed: None
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        before = session.text
        await session.press("ctrl+p", "f5", "f6", "shift+f6", "f4", "f7", "tab")
        assert session.text == before
        await session.press("f9")
        assert (
            session.app.session.library.header("safety").title
            in session.lines[0]
        )
        await session.press("q")
        assert session.text == before
        assert await session.leave() == 0


async def test_it_can_be_hidden_before_it_is_given(
    start: Open, sealed: None
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await session.press("f8")
        assert not session.text.strip()
        await session.press("f8")
        assert session.shows("Type your passphrase")
        await give(session, PHRASE)
        await session.until(lambda: session.app.session.ready, "the workbook")
        assert session.shows("Today")


async def test_it_is_changed(
    start: Open, sealed: None, data: Path, clock: StandingClock
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await session.press("f5")
        await session.choose("Change it")
        await set_new(session, "another one of four words")
        await session.choose("No: change the passphrase alone")
        await give(session, "wrong")
        assert session.shows("Passphrase")
        await give(session, PHRASE)
        await session.until_shown("The passphrase is changed")
    workbook = open_workbook(data, clock=clock)
    workbook.unlock("another one of four words")
    assert [record.value.text for record in workbook.of(Entry).all()] == [
        f"about {SECRET}"
    ]
    workbook.close()


async def test_where_somebody_may_know_it_a_new_key_is_made_and_a_new_sheet_offered(
    start: Open, sealed: None, data: Path, clock: StandingClock
) -> None:
    before = (data / "owner.pub").read_bytes()
    async with start(opened=False) as session:
        await session.until_shown("Last kept on this machine")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await session.press("f5")
        await session.choose("Change it")
        await set_new(session, "another one of four words")
        await session.choose("Perhaps: make a new key")
        await give(session, PHRASE)
        await session.until_shown("Everything is sealed by a new key")
        await session.press("enter")
        await session.until_shown("A recovery sheet")
    assert (data / "owner.pub").read_bytes() != before
    workbook = open_workbook(data, clock=clock)
    workbook.unlock("another one of four words")
    assert workbook.findings == ()
    workbook.close()


async def test_somebody_may_have_read_this_leads_to_a_new_key_and_older_copies(
    start: Open, sealed: None, data: Path, clock: StandingClock
) -> None:
    beside = data.with_name(f"{data.name} (conflicted copy) joined")
    shutil.copytree(data, beside)
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await session.press("f5")
        await session.choose("Somebody may have read this")
        await session.choose("Go on")
        await set_new(session, "another one of four words")
        await give(session, PHRASE)
        await session.until_shown("Everything is sealed by a new key")
        await session.press("enter")
        await session.until_shown("A recovery sheet")
        await session.press("enter")
        await session.until_shown("a copy of the whole folder")
        await session.choose("Overwrite and remove them")
        await session.until_shown("What this program cannot reach")
        assert session.shows("history")
        await session.press("enter")
    assert not beside.exists()


async def test_strange_change_that_comes_while_it_is_open_is_told_once(
    start: Open, sealed: None, data: Path, tmp_path: Path, clock: StandingClock
) -> None:
    plain = open_workbook(tmp_path / "plain", clock=clock)
    plain.of(Entry).keep(Entry(text="theirs", day=MOMENT.date()))
    plain.close()
    (change,) = (tmp_path / "plain" / "log").iterdir()
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        shutil.copy2(change, data / "log")
        session.app.idle_lock.look_around()
        await session.until_shown("About your files")
        assert session.shows("cannot be proved")
        await session.press("enter")
        await session.until_shown("Today")
        session.app.idle_lock.look_around()
        await session.press("2")
        assert not session.shows("About your files")


async def test_taken_away_passphrase_is_asked_about_before_anything_plain(
    start: Open, sealed: None, data: Path, clock: StandingClock
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        other = open_workbook(data, clock=clock, passphrase=lambda: PHRASE)
        other.remove_passphrase(PHRASE)
        other.close()
        session.app.idle_lock.look_around()
        await session.until_shown("The passphrase was taken away")
        await session.choose("It was me")
        await session.press("3", "n")
        await session.type("in plain, as I said")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    assert plain_text_in(data, "in plain, as I said")


@pytest.mark.parametrize("answer", ["It was not me", "It was me"])
async def test_plain_files_in_the_place_of_sealed_ones_are_asked_about_first(
    start: Open, sealed: None, data: Path, answer: str
) -> None:
    shutil.rmtree(data)
    async with start(opened=False) as session:
        await session.until_shown("About your files")
        assert session.shows("sealed by a passphrase")
        await session.press("enter")
        await session.until_shown("The passphrase was taken away")
        await session.choose(answer)
        workbook = session.app.session.workbook
        is_read_only = answer == "It was not me"
        await session.until(
            lambda: workbook.read_only == is_read_only, "what was answered"
        )
        assert workbook.access.stripped == is_read_only


async def test_it_is_removed_after_it_was_given_again(
    start: Open, sealed: None, data: Path
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await session.press("f5")
        await session.choose("Remove it")
        await session.press("escape")
        assert session.app.session.workbook.has_passphrase
        await session.press("f5")
        await session.choose("Remove it")
        await give(session, PHRASE)
        await session.until_shown("Removed")
        await session.press("enter")
        assert not session.app.session.workbook.has_passphrase
    assert plain_text_in(data, SECRET)
    async with start(opened=False) as session:
        await session.until(lambda: session.app.session.ready, "the workbook")


async def test_the_recovery_sheet_is_shown_only_when_asked_for(
    start: Open, sealed: None
) -> None:
    async with start((100, 40), opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await session.press("f5")
        await session.choose("Show the recovery sheet")
        await session.press("enter")
        assert not session.shows("AGE-SECRET-KEY")
        await session.press("f5")
        await session.choose("Show the recovery sheet")
        await session.choose("Show it on the screen")
        await session.until_shown("AGE-SECRET-KEY-1")
        await session.press("enter")
        assert not session.shows("AGE-SECRET-KEY")
        await session.press("f5", "enter")
        assert session.shows("Today")


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        ("recovery_sheet", ("f5", "down", "down", "enter", "down", "enter")),
        ("backup", ("f6",)),
        ("restore_backup", ("shift+f6", "down", "enter")),
    ],
)
async def test_a_failure_is_said_in_a_sentence(
    start: Open,
    sealed: None,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    keys: tuple[str, ...],
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await asyncio.to_thread(session.app.session.workbook.backup)
        monkeypatch.setattr(session.app.session.workbook, call, full)
        await session.press(*keys)
        assert session.shows("Free some room")
        await session.press("enter")
        assert session.shows("Today")


async def test_a_passphrase_that_cannot_be_set_is_said_and_nothing_is_sealed(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        monkeypatch.setattr(
            session.app.session.workbook, "set_passphrase", full
        )
        await session.press("f5")
        await set_new(session, PHRASE)
        assert session.shows("Free some room")
        await session.press("enter")
        assert session.shows("Today")


async def test_changing_it_can_be_left(
    start: Open, sealed: None, data: Path
) -> None:
    async with start(opened=False) as session:
        await session.until_shown("Type your passphrase")
        await give(session, PHRASE)
        await session.until_shown("Today")
        await session.press("f5")
        await session.choose("Change it")
        await session.press("escape")
        assert session.shows("Today")


async def test_without_a_backup_there_is_none_to_go_back_to(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        monkeypatch.setattr(session.app.session.workbook, "backups", tuple)
        await session.press("shift+f6")

        assert session.shows("No backups yet")


def full(*_arguments: Any, **_keywords: Any) -> Never:
    raise FullError("Free some room and try again.")
