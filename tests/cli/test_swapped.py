"""A plain folder in the place of a sealed one, on the command line: told, and nothing kept before the user agrees."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trust_tui.domain.clock import SystemClock
from trust_tui.store import open_workbook
from trust_tui.store.encryption import keyfile

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
    words = [
        path
        for path in folder.rglob("*")
        if path.is_file() and b"PRIVATE" in path.read_bytes()
    ]
    assert words == []


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
