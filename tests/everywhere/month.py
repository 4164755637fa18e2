"""Two machines of one person over a month: commands and screens at any moment, and what each of them showed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tests.everywhere.terminal import Program, running

REPOSITORY: Final = Path(__file__).parents[2]


class Calendar:
    """The clock of both machines, in the test's hands."""

    def __init__(self, file: Path, first: datetime) -> None:
        self.file, self.now = file, first
        self.turn()

    def turn(
        self, days: float = 0, *, hour: int | None = None, shown: int = 0
    ) -> None:
        """Go on by days, to an hour; `shown` years ahead of the truth is what the machines believe."""
        self.now += timedelta(days=days)
        if hour is not None:
            self.now = self.now.replace(hour=hour, minute=0)
        believed = self.now.replace(year=self.now.year + shown)
        coming = self.file.with_suffix(".new")
        coming.write_text(believed.isoformat())
        coming.replace(self.file)


class Machine:
    """A machine with a home of its own, and the folder that a synchroniser carries.

    Attributes:
        folder: The workbook.
        transcript: What was typed and shown on either machine, in order; shared by both.
        secret: The passphrase that its commands are given when they ask, empty where there is none.
    """

    def __init__(
        self, name: str, root: Path, calendar: Calendar, transcript: list[str]
    ) -> None:
        self.name, self.home = name, root / name
        self.folder = self.home / "workbook"
        self._calendar, self.transcript = calendar, transcript
        self.secret = ""
        self.home.mkdir()
        self._variables = {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.home),
            "PYTHONPATH": str(REPOSITORY),
        }

    def command(self, *arguments: str | Path) -> list[str]:
        """The program on this machine's folder, at the calendar's moment."""
        start = [sys.executable, "-m", "tests.everywhere.at_moment"]
        return [
            *start,
            str(self._calendar.file),
            "--data",
            str(self.folder),
            *map(str, arguments),
        ]

    def do(
        self, *arguments: str | Path, typed: str = "", opens: bool = True
    ) -> str:
        """A command of line mode that goes well; what it printed. One that opens the workbook is given the secret."""
        if self.secret and opens:
            return self._do_at_a_terminal(*arguments, typed=typed)
        run = subprocess.run(
            self.command(*arguments),
            input=typed,
            env=os.environ | self._variables,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )
        self._note(" ".join(map(str, arguments)), run.stdout + run.stderr)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def _do_at_a_terminal(self, *arguments: str | Path, typed: str) -> str:
        """A command that asks for the passphrase first."""
        with self.asking(*map(str, arguments), shows="Passphrase") as program:
            program.type(self.secret + "\r")
            if typed:
                program.wait_shown("Answer:")
                program.type(typed.replace("\n", "\r"))
            assert program.wait_end() == 0, program.shown
            return program.text.partition("Passphrase")[2]

    def export(self) -> str:
        """Everything the machine shows, as JSON."""
        out = self.home / "everything.json"
        self.do("export", "--out", out, "--replace")
        return out.read_text()

    @contextmanager
    def screen(self, *arguments: str, shows: str) -> Iterator[Program]:
        """The program on a screen of 100x32."""
        with running(
            self.folder,
            command=self.command(*arguments),
            variables=self._variables,
            shows="passphrase" if self.secret else shows,
            size=(100, 32),
        ) as program:
            self.look(program)
            if self.secret:
                program.type(self.secret + "\r")
                told = "About your files"
                program.wait(
                    lambda: shows in program.shown or told in program.shown,
                    shows,
                )
                self.look(program)
                if told in program.shown:
                    program.press("\r")
                    program.wait_shown(shows)
            yield program

    @contextmanager
    def asking(self, *arguments: str, shows: str) -> Iterator[Program]:
        """A command of line mode at a terminal, which asks for what is not shown."""
        with running(
            self.folder,
            command=self.command(*arguments),
            variables=self._variables,
            shows=shows,
            alternate=False,
        ) as program:
            yield program
            self._note(" ".join(arguments), program.shown)

    def look(self, program: Program) -> None:
        """Put what the screen shows into the transcript."""
        self._note("(the screen)", program.shown)

    def _note(self, typed: str, shown: str) -> None:
        at = self._calendar.now
        lines = [line.rstrip() for line in shown.splitlines()]
        text = "\n".join(line for line in lines if line)
        self.transcript.append(
            f"## {at:%a %d %b %H:%M} on the {self.name}\n$ trust-tui {typed}\n{text}\n"
        )
