"""Starting, being welcomed, going about the five screens, and leaving."""

import string
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events

from tests.conftest import Open
from tests.screens.keys import go_through_first_run
from tests.support import MOMENT, PATIENCE, control_characters, session_of
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Relationship, RelationshipKind
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library
from trust_tui.program.app import TrustApp
from trust_tui.session import Session
from trust_tui.store import open_workbook

OTHER_KEYS = (
    "tab",
    "enter",
    "down",
    "slash",
    "right_square_bracket",
    "comma",
    "delete",
    "f2",
    "f4",
    "f5",
    "f6",
    "f12",
)

MODES = ("overview", "signs", "steps", "faq", "journal")


async def test_first_run_leads_to_the_first_check_in(
    start: Open, workbook: Workbook
) -> None:
    async with start() as session:
        await go_through_first_run(session)
        await session.press("enter")
        await session.type("S")
        await session.press("enter")
        assert session.mode == "overview"
        assert session.shows("S \u00b7 partner", "Check in")

        await session.press("c", "3", "ctrl+s")

        assert session.shows("Checked in today")
    workbook.refresh()
    (person,) = workbook.of(Relationship).all()
    assert person.value == Relationship(
        label="S", kind=RelationshipKind.PARTNER
    )
    assert workbook.settings.welcomed == MOMENT.date()
    assert workbook.settings.current == person.id
    (check_in,) = workbook.of(CheckIn).all()
    assert check_in.value == CheckIn(
        day=MOMENT.date(), answers={"day-settled": 3}, about=person.id
    )


async def test_the_first_page_can_be_left_without_an_answer(
    start: Open, workbook: Workbook
) -> None:
    async with start() as session:
        await go_through_first_run(session)
        await session.press("escape")

        assert session.mode == "overview"
        assert session.shows("Today")
    workbook.refresh()
    assert workbook.of(Relationship).all() == []


async def test_the_first_page_comes_back_until_it_was_read(
    start: Open, workbook: Workbook
) -> None:
    async with start() as session:
        await session.until_shown("Welcome")
        await session.press("q")
        assert session.shows("Today")
    async with start() as session:
        await session.until_shown("Welcome")


async def test_safety_opens_before_anything_was_asked(start: Open) -> None:
    async with start() as session:
        await session.until_shown("Welcome")
        await session.press("exclamation_mark")
        assert (
            session.app.session.library.header("safety").title
            in session.lines[0]
        )
        await session.press("q")
        assert session.shows("Welcome")


async def test_someone_who_was_here_before_sees_the_overview_at_once(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        assert session.mode == "overview"
        assert session.shows("Today", "Read", "S \u00b7 partner")
        assert not session.shows("Welcome")


async def test_the_digits_show_the_five_screens(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        seen = set()
        for number, mode in enumerate(MODES, 1):
            await session.press(str(number))
            assert session.mode == mode
            seen.add(session.text)
        assert len(seen) == len(MODES)


async def test_a_screen_is_found_as_it_was_left(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("2", "down", "down")
        chosen = session.row
        await session.press("5", "2")

        assert session.row == chosen


async def test_a_letter_that_means_nothing_does_nothing(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        before = session.text
        await session.press("z", "at", "f11")

        assert session.text == before


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("mode", range(1, 6))
async def test_the_program_can_be_left_from_every_screen(
    start: Open, welcomed: Workbook, mode: int, key: str
) -> None:
    async with start() as session:
        await session.press(str(mode))

        assert await session.leave(key) == 0


async def test_escape_alone_never_leaves(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        for number in range(1, 6):
            await session.press(str(number), "escape", "backspace")
            assert session.mode == MODES[number - 1]


async def test_the_top_line_tells_whose_page_it_is(
    start: Open, welcomed: Workbook
) -> None:
    (record,) = welcomed.of(Relationship).all()
    welcomed.of(Relationship).change(
        record,
        replace(record.value, label="[b]\x1b[2J", kind=RelationshipKind.WORK),
    )
    async with start() as session:
        assert session.shows("[b]\u241b[2J \u00b7 work")
        assert not control_characters(session.lines[0])


async def test_other_colours_can_be_chosen(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        themes = [session.app.theme]
        while len(themes) < 5:
            await session.press("ctrl+t")
            themes.append(session.app.theme)

        assert len(set(themes[:4])) == 4
        assert themes[4] == themes[0]
        await session.press("ctrl+l")
        assert session.shows("Today")


async def test_an_unknown_theme_is_no_fault(
    start: Open, welcomed: Workbook
) -> None:
    async with start(theme="no such theme") as session:
        assert session.shows("Today")


@pytest.mark.parametrize("mode", range(1, 6))
async def test_every_key_may_come_before_the_workbook_is_open(
    mode: int,
    data: Path,
    packaged: Library,
    clock: StandingClock,
    welcomed: Workbook,
) -> None:
    may_open = threading.Event()

    def open_late() -> Workbook:
        may_open.wait(PATIENCE)
        return open_workbook(data, clock=clock)

    async with session_of(
        TrustApp(open_late, Session(packaged, clock)), opened=False
    ) as session:
        await session.app.run_action("app.focus_next", session.app.screen)
        assert not session.shows("One moment")
        for key in (*string.ascii_letters.replace("q", ""), *OTHER_KEYS):
            session.app.post_message(events.Key(str(mode), str(mode)))
            session.app.post_message(
                events.Key(key, key if len(key) == 1 else None)
            )
            session.app.post_message(events.Key("escape", None))
        await session.until(
            lambda: session.shows("One moment: your workbook is being opened."),
            "a word",
            rests=False,
        )
        may_open.set()
        await session.until(lambda: session.app.session.ready, "the workbook")
        await session.settle()
        assert session.app.is_running
