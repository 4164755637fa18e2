"""In a made-up language nothing that plain mode says is English, whatever is done there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Program
from tests.made_up import MadeUp, escaped, translate_content, translate_records
from trust_tui.cli.demo import fill
from trust_tui.domain import SystemClock, tr, translation
from trust_tui.library import packaged_folder
from trust_tui.store import open_workbook

DONE = {
    "what is wrong": ("999", "zzz", "delete 999", "?", "b", "hide", "", ""),
    "check-in": ("check-in", "?", "9", "-", "x", "3", "2", "1", "4", "", ""),
    "entry": ("new-entry", "", "?", ".", "", "99", "", "q"),
    "entry kept": ("new-entry", "", "\\q", ".", "", "", "", "?"),
    "right now": ("right-now", "1", "3", "", "", "", "1", ""),
    "pages": ("safety", "?", "contents", "b", *[""] * 9, "b", "go-signs", "1"),
    "steps": ("go-steps", "3", "b", "5", "1", "?", "b"),
    "faq": ("go-faq", "1", "b", "filter", "99", "b"),
    "journal": ("go-journal", "1", "b", "tags", "b", "trash", "b", "edit 1"),
    "months": ("go-journal", "months", "day-on", "week", "b"),
    "trash": ("go-journal", "delete 1", "trash", "?", "1", "b", "undo"),
    "trends": ("go-journal", "view-before", "1", "", "", "b"),
    "habits": ("habits", "1", "?", "b"),
    "together": ("together", "1", "", ".", "", "", "b", "b"),
    "who": ("relationship", "?", "1", "b"),
    "settings": ("settings", "1", "b", "2", "b", "3", "b", "b"),
    "export": ("export", "1", "?", "", "", "b", "b", "b"),
    "import": ("import", "/nowhere", "b"),
    "page": ("page", "", "", "", "b", "b"),
    "backup": ("back-up", "restore", "?", "b"),
    "erase": ("palette", "erase", "b"),
    "passphrase": ("passphrase", "one", "two", "b"),
    "week": ("app.week", "", "", "", "?", "b"),
    "path": ("app.path", "1", "", "b", "b"),
    "cards": ("app.cards", "1", "", "?", "b"),
    "seen": ("seen", "?", "b"),
    "tour": ("tour", "", "", "b"),
    "left": ("new-entry", "", "\\b"),
}
"""What is typed, by ids, signs and numbers, which are the same in every language."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in the made-up language."""
    content = tmp_path_factory.mktemp("content")
    translate_content(packaged_folder() / "en", content / "en")
    return content


@pytest.fixture(scope="module")
def catalogue() -> MadeUp:
    return MadeUp()


@pytest.fixture
def foreign(folder: Path, content: Path, catalogue: MadeUp) -> Iterator[Path]:
    """Made-up data and content in a made-up language, which is in force."""
    clock = SystemClock()
    fill(folder, clock)
    workbook = open_workbook(folder, clock=clock)
    translate_records(workbook)
    workbook.close()
    translation.use(catalogue)
    yield content
    translation.use(None)


NOT_UNDERSTOOD: Final = (
    "That is no number and no command here. ? says what can be typed."
)
"""What is said where a word leads nowhere, and the play would be none."""


@pytest.mark.parametrize("done", DONE)
def test_nothing_is_said_in_english(
    lines: Program, foreign: Path, done: str
) -> None:
    typed = "".join(f"{one}\n" for one in ("", *DONE[done]))

    outcome = lines("plain", "--content", str(foreign), stdin=typed.encode())

    assert outcome.err == ""
    if done != "what is wrong":
        assert tr(NOT_UNDERSTOOD) not in outcome.text
    said = re.sub('"[a-z-]+"', "", outcome.text)  # commands by their ids
    assert [line for line in said.splitlines() if any(escaped(line))] == []
