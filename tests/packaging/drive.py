"""Drives an installed program: first run, a check-in, leaving; then the store and its tools.

`python -m tests.packaging.drive FOLDER`, FOLDER being an environment in which nothing but the wheel is installed.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.terminal_program.terminal import Terminal

QUESTIONS = 5
"""The most questions of a first run that Enter answers."""


def main(folder: Path) -> None:
    """Drive the program of an environment; raises AssertionError with the screen when it does not do as it should."""
    program = str(folder.absolute() / "bin" / "trust-tui")
    with tempfile.TemporaryDirectory(prefix="trust-tui-home-") as name:
        home = Path(name)
        environment = surroundings(home)
        check_in(Terminal([program], environment=environment, folder=home))
        again = Terminal([program], environment=environment, folder=home)
        again.wait_for("Today", "Checked in today")
        again.press("q")
        assert again.ended() == 0
        check_files(program, environment, home)
    print("The wheel works alone.")


def surroundings(home: Path) -> Mapping[str, str]:
    """The environment of a user who has just logged in."""
    return {"HOME": str(home), "PATH": os.defpath, "TERM": "xterm-256color", "LANG": "C.UTF-8", "SHELL": "/bin/sh"}


def check_in(terminal: Terminal) -> None:
    """Go through the first run, check in, and leave."""
    terminal.wait_for("Welcome")
    for _ in range(QUESTIONS):
        terminal.press("enter")
        terminal.settle()
        if "Who do you have in mind?" in terminal.text:
            break
    terminal.wait_for("Who do you have in mind?")
    terminal.press("enter")
    terminal.settle()
    terminal.press("S", "enter")
    terminal.wait_for("Today", "Check in", "S \u00b7 partner")
    for key in "2345":
        terminal.press(key)
        terminal.settle()
        assert terminal.text.strip()
    terminal.press("1", "c")
    terminal.wait_for("How settled")
    terminal.press("3")
    terminal.wait_for("Mostly")
    terminal.press("ctrl+s")
    terminal.wait_for("Checked in today")
    terminal.press("ctrl+q")
    status = terminal.ended()
    assert status == 0, status
    assert terminal.is_restored()


def check_files(program: str, environment: Mapping[str, str], home: Path) -> None:
    """Check what the store and the commands say of it."""
    data = home / ".local" / "share" / "trust-tui"
    assert (data / "trust.json").is_file()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (data, *data.rglob("*")))

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments], env=environment, cwd=home, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, (arguments, done)
        assert "Traceback" not in done.stderr, (arguments, done)
        return done.stdout

    exported = json.loads(run("export"))
    (kept,) = exported["records"]["check_ins"]
    assert kept["answers"] == {"day-settled": 3}, kept
    assert run("note", "from the wheel").strip()
    assert "Checked in today" in run("today")
    assert run("read", "safety").startswith("Safety")
    assert run("--version").startswith("trust-tui ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
