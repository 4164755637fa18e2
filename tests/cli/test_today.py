"""`trust-tui today` says what is open in plain lines."""

import json
import re
from datetime import timedelta
from pathlib import Path

from tests.cli.conftest import Program, Run
from tests.support import MOMENT, control_characters
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain.records import CheckIn, Goal
from trust_tui.store import open_workbook


def test_an_empty_workbook_has_a_check_in_and_an_exercise_open(
    run: Run,
) -> None:
    outcome = run("today")

    assert (outcome.status, outcome.err) == (0, "")
    first, second, *_ = outcome.text.splitlines()
    assert first == "Check in, under a minute: trust-tui check-in"
    assert re.search(r", step 1, \d+ minutes: trust-tui exercise \S+$", second)


def test_what_is_open_is_named_in_the_users_words(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    workbook.of(CheckIn).keep(
        CheckIn(day=MOMENT.date() - timedelta(days=3), answers={"day-mood": 2})
    )
    workbook.of(Goal).keep(
        Goal(
            action="Ask about\nSunday \x1b[2J",
            first_try=MOMENT.date() + timedelta(days=2),
        )
    )
    now.moment = MOMENT - timedelta(days=10)
    workbook.of(Goal).keep(Goal(action="Call on Friday"))
    now.moment = MOMENT
    workbook.close()

    lines = run("today").text.splitlines()

    assert lines[0] == "Check in, 3 days ago: trust-tui check-in"
    assert any(line.startswith("Call on Friday, look back") for line in lines)
    assert any(
        line.startswith("Ask about Sunday ")
        and line.endswith(", by 26 Nov: trust-tui goal")
        for line in lines
    )
    assert all(not control_characters(line) for line in lines)


def test_a_day_that_was_checked_in_is_done(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    workbook.of(CheckIn).keep(
        CheckIn(day=MOMENT.date(), answers={}, good="a walk")
    )
    workbook.close()

    first = run("today").text.splitlines()[0]
    assert first == "Checked in today, it can be changed: trust-tui check-in"


def test_the_command_of_each_line_is_one_that_is_understood(
    run: Run, folder: Path, now: StandingClock
) -> None:
    fill(folder, now)
    commands = [
        line["command"] for line in json.loads(run("today", "--json").out)
    ]

    assert len(set(commands)) > 2
    for command in commands:
        assert command in run("today").text
        name, *arguments = command.split()[1:]
        assert run(name, *arguments).status != 2, command


def test_a_self_check_is_said_in_words_with_its_command(
    run: Run,
) -> None:
    assert (
        "Self-check, 2 to 3 minutes: trust-tui self-check"
        in run("today").text.splitlines()
    )


def test_made_up_data_has_something_open(
    run: Run, folder: Path, now: StandingClock
) -> None:
    fill(folder, now)

    outcome = run("today")

    assert outcome.status == 0
    assert len(outcome.text.splitlines()) >= 3


def test_it_reads_the_same_in_a_plain_locale(program: Program) -> None:
    assert program("today", LC_ALL="C", LANG="C").out == program("today").out


def test_the_same_is_told_to_scripts(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    goal = workbook.of(Goal).keep(Goal(action="Ask \x1b[2J"))
    workbook.close()

    outcome = run("today", "--json")

    told = json.loads(outcome.out)
    assert outcome.out.isascii()
    assert [line["kind"] for line in told][:2] == ["check-in", "exercise"]
    assert goal.id in [line["id"] for line in told]
