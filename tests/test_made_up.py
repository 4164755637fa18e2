"""In a made-up language no word of English is left on the screen, and the template for translators holds them all."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scripts.screenshots import NOW, SCREENS, Shot
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
from trust_tui.screens import overview
from trust_tui.store import open_workbook

WORDS = 5
"""Letters in a row from which on they are words that somebody types, and no keys."""

SHOTS = SCREENS


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
        return left_on(sitting)


def left_on(sitting: Sitting) -> Sequence[str]:
    """The lines on the screen with a word of English."""
    return [line for line in sitting.lines if any(escaped(line))]


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
