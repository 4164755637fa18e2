"""Two sessions of one user at once: each shows the other's change, and two texts never become one."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import new_goal
from tests.support import MOMENT, Sitting
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Entry, ExerciseWork, Goal, Record
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library
from trust_tui.program import startup
from trust_tui.store import open_workbook
from trust_tui.widgets.page_view import PageView

DAY = MOMENT.date()
CONFLICT = "Changed elsewhere meanwhile"


async def look_around(session: Sitting) -> None:
    """Look for what other sessions kept, as the program does every second."""
    session.app.idle_lock.look_around()
    await session.settle()


@pytest.fixture
def entry(welcomed: Workbook) -> Record[Entry]:
    """An entry that both sessions have."""
    return welcomed.of(Entry).keep(
        Entry(text="first", day=DAY, about=welcomed.settings.current)
    )


async def test_each_shows_what_the_other_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as one, start() as other:
        await one.press("5")
        await other.press("5", "n")
        await other.type("from the other")
        await other.press("ctrl+s")
        await other.until_shown("from the other")
        assert not one.shows("from the other")
        await look_around(one)
        assert one.shows("from the other")

        await one.press("c", "2", "ctrl+s")
        await other.press("1")
        await look_around(other)
        assert other.shows("Checked in today")
    welcomed.refresh()
    assert len(welcomed.of(Entry).all()) == len(welcomed.of(CheckIn).all()) == 1


async def test_what_a_synchroniser_brings_appears_by_itself(
    start: Open,
    welcomed: Workbook,
    data: Path,
    tmp_path: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(startup, "REFRESH_SECONDS", 0.5)
    other = tmp_path / "other"
    shutil.copytree(data, other)
    theirs = open_workbook(other, clock=clock)
    about = theirs.settings.current
    theirs.of(Entry).keep(Entry(text="from elsewhere", day=DAY, about=about))
    theirs.close()
    async with start() as session:
        await session.press("5")
        assert not session.shows("from elsewhere")
        for path in (other / "log").iterdir():
            if not (data / "log" / path.name).exists():
                shutil.copy2(path, data / "log")
        await session.until_shown("from elsewhere")


async def test_the_relationship_in_mind_follows(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as one, start() as other:
        await one.press("r")
        await one.choose("Someone else")
        await one.press("down", "enter")
        await one.type("Mum")
        await one.press("enter")
        await one.until(lambda: one.shows("Mum \u00b7 family"))
        await look_around(other)
        assert other.shows("Mum \u00b7 family")


async def test_what_one_deleted_is_gone_in_the_other(
    start: Open, entry: Record[Entry]
) -> None:
    async with start() as one, start() as other:
        await one.press("5")
        await other.press("5")
        await one.press("d")
        await one.until_shown("In the trash")
        assert other.shows("first")
        await look_around(other)
        assert not other.shows("first")
        await one.press("u")
        await one.until_shown("Taken back")
        await look_around(other)
        assert other.shows("first")


async def test_a_row_that_is_gone_may_still_be_acted_on(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5")
        welcomed.of(Entry).delete(entry)
        await session.press("d")
        assert session.app.is_running
        await session.press("enter", "e")
        assert session.app.is_running


async def edit_in_both(
    session: Sitting, workbook: Workbook, entry: Record[Entry]
) -> None:
    """Change an entry here and, before that is kept, in another session."""
    await session.press("5", "e")
    await session.type(" mine")
    workbook.of(Entry).change(
        entry, Entry(text="first theirs", day=DAY, about=entry.value.about)
    )
    await session.press("ctrl+s")
    await session.until_shown(CONFLICT)


def texts(workbook: Workbook) -> set[str]:
    workbook.refresh()
    return {record.value.text for record in workbook.of(Entry).all()}


async def test_a_conflict_shows_both_texts_and_loses_neither(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await edit_in_both(session, welcomed, entry)
        assert session.shows("first theirs", "first mine")
        await session.press("enter")
        assert session.shows("first mine")
        await session.press("escape")
    assert texts(welcomed) == {"first theirs"}
    assert [draft.fields["text"] for draft in welcomed.drafts.orphans()] == [
        "first mine"
    ]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Keep both", {"first theirs", "first mine"}),
        ("Keep mine", {"first mine"}),
    ],
)
async def test_a_conflict_ends_as_the_user_chooses(
    start: Open,
    welcomed: Workbook,
    entry: Record[Entry],
    choice: str,
    kept: set[str],
) -> None:
    async with start() as session:
        await edit_in_both(session, welcomed, entry)
        await session.choose(choice)
        await session.until(
            lambda: len(session.app.screen_stack) == 1, "the editor to close"
        )
    assert texts(welcomed) == kept
    assert welcomed.drafts.orphans() == []


async def test_an_entry_deleted_elsewhere_can_still_be_kept(
    start: Open, welcomed: Workbook, entry: Record[Entry]
) -> None:
    async with start() as session:
        await session.press("5", "e")
        await session.type(" mine")
        welcomed.of(Entry).delete(entry)
        await session.press("ctrl+s")
        await session.until_shown(CONFLICT)
        assert session.shows("deleted in the other session", "first mine")
        assert not session.shows("Keep mine")
        await session.choose("Keep both")
        await session.until(
            lambda: len(session.app.screen_stack) == 1, "the editor to close"
        )
    assert texts(welcomed) == {"first mine"}


async def test_a_round_done_while_another_session_ticks_is_kept_whole(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.all()[0]
    repository = welcomed.of(ExerciseWork)
    record = repository.keep(
        ExerciseWork(exercise=exercise.id, about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press("3")
        await session.choose(exercise.title[:15])
        await session.press("tab")
        await session.paste("what happened")
        record = repository.change(
            record,
            replace(record.value, ticked=(exercise.ticks[1].id,), times_done=4),
        )
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (work,) = repository.all()
    (entry,) = welcomed.of(Entry).all()
    assert "what happened" in entry.value.text
    assert work.value == replace(
        record.value, ticked=(), times_done=5, entries=(entry.id,)
    )


async def test_ticks_that_come_faster_than_the_disk_are_all_kept(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.all()[0]
    async with start((120, 40)) as session:
        await session.press("3")
        await session.choose(exercise.title[:15])
        page = session.app.screen.query_one(PageView)
        for tick in exercise.ticks:
            page.post_message(PageView.Ticked(page, tick.id))
        await session.settle()
        await session.until(
            lambda: session.text.count("[x]") == len(exercise.ticks)
        )
    welcomed.refresh()
    (work,) = welcomed.of(ExerciseWork).all()
    assert set(work.value.ticked) == {tick.id for tick in exercise.ticks}


async def test_two_sessions_writing_at_once_both_keep(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as one, start() as other:
        for session, word in ((one, "one"), (other, "other")):
            await session.press("n")
            await session.type(f"from {word}")
        await one.press("ctrl+s")
        await other.press("ctrl+s")
        await one.until_shown("Kept")
        await other.until_shown("Kept")
        await one.press(*new_goal())
        await one.type("goal")
        await one.press("ctrl+s")
        await one.until_shown("Kept")
    assert texts(welcomed) == {"from one", "from other"}
    assert len(welcomed.of(Goal).all()) == 1


async def test_drafts_of_two_sessions_do_not_meet(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as one, start() as other:
        await one.press("n")
        await one.type("one")
        await other.press("n")
        assert not other.shows("one ")
        await other.type("other")
        await one.press("escape")
        await other.press("escape")
        await one.press("n")
        assert one.shows("one")
    assert {draft.fields["text"] for draft in welcomed.drafts.orphans()} == {
        "one",
        "other",
    }


async def test_a_new_day_comes_without_a_new_start(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    async with start() as session:
        await session.press("c", "3", "ctrl+s")
        assert session.shows("Checked in today")
        clock.moment = MOMENT + timedelta(days=1)
        await look_around(session)
        await session.press("5", "1")
        assert not session.shows("Checked in today")
