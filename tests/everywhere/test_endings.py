"""Every way of ending: the terminal is as it was, nothing is printed, and what was being typed is a draft."""

import os
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.everywhere.terminal import (
    SHELL,
    Program,
    foreign,
    forked,
    running,
    trust_tui,
)
from tests.everywhere.using import offered
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Entry
from trust_tui.program.ending import FAILED
from trust_tui.store import open_workbook

pytestmark = pytest.mark.terminal

F8 = "\x1b[19~"
PHRASE = "four words not together"

ALLOWED = 6.0
"""Seconds for an end that takes three on a machine with nothing else to do."""

PLACES = {
    "overview": (),
    "a list of commands": ("\x10",),
    "a text": ("n", "words"),
    "a line": ("n", "\x1b[Z"),
    "the search": ("/", "words"),
    "a check-in": ("c",),
    "the hidden screen": (F8,),
    "an unfinished paste": ("n", "\x1b[200~words"),
}
"""The keys to where Ctrl+Q is pressed; the many other places are tried without a terminal."""


@pytest.mark.parametrize("place", PLACES)
def test_one_key_leaves_from_anywhere(place: str, filled: Path) -> None:
    with forked(filled) as program:
        program.press(*PLACES[place])
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()
        assert foreign(program.text) == []
    assert offered(filled) == (
        ["words"] if place in ("a text", "an unfinished paste") else []
    )


def test_what_was_typed_in_the_same_moment_is_in_the_draft(
    filled: Path,
) -> None:
    with forked(filled) as program:
        program.press("n", "words")
        program.type(" and the last ones\x11")
        assert program.wait_end() == 0
    assert offered(filled) == ["words and the last ones"]


@pytest.mark.parametrize("keys", ["q", "\x03", "nwords\x03"])
def test_the_other_keys_that_leave(keys: str, filled: Path) -> None:
    with forked(filled) as program:
        program.press(*keys[:-1])
        program.type(keys[-1])
        assert program.wait_end() == 0
        program.check_given_back()


@pytest.mark.parametrize(
    ("signum", "status"),
    [
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
    ],
)
def test_signals_end_it_as_keys_do(
    signum: signal.Signals, status: int, filled: Path
) -> None:
    with forked(filled) as program:
        program.press("n", "words")
        program.wait_shown("words")
        program.signal(signum)
        assert program.wait_end() == status
        program.check_given_back()
    assert offered(filled) == ["words"]


@pytest.mark.parametrize(
    ("keys", "status"), [("\x11", 0), ("", 143)], ids=["key", "signal"]
)
def test_a_field_that_is_stuck_holds_up_the_end_for_three_seconds_at_most(
    keys: str, status: int, filled: Path
) -> None:
    script = (
        "import asyncio, sys\nfrom trust_tui.cli import main\n"
        "from textual.widgets import TextArea\nold = TextArea._on_key\n"
        "async def stuck(self, event):\n"
        "    if event.key != 'tilde': return await old(self, event)\n"
        "    await asyncio.Event().wait()\n"
        "TextArea._on_key = stuck\nsys.exit(main())"
    )
    command = [sys.executable, "-c", script, "--data", str(filled)]
    with running(filled, command=command, shows="Check in") as program:
        program.press("n", "words")
        program.wait_shown("words")
        program.type("~")
        since = time.monotonic()
        if keys:
            program.type(keys)
        else:
            program.signal(signal.SIGTERM)
        assert program.wait_end() == status
        assert time.monotonic() - since < ALLOWED
        program.check_given_back()
    assert offered(filled) == ["words"]


def test_a_disk_that_is_slow_to_take_a_draft_is_waited_for(
    filled: Path,
) -> None:
    script = (
        "import sys, time\nfrom trust_tui.cli import main\n"
        "from trust_tui.store.drafts import StoreDrafts\nkeep = StoreDrafts.keep\n"
        "def slowly(*given):\n    time.sleep(3)\n    return keep(*given)\n"
        "StoreDrafts.keep = slowly\nsys.exit(main())"
    )
    command = [sys.executable, "-c", script, "--data", str(filled)]
    with running(filled, command=command, shows="Check in") as program:
        program.press("n", "words")
        program.wait_shown("words")
        program.type("\x11")
        assert program.wait_end() == 0
    assert offered(filled) == ["words"]


def test_a_signal_ends_a_stopped_program_when_it_goes_on(filled: Path) -> None:
    with forked(filled) as program:
        program.signal(signal.SIGTSTP)
        program.wait(lambda: program.state == "T")
        program.settle()
        program.check_given_back()
        program.signal(signal.SIGTERM)
        program.signal(signal.SIGCONT)
        assert program.wait_end() == 143
        program.check_given_back()


@pytest.mark.parametrize("where", ["in a key", "at the start", "while drawing"])
def test_a_fault_of_its_own_gives_the_terminal_back_and_says_one_sentence(
    where: str, filled: Path
) -> None:
    faults = {
        "in a key": "from trust_tui.program.app import TrustApp\n"
        "async def broken(*_): 1 / 0\nTrustApp.action_go = broken",
        "at the start": "from trust_tui.screens.overview import OverviewScreen\n"
        "def broken(*_): 1 / 0\nOverviewScreen.reload = broken",
        "while drawing": "from trust_tui.widgets.frame import TopBar\nold = TopBar.render_line\n"
        "def broken(self, y): return old(self, y) if self._title != 'New entry' else 1 / 0\n"
        "TopBar.render_line = broken",
    }
    script = f"import sys\nfrom trust_tui.cli import main\n{faults[where]}\nsys.exit(main())"
    command = [sys.executable, "-c", script, "--data", str(filled)]
    with running(
        filled,
        command=command,
        shows=FAILED[:40] if where == "at the start" else "Check in",
    ) as program:
        if where != "at the start":
            program.press("n")
        if where == "in a key":
            program.press("private words")
            program.press("\x1b", quiet=0.3)
            program.type("2")
        assert program.wait_end() == 1
        lines, _, looks, hidden, is_main, unusual, kitty, margins = (
            program.emulator.state
        )
        assert isinstance(lines, list)
        assert lines[0] == SHELL.strip()
        assert " ".join(line for line in lines[1:] if line) == FAILED
        assert (
            looks,
            hidden,
            is_main,
            unusual,
            kitty,
            margins,
        ) == program.before[2:]
        assert program.attributes == program.attributes_before
        assert program.emulator.commands == []
        noted = (filled / "fault.txt").read_text()
        assert "ZeroDivisionError" in noted
        assert "private" not in noted
        assert (filled / "fault.txt").stat().st_mode & 0o777 == 0o600


def test_a_shell_gets_its_terminal_back_when_it_is_stopped_and_when_it_is_left(
    filled: Path, tmp_path: Path
) -> None:
    """Ctrl+Z as a shell knows it comes as a signal, since the key itself undoes typing here."""
    note = tmp_path / "pid"
    script = f"echo $$ > {shlex.quote(str(note))}; exec {shlex.join(trust_tui('--data', filled))}"
    shell = Program(
        ["bash", "--norc", "--noprofile", "-i"],
        variables={"PS1": "ready> ", "HISTFILE": None},
    )
    try:
        shell.wait_shown("ready>")
        shell.type(f"stty -a > before; sh -c {shlex.quote(script)}\r")
        shell.wait_shown("Check in")
        shell.press("n", "words")
        for _ in range(2):
            pid = int(note.read_text())
            os.killpg(os.getpgid(pid), signal.SIGTSTP)
            shell.wait_shown("Stopped", "ready>")
            shell.settle()
            assert "words" not in shell.shown
            shell.type("stty -a > stopped; fg\r")
            shell.wait_shown("New entry", "words")
        shell.press("\x11")
        shell.wait_shown("ready>")
        shell.type("echo left with $?; stty -a > after; exit\r")
        shell.wait_shown("left with 0")
        shell.wait_end()
        assert not any("words" in line for line in shell.emulator.lines)
        assert shell.emulator.state[2:] == shell.before[2:]
    finally:
        shell.close()
    before, stopped, after = (
        Path(name).read_text() for name in ("before", "stopped", "after")
    )
    assert before == stopped == after
    assert offered(filled) == ["words"]


@pytest.fixture
def sealed(filled: Path, cheap_passphrase: None) -> Path:
    """The made-up data under a passphrase."""
    workbook = open_workbook(filled, clock=SystemClock())
    about = workbook.settings.current
    workbook.of(Entry).keep(
        Entry(
            text="a very private word",
            day=SystemClock().now().date(),
            about=about,
        )
    )
    workbook.set_passphrase(PHRASE)
    workbook.close()
    return filled


def test_a_sealed_workbook_is_left_from_its_lock_and_locked_when_it_was_stopped(
    sealed: Path,
) -> None:
    with forked(sealed, shows="passphrase") as program:
        program.type(f"{PHRASE[:5]}\x11")
        assert program.wait_end() == 0
        program.check_given_back()
    with forked(sealed, shows="passphrase") as program:
        assert "private" not in program.text
        program.type(f"{PHRASE}\r")
        program.wait_shown("Check in")
        program.press("5")
        program.wait_shown("a very private word")
        for signum in (signal.SIGTSTP, signal.SIGSTOP):
            program.signal(signum)
            program.wait(lambda: program.state == "T")
            program.settle()
            if signum == signal.SIGTSTP:
                program.check_given_back()
            before = len(program.text)
            program.signal(signal.SIGCONT)
            program.wait_shown("Type your passphrase")
            program.settle()
            assert "private" not in program.text[before:]
            program.type(f"{PHRASE}\r")
            program.wait_shown("Check in")
            program.press("5")
            program.wait_shown("a very private word")
        program.press(F8)
        assert program.shown.strip() == ""
        program.press(F8)
        program.wait_shown("Type your passphrase")
        program.press("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


@pytest.mark.parametrize("after", ["r", "n", "!", "5", "p"])
def test_key_that_comes_right_after_the_one_that_leaves_is_no_fault(
    after: str, filled: Path
) -> None:
    with forked(filled) as program:
        program.press("5")
        program.wait_shown("Journal")
        program.type(f"q{after}")
        assert program.wait_end() == 0
        program.check_given_back()
        assert "fault" not in program.text
    assert not [*filled.glob("fault*")]


STUCK = """
import asyncio, sys, threading
from trust_tui.program.startup import Startup
run = Startup._run
async def run_stuck(self):
    await run(self)
    asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)
Startup._run = run_stuck
from trust_tui.cli import main
sys.exit(main())
"""
"""The program with a worker that never comes back, as on a disk that hangs."""


def test_leaving_ends_the_process_whatever_a_worker_does(filled: Path) -> None:
    command = [sys.executable, "-c", STUCK, "--data", str(filled)]
    with running(filled, command=command) as program:
        begun = time.monotonic()
        program.type("\x11")
        program.wait(lambda: program.emulator.state[4], reading=True)
        assert program.process.poll() is None, "the screen is empty at once"
        assert program.wait_end() == 0
        assert time.monotonic() - begun < 10
        program.check_given_back()
