"""In a made-up language no word of English is left on the screen or in plain lines, and the template has them all."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scripts.screenshots import BEGUN, NOW, SCREENS, Shot
from scripts.translations import TEMPLATE, template
from tests.conftest import MakeApp
from tests.made_up import (
    MadeUp,
    escaped,
    made_up,
    translate_content,
    translate_records,
)
from tests.support import Sitting, session_of
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain import translation
from trust_tui.library import Library, packaged_folder
from trust_tui.plain import command_words, spoken
from trust_tui.plain.field_questions import asked_back, fields_on
from trust_tui.plain.screen_telling import ScreenTelling
from trust_tui.screens import overview
from trust_tui.store import open_workbook
from trust_tui.widgets import Framed

WORDS = 5
"""Letters in a row from which on they are words that somebody types, and no keys."""

MORE = (
    Shot(name="tour", keys=("0",)),
    Shot(name="tour-end", keys=("0", *("enter",) * 9)),
    Shot(name="hidden", keys=("f8",)),
    Shot(name="lock", keys=("f7",)),
    Shot(name="passphrase", keys=("f5",)),
    Shot(name="new-passphrase", keys=("f5", "down", "enter")),
    Shot(name="back-up", keys=("f6",)),
    Shot(name="restore", keys=("f6", "shift+f6")),
    Shot(name="day-ends", keys=("f4",)),
    Shot(name="colours", keys=("ctrl+t",)),
    Shot(name="narrow", keys=("5", "down", "enter"), size=(60, 20)),
    Shot(name="small", size=(40, 12)),
    Shot(name="too-small", size=(24, 8)),
    Shot(name="wide", size=(140, 40)),
    Shot(name="wide-journal", keys=("5",), size=(140, 40)),
    Shot(name="new-workbook-wide", keys=BEGUN, empty=True, size=(140, 40)),
    Shot(name="record-check-in", keys=("5", "]", "]", "down", "enter")),
    Shot(name="record-goal", keys=("5", "]", "]", "]", "enter", "end")),
    Shot(name="state", keys=("5", "]", "]", "]", "x")),
    Shot(name="look-back", keys=("5", "]", "]", "]", "v")),
    Shot(name="look-back-empty", keys=("5", "]", "]", "]", "v", "ctrl+s")),
    Shot(name="change-goal", keys=("5", "]", "]", "]", "e", "end")),
    Shot(name="win", keys=("5", *("]",) * 4, "n", "down", "enter")),
    Shot(name="limit", keys=("5", *("]",) * 4, "n", *("down",) * 2, "enter")),
    Shot(
        name="limit-empty",
        keys=("5", *("]",) * 4, "n", *("down",) * 2, "enter", "ctrl+s"),
    ),
    Shot(name="undo", keys=("5", "d", "u")),
    Shot(name="redo", keys=("5", "d", "u", "U")),
    Shot(name="nothing-to-undo", keys=("5", "u")),
    Shot(name="break", keys=("5", "b")),
    Shot(name="prompt", keys=("5", "p")),
    Shot(name="filter", keys=("5", "f", *"is:starred")),
    Shot(name="filter-wrong", keys=("5", "f", *"kind:99", "enter")),
    Shot(name="move", keys=("5", "m")),
    Shot(name="rename-tag", keys=("5", "#", "e")),
    Shot(name="trash-empty", keys=("5", "T")),
    Shot(name="for-good", keys=("5", "d", "T", "d")),
    Shot(name="lines-longer", keys=("5", "[", "+", "down", "enter")),
    Shot(
        name="all-views-empty",
        empty=True,
        keys=(*BEGUN, "5", "]", "]", "]", "]"),
    ),
    Shot(name="trends-empty", empty=True, keys=(*BEGUN, "5", "[")),
    Shot(name="faq-filter", keys=("4", "f", *"99")),
    Shot(name="signs-page", keys=("2", "down", "enter", "end")),
    Shot(name="self-check-end", keys=("2", "s", "a", "end")),
    Shot(name="self-checks", keys=("2", "end", "enter")),
    Shot(name="exercise-done", keys=("3", *("down",) * 3, "enter", "ctrl+s")),
    Shot(name="exercise-timer", keys=("3", *("down",) * 3, "enter", "t")),
    Shot(name="step-goal", keys=("3", "down", "w")),
    Shot(name="entry-empty", keys=("n", "ctrl+s")),
    Shot(name="entry-left", keys=("n", *"abcdef", "escape", "n")),
    Shot(name="entry-editor", keys=("n", "ctrl+e")),
    Shot(name="throw-away", keys=("n", *"abcdef", "ctrl+d")),
    Shot(name="check-in-kept", keys=("c", "3", "ctrl+s")),
    Shot(name="check-in-day", keys=("c", "d")),
    Shot(name="check-in-before", keys=("c", ",")),
    Shot(name="check-in-refused", keys=("c", "9")),
    Shot(
        name="right-now-after",
        keys=("ctrl+r", "3", "enter", "enter", "enter", "enter"),
    ),
    Shot(name="week-end", keys=("W", "enter", "enter", "enter")),
    Shot(name="path-begin", keys=("P", "enter", "enter", *"abcdef", "enter")),
    Shot(name="cards-more", keys=("K", "enter", "enter", "k")),
    Shot(name="talk", keys=("t", "enter", "ctrl+s", "enter")),
    Shot(name="someone-else", keys=("r", "end", "up", "enter")),
    Shot(name="change-somebody", keys=("r", "end", "enter", "enter", "down")),
    Shot(name="habit-note", keys=("h", "n")),
    Shot(name="help-in-form", keys=("n", "f1")),
    Shot(name="help-in-list", keys=("5", "?")),
    Shot(name="help-end", keys=("5", "?", "end")),
    Shot(name="commands-end", keys=("ctrl+p", "end")),
    Shot(name="commands-none", keys=("ctrl+p", *"zzzzzz")),
    Shot(name="search-none", keys=("/", *"zzzzzz")),
    Shot(name="go-first", keys=("ctrl+p", *"delete", "enter")),
    Shot(name="settings-theme", keys=("f2", "enter")),
    Shot(name="settings-day", keys=("f2", "down", "enter")),
    Shot(name="settings-week", keys=("f2", "down", "down", "enter")),
    Shot(name="settings-back", keys=("f2", *("down",) * 3, "enter")),
    Shot(name="settings-4", keys=("f2", *("down",) * 4, "enter")),
    Shot(name="settings-5", keys=("f2", *("down",) * 5, "enter")),
    Shot(name="settings-6", keys=("f2", *("down",) * 6, "enter")),
    Shot(name="settings-7", keys=("f2", *("down",) * 7, "enter")),
    Shot(name="settings-9", keys=("f2", *("down",) * 9, "enter")),
    Shot(name="export-days", keys=("f12", "enter")),
    Shot(name="export-place", keys=("f12", "enter", "enter", "enter")),
    Shot(name="import-wrong", keys=("shift+f12", *"/nowhere", "enter")),
    Shot(name="page-days", keys=("f3", "enter")),
    Shot(name="page-place", keys=("f3", "enter", "enter", "enter", "enter")),
    Shot(name="seen-on", keys=("shift+f5", "enter")),
    Shot(name="erase", keys=("ctrl+p", *"account", "enter")),
)
"""Dialogs and notices that have no picture of their own."""

SHOTS = (*SCREENS, *MORE)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The content in the made-up language."""
    folder = tmp_path_factory.mktemp("content")
    translate_content(packaged_folder() / "en", folder / "en")
    return Library([folder])


@pytest.fixture(scope="module")
def catalogue() -> MadeUp:
    return MadeUp()


@pytest.fixture
def in_force(catalogue: MadeUp) -> Iterator[None]:
    translation.use(catalogue)
    yield
    translation.use(None)


def typed(keys: Sequence[str]) -> Sequence[str]:
    """The keys of a walk, with the words that are typed in the made-up language."""
    out: list[str] = []
    words: list[str] = []
    for key in (*keys, ""):
        if len(key) == 1 and (key.isalpha() or key in " ?,."):
            words.append(key)
            continue
        out += map(made_up, words) if len(words) >= WORDS else words
        out.append(key)
        words = []
    return out[:-1]


async def words_left(
    make_app: MakeApp, data: Path, foreign: Library, shot: Shot
) -> Sequence[str]:
    """The lines of a screen on which a word of English is left."""
    clock = StandingClock(NOW)
    if not shot.empty:
        fill(data, clock)
        workbook = open_workbook(data, clock=clock)
        translate_records(workbook)
        workbook.close()
    async with session_of(make_app(library=foreign), shot.size) as sitting:
        await sitting.settle()
        await sitting.press(*typed(shot.keys))
        return [*left_on(sitting), *left_in_plain_lines(sitting.app.screen)]


def left_on(sitting: Sitting) -> Sequence[str]:
    """The lines on the screen with a word of English."""
    return [line for line in sitting.lines if any(escaped(line))]


def left_in_plain_lines(screen: object) -> Iterator[str]:
    """What plain mode says of a screen, and of what can be typed there, with a word of English."""
    if not isinstance(screen, Framed):
        return
    said = [spoken.title_of(screen), *ScreenTelling().described(screen)]
    said += map(spoken.label_of, fields_on(screen))
    said += asked_back(screen).values()
    said += map(command_words.typed_for, command_words.offered(screen))
    for line in said:
        if any(escaped(line)):
            yield line


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_no_word_of_english_is_left_on_a_screen(
    make_app: MakeApp, data: Path, foreign: Library, shot: Shot
) -> None:
    assert await words_left(make_app, data, foreign, shot) == []


@pytest.mark.usefixtures("in_force")
async def test_a_word_that_has_escaped_is_found(
    make_app: MakeApp,
    data: Path,
    foreign: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(overview, "tr", lambda text: text)

    left = await words_left(make_app, data, foreign, Shot(name="overview"))

    assert any("Today" in line for line in left)


def test_the_template_for_translators_holds_all_words() -> None:
    assert TEMPLATE.read_text("utf-8") == template(), "make translations"
