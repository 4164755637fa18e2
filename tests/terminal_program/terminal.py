"""A program in a pseudo-terminal, and the screen that the user would see."""

import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pexpect
import pyte

PATIENCE: Final = 30.0
"""Seconds to wait for something before giving up; far more than it ever takes."""

KEYS: Final = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+x": "\x18",
}
"""What a terminal sends for a key that is not a letter."""

MODES_ON: Final = (b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[?1006h", b"\x1b[?2004h", b"\x1b[?25l")
"""Modes a full-screen program may switch on, which it must switch off again."""


class Terminal:
    """A program, what it has sent, and what that looks like.

    Attributes:
        sent: Every byte that the program has sent.
        process: The program.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        """Start a program.

        Args:
            command: The program and its arguments.
            size: Columns and lines.
            environment: All variables it has; by default ours.
            folder: Where it starts.
        """
        columns, lines = size
        self.sent = b""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        variables = dict(os.environ if environment is None else environment)
        self.process = self._spawned(command, size, variables | {"TEXTUAL_DISABLE_KITTY_KEY": "1"}, folder)
        self.process.delaybeforesend = None
        self.process.ptyproc.delayafterclose = 0
        self.process.ptyproc.delayafterterminate = 0

    @staticmethod
    def _spawned(
        command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str], folder: Path | None
    ) -> Any:
        return pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(size[1], size[0]),
            env=dict(environment),
            cwd=None if folder is None else str(folder),
            timeout=PATIENCE,
        )

    def take_in(self, patience: float = 0.05) -> None:
        """Take in what the program has sent, waiting no longer than that for more."""
        try:
            data = self.process.read_nonblocking(65536, patience)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        except OSError as error:
            if error.errno in (errno.EIO, errno.EBADF):
                return
            raise
        self.sent += data
        self._stream.feed(data)

    def until(self, condition: Callable[[], object], what: str = "it") -> None:
        """Take in what comes until something is so.

        Raises:
            AssertionError: It did not come.
        """
        given_up = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > given_up:
                raise AssertionError(f"Waited in vain for {what}:\n{self.text}")
            self.take_in()

    def wait_for(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        self.until(lambda: all(text in self.text for text in texts), repr(texts))

    def settle(self) -> None:
        """Take in what comes until nothing has come for a while."""
        before = -1
        while before != len(self.sent):
            before = len(self.sent)
            self.take_in(0.3)

    def press(self, *keys: str) -> None:
        """Press keys, by the names in `KEYS` or as letters."""
        for key in keys:
            self.process.send(KEYS.get(key, key))
            self.take_in(0.01)

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines)

    def ended(self) -> int:
        """Wait for the end.

        Returns:
            The exit status; the negative number of the signal that ended it.
        """
        given_up = time.monotonic() + PATIENCE
        while self.process.isalive():
            if time.monotonic() > given_up:
                raise AssertionError(f"It did not end:\n{self.text}")
            self.take_in()
        for _ in range(3):
            self.take_in()
        if self.process.signalstatus is not None:
            return -int(self.process.signalstatus)
        return int(self.process.exitstatus)

    def kill(self, signum: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, signum)

    def hang_up(self) -> None:
        """Close our end of the line, as a lost connection does."""
        os.close(self.process.child_fd)
        self.process.closed = True
        self.process.child_fd = -1

    def wait_for_end_after_hang_up(self) -> int:
        """Wait for the end of a program whose line is gone; its exit status, or minus the signal's number."""
        given_up = time.monotonic() + PATIENCE
        while time.monotonic() < given_up:
            pid, status = os.waitpid(self.process.pid, os.WNOHANG)
            if pid:
                self.process.ptyproc.terminated = True
                self.process.terminated = True
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        raise AssertionError("It did not end.")

    def is_restored(self) -> bool:
        """Whether every mode that was switched on was switched off again, and the cursor is back."""
        for on in MODES_ON:
            off = on[:-1] + (b"h" if on.endswith(b"l") else b"l")
            if on in self.sent and self.sent.rfind(off) < self.sent.rfind(on):
                return False
        return True

    def close(self) -> None:
        """End the program if it has not ended."""
        if not self.process.terminated and self.process.isalive():
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if not self.process.closed:
            self.process.close()


def program(*arguments: str) -> list[str]:
    """The command that starts the program of this environment."""
    return [sys.executable, "-c", "import sys; from trust_tui.cli import main; sys.exit(main())", *arguments]
