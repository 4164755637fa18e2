"""Every private name of Textual that the driver and the keyboard lean on; the rest of `terminal` uses none.

Each has a test in `tests/terminal/test_textual_private.py` that fails when Textual changes it, and a line that begins
with "When it fails" and says what to do then.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual._parser import ParseTimeout
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App


def has_calls_ready(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether an event loop has something to do before it sleeps.

    When it fails (with another Python): wait for one more turn of the loop instead, by `call_soon`.
    """
    return bool(getattr(loop, "_ready", ()))


def is_laid_out(app: "App[Any]") -> bool:
    """Whether the screen in view is there, and nothing is left to be laid out or called after that.

    When it fails: find what a screen does in `_on_timer_update`, and what `App.batch_update` counts.
    """
    if not app.screen_stack:
        return True  # the program ends
    screen = app.screen
    if not screen.is_mounted or app._batch_count:
        return False
    return not (screen._layout_required or screen._callbacks)


def priority_action(app: "App[Any]", key: str) -> str:
    """The action that a key has before everything else, typing included; empty for none.

    When it fails: find what `App._check_bindings` goes through for bindings with priority.
    """
    for _, bindings in reversed(app.screen._binding_chain):
        for binding in bindings.key_to_bindings.get(key, ()):
            if binding.priority:
                return binding.action
    return ""


class OpenParser(XTermParser):
    """Textual's parser, proof against numbers that are no characters, and able to let go of a sequence.

    When it fails: see how `Parser` keeps a sequence that has begun (`feed` and `tick`), and what `XTermParser` calls to
    name the keys of a whole one.
    """

    @property
    def is_waiting(self) -> bool:
        """Whether a sequence has begun and its end is not known."""
        return self._awaiting.timeout is not None

    def let_go(self) -> None:
        """Forget a sequence that has begun."""
        self._timeout_time = None
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    def settle(self) -> Iterable[Message]:
        """Take what has begun for keys, as after Textual's own delay."""
        self._timeout_time = None
        self._awaiting = self._gen.throw(ParseTimeout())
        while self._tokens:
            yield self._tokens.popleft()

    def _sequence_to_key_events(
        self, sequence: str, alt: bool = False
    ) -> Iterable[events.Key]:
        """Name a key; numbers beyond Unicode are a key to ignore."""
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, sequence)]
        return self.named(sequence, keys)

    def named(
        self, sequence: str, keys: Sequence[events.Key]
    ) -> Sequence[events.Key]:
        """The keys of a sequence, as Textual names them; to be overridden where they have better names."""
        return keys


class OpenDriver(LinuxDriver):
    """Textual's driver with what a driver of one's own needs of it under public names.

    When it fails: `Driver.__init__` no longer keeps the app, the loop or the wish for a mouse, or `LinuxDriver` handles
    stops and sizes by other methods. The names of those are all that has to change here.

    Attributes:
        app: The program.
        loop: Its event loop.
        wants_mouse: Whether the mouse is used at all.
    """

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.app = app
        self.loop: asyncio.AbstractEventLoop = self._loop
        self.wants_mouse = self._mouse

    @property
    def takes_terminal_back(self) -> bool:
        """Whether a stop gives the terminal back: not while the program itself has lent it, as to an editor."""
        return self._auto_restart

    def raw_flags(self, local: int, input: int) -> tuple[int, int]:
        """The terminal's flags changed so that every key is delivered, at once and unchanged."""
        return self._patch_lflag(local), self._patch_iflag(input)

    def report_error(self, error: Exception) -> None:
        """Have the app end with an error, in the event loop."""
        self.app._handle_exception(error)

    def terminal_size(self) -> tuple[int, int]:
        """Columns and lines of the terminal."""
        return super()._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.terminal_size()

    def stop_process(self) -> None:
        """Called for a SIGTSTP, once its handler was left."""
        raise NotImplementedError

    def _sigtstp_application(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.stop_process)

    def continue_process(self) -> None:
        """Called for a SIGCONT, once its handler was left."""
        raise NotImplementedError

    def _sigcont_application(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.continue_process)
