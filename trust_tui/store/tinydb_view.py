"""TinyDB on top of the ledger, through its own extension points: a storage and a table class.

Ids are strings that we make, nothing is cached by query, and one call of a table is one confirmed change.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from trust_tui.domain import new_id
from trust_tui.store.log import Ledger, Row, Transaction, decode, encode

Document = dict[str, Any]


class Documents(Mapping[str, Document]):
    """Rows as TinyDB reads them: taken apart one by one, each time afresh."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = rows

    def __getitem__(self, id: str) -> Document:
        return self._rows[id].document

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Editing(MutableMapping[str, Document]):
    """A table inside a transaction; remembers what was touched, so that an insert looks at nothing else."""

    def __init__(self, transaction: Transaction, table: str) -> None:
        self._transaction = transaction
        self._table = table
        self._open: dict[str, Document] = {}

    def __getitem__(self, id: str) -> Document:
        if id not in self._open:
            raw = self._transaction.raw(self._table, id)
            if raw is None:
                raise KeyError(id)
            self._open[id] = decode(raw)
        return self._open[id]

    def __setitem__(self, id: str, document: Document) -> None:
        self._open[id] = document

    def __delitem__(self, id: str) -> None:
        if id not in self:
            raise KeyError(id)
        self._open.pop(id, None)
        self._transaction.put(self._table, id, None)

    def __contains__(self, id: object) -> bool:
        return id in self._open or (
            isinstance(id, str)
            and self._transaction.raw(self._table, id) is not None
        )

    def __iter__(self) -> Iterator[str]:
        return iter(
            dict.fromkeys([*self._transaction.ids(self._table), *self._open])
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def finish(self) -> None:
        """Hand what differs to the transaction."""
        for id, document in self._open.items():
            raw = encode(document)
            before = self._transaction.raw(self._table, id)
            if before is None or (raw != before and decode(before) != document):
                self._transaction.put(self._table, id, raw)


class LedgerStorage(Storage):
    """What TinyDB reads from and writes to."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables, with records that are taken apart when they are looked at."""
        _, everything = self.ledger.state.everything()
        found = {
            table: Documents(rows) for table, rows in everything.items() if rows
        }
        return cast(dict[str, dict[str, Any]], found)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the store hold these tables and no others, as one change."""

        def work(transaction: Transaction) -> None:
            for table in {*self.ledger.state.tables(), *data}:
                wanted = data.get(table, {})
                editing = Editing(transaction, table)
                for id in set(editing) - set(wanted):
                    del editing[id]
                for id, document in wanted.items():
                    editing[id] = dict(document)
                editing.finish()

        self.ledger.write(work)


class LedgerTable(Table):
    """A table whose whole read, change and write is one confirmed change."""

    document_id_class = cast(type[int], str)

    def __init__(self, storage: LedgerStorage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)
        self._ledger = storage.ledger

    def insert_as(self, id: str, document: Document) -> None:
        """Insert a document under an id of ours."""
        self.insert(TinyDocument(document, _as_id(id)))

    def merge_into(self, id: str, document: Document) -> None:
        """Set fields of the document with that id; its other fields stay."""
        self.update(document, doc_ids=[_as_id(id)])

    def one(self, id: str) -> Document | None:
        """The document with that id."""
        return self.get(None, _as_id(id))

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast(
            dict[str, Mapping[str, Any]],
            Documents(self._ledger.state.rows(self.name)),
        )

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        def work(transaction: Transaction) -> None:
            editing = Editing(transaction, self.name)
            updater(editing)
            editing.finish()

        self._ledger.write(work)

    def _get_next_id(self) -> Any:
        return new_id()


class LedgerDB(TinyDB):
    """The store as a TinyDB."""

    table_class = cast(type[Table], LedgerTable)

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger, storage=LedgerStorage)

    def table(self, name: str, **options: Any) -> LedgerTable:
        """The table of that name."""
        return cast(LedgerTable, super().table(name, **options))


def _as_id(id: str) -> int:
    """TinyDB's hints say that ids are numbers; its code takes whatever `document_id_class` makes."""
    return cast(int, id)
