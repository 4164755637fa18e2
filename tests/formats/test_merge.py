"""Two copies that went apart are joined: the later change wins, deletions travel, no text is lost."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import wholes
from trust_tui.domain.contents import SETTINGS_ID, Contents, Seen, gather
from trust_tui.domain.kinds import TABLES
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Record,
    Relationship,
    Settings,
)
from trust_tui.domain.workbook import Trashed
from trust_tui.formats.own_json import write_json
from trust_tui.transfer.merge_copies import merge, news

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def entry(
    id: int, text: str, changed: int, *, revision: int = 1, made: int = 0
) -> Record[Entry]:
    value = Entry(text=text, day=START.date())
    return Record(
        id=str(id),
        revision=revision,
        made=at(made),
        changed=at(changed),
        value=value,
    )


def kept(
    *found: Record[Any] | Trashed, settings: Record[Settings] | None = None
) -> Contents:
    live = sorted(
        (one for one in found if isinstance(one, Record)),
        key=lambda record: (record.made, record.id),
    )
    trash = sorted(
        (one for one in found if isinstance(one, Trashed)),
        key=lambda one: (one.deleted, one.record.id),
    )
    return Contents(
        records={
            table: [record for record in live if table == record.value.TABLE]
            for table in TABLES
        },
        trash=trash,
        settings=settings,
    )


def texts(whole: Contents) -> list[str]:
    return sorted(record.value.text for record in whole.of(Entry.TABLE))


def same(one: Contents, other: Contents) -> bool:
    return b"".join(write_json(one)) == b"".join(write_json(other))


# By example


def test_what_one_side_alone_has_is_kept() -> None:
    assert texts(
        merge(kept(entry(1, "a", 0)), kept(entry(2, "b", 0))).kept
    ) == [
        "a",
        "b",
    ]


def test_the_later_change_wins() -> None:
    joined = merge(
        kept(entry(1, "old", 0)), kept(entry(1, "new", 5, revision=2))
    )

    assert texts(joined.kept) == ["new"]
    assert joined.twice == ()


def test_a_text_changed_on_both_sides_is_kept_twice_and_shown() -> None:
    joined = merge(
        kept(entry(1, "here", 5, revision=2)),
        kept(entry(1, "there", 6, revision=2)),
    )

    assert texts(joined.kept) == ["here", "there"]
    (twice,) = joined.twice
    assert twice.table == "entries"
    by_id = {
        record.id: record.value.text for record in joined.kept.of(Entry.TABLE)
    }
    assert (by_id[twice.id], by_id[twice.copy]) == ("there", "here")


def test_a_text_changed_once_here_and_twice_there_is_kept_twice() -> None:
    joined = merge(
        kept(entry(1, "here", 5, revision=2)),
        kept(entry(1, "there", 7, revision=3)),
    )

    assert texts(joined.kept) == ["here", "there"]


@pytest.mark.parametrize("mine", [True, False])
def test_the_side_that_had_seen_the_other_has_its_way_whatever_the_clocks_say(
    mine: bool,
) -> None:
    joined = merge(
        kept(entry(1, "here", 7, revision=3)),
        kept(entry(1, "there", 3, revision=2)),
        lambda _: Seen(mine, not mine),
    )

    assert texts(joined.kept) == ["here" if mine else "there"]
    assert joined.twice == ()


def test_an_edit_outlasts_a_later_deletion_that_had_not_seen_it() -> None:
    thrown = Trashed(record=entry(1, "there", 6, revision=2), deleted=at(8))

    joined = merge(
        kept(entry(1, "here", 5, revision=2)),
        kept(thrown),
        lambda _: Seen(False, False),
    )

    assert texts(joined.kept) == ["here"]
    (lying,) = joined.kept.trash
    assert lying.record.value.text == "there"


def test_a_deletion_travels() -> None:
    old = entry(1, "a", 0)

    joined = merge(kept(old), kept(Trashed(record=old, deleted=at(3))))

    assert texts(joined.kept) == []
    assert joined.kept.trash == [Trashed(record=old, deleted=at(3))]


def test_a_change_after_the_deletion_brings_it_back() -> None:
    old = entry(1, "a", 0)

    joined = merge(
        kept(Trashed(record=old, deleted=at(3))),
        kept(entry(1, "b", 5, revision=2)),
    )

    assert texts(joined.kept) == ["b"]
    assert joined.kept.trash == []


def test_a_deletion_after_a_change_keeps_the_changed_text_in_the_trash() -> (
    None
):
    old = entry(1, "a", 0)

    joined = merge(
        kept(Trashed(record=old, deleted=at(7))),
        kept(entry(1, "b", 5, revision=2)),
    )

    assert [thrown.record.value.text for thrown in joined.kept.trash] == ["b"]


def test_both_texts_of_a_deleted_record_lie_in_the_trash() -> None:
    thrown = Trashed(record=entry(1, "there", 6, revision=2), deleted=at(8))

    joined = merge(kept(entry(1, "here", 5, revision=2)), kept(thrown))

    assert sorted(one.record.value.text for one in joined.kept.trash) == [
        "here",
        "there",
    ]


def test_the_second_text_is_not_made_again_after_it_was_deleted() -> None:
    here, there = (
        kept(entry(1, "here", 5, revision=2)),
        kept(entry(1, "there", 6, revision=2)),
    )
    joined = merge(here, there)
    (twice,) = joined.twice
    copy = next(
        record
        for record in joined.kept.of(Entry.TABLE)
        if record.id == twice.copy
    )
    rest = [
        record
        for record in joined.kept.of(Entry.TABLE)
        if record.id != twice.copy
    ]

    again = merge(kept(*rest, Trashed(record=copy, deleted=at(9))), here)

    assert texts(again.kept) == ["there"]


def test_answers_alone_are_never_kept_twice() -> None:
    def check_in(answer: int, changed: int) -> Record[CheckIn]:
        value = CheckIn(day=START.date(), answers={"day-mood": answer})
        return Record(
            id="1", revision=2, made=at(0), changed=at(changed), value=value
        )

    joined = merge(kept(check_in(1, 5)), kept(check_in(2, 6)))

    assert [record.value.answers for record in joined.kept.of("check_ins")] == [
        {"day-mood": 2}
    ]


def test_two_labels_of_one_relationship_become_one() -> None:
    def relationship(label: str, changed: int) -> Record[Relationship]:
        return Record(
            id="1",
            revision=2,
            made=at(0),
            changed=at(changed),
            value=Relationship(label=label),
        )

    joined = merge(kept(relationship("S", 5)), kept(relationship("T", 6)))

    assert [
        record.value.label for record in joined.kept.of("relationships")
    ] == ["T"]


def test_the_later_settings_win() -> None:
    def settings(ends: int, changed: int) -> Record[Settings]:
        return Record(
            id=SETTINGS_ID,
            revision=1,
            made=at(0),
            changed=at(changed),
            value=Settings(day_ends=ends),
        )

    assert merge(
        kept(settings=settings(2, 5)), kept(settings=settings(3, 6))
    ).kept.settings == settings(3, 6)
    assert merge(
        kept(settings=settings(2, 5)), kept()
    ).kept.settings == settings(2, 5)
    assert merge(
        kept(), kept(settings=settings(2, 5))
    ).kept.settings == settings(2, 5)


def test_a_workbook_that_takes_in_the_news_holds_what_was_joined(
    memory: MemoryWorkbook,
) -> None:
    record = memory.of(Entry).keep(Entry(text="first", day=memory.now.date()))
    memory.of(Entry).delete(
        memory.of(Entry).keep(Entry(text="gone", day=memory.now.date()))
    )
    other = MemoryWorkbook()
    other.adopt(*news(gather(other), gather(memory)))
    other.set_settings(Settings(day_ends=2))
    for workbook, text in ((memory, "here"), (other, "there")):
        workbook.now += timedelta(hours=len(text))
        workbook.of(Entry).change(
            record, Entry(text=text, day=memory.now.date())
        )

    joined = merge(gather(memory), gather(other)).kept
    memory.adopt(*news(gather(memory), joined))
    other.adopt(*news(gather(other), joined))

    assert same(gather(memory), joined)
    assert same(gather(other), joined)
    assert texts(joined) == ["here", "there"]
    assert news(joined, gather(memory)) == ([], [])


# By property: copies of one past that then went their own ways

Event = tuple[str, int, int]
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["make", "change", "delete", "restore"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=8,
)


class Copy:
    """A copy that lives on: what happens to it happens at a moment of its own."""

    def __init__(
        self,
        name: str,
        moment: int,
        live: Iterable[Record[Any]] = (),
        trash: Iterable[Trashed] = (),
    ) -> None:
        self.name = name
        self.moment = moment
        self.live = {record.id: record for record in live}
        self.trash = {thrown.record.id: thrown for thrown in trash}

    def go_on(self, events: list[Event]) -> None:
        for what, which, step in events:
            self.moment += step + 1
            getattr(self, f"_{what}")(which)

    def kept(self) -> Contents:
        return kept(*self.live.values(), *self.trash.values())

    def text(self) -> str:
        return f"{self.name} {self.moment}"

    def _make(self, which: int) -> None:
        # Ids are random, so no two copies ever make the same one.
        id = int(f"{which + 1}{self.moment}{ord(self.name[0])}")
        self.live[str(id)] = entry(
            id, self.text(), self.moment, made=self.moment
        )

    def _pick(self, held: dict[str, Any], which: int) -> str | None:
        return sorted(held)[which % len(held)] if held else None

    def _change(self, which: int) -> None:
        if id := self._pick(self.live, which):
            record = self.live[id]
            value = replace(record.value, text=self.text())
            self.live[id] = replace(
                record,
                value=value,
                revision=record.revision + 1,
                changed=at(self.moment),
            )

    def _delete(self, which: int) -> None:
        if id := self._pick(self.live, which):
            self.trash[id] = Trashed(
                record=self.live.pop(id), deleted=at(self.moment)
            )

    def _restore(self, which: int) -> None:
        if id := self._pick(self.trash, which):
            record = self.trash.pop(id).record
            self.live[id] = replace(
                record, revision=record.revision + 1, changed=at(self.moment)
            )


@st.composite
def copies(draw: st.DrawFn) -> list[Contents]:
    """Three copies of one past, each with a life of its own since."""
    past = Copy("past", 0)
    past.go_on(draw(EVENTS))
    found = []
    for name in ("a", "b", "c"):
        copy = Copy(name, past.moment, past.live.values(), past.trash.values())
        copy.go_on(draw(EVENTS))
        found.append(copy.kept())
    return found


def state(whole: Contents, ids: set[str]) -> set[tuple[Any, ...]]:
    """Where each of some records is, and what it says."""
    live = {
        (id, record.changed, record.value.text, "live")
        for record in all_of(whole)
        if (id := record.id) in ids
    }
    thrown = {
        (one.record.id, one.record.changed, one.record.value.text, one.deleted)
        for one in whole.trash
        if one.record.id in ids
    }
    return live | thrown


def all_of(whole: Contents) -> Iterable[Record[Any]]:
    return whole.of(Entry.TABLE)


def ids_of(*wholes: Contents) -> set[str]:
    return {
        record.id
        for whole in wholes
        for record in [
            *all_of(whole),
            *(thrown.record for thrown in whole.trash),
        ]
    }


def every_text(*wholes: Contents) -> set[str]:
    return {
        record.value.text
        for whole in wholes
        for record in [
            *all_of(whole),
            *(thrown.record for thrown in whole.trash),
        ]
    }


@given(wholes(), wholes())
def test_the_order_of_two_makes_no_difference(
    one: Contents, other: Contents
) -> None:
    assert merge(one, other).kept == merge(other, one).kept
    assert merge(one, other).twice == merge(other, one).twice


@given(copies())
def test_the_order_of_two_copies_makes_no_difference(
    three: list[Contents],
) -> None:
    one, other, _ = three

    assert same(merge(one, other).kept, merge(other, one).kept)


@given(wholes())
def test_a_copy_joined_with_itself_is_itself(one: Contents) -> None:
    joined = merge(one, one)

    assert same(
        joined.kept,
        replace(one, records={table: one.of(table) for table in TABLES}),
    )
    assert joined.twice == ()


@given(copies())
def test_joining_again_changes_nothing(three: list[Contents]) -> None:
    one, other, _ = three
    joined = merge(one, other).kept

    assert same(merge(joined, other).kept, joined)
    assert same(merge(one, joined).kept, joined)
    assert same(merge(joined, joined).kept, joined)


@given(copies())
def test_three_copies_agree_on_every_record_whichever_are_joined_first(
    three: list[Contents],
) -> None:
    one, two, three_ = three
    left = merge(merge(one, two).kept, three_).kept
    right = merge(one, merge(two, three_).kept).kept
    ids = ids_of(one, two, three_)

    assert state(left, ids) == state(right, ids)


@given(copies())
def test_no_text_written_since_they_went_apart_is_lost(
    three: list[Contents],
) -> None:
    one, other, _ = three

    joined = merge(one, other).kept

    own = {
        text for text in every_text(one, other) if not text.startswith("past")
    }
    assert own <= every_text(joined)


@given(copies())
def test_nothing_appears_that_nobody_wrote(three: list[Contents]) -> None:
    one, other, _ = three

    assert every_text(merge(one, other).kept) <= every_text(one, other)


@given(copies())
def test_a_deletion_after_the_last_change_on_both_sides_holds(
    three: list[Contents],
) -> None:
    one, other, _ = three
    joined = merge(one, other).kept
    changed = {
        record.id: record.changed
        for whole in (one, other)
        for record in all_of(whole)
    }
    deleted = {
        thrown.record.id: thrown.deleted
        for whole in (one, other)
        for thrown in whole.trash
    }
    gone = {
        id
        for id, moment in deleted.items()
        if moment > changed.get(id, START - timedelta(days=1))
    }

    assert not gone & {record.id for record in all_of(joined)}
