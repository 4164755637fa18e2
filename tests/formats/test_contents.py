"""A choice of what is kept holds what was asked for, and whom it is about."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import wholes
from trust_tui.domain.contents import Contents, Selection, gather, select
from trust_tui.domain.kinds import day_of_record
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    PageRead,
    Relationship,
    Settings,
)
from trust_tui.domain.workbook import Workbook


@pytest.fixture
def kept(memory: MemoryWorkbook) -> Contents:
    """Two relationships, an entry and a check-in about each on different days, and a goal about nobody."""
    for label, back in (("S", 0), ("T", 10)):
        about = memory.of(Relationship).keep(Relationship(label=label)).id
        day = memory.now.date() - timedelta(days=back)
        memory.of(Entry).keep(Entry(text=label, day=day, about=about))
        memory.of(CheckIn).keep(CheckIn(day=day, answers={}, about=about))
    memory.of(Goal).keep(Goal(action="a"))
    memory.of(PageRead).keep(PageRead(page="causes", day=memory.now.date()))
    memory.of(Entry).delete(
        memory.of(Entry).keep(Entry(text="gone", day=memory.now.date()))
    )
    memory.set_settings(Settings())
    return gather(memory)


def told(kept: Contents) -> dict[str, int]:
    return {table: len(found) for table, found in kept.records.items() if found}


def test_without_a_wish_it_is_everything(kept: Contents) -> None:
    assert select(kept, Selection()) is kept
    assert kept.whole


def test_days_choose(kept: Contents) -> None:
    chosen = select(
        kept, Selection(first=date(2026, 11, 24), last=date(2026, 11, 24))
    )

    assert told(chosen) == {
        "relationships": 1,
        "check_ins": 1,
        "pages": 1,
        "goals": 1,
        "entries": 1,
    }
    assert not chosen.whole


def test_a_relationship_chooses(kept: Contents) -> None:
    (about,) = [
        record.id
        for record in kept.of("relationships")
        if record.value.label == "T"
    ]

    chosen = select(kept, Selection(relationship=about))

    assert told(chosen) == {"relationships": 1, "check_ins": 1, "entries": 1}
    assert [record.value.text for record in chosen.of("entries")] == ["T"]


def test_kinds_choose_with_those_they_are_about(kept: Contents) -> None:
    assert told(select(kept, Selection(tables={"entries"}))) == {
        "relationships": 2,
        "entries": 2,
    }
    assert told(select(kept, Selection(tables={"relationships"}))) == {
        "relationships": 2
    }
    assert told(select(kept, Selection(tables={"goals"}))) == {"goals": 1}


@given(wholes())
def test_the_trash_and_the_settings_stay_behind(kept: Contents) -> None:
    chosen = select(kept, Selection(first=date(2000, 1, 1)))

    assert (chosen.trash, chosen.settings) == ((), None)
    assert all(
        day_of_record(record) >= date(2000, 1, 1)
        for table, found in chosen.records.items()
        for record in found
        if table != "relationships"
    )


def test_settings_are_taken_from_any_workbook(workbook: Workbook) -> None:
    workbook.set_settings(Settings(day_ends=2))

    settings = gather(workbook).settings

    assert settings is not None
    assert settings.value.day_ends == 2
