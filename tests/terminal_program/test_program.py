"""The real program at a real terminal: started, used, left."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support import MOMENT
from tests.terminal_program.conftest import Start
from tests.terminal_program.terminal import Terminal, program
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.store import open_workbook

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal_program")]

LOOK = re.compile(rb"\x1b\[([0-9;:]*)m")
"""What sets colours."""


def files_of(data: Path) -> dict[str, bytes]:
    """What the files of a folder hold."""
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def test_a_check_in_is_kept_and_the_terminal_given_back(start: Start, welcomed_data: Path) -> None:
    terminal = start()
    terminal.wait_for("Today", "Check in", "S \u00b7 partner")
    for number, shown in ((2, "Signs that trust"), (3, "Acknowledge it"), (4, "filter"), (5, "Nothing here yet")):
        terminal.press(str(number))
        terminal.wait_for(shown)
    terminal.press("1")
    terminal.wait_for("Today")
    terminal.press("c")
    terminal.wait_for("How settled")
    terminal.press("3")
    terminal.wait_for("Mostly")
    terminal.press("ctrl+s")
    terminal.wait_for("Checked in today")
    terminal.press("ctrl+q")

    assert terminal.ended() == 0
    assert terminal.is_restored()
    workbook = open_workbook(welcomed_data, clock=StandingClock(MOMENT))
    (record,) = workbook.of(CheckIn).all()
    workbook.close()
    assert record.value.answers == {"day-settled": 3}


def test_a_first_run_ends_on_the_overview(start: Start, tmp_path: Path) -> None:
    terminal = start("--data", str(tmp_path / "new"))
    terminal.wait_for("Welcome")
    for _ in range(4):
        terminal.press("enter")
        terminal.settle()
        if "Who do you have in mind?" in terminal.text:
            break
    terminal.press("enter")
    terminal.settle()
    terminal.press("S", "enter")
    terminal.wait_for("Today", "S \u00b7 partner")
    terminal.press("q")

    assert terminal.ended() == 0


def test_the_demo_leaves_nothing_behind(start: Start, tmp_path: Path, welcomed_data: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = files_of(welcomed_data)
    terminal = start("--demo", TMPDIR=str(temporary))
    terminal.wait_for("Today", "settled")
    terminal.press("ctrl+q")

    assert terminal.ended() == 0
    assert list(temporary.iterdir()) == []
    assert files_of(welcomed_data) == before


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
def test_it_fills_a_terminal_of_any_size(start: Start, size: tuple[int, int]) -> None:
    terminal = start(size=size)
    terminal.wait_for("Today", "Check in")

    assert "S \u00b7 partner" in terminal.lines[0]
    assert "leave" in terminal.lines[size[1] - 1]


def test_a_terminal_that_is_too_small_is_told(start: Start) -> None:
    terminal = start(size=(40, 12))
    terminal.wait_for("needs 60x")
    terminal.process.setwinsize(24, 80)
    terminal.settle()
    terminal.press("ctrl+q")

    assert terminal.ended() == 0


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "linux", "vt100", "screen", "tmux-256color", "unheard-of"])
def test_every_kind_of_terminal_shows_the_same_words(start: Start, term: str) -> None:
    terminal = start(TERM=term)
    terminal.wait_for("Today", "Check in", "Read")
    terminal.press("2", "down", "down", "enter")
    terminal.wait_for("This can show up in anyone")
    terminal.press("ctrl+q")

    assert terminal.ended() == 0
    assert terminal.is_restored()


@pytest.mark.parametrize(
    "variables", [{"LANG": "C"}, {"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, {"LC_ALL": "POSIX"}, {"TERM": "vt100"}]
)
def test_where_only_ascii_can_be_shown_nothing_else_is_sent(start: Start, variables: dict[str, str]) -> None:
    terminal = start(**variables)
    terminal.wait_for("Today", "Check in")
    for key, shown in (("2", "Signs that"), ("3", "Acknowledge"), ("5", "Nothing here"), ("c", "How settled")):
        terminal.press(key)
        terminal.wait_for(shown)
    terminal.press("ctrl+q")

    assert terminal.ended() == 0
    assert terminal.sent.isascii()


def test_a_locale_with_another_character_set_does_no_harm(start: Start) -> None:
    terminal = start(LC_ALL="en_US.ISO-8859-1", PYTHONIOENCODING="ascii")
    terminal.wait_for("Today", "Check in")
    terminal.press("ctrl+q")

    assert terminal.ended() == 0
    assert b"\\u25" not in terminal.sent


def test_without_colours_none_are_sent(start: Start) -> None:
    terminal = start(NO_COLOR="1")
    terminal.wait_for("Today", "Check in")
    terminal.press("5", "2")
    terminal.wait_for("Signs that")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0

    colours = {colour for found in LOOK.findall(terminal.sent) for colour in colour_triples(found.decode())}
    assert all(len(set(colour)) == 1 for colour in colours)


def colour_triples(parameters: str) -> set[tuple[str, ...]]:
    """The colours set by a sequence, as red, green and blue; grey is as good as none."""
    parts = parameters.replace(":", ";").split(";")
    return {
        tuple(parts[at + 2 : at + 5])
        for at in range(len(parts) - 4)
        if parts[at] in ("38", "48") and parts[at + 1] == "2"
    }


def test_text_of_a_terminal_that_is_not_utf_8_ends_nothing(start: Start) -> None:
    terminal = start()
    terminal.wait_for("Today", "Check in")
    terminal.press("n")
    terminal.wait_for("New entry")
    os.write(terminal.process.child_fd, b"caf\xe9 \xff\xfe")
    terminal.settle()
    terminal.press("o", "k")
    terminal.wait_for("ok")
    terminal.press("ctrl+q")

    assert terminal.ended() == 0


def test_a_paste_is_text_and_never_keys(start: Start, welcomed_data: Path) -> None:
    terminal = start()
    terminal.wait_for("Today", "Check in")
    terminal.press("n")
    terminal.wait_for("New entry")
    os.write(terminal.process.child_fd, b"\x1b[200~one\rtwo \x1b]52;c;eA==\x07 \x11 q\x1b[201~")
    terminal.wait_for("two")
    terminal.press("ctrl+s")
    terminal.wait_for("Kept")
    terminal.press("ctrl+q")

    assert terminal.ended() == 0
    workbook = open_workbook(welcomed_data, clock=StandingClock(MOMENT))
    (entry,) = workbook.of(Entry).all()
    workbook.close()
    assert entry.value.text.startswith("one\ntwo ")
    assert "\x1b" not in entry.value.text
    assert b"\x1b]52" not in terminal.sent


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_there_is_one_sentence(welcomed_data: Path, closed: str) -> None:
    master, slave = os.openpty()
    ends = dict.fromkeys(("stdin", "stdout", "stderr"), slave) | {closed: subprocess.DEVNULL}
    with subprocess.Popen(program("--data", str(welcomed_data)), **ends) as process:  # type: ignore[call-overload]
        os.close(slave)
        said = b""
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                break
            if not data:
                break
            said += data
        status = process.wait(30)
    os.close(master)

    assert status == 2
    assert closed == "stderr" or said.startswith(b"trust-tui: ")
    assert b"\x1b" not in said
    assert said.count(b"\n") <= 1


def test_a_dumb_terminal_is_refused_in_one_sentence(start: Start) -> None:
    terminal = start(TERM="dumb")

    assert terminal.ended() == 2
    assert terminal.lines[0].startswith("trust-tui: ")
    assert b"\x1b" not in terminal.sent


def test_the_title_of_the_terminal_is_left_alone_and_nothing_is_copied(start: Start) -> None:
    terminal = start()
    terminal.wait_for("Today", "Check in")
    terminal.press("ctrl+q")
    terminal.ended()

    assert b"\x1b]0;" not in terminal.sent
    assert b"\x1b]2;" not in terminal.sent
    assert b"\x1b]52" not in terminal.sent


def test_a_key_is_echoed_in_few_bytes(start: Start) -> None:
    terminal: Terminal = start()
    terminal.wait_for("Today", "Check in")
    terminal.press("n")
    terminal.wait_for("New entry")
    terminal.press("a", "b")
    terminal.settle()
    before = len(terminal.sent)
    for letter in "cdefg":
        terminal.press(letter)
        terminal.until(lambda: f"ab{'cdefg'[: 'cdefg'.index(letter) + 1]}" in terminal.text)  # noqa: B023

    assert (len(terminal.sent) - before) / 5 < 600
