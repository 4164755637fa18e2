"""Who is in mind: added, switched, kept apart."""

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Relationship,
    RelationshipKind,
)
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()


@pytest.mark.parametrize(("downs", "kind"), list(enumerate(RelationshipKind)))
async def test_someone_is_added_and_in_mind_at_once(
    start: Open, welcomed: Workbook, downs: int, kind: RelationshipKind
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press(*["down"] * downs, "enter")
        await session.type("M")
        await session.press("enter")
        await session.until(lambda: session.shows(f"M \u00b7 {kind}"))
    welcomed.refresh()
    person = welcomed.of(Relationship).get(welcomed.settings.current or "")
    assert person is not None
    assert person.value == Relationship(label="M", kind=kind)


async def test_without_a_label_the_kind_is_the_label(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("down", "enter", "enter")
        assert session.lines[0].endswith(" family")
    welcomed.refresh()
    assert {
        record.value.label for record in welcomed.of(Relationship).all()
    } == {
        "S",
        "family",
    }


async def test_what_is_about_one_is_not_shown_with_the_other(
    start: Open, welcomed: Workbook
) -> None:
    one = welcomed.settings.current
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )
    welcomed.of(Entry).keep(Entry(text="about one", day=DAY, about=one))
    welcomed.of(Entry).keep(
        Entry(text="about the other", day=DAY, about=other.id)
    )
    async with start() as session:
        await session.press("5")
        assert session.shows("about one")
        assert not session.shows("about the other")

        await session.press("r")
        await session.choose("Mother")
        assert session.shows("Mother \u00b7 family", "about the other")
        assert not session.shows("about one")

        await session.press("r")
        await session.choose("All together")
        assert session.shows("about one", "about the other")
        assert session.lines[0].endswith(" all")
    welcomed.refresh()
    assert welcomed.settings.current is None


async def test_a_check_in_is_about_the_one_in_mind(
    start: Open, welcomed: Workbook
) -> None:
    one = welcomed.settings.current
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await session.press("c", "1", "ctrl+s")
        await session.press("r")
        await session.choose("Mother")
        assert session.shows("Check in")
        assert not session.shows("Checked in today")
        await session.press("c", "4", "ctrl+s")
    welcomed.refresh()
    assert {record.value.about for record in welcomed.of(CheckIn).all()} == {
        one,
        other.id,
    }


async def test_someone_put_away_is_not_offered(
    start: Open, welcomed: Workbook
) -> None:
    repository = welcomed.of(Relationship)
    record = repository.keep(Relationship(label="Mother"))
    repository.change(record, replace(record.value, archived=True))
    async with start() as session:
        await session.press("r")
        assert session.shows("S  (partner)", "Someone else")
        assert not session.shows("Mother")
        await session.press("escape")
        assert session.lines[0].endswith("S \u00b7 partner")


async def test_leaving_the_question_changes_nothing(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("escape")
        assert session.mode == "overview"
        assert session.lines[0].endswith("S \u00b7 partner")
    welcomed.refresh()
    assert len(welcomed.of(Relationship).all()) == 1


async def test_the_kind_that_was_chosen_is_pointed_at_while_the_name_is_typed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("down", "down", "enter")
        await session.type("Ada")
        assert session.row.strip() == "A friend"
