"""The driver that Textual runs on: `App(driver_class=TrustDriver)`.

Textual's own driver for Linux ends its input on a byte that is not UTF-8, spins when the terminal is gone, stops the
event loop when the terminal takes no more bytes, starts a second set of threads on a bare SIGCONT, and leaves modes
switched on. This one keeps its place in Textual's class tree and does input, output and modes afresh.
"""

import os
import signal
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from trust_tui.terminal.environment import (
    is_ascii_by_lang_alone,
    remembers_scrolled_lines,
    wants_ascii,
)
from trust_tui.terminal.input_mode import InputMode
from trust_tui.terminal.key_queue import KeyQueue, TakesTurns
from trust_tui.terminal.modes import (
    AGAIN,
    BLANK,
    ENTER,
    LEAVE,
    MOUSE_OFF,
    MOUSE_ON,
    QUERY_SYNC,
    REENTER,
)
from trust_tui.terminal.output import Output
from trust_tui.terminal.question import Question
from trust_tui.terminal.reader import Reader
from trust_tui.terminal.shadow import Shadow
from trust_tui.terminal.textual_private import OpenDriver

if TYPE_CHECKING:
    from textual.app import App

DRAIN_PATIENCE: Final = 1.0
"""Seconds that leaving waits for a terminal that is slow or frozen."""

FALLBACK_SIZE: Final = (80, 24)
"""Columns and lines of a terminal that does not say."""

_STANDARD_ERROR: Final = 2
"""The descriptor that Textual draws on: standard output stays free for what the program has to say."""

_POINTER: Final = "\x1b]22;"
"""How Textual asks for a shape of the mouse's pointer, mouse or no mouse. Terminals without that print it, and those
with it keep the shape after the program has ended."""

REPAINT_KEY: Final = "ctrl+l"
"""The key that sends the whole picture again, as everywhere in a terminal."""


class TrustDriver(OpenDriver):
    """A full-screen driver for terminals that are slow, hostile, or going away: that is a SIGHUP, as for `guard`.

    Attributes:
        signalled: `stop` or `return` while the app is told that a signal stops it, or has brought it back; else empty.
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
        self._terminal = _STANDARD_ERROR
        self._mouse_on = MOUSE_ON if self.wants_mouse else ""
        self._mouse_off = MOUSE_OFF if self.wants_mouse else ""
        self._known_size = (0, 0)
        self._wants_ascii = wants_ascii()
        self._shadow = _shadow_for(app, self.terminal_size(), self._wants_ascii)
        self._output: Output | None = None
        self._reader: Reader | None = None
        self._question = Question()
        self._typed: deque[Message] = deque()
        self._keys = KeyQueue(app, app.post_message)
        self._input_mode = InputMode(self.fileno, self.raw_flags)
        self._is_taking = False
        self._is_stopped = False
        self._is_hung_up = False
        self._hands_over = False
        self.signalled = ""

    # Output

    def write(self, data: str) -> None:
        """Show something, or send a command to the terminal. Never waits."""
        if self._output is not None and not data.startswith(_POINTER):
            self._output.write(data)
            self._look_at_size()

    def repaint(self) -> None:
        """Send the whole picture again: the terminal may show something else than we believe."""
        if self._output is not None:
            self._output.repaint(
                AGAIN + self._mouse_on + "\x1b[H" + self._ask()
            )

    def leave_out_colours(self, is_colourless: bool) -> None:
        """Send no colours from now on, so that the terminal's own hold, or send them again; the app has to draw."""
        if self._output is not None:
            self._output.leave_out_colours(is_colourless)

    def _ask(self) -> str:
        """Ask what terminal this is, unless the user wants to see nothing but ASCII: it may be another than before."""
        if self._wants_ascii and not is_ascii_by_lang_alone():
            return ""
        return self._question.put()

    def _learn(self, row: int, column: int) -> None:
        """Take an answer. A `LANG` that a server has set by itself is not believed against the terminal's own word."""
        traits = self._question.answer(row, column)
        if traits is not None and self._output is not None:
            ascii_only = self._wants_ascii and not traits.is_unicode
            if self._output.know(traits, ascii_only):
                self._ask_for_repaint()

    # Modes

    def start_application_mode(self) -> None:
        """Take the terminal. Does nothing if we have it already."""
        if self._output is not None:
            return
        if not self._input_mode.is_in_foreground:
            self._is_stopped = True
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        signal.signal(signal.SIGWINCH, self._on_size_signal)
        handed_over = self._input_mode.take_over()
        self._known_size = self.terminal_size()
        self._shadow.resize(*self._known_size)
        self._output = Output(
            self._terminal, self._shadow, self._hang_up, self._ask_for_repaint
        )
        self._output.start()
        modes = (REENTER if handed_over else ENTER) + self._mouse_on
        if os.environ.get("TERM_PROGRAM") != "Apple_Terminal":
            modes += QUERY_SYNC  # Apple's terminal prints the question
        self._output.take_terminal(modes + self._ask())
        self._reader = Reader(
            self.fileno, self.process_message, self._hang_up, self._fail
        )
        self._reader.start()
        self._announce_size()

    def disable_input(self) -> None:
        """Stop reading, and forget what was typed but not read."""
        if self._reader is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._reader.stop()
        self._reader = None
        if not self._hands_over:
            self._input_mode.forget_typed()

    def forget_typed(self) -> None:
        """Forget the keys that still wait for their turn."""
        self._keys.clear()

    def hand_over(self) -> None:
        """Keep the terminal at the end, blank, for the program that takes this one's place by `exec`."""
        self._hands_over = True

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, with nothing of ours on it."""
        if self._output is None:
            return
        self.disable_input()
        if self._hands_over and self._input_mode.hand_over():
            self._output.give_terminal_back(BLANK)
            self._output.drain(DRAIN_PATIENCE)
            return
        self._output.give_terminal_back(self._mouse_off + LEAVE)
        self._output.drain(DRAIN_PATIENCE)
        if not self._is_hung_up:
            self._question.swallow_answers(self.fileno)
        self._input_mode.give_back()

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while. What stood there is not shown again: the app may be locked by then."""
        self._question.give_up()  # a shell that waits is not to be kept waiting
        super().suspend_application_mode()
        self._shadow.want_nothing()

    def close(self) -> None:
        """End the writing thread."""
        if self._output is not None:
            self._output.stop(DRAIN_PATIENCE)
            self._output = None

    def restore_now(self) -> None:
        """Give the terminal back at once, from any thread, when the program is about to be ended by force.

        Waits while the terminal takes nothing: call it in a thread that may be left behind.
        """
        if self._output is not None:
            self._input_mode.give_back()
            self._output.insist(self._mouse_off + LEAVE)

    # Size

    def terminal_size(self) -> tuple[int, int]:
        """Ask the terminal itself; the environment may be stale."""
        for descriptor in (self.fileno, self._terminal):
            try:
                width, height = os.get_terminal_size(descriptor)
            except OSError:
                continue
            if width and height:
                return width, height
        return FALLBACK_SIZE

    def _on_size_signal(self, *_: object) -> None:
        """Leave the signal handler before doing anything."""
        self.loop.call_soon_threadsafe(self._resize)

    def _resize(self) -> None:
        """Learn how large the terminal is now. Whatever it shows, it may have moved.

        Textual does not draw again for a size that was left and came back before it looked.
        """
        if self._output is not None:
            self._known_size = self.terminal_size()
            self._output.resize(*self._known_size, AGAIN + self._mouse_on)
            self._announce_size()
            self._ask_for_repaint()

    def _look_at_size(self) -> None:
        """Learn of another size with each key and picture: no signal comes to a session that is not the terminal's.

        `su -c` and `setsid` begin such a session.
        """
        if self.terminal_size() != self._known_size:
            self._call_in_loop(self._resize)

    def _announce_size(self) -> None:
        """Tell Textual how large the terminal is."""
        size = Size(*self._known_size)
        self.send_message(events.Resize(size, size))

    # Stopping and going on

    def stop_process(self) -> None:
        """Give the terminal back and stop until SIGCONT."""
        if self.takes_terminal_back and self._output is not None:
            _tell(self, "stop")
            if self._hands_over:
                return  # the program that takes this one's place stops
            self.suspend_application_mode()
            self._is_stopped = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def continue_process(self) -> None:
        """Take the terminal again, or make sure of it if it was never given back.

        The app is told of a stop that nobody announced, before anything is drawn.
        """
        if self._is_stopped:
            self._is_stopped = False
            self.resume_application_mode()
        elif self._output is not None and self._input_mode.is_in_foreground:
            _tell(self, "return")
            if self._hands_over:
                return
            self._output.want_nothing()
            self._input_mode.take_again()
            self._resize()
            self._output.take_terminal(REENTER + self._mouse_on + self._ask())
        else:
            return
        if self._output is not None:
            self._ask_for_repaint()
            self.send_message(self.SignalResume())

    # Input

    def process_message(self, message: Message) -> None:
        """Hand an event to the app, from the input thread.

        Sizes come from the system alone: what the terminal (or a paste) claims about them is not believed.
        """
        if isinstance(message, (InBandWindowResize, events.Resize)):
            return
        if isinstance(message, events.CursorPosition):
            self._learn(message.y, message.x)
            return
        if isinstance(message, events.Key) and message.key == REPAINT_KEY:
            self.repaint()
        super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Hand an event to the app, from any thread. Keys and pastes wait for their turn."""
        if not isinstance(message, (events.Key, events.Paste)):
            super().send_message(message)
            return
        self._typed.append(message)
        if not self._is_taking:
            self._is_taking = True
            self._call_in_loop(self._take_typed)

    def _take_typed(self) -> None:
        """Take what was read since the last time into the queue."""
        self._is_taking = False  # before what comes meanwhile
        self._look_at_size()
        while self._typed:
            self._keys.put(self._typed.popleft())

    @property
    def missing_keys(self) -> frozenset[str]:
        """The keys that this terminal does not send as themselves; none while it is not ours."""
        reader = self._reader
        return frozenset() if reader is None else reader.keyboard.missing_keys

    def after_keys(self, call: Callable[[], object], patience: float) -> None:
        """Call something once all that was typed has done what it does, or after so many seconds."""
        self._keys.when_done(call, patience)

    def _hang_up(self) -> None:
        """Report that the terminal is gone, from any thread, once."""
        if self._is_hung_up:
            return
        self._is_hung_up = True
        if callable(signal.getsignal(signal.SIGHUP)):
            os.kill(os.getpid(), signal.SIGHUP)
        else:
            self._call_in_loop(
                partial(self.app.exit, return_code=128 + signal.SIGHUP)
            )

    def _ask_for_repaint(self) -> None:
        """Have the app draw everything, from any thread."""
        self._call_in_loop(partial(self.app.refresh, layout=True))

    def _fail(self, error: Exception) -> None:
        """Report an error of the input thread, which nothing can be typed after."""
        self._call_in_loop(partial(self.report_error, error))

    def _call_in_loop(self, call: Callable[[], object]) -> None:
        """Have the event loop do something, if there still is one."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(call)


def _tell(driver: TrustDriver, signalled: str) -> None:
    """Tell the app of a stop, or of one that is over."""
    driver.signalled = signalled
    try:
        driver.app.app_suspend_signal.publish(driver.app)
    finally:
        driver.signalled = ""


def _shadow_for(
    app: "App[Any]", size: tuple[int, int], ascii_only: bool
) -> Shadow:
    """The model of a terminal as the program wants it drawn on."""
    wishes = app if isinstance(app, TakesTurns) else None
    return Shadow(
        *size,
        ascii_only=ascii_only,
        scrolls_up=not remembers_scrolled_lines(),
        is_colourless=wishes is not None and wishes.keeps_colours_of_terminal,
        is_read_out=wishes is not None and wishes.is_read_out,
    )
