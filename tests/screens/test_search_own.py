"""Search finds the user's own words beside the content, and leads to them."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.support import MOMENT, control_characters
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs.finder import MOST_OWN, FinderDialog
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Promise,
    Relationship,
    Win,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library import Library
from trust_tui.session import Session

DAY = MOMENT.date()


@pytest.mark.parametrize(
    "value",
    [
        Entry(text="about zanzibar", day=DAY),
        CheckIn(day=DAY, answers={}, note="about zanzibar"),
        Goal(action="about zanzibar"),
        Promise(text="about zanzibar"),
        Win(text="about zanzibar", day=DAY),
    ],
)
async def test_what_one_wrote_is_found_and_opened(
    start: Open,
    workbook: Workbook,
    value: Entry | CheckIn | Goal | Promise | Win,
) -> None:
    workbook.of(type(value)).keep(value)
    workbook.set_settings(type(workbook.settings)(welcomed=DAY))
    async with start() as session:
        await session.press("slash")
        await session.type("Zanzibar")
        await session.until_shown("Yours")
        assert "about zanzibar" in session.row
        await session.press("enter")
        assert session.mode == "journal"
        assert "about zanzibar" in session.text


async def test_what_is_about_someone_else_is_not_found(
    start: Open, welcomed: Workbook
) -> None:
    other = welcomed.of(Relationship).keep(Relationship(label="M"))
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY, about=other.id))
    async with start() as session:
        await session.press("slash")
        await session.type("zanzibar")
        await session.until_shown("One more is about others")
        assert not session.shows("Yours")
        await session.press("enter")
        await session.until_shown("Yours")
        await session.press("enter")
        assert session.mode == "journal"
        await session.until_shown('who:"M"')
        await session.until_shown("zanzibar")


async def test_what_is_about_nobody_is_found_with_somebody_in_mind(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY))
    async with start() as session:
        await session.press("slash")
        await session.type("zanzibar")
        await session.until_shown("About nobody  1")
        await session.press("enter")
        await session.until_shown('who:"nobody"')
        await session.until_shown("zanzibar")


@pytest.mark.parametrize("query", ["#walk", "walk -quarrel", '"a walk"'])
async def test_search_takes_the_filter_language(
    start: Open, welcomed: Workbook, query: str
) -> None:
    about = welcomed.settings.current
    for text in ("a walk zanzibar #walk", "a quarrel after walks"):
        welcomed.of(Entry).keep(Entry(text=text, day=DAY, about=about))
    async with start() as session:
        await session.press("5", "slash")
        await session.type(query)
        await session.until_shown("Yours  1")
        assert session.shows("zanzibar")


async def test_what_is_no_filter_is_said_at_the_field(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("slash")
        await session.type("who:zanzibar")
        await session.until_shown("Nobody here is called that.")


async def test_the_place_that_matches_is_shown_and_the_record_beside_it(
    start: Open, welcomed: Workbook
) -> None:
    text = f"A long beginning.\n\n{'word ' * 60}zanzibar at the end"
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text=text, day=DAY, about=about))
    async with start((160, 40)) as session:
        await session.press("slash")
        await session.type("zanzibar")
        await session.until_shown("zanzibar at the end")
        await session.until_shown("Entry")
        assert session.text.count("A long beginning.") == 2


async def test_hits_of_the_content_come_first(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="jealousy, mine", day=DAY, about=welcomed.settings.current)
    )
    async with start((100, 60)) as session:
        await session.press("slash")
        await session.type("jealousy")
        await session.until_shown("Yours")
        lines = [line for line in session.lines[3:] if line.strip()]
        assert "Pages" in lines[0]
        assert any("jealousy, mine" in line for line in lines)


async def test_what_the_program_notes_for_itself_is_not_a_hit(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(ExerciseWork).keep(
        ExerciseWork(
            exercise="ack-lines",
            written={"ack-lines-w1": "zanzibar"},
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        await session.press("slash")
        await session.type("zanzibar")

        assert session.shows("Nothing found yet")


async def test_own_words_are_never_read_as_marks(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(
        Entry(
            text="zanzibar [/x] \x1b[2J \u202e",
            day=DAY,
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        await session.press("slash")
        await session.type("zanzibar")
        await session.until_shown("[/x]")
        assert not control_characters(session.text.replace("\n", ""))


async def test_many_hits_are_cut_at_a_number_that_can_be_looked_through(
    start: Open, welcomed: Workbook
) -> None:
    with welcomed.batch():
        for number in range(80):
            day = DAY - timedelta(days=number)
            welcomed.of(Entry).keep(
                Entry(
                    text=f"zanzibar {number}",
                    day=day,
                    about=welcomed.settings.current,
                )
            )
    async with start((80, 80)) as session:
        await session.press("slash")
        await session.type("zanzibar")
        await session.until_shown("zanzibar 0")
        assert session.shows("the latest 50 of 80", "zanzibar 49")
        assert not session.shows("zanzibar 50")


async def test_from_the_journal_own_words_come_first(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="jealousy, mine", day=DAY, about=welcomed.settings.current)
    )
    async with start((100, 60)) as session:
        await session.press("5", "slash")
        await session.type("jealousy")
        await session.until_shown("Yours")
        assert "jealousy, mine" in session.row


async def test_a_phrase_that_is_not_closed_is_looked_for_as_it_stands(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("slash")
        await session.type('"is:so')
        await session.until_shown("Pages")


@pytest.mark.parametrize("with_filter", [False, True])
async def test_one_hit_after_the_other_opens_its_own_record(
    start: Open, welcomed: Workbook, with_filter: bool
) -> None:
    for text in ("first zanzibar", "second madagascar", "third mombasa"):
        welcomed.of(Entry).keep(Entry(text=text, day=DAY))
    async with start((120, 30)) as session:
        if with_filter:
            await session.press("5", "f")
            await session.type("kind:entry")
            await session.press("enter")
        for word in ("zanzibar", "madagascar", "mombasa", "zanzibar"):
            await session.press("slash")
            await session.type(word)
            await session.until_shown("About nobody")
            await session.choose(word)
            assert session.text.count(word) == 2  # in the list and as a page


def test_of_many_records_found_no_more_are_held_than_are_shown(
    welcomed: Workbook, packaged: Library, clock: StandingClock
) -> None:
    entries = welcomed.of(Entry)
    with welcomed.batch():
        for number in range(MOST_OWN + 5):
            entries.keep(Entry(text=f"zanzibar {number}", day=DAY))
    session = Session(packaged, clock)
    session.attach(welcomed)
    finder = FinderDialog(session, lambda _: ("", ()), own_first=True)
    own = finder._own(session.filter_of("zanzibar"))
    assert own.here.number + own.nobody.number == MOST_OWN + 5
    assert len(own.here.shown) + len(own.nobody.shown) == MOST_OWN
