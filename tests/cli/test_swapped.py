"""A plain folder in the place of a sealed one, on the command line: told, and nothing kept before the user agrees."""

import shutil
from pathlib import Path

import pytest

from tests.cli.checks import typed
from tests.cli.conftest import Program, Run
from tests.store.helpers import holding
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Settings
from trust_tui.store import open_workbook
from trust_tui.store.encryption import keyfile

WRITING = ("write", "", "PRIVATE WORDS", ".", *[""] * 4, "q")
"""An entry in plain lines, kept, and leaving."""

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that costs little."""
    monkeypatch.setattr(keyfile, "COST", 2)


@pytest.fixture
def swapped(folder: Path, run: Run) -> None:
    """The folder of a sealed workbook, emptied by somebody."""
    workbook = open_workbook(folder, clock=SystemClock())
    workbook.set_passphrase("correct horse")
    workbook.close()
    shutil.rmtree(folder)


def lay_plain(folder: Path) -> None:
    """Put a plain workbook there, as somebody on another machine would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder.with_name("elsewhere")))
        workbook = open_workbook(folder, clock=SystemClock())
        workbook.set_settings(Settings(welcomed=SystemClock().now().date()))
        workbook.close()


@pytest.mark.parametrize(
    "command",
    [
        ("note", "PRIVATE WORDS"),
        ("win", "PRIVATE WORDS"),
        ("limit", "PRIVATE WORDS"),
        ("backup",),
    ],
    ids=lambda command: command[0],
)
def test_no_command_keeps_anything_and_each_says_what_to_do(
    run: Run, swapped: None, folder: Path, command: tuple[str, ...]
) -> None:
    for _ in range(2):
        outcome = run(*command)
        assert outcome.status != 0
        assert "passphrase remove" in outcome.err
    assert holding(folder, b"PRIVATE") == []


def test_it_goes_on_once_the_user_says_that_it_was_them(
    run: Run, swapped: None
) -> None:
    assert run("export").status == 0
    outcome = run("passphrase", "remove")
    assert (outcome.status, outcome.out) == (
        0,
        b"It goes on without a passphrase.\n",
    )
    assert run("note", "in plain").status == 0
    assert "no passphrase" in run("passphrase", "remove").err


@pytest.mark.parametrize("laid", [True, False], ids=["plain files", "nothing"])
@pytest.mark.parametrize("answer", ["1", ""], ids=["not me", "no answer"])
def test_plain_mode_asks_first_and_keeps_nothing_that_is_typed_before(
    lines: Program, swapped: None, folder: Path, laid: bool, answer: str
) -> None:
    if laid:
        lay_plain(folder)
    outcome = lines("plain", stdin=typed("", answer, *WRITING))
    assert "Nothing is kept" in outcome.text
    assert "The passphrase was taken away" in outcome.text
    is_entered = laid and answer == "1"
    assert is_entered == ("What you typed is still here" in outcome.text)
    assert holding(folder, b"PRIVATE") == []


def test_plain_mode_goes_on_in_plain_when_the_user_says_that_it_was_them(
    lines: Program, swapped: None, folder: Path
) -> None:
    lay_plain(folder)
    lines("plain", stdin=typed("", "2", *WRITING))
    assert holding(folder, b"PRIVATE") != []
