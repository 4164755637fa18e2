"""The line drops while someone writes: the program ends, the draft is on the disk, the next start offers it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import MOMENT
from tests.terminal_program.conftest import Start
from tests.terminal_program.terminal import Terminal
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Entry
from trust_tui.store import open_workbook

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal_program")]

WORDS = "half a sentence that must not be lost"


def type_words(terminal: Terminal) -> None:
    """Open the editor and type, and wait for no draft."""
    terminal.wait_for("Today", "Check in")
    terminal.press("n")
    terminal.wait_for("New entry")
    terminal.press(*WORDS)
    terminal.wait_for(WORDS)


def drafts(data: Path) -> list[str]:
    """The texts of the drafts of sessions that are gone."""
    workbook = open_workbook(data, clock=StandingClock(MOMENT))
    texts = [draft.fields["text"] for draft in workbook.drafts.orphans()]
    assert workbook.of(Entry).all() == []
    workbook.close()
    return texts


def by_signal(signum: signal.Signals) -> Callable[[Terminal], int]:
    """Ends the program by a signal."""

    def end(terminal: Terminal) -> int:
        terminal.kill(signum)
        return terminal.ended()

    return end


def by_hanging_up(terminal: Terminal) -> int:
    """Ends the program by closing the terminal."""
    terminal.hang_up()
    return terminal.wait_for_end_after_hang_up()


def by_leaving(terminal: Terminal) -> int:
    """Ends the program by its own key."""
    terminal.press("ctrl+q")
    return terminal.ended()


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (by_signal(signal.SIGHUP), 129),
        (by_signal(signal.SIGTERM), 143),
        (by_signal(signal.SIGINT), 130),
        (by_hanging_up, 129),
        (by_leaving, 0),
    ],
    ids=["hang-up signal", "terminate", "interrupt", "closed terminal", "leaving"],
)
def test_what_was_typed_is_offered_at_the_next_start(
    start: Start, welcomed_data: Path, end: Callable[[Terminal], int], status: int
) -> None:
    terminal = start()
    type_words(terminal)
    before = time.monotonic()

    assert end(terminal) == status

    assert time.monotonic() - before < 3
    assert drafts(welcomed_data) == [WORDS]
    again = start()
    again.wait_for("You had not finished", WORDS)
    again.press("enter")
    again.wait_for("New entry", WORDS)
    again.press("ctrl+s")
    again.wait_for("Kept")
    again.press("ctrl+q")
    assert again.ended() == 0


@pytest.mark.parametrize("signum", [signal.SIGHUP, signal.SIGTERM])
def test_the_terminal_is_given_back_after_a_signal(start: Start, signum: signal.Signals) -> None:
    terminal = start()
    terminal.wait_for("Today", "Check in")
    terminal.kill(signum)
    terminal.ended()

    assert terminal.is_restored()
    assert "Traceback" not in terminal.text


def test_a_kill_loses_no_more_than_the_last_seconds(start: Start, welcomed_data: Path) -> None:
    terminal = start()
    type_words(terminal)
    terminal.wait_for("draft kept at")
    terminal.kill(signal.SIGKILL)

    assert terminal.ended() == -signal.SIGKILL
    assert drafts(welcomed_data) == [WORDS]


def test_a_program_whose_line_is_gone_uses_no_time(start: Start) -> None:
    terminal = start()
    terminal.wait_for("Today", "Check in")
    terminal.hang_up()

    assert terminal.wait_for_end_after_hang_up() == 129


def test_a_stalled_line_that_is_cut_leaves_nothing_running(start: Start, welcomed_data: Path) -> None:
    """Nobody reads what the program sends, then the line is cut: the event loop may be stuck."""
    terminal = start(size=(200, 60))
    type_words(terminal)
    terminal.wait_for("draft kept at")
    for _ in range(300):
        try:
            os.write(terminal.process.child_fd, b"\x0c")
        except BlockingIOError:
            break
    terminal.hang_up()

    assert terminal.wait_for_end_after_hang_up() != 0
    assert drafts(welcomed_data) == [WORDS]
