"""The manual page tells every command and option of the program, and reads well."""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trust_tui.cli.arguments import parser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "man" / "trust-tui.1"
SCRIPT = ROOT / "scripts" / "manpage.py"


@pytest.fixture(scope="module")
def read() -> str:
    """The page as `man` shows it; it complains of nothing."""
    man = shutil.which("man")
    if man is None:
        pytest.skip("man is not installed")
    done = subprocess.run(
        [man, "--warnings", "--local-file", PAGE],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    if "NAME" not in done.stdout:
        pytest.skip("man shows no pages on this machine")
    return re.sub(r".\x08", "", done.stdout)


def test_the_page_is_the_one_of_the_arguments() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_and_option_can_be_read_there(read: str) -> None:
    missing = [name for name in names(parser()) if not is_told(name, read)]

    assert missing == []


@pytest.mark.parametrize(
    "wanted",
    [
        "trust-tui - a private workbook in the terminal",
        "~/.local/share/trust-tui/",
        "TRUST_TUI_DATA",
        "--format json|",
        "passphrase set|change|renew|remove|recover",
    ],
)
def test_what_people_look_up_stands_there_as_it_is_typed(
    wanted: str, read: str
) -> None:
    assert wanted in re.sub(r" +", " ", read)


def names(of: argparse.ArgumentParser) -> Iterator[str]:
    """The options and commands of a parser and of its commands."""
    for action in of._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield f"trust-tui {name}"
                yield from names(command)


def is_told(name: str, page: str) -> bool:
    """Whether it begins a line of the page."""
    return bool(
        re.search(rf"^ +(?:-h, )?{re.escape(name)}(?![\w-])", page, re.M)
    )
