"""Keys as terminals really send them: `data/keys.jsonl`, one terminal a line, seen under X with the modes of our own.

With `answer`, what it says when it is asked which terminal it is.

The Linux console's are those of its terminfo entry and keymap.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.binding import Binding

from tests.everywhere.terminal import forked, running
from trust_tui.program.bindings import BINDINGS
from trust_tui.terminal.keyboard import Keyboard

TERMINALS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("data")
    .joinpath("keys.jsonl")
    .read_text("utf-8")
    .splitlines()
]

NAMES = {
    "Prior": "pageup",
    "Next": "pagedown",
    "Return": "enter",
    "KP_Enter": "enter",
    "KP_Add": "plus",
    "KP_Home": "home",
    "KP_End": "end",
    "KP_Delete": "delete",
    "KP_5": "5",
    "KP_Divide": "slash",
    "alt+BackSpace": "ctrl+w",
    "adiaeresis": "ä",
    "Cyrillic_shorti": "й",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "A": "A",
}
"""Where X calls a key otherwise than Textual, or what it does is that of another key: Alt+Backspace deletes a word."""

EIGHTH_BIT = {"alt+BackSpace": "ÿ", "alt+q": "ñ"}
"""Where Alt makes another letter of a key, nobody can tell."""

NOT_TOLD = {
    "xterm": EIGHTH_BIT,
    "screen": EIGHTH_BIT,
    "tmux": EIGHTH_BIT,
    "st": {"ctrl+Home": "home"},
    "urxvt": {"shift+F1": "f11", "shift+F2": "f12"},
    "pterm": {
        "shift+F1": "f11",
        "shift+F2": "f12",
        "shift+F11": "f11",
        "shift+F12": "f12",
        "ctrl+Left": "left",
        "ctrl+Right": "right",
        "ctrl+Delete": "backspace",
        "shift+Delete": "delete",
        "shift+Home": "home",
        "shift+End": "end",
        "shift+Up": "up",
    },
    "mlterm": {"alt+BackSpace": "backspace", "alt+q": "ñ"},
}
"""What a terminal sends as another key, or as nothing that can be known."""


FUNCTION_KEYS = {
    key
    for binding in BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
    if re.fullmatch(r"(shift\+)?f\d+", key)
}
"""Those that the program gives something to do."""


def expected(terminal: str, key: str, sent: str) -> str:
    """What Textual calls the key; empty for what does nothing."""
    if sent in ("\x08", "\x7f"):
        return "backspace"  # also with Ctrl, in most terminals
    if sent == "\x1b[1;2R":
        return (
            ""  # the same as an answer of the terminal: nothing is on Shift+F3
        )
    return NOT_TOLD.get(terminal, {}).get(key, NAMES.get(key, key.lower()))


def keyboard_at(terminal: dict[str, Any]) -> Keyboard:
    """The keyboard of a terminal that has answered."""
    keyboard = Keyboard(terminal["term"])
    assert keyboard.feed(terminal.get("answer", "").encode()) == []
    return keyboard


def read(term: str, data: bytes) -> str:
    """The keys that are read, nothing left waiting."""
    return read_at(Keyboard(term), data)


def read_at(keyboard: Keyboard, data: bytes) -> str:
    """The same, on a keyboard that is known."""
    messages = [*keyboard.feed(data), *keyboard.overdue()]
    return " ".join(
        message.key for message in messages if isinstance(message, events.Key)
    )


@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda it: it["terminal"])
def test_every_key_is_read_as_what_it_is(terminal: dict[str, Any]) -> None:
    name = terminal["terminal"]
    keys: dict[str, str] = terminal["keys"]
    assert len(keys) > 30
    assert {
        key: read_at(keyboard_at(terminal), sent.encode())
        for key, sent in keys.items()
    } == {key: expected(name, key, sent) for key, sent in keys.items()}


@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda it: it["terminal"])
def test_of_a_function_key_it_is_known_whether_the_terminal_sends_it(
    terminal: dict[str, Any],
) -> None:
    missing = set()
    for key in FUNCTION_KEYS:
        sent = terminal["keys"].get(key.upper().replace("SHIFT", "shift"), "")
        if read_at(keyboard_at(terminal), sent.encode()) != key:
            missing.add(key)
    assert missing == FUNCTION_KEYS & keyboard_at(terminal).missing_keys


@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda it: it["terminal"])
def test_after_every_key_the_next_one_is_read(terminal: dict[str, Any]) -> None:
    keyboard = keyboard_at(terminal)
    menu_and_released = ["\x1b[28~", "\x1b[29~", "\x1b[97;1:3u"]
    for sent in [*terminal["keys"].values(), *menu_and_released]:
        read_at(keyboard, sent.encode())
        assert read_at(keyboard, b"z") == "z", sent


@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda it: it["terminal"])
def test_no_key_types_what_was_not_typed(terminal: dict[str, Any]) -> None:
    for key, sent in terminal["keys"].items():
        for size in range(1, len(sent)):
            keyboard = keyboard_at(terminal)
            messages = [*keyboard.feed(sent[:size].encode())]
            messages += keyboard.feed(sent[size:].encode())
            messages += keyboard.overdue()
            names = [
                message.key
                for message in messages
                if isinstance(message, events.Key)
            ]
            whole = read_at(keyboard_at(terminal), sent.encode())
            assert " ".join(names) == whole, key


@pytest.mark.parametrize(
    ("sent", "key", "text"),
    [
        ("\x1b[1081;5u", "ctrl+q", None),
        ("\x1b[1099;5u", "ctrl+s", None),
        ("\x1b[1089;5u", "ctrl+c", None),
        ("\x1b[1081::113;5u", "ctrl+q", None),
        ("\x1b[1087:1055:103;5u", "ctrl+g", None),
        ("\x1b[59::113;5u", "ctrl+q", None),
        ("\x1b[47::113;5u", "ctrl+q", None),
        ("\x1b[1590;133u", "ctrl+q", None),
        ("\x1b[1513;5u", "ctrl+a", None),
        ("\x1b[113::97;5u", "ctrl+q", None),
        ("\x1b[39::113;5u", "ctrl+apostrophe", None),
        ("\x1b[1081::113;u", "й", "й"),
        ("\x1b[1081;u", "й", "й"),
        ("\x1b[46::47;;46u", "full_stop", "."),
        ("\x1b[46:44:47;2;44u", "comma", ","),
        ("\x1b[252;u", "ü", "ü"),
        ("\x1b[252;2u", "Ü", "Ü"),
        ("\x1b[223;2;63u", "question_mark", "?"),
        ("\x1b[38;2;49u", "1", "1"),
        ("\x1b[228;2u", "Ä", "Ä"),
        ("\x1b[1081;2u", "Й", "Й"),
        ("\x1b[228;66u", "ä", "ä"),
        ("\x1b[228;65u", "Ä", "Ä"),
        ("\x1b[97;;97u", "a", "a"),
        ("\x1b[97;2;65u", "A", "A"),
        ("\x1b[97;1:3u", "", None),
        ("\x1b[57423u", "home", None),
        ("\x1b[99999999999999999999u", "", None),
    ],
)
def test_the_kitty_protocol_means_the_key_of_every_layout(
    sent: str, key: str, text: str | None
) -> None:
    keyboard = Keyboard("xterm-kitty")
    messages = [*keyboard.feed(sent.encode()), *keyboard.overdue()]
    assert all(isinstance(message, events.Key) for message in messages)
    found = [
        (message.key, message.character)
        for message in messages
        if isinstance(message, events.Key)
    ]
    if not key:
        assert [name for name, _ in found if name != "<ignore>"] == []
    else:
        assert [name for name, _ in found] == [key]
        assert text is None or found[0][1] == text


def test_what_st_sends_for_a_key_does_not_swallow_what_is_typed_next() -> None:
    assert read("st-256color", b"\x1b[Mabc") == "ctrl+delete a b c"


def test_a_function_key_with_shift_types_nothing_in_konsole() -> None:
    assert read("xterm-256color", b"ab\x1bO2Rc") == "a b shift+f3 c"


def test_the_console_counts_its_function_keys_from_one() -> None:
    assert read("linux", b"\x1b[25~\x1b[32~") == "shift+f1 shift+f6"
    assert read("rxvt-unicode-256color", b"\x1b[29~") == "shift+f6"


@pytest.mark.terminal
@pytest.mark.parametrize(
    "sent", ["\x1b[1081;5u", "\x1b[1081::113;5u", "\x1b[1089;5u", "\x11"]
)
def test_the_key_that_leaves_leaves_on_every_layout(
    filled: Path, sent: str
) -> None:
    with forked(filled) as program:
        program.press("5")
        program.type(sent)
        assert program.wait_end() == 0


@pytest.mark.parametrize(
    "answer", ["\x1b[>1;4601;0c", "\x1b[>c", "\x1b[>0;136;0;1c", "\x1b[?6c"]
)
def test_another_answer_to_which_terminal_it_is_is_no_key_and_changes_nothing(
    answer: str,
) -> None:
    keyboard = Keyboard("xterm")
    assert read_at(keyboard, f"{answer}\x1b[29~a".encode()) == "a"


@pytest.mark.terminal
def test_help_names_the_keys_that_this_terminal_sends(filled: Path) -> None:
    def told(name: str) -> str:
        """The keys in the row of a command."""
        while name not in program.shown:
            program.press("\x1b[6~")
        (row,) = (line for line in program.shown.splitlines() if name in line)
        return row.partition(name)[0].strip(" \u25b8")

    with forked(filled, variables={"TERM": "linux"}) as program:
        program.press("?")
        assert told("Right now:") == "^r"
        assert told("Restore a backup") == "Shift+F6"
        assert told("Import:") == "^p"
    with forked(filled) as program:
        program.press("?")
        assert told("Right now:") == "^r Shift+F9"
        assert told("Import:") == "Shift+F12"


@pytest.mark.terminal
def test_function_keys_with_shift_are_known_in_putty_that_calls_itself_xterm(
    filled: Path,
) -> None:
    with forked(filled, variables={"TERM": "xterm"}) as program:
        program.press("\x1b[29~")
        assert "Restore a backup" not in program.shown
        program.type("\x1b[>0;136;0c\x1b[29~")
        program.wait_shown("Restore a backup")


@pytest.mark.terminal
def test_delete_deletes_in_st_and_never_opens_the_help(filled: Path) -> None:
    with forked(filled, variables={"TERM": "st-256color"}) as program:
        program.press("5", "n")
        program.type("ab\x1b[D\x1b[P\x1b[228;2u\x1b[1099;5u")
        program.wait_shown("Kept")
        assert "aÄ" in program.shown


@pytest.mark.terminal
@pytest.mark.parametrize(
    "term",
    [
        "foot",
        "alacritty",
        "xterm-ghostty",
        "wezterm",
        "st",
        "st-256color",
        "contour",
    ],
)
def test_terminals_known_by_name_get_256_colours(
    filled: Path, term: str
) -> None:
    with running(filled, variables={"TERM": term}) as program:
        assert "38;5;" in program.text
