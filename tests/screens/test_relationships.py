"""Who is in mind: changed, put away, kept from things for two, and deleted with everything about them."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import new_goal
from tests.store.helpers import holding
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    Mark,
    Promise,
    Record,
    Relationship,
    RelationshipKind,
    SelfCheck,
    StepMark,
    Win,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library
from trust_tui.store import open_workbook
from trust_tui.store.store_workbook import StoreWorkbook

DAY = MOMENT.date()
SECRET = "zanzibar"


@pytest.fixture
def mother(welcomed: Workbook) -> Record[Relationship]:
    """Someone else, not in mind."""
    return welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )


async def manage(session: Sitting, label: str, what: str) -> None:
    """Change or remove someone."""
    await session.press("r")
    await session.choose("Change or remove someone")
    await session.choose(label)
    await session.choose(what)


async def test_a_label_and_a_kind_are_changed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await manage(session, "S", "Change the label")
        await session.press("down", "enter", "home", "ctrl+k")
        await session.type("T")
        await session.press("enter")
        await session.until(
            lambda: session.lines[0].endswith("T \u00b7 family"),
            "the new label",
        )
    welcomed.refresh()
    assert [record.value for record in welcomed.of(Relationship).all()] == [
        Relationship(label="T", kind=RelationshipKind.FAMILY)
    ]


async def test_someone_is_put_away_with_everything_kept_and_taken_out_again(
    start: Open, welcomed: Workbook, mother: Record[Relationship]
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="about mother", day=DAY, about=mother.id)
    )
    async with start() as session:
        await manage(session, "Mother", "Put it away")
        await session.press("r")
        assert not session.shows("Mother")
        await session.choose("Change or remove someone")
        assert session.shows("Mother  (put away)")
        await session.choose("Mother")
        await session.choose("Take it out again")
        await session.press("r")
        assert session.shows("Mother")
        await session.choose("Mother")
        await session.press("5")
        assert session.shows("about mother")


async def test_nobody_who_was_put_away_stays_in_mind(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await manage(session, "S", "Put it away")
        assert not session.lines[0].endswith("S \u00b7 partner")
    welcomed.refresh()
    assert welcomed.settings.current is None


async def test_things_for_two_are_not_offered_where_that_is_ruled_out(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    joint = next(
        exercise for exercise in packaged.exercises.all() if exercise.joint
    )
    async with start((100, 60)) as session:
        await session.press("3")
        assert session.shows(joint.title)
        await manage(session, "S", "Do not offer things for two")
        await session.press("3")
        assert not session.shows(joint.title)
        await session.press("1", "t")
        assert session.shows("Not offered here")
        await session.press("enter")
        await manage(session, "S", "Offer things for two again")
        await session.press("3")
        assert session.shows(joint.title)


async def test_exercises_are_those_that_fit_the_kind(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    meant_for = next(
        e
        for e in packaged.exercises.all()
        if e.audience and RelationshipKind.WORK not in e.audience
    )
    colleague = welcomed.of(Relationship).keep(
        Relationship(label="K", kind=RelationshipKind.WORK)
    )
    async with start((100, 60)) as session:
        await session.press("3")
        assert session.shows(meant_for.title)
        await session.press("r")
        await session.choose(colleague.value.label)
        assert not session.shows(meant_for.title)


def everything_about(workbook: Workbook, id: str) -> int:
    """Keep one record of each kind about someone, each with the word; how many there are."""
    values = (
        Entry(text=SECRET, day=DAY, about=id),
        CheckIn(day=DAY, answers={}, good=SECRET, about=id),
        SelfCheck(day=DAY, answers={"jealousy-a": 1}, about=id),
        JointCheckIn(day=DAY, agreement=SECRET, about=id),
        ExerciseWork(
            exercise="ack-lines", written={"ack-lines-w1": SECRET}, about=id
        ),
        StepMark(step="step-1", mark=Mark.WORKING, day=DAY, about=id),
        Goal(action=SECRET, about=id),
        Promise(text=SECRET, about=id),
        Win(text=SECRET, day=DAY, about=id),
        Habit(habit="habit-open", about=id),
        HabitTick(habit="habit-open", day=DAY, line=SECRET, about=id),
        Limit(text=SECRET, about=id),
    )
    for value in values:
        workbook.of(type(value)).keep(value)
    return len(values)


async def test_someone_is_deleted_with_everything_and_it_is_said_how_much_that_is(
    start: Open, welcomed: Workbook, mother: Record[Relationship], data: Path
) -> None:
    count = everything_about(welcomed, mother.id)
    welcomed.of(Entry).keep(
        Entry(text="about S", day=DAY, about=welcomed.settings.current)
    )
    welcomed.backup()
    async with start() as session:
        await manage(session, "Mother", "Delete it and everything")
        assert session.shows(f"Mother and {count} records about it")
        await session.press("enter")
        assert holding(data, SECRET.encode())
        await manage(session, "Mother", "Delete it and everything")
        await session.choose("Yes, delete it all")
        await session.press("r")
        assert not session.shows("Mother")
    assert (holding(data, SECRET.encode()), holding(data, b"Mother")) == (
        [],
        [],
    )
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "about S"
    ]


def whole(text: str, session: Sitting) -> bool:
    """Whether a text is shown, on however many lines of a frame."""
    shown = session.text.replace("\u2502", " ")
    return "".join(text.split()) in "".join(shown.split())


async def test_a_copy_that_holds_someone_who_was_deleted_is_named_whole(
    start: Open, welcomed: Workbook, mother: Record[Relationship], data: Path
) -> None:
    assert isinstance(welcomed, StoreWorkbook)
    welcomed.finish_upkeep()
    copy = data.with_name(f"{data.name} (conflicted copy)")
    shutil.copytree(data, copy)
    async with start(size=(60, 20)) as session:
        await session.until_shown("A conflict copy of your workbook")
        await session.press("enter")
        await manage(session, "Mother", "Delete it and everything")
        await session.choose("Yes, delete it all")
        await session.until_shown("Deleted here")
        assert whole("may hold it still", session)
        assert whole(str(copy), session)
    assert copy.is_dir()


async def test_a_copy_that_holds_a_record_deleted_for_good_is_named_whole(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    assert isinstance(welcomed, StoreWorkbook)
    record = welcomed.of(Entry).keep(Entry(text="gone", day=DAY))
    welcomed.of(Entry).delete(record)
    welcomed.finish_upkeep()
    copy = data.with_name(f"{data.name} (conflicted copy)")
    shutil.copytree(data, copy)
    async with start(size=(60, 20)) as session:
        await session.until_shown("A conflict copy of your workbook")
        await session.press("enter", "5", "T", "x")
        await session.choose("Yes, for good")
        await session.until_shown("Deleted here")
        assert whole("may hold it still", session)
        assert whole(str(copy), session)


async def test_what_lay_in_the_trash_goes_too(
    start: Open, welcomed: Workbook, mother: Record[Relationship], data: Path
) -> None:
    record = welcomed.of(Entry).keep(
        Entry(text=SECRET, day=DAY, about=mother.id)
    )
    welcomed.of(Entry).delete(record)
    async with start() as session:
        await manage(session, "Mother", "Delete it and everything")
        assert session.shows("Mother and one record about it")
        await session.choose("Yes, delete it all")
    assert holding(data, SECRET.encode()) == []


DRAFTS = {
    "entry": ("n",),
    "check-in": ("c", "3", "1", "1", "2", "2"),
    "exercise": ("3", "down", "down", "enter", "tab"),
    "goal": new_goal(),
}


@pytest.mark.parametrize("form", DRAFTS)
async def test_what_was_being_typed_about_them_goes_too(
    start: Open, welcomed: Workbook, data: Path, form: str
) -> None:
    async with start() as session:
        await session.press(*DRAFTS[form])
        await session.paste(SECRET)
        await session.press("escape")
        assert holding(data, SECRET.encode())
        await manage(session, "S", "Delete it and everything")
        await session.choose("Yes, delete it all")
        assert not holding(data, SECRET.encode())
        await session.press(*DRAFTS[form])
        assert not session.shows(SECRET)


async def test_whoever_was_in_mind_is_no_more(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await manage(session, "S", "Delete it and everything")
        await session.choose("Yes, delete it all")
        assert session.shows("Today")
    welcomed.refresh()
    assert welcomed.settings.current is None
    assert welcomed.of(Relationship).all() == []


async def test_a_form_about_someone_who_was_deleted_elsewhere_is_kept_all_the_same(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    about = welcomed.settings.current or ""
    async with start() as session:
        await session.press("n")
        await session.type("still mine")
        welcomed.delete_for_good([about])
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("5")
        assert session.shows("still mine")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "still mine"
    ]


async def test_changing_someone_who_was_deleted_elsewhere_shows_both_and_loses_nothing(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current or ""
    async with start() as session:
        await manage(session, "S", "Change the label")
        await session.press("enter")
        await session.type("x")
        welcomed.delete_for_good([about])
        await session.press("ctrl+s")
        assert session.shows(
            "It was deleted in the other session", "Sx (partner)"
        )
        await session.choose("Keep both")
        assert session.mode == "overview"
    welcomed.refresh()
    assert [
        record.value.label for record in welcomed.of(Relationship).all()
    ] == ["Sx"]


async def test_a_change_that_another_session_came_before_is_said(
    start: Open, welcomed: Workbook, mother: Record[Relationship]
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Change or remove someone")
        await session.choose("Mother")
        welcomed.of(Relationship).change(
            mother, replace(mother.value, label="Mum")
        )
        await session.choose("Put it away")
        assert len(session.app.screen_stack) == 2
        await session.press("enter")
        assert session.shows("Today")
    welcomed.refresh()
    assert {
        record.value.label for record in welcomed.of(Relationship).all()
    } == {
        "S",
        "Mum",
    }


async def test_the_question_whom_is_left_without_a_change(
    start: Open, welcomed: Workbook, mother: Record[Relationship]
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Change or remove someone")
        await session.press("escape")
        assert session.shows("Today")
        await session.press("r")
        await session.choose("Change or remove someone")
        await session.choose("Mother")
        await session.press("escape")
        assert session.shows("Today")
    welcomed.refresh()
    assert len(welcomed.of(Relationship).all()) == 2


async def test_a_second_store_sees_no_one_deleted(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await manage(session, "S", "Delete it and everything")
        await session.choose("Yes, delete it all")
    other = open_workbook(data, clock=session.app.session.clock)
    assert other.of(Relationship).all() == []
    other.close()
