"""The five screens are those of the table, and every command that starts a flow starts one that is there."""

import inspect
from operator import attrgetter

import pytest
from textual.actions import parse
from textual.binding import Binding

from tests.conftest import Open
from trust_tui.domain.workbook import Workbook
from trust_tui.program.bindings import BINDINGS, NAMES_PLACES
from trust_tui.program.flow_set import Flows
from trust_tui.screen_table import SCREENS, ScreenEntry

STARTED = [
    parse(binding.action)[2][0]
    for binding in BINDINGS
    if isinstance(binding, Binding) and binding.action.startswith("flow(")
]


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
async def test_each_screen_is_reached_by_its_key_and_says_its_title(
    entry: ScreenEntry, start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("2" if entry.key == "1" else "1", entry.key)
        assert isinstance(session.app.screen, entry.load())
        assert entry.id == session.app.screen.MODE
        assert f"{entry.key} {entry.title}" in session.lines[0]


@pytest.mark.parametrize("name", [*STARTED, *sorted(NAMES_PLACES)])
async def test_each_flow_that_has_a_key_is_there(
    name: str, start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        assert isinstance(session.app.flows, Flows)
        assert inspect.iscoroutinefunction(attrgetter(name)(session.app.flows))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("import", "Import: bring in what I wrote elsewhere"),
        ("export", "Export: write out what I kept"),
        ("restore", "Restore a backup"),
        ("backup", "Make a backup"),
        ("relationship", "Choose a relationship"),
        ("theme", "Other colours"),
        ("report", "A page for a professional"),
        ("settings", "Settings"),
        ("lock", "Lock"),
    ],
)
async def test_a_command_is_found_by_its_usual_word(
    typed: str, shown: str, start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+p")
        await session.paste(typed)
        assert session.shows(shown)
