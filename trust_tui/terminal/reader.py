"""The thread that reads the terminal. It sleeps while there is nothing, and ends when nothing will ever come."""

import os
import select
import threading
from collections.abc import Callable, Iterable
from typing import Final

from textual.message import Message

from trust_tui.terminal.keyboard import Keyboard
from trust_tui.terminal.layouts import languages_of_locale
from trust_tui.terminal.outer_line import END_OF_INPUT, OuterLine

READ_SIZE: Final = 1 << 16
"""Bytes read at once."""


class Reader:
    """Reads one terminal until stopped or until the terminal is gone.

    Attributes:
        keyboard: Makes keys of what is read.
    """

    def __init__(
        self,
        descriptor: int,
        deliver: Callable[[Message], None],
        on_gone: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Prepare; `start` begins. All the functions given are called in the reading thread.

        Args:
            descriptor: The terminal.
            deliver: Takes each event.
            on_gone: Called once when the terminal will never send anything again.
            on_error: Called once with an error that ended the thread.
        """
        self._descriptor = descriptor
        self._deliver = deliver
        self._on_gone = on_gone
        self._on_error = on_error
        self.keyboard: Final = Keyboard(
            os.environ.get("TERM", ""), languages_of_locale()
        )
        self._outer_line = OuterLine()
        self._stop_read, self._stop_write = os.pipe()
        self._thread = threading.Thread(
            target=self._run, name="trust-input", daemon=True
        )

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it. Call once."""
        os.close(self._stop_write)
        self._thread.join()
        os.close(self._stop_read)

    def _run(self) -> None:
        """Read and deliver."""
        try:
            if not self._read_until_stopped():
                self._on_gone()
        except Exception as error:
            self._on_error(error)

    def _read_until_stopped(self) -> bool:
        """Read and deliver until one of the two ends.

        Returns:
            Whether we were stopped; otherwise the terminal is gone.
        """
        poller = select.poll()
        poller.register(self._descriptor, select.POLLIN)
        poller.register(self._stop_read, 0)
        keyboard = self.keyboard
        while True:
            patience = keyboard.patience
            ready = poller.poll(
                None if patience is None else patience * 1000 + 1
            )
            if not ready:
                self._deliver_all(keyboard.overdue())
            elif any(descriptor == self._stop_read for descriptor, _ in ready):
                return True
            else:
                data = self._read()
                if data is None or (
                    END_OF_INPUT in data and self._outer_line.is_cut
                ):
                    return False
                if data:
                    self._deliver_all(keyboard.feed(data))

    def _read(self) -> bytes | None:
        """Read what is there.

        Returns:
            The bytes, none if another process was quicker, `None` if the terminal is gone.
        """
        try:
            return os.read(self._descriptor, READ_SIZE) or None
        except (BlockingIOError, InterruptedError):
            return b""
        except OSError:
            return None

    def _deliver_all(self, messages: Iterable[Message]) -> None:
        """Hand the events over, in order."""
        for message in messages:
            self._deliver(message)
