"""The driver in a real pseudo-terminal: any input, a terminal that freezes, stops, changes or goes away."""

import os
import re
import signal
import struct
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.terminal.running import Running, running
from trust_tui.terminal.modes import MODES

pytestmark = pytest.mark.terminal

BAD_BYTES = {
    "not UTF-8": b"\xff",
    "Latin-1": b"caf\xe9 \xe4\xf6\xfc",
    "old mouse report past column 95": b"\x1b[M \xe0\x21",
    "lone surrogate": b"\xed\xa0\x80",
    "overlong": b"\xc0\xaf",
    "huge key number": b"\x1b[99999999999999999999999u",
    "beyond Unicode": b"\x1b[1114112u",
    "surrogate key": b"\x1b[55296u",
    "endless parameters": b"\x1b[" + b"9;" * 200 + b"u",
    "huge mouse report": b"\x1b[<0;99999999;99999999M",
    "huge size report": b"\x1b[48;99999;99999;1;1t",
    "unknown sequence": b"\x1b[1;2;3;4;5x",
    "broken sequence": b"\x1b[12\x1b[13\x07",
    "device control": b"\x1bP1$r0m\x1b\\",
    "NUL and controls": bytes(
        code for code in range(32) if code not in (17, 24, 27)
    ),
    "paste end alone": b"\x1b[201~",
}
"""What ends, blocks or confuses Textual's own driver, and relatives of it."""


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


@pytest.mark.parametrize("part", range(3))
def test_bad_bytes_are_survived(part: int, trace: Path) -> None:
    with running("keys", trace) as program:
        for letter, bad in zip(
            "abcdef", list(BAD_BYTES.values())[part::3], strict=False
        ):
            program.type(bad)
            program.wait(lambda: not program.read(0.2))
            program.type(letter.encode())
            program.wait_for_note(f"key {letter}")
        program.type(b"\x11")
        assert program.wait_for_end() == 0


def test_a_paste_with_escapes_is_one_harmless_paste(trace: Path) -> None:
    with running("keys", trace) as program:
        program.type(b"\x1b[200~a\x1b]52;c;X\x07b\x1b[201~q\x1b[201~!")
        program.wait_for_note("key exclamation_mark")
        pastes = [
            note for note in program.notes if note.startswith(("paste", "key"))
        ]
        assert pastes == [
            "paste 'a\u241b]52;c;X\u2407bq'",
            "key exclamation_mark",
        ]


def test_leaving_works_within_a_paste_that_never_ends(trace: Path) -> None:
    with running("keys", trace) as program:
        program.type(b"\x1b[200~words")
        program.type(b"\x11")
        assert program.wait_for_end() == 0


def leave_modes_clean(program: Running, before: list[object]) -> None:
    """Check that all modes that were set are reset, and that nothing of ours is on the screen."""
    sent = program.sent.decode("utf-8", "replace")
    states: dict[str, str] = {}
    for modes, state in re.findall(r"\x1b\[\?([\d;]+)([hl])", sent):
        for mode in modes.split(";"):
            states[mode] = state
    switched_off = {"7": "h", "25": "h"}
    states.pop("1047", None)  # the same screen as that of 1049, which ends it
    assert (
        "\x1b[?1047l" not in sent
    )  # kitty, foot and mlterm would not bring the cursor back
    for mode, state in states.items():
        assert state == switched_off.get(mode, "l"), mode
    leaving = sent.rindex("\x1b[?1049l")
    assert "\x1b[0m" in sent[leaving - 60 : leaving]
    assert "\x1b[H\x1b[K" in sent[leaving - 60 : leaving]
    assert program.attributes == before
    assert program.others_may_write


def raw_attributes(program: Running) -> list[object]:
    """The terminal as the shell had it: a new pseudo-terminal has the same settings as any other."""
    leader, follower = os.openpty()
    try:
        fresh: list[object] = termios.tcgetattr(leader)
        fresh[4:6] = program.attributes[4:6]
        return fresh
    finally:
        os.close(leader)
        os.close(follower)


@pytest.mark.parametrize("mouse", [False, True])
@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("key", 0),
        ("crash", 1),
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
    ],
)
def test_every_way_of_ending_gives_the_terminal_back(
    ending: str | signal.Signals, status: int, mouse: bool, trace: Path
) -> None:
    with running(
        "hello", trace, variables={"SAMPLE_MOUSE": "1"} if mouse else None
    ) as program:
        program.wait(lambda: "hello" in program.shown)
        assert not program.others_may_write
        before = raw_attributes(program)
        if isinstance(ending, signal.Signals):
            program.signal(ending)
        else:
            program.type({"key": b"\x11", "crash": b"\x18"}[ending])
        assert program.wait_for_end() == status
        leave_modes_clean(program, before)
        assert ("saved" in program.notes) == isinstance(ending, signal.Signals)
        assert "hello" not in program.shown


def test_a_program_that_does_not_end_is_ended_and_the_terminal_given_back(
    trace: Path,
) -> None:
    with running("hello", trace, variables={"SAMPLE_STUBBORN": "1"}) as program:
        program.wait(lambda: "hello" in program.shown)
        before = raw_attributes(program)
        program.signal(signal.SIGTERM)
        assert program.wait_for_end() == 143
        leave_modes_clean(program, before)


@pytest.mark.parametrize("ignoring", [None, signal.SIGHUP])
@pytest.mark.parametrize("kind", ["hello", "busy"])
def test_a_terminal_that_is_gone_ends_the_program(
    kind: str, ignoring: signal.Signals | None, trace: Path
) -> None:
    with running(kind, trace, ignoring=ignoring) as program:
        program.hang_up()
        assert program.wait_for_end(reading=False) == 129
        assert "saved" in program.notes


def test_without_a_guard_a_terminal_that_is_gone_ends_the_program_too(
    trace: Path,
) -> None:
    with running(
        "hello",
        trace,
        ignoring=signal.SIGHUP,
        variables={"SAMPLE_UNGUARDED": "1"},
    ) as program:
        program.hang_up()
        assert program.wait_for_end(reading=False) == 129


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGHUP])
def test_a_frozen_terminal_stops_neither_saving_nor_signals(
    signum: signal.Signals, trace: Path
) -> None:
    with running("busy", trace) as program:
        # Nobody reads. A program that queues or waits for the terminal is stuck long before so many frames.
        program.wait_for_note("hundred", reading=False)
        program.signal(signum)
        assert program.wait_for_end(reading=False) == 128 + signum
        assert "saved" in program.notes


def test_what_a_frozen_terminal_missed_is_one_repaint(trace: Path) -> None:
    with running("busy", trace) as program:
        program.wait_for_note("hundred", reading=False)
        program.signal(signal.SIGSTOP)
        program.wait(lambda: program.state == "T", reading=False)
        program.read_all()
        program.signal(signal.SIGCONT)
        program.type(b"\x11")
        assert program.wait_for_end() == 0
        # A hundred frames of 24 rows were due; the line's own buffer and a repaint are what is sent.
        assert len(program.sent) < 40_000


def wait_for_return(program: Running, times: int) -> None:
    """Wait until the program has come back so many times."""
    program.wait(lambda: program.notes.count("resumed") == times)


def test_a_stop_from_outside_and_going_on_leaves_one_set_of_threads_and_a_whole_picture(
    trace: Path,
) -> None:
    with running("hello", trace) as program:
        program.wait(lambda: "hello" in program.shown)
        program.read_all()
        threads = program.thread_count
        picture = program.emulator.picture
        before = raw_attributes(program)
        for times in (1, 2):
            program.signal(signal.SIGSTOP)
            program.wait(lambda: program.state == "T")
            program.emulator.screen.erase_in_display(2)
            program.signal(signal.SIGCONT)
            wait_for_return(program, times)
            program.wait(lambda: program.emulator.picture == picture)
        assert program.thread_count == threads
        program.type(b"\x11")
        assert program.wait_for_end() == 0
        leave_modes_clean(program, before)


def test_suspending_gives_the_terminal_back_and_takes_it_again(
    trace: Path,
) -> None:
    with running("hello", trace) as program:
        program.wait(lambda: "hello" in program.shown)
        program.read_all()
        picture = program.emulator.picture
        before = raw_attributes(program)
        program.signal(signal.SIGTSTP)
        program.wait(lambda: program.state == "T")
        program.read_all()
        leave_modes_clean(program, before)
        program.signal(signal.SIGCONT)
        program.wait_for_note("resumed")
        program.wait(lambda: program.emulator.picture == picture)
        program.type(b"\x11")
        assert program.wait_for_end() == 0
        leave_modes_clean(program, before)


def test_the_repaint_key_repairs_a_scribbled_screen(trace: Path) -> None:
    with running("hello", trace) as program:
        program.wait(lambda: "hello" in program.shown)
        program.read_all()
        picture = program.emulator.picture
        program.emulator.show("\x1b[3;1HBroadcast message")
        assert program.emulator.picture != picture
        program.type(b"\x0c")
        program.wait(lambda: program.emulator.picture == picture)


def test_all_modes_are_made_sure_of_whenever_the_terminal_may_be_another(
    trace: Path,
) -> None:
    again = "".join(mode.again for mode in MODES)
    assert again.startswith("\x1b[?2004h")
    with running("keys", trace) as program:

        def sends_all_after(act: Callable[[], object]) -> None:
            program.read_all()
            before = len(program.sent)
            act()
            program.wait(lambda: again.encode() in program.sent[before:])
            program.wait(lambda: "hello" in program.shown)

        sends_all_after(lambda: program.type(b"\x0c"))
        size = struct.pack("HHHH", 30, 100, 0, 0)
        program.emulator.screen.resize(30, 100)
        sends_all_after(lambda: ioctl(program.fd, termios.TIOCSWINSZ, size))
        program.signal(signal.SIGSTOP)
        program.wait(lambda: program.state == "T")
        sends_all_after(lambda: program.signal(signal.SIGCONT))


def test_another_size_is_learnt_and_painted_whole(trace: Path) -> None:
    with running("keys", trace) as program:
        for width, height in ((100, 30), (40, 12), (40, 12), (80, 24)):
            program.emulator.screen.resize(height, width)
            program.emulator.screen.reset_mode(7, private=True)
            ioctl(
                program.fd,
                termios.TIOCSWINSZ,
                struct.pack("HHHH", height, width, 0, 0),
            )
            program.wait_for_note(f"size {width}x{height}")
            program.wait(
                lambda: "hello" in program.shown and "⭘" in program.shown
            )


@pytest.mark.parametrize("kind", ["editor", "page", "screens"])
def test_the_picture_is_the_one_that_stock_textual_draws(
    kind: str, tmp_path: Path
) -> None:
    keys = {
        "editor": b"ab\x1b[B\x1b[B c\x7f",
        "page": b"\x1b[B\x1b[B\x1b[6~\x1b[A",
        "screens": b"sss",
    }[kind]
    variables = {"SAMPLE_UNGUARDED": "1"}
    with (
        running(
            kind, tmp_path / "stock", driver="stock", variables=variables
        ) as stock,
        running(
            kind, tmp_path / "trust", driver="trust", variables=variables
        ) as ours,
    ):
        for key in re.findall(rb"\x1b\[\d?[A-Z~]|.", keys):
            stock.press(key)
            ours.press(key)

        def are_the_same() -> bool:
            stock.read_all(0.1)
            return ours.emulator.picture == stock.emulator.picture

        ours.wait(are_the_same)


def test_ascii_terminals_get_ascii_only(trace: Path) -> None:
    with running(
        "editor", trace, variables={"LC_ALL": "C", "PYTHONUTF8": "1"}
    ) as program:
        program.read_all()
        assert "line 0" in program.shown
        assert program.sent.isascii()
