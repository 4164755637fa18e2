"""Whatever is typed wrongly, to whichever command: one sentence, nothing changed, and the status that is documented."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.checks import SECRET, check_refused
from tests.cli.conftest import Program, Run
from trust_tui.cli.arguments import COMMANDS
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.cli.spec import spec
from trust_tui.domain import SystemClock, gather
from trust_tui.domain.contents import Contents
from trust_tui.store import open_workbook

TOLD = {command["name"]: command for command in spec()["commands"]}

NEEDED = {
    "RECORD": "1",
    "WORD": "the",
    "OTHER": "nowhere",
    "DIR": "nowhere",
    "bash": "bash",
    "WHAT": "set",
    "SHELL": "bash",
}
"""A word for each argument that has to be there."""

ASKING = ("check-in", "self-check", "exercise 1", "edit 1")
"""What asks one question after another."""

LED = ("plain", "path", "week", "cards", "now")
"""What leads through screens in plain lines."""

CONFIRMED = (
    "erase",
    "erase --relationship S",
    "restore",
    "trash --for-good 1",
    "seen",
)
"""What asks whether it is to be done."""


def words_of(command: dict[str, Any]) -> list[str]:
    """The words that a command cannot do without."""
    return [
        one["choices"][0] if one["choices"] else NEEDED[one["name"]]
        for one in command["arguments"]
        if one["needed"]
    ]


def options_with(value: str) -> Iterator[tuple[str, ...]]:
    """Each command with each of its options that takes such a value."""
    for name, command in TOLD.items():
        for option in command["options"]:
            if option["value"] == value:
                yield (name, *words_of(command), option["names"][0])


def stands(folder: Path) -> Contents:
    """All that is kept."""
    workbook = open_workbook(folder, clock=SystemClock())
    contents = gather(workbook)
    workbook.close()
    return contents


@pytest.fixture
def filled(run: Run, folder: Path, now: StandingClock) -> Path:
    """Made-up data, with a list of it in this terminal."""
    fill(folder, now)
    run("list", "entries")
    return folder


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_an_option_that_is_none_is_named_by_its_place(
    run: Run, name: str
) -> None:
    words = words_of(TOLD[name])

    check_refused(run(name, *words, f"--{SECRET}"), 2)
    check_refused(run(name, *words, "--jso"), 2)  # no beginning counts


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_a_missing_value_is_said(run: Run, name: str) -> None:
    command = TOLD[name]
    for option in command["options"]:
        if option["value"] and option["names"] != ["--picture"]:
            outcome = run(name, *words_of(command), option["names"][0])
            check_refused(outcome, 2)


@pytest.mark.parametrize("typed", [*options_with("DAY")])
def test_a_day_that_is_none_changes_nothing(
    run: Run, filled: Path, typed: tuple[str, ...]
) -> None:
    before = stands(filled)
    more = {
        ("habit", "--day"): ("--tick", "1"),
        ("step", "--day"): ("1", "--mark", "working"),
        ("exercise", "--day"): ("1",),
        ("self-check", "--day"): ("--read",),
        ("self-check", "--from"): ("--read",),
        ("self-check", "--to"): ("--read",),
        ("trend", "--from"): ("--json",),
        ("goal", "--first-try"): ("walk",),
        ("promise", "--due"): ("call",),
        ("note", "--day"): ("words",),
    }.get((typed[0], typed[-1]), ())

    for day in (SECRET, "2026-02-30", "9" * 5000):
        check_refused(run(typed[0], *more, *typed[1:], day), 2)
        assert stands(filled) == before


@pytest.mark.parametrize(
    "typed",
    [
        "show",
        "edit",
        "delete",
        "trash --restore",
        "trash --for-good",
        "goal --review",
        "goal --set",
        "promise --set",
        "habit --on",
        "habit --tick",
        "step",
        "exercise",
        "erase --record",
        "page --entry",
        "restore",
    ],
)
def test_what_is_not_in_the_list_is_said_to_be_none(
    run: Run, filled: Path, typed: str
) -> None:
    before = stands(filled)
    more = ("done",) if typed.endswith("--set") else ()
    words = ("--well", "it") if typed.endswith("--review") else ()

    for which in ("0", "999", "-1", "7" * 5000, SECRET, ""):
        outcome = run(*typed.split(), which, *more, *words, stdin=b"yes\n")
        check_refused(outcome, 2)
        assert stands(filled) == before


def test_a_beginning_that_fits_several_is_said_to(
    run: Run, filled: Path
) -> None:
    for command in ("exercise", "step", "habit --on"):
        check_refused(run(*command.split(), ""), 2)
    ids = [record.id for record in stands(filled).of("entries")]
    first = sorted({id[0] for id in ids})[0]
    short = next(
        (id[:4] for id in ids if sum(one[:4] == id[:4] for one in ids) > 1),
        first * 30,
    )
    check_refused(run("show", short), 2)


@pytest.mark.parametrize("typed", ASKING)
def test_input_that_ends_in_a_question_leaves_a_draft_and_changes_nothing(
    run: Run, filled: Path, typed: str
) -> None:
    before = stands(filled)

    for stdin in (b"", b"2", b"2\n", b"2\n\xff\n", b"\x00\n"):
        outcome = run(*typed.split(), stdin=stdin)
        assert outcome.status == 3
        assert outcome.err.startswith("trust-tui: The answers ended early. ")
        assert outcome.err.count("\n") == 1
        assert stands(filled) == before


@pytest.mark.parametrize("typed", LED)
def test_plain_lines_that_end_say_so(
    lines: Program,
    filled: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    before = stands(filled)

    outcome = lines(typed, stdin=b"")

    assert outcome.status == 3
    assert outcome.err == ""
    assert outcome.text.endswith("The input ended.\n")
    assert stands(filled) == before


@pytest.mark.parametrize("typed", CONFIRMED)
def test_what_is_not_said_yes_to_is_not_done(
    run: Run, filled: Path, typed: str
) -> None:
    run("backup")
    run("win", "gone")
    run("list", "wins")
    run("delete", "1")
    run("trash")
    before = stands(filled)

    for stdin in (b"", b"\n", b"no\n", b"\xff\n"):
        outcome = run(*typed.split(), stdin=stdin)
        assert outcome.status in (0, 1)
        assert outcome.err.count("\n") <= 1
        assert stands(filled) == before


@pytest.mark.parametrize(
    "typed",
    [
        f"{name} {' '.join(words_of(command))}".strip()
        for name, command in TOLD.items()
        if name not in {*LED, "passphrase", "restore", "erase", "seen"}
    ],
)
def test_a_closed_pipe_ends_any_command_without_a_word(
    program: Program, filled: Path, typed: str
) -> None:
    prelude = (
        "import os; read, write = os.pipe(); os.close(read); os.dup2(write, 1)"
    )
    outcome = program(
        *typed.split(), prelude=prelude, stdin=b"2\n" * 30, without=("TERM",)
    )

    assert outcome.status in (0, 1, 2, 3), outcome
    assert "Traceback" not in outcome.err
    assert "Exception" not in outcome.err
    assert outcome.err.count("\n") <= 2, outcome.err


@pytest.mark.parametrize(
    "typed",
    [
        "erase --record=",
        "erase --relationship=",
        "restore ",
        "merge ",
        "delete ",
        *(
            f"{command} --{option}="
            for command in ("list", "export --preview", "page --list-entries")
            for option in ("day", "from", "to", "title", "tag", "kind")
        ),
        "note words --day=",
    ],
)
def test_an_empty_word_never_stands_for_everything(
    run: Run, filled: Path, typed: str
) -> None:
    run("backup")
    before = stands(filled)

    yes = ["--yes"] if typed.startswith(("erase", "restore")) else []
    check_refused(run(*typed.split(" "), *yes), 2)

    assert stands(filled) == before
