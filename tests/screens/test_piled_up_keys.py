"""A line that stood still or a machine that is busy: each key counts, no answer is given twice, no picture freezes."""

import asyncio
import threading
import time
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from tests.conftest import Open
from tests.support import AT_ONCE, MOMENT, PATIENCE, Sitting, session_of
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs.pick import PickDialog
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Relationship,
    RelationshipKind,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library import Library
from trust_tui.program import key_gate
from trust_tui.program.app import TrustApp
from trust_tui.session import Session
from trust_tui.store import open_workbook
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.terminal.key_queue import KeyQueue
from trust_tui.widgets import Line
from trust_tui.widgets.scale_form import ScaleForm

CHARACTERS = {
    "space": " ",
    "slash": "/",
    "question_mark": "?",
    "comma": ",",
    "exclamation_mark": "!",
}


def send(session: Sitting, *keys: str) -> None:
    """Send keys in one piece."""
    driver = session.app._driver
    assert driver is not None
    for key in keys:
        driver.send_message(
            events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None))
        )


async def at_once(session: Sitting, *keys: str) -> None:
    """Send keys without waiting for what each of them does."""
    send(session, *keys)
    await session.settle()


class Held:
    """A call that is held up, as on a slow disk, until the test lets it go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, keeper: Any) -> None:
        self.begun, self._go_on = threading.Event(), threading.Event()
        keep = keeper.keep

        def slowly(*given: object) -> object:
            self.begun.set()
            assert self._go_on.wait(PATIENCE)
            return keep(*given)

        monkeypatch.setattr(keeper, "keep", slowly)

    def go_on(self) -> None:
        """Let it go on."""
        self._go_on.set()


async def test_kept_twice_is_kept_once(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        await at_once(session, *["ctrl+s"] * 4)
        await session.until_shown("Today")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "a thought"
    ]


async def test_kept_and_left_at_once_is_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        session._way = AT_ONCE  # by way of what keeps their order
        await session.press("ctrl+s", "escape")
        await session.until_shown("Today")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "a thought"
    ]


async def test_what_is_kept_while_the_screen_is_hidden_does_not_show_it(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        held = Held(monkeypatch, session.app.session.workbook.of(Entry))
        send(session, "ctrl+s")
        await session.until(held.begun.is_set, rests=False)
        send(session, "f8")
        await session.until(lambda: not session.text.strip(), rests=False)
        held.go_on()
        await session.settle()
        assert not session.text.strip()
        await session.press("f8")
        await session.until_shown("Today")
        assert len(session.app.screen_stack) == 1
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "a thought"
    ]


async def test_kept_twice_on_a_slow_disk_is_kept_once(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        held = Held(monkeypatch, session.app.session.workbook.of(Entry))
        send(session, "ctrl+s", "ctrl+s", "ctrl+s")
        await session.until(held.begun.is_set, rests=False)
        held.go_on()
        await session.until_shown("Today")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "a thought"
    ]


async def test_a_draft_on_its_way_to_the_disk_does_not_outlive_what_is_kept(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("n")
        held = Held(monkeypatch, session.app.session.workbook.drafts)
        send(session, "a")
        await session.until(held.begun.is_set, rests=False)
        send(session, "ctrl+s")
        await session.until(
            lambda: len(session.app.session.workbook.of(Entry).all()) == 1,
            rests=False,
        )
        held.go_on()
        await session.until_shown("Today")
    async with start() as session:
        assert not session.shows("You had not finished")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == ["a"]


@pytest.mark.parametrize("key", ["n", "c", "r", "slash", "f1", "t", "h"])
async def test_a_dialog_asked_for_many_times_opens_once(
    start: Open, welcomed: Workbook, key: str
) -> None:
    async with start() as session:
        await at_once(session, *[key] * 3)
        await session.press("escape", "escape")
        assert session.shows("Today")
        assert len(session.app.screen_stack) == 1


@pytest.mark.parametrize(
    "keys",
    [
        ("n",),
        ("c",),
        ("r",),
        ("slash",),
        ("h",),
        ("exclamation_mark",),
        ("f1",),
    ],
    ids=str,
)
async def test_leaving_a_dialog_many_times_stays_on_the_screen_below(
    start: Open, welcomed: Workbook, keys: tuple[str, ...]
) -> None:
    async with start() as session:
        await session.press(*keys)
        await at_once(session, *["escape"] * 5)
        assert session.mode == "overview"
        assert session.shows("Today")


async def test_an_answer_given_many_times_counts_once(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Relationship).keep(
        Relationship(label="M", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await session.press("r")
        await at_once(session, *["enter"] * 5)
        assert session.app.is_running
        while len(session.app.screen_stack) > 1:
            await session.press("escape")
        assert session.shows("Today")


async def test_a_whole_check_in_may_come_in_one_piece(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c")
        await at_once(session, *"31224", "ctrl+s")
        await session.until_shown("Checked in today")
    welcomed.refresh()
    assert [record.value for record in welcomed.of(CheckIn).all()] == [
        CheckIn(
            day=MOMENT.date(),
            answers={
                "day-settled": 3,
                "day-pull": 1,
                "day-open": 2,
                "day-word": 2,
                "day-mood": 4,
            },
            about=welcomed.settings.current,
        )
    ]


async def test_the_day_before_may_be_asked_for_many_times(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c")
        await at_once(session, *["comma"] * 4)
        assert session.app.is_running
        assert session.shows("Check in for")
        await at_once(session, *["escape"] * 3)
        assert session.shows("Today")


async def test_a_dialog_left_open_on_one_screen_does_not_keep_it_from_another(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "slash")
        await session.type("jealousy")
        await session.press("enter")
        assert session.mode == "signs"
        await session.press("c")
        assert session.lines[0].strip().startswith("Check in")


def be_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the next timer find itself a second late, as when the machine is busy elsewhere for that long."""
    delays = chain([0.0], repeat(1.0))
    monkeypatch.setattr(
        "textual.timer._time",
        SimpleNamespace(get_time=lambda: time.monotonic() + next(delays)),
    )


async def test_a_program_that_is_held_up_at_a_switch_does_not_freeze(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        be_held_up(monkeypatch)
        session.app.delay_update()
        await session.press("n")
        assert session.shows("New entry")


async def test_a_program_that_is_held_up_follows_the_window_all_the_same(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        for size in ((100, 30), (60, 20)):
            be_held_up(monkeypatch)
            await session.resize(*size)
            assert session.app.screen.size == size


@pytest.mark.parametrize(
    "keys",
    [
        ["ctrl+p", "ctrl+p", "ctrl+p"],
        ["slash", "down"],
        ["ctrl+p", "pagedown", "enter"],
    ],
)
async def test_a_key_that_comes_while_a_list_is_opened_waits_for_it(
    start: Open,
    welcomed: Workbook,
    monkeypatch: pytest.MonkeyPatch,
    keys: list[str],
) -> None:
    compose = PickDialog._compose

    async def slowly(dialog: PickDialog) -> None:
        for key in keys[
            1:
        ]:  # from the screen before, as they were under way when it went
            under_way = events.Key(key, None)
            under_way._set_forwarded()
            dialog.app.post_message(under_way)
        for _ in range(50):
            await asyncio.sleep(0)
        await compose(dialog)

    monkeypatch.setattr(PickDialog, "_compose", slowly)
    async with start() as session:
        await session.press(keys[0])
        assert session.app.is_running
        if keys[-1] != "enter":
            assert isinstance(session.app.screen, PickDialog)


async def test_a_key_is_dropped_where_the_list_does_not_come(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_gate, "COMING_UP_SECONDS", 0.001)
    async with start() as session:
        await session.press("ctrl+p")
        first, dialog = session.row, session.app.screen
        monkeypatch.setattr(dialog, "_is_mounted", False)
        dialog._mounted_event.clear()
        await session.press("down")
        assert session.row == first
        dialog._mounted_event.set()
        await session.press("down")
        assert session.row != first


@pytest.mark.parametrize(
    "key", ["r", "n", "slash", "question_mark", "ctrl+p", "f5"]
)
@pytest.mark.parametrize("keys", ["q {}", "ctrl+q {}", "{} ctrl+q"])
async def test_keys_beside_the_one_that_leaves_keep_nobody_from_it(
    start: Open, welcomed: Workbook, keys: str, key: str
) -> None:
    welcomed.of(Entry).keep(Entry(text="kept", day=MOMENT.date()))
    async with start() as session:
        await session.press("5")
        with session.app._context():
            send(session, *keys.format(key).split())
            await session.pilot.pause()
        assert session.app.return_value == 0
        assert session.app._exception is None


async def test_keys_that_come_once_all_is_over_are_let_go(
    start: Open, welcomed: Workbook
) -> None:
    faults: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: faults.append(context)
    )
    async with start() as session:
        keys = KeyQueue(session.app, session._send)
        assert await session.leave() == 0
    for key in ("n", "ctrl+q"):
        keys.put(events.Key(key, None))
    done = asyncio.Event()
    keys.when_done(done.set, PATIENCE)
    await done.wait()
    assert keys.is_empty
    assert not faults


@pytest.mark.parametrize(("first", "shown"), [("c", ""), ("slash", "Search")])
async def test_what_is_typed_before_the_workbook_is_open_waits_for_it(
    data: Path,
    packaged: Library,
    clock: StandingClock,
    welcomed: Workbook,
    first: str,
    shown: str,
) -> None:
    may_open = threading.Event()

    def open_late() -> Workbook:
        may_open.wait(PATIENCE)
        return open_workbook(data, clock=clock)

    app = TrustApp(open_late, Session(packaged, clock))
    async with session_of(app, opened=False) as session:
        send(session, first)
        await session.until(
            lambda: session.shows("your workbook is being opened"), rests=False
        )
        send(session, "3", "2")
        may_open.set()
        await session.until(lambda: len(app.screen_stack) == 2, rests=False)
        await session.settle()
        assert app.current_mode == "overview"
        if first == "c":
            answers = app.screen.query_one(ScaleForm).answers
            assert list(answers.values()) == [3, 2]
        else:
            await session.until_shown(shown)


async def test_what_was_typed_before_the_passphrase_is_asked_is_forgotten(
    data: Path, packaged: Library, clock: StandingClock, welcomed: Workbook
) -> None:
    assert isinstance(welcomed, StoreWorkbook)
    welcomed.set_passphrase("four words that rhyme")
    may_open = threading.Event()

    def open_late() -> Workbook:
        may_open.wait(PATIENCE)
        return open_workbook(data, clock=clock)

    app = TrustApp(open_late, Session(packaged, clock))
    async with session_of(app, opened=False) as session:
        send(session, "c")
        await session.until(
            lambda: session.shows("your workbook is being opened"), rests=False
        )
        send(session, "3", "2")
        await session.until(lambda: len(app._key_gate._held) == 2, rests=False)
        may_open.set()
        await session.until_shown("Type your passphrase")
        assert app.screen.query_one(Line).value == ""
        assert app.current_mode == "overview"
