"""From bytes to events, without a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from trust_tui.terminal.keyboard import HOLD_LIMIT, PASTE_LIMIT, Keyboard


def told(messages: list[Message]) -> list[str]:
    """Events in a form to compare."""
    words = []
    for message in messages:
        if isinstance(message, events.Key):
            words.append(message.key)
        elif isinstance(message, events.Paste):
            words.append(f"paste:{message.text}")
        else:
            words.append(type(message).__name__)
    return words


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"aB1 ", ["a", "B", "1", "space"]),
        ("é日".encode(), ["é", "日"]),
        (b"\x1b[A\x1b[1;5C\x1bOP\x1b[3~", ["up", "ctrl+right", "f1", "delete"]),
        (b"\x1ba\x1b\x7f", ["alt+a", "ctrl+w"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b[97;5u", ["ctrl+a"]),
        (
            b"\x1b[1;2P\x1b[17;2~\x1b[24;2~",
            ["shift+f1", "shift+f6", "shift+f12"],
        ),
        (b"\x1b[3;2~\x1b[21;2~", ["shift+delete", "shift+f10"]),
        (b"\x1b[[A", ["f1"]),
        (b"\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
        (b"\x1b[<0;3;4M", ["MouseDown"]),
        (b"\x1b[M !!x", ["x"]),
        (b"\x1b[I", ["AppFocus"]),
        (b"\x1b[201~x", ["x"]),
    ],
)
def test_keys_are_named(data: bytes, keys: list[str]) -> None:
    assert told(Keyboard().feed(data)) == keys


@pytest.mark.parametrize(
    "data", [b"\x1b[A", "日".encode(), b"\x1b[200~p\x1b[201~", b"\x1b[1;5D"]
)
def test_a_split_anywhere_changes_nothing(data: bytes) -> None:
    whole = told(Keyboard().feed(data))
    for cut in range(1, len(data)):
        keyboard = Keyboard()
        assert (
            told(keyboard.feed(data[:cut]) + keyboard.feed(data[cut:])) == whole
        )


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"\x1b", ["escape"]),
        (b"\x1b[", ["left_square_bracket"]),
        (b"\x1bO", ["alt+shift+o"]),
        (b"\x1b[12", []),
    ],
)
def test_what_stays_unfinished_is_settled_in_time(
    data: bytes, keys: list[str]
) -> None:
    keyboard = Keyboard()
    assert told(keyboard.feed(data)) == []
    assert keyboard.patience is not None
    assert told(keyboard.overdue()) == keys
    assert keyboard.patience is None
    assert told(keyboard.feed(b"x")) == ["x"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b[1114112u",
        b"\x1b[99999999999u",
        b"\x1b[" + b"9" * 100 + b"u",
        b"\x1b[1;2;3;4x",
    ],
)
def test_absurd_sequences_are_no_keys(data: bytes) -> None:
    keyboard = Keyboard()
    assert told(keyboard.feed(data)) == []
    assert told(keyboard.feed(b"y")) == ["y"]


def test_a_sequence_cut_short_by_another_is_dropped() -> None:
    assert told(Keyboard().feed(b"\x1b[12\x1b[A\x1b[M!\x1b[B\x1bO\x1b[C")) == [
        "up",
        "down",
        "right",
    ]


def test_an_endless_sequence_is_not_kept_for_ever() -> None:
    keyboard = Keyboard()
    assert told(keyboard.feed(b"\x1b[" + b"9" * HOLD_LIMIT)) == []
    assert keyboard.patience is None


def test_pastes_one_after_the_other_stay_apart_from_keys() -> None:
    data = b"a\x1b[200~one\x1b[201~b\x1b[200~two\x1b[201~c"
    assert told(Keyboard().feed(data)) == [
        "a",
        "paste:one",
        "b",
        "paste:two",
        "c",
    ]


def test_marks_and_controls_within_a_paste_command_nothing() -> None:
    data = b"\x1b[200~a\x1b[201~rm\x1b[201~"
    assert told(Keyboard().feed(data)) == ["paste:arm"]
    data = b"\x1b[200~a\x1b[200~b\x00\x1b\x07\x7f\xc2\x9b\t\r\n\x1b[201~"
    assert told(Keyboard().feed(data)) == [
        "paste:ab\u241b\u2407\u2421\ufffd\t\r\n"
    ]


def test_an_empty_paste_is_nothing() -> None:
    assert told(Keyboard().feed(b"\x1b[200~\x1b[201~")) == []


def test_a_huge_paste_comes_in_parts_and_whole() -> None:
    keyboard = Keyboard()
    size = PASTE_LIMIT + 10
    messages = keyboard.feed(b"\x1b[200~" + b"x" * size) + keyboard.feed(
        b"yz\x1b[201~!"
    )
    assert [
        message.text
        for message in messages
        if isinstance(message, events.Paste)
    ] == ["x" * size, "yz"]
    assert told(messages)[-1] == "exclamation_mark"


def test_an_unfinished_paste_is_handed_over_and_may_go_on_in_bulk() -> None:
    keyboard = Keyboard()
    keyboard.feed(b"\x1b[200~first")
    assert keyboard.is_pasting
    assert told(keyboard.overdue()) == ["paste:first"]
    assert keyboard.patience is None
    assert told(keyboard.feed(b" second part of the paste")) == []
    assert told(keyboard.overdue()) == ["paste: second part of the paste"]
    assert told(keyboard.feed(b" third\x1b[201~x")) == ["paste: third", "x"]
    assert not keyboard.is_pasting


@pytest.mark.parametrize("key", [b"\x11", b"\x1b[113;5u"])
def test_who_is_stuck_in_a_paste_gets_out(key: bytes) -> None:
    keyboard = Keyboard()
    keyboard.feed(b"\x1b[200~words" + key)
    assert told(keyboard.overdue()) == ["paste:words", "ctrl+q"]
    assert not keyboard.is_pasting
    keyboard.feed(b"\x1b[200~words")
    keyboard.overdue()
    assert told(keyboard.feed(key)) == ["ctrl+q"]


def test_an_end_mark_that_was_only_begun_is_text() -> None:
    keyboard = Keyboard()
    keyboard.feed(b"\x1b[200~a\x1b[2")
    assert told(keyboard.feed(b"x\x1b[201~")) == ["paste:a\u241b[2x"]


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from([b"\x1b[200~", b"\x1b[201~", b"\x1b[", b"\x1b"]),
        )
    )
)
def test_after_any_bytes_a_key_is_heard(chunks: list[bytes]) -> None:
    keyboard = Keyboard()
    for chunk in chunks:
        keyboard.feed(chunk)
    for _ in range(3):
        keyboard.overdue()
    heard = told(keyboard.feed(b"\x11"))
    assert heard[-1:] == ["ctrl+q"]


def test_answers_of_the_terminal_are_understood() -> None:
    (message,) = Keyboard().feed(b"\x1b[?2026;1$y")
    assert isinstance(message, TerminalSupportsSynchronizedOutput)
