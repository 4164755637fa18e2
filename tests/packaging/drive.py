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

from tests.everywhere.terminal import running
from tests.everywhere.using import ANSWERS, check_in_from_the_first_page


def main(folder: Path) -> None:
    """Drive the program of an environment; raises AssertionError with the screen when it does not do as it should."""
    program = str(folder.absolute() / "bin" / "trust-tui")
    with tempfile.TemporaryDirectory(prefix="trust-tui-home-") as name:
        home = Path(name)
        os.chdir(home)
        environment = surroundings(home)
        variables = dict.fromkeys(os.environ) | environment
        with running(
            home, command=[program], variables=variables, shows="Welcome"
        ) as first:
            check_in_from_the_first_page(first)
        with running(
            home,
            command=[program],
            variables=variables,
            shows="Checked in today",
        ) as again:
            again.type("q")
            assert again.wait_end() == 0
        check_files(program, environment, home)
    print("The wheel works alone.")


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a user who has just logged in."""
    return {
        "HOME": str(home),
        "PATH": os.defpath,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "SHELL": "/bin/sh",
    }


def check_files(
    program: str, environment: Mapping[str, str], home: Path
) -> None:
    """Check what the store and the commands say of it."""
    is_mac = sys.platform == "darwin"
    share = "Library/Application Support" if is_mac else ".local/share"
    data = home / share / "trust-tui"
    assert (data / "trust.json").is_file()
    assert all(
        path.stat().st_mode & 0o077 == 0 for path in (data, *data.rglob("*"))
    )

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, (arguments, done)
        assert "Traceback" not in done.stderr, (arguments, done)
        return done.stdout

    exported = json.loads(run("export"))
    (kept,) = exported["records"]["check_ins"]
    assert kept["answers"] == ANSWERS, kept
    assert run("note", "from the wheel").strip()
    assert "Checked in today" in run("today")
    assert run("read", "safety").startswith("Safety")
    assert run("--version").startswith("trust-tui ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
