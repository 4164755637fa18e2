"""All records of one kind: read from memory, written as transactions."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Generic, NoReturn, TypeVar

from msgspec.structs import replace

from trust_tui.domain import (
    ConflictError,
    DamagedError,
    Record,
    Value,
    new_id,
    tr,
)
from trust_tui.store.log import (
    TRASH,
    Decoded,
    Transaction,
    decode,
    encode,
    moment_text,
    raw_of,
    record_of,
    to_document,
)
from trust_tui.store.trash import thrown_away
from trust_tui.store.unit_of_work import UnitOfWork

V = TypeVar("V", bound=Value)


class StoreRepository(Generic[V]):
    """Implements `domain.workbook.Repository`."""

    def __init__(self, unit: UnitOfWork, kind: type[V]) -> None:
        self._unit = unit
        self._table = kind.TABLE

    def all(self) -> Sequence[Record[V]]:
        """Every record, the latest first."""
        return self.about(None)

    def about(self, relationship: str | None) -> Sequence[Record[V]]:
        """Those about one relationship; None means every record."""
        state = self._unit.ledger.state
        rows = state.view((self._table,), relationship)
        return Decoded(rows, record_of, state.leave_out)

    def ids(self) -> list[str]:
        """The ids of all, in no order."""
        return list(self._unit.ledger.state.rows(self._table))

    def get(self, id: str) -> Record[V] | None:
        """The record with that id, or None."""
        state = self._unit.ledger.state
        row = state.row(self._table, id)
        if row is not None:
            with suppress(DamagedError):
                return state.once(row, record_of)
            state.leave_out(row)
        return None

    def keep(self, value: V, made: datetime | None = None) -> Record[V]:
        """Keep a new value."""
        now = self._unit.now()
        record = Record(
            id=new_id(),
            revision=1,
            made=made or now,
            changed=now,
            value=value,
        )
        raw = raw_of(record)
        self._unit.do(
            lambda transaction: transaction.put(self._table, record.id, raw)
        )
        return record

    def change(self, record: Record[V], value: V) -> Record[V]:
        """Put another value in the place of the record's.

        Raises:
            ConflictError: The record is another version by now, or is gone.
        """
        changed = replace(
            record,
            revision=record.revision + 1,
            changed=self._unit.now(),
            value=value,
        )
        document = to_document(changed)

        def work(transaction: Transaction) -> None:
            raw = transaction.raw(self._table, record.id)
            there = {} if raw is None else decode(raw)
            if (
                there.get("revision") != record.revision
                or there.get("changed") != moment_text(record.changed)
            ):  # another machine may have made the same revision at another time
                _refuse()
            transaction.put(self._table, record.id, encode(there | document))

        self._unit.do(work)
        return changed

    def delete(self, record: Record[V]) -> None:
        """Move the record to the trash. One that is gone already is no error."""
        now = self._unit.now()

        def work(transaction: Transaction) -> None:
            raw = transaction.raw(self._table, record.id)
            if raw is not None:
                thrown = thrown_away(self._table, decode(raw), now)
                transaction.put(TRASH, record.id, encode(thrown))
                transaction.put(self._table, record.id, None)

        self._unit.do(work)


def _refuse() -> NoReturn:
    raise ConflictError(
        tr(
            "This was changed in another session meanwhile. Nothing was written: both texts are there."
        )
    )
