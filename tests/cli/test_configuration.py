"""The configuration file and the commands without a screen."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Entry, Habit
from trust_tui.library.library import Library
from trust_tui.paths import config_file
from trust_tui.store import open_workbook
from trust_tui.store.encryption import keyfile


@pytest.fixture
def path(surroundings: Path) -> Path:
    """Where the configuration is."""
    path = surroundings / "xdg" / "config" / "trust-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_it_lies_in_the_users_own_folder_for_it(path: Path) -> None:
    assert config_file() == path


def test_the_doctor_needs_none(run: Run) -> None:
    assert (
        "good  There is no configuration file; none is needed\n"
        in run("doctor").text
    )


def test_the_doctor_says_that_all_is_well(run: Run, path: Path) -> None:
    path.write_text('theme = "light"\n[keys]\n"app.search" = "f11"\n')
    path.chmod(0o600)

    outcome = run("doctor")

    assert (
        f"good  The configuration is {path}, and all of it can be used\n"
        in outcome.text
    )
    assert "good  Only you may change it\n" in outcome.text
    assert [
        line for line in outcome.text.splitlines() if line.startswith("look")
    ] == []
    assert "No terminal is here" in outcome.text
    assert outcome.status == 0


def test_the_doctor_names_every_line_that_is_left_out(
    run: Run, path: Path
) -> None:
    path.write_text(
        'theme = "pink"\nhabits = ["none"]\nwrong\n[keys]\n"app.search" = "c"\n"no.such" = "f11"\n'
    )

    outcome = run("doctor")

    assert outcome.status == 1
    told = [line for line in outcome.text.splitlines() if "config.toml" in line]
    assert [line.partition(":")[0] for line in told] == [
        f"look  config.toml, line {n}" for n in (1, 2, 3, 5, 6)
    ]
    assert all(line.endswith(".") for line in told)


def test_the_doctor_says_when_others_may_change_it(
    run: Run, path: Path
) -> None:
    path.write_text("")
    path.chmod(0o666)

    assert (
        "look  Others may change it: run chmod 600 on it\n"
        in run("doctor").text
    )


def test_other_commands_say_in_one_line_that_something_is_wrong(
    run: Run, path: Path
) -> None:
    path.write_text('theme = "pink"\nwrong\n')

    outcome = run("today")

    assert outcome.status == 0
    assert (
        outcome.err
        == "trust-tui: Not all of config.toml can be used: trust-tui doctor names the lines.\n"
    )


@pytest.mark.parametrize("sealed", [False, True])
def test_a_note_after_midnight_belongs_to_the_day_the_file_says(
    run: Run,
    path: Path,
    folder: Path,
    now: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    sealed: bool,
) -> None:
    path.write_text("day_ends = 6\n")
    night = StandingClock(MOMENT.replace(hour=5))
    monkeypatch.setattr(now, "now", night.now)
    monkeypatch.setattr(keyfile, "COST", 4)
    workbook = open_workbook(folder, clock=night)
    if sealed:
        workbook.set_passphrase("four words")
    workbook.close()

    run("note", "here")

    workbook = open_workbook(
        folder, clock=night, passphrase=lambda: "four words"
    )
    (entry,) = workbook.of(Entry).all()
    workbook.close()
    assert entry.value.day == MOMENT.date() - timedelta(days=1)


def test_today_names_only_habits_that_are_offered(
    run: Run, path: Path, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    for habit in ("habit-open", "habit-ask"):
        workbook.of(Habit).keep(Habit(habit=habit))
    workbook.close()
    path.write_text('habits = ["habit-ask"]\n')

    lines = json.loads(run("today", "--json").text)

    assert [line["id"] for line in lines if line["kind"] == "habit"] == [
        "habit-ask"
    ]


def test_pages_come_in_the_language_of_the_file(
    run: Run, path: Path, tmp_path: Path, packaged: Library
) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "tips.md").write_text(
        packaged.shelves.source("tips").replace(
            "title: ", "title: Nederlands ", 1
        )
    )
    path.write_text('language = "nl"\n')

    assert "Nederlands" in run("read", "tips", "--content", str(tmp_path)).text
