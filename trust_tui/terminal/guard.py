"""Ending well when the line drops.

A dropped connection shows itself as SIGHUP, as a terminal that is hung up without a signal (`nohup`, `setsid`), or not
at all until the next read. Left to the defaults, Python dies at once with everything unsaved; with the usual handler
it lives for ever once the event loop waits for a terminal that takes nothing. The guard tells the program, and ends it
if it has not ended by itself.
"""

import asyncio
import fcntl
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final

PATIENCE: Final = 3.0
"""Seconds between the first sign of an ending and the forced end."""

_LAST_WORDS_PATIENCE: Final = 0.3
"""Seconds that the last words may take."""

SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
"""The signals that ask the program to end."""

_OTHER_ENDS: Final = os.makedev(5, 2)
"""The device of which all other ends of terminals are."""

_GET_NUMBER: Final = 0x80045430
"""Linux' TIOCGPTN, which Python has no name for: the number of the terminal that an other end belongs to."""

_GONE: Final = select.POLLHUP | select.POLLERR | select.POLLNVAL
_STOP: Final = b"\x00"
"""Written to the guard's own pipe to end its thread; no signal has this number."""


def close_other_end(descriptor: int) -> None:
    """Close what a parent has left open in this process of a terminal's other end.

    As long as that is open here, the terminal never hangs up. yasr starts its program so. Where the system does not
    say what belongs together, nothing is closed.

    Args:
        descriptor: The terminal.
    """
    with suppress(OSError):
        name = os.ttyname(descriptor)
        for entry in list(Path("/proc/self/fd").iterdir()):
            other = int(entry.name)
            with suppress(OSError):
                if os.fstat(other).st_rdev != _OTHER_ENDS:
                    continue
                number = fcntl.ioctl(other, _GET_NUMBER, bytes(4))
                if name == f"/dev/pts/{int.from_bytes(number, sys.byteorder)}":
                    os.close(other)


class Guard:
    """Watches for the end of the line, from signals and from the terminal itself.

    Everything is seen by a thread: the bytes that C-level signal handlers write to a pipe, and the hang-up of
    the terminal. So an event loop that is stuck stops neither.

    Attributes:
        signum: The signal that ends the program, SIGHUP for a terminal that is gone, `None` while all is well. The
            exit status of a program ended this way is 128 more.
    """

    signum: signal.Signals | None

    def __init__(
        self,
        on_hangup: Callable[[], None],
        *,
        last_words: Callable[[], None] | None = None,
        patience: float = PATIENCE,
        descriptor: int = 0,
    ) -> None:
        """Prepare a guard; nothing happens before `install`.

        Args:
            on_hangup: Called in the event loop, once: save and exit.
            last_words: Called in a thread just before a forced end, which does not wait for it long.
            patience: Seconds the program has for ending.
            descriptor: The terminal to watch.
        """
        self.signum = None
        self._on_hangup = on_hangup
        self._last_words = last_words
        self._patience = patience
        self._descriptor = descriptor
        self._loop: asyncio.AbstractEventLoop | None = None
        self._previous: dict[
            signal.Signals,
            signal.Handlers
            | Callable[[int, FrameType | None], object]
            | int
            | None,
        ]
        self._previous = {}
        self._previous_wakeup = -1
        self._read_end = self._write_end = -1
        self._finished = threading.Event()
        self._thread: threading.Thread | None = None

    def install(self) -> None:
        """Take over the signals and begin to watch. Call in the main thread, inside the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._write_end, False)
        self._finished.clear()
        self._previous_wakeup = signal.set_wakeup_fd(
            self._write_end, warn_on_full_buffer=False
        )
        for signum in SIGNALS:
            self._previous[signum] = signal.signal(signum, self._handle)
        self._thread = threading.Thread(
            target=self._watch, name="trust-guard", daemon=True
        )
        self._thread.start()

    def remove(self) -> None:
        """Give the signals back and call off the forced end. Call in the main thread when the program has ended."""
        if self._thread is None:
            return
        for signum, handler in self._previous.items():
            signal.signal(
                signum, signal.SIG_DFL if handler is None else handler
            )
        self._previous.clear()
        signal.set_wakeup_fd(self._previous_wakeup)
        self._finished.set()
        os.write(self._write_end, _STOP)
        self._thread.join()
        self._thread = None
        os.close(self._read_end)
        os.close(self._write_end)

    def _handle(self, signum: int, _frame: FrameType | None) -> None:
        """Do nothing: that Python has a handler keeps the signal from killing, the wake-up pipe tells the thread."""

    def _watch(self) -> None:
        """Wait for an ending, report it, and make it come true."""
        signum = self._await_ending()
        if signum is None:
            return
        self.signum = signum
        self._call_in_loop(self._on_hangup)
        if not self._finished.wait(self._patience):
            if self._last_words is not None:
                speaker = threading.Thread(target=self._last_words, daemon=True)
                speaker.start()
                speaker.join(_LAST_WORDS_PATIENCE)
            os._exit(128 + signum)

    def _call_in_loop(self, call: Callable[[], object]) -> None:
        """Wake the program to call something. A closed loop means that it is ending already; it gets its patience."""
        assert self._loop is not None
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call)

    def _await_ending(self) -> signal.Signals | None:
        """Sleep until the terminal is gone or a signal came.

        Returns:
            What ends the program, or `None` if the guard was removed.
        """
        poller = select.poll()
        poller.register(self._read_end, select.POLLIN)
        # No events wanted: only a hang-up, an error or a closed descriptor wakes us, and input stays unread.
        poller.register(self._descriptor, 0)
        while True:
            for descriptor, event in poller.poll():
                if descriptor == self._read_end:
                    codes = os.read(self._read_end, 512)
                    for code in codes:
                        if code == _STOP[0]:
                            return None
                        if code in SIGNALS:
                            return signal.Signals(code)
                    self._call_in_loop(
                        lambda: None
                    )  # another thread may have been told: the main one sleeps on then
                elif event & _GONE:
                    return signal.SIGHUP
