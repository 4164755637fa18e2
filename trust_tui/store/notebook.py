"""What `domain.workbook.Workbook` promises, over the ledger and the drafts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from trust_tui.domain import (
    KINDS,
    Filter,
    Record,
    Settings,
    Shelves,
    Trashed,
    Value,
)
from trust_tui.store import import_note
from trust_tui.store.care import scrub
from trust_tui.store.disk import translate_os_errors
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.joining import StoreMeeting
from trust_tui.store.log import (
    TRASH,
    Decoded,
    Ledger,
    State,
    record_of,
)
from trust_tui.store.repository import StoreRepository
from trust_tui.store.settings_record import put_settings, settings_in
from trust_tui.store.text_search import find, fitting
from trust_tui.store.trash import (
    take_out_of_trash,
    trashed,
    when_deleted,
)
from trust_tui.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from trust_tui.store.tinydb_view import LedgerDB

V = TypeVar("V", bound=Value)


class StoreNotebook:
    """Implements `domain.workbook.Workbook`."""

    def __init__(
        self, ledger: Ledger, unit: UnitOfWork, drafts: StoreDrafts
    ) -> None:
        self._ledger = ledger
        self._unit = unit
        self.drafts = drafts
        self.history = unit.history
        self.at_end: Callable[[], None] = lambda: None
        self._repositories: dict[str, StoreRepository[Any]] = {}

    @cached_property
    def db(self) -> "LedgerDB":
        """The records as a TinyDB, with its tables and queries."""
        from trust_tui.store.tinydb_view import LedgerDB  # noqa: PLC0415 - no screen and few commands need the library

        return LedgerDB(self._ledger)

    @property
    def read_only(self) -> bool:
        """Nothing can be written here."""
        return self._ledger.read_only

    def of(self, kind: type[V]) -> StoreRepository[V]:
        """The repository of one kind of value."""
        if kind.TABLE not in self._repositories:
            self._repositories[kind.TABLE] = StoreRepository(self._unit, kind)
        return self._repositories[kind.TABLE]

    @property
    def settings(self) -> Settings:
        """What the program remembers; the defaults when nothing was ever set."""
        kept = self.kept_settings()
        return Settings() if kept is None else kept.value

    def set_settings(self, settings: Settings) -> None:
        """Keep other settings."""
        now = self._unit.now()

        self._unit.do_aside(
            lambda transaction: put_settings(transaction, settings, now)
        )

    def timeline(
        self, tables: Iterable[str], relationship: str | None = None
    ) -> Sequence[Record[Any]]:
        """Records of several tables as one list, the latest first."""
        names = sorted(set(tables) & KINDS.keys())
        state = self._ledger.state
        rows = state.view(names, relationship)
        return Decoded(rows, record_of, state.leave_out)

    def search(
        self, query: str | Filter, relationship: str | None = None
    ) -> Sequence[Record[Any]]:
        """Records that a filter takes, or whose text holds every word of a text, any case, newest first."""
        names = sorted(KINDS.keys() - {Settings.TABLE})
        state = self._ledger.state
        rows = find(state.view(names, relationship), query)
        return Decoded(rows, record_of, state.leave_out)

    def search_on(
        self, query: Filter, relationship: str | None = None
    ) -> Iterator[Record[Any]]:
        """As `search`, each looked for when it is asked for: the first few of many come soon."""
        names = sorted(KINDS.keys() - {Settings.TABLE})
        rows = self._ledger.state.view(names, relationship)
        return map(record_of, fitting(rows, query))

    def batch(self) -> AbstractContextManager[None]:
        """Everything written inside by this thread is one change."""
        return self._unit.batch()

    def undo(self) -> Sequence[Record[Any]] | None:
        """Take this session's last change back, as one new change."""
        return self._unit.undo()

    def redo(self) -> Sequence[Record[Any]] | None:
        """Do again what was taken back last."""
        return self._unit.redo()

    def trash(self) -> Sequence[Trashed]:
        """What is in the trash, the one deleted last first."""
        state = self._ledger.state
        rows = sorted(
            state.rows(TRASH).values(), key=when_deleted, reverse=True
        )
        return Decoded(
            [row for row in rows if (TRASH, row.id) not in state.odd],
            trashed,
            state.leave_out,
        )

    def restore(self, ids: Iterable[str]) -> None:
        """Take records out of the trash again. One that is not there is no error."""
        now = self._unit.now()
        wanted = list(ids)

        self._unit.do(
            lambda transaction: take_out_of_trash(transaction, wanted, now)
        )

    def kept_settings(self) -> Record[Settings] | None:
        """The settings with their revision and times; None when nothing was ever set."""
        return settings_in(self._ledger.state)

    def adopt(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
    ) -> None:
        """Keep records exactly as they are, ids, revisions and times; each takes the place of what has its id.

        All of it is one change, and undone as one.

        Raises:
            StoreError: Nothing was written.
        """
        incoming = import_note.Incoming(records, trash)
        self._unit.do(
            lambda transaction: import_note.adopt(transaction, incoming)
        )

    def meet(self, other: Shelves) -> StoreMeeting:
        """Look at what both hold now, to join the other one into this."""
        theirs = State()
        if isinstance(other, StoreNotebook):
            theirs = other._ledger.state
        return StoreMeeting(self._unit.do, self._ledger.state, theirs)

    def take_in(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
    ) -> None:
        """As `adopt`, and noted as the import that can be taken back.

        Raises:
            StoreError: Nothing was written.
        """
        incoming, now = import_note.Incoming(records, trash), self._unit.now()
        self._unit.do(
            lambda transaction: import_note.take_in(transaction, incoming, now)
        )

    def last_import(self) -> datetime | None:
        """When the import was that can be taken back; None where there is none."""
        return import_note.last(self._ledger.state)

    def delete_for_good(self, ids: Iterable[str]) -> None:
        """Remove records from the store, its backups and the drafts; nothing brings them back.

        Raises:
            UncertainError: They are gone from the records, but not yet from every file; the next start goes on.
        """
        wanted = set(ids)
        self._unit.history.forget(wanted)
        scrub.delete_for_good(self._ledger, self.drafts, wanted)

    def refresh(self) -> bool:
        """Take in what other sessions have kept. True when something was new. From then on memory is spared."""
        with self._ledger.writing, translate_os_errors():
            news = self._ledger.look_around()
        for text in self._ledger.state.texts:
            text.pack()
        return news

    def close(self) -> None:
        """Let go of the store."""
        self._ledger.close()
