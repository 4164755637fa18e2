"""The window changes its size while each dialog is open, in a real terminal."""

from pathlib import Path

import pytest

from tests.everywhere.terminal import Program, forked
from trust_tui.screens.journal_views import VIEWS

pytestmark = pytest.mark.terminal

F4, F5, F8, SHIFT_F6 = "\x1bOS", "\x1b[15~", "\x1b[19~", "\x1b[17;2~"

FRAME = "\u256d"
"""A corner of a question that lies over a screen."""

DIALOGS = {
    "entry": "n",
    "check-in": "c",
    "search": "/trust",
    "help": "?",
    "commands": "\x10",
    "safety": "!",
    "who": "r",
    "someone new": "r\x1b[F\x1b[A\r",
    "change or remove": "r\x1b[F\r",
    "when the day ends": F4,
    "new passphrase": F5,
    "backups": SHIFT_F6,
    "habits": "h",
    "together": "t",
    "page": "\t\r",
    "self-check": "2s",
    "exercise": "3\t\r",
    "answer": "4\r",
    "edit": "<All>e",
    "delete": "<All>d",
    "trash": "<All>T",
    "goal": "<Goals>n",
    "state": "<Goals>x",
    "look back": "<Goals>v",
    "something small": "<Promises & wins>n",
    "promise": "<Promises & wins>n\r",
    "win": "<Promises & wins>n\x1b[B\r",
    "limit": "<Promises & wins>n\x1b[B\x1b[B\r",
    "throw away": "nx\x18",
}
"""The keys to each dialog from the overview; a view of the journal is named in angle brackets."""

VIEW_NAMES = [view.name for view in VIEWS]

SIZES = ((40, 12), (31, 9), (20, 6), (1, 1), (200, 60))

USUAL = (80, 24)


def to_view(program: Program, name: str) -> None:
    """Go to a view of the journal, which stays at the one it showed last."""
    program.press("5")
    program.wait(lambda: name in program.emulator.lines[2], "the journal")
    for _ in VIEW_NAMES:
        if program.emulator.screen.buffer[2][
            program.emulator.lines[2].index(name)
        ].bold:
            return
        program.press("]")
    raise AssertionError(f"There is no view {name}:\n{program.shown}")


def open_dialog(program: Program, keys: str) -> str:
    """Press the keys to a dialog; what is shown then."""
    before = program.shown
    if keys.startswith("<"):
        view, _, keys = keys[1:].partition(">")
        to_view(program, view)
    for key in keys.replace("\x1b", "\0\x1b").split("\0"):
        if key.startswith("\x1b"):
            length = (
                3 if key[1] in "O" or key[2].isalpha() else key.index("~") + 1
            )
            program.press(key[:length])
            key = key[length:]
        for letter in key:
            program.press(letter)
    program.wait(lambda: program.shown != before, f"what {keys!r} opens")
    program.settle(0.25)
    return program.shown


def wait_for_picture(program: Program, picture: str, name: str) -> None:
    """Wait until it is shown again."""
    program.wait(
        lambda: program.shown == picture, f"{name} as it was:\n{picture}"
    )


@pytest.mark.parametrize("part", range(3))
def test_every_dialog_follows_the_window_and_comes_back(
    part: int, filled: Path
) -> None:
    with forked(filled) as program:
        for name in list(DIALOGS)[part::3]:
            before = open_dialog(program, DIALOGS[name])
            for size in SIZES:
                program.resize(*size)
                program.settle()
                assert program.process.poll() is None, name
                if size[0] in (20, 31):
                    program.wait(
                        lambda: "^q leaves" in " ".join(program.shown.split()),
                        name,
                    )
            program.resize(*USUAL)
            wait_for_picture(program, before, name)
            for _ in range(4):
                is_screen = program.emulator.lines[0].startswith(" Trust")
                if is_screen and FRAME not in program.shown:
                    break
                program.press("\x1b", quiet=0.25)
            program.press("1")
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def test_the_hidden_screen_stays_empty_at_every_size(filled: Path) -> None:
    with forked(filled) as program:
        program.press(F8)
        for size in (*SIZES, USUAL):
            program.resize(*size)
            program.settle()
            assert program.shown.strip() == ""
        program.press("x", "\r", "\x1b[B")
        assert program.shown.strip() == ""
        program.press(F8)
        program.wait_shown("Check in")


def test_the_first_page_follows_the_window(tmp_path: Path) -> None:
    with forked(tmp_path / "new", shows="Welcome") as program:
        before = program.shown
        for size in SIZES:
            program.resize(*size)
            program.settle()
        program.resize(*USUAL)
        program.wait(lambda: program.shown == before, "the first page")
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def test_a_storm_of_sizes_ends_in_the_last_one(filled: Path) -> None:
    with forked(filled) as program:
        before = program.shown
        for step in range(60):
            program.resize(20 + 7 * step % 130, 5 + 3 * step % 50)
        program.resize(*USUAL)
        program.wait(lambda: program.shown == before, "the overview")
