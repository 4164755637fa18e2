"""Every command says in a line what comes from other machines: not here yet, joined, or in need of a passphrase."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Entry
from trust_tui.store import open_workbook

COMMANDS = (
    ("today",),
    ("note", "a line"),
    ("export",),
    ("trend",),
    ("list",),
    ("search", "word"),
    ("backup",),
    ("backup", "--list"),
    ("page", "--list-entries"),
    ("trash",),
    ("settings",),
    ("goal", "a line"),
    ("who",),
    ("habit",),
    ("step",),
    ("exercise",),
    ("together",),
    ("self-check", "--read"),
    ("check-in",),
    ("undo",),
    ("doctor",),
)


@pytest.fixture
def elsewhere(folder: Path, tmp_path: Path, now: StandingClock) -> list[Path]:
    """Three changes that another machine has made of this workbook, in their order."""
    open_workbook(folder, clock=now, upkeep=False).close()
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    workbook = open_workbook(other, clock=now, upkeep=False)
    for text in ("one", "two", "three"):
        workbook.of(Entry).keep(Entry(text=text, day=MOMENT.date()))
    workbook.close()
    return sorted((other / "log").iterdir())


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_change_that_has_not_arrived_is_said_in_one_line(
    run: Run, folder: Path, elsewhere: list[Path], command: tuple[str, ...]
) -> None:
    for path in (elsewhere[0], elsewhere[2]):
        shutil.copy2(path, folder / "log")

    outcome = run(*command)

    said = f"{outcome.err}{outcome.text if command == ('doctor',) else ''}"
    lines = [line for line in said.splitlines() if "arrived yet" in line]
    assert len(lines) == (2 if command == ("doctor",) else 1), outcome


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_came_under_another_name_is_said_to_be_joined_in_one_line(
    run: Run, folder: Path, elsewhere: list[Path], command: tuple[str, ...]
) -> None:
    for path in elsewhere:
        name = path.name.replace(".json", ".sync-conflict-1.json")
        shutil.copy2(path, folder / "log" / name)

    outcome = run(*command)

    lines = [line for line in outcome.err.splitlines() if "joined" in line]
    assert len(lines) == 1, outcome


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_another_passphrase_opens_is_said_in_one_line(
    run: Run,
    folder: Path,
    elsewhere: list[Path],
    now: StandingClock,
    command: tuple[str, ...],
) -> None:
    other = elsewhere[0].parents[1]
    workbook = open_workbook(other, clock=now, upkeep=False)
    workbook.set_passphrase("four quiet words here")
    workbook.of(Entry).keep(Entry(text="four", day=MOMENT.date()))
    workbook.close()
    for path in (other / "log").glob("*.age"):
        shutil.copy2(path, folder / "log")

    outcome = run(*command)

    said = f"{outcome.err}{outcome.text if command == ('doctor',) else ''}"
    lines = [
        line
        for line in said.splitlines()
        if "sealed by another passphrase" in line
    ]
    assert len(lines) == (2 if command == ("doctor",) else 1), outcome
