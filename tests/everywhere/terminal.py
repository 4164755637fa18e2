"""The real program in a pseudo-terminal, and a terminal with two screens that shows what it sends."""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyte

from tests.forking import Forked, start
from trust_tui.terminal.question import ASK

PATIENCE: Final = 60.0
"""Seconds until something that should happen counts as not happening, on a busy machine."""

QUIET: Final = 0.05
"""Seconds without a byte, of a program that does nothing, after which a key counts as answered."""

SHELL: Final = "alice@shared:~$ trust-tui\r\n"
"""What stands on the main screen before the program starts."""

USUAL_ANSWERS: Final = b"\x1b[1;2R\x1b[1;2R"
"""What nearly all terminals answer when asked how wide they draw."""

_ASKED: Final = ASK.encode()[-8:]

_TOKEN: Final = re.compile(
    r"\x1b\[\?(?P<modes>[\d;]+)(?P<state>[hl])"
    r"|\x1b\[(?P<kitty>[<>=][\d;]*)u"
    r"|\x1b\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)"
)
"""What pyte does not know, and what is noted."""

_UNFINISHED: Final = re.compile(r"\x1b(?:\[[^@-~]*|\][^\x07\x1b]*\x1b?)?\Z")

_SCREENS: Final = {"47", "1047", "1049"}
"""The modes that switch to the other screen."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_OURS: Final = re.compile(
    r"\x1b\[(?:\d*(?:;\d*)?H|[\d;]*m|\d*[ABCDK]|\d*J|\d*;?\d*r|\?\d+[hl]|[<>=][\d;]*u|\?2026\$p|6n|>c)|\x1bM|\r|\n"
)
"""Every sequence that the program itself ever sends: places, looks, erasing, scrolling, and modes."""


def foreign(sent: str) -> list[str]:
    """The control characters in what was sent that belong to no sequence of the program's own, with what follows."""
    rest = _OURS.sub("", sent)
    return [
        rest[match.start() : match.start() + 20]
        for match in _CONTROL.finditer(rest)
    ]


class Emulator:
    """A terminal with a main and another screen.

    Attributes:
        modes: The private modes that were set, with `h` or `l`.
        commands: Operating system commands (titles, clipboard), in order.
        kitty: How often the keyboard's mode was pushed and not popped.
    """

    def __init__(
        self, width: int, height: int, *, alternate: bool = True
    ) -> None:
        self.modes: dict[str, str] = {}
        self.commands: list[str] = []
        self.kitty = 0
        self._size = (width, height)
        self._alternate = alternate
        self._held = ""
        self._main = self.screen = self._new_screen()
        self._stream = pyte.Stream(self.screen)
        self._saved = (0, 0)

    def _new_screen(self) -> Any:
        return pyte.Screen(*self._size)

    def feed(self, text: str) -> None:
        """Show what was sent."""
        text = self._held + text
        self._held = ""
        if match := _UNFINISHED.search(text):
            text, self._held = text[: match.start()], match.group()
        position = 0
        for match in _TOKEN.finditer(text):
            self._stream.feed(text[position : match.start()])
            position = match.end()
            if modes := match["modes"]:
                for mode in modes.split(";"):
                    self._set_mode(mode, match["state"])
            elif kitty := match["kitty"]:
                self.kitty += {">": 1, "<": -1}.get(kitty[0], 0)
            else:
                self.commands.append(match["command"])
        self._stream.feed(text[position:])

    def _set_mode(self, mode: str, state: str) -> None:
        self.modes[mode] = state
        if mode not in _SCREENS:
            if mode in ("7", "25"):
                self._stream.feed(f"\x1b[?{mode}{state}")
        elif self._alternate:
            self._switch(mode, state == "h")

    def _switch(self, mode: str, to_other: bool) -> None:
        if to_other and self.screen is self._main:
            self._saved = (self._main.cursor.y, self._main.cursor.x)
            self._use(self._new_screen())
        elif not to_other:
            if self.screen is not self._main:
                place = self.screen.cursor.y, self.screen.cursor.x
                self._use(self._main)
                self.screen.cursor.y, self.screen.cursor.x = place
            if mode == "1049":
                self.screen.cursor.y, self.screen.cursor.x = self._saved

    def _use(self, screen: Any) -> None:
        self.screen = screen
        if self._stream.listener is not None:
            self._stream.detach(self._stream.listener)
        self._stream.attach(screen)
        for mode in ("7", "25"):
            if state := self.modes.get(mode):
                self._stream.feed(f"\x1b[?{mode}{state}")

    def resize(self, width: int, height: int) -> None:
        """Take another size, as a window does. The screen that is not shown keeps its own, and so all it holds."""
        self._size = (width, height)
        self.screen.resize(height, width)
        self._use(self.screen)

    @property
    def lines(self) -> list[str]:
        """What is shown, without blanks at the ends of lines."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def state(self) -> tuple[object, ...]:
        """What a user would find changed: the screen, the cursor, its looks, and the modes that are not as usual."""
        cursor = self.screen.cursor
        unusual = {
            mode
            for mode, state in self.modes.items()
            if state != ("h" if mode in ("7", "25") else "l")
            and mode not in _SCREENS
        }
        looks = (
            cursor.attrs.fg,
            cursor.attrs.bg,
            cursor.attrs.bold,
            cursor.attrs.reverse,
            cursor.attrs.underscore,
        )
        return (
            self.lines,
            (cursor.y, cursor.x),
            looks,
            cursor.hidden,
            self.screen is self._main,
            unusual,
            self.kitty,
            self.screen.margins,
        )


class Program:
    """A program in a terminal of its own, started as a user does or forked (see `forking`).

    Attributes:
        sent: Everything it sent.
        emulator: What the terminal shows of it.
        pid: Its process, which leads the terminal's session.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        is_forked: bool = False,
        variables: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (80, 24),
        alternate: bool = True,
        answers: bytes = USUAL_ANSWERS,
    ) -> None:
        self.sent = b""
        self._answers = answers
        self.emulator = Emulator(*size, alternate=alternate)
        self.emulator.feed(SHELL)
        self.before = self.emulator.state
        self._decode = codecs.getincrementaldecoder("utf-8")(
            errors="replace"
        ).decode
        self.fd, self._slave = os.openpty()
        self._set_size(*size)
        self.attributes_before = self.attributes
        wanted: dict[str, str | None] = {
            **os.environ,
            "TERM": "xterm-256color",
            **(variables or {}),
        }
        environment = {
            name: value for name, value in wanted.items() if value is not None
        }
        self.process: subprocess.Popen[bytes] | Forked
        if is_forked:
            self.process = start(
                "trust_tui.cli",
                *command[1:],
                ends=[self._slave],
                variables=environment,
            )
        else:
            self.process = subprocess.Popen(
                command,
                stdin=self._slave,
                stdout=self._slave,
                stderr=self._slave,
                env=environment,
                start_new_session=True,
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            )
        self.pid = self.process.pid
        self._is_open = True

    # Looking

    @property
    def attributes(self) -> list[Any]:
        """The terminal's settings."""
        return termios.tcgetattr(self._slave)

    @property
    def shown(self) -> str:
        """The screen as text."""
        return "\n".join(self.emulator.lines)

    @property
    def text(self) -> str:
        """Everything sent, as text."""
        return self.sent.decode("utf-8", "replace")

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
    def cpu(self) -> float:
        """Seconds of processor time used so far, by all threads."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return (
            sum(
                int((task / "schedstat").read_text().split()[0])
                for task in tasks
            )
            / 1e9
        )

    @property
    def waiting_input(self) -> int:
        """Bytes typed and not read by the program."""
        return int(
            struct.unpack(
                "i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0\0\0\0")
            )[0]
        )

    @property
    def is_busy(self) -> bool:
        """Whether a thread wants the processor, or keys are waiting for a program that was not stopped."""
        states = []
        for task in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with suppress(OSError):
                states.append(task.read_text().rpartition(")")[2].split()[0])
        return "R" in states or (
            self._is_open and states[:1] == ["S"] and self.waiting_input > 0
        )

    # Doing

    def type(self, keys: str | bytes) -> None:
        """Send to the program as a terminal would."""
        os.write(self.fd, keys.encode() if isinstance(keys, str) else keys)

    def press(self, *keys: str, quiet: float = QUIET) -> int:
        """Send keys one after the other, each once the one before is answered; the bytes of the answers."""
        before = len(self.sent)
        for key in keys:
            self.type(key)
            self.settle(quiet)
        return len(self.sent) - before

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        self.emulator.resize(width, height)
        self._set_size(width, height)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(
            self._slave,
            termios.TIOCSWINSZ,
            struct.pack("HHHH", height, width, 0, 0),
        )

    def signal(self, signum: signal.Signals) -> None:
        """Send a signal to the program alone."""
        self.process.send_signal(signum)

    def hang_up(self) -> None:
        """Take the terminal away."""
        self._is_open = False
        os.close(self._slave)
        os.close(self.fd)

    # Waiting

    def read(self, patience: float = 0.05) -> bool:
        """Take some output, if any comes in time."""
        if (
            not self._is_open
            or not select.select([self.fd], [], [], patience)[0]
        ):
            return False
        data = os.read(self.fd, 1 << 16)
        self.sent += data
        since = len(self.sent) - len(data) - len(_ASKED) + 1
        if self._answers and _ASKED in self.sent[max(0, since) :]:
            self.type(self._answers)
        self.emulator.feed(self._decode(data))
        return True

    def settle(self, quiet: float = QUIET, *, limit: float = 8.0) -> None:
        """Take all output until there is a pause, in seconds, in which the program does nothing."""
        given_up = time.monotonic() + limit
        while (
            self.read(quiet) or self.is_busy
        ) and time.monotonic() < given_up:
            pass

    def wait(
        self,
        condition: Callable[[], object],
        what: str = "",
        *,
        reading: bool = True,
    ) -> None:
        """Wait until something is so."""
        given_up = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < given_up, (
                f"Waited in vain for {what}:\n{self.shown}\n{self.sent[-300:]!r}"
            )
            if reading:
                self.read()
            else:
                select.select([], [], [], 0.02)

    def wait_shown(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        self.wait(
            lambda: all(text in self.shown for text in texts), repr(texts)
        )

    def wait_end(self, *, reading: bool = True) -> int:
        """Wait until it ended; its exit status as a shell would see it."""
        self.wait(
            lambda: self.process.poll() is not None, "the end", reading=reading
        )
        if reading:
            self.settle(0.05)
        code = self.process.wait()
        return code if code >= 0 else 128 - code

    def check_given_back(self) -> None:
        """Check that the terminal is as it was before the program started."""
        assert self.emulator.state == self.before
        assert self.attributes == self.attributes_before
        assert self.emulator.commands == []

    def close(self) -> None:
        """End the program if it is still there."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._is_open:
            self.hang_up()


def trust_tui(*arguments: str | Path) -> list[str]:
    """The command of the program that is installed beside this Python."""
    return [
        str(Path(sys.executable).with_name("trust-tui")),
        *map(str, arguments),
    ]


@contextmanager
def running(
    data: Path,
    *arguments: str,
    shows: str = "Check in",
    variables: Mapping[str, str | None] | None = None,
    size: tuple[int, int] = (80, 24),
    alternate: bool = True,
    command: Sequence[str] | None = None,
    is_forked: bool = False,
    answers: bytes = USUAL_ANSWERS,
) -> Iterator[Program]:
    """The program on a data folder, once it shows a text and has come to rest."""
    program = Program(
        command or trust_tui("--data", data, *arguments),
        variables=variables,
        size=size,
        alternate=alternate,
        is_forked=is_forked,
        answers=answers,
    )
    try:
        program.wait_shown(shows)
        program.settle(0.25)
        yield program
    finally:
        program.close()


forked = partial(running, is_forked=True)
"""The program without the work of importing it: for all that does not depend on how it is started."""
