"""What the program has is known everywhere: screen, plain lines, line commands, --spec, docs and content."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import fields

from tests.cli.conftest import Run, folder, now, run
from trust_tui.cli.arguments import COMMANDS
from trust_tui.cli.choosing import FILE, NAMES
from trust_tui.cli.json_shapes import SHAPES
from trust_tui.cli.plain_mode import FLOWS
from trust_tui.cli.spec import spec
from trust_tui.cli.today import COMMANDS as TODAY
from trust_tui.config.settings import Config
from trust_tui.domain.agenda import Open
from trust_tui.domain.filters import FilterParser
from trust_tui.domain.kinds import KINDS, TABLES
from trust_tui.formats import registry
from trust_tui.keys.keymap import all_actions
from trust_tui.library.library import Library
from trust_tui.plain.command_words import IN_PAGE, OWN_WAY, SAME
from trust_tui.program.app import TrustApp

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"

ACTS: Final[Mapping[str, tuple[str, str]]] = {
    "now": ("app.right-now", "Right now"),
    "check-in": ("check-in", "Check in"),
    "list": ("app.go-journal", ""),
    "show": ("list.choose", ""),
    "search": ("app.search", "Search"),
    "note": ("journal.new-entry", "Write"),
    "edit": ("journal.edit", "Edit"),
    "delete": ("journal.delete", "Delete"),
    "undo": ("journal.undo", "Undo"),
    "redo": ("journal.redo", ""),
    "trash": ("journal.trash", "Trash"),
    "habit": ("habits", "Habits"),
    "step": ("app.go-steps", "Steps"),
    "exercise": ("app.go-steps", ""),
    "self-check": ("self-check", "Self-check"),
    "together": ("together", "Together"),
    "path": ("app.path", "One trust question in four weeks"),
    "week": ("app.week", "Look back at the week"),
    "cards": ("app.cards", "Question cards for two"),
    "trend": ("app.go-journal", ""),
    "who": ("app.relationship", "who is in mind"),
    "settings": ("app.settings", "Settings"),
    "read": ("app.go-faq", ""),
    "safety": ("app.safety", "Safety"),
    "export": ("app.export", "Export"),
    "import": ("app.import", "Import"),
    "page": ("app.page", "A page for a professional"),
    "backup": ("app.back-up", "Make a backup"),
    "restore": ("app.restore", "Restore a backup"),
    "passphrase": ("app.passphrase", "Passphrase"),
    "seen": ("app.seen", "Somebody may have read this"),
}
"""Each line command, the action that leads to the same on the screen, and what both are called."""

MENU: Final = {
    "goal": "goals.new",
    "promise": "small.new",
    "win": "small.new",
    "limit": "small.new",
    "erase": "erase",
}
"""Commands whose act is chosen by name on the screen, and has no key."""

# What goes by itself on the screen, what there is no screen for, and what is of use in a shell alone.
LINES_ALONE: Final = frozenset(
    (
        "today",
        "plain",
        "merge",
        "doubtful",
        "doctor",
        "completion",
        "check-content",
    )
)


FIXTURES: Final = (folder, now, run)
"""Those of the tests of the command line."""


def test_every_line_command_is_an_act_of_the_screen_or_says_why_not() -> None:
    names = {command.name for command in COMMANDS}

    assert names == {*ACTS, *MENU, *LINES_ALONE}
    assert {id for id, _ in ACTS.values()} <= all_actions(TrustApp).keys()


@pytest.mark.parametrize(
    "name", [name for name, (_, said) in ACTS.items() if said]
)
def test_the_same_act_has_the_same_name_everywhere(name: str) -> None:
    id, said = ACTS[name]
    (command,) = [one for one in COMMANDS if one.name == name]
    shown = all_actions(TrustApp)[id].name
    page = (DOCS / "KEYS.md").read_text("utf-8")

    assert said in shown
    assert said.lower().rstrip("s") in f"{name} {command.text}".lower()
    assert f"`{id}`" in page


def test_every_command_is_in_every_list_of_commands() -> None:
    told = [one["name"] for one in spec()["commands"]]
    page = (DOCS / "LINE_MODE.md").read_text("utf-8")
    manual = (ROOT / "man" / "trust-tui.1").read_text("utf-8")

    for command in COMMANDS:
        assert command.name in told
        assert f"`trust-tui {command.name}" in page, command.name
        dashed = command.name.replace("-", "\\-")
        assert f".SS trust\\-tui {dashed}" in manual, command.name


def test_what_leads_on_leads_to_an_act_there_is() -> None:
    ids = all_actions(TrustApp)

    assert FLOWS.keys() <= {command.name for command in COMMANDS}
    assert {SAME[id] for id in SAME} | {*SAME} | IN_PAGE <= ids.keys()
    for beginning in OWN_WAY:
        assert any(id.startswith(beginning) for id in ids), beginning
    assert {str(one) for one in Open} == {str(one) for one in TODAY}
    for typed in TODAY.values():
        assert typed.split()[0] in {command.name for command in COMMANDS}


# Kinds of records


def test_every_kind_is_known_to_lists_filters_spec_and_docs(run: Run) -> None:
    told = {one["kind"]: one for one in spec()["kinds"]}
    page = (DOCS / "DATA.md").read_text("utf-8")
    parser = FilterParser([], _no_span)

    assert [*told] == [kind.slug for kind in KINDS.values()]
    for kind in KINDS.values():
        assert f"`{kind.table}`" in page, kind.table
        if kind.table not in TABLES:
            continue
        for name in told[kind.slug]["names"]:
            assert run("list", "--kind", name, "--json").status == 0, name
        assert parser.parse(f"kind:{kind.slug}").conditions


def _no_span(typed: str) -> Any:
    raise AssertionError(typed)


# Formats


def test_every_format_is_known_to_commands_and_docs() -> None:
    told = {one["name"]: one for one in spec()["commands"]}
    page = (DOCS / "FORMATS.md").read_text("utf-8")
    readable = [one.name for one in registry.readable(registry.BUILT_IN)]
    writable = [one.name for one in registry.writable(registry.BUILT_IN)]

    assert _choices(told["export"], "--format") == writable
    assert _choices(told["import"], "--format") == readable
    for name in {*readable, *writable}:
        (row,) = re.findall(rf"(?m)^\| `{name}` \|.*$", page)
        cells = [cell.strip() for cell in row.split("|")]
        assert (cells[3] != "-") == (name in readable), row
        assert (cells[4] != "-") == (name in writable), row


def _choices(command: Any, option: str) -> list[str]:
    (found,) = [one for one in command["options"] if option in one["names"]]
    return [*found["choices"]]


# Settings


def test_every_setting_is_known_to_the_file_the_command_and_the_docs() -> None:
    page = (DOCS / "CONFIGURATION.md").read_text("utf-8")
    inside = {one.name for one in fields(Config)} - {"lines", "problems"}
    table = set(re.findall(r"(?m)^\| `\[?(\w+)\]?` \|", page))

    assert inside == table & inside
    assert {*FILE} == inside - {"keys"}
    assert [*SHAPES["settings"]] == [*NAMES]


# Pages


def test_every_page_is_listed_and_found_by_its_title(
    run: Run, packaged: Library
) -> None:
    listed = run("read").text
    for header in packaged.headers():
        assert re.search(rf"(?m)^{re.escape(header.id)} ", listed), header.id
        hits = run("search", "--pages", header.title, "--limit", "0").text
        assert re.search(rf"(?m)^{re.escape(header.id)}: ", hits), header.id


@pytest.mark.parametrize(
    "document",
    [ROOT / "README.md", *sorted(DOCS.glob("*.md"))],
    ids=lambda path: path.name,
)
def test_every_action_that_a_document_names_exists(document: Path) -> None:
    ids = all_actions(TrustApp)
    groups = "|".join({id.partition(".")[0] for id in ids if "." in id})

    for named in re.findall(
        rf"`\"?((?:{groups})\.(?!md`)[a-z0-9-]+)\"?`",
        document.read_text("utf-8"),
    ):
        assert named in ids, named
