"""The end may come at any moment while a form comes up or goes: nothing that was typed is lost, nothing comes back."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Open
from tests.screens.keys import drafts_on_disk, new_goal
from tests.screens.test_piled_up_keys import Held, send
from tests.support import PATIENCE, Sitting, key_event
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook

FORMS: Final[Mapping[str, tuple[Sequence[str], str, Sequence[str]]]] = {
    "entry": ((), "n", ()),
    "goal": (new_goal()[:-1], "n", ()),
    "check-in": ((), "c", ("down",) * 5),
    "exercise": (("3", "down", "down"), "enter", ("tab",)),
}
"""The keys to where each form is asked for, the one that opens it, and those in it to a field."""

WORDS: Final = "words in a form"


async def press_with_ends(session: Sitting, key: str, shown: str) -> None:
    """Press a key, and keep the drafts as at an end at every turn of the loop until a text is on the screen."""
    with session.app._context():
        session._send(key_event(key))
        given_up = time.monotonic() + PATIENCE
        while not session.shows(shown):
            assert time.monotonic() < given_up, session.text
            await asyncio.sleep(0)
            session.app.ending.keep_drafts()
    await session.settle()
    session.app.ending.keep_drafts()


@pytest.mark.parametrize("form", FORMS)
async def test_an_end_as_a_form_comes_up_leaves_its_draft_as_it_was(
    start: Open, welcomed: Workbook, data: Path, form: str
) -> None:
    way, key, to_field = FORMS[form]
    async with start() as session:
        await session.press(*way, key, *to_field)
        await session.paste(WORDS)
        await session.press("escape")
        before = drafts_on_disk(data)
        assert WORDS in "".join(before)
        await press_with_ends(session, key, "what you had typed")
        assert drafts_on_disk(data) == before
        await session.press(*to_field)
        assert session.shows(WORDS), session.text


async def test_an_end_as_something_is_thrown_away_brings_nothing_back(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("n")
        await session.paste(WORDS)
        await session.press("ctrl+x", "down")
        await press_with_ends(session, "enter", "Today")
        assert drafts_on_disk(data) == []


async def test_an_end_as_something_is_kept_leaves_no_draft_of_it(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("n")
        await session.paste(WORDS)
        await press_with_ends(session, "ctrl+s", "Kept.")
    welcomed.refresh()
    (entry,) = welcomed.of(Entry).all()
    assert entry.value.text == WORDS
    assert drafts_on_disk(data) == []


async def test_an_end_while_what_was_kept_lies_hidden_leaves_no_draft_of_it(
    start: Open, welcomed: Workbook, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("n")
        await session.paste(WORDS)
        held = Held(monkeypatch, session.app.session.workbook.of(Entry))
        send(session, "ctrl+s")
        await session.until(held.begun.is_set, rests=False)
        send(session, "f8")
        await session.until(lambda: not session.text.strip(), rests=False)
        held.go_on()
        await session.settle()
        assert await session.leave() == 0
    welcomed.refresh()
    assert [one.value.text for one in welcomed.of(Entry).all()] == [WORDS]
    assert drafts_on_disk(data) == []
