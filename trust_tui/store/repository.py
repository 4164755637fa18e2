"""All records of one kind, over a table of the TinyDB."""

from collections.abc import Sequence
from typing import Generic, NoReturn, TypeVar

from msgspec.structs import replace

from trust_tui.domain.records import Record, Value
from trust_tui.errors import ConflictError
from trust_tui.store.log import sheets
from trust_tui.store.log.documents import record_of, to_document
from trust_tui.store.log.ledger import Transaction
from trust_tui.store.log.rows import Decoded
from trust_tui.store.log.state import TRASH
from trust_tui.store.record_ids import new_id
from trust_tui.store.trash import thrown_away
from trust_tui.store.unit_of_work import Desk

V = TypeVar("V", bound=Value)


class StoreRepository(Generic[V]):
    """Implements `domain.workbook.Repository`."""

    def __init__(self, desk: Desk, kind: type[V]) -> None:
        self._desk = desk
        self._table = kind.TABLE
        self._tiny = desk.db.table(kind.TABLE)
        self._trash = desk.db.table(TRASH)

    def all(self) -> Sequence[Record[V]]:
        """Every record, the latest first."""
        return self.about(None)

    def about(self, relationship: str | None) -> Sequence[Record[V]]:
        """Those about one relationship; None means every record."""
        return Decoded(
            self._desk.ledger.state.view((self._table,), relationship), record_of
        )

    def get(self, id: str) -> Record[V] | None:
        """The record with that id, or None."""
        state = self._desk.ledger.state
        row = state.row(self._table, id)
        return None if row is None else state.once(row, record_of)

    def keep(self, value: V) -> Record[V]:
        """Keep a new value."""
        now = self._desk.now()
        record = Record(id=new_id(), revision=1, made=now, changed=now, value=value)
        document = to_document(record)
        self._desk.do(lambda _: self._tiny.insert_as(record.id, document))
        return record

    def change(self, record: Record[V], value: V) -> Record[V]:
        """Put another value in the place of the record's.

        Raises:
            ConflictError: The record has another revision by now, or is gone.
        """
        changed = replace(
            record, revision=record.revision + 1, changed=self._desk.now(), value=value
        )
        document = to_document(changed)

        def work(transaction: Transaction) -> None:
            raw = transaction.raw(self._table, record.id)
            if raw is None or sheets.decode(raw)["revision"] != record.revision:
                _refuse()
            self._tiny.merge_into(record.id, document)

        self._desk.do(work)
        return changed

    def delete(self, record: Record[V]) -> None:
        """Move the record to the trash. One that is gone already is no error."""
        now = self._desk.now()

        def work(transaction: Transaction) -> None:
            raw = transaction.raw(self._table, record.id)
            if raw is not None:
                self._trash.insert_as(
                    record.id, thrown_away(self._table, sheets.decode(raw), now)
                )
                self._tiny.take_out(record.id)

        self._desk.do(work)


def _refuse() -> NoReturn:
    raise ConflictError(
        "This was changed in another session meanwhile. Nothing was written: both texts are there."
    )
