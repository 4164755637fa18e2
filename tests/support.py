"""What the tests share: a clock, a user at the keyboard, and a reader of the drawn screen."""

import asyncio
import os
import random
import re
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary
from zlib import crc32

from textual import events
from textual._compositor import Compositor
from textual._context import active_app
from textual.keys import (
    REPLACED_KEYS,
    _character_to_key,
    _get_unicode_name_from_key,
)
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from trust_tui.cli.demo import StandingClock
from trust_tui.domain import Workbook
from trust_tui.library.library import Library
from trust_tui.program.app import TrustApp
from trust_tui.screens.list_page import ListPageScreen
from trust_tui.session import Session
from trust_tui.store import open_workbook
from trust_tui.terminal.key_queue import KeyQueue
from trust_tui.widgets.frame import TopBar

MOMENT: Final = datetime(
    2026, 11, 24, 20, 0, tzinfo=timezone(timedelta(hours=1))
)
"""A Tuesday evening: now, in every test."""

PATIENCE: Final = 60.0
"""Seconds to wait for something on the screen before the test gives up; far more than it ever takes."""

BAR: Final = "".join(map(chr, range(0x2581, 0x2589)))
"""The characters a scroll bar is drawn with."""

FRAMED: Final = re.compile("\u2502 (.*) \u2502")
"""What stands in a frame on a line."""

USUAL: Final = (80, 24)
"""The size the screens are designed for."""


_under_way: WeakKeyDictionary[
    asyncio.AbstractEventLoop, set[asyncio.Future[Any]]
] = WeakKeyDictionary()
"""The calls in threads that the programs of a test wait for."""


drawn_lines: WeakKeyDictionary[Compositor, list[str]] = WeakKeyDictionary()
"""What a test has looked at and was not drawn anew since."""


def _count_calls() -> None:
    """Remember what is done beside the screen until whoever waits for it goes on.

    A future of the loop is asked for that, as the one of the thread is done a moment before anybody is woken up.
    """
    loop = asyncio.get_running_loop()
    if loop in _under_way:
        return
    under_way = _under_way[loop] = set()
    run = loop.run_in_executor

    def count(*args: Any) -> asyncio.Future[Any]:
        future = run(*args)
        under_way.add(future)
        future.add_done_callback(under_way.discard)
        return future

    loop.run_in_executor = count  # type: ignore[method-assign,assignment]


def _is_busy(pump: MessagePump) -> bool:
    """Whether a part of the program has a message before it, or is still at one."""
    queue: Any = pump._message_queue
    return pump.is_running and bool(
        pump._next_callbacks or queue.values or not queue.ready_event._waiters
    )


async def settled(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    """Wait until the program has nothing left to do but to wait for a key or a timer.

    Stands in for Textual's own way, which takes a processor that is busy elsewhere for a program that is at rest.
    """
    app = active_app.get()
    loop: Any = asyncio.get_running_loop()
    under_way = _under_way.get(loop, set())
    given_up = time.monotonic() + PATIENCE
    while not (app._exit or app._exception):
        await asyncio.sleep(0)
        if loop._ready:
            continue
        assert time.monotonic() < given_up, "The program does not come to rest."
        screen = app.screen
        if under_way:
            await asyncio.wait(under_way)
        elif any(
            map(
                _is_busy,
                (
                    app,
                    *app._background_screens,
                    *screen.walk_children(with_self=True),
                ),
            )
        ):
            await asyncio.sleep(0.001)
        elif (
            screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._dirty_widgets
            or screen._callbacks
            or app._resize_event
        ):
            screen._on_timer_update()
        else:
            return


def key_event(key: str) -> events.Key:
    """A key as the terminal sends it: by its name or the character it types."""
    name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
    try:
        letter: str | None = unicodedata.lookup(
            _get_unicode_name_from_key(REPLACED_KEYS.get(name, name))
        )
    except KeyError:
        letter = key if len(key) == 1 else None
    return events.Key(name, letter)


ONE_BY_ONE: Final = "one by one"
AT_ONCE: Final = "in one write"
LATE: Final = "late"
WAYS: Final = (ONE_BY_ONE, AT_ONCE, "in pieces", LATE)
"""How keys that a test presses in a row come in: each once the last one has done what it does; all at once; in pieces
cut anywhere; or pieces that a bad line holds back."""


TYPING: Final = re.compile(
    r"/test_(bad_input|cards|check_in|drafts|exercise|filter_line|form_days|goals|habits|journal|past_days|path|people"
    r"|relationships|right_now|search_own|self_check|settings|small_faults|steps|tags|together|week)\.py::"
)
"""The tests that type: each in one of the ways, always the same, so that all of them are tried in the time of one."""


def way_of(test: str) -> str:
    """The way in which the keys of a test come in. The variable `TYPED` names another for all tests."""
    number = crc32(test.encode()) if TYPING.search(test) else 0
    return os.environ.get("TYPED") or WAYS[number % len(WAYS)]


def _pieces(keys: Sequence[str], way: str) -> Iterator[Sequence[str]]:
    """The keys as they come in."""
    chance = random.Random(len(keys))
    while keys:
        size = {AT_ONCE: len(keys), ONE_BY_ONE: 1}.get(
            way, chance.randint(1, 3)
        )
        yield keys[:size]
        keys = keys[size:]


class Sitting:
    """A user at the keyboard of one running program.

    Attributes:
        app: The program.
        pilot: Textual's way to press keys.
        is_page_held_back: Set by a test that looks at the moment before the page follows the cursor of a list.
    """

    def __init__(
        self, app: TrustApp, pilot: Pilot[int], way: str = ONE_BY_ONE
    ) -> None:
        self.app = app
        self.pilot = pilot
        self._way = way
        assert app._driver is not None
        self._send = app._driver.send_message
        self._keys = KeyQueue(app, self._send)
        self.is_page_held_back = False

    async def settle(self) -> None:
        """Wait until the program has nothing left to do but to wait for a key; the page beside a list has followed."""
        with self.app._context():
            await settled()
        screen = self.app.screen
        if (
            isinstance(screen, ListPageScreen)
            and screen.pages.is_page_due
            and not self.is_page_held_back
        ):
            await self.until(
                lambda: not screen.pages.is_page_due, "the page beside the list"
            )

    async def press(self, *keys: str) -> None:
        """Press keys one after the other: each once what the last one did has settled, or in the way of the test."""
        with self.app._context():
            for piece in _pieces(keys, self._way):
                for key in piece:
                    self._keys.put(key_event(key))
                if self._way == ONE_BY_ONE:
                    await self._answered()
                else:
                    await asyncio.sleep(0.01 if self._way == LATE else 0)
            await self._answered()
        await self.settle()

    async def _answered(self) -> None:
        """Wait until what was typed has done what it does. It goes the way that it goes from a terminal."""
        given_up = time.monotonic() + PATIENCE
        keys = self._keys
        # It looks again and again as long as anything is ready to run, and so does what waits here.
        while (keys._is_looking or not keys.is_empty) and not self.app._exit:
            assert time.monotonic() < given_up, (
                f"A key was never taken:\n{self.text}"
            )
            await asyncio.sleep(0.001)
        await settled()

    async def type(self, text: str) -> None:
        """Type a text of one line, faster than the program answers."""
        with self.app._context():
            for letter in text:
                self._keys.put(key_event(letter))
            await self._answered()

    async def leave(self, key: str = "ctrl+q") -> int | None:
        """Press a key that ends the program; its exit status, None when it did not end."""
        with self.app._context():
            await self.pilot.press(key)
        return self.app.return_value if self.app._exit else None

    async def paste(self, text: str) -> None:
        """Paste into the field that has the focus, as a terminal does."""
        with self.app._context():
            self._keys.put(events.Paste(text))
            await self._answered()
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        with self.app._context():
            await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def until(
        self,
        condition: Callable[[], object],
        what: str = "",
        *,
        rests: bool = True,
    ) -> None:
        """Wait until something is so, and the program rests unless a call is held up; fail when it does not come."""
        given_up = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < given_up, (
                f"Waited in vain for {what or condition}:\n{self.text}"
            )
            with self.app._context():
                await self.pilot.pause(0.01)
        if rests:
            await self.settle()

    async def until_shown(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: self.shows(text), repr(text))

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line, without blanks at the ends of lines."""
        screen = self.app.screen
        compositor = screen._compositor
        lines = drawn_lines.get(compositor)
        if lines is None or screen._dirty_widgets or compositor._dirty_regions:
            lines = [
                "".join(segment.text for segment in strip).rstrip()
                for strip in compositor.render_strips()
            ]
            drawn_lines[compositor] = lines
        return lines

    @property
    def text(self) -> str:
        """What the screen shows, as one text."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What the screen shows but for the scroll bars."""
        return "\n".join(line.rstrip(BAR).rstrip() for line in self.lines)

    @property
    def framed(self) -> str:
        """What stands in the frame of a question that lies over a screen, as one line."""
        inside = [FRAMED.search(line) for line in self.lines]
        return " ".join(" ".join(f[1] for f in inside if f).split())

    def shows(self, *texts: str) -> bool:
        """Whether all of these stand on the screen, each within one line, or within a frame over it."""
        shown = f"{self.text}\n{self.framed}"
        return all(text in shown for text in texts)

    @property
    def row(self) -> str:
        """The row under the cursor of the list, found by its pointer; empty when no list has the focus."""
        line = next((line for line in self.lines if "\u25b8 " in line), "")
        return line.partition("\u25b8 ")[2].partition("\u2502")[0].rstrip()

    async def go_down_to(self, text: str) -> None:
        """Move down in the list until the row under the cursor has these words."""
        for _ in range(60):
            if text in self.row:
                return
            await self.press("down")
        raise AssertionError(f"No row has {text!r}:\n{self.text}")

    @property
    def title(self) -> str:
        """What the dialog in view is called, whether it fills the window or lies over a screen."""
        return self.app.screen.query_one(TopBar).title

    async def choose(self, text: str) -> None:
        """Choose the row that has these words."""
        await self.press("home")
        await self.go_down_to(text)
        await self.press("enter")

    @property
    def mode(self) -> str:
        """Which of the five screens is in view."""
        return str(self.app.current_mode)


@asynccontextmanager
async def session_of(
    app: TrustApp,
    size: tuple[int, int] = USUAL,
    *,
    opened: bool = True,
    way: str = ONE_BY_ONE,
) -> AsyncIterator[Sitting]:
    """The program running without a terminal; its workbook open, unless a passphrase is to be typed first."""
    _count_calls()
    async with app.run_test(size=size) as pilot:
        session = Sitting(app, pilot, way)
        if opened:
            await session.until(lambda: app.session.ready, "the workbook")
        yield session


def app_on(
    folder: Path,
    library: Library,
    clock: StandingClock,
    *,
    theme: str = "",
    begins: str = "",
    asks_first: bool = False,
    open_later: Callable[[], object] = lambda: None,
    **options: Any,
) -> TrustApp:
    """The program on a data folder.

    Args:
        folder: The data folder.
        library: The content.
        clock: Tells the time.
        theme: As for `TrustApp`.
        begins: As for `TrustApp`.
        asks_first: As for `TrustApp`.
        open_later: Called in the thread that opens the workbook, before it does.
        options: As for `Session`.
    """

    def opened() -> Workbook:
        open_later()
        return open_workbook(folder, clock=clock)

    return TrustApp(
        opened,
        Session(library, clock, **options),
        theme=theme,
        begins=begins,
        asks_first=asks_first,
    )


def control_characters(text: str) -> set[str]:
    """The characters in a text that a terminal would obey; line feeds count as one."""
    return {
        letter
        for letter in text
        if letter < " " or "\x7f" <= letter <= "\x9f" or letter in STEERING
    }


STEERING: Final = frozenset(
    "\u200e\u200f\u061c\u2028\u2029\ufeff"
    + "".join(
        map(
            chr,
            (
                *range(0x202A, 0x202F),
                *range(0x2066, 0x206A),
                *range(0xD800, 0xE000),
            ),
        )
    )
)
"""Characters beyond the control characters that turn the direction of a line, break it, or cannot be sent at all."""
