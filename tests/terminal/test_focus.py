"""The terminal's cursor stands on what is in focus: the line that a screen reader or a magnifier gets is that one."""

import os
import select
import shlex
import shutil
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from tests.everywhere.terminal import Program, forked, trust_tui
from tests.ssh.server import Server, connected

pytestmark = pytest.mark.terminal

UP, DOWN, LEFT, RIGHT = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"
PAGE_DOWN, PAGE_UP, HOME, END = "\x1b[6~", "\x1b[5~", "\x1b[H", "\x1b[F"
POINTER: Final = "\u25b8"
ADDED: Final = 12
"""The bytes that placing the cursor may add to the answer to a key."""


def line_of(program: Program) -> str:
    """The line that the cursor is in."""
    row: int = program.emulator.screen.cursor.y
    return program.emulator.lines[row]


def cell_of(program: Program) -> Any:
    """The cell that the cursor is on."""
    screen = program.emulator.screen
    return screen.buffer[screen.cursor.y][screen.cursor.x]


def stands_on_pointer(program: Program) -> bool:
    """Whether the cursor is on the pointer, where there is one."""
    return cell_of(program).data == POINTER or POINTER not in program.shown


@pytest.mark.parametrize(
    ("keys", "held"),
    [
        (["2", DOWN], "Jealousy and possessiveness"),
        (["2", DOWN, DOWN], "Holding back"),
        (["4", DOWN], "Can trust come back fully?"),
        (["5"], "Check-in"),
        (["5", DOWN], POINTER),
        (["5", DOWN, DOWN], "Promise"),
        (["c"], "How settled did I feel"),
        (["c", "3"], "How strong was the pull"),
        (["c", RIGHT], "[0 "),
        (["c", RIGHT, RIGHT], "[1 "),
        (["n", "h", "i", "\x18"], "No, go on writing"),
        (["n", "h", "i"], "hi"),
        (["\x10", DOWN], "Signs"),
        (["/", "t", "r", "u", DOWN], POINTER),
        (["!"], "To leave at once"),
    ],
)
def test_it_stands_in_the_line_that_holds(
    filled: Path, keys: list[str], held: str
) -> None:
    with forked(filled) as program:
        program.press(*keys)
        program.wait(lambda: held in line_of(program), held)


WALK: Final = {
    "overview": ["1", *[DOWN] * 9, UP, END, HOME, PAGE_DOWN],
    "signs": ["2", *[DOWN] * 4, UP, END, UP, HOME],
    "steps": ["3", *[DOWN] * 6, END, PAGE_UP],
    "questions": ["4", *[DOWN] * 14, PAGE_DOWN, PAGE_DOWN, UP, END, HOME],
    "journal": ["5", *[DOWN] * 12, PAGE_DOWN, UP, END, "]", DOWN, "]", DOWN],
    "check-in": ["c", DOWN, DOWN, UP, "2", "3", UP],
    "habits": ["h", DOWN, DOWN],
    "help": ["?", DOWN, DOWN, END],
    "settings": ["\x1bOQ", DOWN, DOWN, UP],
    "whom": ["r", DOWN],
    "commands": ["\x10", DOWN, DOWN, PAGE_DOWN, UP],
    "self-check": ["2", "s", DOWN, "1", "2"],
    "trash": ["5", "T"],
}
"""Keys of which each is answered by a pointer before what is in focus."""


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (32, 10)], ids=str)
@pytest.mark.parametrize("place", WALK)
def test_it_stands_on_the_pointer_key_by_key(
    filled: Path, place: str, size: tuple[int, int]
) -> None:
    first, *keys = WALK[place]
    with forked(filled, size=size) as program:
        program.press(first)
        for key in keys:
            program.press(key)
            program.wait(lambda: stands_on_pointer(program), repr(key))


def test_it_stands_on_the_link_gone_to(filled: Path) -> None:
    with forked(filled) as program:
        program.press("!")
        program.wait(lambda: "To leave at once" in line_of(program))
        for _ in range(3):
            program.press(RIGHT)
            cell = cell_of(program)
            before = program.emulator.screen.buffer[
                program.emulator.screen.cursor.y
            ][program.emulator.screen.cursor.x - 1]
            assert cell.bg != before.bg


def test_after_scrolling_it_stands_on_the_first_line_that_is_new(
    filled: Path,
) -> None:
    with forked(filled) as program:
        program.press("!")
        before = set(program.emulator.lines)
        program.press(DOWN)
        assert program.emulator.screen.cursor.y == 22
        assert line_of(program) not in before or not line_of(program).strip()
        program.press(UP)
        assert program.emulator.screen.cursor.y in (1, 2)


def test_it_follows_what_is_typed_and_the_next_field(filled: Path) -> None:
    with forked(filled) as program:
        program.press("n")
        for letter in "words":
            program.press(letter)
            screen = program.emulator.screen
            cell = screen.buffer[screen.cursor.y][screen.cursor.x - 1]
            assert cell.data == letter
        row = program.emulator.screen.cursor.y
        program.press("\x1b[Z")
        assert program.emulator.screen.cursor.y < row


@pytest.mark.parametrize(
    ("first", "key"), [("2", DOWN), ("4", DOWN), ("5", DOWN), ("c", RIGHT)]
)
def test_placing_it_costs_hardly_a_byte(
    filled: Path, first: str, key: str
) -> None:
    with forked(filled) as program:
        program.press(first, key)
        before = len(program.sent)
        program.press(key)
        answer = program.sent[before:].decode()
        last = answer.rpartition("\x1b[")[2]
        assert len(last) + 2 <= ADDED, answer[-40:]


def is_on(program: Program, row: str) -> bool:
    return f"{POINTER} {row}" in line_of(program)


def test_it_stands_there_over_ssh_too(server: Server, kept: Path) -> None:
    with connected(server, kept) as line:
        for key, row in (
            ("2", "Signs"),
            (DOWN, "Jealousy"),
            (DOWN, "Holding back"),
        ):
            line.client.press(key)
            line.client.wait(partial(is_on, line.client, row), row)
        assert cell_of(line.client).data == POINTER


def test_it_stands_there_in_tmux_too(filled: Path, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]

    def call(*arguments: str) -> str:
        return subprocess.run(
            [*command, *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        ).stdout

    def line() -> str:
        """The line that tmux has its cursor in."""
        at = call("display-message", "-p", "#{cursor_y}").strip()
        return call("capture-pane", "-p").splitlines()[int(at or 0)]

    def wait(text: str) -> None:
        given_up = time.monotonic() + 20
        while text not in line():
            assert time.monotonic() < given_up, call("capture-pane", "-p")
            select.select([], [], [], 0.05)

    program = shlex.join(trust_tui("--data", filled))
    call("new-session", "-d", "-x", "80", "-y", "24", program)
    try:
        wait(f"{POINTER} Check in")
        for key, text in (
            ("2", f"{POINTER} Signs"),
            ("Down", f"{POINTER} Jealousy"),
            ("Down", f"{POINTER} Holding back"),
            ("c", f"{POINTER} How settled"),
            ("Right", "[0 Not at all]"),
        ):
            call("send-keys", key)
            wait(text)
    finally:
        call("kill-server")
