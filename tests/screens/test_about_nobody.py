"""What is about nobody is never out of reach: it can be chosen, is offered to somebody, and can be moved."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import (
    NOBODY,
    CheckIn,
    Entry,
    Relationship,
    RelationshipKind,
)
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()


def about(workbook: Workbook) -> set[str | None]:
    """Whom the entries are about."""
    workbook.refresh()
    return {entry.value.about for entry in workbook.of(Entry).all()}


@pytest.mark.parametrize("choice", ["All together", "About nobody"])
async def test_what_is_about_nobody_is_reached_with_one_person(
    start: Open, welcomed: Workbook, choice: str
) -> None:
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY))
    async with start() as session:
        await session.press("5")
        assert not session.shows("zanzibar")
        await session.press("r")
        await session.choose(choice)
        await session.until_shown("zanzibar")


async def test_what_is_written_with_nobody_in_mind_is_about_nobody(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("About nobody")
        assert session.lines[0].endswith(" nobody")
        await session.press("n")
        await session.type("zanzibar")
        await session.press("ctrl+s", "5")
        assert session.shows("zanzibar")
    assert about(welcomed) == {None}
    assert welcomed.settings.current == NOBODY


@pytest.mark.parametrize("place", ["1", "5"])
async def test_one_key_gives_it_to_the_one_person_and_another_takes_that_back(
    start: Open, welcomed: Workbook, place: str
) -> None:
    person = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="one", day=DAY))
    welcomed.of(Entry).keep(Entry(text="two", day=DAY))
    welcomed.of(CheckIn).keep(CheckIn(day=DAY, answers={}))
    async with start() as session:
        await session.press(place)
        await session.until_shown("3 records are about nobody")
        await session.press("a")
        await session.until_shown("3 records are about S now")
        assert about(welcomed) == {person}
        await session.press("u")
        await session.until_shown("3 records are about nobody")
    assert about(welcomed) == {None}


async def test_some_of_it_is_given_to_one_of_several(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )
    welcomed.of(Entry).keep(Entry(text="pumpkin", day=DAY))
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY))
    async with start() as session:
        await session.press("a")
        await session.choose("Some of it")
        await session.choose("pumpkin")
        await session.press("ctrl+s")
        await session.choose("Mother")
        await session.until_shown("One record is about Mother now")
    welcomed.refresh()
    given = {
        e.value.text: bool(e.value.about) for e in welcomed.of(Entry).all()
    }
    assert given == {"pumpkin": True, "zanzibar": False}


async def test_the_first_person_made_is_offered_what_was_kept_before(
    start: Open, workbook: Workbook
) -> None:
    workbook.set_settings(type(workbook.settings)(welcomed=DAY))
    workbook.of(Entry).keep(Entry(text="zanzibar", day=DAY))
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("enter")
        await session.type("S")
        await session.press("enter")
        await session.until_shown("Is it about S?")
        await session.choose("Yes")
        await session.press("5")
        await session.until_shown("zanzibar")
    kept_about = about(workbook)
    assert kept_about == {workbook.of(Relationship).all()[0].id}


async def test_a_record_is_moved_to_another_person(
    start: Open, welcomed: Workbook
) -> None:
    mother = welcomed.of(Relationship).keep(Relationship(label="Mother"))
    entry = Entry(text="zanzibar", day=DAY, about=welcomed.settings.current)
    welcomed.of(Entry).keep(entry)
    async with start() as session:
        await session.press("5", "m")
        await session.choose("Mother")
        await session.until_shown("about Mother now")
        assert about(welcomed) == {mother.id}


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_a_long_label_gives_way_before_the_names_of_the_screens(
    start: Open, welcomed: Workbook, width: int
) -> None:
    person = welcomed.of(Relationship).all()[0]
    label = "A rather long label that somebody gave to somebody else in a hurry"
    welcomed.of(Relationship).change(person, Relationship(label=label))
    async with start((width, 24)) as session:
        names = ("1 Overview", "2 Signs", "3 Steps", "4 FAQ", "5 Journal")
        assert all(name in session.lines[0] for name in names)


async def test_with_all_together_a_check_in_asks_whom_it_is_about(
    start: Open, welcomed: Workbook
) -> None:
    mother = welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await session.press("r")
        await session.choose("All together")
        await session.press("c")
        assert session.shows("Whom is it about?", "S", "Mother", "Nobody")
        await session.choose("Mother")
        assert session.lines[0].strip() == "Check in \u00b7 Mother"
        await session.press("comma")
        await session.until_shown(
            "Check in for Monday, 23 November \u00b7 Mother"
        )
        await session.press("3", "ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (kept,) = welcomed.of(CheckIn).all()
    assert kept.value.about == mother.id


@pytest.mark.parametrize("place", ["1", "5"])
async def test_what_is_left_about_nobody_is_offered_no_more_and_can_be_given_yet(
    start: Open, welcomed: Workbook, clock: StandingClock, place: str
) -> None:
    person = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="one", day=DAY))
    async with start() as session:
        await session.press(place)
        await session.choose("One record is about nobody")
        await session.choose("Leave it about nobody")
        await session.until_shown("Left about nobody")
        assert not session.shows("One record is about nobody")
    clock.moment += timedelta(hours=1)
    welcomed.of(Entry).keep(Entry(text="two", day=DAY))
    async with start() as session:
        await session.press(place)
        await session.until_shown("One record is about nobody")
        await session.press("a")
        await session.until_shown("One record is about S now")
        assert about(welcomed) == {person, None}
        await session.press("a")
        await session.choose("All to S")
        await session.until_shown("One record is about S now")
    assert about(welcomed) == {person}
