"""Runs a program in a pseudo-terminal and takes the time of everything it sends there."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple, Self

import pyte

COLUMNS: Final = 80
LINES: Final = 24
TERM: Final = "xterm-256color"

QUIET: Final = 0.05
"""Seconds without a byte after which a key counts as answered."""

SETTLED: Final = 0.4
"""Seconds without a byte after which a program counts as started."""

PATIENCE: Final = 20.0
"""Seconds after which a program that sends nothing, or never stops, is given up."""

KEPT: Final = (
    "HOME",
    "PATH",
    "PYTHONPATH",
    "TMPDIR",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
)
"""What a program is told of the surroundings of the measurement; the last two keep out what this login has set."""

_READ: Final = 1 << 16


class Chunk(NamedTuple):
    """What came in one read, and when."""

    moment: float
    data: bytes


class Answer(NamedTuple):
    """What a key brought about: seconds from the key to the last byte (0 without a byte), and the bytes."""

    seconds: float
    size: int


class TerminalRun:
    """A program in a pseudo-terminal of its own that answers no questions. Use it in a `with` statement."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(
            slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        )
        kept = {
            name: value for name, value in os.environ.items() if name in KEPT
        }
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)
        self.started = monotonic()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={
                **kept,
                "TERM": TERM,
                "LANG": "C.UTF-8",
                **(environment or {}),
            },
            start_new_session=True,
            # A terminal of its own, as a login gives it; without it there is no SIGWINCH and no job control.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def read(self, quiet: float, *, patience: float = PATIENCE) -> list[Chunk]:
        """Everything sent from now until there was nothing for a while after the first byte.

        Args:
            quiet: Seconds without a byte that end it.
            patience: Seconds to wait for a first byte, and for quiet.

        Raises:
            TimeoutError: The program never stops sending.
        """
        chunks: list[Chunk] = []
        begun = monotonic()
        while self._poll.poll((quiet if chunks else patience) * 1000):
            moment = monotonic()
            with suppress(
                OSError
            ):  # how Linux says that the program has closed its end
                if data := os.read(self._master, _READ):
                    chunks.append(Chunk(moment, data))
                    if moment - begun > patience:
                        raise TimeoutError("The program never stops sending.")
                    continue
            break
        return chunks

    def read_until(
        self, text: str, before: Sequence[Chunk] = ()
    ) -> list[Chunk]:
        """Everything sent until the text stands on the screen.

        Args:
            text: What is waited for.
            before: What was read already.

        Raises:
            TimeoutError: It never does.
        """
        chunks: list[Chunk] = []
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        for chunk in before:
            stream.feed(chunk.data)
        if any(text in line for line in screen.display):
            return chunks
        while self._poll.poll(PATIENCE * 1000):
            chunk = Chunk(monotonic(), os.read(self._master, _READ))
            chunks.append(chunk)
            stream.feed(chunk.data)
            if any(text in line for line in screen.display):
                return chunks
        raise TimeoutError(f"The program never shows {text}.")

    def read_for(self, seconds: float) -> int:
        """How many bytes come in that time."""
        size = 0
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0 and self._poll.poll(left * 1000):
            size += len(os.read(self._master, _READ))
        return size

    def send(self, keys: str) -> None:
        """Type something."""
        os.write(self._master, keys.encode())

    def press(self, keys: str, *, quiet: float = QUIET) -> Answer:
        """Type something and wait for the whole of the answer; half a second for its first byte."""
        begun = monotonic()
        self.send(keys)
        chunks = self.read(quiet, patience=0.5)
        if not chunks:
            return Answer(0.0, 0)
        return Answer(chunks[-1].moment - begun, size(chunks))

    def memory(self) -> int:
        """Kilobytes of memory, pages shared with others counted in part (PSS)."""
        for line in (
            Path(f"/proc/{self._process.pid}/smaps_rollup")
            .read_text()
            .splitlines()
        ):
            if line.startswith("Pss:"):
                return int(line.split()[1])
        raise ValueError(
            "The system does not say how much memory a process takes."
        )

    def cpu(self) -> float:
        """Seconds of processor time used so far, user and system, by all threads, those that are gone too."""
        # How Linux names the clock of another process; `clock_getcpuclockid` is what Python does not have.
        return time.clock_gettime((~self._process.pid << 3) | 2)


def size(chunks: Sequence[Chunk]) -> int:
    """Bytes in all."""
    return sum(len(chunk.data) for chunk in chunks)


def moment_of(chunks: Sequence[Chunk], text: str) -> float:
    """When the text first stood on the screen.

    Raises:
        ValueError: It never did.
    """
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    for chunk in chunks:
        stream.feed(chunk.data)
        if any(text in line for line in screen.display):
            return chunk.moment
    raise ValueError(
        f"{text} is not on the screen:\n" + "\n".join(screen.display)
    )
