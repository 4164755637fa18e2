"""Reads standard input line by line beside a program that runs on; nothing holds up its end."""

import asyncio
import os
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from trust_tui.domain import EndedError, tr

AT_ONCE = 65536


@contextmanager
def unseen() -> Iterator[None]:
    """Have the terminal show nothing of what is typed meanwhile."""
    if not os.isatty(0):
        yield
        return
    usual = termios.tcgetattr(0)
    hidden = [*usual]
    hidden[3] &= ~termios.ECHO
    termios.tcsetattr(0, termios.TCSANOW, hidden)
    try:
        yield
    finally:
        termios.tcsetattr(0, termios.TCSANOW, usual)
        print()


class TypedLines:
    """Gives the lines that are typed, in their order."""

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._has_ended = False
        # A thread that waits in a read of Python's own would hold a lock that the end of the program needs.
        threading.Thread(target=self._read, name="typed", daemon=True).start()

    @property
    def are_there(self) -> bool:
        """Whether a line was typed that was not asked for yet, or there will be none."""
        return self._has_ended or not self._lines.empty()

    async def next(self) -> str:
        """The next line, without its end.

        Raises:
            EndedError: There is none, and there will be none.
        """
        line = None if self._has_ended else await self._lines.get()
        if line is None:
            self._has_ended = True
            raise EndedError(tr("The input ended."))
        return line

    def _read(self) -> None:
        rest = b""
        try:
            while piece := os.read(0, AT_ONCE):
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    self._put(line.decode("utf-8", "replace"))
        except OSError:
            pass  # the terminal is gone
        if rest:
            self._put(rest.decode("utf-8", "replace"))
        self._put(None)

    def _put(self, line: str | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
        except RuntimeError:
            return  # the program has ended meanwhile
