"""A month of one person on two machines that a real synchroniser keeps in step: at the end every word is on both."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.everywhere.month import Calendar, Machine
from tests.everywhere.terminal import Program
from tests.everywhere.using import go_to
from tests.store.syncthing import Syncthing, until
from tests.support import MOMENT

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(900)]

KEEP, LEAVE = "\x13", "\x11"
PROBLEM = "I look at their phone when it is late"
SECRET = "ochre lantern gravel tulip"


class Month:
    """The two machines, what carries files between them, and every word that was kept."""

    def __init__(self, root: Path) -> None:
        self.calendar = Calendar(root / "clock", MOMENT.replace(hour=12))
        self.transcript: list[str] = []
        self.desk, self.laptop = (
            Machine(name, root, self.calendar, self.transcript)
            for name in ("desk", "laptop")
        )
        self.words: list[str] = []

    def write(self, machine: Machine, words: str) -> None:
        """A note from the shell."""
        machine.do("note", words, opens=False)
        self.words.append(words)

    def begin(self) -> None:
        """The first start: no passphrase, a partner called S, the first check-in."""
        with self.desk.screen(shows="Welcome") as program:
            program.press("\r", "\r")
            program.wait_shown("Who do you have in mind?")
            program.press("\r", "S", "\r")
            program.wait_shown("Today", "S \u00b7 partner")
            self.desk.look(program)
            program.press("c")
            program.wait_shown("How settled did I feel about my partner?")
            program.press(*"20212")
            self.desk.look(program)
            program.type(KEEP)
            program.wait_shown("Checked in today")
            self.desk.look(program)
            program.type(LEAVE)
            assert program.wait_end() == 0

    def bring_two_years(self, root: Path) -> None:
        """A journal of jrnl, an entry each fourth day of two years."""
        first = self.calendar.now - timedelta(days=730)
        entries = []
        for number in range(0, 730, 4):
            day = first + timedelta(days=number, hours=9)
            entries.append(
                f"[{day:%Y-%m-%d %H:%M}] Old day {number}\nThe words of day {number}.\n"
            )
            self.words.append(f"The words of day {number}.")
        journal = root / "journal.txt"
        journal.write_text("\n".join(entries))
        self.desk.do("import", journal, "--preview")
        self.desk.do("import", journal, "--yes", "--relationship", "S")

    def right_now(self, machine: Machine, before: int, after: int) -> None:
        """Three minutes that end early: a wait, with the pull before and after."""
        with machine.screen("now", shows="How strong is the pull") as program:
            program.press(str(before), "1", "\r", "1")
            program.wait_shown("left")
            program.press("\r")
            program.wait_shown("Is the pull weaker")
            program.press("\r")
            program.wait_shown("And now?")
            program.press(str(after))
            program.wait_shown("One line about it")
            machine.look(program)
            program.type(KEEP)
            program.wait_shown("Today")
            machine.look(program)
            program.type(LEAVE)
            assert program.wait_end() == 0

    def begin_path(self, machine: Machine) -> None:
        """One trust question in four weeks: alone, three sittings a week, and the first sitting at once."""
        with machine.screen(shows="Today") as program:
            program.press("P")
            for question, answer in (
                ("Which is nearest to you?", "I was hurt"),
                ("Are you afraid of this person", "No"),
                ("With whom?", "Alone"),
            ):
                program.wait_shown(question)
                machine.look(program)
                go_to(program, answer)
                program.press("\r")
            program.wait_shown("Your problem, in your own words")
            program.type(PROBLEM)
            program.press("\r", "\r")
            self.words.append(PROBLEM)
            self._sit(machine, program)

    def go_on_with_path(self, machine: Machine) -> None:
        """The next sitting of the path."""
        with machine.screen(shows="Today") as program:
            program.press("P")
            self._sit(machine, program)

    def _sit(self, machine: Machine, program: Program) -> None:
        """Begin the sitting that is offered, read it or write a line, and keep the act it suggests."""
        program.wait_shown("Leave the four weeks")
        machine.look(program)
        go_to(program, "Begin")
        program.press("\r")
        program.wait_shown("next link")
        machine.look(program)
        if "done for now" in program.shown:
            program.press("\t")
            program.type("A line of this sitting")
            machine.look(program)
            program.type(KEEP)
        else:
            program.press("\x1b")
        program.wait_shown("One small act until next time")
        machine.look(program)
        program.type(KEEP)
        program.wait_shown("Today", "Kept")
        machine.look(program)
        program.type(LEAVE)
        assert program.wait_end() == 0

    def look_back(self, machine: Machine, words: str) -> None:
        """The look back at the week, with one line of one's own."""
        with machine.screen(shows="Today") as program:
            program.press("W")
            program.wait_shown("A look back at the week", "a little easier")
            program.type(words)
            machine.look(program)
            program.type(KEEP)
            program.wait_shown("Kept in your journal")
            machine.look(program)
            program.type(LEAVE)
            assert program.wait_end() == 0
        self.words.append(words)

    def check_in(self, machine: Machine, answers: str) -> None:
        """The five questions, line by line; what can be written is left out."""
        machine.do("check-in", typed="\n".join(answers) + "\n" * 6)

    def drop_the_line(self, machine: Machine, words: str) -> None:
        """The line drops in the middle of a sentence; the next start offers what was typed, and it is kept."""
        with machine.screen(shows="Today") as program:
            program.press("5", "n")
            machine.look(program)
            program.type(words)
            program.wait_shown(words[-12:])
            program.settle(0.3)
            program.hang_up()
            program.wait_end(reading=False)
        with machine.screen(shows="You had not finished") as program:
            program.press("\r")
            program.wait_shown("New entry", words[-12:])
            machine.look(program)
            program.type(KEEP)
            program.wait_shown("Kept")
            program.type(LEAVE)
            assert program.wait_end() == 0
        self.words.append(words)

    def missing(self, machine: Machine) -> list[str]:
        """What was kept on either machine and is not in what this one writes out."""
        everything = machine.export()
        return [
            words
            for words in self.words
            if json.dumps(words)[1:-1] not in everything
        ]

    def wait_for_both(self) -> None:
        """Wait until either machine shows what was kept on any."""
        until(lambda: self.missing(self.desk) == [], "all on the desk")
        until(lambda: self.missing(self.laptop) == [], "all on the laptop")

    def seal(self, machine: Machine) -> None:
        """Set a passphrase on a machine; from now on its commands are given it."""
        with machine.asking(
            "passphrase", "set", shows="New passphrase"
        ) as program:
            program.type(SECRET + "\r")
            program.wait_shown("The same again")
            program.type(SECRET + "\r")
            assert program.wait_end() == 0
        machine.secret = SECRET


@contextmanager
def in_step(here: Syncthing, there: Syncthing) -> Iterator[None]:
    """Let the synchroniser run between both machines."""
    with here.beside(there), there.beside(here):
        yield


def first_week(month: Month, root: Path) -> None:
    """On the desk alone: the first start, two years from elsewhere, a dropped line."""
    desk, calendar = month.desk, month.calendar
    month.begin()
    month.bring_two_years(root)
    month.right_now(desk, 3, 1)
    month.begin_path(desk)
    for day, answers in enumerate(("31223", "", "22202", "11111", "", "31243")):
        calendar.turn(1, hour=20)
        if answers:
            month.check_in(desk, answers)
            month.write(desk, f"In the first week, on day {day}.")
    month.drop_the_line(desk, "He came late, and I did not ask for the third")
    desk.do("goal", "Call before nine", "--when", "it is late")
    month.words.append("Call before nine")
    month.look_back(desk, "The evening on Friday was calmer")
    desk.do("today")


def second_week(month: Month) -> None:
    """On both: the laptop gets the workbook, and each writes while the other does."""
    desk, laptop, calendar = month.desk, month.laptop, month.calendar
    until(lambda: month.missing(laptop) == [], "the first week on the laptop")
    for day in range(6):
        calendar.turn(1, hour=21)
        machine = laptop if day % 2 else desk
        month.right_now(machine, 4, 2)
        month.check_in(machine, "21202")
        month.write(machine, f"In the second week, on day {day}.")
    month.go_on_with_path(laptop)
    laptop.do("who", "--new", "M", "--kind", "friend")
    month.write(laptop, "M listened for an hour.")
    laptop.do("who", "S")


def third_week(month: Month) -> None:
    """Apart: a passphrase on the desk, plain words on the laptop, a clock of another century, a restore."""
    desk, laptop, calendar = month.desk, month.laptop, month.calendar
    month.seal(desk)
    month.write(laptop, "Written in plain while the other was sealed.")
    calendar.turn(1, hour=8)
    calendar.turn(shown=124)
    laptop.do("today")
    month.write(laptop, "Written by a clock of another century.")
    calendar.turn()
    laptop.do("today")
    calendar.turn(1, hour=22)
    month.right_now(desk, 2, 0)
    month.write(desk, "After the passphrase.")


def fourth_week(month: Month) -> None:
    """In step again, sealed on both; a restore that is taken back; what is given to others."""
    desk, laptop, calendar = month.desk, month.laptop, month.calendar
    until(lambda: any(laptop.folder.glob("key*.age")), "the key on the laptop")
    laptop.secret = SECRET
    until(
        lambda: month.missing(laptop) == [], "all of three weeks on the laptop"
    )
    calendar.turn(2, hour=19)
    month.check_in(laptop, "32424")
    month.right_now(laptop, 3, 1)
    month.go_on_with_path(laptop)
    before = counts(laptop)
    earlier = backups(laptop)
    laptop.do("backup")
    (kept,) = set(backups(laptop)) - set(earlier)
    laptop.do("restore", earlier[-1], "--yes")
    assert counts(laptop) != before
    laptop.do("restore", kept, "--yes")
    assert counts(laptop) == before
    desk.do("trend")
    desk.do("page", "--out", desk.home / "page.md")
    desk.do("export", "--format", "markdown", "--out", desk.home / "notes")


@pytest.mark.skipif(
    shutil.which("syncthing") is None, reason="Syncthing is not here"
)
def test_every_word_of_a_month_is_on_both_machines(tmp_path: Path) -> None:
    month = Month(tmp_path)
    desk, laptop = month.desk, month.laptop
    try:
        first_week(month, tmp_path)
        laptop.folder.mkdir(0o700)
        here, there = (
            Syncthing(machine.home / "syncthing", machine.folder)
            for machine in (desk, laptop)
        )
        with in_step(here, there):
            second_week(month)
            month.wait_for_both()
        third_week(month)
        with in_step(here, there):
            fourth_week(month)
            month.wait_for_both()
            until(lambda: counts(desk) == counts(laptop), "the same on both")
        assert counts(desk)["moments"] == 9
        assert counts(desk)["sittings"] == 3
    finally:
        (tmp_path / "transcript.md").write_text("\n".join(month.transcript))


def backups(machine: Machine) -> list[str]:
    """Names of the backups, the newest first."""
    return re.findall(r"\d{4}-\S+", machine.do("backup", "--list"))


def counts(machine: Machine) -> dict[str, int]:
    """How many records of each kind a machine shows."""
    records = json.loads(machine.export())["records"]
    return {kind: len(kept) for kind, kept in records.items()}
