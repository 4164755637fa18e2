"""Workbooks that are joined by hand: no text is lost that nobody has changed, in any order, and no clock counts."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.store.helpers import (
    TickingClock,
    entry,
    opened,
    texts,
    times,
)
from trust_tui.domain.cancellable_task import CancellableTask
from trust_tui.domain.errors import ConflictError
from trust_tui.domain.records import Entry, Record
from trust_tui.store.log import Transaction, decode, encode
from trust_tui.transfer.join import Joined, join

BOOKS = 3
HOURS = st.sampled_from([0, 2, 5, -3, 4000])
BOOK = st.integers(0, BOOKS - 1)
NUMBER = st.integers(0, 3)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), BOOK, NUMBER),
        st.tuples(st.just("change"), BOOK, NUMBER),
        st.tuples(st.just("change"), BOOK, NUMBER),
        st.tuples(st.just("delete"), BOOK, NUMBER),
        st.tuples(st.just("restore"), BOOK, NUMBER),
        st.tuples(st.just("join"), BOOK, BOOK),
        st.tuples(st.just("join"), BOOK, BOOK),
        st.tuples(st.just("join and undo"), BOOK, BOOK),
        st.tuples(st.just("compact"), BOOK, NUMBER),
    ),
    min_size=4,
    max_size=20,
)


class Book:
    """A workbook, with the texts that must be in it somewhere, and those that were changed by somebody who saw them."""

    def __init__(self, folder: Path, hours: int) -> None:
        self.folder = folder
        self.clock = TickingClock()
        self.clock.moment += timedelta(hours=hours)
        self.workbook = opened(folder, clock=self.clock)
        self.alive: set[str] = set()
        self.replaced: set[str] = set()

    def entries(self) -> list[Record[Entry]]:
        """What is in it, the oldest first."""
        return sorted(self.workbook.of(Entry).all(), key=_age)

    def keep(self, text: str, _: int) -> None:
        self.workbook.of(Entry).keep(entry(text))
        self.alive.add(text)

    def change(self, text: str, which: int) -> None:
        there = self.entries()
        if there:
            record = there[which % len(there)]
            self.workbook.of(Entry).change(record, entry(text))
            self.replaced.add(record.value.text)
            self.alive = self.alive - self.replaced | {text}

    def delete(self, _: str, which: int) -> None:
        there = self.entries()
        if there:
            self.workbook.of(Entry).delete(there[which % len(there)])

    def restore(self, _: str, which: int) -> None:
        lying = sorted((one.record for one in self.workbook.trash()), key=_age)
        if lying:
            self.workbook.restore([lying[which % len(lying)].id])

    def compact(self, *_: object) -> None:
        self.workbook.compact()

    def join(self, other: "Book") -> Joined:
        with self.workbook.copies.opened(other.folder) as copy:
            joined = join(self.workbook, copy)
        self.replaced |= other.replaced
        self.alive = (self.alive | other.alive) - self.replaced
        return joined

    def join_and_undo(self, other: "Book") -> None:
        alive, replaced = set(self.alive), set(self.replaced)
        if self.join(other).count:
            self.workbook.undo()
        self.alive, self.replaced = alive, replaced

    def holds(self) -> set[str]:
        lying = {one.record.value.text for one in self.workbook.trash()}
        return {*texts(self.workbook).values()} | lying


def _age(record: Record[Entry]) -> tuple[object, ...]:
    return record.made, record.value.text


@contextmanager
def books(*hours: int, apart: bool = False) -> Iterator[list[Book]]:
    """Workbooks whose clocks differ by some hours: copies of one, or each of its own."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        found: list[Book] = []
        for number, one in enumerate(hours):
            folder = place / f"book{number}" / "data"
            if found and not apart:
                shutil.copytree(found[0].folder, folder)
            else:
                folder.parent.mkdir()
            found.append(Book(folder, one))
            if number == 0 and not apart:
                found[0].keep("all have it", 0)
            found[-1].alive |= found[0].alive
        try:
            yield found
        finally:
            for book in found:
                book.workbook.close()


@pytest.mark.timeout(3600)
@settings(max_examples=times(30, 2000))
@given(
    st.lists(HOURS, min_size=BOOKS, max_size=BOOKS),
    st.booleans(),
    ACTS,
)
@example(
    [0, 5, 0],
    False,
    [
        ("change", 0, 0),
        ("keep", 1, 0),
        ("join", 0, 1),
        ("change", 1, 0),
        ("change", 1, 0),
        ("join", 0, 1),
    ],
)
def test_no_text_is_lost_whichever_workbooks_are_joined_in_whatever_order(
    hours: list[int], apart: bool, acts: list[tuple[str, int, int]]
) -> None:
    with books(*hours, apart=apart) as all_of_them:
        for step, (what, which, more) in enumerate(acts):
            book = all_of_them[which]
            if what.startswith("join"):
                other = all_of_them[more]
                if other is not book:
                    getattr(book, what.replace(" ", "_"))(other)
            else:
                getattr(book, what)(f"{which} wrote {step}", more)
            for one in all_of_them:
                assert one.alive <= one.holds(), (step, what, which, more)


def the_one(book: Book) -> Record[Entry]:
    """The entry that stands alone in a workbook."""
    (record,) = book.entries()
    return record


def text_of(book: Book) -> str:
    return the_one(book).value.text


@pytest.mark.parametrize("hours", [5, -5, 0])
@pytest.mark.parametrize("apart", [False, True])
def test_a_text_that_is_changed_by_turns_is_there_once_whatever_the_clocks_say(
    hours: int, apart: bool
) -> None:
    with books(0, hours, apart=apart) as (one, other):
        if apart:
            one.keep("all have it", 0)
            other.join(one)
        for number in range(3):
            one.change(f"here {number}", 0)
            other.join(one)
            assert text_of(other) == f"here {number}"
            other.change(f"there {number}", 0)
            other.change(f"there {number} again", 0)
            one.join(other)
            assert text_of(one) == f"there {number} again"
        other.join(one)
        assert text_of(other) == text_of(one)


def test_one_that_is_only_ever_joined_into_another_gives_it_each_text_once() -> (
    None
):
    with books(0, 0) as (one, other):
        for number in range(4):
            one.change(f"first of {number}", 0)
            one.change(f"second of {number}", 0)
            other.join(one)
            assert text_of(other) == f"second of {number}"
            assert other.join(one) == Joined(count=0, twice=0)


def test_what_a_third_one_hands_on_is_known_again_where_it_came_from() -> None:
    with books(0, 0, 0) as (one, between, other):
        one.change("from the first", 0)
        between.join(one)
        other.join(between)
        other.change("from the last", 0)
        one.join(other)
        assert text_of(one) == "from the last"


def test_both_texts_stay_when_a_copy_went_on_into_which_this_was_never_joined() -> (
    None
):
    with books(0, 5) as (one, other):
        one.change("changed once here", 0)
        other.keep("new there", 0)
        one.join(other)
        other.change("changed there", 0)
        other.change("changed again there", 0)
        assert one.join(other).twice == 1
        both = {"changed once here", "changed again there"}
        assert both < {*texts(one.workbook).values()}


@pytest.mark.parametrize("hours", [5, -5])
def test_an_edit_outlasts_a_deletion_that_had_not_seen_it(hours: int) -> None:
    with books(0, hours) as (one, other):
        one.delete("", 0)
        other.change("changed there", 0)
        one.join(other)
        assert text_of(one) == "changed there"


@pytest.mark.parametrize("hours", [5, -5])
def test_a_deletion_stands_against_what_it_had_seen(hours: int) -> None:
    with books(0, hours) as (one, other):
        other.change("changed there", 0)
        one.join(other)
        one.delete("", 0)
        assert one.join(other).count == 0
        other.join(one)
        for book in (one, other):
            assert book.entries() == []


def test_a_join_that_was_undone_takes_the_same_text_in_once_more() -> None:
    with books(0, 0) as (one, other):
        other.change("changed there", 0)
        one.join_and_undo(other)
        assert text_of(one) == "all have it"
        one.join(other)
        assert "changed there" in texts(one.workbook).values()


def test_a_disk_that_was_set_back_is_not_taken_for_what_it_was_before() -> None:
    with books(0, 0) as (one, other):
        other.change("before", 0)
        kept = other.folder.parent / "kept"
        shutil.copytree(other.folder, kept)
        other.change("lost with the disk", 0)
        one.join(other)
        one.change("changed here", 0)
        other.workbook.close()
        shutil.rmtree(other.folder)
        shutil.copytree(kept, other.folder)
        again = Book(other.folder, 0)
        again.change("written anew", 0)
        one.join(again)
        again.workbook.close()
        both = {"changed here", "written anew"}
        assert both <= {*texts(one.workbook).values()}


class Meanwhile(CancellableTask):
    """Has something done elsewhere while two workbooks are compared."""

    def __init__(self, *deeds: Callable[[], object]) -> None:
        super().__init__()
        self._deeds = list(deeds)

    def begin(self, stage: str, whole: int) -> None:
        super().begin(stage, whole)
        if stage == "Joining" and self._deeds:
            self._deeds.pop()()


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_what_another_session_keeps_while_they_are_joined_stays(
    kept: int,
) -> None:
    with books(0, 5) as (one, other):
        other.change("there", 0)
        second = opened(one.folder)

        def deed(number: int) -> None:
            second.refresh()
            (record,) = second.of(Entry).all()
            second.of(Entry).change(record, entry(f"meanwhile {number}"))

        deeds = [partial(deed, number) for number in range(kept)]
        with Meanwhile(*reversed(deeds)).in_force():
            one.join(other)
        both = {"there", f"meanwhile {kept - 1}"}
        assert both == {*texts(one.workbook).values()}
        second.close()


def test_a_workbook_that_changes_all_the_time_is_not_joined_and_loses_nothing() -> (
    None
):
    with books(0, 5) as (one, other):
        other.change("there", 0)
        second = opened(one.folder)

        def deed() -> None:
            second.refresh()
            (record,) = second.of(Entry).all()
            second.of(Entry).change(record, entry(f"{record.value.text}."))

        with (
            Meanwhile(*[deed] * 9).in_force(),
            pytest.raises(ConflictError, match="Nothing was written"),
        ):
            one.join(other)
        assert text_of(one).startswith("all have it.")
        second.close()


@pytest.mark.parametrize(
    "odd",
    [
        1,
        {"names": 5},
        {"names": ["x", "zzzzzzzzzzzzzzzzzzzzzzzzzz"], "revision": 2},
        {"seen": [None]},
    ],
)
def test_a_note_that_is_none_of_ours_is_passed_over(odd: object) -> None:
    with books(0, 0) as (one, other):
        one.change("here", 0)
        other.change("there", 0)
        record = the_one(other)

        def spoil(transaction: Transaction) -> None:
            raw = transaction.raw(Entry.TABLE, record.id) or b""
            changed = encode(decode(raw) | {"joined": odd})
            transaction.put(Entry.TABLE, record.id, changed)

        other.workbook._ledger.write(spoil)
        one.join(other)
        assert {*texts(one.workbook).values()} == {"here", "there"}


def test_a_record_in_a_form_that_is_not_known_here_is_not_written_over() -> (
    None
):
    with books(0, 0) as (one, other):
        record = the_one(one)

        def spoil(transaction: Transaction) -> None:
            raw = transaction.raw(Entry.TABLE, record.id) or b""
            changed = encode(decode(raw) | {"day": "a new form"})
            transaction.put(Entry.TABLE, record.id, changed)

        one.workbook._ledger.write(spoil)
        other.change("there", 0)
        one.join(other)
        row = one.workbook._ledger.state.row(Entry.TABLE, record.id)
        assert row is not None
        assert row.document["day"] == "a new form"
