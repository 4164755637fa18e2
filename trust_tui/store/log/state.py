"""All records in memory, and the lists made of them."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from trust_tui.store.log import sheets
from trust_tui.store.log.rows import Order, Row

TRASH: Final = "trash"

T = TypeVar("T")
_REMEMBERED: Final = 64


class State:
    """The records as they stood after a change.

    Reading and applying a change may happen in different threads; both take a moment and never touch the disk.

    Attributes:
        number: Number of the last change taken in.
    """

    def __init__(self, number: int = 0, tables: sheets.Tables | None = None) -> None:
        self.number = number
        self._guard: Final = threading.RLock()
        self._rows: dict[str, dict[str, Row]] = {}
        self._orders: dict[tuple[tuple[str, ...], str | None], Order] = {}
        self._made: dict[Row, Any] = {}
        for table, raws in (tables or {}).items():
            self._rows[table] = {
                id: Row(table, id, raw) for id, raw in raws.items() if raw is not None
            }

    def row(self, table: str, id: str) -> Row | None:
        """The row of that id."""
        with self._guard:
            return self._rows.get(table, {}).get(id)

    def once(self, row: Row, make: Callable[[Row], T]) -> T:
        """What is made of a row, made once until the next change: for rows that are asked for again and again."""
        with self._guard:
            made: T | None = self._made.get(row)
            if made is None:
                if len(self._made) == _REMEMBERED:
                    self._made.clear()
                made = self._made[row] = make(row)
            return made

    def rows(self, table: str) -> dict[str, Row]:
        """All rows of a table by id, in the order they were kept; a copy."""
        with self._guard:
            return dict(self._rows.get(table, {}))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self._rows.get(table, {}))

    def tables(self) -> list[str]:
        """Names of the tables there are."""
        with self._guard:
            return list(self._rows)

    def everything(self) -> tuple[int, dict[str, dict[str, Row]]]:
        """The number and all rows, as they stand now, for good."""
        with self._guard:
            return self.number, {
                table: dict(rows) for table, rows in self._rows.items()
            }

    def view(self, tables: Sequence[str], about: str | None) -> Sequence[Row]:
        """Rows of some tables as one list, the latest first; None for whoever they are about."""
        name = (tuple(tables), about)
        with self._guard:
            order = self._orders.get(name)
            if order is None:
                order = Order(
                    row
                    for table in name[0]
                    for row in self._rows.get(table, {}).values()
                    if about is None or row.about == about
                )
                self._orders[name] = order
            return order.view()

    def prepare(self) -> None:
        """Put every table in order now, so that no screen has to wait for it."""
        for table in self.tables():
            self.view((table,), None)

    def apply(
        self, number: int, changes: Mapping[str, Mapping[str, sheets.Raw | None]]
    ) -> None:
        """Take a change in."""
        with self._guard:
            self._made.clear()
            for table, raws in changes.items():
                rows = self._rows.setdefault(table, {})
                orders = [
                    (about, order)
                    for (names, about), order in self._orders.items()
                    if table in names
                ]
                for id, raw in raws.items():
                    row = None if raw is None else Row(table, id, raw)
                    _exchange(orders, rows.get(id), row)
                    if row is None:
                        rows.pop(id, None)
                    else:
                        rows[id] = row
            self.number = number


def _exchange(
    orders: list[tuple[str | None, Order]], old: Row | None, new: Row | None
) -> None:
    for about, order in orders:
        if old is not None and about in (None, old.about):
            order.remove(old)
        if new is not None and about in (None, new.about):
            order.add(new)
