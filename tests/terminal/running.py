"""A sample program in a real pseudo-terminal, and waiting for what it does without sleeping."""

import codecs
import os
import select
import signal
import stat
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

from tests.forking import ROOT, Forked, start
from tests.terminal.pictures import Emulator

PATIENCE = 60.0
"""Seconds until something that should happen counts as not happening, on a busy machine."""


class Running:
    """The program, what it sent so far, and what a terminal shows of that."""

    def __init__(
        self,
        process: Forked | subprocess.Popen[bytes],
        fd: int,
        trace: Path,
        size: tuple[int, int],
        device: Path,
    ) -> None:
        self.process = process
        self.pid = process.pid
        self.fd = fd
        self._terminal = os.fdopen(fd, "r+b", buffering=0)
        self.trace = trace
        self.device = device
        self.sent = b""
        self.emulator = Emulator(*size)
        self._decode = codecs.getincrementaldecoder("utf-8")(
            errors="replace"
        ).decode
        self._is_open = True

    @property
    def notes(self) -> list[str]:
        """What the program left in its file."""
        return (
            self.trace.read_text("utf-8").splitlines()
            if self.trace.exists()
            else []
        )

    @property
    def shown(self) -> str:
        """The screen as text."""
        return "\n".join(self.emulator.screen.display)

    @property
    def attributes(self) -> list[object]:
        """The terminal's settings."""
        return termios.tcgetattr(self.fd)

    @property
    def others_may_write(self) -> bool:
        """Whether `write` and `wall` of other users reach the terminal."""
        return bool(self.device.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))

    @property
    def state(self) -> str:
        """The letter of the process' state, empty when it is gone."""
        try:
            return (
                Path(f"/proc/{self.pid}/stat")
                .read_text()
                .rpartition(")")[2]
                .split()[0]
            )
        except OSError:
            return ""

    @property
    def thread_count(self) -> int:
        """How many threads it has."""
        return len(list(Path(f"/proc/{self.pid}/task").iterdir()))

    def type(self, keys: bytes) -> None:
        """Send to the program as a terminal would."""
        os.write(self.fd, keys)

    def press(self, key: bytes) -> None:
        """Send a key and wait until the program has noted what it did."""
        done = len(self.notes)
        self.type(key)
        self.wait(
            lambda: any(note.startswith("did") for note in self.notes[done:])
        )

    def signal(self, signum: signal.Signals) -> None:
        """Send a signal to the program alone."""
        os.kill(self.pid, signum)

    def read(self, patience: float = 0.05) -> bool:
        """Take some output, if any comes in time."""
        if (
            not self._is_open
            or not select.select([self.fd], [], [], patience)[0]
        ):
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self._is_open = False
            return False
        self.sent += data
        self.emulator.stream.feed(
            self._decode(data)
        )  # a character may come in two pieces
        return True

    def read_all(self, pause: float = 0.3) -> None:
        """Take all output until there is a pause, in seconds."""
        while self.read(pause):
            pass

    def wait(self, condition: Callable[[], bool], reading: bool = True) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, (
                self.notes[-5:],
                self.shown,
                self.sent[-200:],
            )
            if reading:
                self.read()
            else:
                select.select([], [], [], 0.05)

    def wait_for_note(self, note: str, reading: bool = True) -> None:
        """Wait until the program has left a note."""
        self.wait(lambda: note in self.notes, reading)

    def wait_for_end(self, reading: bool = True) -> int:
        """Wait until it ended; returns its exit status as a shell would see it."""
        self.wait(lambda: self.process.poll() is not None, reading)
        if reading:
            self.read_all(0.05)
        code = self.process.wait()
        return code if code >= 0 else 128 - code

    def hang_up(self) -> None:
        """Take the terminal away."""
        self._is_open = False
        self._terminal.close()

    def close(self) -> None:
        """End the program if it is still there."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._terminal.close()


@contextmanager
def running(
    kind: str,
    trace: Path,
    *,
    driver: str = "trust",
    size: tuple[int, int] = (80, 24),
    variables: dict[str, str] | None = None,
    ignoring: signal.Signals | None = None,
) -> Iterator[Running]:
    """Start a sample program and wait until it is ready; it is killed in the end if it is still there.

    On our driver it is forked. Textual's own is told by a variable, as it is imported, to leave the keyboard alone.
    """
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "SAMPLE_FILE": str(trace),
        **(variables or {}),
    }
    fd, slave = os.openpty()
    os.fchmod(slave, 0o620)
    device = Path(os.ttyname(slave))
    ioctl(
        slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0)
    )
    process: Forked | subprocess.Popen[bytes]
    if driver == "trust":
        process = start(
            "tests.terminal.sample",
            kind,
            driver,
            ends=[slave],
            variables=environment,
            ignoring=ignoring,
        )
    else:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.terminal.sample", kind, driver],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**environment, "TEXTUAL_DISABLE_KITTY_KEY": "1"},
            start_new_session=True,
            preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),
        )
    os.close(slave)
    program = Running(process, fd, trace, size, device)
    try:
        program.wait_for_note("ready")
        yield program
    finally:
        program.close()
