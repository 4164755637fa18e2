"""Journal entries: written, changed, deleted, brought back."""

from datetime import timedelta
from typing import Any

import pytest
from textual.screen import Screen

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Entry, Goal, Record
from trust_tui.domain.workbook import Workbook
from trust_tui.screens.journal_views import VIEWS

DAY = MOMENT.date()


def entries(workbook: Workbook) -> list[Entry]:
    workbook.refresh()
    return [record.value for record in workbook.of(Entry).all()]


@pytest.fixture
def entry(welcomed: Workbook) -> Record[Entry]:
    """An entry of yesterday."""
    value = Entry(
        title="Then and now",
        text="What fits.\n\nWhat differs.",
        tags=("now",),
        day=DAY - timedelta(days=1),
        about=welcomed.settings.current,
    )
    return welcomed.of(Entry).keep(value)


async def test_an_entry_is_written_and_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("One honest line")
        assert session.shows("3 words")
        await session.press("enter")
        await session.type("another")
        await session.press("shift+tab")
        await session.type("A start")
        await session.press("tab", "tab")
        await session.type("#good, calm,, good")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("5")
        assert session.shows("A start", "Today, Tuesday 24")
    assert entries(welcomed) == [
        Entry(
            title="A start",
            text="One honest line\nanother",
            tags=("good", "calm"),
            day=DAY,
            about=welcomed.settings.current,
        )
    ]
    assert welcomed.drafts.orphans() == []


async def test_nothing_written_is_not_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n", "ctrl+s")
        assert session.shows("There is nothing to keep yet")
        await session.press("escape")
        assert session.shows("Today")
    assert entries(welcomed) == []


async def test_an_entry_is_read_as_it_was_written(
    start: Open, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5")

        assert session.shows(
            "Then and now",
            "What fits.",
            "What differs.",
            "#now",
            "Monday, 23 November 2026",
        )


async def test_an_entry_is_changed(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "e")
        await session.type(" More")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        assert session.shows("What differs. More")
    welcomed.refresh()
    changed = welcomed.of(Entry).get(entry.id)
    assert changed is not None
    assert changed.value.text == "What fits.\n\nWhat differs. More"
    assert (changed.revision, changed.value.day) == (2, entry.value.day)


async def test_an_entry_is_deleted_and_brought_back(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "d")
        await session.until_shown(
            "In the trash. u brings it back: entry: Then and now"
        )
        assert session.text.count("Then and now") == 1
        assert entries(welcomed) == []
        assert [trashed.record.id for trashed in welcomed.trash()] == [entry.id]

        await session.press("u")
        await session.until_shown(
            "Taken back, U does it again: entry: Then and now"
        )
        assert session.text.count("Then and now") > 1
        assert entries(welcomed) == [entry.value]
        await session.press("U")
        await session.until_shown("Done again, u takes it back")
        assert entries(welcomed) == []
        await session.press("u")
        await session.until_shown("Taken back")
    assert entries(welcomed) == [entry.value]


async def test_a_message_gives_way_to_the_next_key(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "d")
        await session.until_shown("In the trash")
        await session.press("j")
        assert not session.shows("In the trash")
        assert session.shows("? help")


async def test_a_change_is_taken_back(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "e")
        await session.type("x")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("ctrl+z")
        await session.until_shown("Taken back")
    assert entries(welcomed) == [entry.value]


async def test_with_nothing_to_take_back_that_is_said(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("5", "u")

        assert session.shows("There is nothing to take back")


async def test_what_another_session_changed_since_is_not_taken_back(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "e")
        await session.type("x")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        welcomed.refresh()
        now = welcomed.of(Entry).get(entry.id)
        assert now is not None
        welcomed.of(Entry).change(now, entry.value)
        await session.press("u")
        await session.until_shown("Not taken back")
    assert entries(welcomed) == [entry.value]


async def test_the_views_show_one_kind_each(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="an entry", day=DAY, about=about))
    welcomed.of(CheckIn).keep(
        CheckIn(day=DAY, answers={}, good="a check-in", about=about)
    )
    welcomed.of(Goal).keep(Goal(action="a goal", about=about))
    texts = ("an entry", "a check-in", "a goal")
    async with start() as session:
        await session.press("5")
        assert session.shows(*texts)
        seen = {}
        for view in VIEWS:
            seen[view.name] = [text for text in texts if session.shows(text)]
            await session.press("right_square_bracket")
        assert seen["Entries"] == ["an entry"]
        assert seen["Check-ins"] == ["a check-in"]
        assert seen["Goals"] == ["a goal"]
        assert session.shows(*texts)
        await session.press("right_square_bracket", "left_square_bracket")
        assert session.shows(*texts)


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("All", "New entry"),
        ("Entries", "New entry"),
        ("Check-ins", "Check in"),
        ("Goals", "New goal"),
    ],
)
async def test_new_is_what_the_view_is_of(
    start: Open, welcomed: Workbook, view: str, title: str
) -> None:
    async with start() as session:
        await session.press(*to_view(view), "n")

        assert title in session.lines[0]


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
async def test_an_empty_view_invites(
    start: Open, welcomed: Workbook, view: str
) -> None:
    async with start() as session:
        await session.press(*to_view(view))

        assert session.shows("yet")
        await session.press("e", "d", "v", "x", "enter")
        assert session.mode == "journal"


async def test_newest_comes_first(start: Open, welcomed: Workbook) -> None:
    for back in (3, 1, 2):
        value = Entry(
            text=f"{back} back",
            day=DAY - timedelta(days=back),
            about=welcomed.settings.current,
        )
        welcomed.of(Entry).keep(value)
    async with start() as session:
        await session.press("5")

        order = [
            line.split(" back")[0][-1]
            for line in session.lines
            if " back" in line[:33]
        ]
        assert order == ["1", "2", "3"]


async def test_a_deleted_record_that_is_still_shown_is_no_fault(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "d")
        welcomed.of(Entry).delete(entry)
        await session.press("down", "enter")
        await session.press("4", "5")

        assert not session.shows("Then and now")


async def test_the_row_and_the_page_go_together(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    for number in range(40):
        clock.moment = MOMENT + timedelta(minutes=number)
        value = Entry(
            title=f"title {number}",
            text=f"text {number}",
            day=DAY,
            about=welcomed.settings.current,
        )
        welcomed.of(Entry).keep(value)
    async with start() as session:
        await session.press("5", "end")
        assert session.shows("title 0", "text 0")
        await session.press("home")
        assert session.shows("title 39", "text 39")
        await session.press("pagedown", "pageup", "down")
        assert session.shows("text 38")
        await session.press("tab", "shift+tab", "up")
        assert session.shows("text 39")


async def test_a_letter_lays_nothing_out_anew(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("n", "a")
        laid_out: list[Screen[object]] = []
        lay_out = Screen._refresh_layout

        def counted(screen: Screen[object], *args: Any, **options: Any) -> None:
            laid_out.append(screen)
            lay_out(screen, *args, **options)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await session.press(*"b cd")
        assert session.shows("ab cd", "2 words")
        assert laid_out == []


async def test_the_trash_counts_in_the_users_days(
    start: Open,
    welcomed: Workbook,
    entry: Record[Entry],
    clock: StandingClock,
) -> None:
    clock.moment = MOMENT.replace(hour=2, minute=40) + timedelta(days=1)
    async with start() as session:
        await session.press("5", "d", "T")
        await session.until_shown("Then and now")
        assert session.row.endswith("today")
