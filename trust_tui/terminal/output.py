"""Writing to a terminal that may be slow, frozen or gone, without ever waiting for it.

The event loop gives what it wants shown to the shadow; a thread asks the shadow for the difference when the terminal
takes bytes again. What piles up meanwhile is therefore one repaint, not a queue.
"""

import os
import select
import threading
from collections.abc import Callable
from time import monotonic
from typing import Final

from trust_tui.terminal.shadow import Shadow

CHUNK: Final = 1024
"""Bytes written at once: the most that is on its way when something newer is to be shown."""

_SLOW: Final = 0.05
"""Seconds that writing a piece takes when the terminal does not keep up."""


class Output:
    """The way from the shadow to the terminal.

    All methods may be called from any thread but not from a signal handler, and none waits for the terminal except
    `stop`, for a limited time.
    """

    def __init__(self, descriptor: int, shadow: Shadow, on_gone: Callable[[], None]) -> None:
        """Prepare; `start` begins.

        Args:
            descriptor: The terminal.
            shadow: What is shown and what shall be.
            on_gone: Called once, in the writing thread, when the terminal takes nothing any more for good.
        """
        self._descriptor = descriptor
        self._shadow = shadow
        self._on_gone = on_gone
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._is_stopping = False
        self._is_gone = False
        self._is_slow = False
        self._thread = threading.Thread(target=self._run, name="trust-output", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def write(self, text: str) -> None:
        """Take what Textual would have sent."""
        if self._is_gone:
            return
        with self._lock:
            self._shadow.feed(text)
            self._stir()

    def take_terminal(self, command: str) -> None:
        """Send what takes the terminal and leaves it blank, and then the picture."""
        with self._lock:
            self._shadow.open(command)
            self._stir()

    def give_terminal_back(self, command: str) -> None:
        """Send what gives the terminal back, and no more pictures."""
        with self._lock:
            self._shadow.close(command)
            self._stir()

    def repaint(self) -> None:
        """Send the whole picture again, whatever the terminal shows."""
        with self._lock:
            self._shadow.forget()
            self._stir()

    def resize(self, width: int, height: int) -> None:
        """Take note of another size, in cells. The terminal's picture is unknown from now on."""
        with self._lock:
            self._shadow.resize(width, height)

    def _stir(self) -> None:
        """Wake the thread."""
        self._idle.clear()
        self._wake.set()

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

    def _run(self) -> None:
        """Write differences until stopped."""
        poller = select.poll()
        poller.register(self._descriptor, select.POLLOUT)
        while True:
            self._wake.wait()
            if self._is_stopping:
                return
            if self._is_slow:
                # Wait before the difference is taken, so that it leads to the newest picture.
                poller.poll()
            with self._lock:
                self._wake.clear()
                data = self._shadow.take().encode("utf-8", "replace")
                if not data:
                    self._idle.set()
                    continue
                self._wake.set()
            try:
                self._send(data, poller)
            except OSError:
                self._is_gone = True
                self._idle.set()
                self._on_gone()
                return

    def _send(self, data: bytes, poller: select.poll) -> None:
        """Write all of it, piece by piece."""
        view = memoryview(data)
        while view:
            try:
                began = monotonic()
                view = view[os.write(self._descriptor, view[:CHUNK]) :]
                self._is_slow = monotonic() - began > _SLOW
            except BlockingIOError:
                poller.poll()
