"""What the command line understands, and how it says that it does not."""

import sys

import pytest

from tests.cli.checks import SECRET, check_refused
from tests.cli.conftest import Program, Run
from trust_tui import __version__
from trust_tui.cli.arguments import parse

COMMANDS = ("note", "today", "read", "export", "check-content")


def test_the_version_is_told(run: Run) -> None:
    outcome = run("--version")

    assert (outcome.status, outcome.text, outcome.err) == (
        0,
        f"trust-tui {__version__}\n",
        "",
    )


def test_help_names_every_command(run: Run) -> None:
    outcome = run("--help")

    assert outcome.status == 0
    assert all(command in outcome.text for command in COMMANDS)
    assert {"--data", "--content", "--demo", "--version"} <= set(
        outcome.text.replace(",", " ").split()
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help(run: Run, command: str) -> None:
    outcome = run(command, "--help")

    assert outcome.status == 0
    assert f"trust-tui {command}" in outcome.text


@pytest.mark.parametrize(
    "arguments",
    [
        (SECRET,),
        (f"--{SECRET}",),
        ("list", "--limit", SECRET),
        ("note", f"--{SECRET}"),
        ("note", "--da", "x"),
        ("export", "--format", SECRET),
        ("today", SECRET),
        ("check-content",),
        ("--data",),
    ],
)
def test_wrong_use_is_answered_with_one_sentence(
    run: Run, arguments: tuple[str, ...]
) -> None:
    check_refused(run(*arguments), 2)


def test_an_option_may_stand_before_or_after_the_command(
    run: Run, tmp_path: object
) -> None:
    first, second = f"{tmp_path}/first", f"{tmp_path}/second"

    assert run("--data", first, "note", "one").status == 0
    assert run("note", "two", "--data", second).status == 0

    assert b'"one"' in run("export", "--data", first).out
    assert b'"two"' in run("--data", second, "export").out


def test_the_program_runs_as_a_module(program: Program) -> None:
    outcome = program(
        "--version",
        prelude="import runpy; runpy.run_module('trust_tui', run_name='__main__')",
    )

    assert (outcome.status, outcome.text) == (0, f"trust-tui {__version__}\n")


@pytest.mark.parametrize("arguments", [(), ("--demo",)])
def test_without_a_terminal_there_is_no_screen(
    program: Program, arguments: tuple[str, ...]
) -> None:
    outcome = program(*arguments)

    check_refused(outcome, 2)
    assert "terminal" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("note", "a"),
        ("today",),
        ("export",),
        ("read", "safety"),
        ("read", "--list"),
    ],
)
def test_a_command_without_a_screen_imports_no_screen(
    program: Program, arguments: tuple[str, ...]
) -> None:
    watch = (
        "import atexit\natexit.register(lambda: print(*sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'textual', 'rich'}), file=sys.stderr))"
    )
    outcome = program(*arguments, prelude=watch)

    assert outcome.status == 0
    assert outcome.err.splitlines()[-1] == ""


def test_a_command_waits_for_no_parser_of_another() -> None:
    called: set[str] = set()
    sys.setprofile(lambda frame, _event, _of: called.add(frame.f_code.co_name))
    try:
        parse(["--data", "somewhere", "list", "--limit", "3"])
    finally:
        sys.setprofile(None)

    assert "_add_list" in called
    assert "_add_edit" not in called
