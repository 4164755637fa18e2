"""What a reader such as Orca gets of a real VTE over AT-SPI: the caret is where the focus is, key by key."""

import json
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from tests.everywhere.terminal import trust_tui
from tests.terminal.test_focus import (
    DOWN,
    END,
    HOME,
    LEFT,
    PAGE_DOWN,
    POINTER,
    RIGHT,
    UP,
)
from trust_tui.library import Library
from trust_tui.typeset import Block
from trust_tui.typeset.blocks import parts_of

pytestmark = pytest.mark.terminal

PYTHON: Final = "/usr/bin/python3"
"""The system's own Python, which has the parts of GNOME."""

READER: Final = Path(__file__).with_name("orca.py")
PATIENCE: Final = 30.0

BUS: Final = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
SIZE: Final = "1000x800x24"
NEEDED: Final = "Gtk 3.0, Vte 2.91, Atspi 2.0"


def missing() -> str:
    """What of the real parts is not installed; empty when all is there."""
    for name in ("Xvfb", "dbus-run-session", PYTHON):
        if shutil.which(name) is None:
            return name
    asks = "import gi\n" + "\n".join(
        f"gi.require_version({name!r}, {version!r})"
        for name, version in map(str.split, NEEDED.split(", "))
    )
    found = subprocess.run(
        [PYTHON, "-c", asks], capture_output=True, check=False
    )
    if found.returncode:
        return NEEDED
    return "" if BUS.exists() else "at-spi2-core"


class Orca:
    """Reads the terminal as a screen reader does."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.text = ""
        self.caret = 0
        self.moves = 0

    def _ask(self, asked: str | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()

    def look(self) -> None:
        """Take what is read now."""
        assert self._process.stdout is not None
        self._ask(None)
        line = b""
        while not line.startswith(b"{"):  # the bus says a word of its own
            line = self._process.stdout.readline()
            assert line, "The reader has ended."
        told: dict[str, Any] = json.loads(line)
        self.text, self.caret = told["text"], told["caret"]
        self.moves = told["moves"]

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self._ask(key)

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Look until something is so."""
        given_up = time.monotonic() + PATIENCE
        self.look()
        while not condition():
            assert time.monotonic() < given_up, (
                f"Waited in vain for {what!r}; at {self.line!r} in\n{self.text}"
            )
            select.select([], [], [], 0.02)
            self.look()

    @property
    def line(self) -> str:
        """The line that the caret is in: what is said."""
        before, after = self.text[: self.caret], self.text[self.caret :]
        return before.rpartition("\n")[2] + after.partition("\n")[0]

    @property
    def rows(self) -> Sequence[str]:
        """The rows that the program points at."""
        return [
            line for line in self.text.splitlines() if f"{POINTER} " in line
        ]

    @property
    def is_on_row(self) -> bool:
        """Whether the caret is on the pointer of the one row in focus."""
        return self.text[self.caret : self.caret + 1] == POINTER and (
            self.rows == [self.line]
        )

    def wait_moved(self, caret: int) -> None:
        """Wait until the caret has left a place for a word."""
        self.wait(
            lambda: (
                self.caret != caret
                and self.text[self.caret : self.caret + 1].isalnum()
            ),
            f"a word elsewhere than at {caret}",
        )

    def wait_before(self, text: str) -> None:
        """Wait until the caret stands before a text."""
        self.wait(lambda: self.text[self.caret :].startswith(text), text)

    def wait_behind(self, text: str) -> None:
        """Wait until the caret stands behind a text."""
        self.wait(lambda: self.text[: self.caret].endswith(text), text)


@pytest.fixture
def display() -> Iterator[str]:
    """A display for one test: it keeps the address of the first bus, and would lose it when no window is left."""
    if lacks := missing():
        pytest.skip(f"{lacks}: not installed")
    seen, tell = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", str(tell), "-screen", "0", SIZE],
        pass_fds=[tell],
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(tell)
        try:
            yield f":{os.read(seen, 16).decode().strip()}"
        finally:
            os.close(seen)
            process.terminate()


@pytest.fixture
def reader(display: str, filled: Path, tmp_path: Path) -> Iterator[Orca]:
    """What reads the program in a VTE, once it reads the first screen."""
    command = [PYTHON, str(READER), *trust_tui("--data", filled)]
    # The bus keeps its socket in a folder, whose name must be short.
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        subprocess.Popen(
            ["dbus-run-session", "--", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "HOME": str(tmp_path),
                "XDG_RUNTIME_DIR": folder,
                "LC_ALL": "C.UTF-8",
                "DISPLAY": display,
                "GDK_BACKEND": "x11",
            },
            start_new_session=True,
        ) as process,
    ):
        assert process.stdin is not None
        try:
            heard = Orca(process)
            heard.wait(lambda: heard.is_on_row, "the first screen")
            yield heard
            process.stdin.close()
            process.wait(PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


WALK: Final = {
    "overview": ([], POINTER, [DOWN, DOWN, "j", UP, END, HOME]),
    "signs": (["2"], "Signs that trust is hard", [DOWN, DOWN, "j", UP, END]),
    "steps": (["3"], "The five steps", [DOWN, DOWN, "j", END, HOME]),
    "questions": (["4"], "What are the main", [DOWN, DOWN, PAGE_DOWN, UP, END]),
    "journal": (["5"], "Check-in", [DOWN, DOWN, PAGE_DOWN, UP, END, HOME]),
    "goals": (["5", "]", "]", "]"], "Write three lines", [DOWN, UP]),
    "check-in": (["c"], "How settled", [DOWN, DOWN, UP]),
    "habits": (["h"], "Promises I made", [DOWN, DOWN, UP]),
    "help": (["?"], "Row before", [DOWN, DOWN, UP]),
    "settings": (["\x1bOQ"], "Colours", [DOWN, DOWN, UP]),
    "whom": (["r"], "1 S", [DOWN, UP]),
    "commands": (["\x10"], "Type part", [DOWN, DOWN, UP]),
    "right now": (["\x12"], "0 No pull", [DOWN, DOWN, UP]),
}
"""Keys to a place with rows, the line in focus there, and keys within it."""


@pytest.mark.parametrize("place", WALK)
def test_for_each_key_the_row_in_focus_is_read_and_the_move_is_told(
    reader: Orca, place: str
) -> None:
    opened, first, keys = WALK[place]
    reader.press(*opened)
    reader.wait(lambda: first in reader.line, first)
    for key in keys:
        row, moves = reader.line, reader.moves
        reader.press(key)

        def has_moved(row: str = row, moves: int = moves) -> bool:
            return (
                reader.is_on_row and reader.line != row and reader.moves > moves
            )

        reader.wait(has_moved, f"another row of {place} after {key!r}")


def linked(blocks: Sequence[Block]) -> list[str]:
    """The words of the links, in the order in which they are gone to."""
    return [
        span.text
        for part in parts_of(tuple(blocks))
        for span in getattr(part, "spans", ())
        if span.link
    ]


@pytest.mark.parametrize(
    ("opened", "page"),
    [(["!"], "safety"), (["2", "\t"], "signs"), (["3", "\t"], "steps")],
)
def test_each_link_that_is_gone_to_is_read(
    reader: Orca, packaged: Library, opened: list[str], page: str
) -> None:
    links = linked(packaged.page(page).blocks)[:3]
    assert links
    reader.press(*opened)
    reader.wait(lambda: not reader.rows, page)
    wanted = [link.split()[0] for link in links]
    for _ in range(12):  # words that are explained are links too
        if wanted:
            caret = reader.caret
            reader.press(RIGHT)
            reader.wait_moved(caret)
            if reader.text[reader.caret :].startswith(wanted[0]):
                wanted.pop(0)
    assert not wanted


def first_words(lines: Iterable[str]) -> str:
    """The first line that is not blank."""
    return next(filter(str.strip, lines), "")


def test_after_scrolling_the_caret_parts_what_is_new_from_what_was_shown(
    reader: Orca,
) -> None:
    reader.press("!")
    reader.wait(lambda: "To leave at once" in reader.line, "the page")
    shown = reader.text.splitlines()
    reader.press(PAGE_DOWN)

    def is_between() -> bool:
        lines = reader.text.splitlines()
        row = reader.text[: reader.caret].count("\n")
        return (
            row > 1
            and first_words(lines[row:]) not in shown
            and first_words(reversed(lines[:row])) in shown
        )

    reader.wait(is_between, "the first line that is new")


FIELDS: Final = {
    "an entry": (["n"], "New entry"),
    "its title": (["n", "\x1b[Z"], "New entry"),
    "its tags": (["n", "\t"], "New entry"),
    "its day": (["n", "\t", "\t"], "New entry"),
    "a goal": (["5", "]", "]", "]", "n"], "New goal"),
    "what went well on a day": (["c", *["\t"] * 5], "How settled"),
    "search": (["/"], "Search"),
    "the filter of the questions": (["4", "f"], "5 Journal"),
    "the filter of the journal": (["5", "f"], "5 Journal"),
    "the list of commands": (["\x10"], "Type part"),
}
"""Keys to a field, and what is shown there."""


@pytest.mark.parametrize("place", FIELDS)
def test_in_each_field_the_caret_stands_behind_what_is_typed(
    reader: Orca, place: str
) -> None:
    opened, shown = FIELDS[place]
    reader.press(*opened)
    reader.wait(lambda: shown in reader.text, shown)
    typed = ""
    for letter in "zan":
        reader.press(letter)
        typed += letter
        reader.wait_behind(typed)
    reader.press("\x7f", "\x7f", "\x7f")
    reader.wait(lambda: "zan" not in reader.text, "the field as it was")


def test_the_answer_chosen_is_read_and_never_by_colour_alone(
    reader: Orca,
) -> None:
    reader.press("c")
    reader.wait(lambda: "How settled did I feel" in reader.line, "question")
    for key, answer in ((RIGHT, "0"), (RIGHT, "1"), (LEFT, "0")):
        reader.press(key)
        reader.wait_before(f"[{answer} ")
