"""All that the workbook is for, in one go at a real terminal, over two weeks; then what was kept."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.everywhere.terminal import Program, running
from tests.everywhere.using import go_to
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    JointCheckIn,
    Promise,
    PromiseState,
    Relationship,
    SelfCheck,
)
from trust_tui.store import open_workbook

pytestmark = pytest.mark.terminal

KEEP, LEAVE = "\x13", "\x11"
FIRST = MOMENT.replace(hour=12)


class Days:
    """The clock of the program, in the test's hands."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.now: datetime = FIRST
        self.move(0)

    def move(self, days: int) -> None:
        """So many days on."""
        self.now += timedelta(days=days)
        coming = self._file.with_suffix(".new")
        coming.write_text(self.now.isoformat())
        coming.replace(self._file)


def keep(program: Program) -> None:
    """Keep what stands in a form."""
    program.type(KEEP)
    program.wait_shown("Kept")


def begin(program: Program) -> None:
    """The first page, no passphrase, a partner called S."""
    program.press("\r", "\r")
    program.wait_shown("Who do you have in mind?")
    program.press("\r", "S", "\r")
    program.wait_shown("Today", "S \u00b7 partner")


def check_oneself(program: Program) -> None:
    """The self-check, its reading, and from there to the step that it names."""
    program.press("2", "s")
    program.wait_shown("1 of 15")
    program.press(*"401010101010404")
    program.type(KEEP)
    program.wait_shown("Jealousy and possessiveness")
    program.press("\x1b[C", "\x1b[C", "\r")
    program.wait_shown("The five steps")


def do_exercise(program: Program) -> None:
    """Three honest lines: written, ticked, kept."""
    program.press("\t")
    go_to(program, "Three honest lines")
    program.press("\r")
    program.wait_shown("Three lines are often enough")
    program.press("\t")
    program.type("a late reply")
    program.press("\t", "\t")
    program.type("an evening")
    program.wait_shown("a late reply", "an evening")
    keep(program)


def set_goal(program: Program) -> None:
    """The goal of the first step, its blanks filled in."""
    program.press("3")
    go_to(program, "Acknowledge it")
    program.press("o")
    program.wait_shown("How many")
    program.press("\r")
    program.type("the phone")
    program.press("\r")
    program.type("ask")
    program.press("\r")
    program.wait_shown("New goal", "when the phone comes up")
    keep(program)


def promise(program: Program) -> None:
    """A promise, and then that it was kept."""
    program.press("5", "]", "]", "]", "]", "n")
    program.wait_shown("A promise of mine")
    program.press("\r")
    program.wait_shown("What I promised")
    program.type("Ring on Thursday")
    program.wait_shown("Ring on Thursday")
    keep(program)
    go_to(program, "Ring on Thursday")
    program.press("x")
    program.wait_shown("Where it stands")
    go_to(program, "kept")
    program.press("\r")
    program.wait(lambda: "Where it stands" not in program.shown)


def talk(program: Program) -> None:
    """The check-in together, to an agreement."""
    program.press("1", "t")
    program.wait_shown("together")
    for answer in ("You waited for me", "You told me early"):
        program.press("\r")
        program.wait_shown("What I valued this week")
        program.type(answer)
        program.wait_shown(answer)
        program.press(KEEP)
    for _ in range(14):
        if "What you agree on" in program.emulator.lines[0]:
            break
        program.press("\r", quiet=0.3)
    program.wait_shown("What you agree on")
    program.type("If it is late, then I write")
    program.press("\r")
    program.type("+7")
    program.press("\r", "\r")
    go_to(program, "What you agreed on, and the date")
    program.press("\r")
    program.wait_shown("Kept what you both agreed to")


def check_in(program: Program, answers: str) -> None:
    """The daily check-in, one key an answer."""
    program.press("1")
    program.wait(lambda: "Checked in today" not in program.shown, "the new day")
    program.press("c")
    program.wait_shown("How settled did I feel about my partner?")
    program.press(*answers)
    keep(program)
    program.wait_shown("Checked in today", "Kept. That is all for today.")


def test_everything_it_is_for(tmp_path: Path) -> None:
    data, days = tmp_path / "data", Days(tmp_path / "clock")
    command = [
        sys.executable,
        "-m",
        "tests.everywhere.at_moment",
        str(tmp_path / "clock"),
        "--data",
        str(data),
    ]
    variables = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with running(
        data,
        command=command,
        variables=variables,
        shows="Welcome",
        size=(110, 40),
    ) as program:
        begin(program)
        check_oneself(program)
        do_exercise(program)
        set_goal(program)
        promise(program)
        talk(program)
        for day in range(14):
            check_in(program, "11111" if day < 7 else "31331")
            days.move(1)
        program.press("1")
        program.wait_shown("more settled", "no clear change")
        program.type(LEAVE)
        assert program.wait_end() == 0
        program.check_given_back()

    workbook = open_workbook(data, clock=StandingClock(days.now))
    about = workbook.settings.current
    assert [who.value.label for who in workbook.of(Relationship).all()] == ["S"]
    (check,) = workbook.of(SelfCheck).all()
    assert len(check.value.answers) == 15
    (entry,) = workbook.of(Entry).all()
    assert entry.value.answers == "ack-lines"
    assert "a late reply" in entry.value.text
    (work,) = workbook.of(ExerciseWork).all()
    assert work.value.entries == (entry.id,)
    goals = {goal.value.source: goal for goal in workbook.of(Goal).all()}
    agreed, goal = goals.pop("checkin-together"), goals.pop("step-1")
    assert goal.value.action.startswith(
        "For the next 14 days, when the phone comes up, I will write three lines"
    )
    assert (agreed.value.action, goals) == ("If it is late, then I write", {})
    (promised,) = workbook.of(Promise).all()
    assert (promised.value.text, promised.value.state) == (
        "Ring on Thursday",
        PromiseState.KEPT,
    )
    (joint,) = workbook.of(JointCheckIn).all()
    assert joint.value.agreement == "If it is late, then I write"
    assert [record.value.day for record in workbook.of(CheckIn).all()] == [
        FIRST.date() + timedelta(days=day) for day in range(13, -1, -1)
    ]
    made: list[Any] = [
        check,
        entry,
        work,
        agreed,
        goal,
        promised,
        joint,
        *workbook.of(CheckIn).all(),
    ]
    assert {record.value.about for record in made} == {about}
    workbook.close()
