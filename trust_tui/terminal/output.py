"""Writing to a terminal that may be slow, frozen or gone, without ever waiting for it.

The event loop gives what it wants shown to the shadow and sends the difference at once, as far as the terminal takes
it. The rest is for a thread, and while that waits the shadow only notes what is wanted: what piles up becomes one
repaint, not a queue. Sending from the event loop saves the time that a thread waits for the interpreter.
"""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Final

from trust_tui.terminal.question import Traits
from trust_tui.terminal.shadow import Shadow

CHUNK: Final = 1024
"""Bytes written at once: the most that is on its way when something newer is to be shown."""


class Output:
    """The way from the shadow to the terminal.

    All methods may be called from any thread but not from a signal handler, and none waits for the terminal except
    `drain` and `stop`, for a limited time.
    """

    def __init__(
        self,
        descriptor: int,
        shadow: Shadow,
        on_gone: Callable[[], None],
        on_lost: Callable[[], None],
    ) -> None:
        """Prepare; `start` begins.

        Args:
            descriptor: The terminal.
            shadow: What is shown and what shall be.
            on_gone: Called once, in the writing thread, when the terminal takes nothing any more for good.
            on_lost: Called in the writing thread when the app has to repaint all, since a frozen terminal could not be
                sent everything.
        """
        self._descriptor = descriptor
        self._shadow = shadow
        self._on_gone = on_gone
        self._on_lost = on_lost
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._rest = b""
        self._is_stopping = False
        self._given_back = ""
        self._is_gone = False
        self._unblocking: int | None = None
        self._thread = threading.Thread(
            target=self._run, name="trust-output", daemon=True
        )

    def start(self) -> None:
        """Begin to write."""
        self._unblocking = _open_unblocking(self._descriptor)
        self._thread.start()

    def write(self, text: str) -> None:
        """Take what Textual would have sent."""
        with self._lock:
            self._shadow.feed(text)
            self._send_now()

    def take_terminal(self, command: str) -> None:
        """Send what takes the terminal and leaves it blank, and then the picture."""
        with self._lock:
            self._shadow.open(command)
            self._send_now()

    def give_terminal_back(self, command: str) -> None:
        """Send what gives the terminal back, and no more pictures."""
        with self._lock:
            self._shadow.close(command)
            self._send_now()
        self._given_back = command

    def insist(self, command: str) -> None:
        """Send at once what gives the terminal back, unless it has it: a shell may write on it by now."""
        if self._given_back != command or not self._idle.is_set():
            os.write(self._descriptor, command.encode())

    def know(self, traits: Traits, ascii_only: bool) -> bool:
        """Draw as fits what is known of the terminal now; whether the app has to draw again for that."""
        with self._lock:
            return self._shadow.know(traits, ascii_only)

    def leave_out_colours(self, is_colourless: bool) -> None:
        """Send no colours from now on, or send them again; the app has to draw again."""
        with self._lock:
            self._shadow.leave_out_colours(is_colourless)

    def want_nothing(self) -> None:
        """Have nothing to show until the app draws again."""
        with self._lock:
            self._shadow.want_nothing()

    def repaint(self, command: str) -> None:
        """Send what makes sure of the terminal's modes, and the whole picture, whatever it shows."""
        with self._lock:
            self._shadow.renew(command)
            self._send_now()

    def resize(self, width: int, height: int, command: str) -> None:
        """Take note of another size, in cells. The terminal's picture is unknown from now on, and so are its modes.

        A size that was left and came back is no news to the app: what it shows is sent again from here.
        """
        with self._lock:
            self._shadow.resize(width, height)
            self._shadow.renew(command)
            self._send_now()

    def drain(self, patience: float) -> bool:
        """Wait until everything was written.

        Args:
            patience: Seconds to wait at most.

        Returns:
            Whether everything was.
        """
        return self._idle.wait(patience)

    def stop(self, patience: float) -> None:
        """Write what is left and end. A thread that a frozen terminal holds is left behind.

        Args:
            patience: Seconds to wait at most.
        """
        deadline = monotonic() + patience
        self.drain(patience)
        self._is_stopping = True
        self._wake.set()
        self._thread.join(max(0.0, deadline - monotonic()))
        if self._unblocking is not None:
            os.close(self._unblocking)
            self._unblocking = None

    def _send_now(self) -> None:
        """Send what the terminal takes without waiting, and leave the rest to the thread."""
        if self._is_gone:
            self._shadow.take()
        elif self._idle.is_set():
            if self._unblocking is not None:
                self._rest = self._take()
                with suppress(OSError):
                    # Why it failed is for the thread to find out.
                    self._rest = self._rest[
                        os.write(self._unblocking, self._rest) :
                    ]
                if not self._rest:
                    return
            self._idle.clear()
            self._wake.set()

    def _take(self) -> bytes:
        """What has to be sent for the terminal to show what is wanted."""
        return self._shadow.take().encode("utf-8", "replace")

    def _run(self) -> None:
        """Write what the event loop could not, until stopped."""
        poller = select.poll()
        poller.register(self._descriptor, select.POLLOUT)
        while True:
            self._wake.wait()
            if self._is_stopping:
                return
            try:
                self._catch_up(poller)
            except OSError:
                self._is_gone = True
                self._idle.set()
                self._on_gone()
                return

    def _catch_up(self, poller: select.poll) -> None:
        """Write until nothing is left, taking each difference only when the terminal is ready for it."""
        while True:
            poller.poll()
            if not self._rest:
                with self._lock:
                    self._rest = self._take()
                    if not self._rest:
                        self._wake.clear()
                        self._idle.set()
                        break
            with suppress(BlockingIOError):
                self._rest = self._rest[
                    os.write(self._descriptor, self._rest[:CHUNK]) :
                ]
        if self._shadow.is_lost:
            self._shadow.is_lost = False
            self._on_lost()


def _open_unblocking(descriptor: int) -> int | None:
    """Open the same terminal once more, for writing without ever waiting.

    Making the given descriptor so would make the shell's so as well, which it shares its terminal with.

    Returns:
        A descriptor, or `None` where the terminal belongs to someone else, as after `su`.
    """
    try:
        path = Path(os.ttyname(descriptor))
        if path.stat().st_rdev != os.fstat(descriptor).st_rdev:
            return None
        return os.open(
            path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
        )
    except OSError:
        return None
