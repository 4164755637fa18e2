"""The store against a plain dictionary: whatever is done in whatever order, both hold the same."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.store.helpers import PHRASE, TickingClock, entry, opened, times
from trust_tui.domain.errors import ConflictError
from trust_tui.domain.records import Entry, Record
from trust_tui.store.encryption import keyfile
from trust_tui.store.store_workbook import StoreWorkbook

pytestmark = pytest.mark.timeout(3600)
TEXT = st.text(st.characters(exclude_categories=[]), max_size=30)


class Store(RuleBasedStateMachine):
    """Two sessions on one store, opened and closed at will, folded, sealed and unsealed."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(keyfile, "COST", 2)
        self.home = Path(tempfile.mkdtemp(prefix="trust-tui-model-"))
        self.clock = TickingClock()
        self.kept: dict[str, Record[Entry]] = {}
        self.trash: dict[str, Record[Entry]] = {}
        self.sessions: list[StoreWorkbook] = []

    def teardown(self) -> None:
        for session in self.sessions:
            session.close()
        shutil.rmtree(self.home)
        self.patch.undo()

    def open(self) -> StoreWorkbook:
        phrase = PHRASE if (self.home / "key.age").exists() else None
        return opened(self.home, phrase, clock=self.clock)

    @initialize()
    def begin(self) -> None:
        self.sessions = [self.open(), self.open()]

    def one(self, which: int) -> StoreWorkbook:
        return self.sessions[which % 2]

    @rule(which=st.integers(0, 1), text=TEXT, title=TEXT)
    def keep(self, which: int, text: str, title: str) -> None:
        record = self.one(which).of(Entry).keep(entry(text, title=title))
        self.kept[record.id] = record

    @precondition(lambda self: self.kept)
    @rule(which=st.integers(0, 1), at=st.integers(0, 50), text=TEXT)
    def change(self, which: int, at: int, text: str) -> None:
        record = list(self.kept.values())[at % len(self.kept)]
        self.kept[record.id] = (
            self.one(which).of(Entry).change(record, entry(text))
        )

    @precondition(lambda self: self.kept)
    @rule(which=st.integers(0, 1), at=st.integers(0, 50))
    def change_what_moved_on(self, which: int, at: int) -> None:
        record = list(self.kept.values())[at % len(self.kept)]
        self.kept[record.id] = (
            self.one(which + 1).of(Entry).change(record, entry("moved on"))
        )
        try:
            self.one(which).of(Entry).change(record, entry("too late"))
        except ConflictError:
            return
        raise AssertionError("a stale change was taken")

    @precondition(lambda self: self.kept)
    @rule(which=st.integers(0, 1), at=st.integers(0, 50))
    def delete(self, which: int, at: int) -> None:
        record = list(self.kept.values())[at % len(self.kept)]
        self.one(which).of(Entry).delete(record)
        self.trash[record.id] = self.kept.pop(record.id)

    @precondition(lambda self: self.trash)
    @rule(which=st.integers(0, 1), at=st.integers(0, 50))
    def restore(self, which: int, at: int) -> None:
        id = list(self.trash)[at % len(self.trash)]
        session = self.one(which)
        session.restore([id])
        back = session.of(Entry).get(id)
        assert back is not None and back.value == self.trash.pop(id).value
        self.kept[id] = back

    @rule(which=st.integers(0, 1), some=st.lists(TEXT, max_size=4))
    def batch(self, which: int, some: list[str]) -> None:
        session = self.one(which)
        with session.batch():
            records = [session.of(Entry).keep(entry(text)) for text in some]
        self.kept |= {record.id: record for record in records}

    @rule(which=st.integers(0, 1), text=TEXT)
    def keep_and_undo(self, which: int, text: str) -> None:
        session = self.one(which)
        record = session.of(Entry).keep(entry(text))
        back = session.undo()
        assert back is not None and back[0].id == record.id
        self.trash[record.id] = record

    @precondition(lambda self: self.kept)
    @rule(which=st.integers(0, 1), at=st.integers(0, 50), text=TEXT)
    def change_twice_and_undo_twice(
        self, which: int, at: int, text: str
    ) -> None:
        session = self.one(which)
        record = list(self.kept.values())[at % len(self.kept)]
        session.of(Entry).change(
            session.of(Entry).change(record, entry(text)), entry(text + "!")
        )
        session.undo()
        back = session.undo()
        assert back is not None and back[0].value == record.value
        self.kept[record.id] = back[0]

    @precondition(lambda self: self.kept or self.trash)
    @rule(which=st.integers(0, 1), at=st.integers(0, 50))
    def delete_for_good(self, which: int, at: int) -> None:
        ids = [*self.kept, *self.trash]
        id = ids[at % len(ids)]
        self.one(which).delete_for_good([id])
        self.kept.pop(id, None)
        self.trash.pop(id, None)

    @rule(which=st.integers(0, 1))
    def compact(self, which: int) -> None:
        self.one(which).compact()

    @rule(which=st.integers(0, 1))
    def open_again(self, which: int) -> None:
        self.one(which).close()
        self.sessions[which % 2] = self.open()
        assert list(self.sessions[which % 2].findings) == []

    @rule(which=st.integers(0, 1))
    def back_up_and_restore(self, which: int) -> None:
        session = self.one(which)
        session.refresh()
        session.restore_backup(session.backup().name)

    @rule(which=st.integers(0, 1))
    def turn_the_passphrase(self, which: int) -> None:
        session, other = self.one(which), self.one(which + 1)
        if session.has_passphrase:
            session.remove_passphrase(PHRASE)
            other.refresh()
            assert other.access.stripped
            other.access.go_on_in_plain()
        else:
            session.set_passphrase(PHRASE)
            other.unlock(PHRASE)

    @invariant()
    def both_hold_the_same(self) -> None:
        for session in self.sessions:
            session.refresh()
            listed = session.of(Entry).all()
            assert {record.id: record for record in listed} == self.kept
            order = [(record.value.day, record.made) for record in listed]
            assert order == sorted(order, reverse=True)
            assert {thrown.record.id for thrown in session.trash()} == set(
                self.trash
            )


TestStoreAgainstADictionary = Store.TestCase
TestStoreAgainstADictionary.settings = settings(
    max_examples=times(25, 1000),
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
