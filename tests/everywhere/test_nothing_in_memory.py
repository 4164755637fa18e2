"""After locking, hiding and stopping nothing of the user's is in memory, as an administrator reads it."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.everywhere.terminal import Program, running
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Entry, Settings
from trust_tui.store import open_workbook

F7, F8 = "\x1b[18~", "\x1b[19~"
PHRASE = "ochre-lantern-gravel-tulip"
WORDS = [f"zanzibar{letter * 3}quux" for letter in "abcdefghijklmnopqr"]
DRAFT = ["vermilion-yodel", "pumpernickel-sloop"]

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(
        os.geteuid() != 0 or not Path("/proc/self/mem").exists(),
        reason="Only an administrator of Linux reads the memory of others.",
    ),
]


def pieces(secret: str) -> list[bytes]:
    """A secret and its beginnings, in every form that Python keeps a text in."""
    parts = [secret[:length] for length in range(8, len(secret) + 1)]
    return [
        part.encode(form)
        for part in parts
        for form in ("utf-8", "utf-16-le", "utf-32-le")
    ]


def found_in_memory(pid: int) -> set[str]:
    """Which of the secrets, or the beginning of one, is in the memory of a process."""
    searched = {
        secret: re.compile(b"|".join(map(re.escape, pieces(secret))))
        for secret in SECRETS
    }
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(place, 16) for place in span.split("-"))
            try:
                memory.seek(start)
                held = memory.read(end - start)
            except OSError:
                continue
            found |= {
                secret
                for secret, pattern in searched.items()
                if pattern.search(held)
            }
    return found


SECRETS = [PHRASE, *WORDS, *DRAFT]


@pytest.fixture
def sealed(data: Path) -> Iterator[Path]:
    """A sealed workbook with the words in it."""
    workbook = open_workbook(data, clock=SystemClock())
    today = SystemClock().now().date()
    workbook.set_settings(Settings(welcomed=today))
    for word in WORDS:
        workbook.of(Entry).keep(
            Entry(text=f"about {word}", title=word, day=today)
        )
    workbook.set_passphrase(PHRASE)
    workbook.close()
    yield data


def use(program: Program) -> None:
    """Unlock, look at the entries, and begin to write another."""
    program.type(f"{PHRASE}\r")
    program.wait_shown("Check in")
    program.press("5")
    program.wait_shown(WORDS[-1])
    program.press("n")
    program.type(" ".join(DRAFT))
    program.wait_shown("draft kept")


@pytest.mark.parametrize("key", [F7, F8])
def test_after_locking_and_hiding_nothing_is_left_in_memory(
    sealed: Path, key: str
) -> None:
    with running(sealed, shows="passphrase") as program:
        use(program)
        assert found_in_memory(program.pid) >= {WORDS[-1], *DRAFT}
        program.type(key)
        if key == F8:
            program.wait(lambda: not program.shown.strip())
            program.wait(lambda: not found_in_memory(program.pid))
            assert not program.shown.strip()
            program.type(key)
        program.wait_shown("It is locked. Type your passphrase")
        assert found_in_memory(program.pid) == set()

        program.type(f"{PHRASE}\r")
        program.wait_shown("You had not finished")
        program.wait_shown(DRAFT[0])
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def test_while_it_is_stopped_nothing_is_in_memory_and_the_terminal_is_free(
    sealed: Path,
) -> None:
    with running(sealed, shows="passphrase") as program:
        use(program)
        program.signal(signal.SIGTSTP)
        program.wait(lambda: program.state == "T")
        program.settle()
        assert found_in_memory(program.pid) == set()
        program.check_given_back()

        program.signal(signal.SIGCONT)
        program.wait_shown("It is locked. Type your passphrase")
        assert found_in_memory(program.pid) == set()
        program.type(f"{PHRASE}\r")
        program.wait_shown("You had not finished")
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def test_after_a_stop_that_nobody_announced_nothing_is_in_memory(
    sealed: Path,
) -> None:
    with running(sealed, shows="passphrase") as program:
        use(program)
        program.signal(signal.SIGSTOP)
        program.wait(lambda: program.state == "T")
        program.signal(signal.SIGCONT)
        program.wait_shown("It is locked. Type your passphrase")
        program.wait(lambda: not found_in_memory(program.pid))
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def test_stop_that_is_taken_back_at_once_ends_in_the_question(
    sealed: Path,
) -> None:
    with running(sealed, shows="passphrase") as program:
        use(program)
        program.signal(signal.SIGTSTP)
        program.signal(signal.SIGCONT)
        asked = "It is locked. Type your passphrase"
        program.wait(lambda: program.state == "T" or asked in program.shown)
        # What came while the program took its own place was there before the stop, and is no answer to it.
        program.signal(signal.SIGCONT)
        program.wait_shown(asked)
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()
