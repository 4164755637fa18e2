"""What takes a while shows that it works, and Esc stops it without loss."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui import whole_file
from trust_tui.dialogs import progress
from trust_tui.dialogs.progress import WaitDialog
from trust_tui.domain.cancellable_task import _under_way as under_way
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.store.store_workbook import StoreWorkbook

PHRASE = "four words that rhyme"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, cheap_passphrase: None) -> None:
    """Nobody waits before something is shown, and the key costs nothing."""
    monkeypatch.setattr(progress, "SOON", 0.0)
    monkeypatch.setattr(progress, "HOW_FAR", 0.01)
    monkeypatch.setattr(progress, "AGAIN", 0.01)


@pytest.fixture
def entries(welcomed: Workbook) -> Workbook:
    """Something to seal."""
    with welcomed.batch():
        for number in range(20):
            welcomed.of(Entry).keep(
                Entry(text=f"text {number}", day=MOMENT.date())
            )
    return welcomed


class Meanwhile:
    """Lets the user look and press a key while a thread of the program is in the middle of writing.

    Attributes:
        seen: What the screen showed then.
    """

    def __init__(
        self, session: Sitting, monkeypatch: pytest.MonkeyPatch, key: str
    ) -> None:
        self.seen = ""
        self._session = session
        self._key = key
        self._loop = asyncio.get_running_loop()
        self._write: Callable[[int, bytes], None] = whole_file._write
        monkeypatch.setattr(whole_file, "_write", self._held)

    def _held(self, descriptor: int, data: bytes) -> None:
        work = under_way.get()
        if work is not None and work.progress and not self.seen:
            asyncio.run_coroutine_threadsafe(self._look(), self._loop).result(
                30
            )
        self._write(descriptor, data)

    async def _look(self) -> None:
        app = self._session.app
        while not (
            isinstance(app.screen, WaitDialog)
            and self._session.shows("Esc stops it", "%")
        ):
            await asyncio.sleep(0)
        self.seen = self._session.text
        if self._key:
            app.post_message(events.Key(self._key, None))
            while not self._session.shows("Stopping"):
                await asyncio.sleep(0)


async def set_passphrase(session: Sitting) -> None:
    await session.press("f5")
    for _ in range(2):
        await session.paste(PHRASE)
        await session.press("enter")


async def test_esc_stops_it_and_everything_stays_as_it_was(
    start: Open, entries: Workbook, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        for workbook in (entries, session.app.session.workbook):
            assert isinstance(workbook, StoreWorkbook)
            workbook.finish_upkeep()  # the backup of the day is made beside the work
        before = sorted(
            path.name for path in data.rglob("*") if path.suffix != ".lock"
        )
        meanwhile = Meanwhile(session, monkeypatch, "escape")
        await set_passphrase(session)
        await session.until_shown("It was stopped")
        await session.press("enter")
        assert session.shows("Today")
        assert (
            sorted(
                path.name for path in data.rglob("*") if path.suffix != ".lock"
            )
            == before
        )
        await session.press("n")
        await session.type("goes on")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    assert "One moment" in meanwhile.seen
    assert "Sealing: " in meanwhile.seen
    assert not entries.has_passphrase


async def test_what_is_not_stopped_is_done_and_the_dialog_goes(
    start: Open, entries: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        meanwhile = Meanwhile(session, monkeypatch, "")
        await set_passphrase(session)
        await session.until_shown("Every file of the workbook is sealed")
        await session.press("enter", "enter")
        assert session.shows("Today")
    assert "Sealing: " in meanwhile.seen


async def test_a_backup_that_is_soon_made_shows_nothing_but_that_it_was(
    start: Open, entries: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "SOON", 30.0)
    async with start() as session:
        await session.press("f6")
        await session.until_shown("A backup was made")
