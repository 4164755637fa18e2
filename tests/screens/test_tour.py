"""The tour: it shows the real screens, keeps nothing, and can be left at any moment to where one was."""

from pathlib import Path

import pytest

from tests.conftest import Open
from tests.support import BAR, Sitting
from trust_tui.domain.workbook import Workbook
from trust_tui.flows.tour_guide import STOPS
from trust_tui.library.library import Library
from trust_tui.library.model import Kind
from trust_tui.library.required import SECTIONS

BEHIND = {
    "overview": "Today",
    "signs": "Jealousy",
    "steps": "Acknowledge it",
    "faq": "filter the questions",
    "journal": "Nothing here yet",
    "check-in": "Check in",
    "goal": "What I will do",
    "safety": "In danger now",
    "hide": "Today",
    "leave": "Today",
}
"""What can be read behind each stop."""


PASSING = ("lock", ".lock.tmp", "reserve", ".reserve.tmp")


def held(folder: Path) -> dict[str, bytes]:
    """Every file of the data folder but the locks, the room kept for a full disk, and the backup of each day."""
    files = (
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(PASSING)
    )
    return {
        str(path): path.read_bytes()
        for path in files
        if path.parent.name != "backups"
    }


def seen(session: Sitting) -> str:
    """What the screen shows but for scroll bars, which may come a moment later."""
    return "".join(letter for letter in session.text if letter not in BAR)


def at(session: Sitting) -> int:
    """Which stop it is, from 1; 0 for none."""
    line = next((line for line in session.lines if "Tour, " in line), "")
    return int(line.partition("Tour, ")[2].partition(" of ")[0] or 0)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (140, 60)], ids=str)
async def test_it_shows_the_real_screens_and_writes_nothing(
    start: Open,
    welcomed: Workbook,
    data: Path,
    packaged: Library,
    size: tuple[int, int],
) -> None:
    before = held(data)
    async with start(size) as session:
        for number, (stop, mode) in enumerate(STOPS, 1):
            await session.press("0" if number == 1 else "enter")
            assert at(session) == number
            assert session.mode == mode
            assert session.shows(BEHIND[stop])
            words = " ".join(" ".join(session.lines).split())
            text = packaged.text("tour", stop)
            assert text.title in words
            assert " ".join(text.paragraphs)[-25:] in words
            assert session.shows("Enter next", "Esc end the tour", "^q leave")
        await session.press("enter")
        assert at(session) == 0
        assert session.shows("Today", "? help")
        assert len(session.app.screen_stack) == 1
    assert held(data) == before


async def test_it_is_left_at_any_stop_to_where_one_was(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("2", "down", "down")
        shown, before = session.text, held(data)
        for stop in range(1, len(STOPS) + 1):
            await session.press("0", *["enter"] * (stop - 1))
            assert at(session) == stop
            await session.press("q" if stop % 2 else "escape")
            assert session.text == shown
            assert session.mode == "signs"
        for mode in "1345":
            await session.press(mode)
            assert len(session.app.screen_stack) == 1
        assert held(data) == before


async def test_it_goes_back_and_to_the_five_screens(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("0", "backspace", "left")
        assert at(session) == 1
        assert not session.shows("before")
        await session.press("right", "space", "left")
        assert at(session) == 2
        for number in (5, 1, 4, 3):
            await session.press(str(number))
            assert at(session) == number
        await session.press("backspace")
        assert at(session) == 2


async def test_letters_and_tab_reach_nothing_behind_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("0")
        shown = session.text
        await session.press("c", "n", "s", "d", "tab", "down", "j", "0")
        assert session.text == shown


async def test_keys_in_one_piece_do_not_reach_the_screens_behind(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    before = held(data)
    async with start() as session:
        with session.app._context():
            await session.pilot.press("0", *["enter"] * 7)
        await session.until(lambda: at(session) == 8, "the eighth stop")
        with session.app._context():
            await session.pilot.press(*["enter"] * 3)
        await session.until(lambda: at(session) == 0, "the end")
        assert len(session.app.screen_stack) == 1
        assert session.shows("Today")
    assert held(data) == before


async def test_help_and_the_commands_lead_to_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start((80, 70)) as session:
        await session.press("4", "f1")
        await session.choose("A tour of two minutes")
        assert at(session) == 1
        await session.press("q", "ctrl+p")
        assert session.mode == "faq"
        await session.type("tour")
        await session.press("enter")
        assert at(session) == 1


async def test_it_is_not_begun_over_a_form(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "minus", "0")
        assert at(session) == 0
        await session.press("escape", "question_mark", "0")
        assert at(session) == 0


async def test_what_works_everywhere_works_during_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("0", "enter")
        shown = seen(session)
        for key in ("f8", "exclamation_mark", "question_mark", "f9"):
            await session.press(key)
            assert seen(session) != shown
            await session.press("f8" if key == "f8" else "escape")
            assert seen(session) == shown
        await session.resize(50, 9)
        assert session.shows("Trust TUI needs")
        await session.resize(80, 24)
        assert session.shows(
            "Tour, 2 of 10: Signs", "Holding back", "Enter next"
        )
        assert await session.leave() == 0


async def test_whoever_goes_elsewhere_comes_back_to_the_stop(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("0", "slash")
        await session.paste("jealousy and")
        await session.press("enter")
        assert session.mode == "signs"
        assert at(session) == 0
        await session.press("0")
        assert at(session) == 1
        await session.press("escape")
        assert (session.mode, len(session.app.screen_stack)) == ("overview", 1)


async def test_a_draft_stays_as_it_was(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("c", "3")
        await session.settle()
        await session.press("escape")
        before = {
            name: text for name, text in held(data).items() if "drafts" in name
        }
        assert before
        await session.press("0", *["enter"] * 5)
        assert session.shows("Check in")
        await session.press("escape")
        assert {
            name: text for name, text in held(data).items() if "drafts" in name
        } == before


async def test_the_first_page_offers_it_and_comes_back_after_it(
    start: Open, workbook: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.until_shown("Welcome")
        assert session.shows("0 tour", "Press 0")
        before = held(data)
        await session.press("0")
        await session.until(lambda: at(session) == 1, "the first stop")
        await session.press("enter", "escape")
        await session.until_shown("Welcome")
        assert held(data) == before
        await session.press("0")
        await session.until(lambda: at(session) == 1, "the first stop")
        await session.press(*["enter"] * len(STOPS))
        await session.until_shown("Welcome")
        await session.press("enter")
        await session.until_shown("Who else can read your files?")


async def test_it_is_not_shown_unasked(start: Open, workbook: Workbook) -> None:
    async with start() as session:
        pressed = 0
        while not session.shows("Who do you have in mind?"):
            assert at(session) == 0
            await session.press("enter")
            pressed += 1
        await session.press("enter", "S", "enter", "c", "3", "ctrl+s")
        assert session.shows("Checked in today")
        assert pressed + 6 <= 8


async def test_without_its_words_it_is_not_begun(
    start: Open, welcomed: Workbook, tmp_path: Path
) -> None:
    (tmp_path / "en").mkdir()
    async with start(library=Library([tmp_path])) as session:
        await session.press("3", "0")
        assert session.shows("That page cannot be shown")
        await session.press("enter")
        assert session.mode == "steps"


async def test_without_the_words_of_a_form_its_stop_is_there(
    start: Open, welcomed: Workbook, tmp_path: Path, packaged: Library
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "tour.md").write_text(packaged.shelves.source("tour"))
    async with start(library=Library([tmp_path])) as session:
        for number in range(1, len(STOPS) + 1):
            await session.press("0" if number == 1 else "enter")
            assert at(session) == number


def test_the_content_has_words_for_every_stop() -> None:
    assert SECTIONS[Kind.TOUR] == ("offer", *(id for id, _ in STOPS))
