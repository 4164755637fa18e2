"""What `trust-tui completion` prints completes commands, options, choices and files, in the shells themselves."""

import argparse
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.everywhere.terminal import Program
from trust_tui.cli.arguments import SHELLS, parser
from trust_tui.cli.completion import run

PROMPT = "ready: "

STARTS = {
    "bash": ("--rcfile", "{folder}/bashrc", "--noprofile", "-i"),
    "zsh": ("-i",),
    "tcsh": ("-i",),
}
"""How each shell is started at a terminal, with nothing of the machine's own."""

FILES = {
    "bashrc": f"PS1='{PROMPT}'; bind 'set bell-style none'; source {{script}}\n",
    ".zshrc": f"PS1='{PROMPT}'; unsetopt beep; autoload -U compinit; compinit -u -D\n"
    'eval "$(cat {script})"\n',
    ".tcshrc": f"set prompt = '{PROMPT}'; set nobeep; source {{script}}\n",
}
"""What each reads at its start."""

BECOMES = [
    ("trust-tui passph", "trust-tui passphrase"),
    ("trust-tui expo", "trust-tui export"),
    ("trust-tui export --previ", "trust-tui export --preview"),
    ("trust-tui export --format mark", "trust-tui export --format markdown"),
    ("trust-tui import --format diari", "trust-tui import --format diarium"),
    ("trust-tui page --format ht", "trust-tui page --format html"),
    ("trust-tui export --format ica", "trust-tui export --format ical"),
    ("trust-tui passphrase reco", "trust-tui passphrase recover"),
    ("trust-tui import lett", "trust-tui import letters.csv"),
    ("trust-tui merge lett", "trust-tui merge letters.csv"),
    ("trust-tui --data hous", "trust-tui --data house/"),
    ("trust-tui check-content hous", "trust-tui check-content house/"),
]
"""What is typed before Tab, and what stands there then."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with a file and a folder in it."""
    (tmp_path / "letters.csv").touch()
    (tmp_path / "house").mkdir()
    return tmp_path


def printed(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints for a shell."""
    assert run(argparse.Namespace(shell=shell)) == 0
    return capsys.readouterr().out


@pytest.fixture(params=[shell for shell in SHELLS if shell != "fish"])
def prompt(
    request: pytest.FixtureRequest,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Program]:
    """A shell at a terminal that has read what is printed for it."""
    shell = request.param
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = folder / f"completion.{shell}"
    script.write_text(printed(shell, capsys), "utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(
            text.replace("{script}", str(script)), "utf-8"
        )
    arguments = [
        word.replace("{folder}", str(folder)) for word in STARTS[shell]
    ]
    variables = {
        "HOME": str(folder),
        "ZDOTDIR": str(folder),
        "INPUTRC": "/dev/null",
    }
    terminal = Program([program, *arguments], variables=variables)
    try:
        terminal.wait_shown(PROMPT.strip())
        terminal.type(f"cd {folder}; clear; echo here\r")
        # What is typed before the next prompt stands there would be shown twice.
        ready = ["here", PROMPT.rstrip()]
        terminal.wait(
            lambda: terminal.emulator.lines[:2] == ready, "the folder"
        )
        yield terminal
    finally:
        terminal.close()


def test_tab_completes_commands_options_choices_and_files(
    prompt: Program,
) -> None:
    for typed, wanted in BECOMES:
        prompt.type(f"{typed}\t")
        prompt.wait(partial(shows, prompt, wanted), wanted)
        prompt.type("\x15")  # Ctrl+U empties the line
        prompt.wait(partial(shows, prompt, ""), "an empty line")


def shows(prompt: Program, line: str) -> bool:
    """Whether that is what stands at the prompt."""
    return f"{PROMPT}{line}".rstrip() in prompt.emulator.lines


def commands() -> Mapping[str, argparse.ArgumentParser]:
    """The parser of each command."""
    (action,) = (
        action
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return action.choices


def fish(script: Path, typed: str, folder: Path) -> Sequence[str]:
    """What fish would offer."""
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    done = subprocess.run(
        [
            "fish",
            "--no-config",
            "-c",
            f"source {script}; complete -C '{typed}'",
        ],
        cwd=folder,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("typed", "wanted"), BECOMES)
def test_fish_offers_them_too(
    typed: str, wanted: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = folder / "trust-tui.fish"
    script.write_text(printed("fish", capsys), "utf-8")

    assert fish(script, typed, folder) == [wanted.rpartition(" ")[2]]


def test_fish_offers_every_command_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = folder / "trust-tui.fish"
    script.write_text(printed("fish", capsys), "utf-8")
    assert sorted(fish(script, "trust-tui ", folder)) == sorted(commands())


@pytest.mark.parametrize("shell", SHELLS)
def test_every_option_of_every_command_is_told(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(shell, capsys)
    options = {
        option.lstrip("-")
        for command in commands().values()
        for action in command._actions
        for option in action.option_strings
    }

    assert (
        sorted(word for word in options | set(commands()) if word not in text)
        == []
    )
