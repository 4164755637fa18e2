"""`trust-tui --spec` says truly what the command line takes and prints, and docs/LINE_MODE.md says the same."""

import json
import re
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
        assert ("--json" in names) == (command["name"] in OUTPUTS) or (
            command["name"] == "import"
        ), command["name"]


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


@pytest.mark.parametrize(
    ("arguments", "shape"),
    [
        (("today",), "[open]"),
        (("note", "words"), "noted"),
        (("list", "--limit", "0"), "[record]"),
        (("search", "the"), "[record]"),
        (("show", "1"), "[record]"),
        (("edit", "1", "words"), "kept"),
        (("trash",), "[record]"),
        (("goal",), "[record]"),
        (("goal", "ask"), "kept"),
        (("promise",), "[record]"),
        (("win", "we laughed"), "kept"),
        (("limit", "my limit"), "kept"),
        (("habit",), "[habit]"),
        (("habit", "--on", "1"), "kept"),
        (("step",), "[step]"),
        (("step", "1", "--mark", "working"), "kept"),
        (("exercise",), "[exercise]"),
        (("trend",), "[line]"),
        (("who",), "[person]"),
        (("who", "--new", "Jo"), "kept"),
        (("settings",), "settings"),
    ],
)
def test_what_is_printed_has_the_shape_that_is_told(
    run: Run,
    folder: Path,
    now: StandingClock,
    arguments: tuple[str, ...],
    shape: str,
) -> None:
    fill(folder, now)
    run("list", "entries")
    run("win", "to be deleted")
    run("list", "wins", "--limit", "1")
    run("delete", "1")
    run("list", "entries")

    outcome = run(*arguments, "--json")

    assert (outcome.status, outcome.err) == (0, "")
    told = json.loads(outcome.out)
    assert told
    assert fits(told, shape), told
    assert shape in re.split(" or ", OUTPUTS[arguments[0]])


def test_a_shape_that_does_not_fit_is_noticed() -> None:
    assert not fits({"id": "1"}, "kept")
    assert not fits([{"id": 1, "short": "1"}], "[kept]")
    assert fits(MOMENT.isoformat(), "moment")
