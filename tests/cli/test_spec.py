"""`trust-tui --spec` says truly what the command line takes and prints, and docs/LINE_MODE.md says the same."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from scripts.line_mode import PAGE, page
from tests.cli.conftest import Program, Run
from tests.support import MOMENT
from trust_tui.cli.arguments import COMMANDS
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.cli.exit_codes import EXITS
from trust_tui.cli.json_shapes import OUTPUTS, SHAPES
from trust_tui.cli.spec import spec
from trust_tui.domain.kinds import KINDS

COUNTED = (
    ("read a page, safety, helplines", ("read", "safety"), ()),
    ("daily check-in", ("check-in",), ("--day", "--about")),
    ("write an entry", ("note",), ("--title", "--tag", "--day", "--time")),
    ("trends", ("trend",), ("--json",)),
    ("export", ("export",), ("--kind",)),
    ("import", ("import",), ("--preview",)),
    ("merge", ("merge",), ()),
    ("backup", ("backup",), ("--list",)),
    ("restore", ("restore",), ()),
    ("passphrase", ("passphrase",), ()),
    ("erase", ("erase",), ("--record",)),
    ("self-check", ("self-check",), ("--read",)),
    ("exercises", ("exercise",), ("--read",)),
    ("steps and marks", ("step",), ("--mark",)),
    ("goals", ("goal",), ("--first-try", "--set")),
    ("reviews", ("goal",), ("--review", "--well")),
    ("promises", ("promise",), ("--due", "--set")),
    ("wins", ("win",), ("--whose",)),
    ("habits", ("habit",), ("--on", "--off", "--tick")),
    ("check-in together", ("together",), ("--read",)),
    ("read what was written", ("list", "show"), ()),
    ("edit", ("edit",), ("--title",)),
    ("delete", ("delete",), ()),
    ("undo", ("undo",), ()),
    ("trash", ("trash",), ("--restore", "--for-good")),
    ("search", ("search",), ("--kind", "--tag")),
    ("relationships", ("who",), ("--new", "--put-away")),
    ("whom it is about", ("note", "goal", "edit"), ("--about",)),
    ("breaks", ("settings",), ()),
    ("settings", ("settings",), ("--json",)),
    ("drafts left over", ("plain", "check-in"), ()),
)
"""The thirty-one things of the program, the commands that do each, and options they have."""


def test_all_thirty_one_things_have_a_line_command() -> None:
    told = {command["name"]: command for command in spec()["commands"]}

    assert len(COUNTED) == 31
    for thing, names, options in COUNTED:
        for name in names:
            assert name in told, thing
            offered = {
                one for each in told[name]["options"] for one in each["names"]
            }
            assert offered >= set(options), thing


def test_it_is_printed_as_json(program: Program) -> None:
    outcome = program("--spec")

    assert (outcome.status, outcome.err) == (0, "")
    assert json.loads(outcome.out) == spec()


def test_it_names_every_command_kind_and_exit_status() -> None:
    told = spec()

    assert [one["name"] for one in told["commands"]] == [
        one.name for one in COMMANDS
    ]
    assert [one["kind"] for one in told["kinds"]] == [
        one.slug for one in KINDS.values()
    ]
    assert told["exits"] == {str(one): text for one, text in EXITS.items()}
    for command in told["commands"]:
        names = {one for each in command["options"] for one in each["names"]}
        assert ("--json" in names) == (command["name"] in OUTPUTS), command


def test_the_document_holds_the_tables_of_the_program() -> None:
    text = PAGE.read_text("utf-8")

    assert page(text) == text


# The shapes


def fits(value: Any, type: str) -> bool:
    """Whether a value is of a type of the shapes."""
    if type.endswith("?"):
        return value is None or fits(value, type[:-1])
    if type.startswith("["):
        return isinstance(value, list) and all(
            fits(one, type[1:-1]) for one in value
        )
    if type in SHAPES:
        return list(value) == list(SHAPES[type]) and all(
            fits(value[name], held) for name, held in SHAPES[type].items()
        )
    match type:
        case "text":
            return isinstance(value, str)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "yes":
            return isinstance(value, bool)
        case "object":
            return isinstance(value, dict)
        case "day":
            return bool(date.fromisoformat(value).isoformat() == value)
        case "moment":
            return datetime.fromisoformat(value).tzinfo is not None
    raise AssertionError(f"There is no type {type}.")


PRINTED: Sequence[tuple[str, str]] = (
    ("today", "[open]"),
    ("today --about all", "[open]"),
    ("note words", "noted"),
    ("list --limit 0", "[record]"),
    ("list relationships", "[record]"),
    ("list --about all --limit 0", "[record]"),
    ("search the", "[record]"),
    ("search --pages trust", "[hit]"),
    ("show 1", "[record]"),
    ("check-in", "kept?"),
    ("edit 1 words", "kept?"),
    ("delete 1 2", "[record]"),
    ("undo", "[record]"),
    ("redo", "[record]"),
    ("trash", "[record]"),
    ("trash --restore 1", "[record]"),
    ("trash --for-good 1 --yes", "[record]"),
    ("goal", "[record]"),
    ("goal ask", "kept"),
    ("goal --set 2 done", "kept"),
    ("promise", "[record]"),
    ("promise call", "kept"),
    ("win", "[record]"),
    ("win we-laughed", "kept"),
    ("limit", "[record]"),
    ("limit my-limit", "kept"),
    ("habit", "[habit]"),
    ("habit --on 1", "kept"),
    ("habit --tick 1", "kept"),
    ("step", "[step]"),
    ("step 1 --mark working", "kept"),
    ("step 1", "page"),
    ("exercise", "[exercise]"),
    ("exercise 1 --read", "page"),
    ("exercise 1", "kept?"),
    ("self-check", "kept?"),
    ("self-check --read", "page?"),
    ("together", "[record]"),
    ("together --read", "page"),
    ("trend", "[line]"),
    ("trend --about nobody", "[line]"),
    ("who", "[person]"),
    ("who all", "[person]"),
    ("who --new Jo", "kept"),
    ("settings", "settings"),
    ("settings theme", "settings"),
    ("settings theme light", "settings"),
    ("read", "[title]"),
    ("read safety", "page"),
    ("safety", "page"),
    ("export --preview", "said"),
    ("import --undo", "said"),
    ("page --list-entries", "[record]"),
    ("page --out {folder}/page.md", "said"),
    ("merge {folder}/../other", "said"),
    ("restore --yes", "said"),
    ("erase --relationship S --yes", "said"),
    ("seen", "said"),
    ("doubtful", "said"),
    ("check-content {folder}", "said"),
    ("backup", "backup"),
    ("backup --list", "[backup]"),
    ("doctor", "[finding]"),
    ("import {folder}/given.md --preview", "object"),
    ("undo --data {folder}/../other", "said"),
    ("redo --data {folder}/../other", "said"),
)
"""What is typed, and the shape of what is printed then."""

BEFORE = {
    "redo": ["undo"],
    "self-check --read": ["self-check"],
    "import --undo": ["import {folder}/given.md --yes"],
    "merge {folder}/../other": ["note words --data {folder}/../other"],
    "restore --yes": ["backup"],
}
"""What is typed before."""

ASKS = (
    *("check-in", "exercise 1", "self-check", "seen"),
    "page --out {folder}/page.md",
)
"""What asks or warns, on standard error."""

FAILS = ("check-content {folder}",)
"""What is said to be wrong here, with status 1."""

EMPTY = ("limit", "trash --restore 1", "trash --for-good 1 --yes", "together")
"""What prints a list that is empty here."""


def test_every_shape_of_every_command_is_looked_at() -> None:
    told = {
        (command, shape)
        for command, shapes in OUTPUTS.items()
        for shape in shapes.split(" or ")
    }

    looked_at = {(typed.split()[0], shape) for typed, shape in PRINTED}
    assert looked_at | {("passphrase", "said")} == told  # asks on a terminal


@pytest.mark.parametrize(("typed", "shape"), PRINTED)
def test_what_is_printed_has_the_shape_that_is_told(
    run: Run, folder: Path, now: StandingClock, typed: str, shape: str
) -> None:
    fill(folder, now)
    run("list", "entries")
    run("win", "to be deleted")
    run("list", "wins", "--limit", "1")
    run("delete", "1")
    if typed.startswith("goal --set"):
        run("list", "goals")
    elif typed.startswith("trash"):
        run("trash")
    else:
        run("list", "entries")
    run("edit", "1", "words")
    given = folder / "given.md"
    given.write_text("# 2026-03-01\n\nWords.\n")

    for before in BEFORE.get(typed, ()):
        run(*before.format(folder=folder).split())

    answers = b"y\n" if typed == "exercise 1" else b"2\n"

    outcome = run(
        *typed.format(folder=folder).split(), "--json", stdin=answers * 30
    )

    assert outcome.status == 0 or typed in FAILS, outcome
    assert outcome.err == "" or typed in ASKS
    told = json.loads(outcome.out)
    assert told or typed in EMPTY
    assert fits(told, shape), told


@pytest.mark.parametrize("command", sorted({*OUTPUTS} - {"import", "note"}))
def test_an_empty_workbook_prints_its_shape_too(run: Run, command: str) -> None:
    outcome = run(command, "--json", stdin=b"")

    if outcome.status not in (0, 1) or not outcome.out:
        assert outcome.out == b""
        assert outcome.err.count("trust-tui: ") == 1
        return
    told = json.loads(outcome.out)
    assert any(fits(told, shape) for shape in OUTPUTS[command].split(" or "))


def test_a_shape_that_does_not_fit_is_noticed() -> None:
    assert not fits({"id": "1"}, "kept")
    assert not fits([{"id": 1, "short": "1"}], "[kept]")
    assert fits(MOMENT.isoformat(), "moment")
