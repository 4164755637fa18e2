"""All records in memory, what they are made of, and the lists made of them."""

import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, TypeVar

from msgspec import Struct

from trust_tui.domain import NOBODY
from trust_tui.store.log import sheets
from trust_tui.store.log.change_files import Change
from trust_tui.store.log.change_marks import Marks
from trust_tui.store.log.history import History
from trust_tui.store.log.rows import Order, Row
from trust_tui.store.log.stamps import Dot, Line, Reach
from trust_tui.store.log.texts import Texts
from trust_tui.store.log.versions import (
    RECORDS,
    Slot,
    Version,
    slot_of,
    version_of,
    winner,
)
from trust_tui.store.log.versions import (
    TRASH as TRASH,
)

T = TypeVar("T")
KEEPING: Final = "keeping"
"""The table of what the store notes for itself."""

PENDING: Final = "scrub"
"""The table of what is to go for good, by id alone."""

_REMEMBERED: Final = 64
_ENOUGH: Final = 10_000
Rows = dict[str, dict[str, Row]]
"""Rows by table and id."""


class _Choice(Struct, frozen=True):
    """Which rows a list shows: those of some tables, about one relationship, nobody or whomever."""

    tables: tuple[str, ...]
    about: str | None

    def among(self, *rows: Row | None) -> list[Row]:
        """Those of the rows that it shows."""
        found = []
        for row in rows:
            if row is None or row.table not in self.tables:
                continue
            if self.about in (None, row.about or NOBODY):
                found.append(row)
        return found


class State:
    """The records as they stand.

    Reading and taking a change in may happen in different threads; both take a moment and never touch the disk.

    Attributes:
        number: The highest number of a change taken in.
        reach: The changes taken in.
        lost: Those of them that were damaged, so that they count as taken in.
        chain: Of each writer the checksum of the last change.
        marks: Those of all changes taken in.
        changes: The changes since the snapshot.
        awaited: Changes that somebody had seen and that are not here yet.
        taken: How many changes were taken in since it was read.
        texts: What most of the rows are cut out of.
        odd: Tables and ids of rows that no record can be made of. They are kept as they are, and in no list.
    """

    def __init__(
        self,
        number: int = 0,
        tables: sheets.Tables | None = None,
        reach: Reach | None = None,
    ) -> None:
        self.number = number
        self.reach = reach or Reach()
        self.lost: set[Dot] = set()
        self.chain: dict[str, str] = {}
        self.marks = Marks()
        self._chain_of_base: dict[str, str] = {}
        self._marks_of_base = Marks()
        self.changes: dict[Dot, Change] = {}
        self.awaited: set[Dot] = set()
        self.taken = 0
        self.odd: set[tuple[str, str]] = set()
        self._guard: Final = threading.RLock()
        self._rows: Rows = {}
        self._made: dict[Row, Any] = {}
        self._orders: dict[_Choice, Order] = {}
        self._histories: dict[Slot, History] = {}
        self._beside: dict[Slot, Version] = {}
        self.texts: set[Texts] = set()
        for table, lines in (tables or {}).items():
            self._rows[table] = _rows_of(table, lines)
            if isinstance(lines, sheets.Places):
                self.texts.add(lines.texts)

    # --- reading --------------------------------------------------------------------------------------------------

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

    def newest(self, table: str, most: int) -> list[Row]:
        """The rows of a table that were kept last, the last one first."""
        with self._guard:
            return list(
                islice(reversed(self._rows.get(table, {}).values()), most)
            )

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self._rows.get(table, {}))

    def tables(self) -> list[str]:
        """Names of the tables there are."""
        with self._guard:
            return list(self._rows)

    def everything(self) -> tuple[int, Rows]:
        """The number and all rows, as they stand now, for good."""
        with self._guard:
            return self.number, {
                table: dict(rows) for table, rows in self._rows.items()
            }

    def view(self, tables: Sequence[str], about: str | None) -> Sequence[Row]:
        """Rows of some tables as one list, the latest first; None for whoever they are about, `NOBODY` for nobody."""
        choice = _Choice(tuple(tables), about)
        with self._guard:
            order = self._orders.get(choice)
            if order is None:
                order = Order(self._chosen(choice))
                self._orders[choice] = order
            return order.view()

    def _chosen(self, choice: _Choice) -> Sequence[Row]:
        """The rows that a list shows, in no order; of thousands each is looked at only where that is needed."""
        lying = [self._rows.get(table, {}) for table in choice.tables]
        rows = [*chain.from_iterable(map(dict.values, lying))]
        if self.odd:
            rows = [row for row in rows if (row.table, row.id) not in self.odd]
        return rows if choice.about is None else Row.whose(rows, choice.about)

    def leave_out(self, row: Row) -> None:
        """Keep a row, of which no record can be made, out of all lists to come."""
        with self._guard:
            if self.row(row.table, row.id) is row:
                self.odd.add((row.table, row.id))
                self._exchange(row, None)

    def beside(self) -> list[Row]:
        """Texts kept twice that no change has written down yet."""
        with self._guard:
            found = []
            for (_, id), version in self._beside.items():
                for table, line in version.rows.items():
                    row = self.row(table, id)
                    if row is not None and row.line == line:
                        found.append(row)
            return found

    def begin_with(self, chain: Mapping[str, str], marks: Marks) -> None:
        """Know the last change of each writer that a snapshot holds by its checksum, and all by their marks."""
        self.chain, self._chain_of_base = dict(chain), dict(chain)
        self.marks, self._marks_of_base = marks.copy(), marks

    def frozen(self) -> "State":
        """The records as they stand, for good."""
        with self._guard:
            return self.at(self.reach.copy())

    # --- taking in ------------------------------------------------------------------------------------------------

    def take(self, change: Change) -> bool:
        """Take a change in, in whatever order it comes. False when it is known already."""
        with self._guard:
            if self.holds(change.dot):
                return False
            if change.seen is not None:
                unknown = change.seen.without(self.reach)
                self.awaited.update(islice(unknown, _ENOUGH))
            self.lost.discard(change.dot)
            self.awaited.discard(change.dot)
            self.reach.add(change.dot)
            self.taken += 1
            self.changes[change.dot] = change
            self.marks.taken.append((change.named or change.dot, change.mark))
            writer, count = change.dot
            self.number = max(self.number, change.number)
            if (writer, count + 1) not in self.reach:
                self.chain[writer] = change.digest
            _erase(self.texts, change.tables.get(PENDING, {}))
            for slot, rows in _slots(change).items():
                self.add(
                    slot, Version(change.dot, change.clock, rows, change.seen)
                )
            return True

    def give_up(self, dot: Dot) -> None:
        """Go on without a change that is damaged; should it come whole after all, it is taken in."""
        with self._guard:
            if dot not in self.reach:
                self.reach.add(dot)
                self.lost.add(dot)
                self.awaited.discard(dot)

    def add(self, slot: Slot, version: Version) -> None:
        """Take a version of a record in, and show what stands now."""
        history = self._histories.get(slot)
        if history is None:
            history = History(version_of(self._lying(slot)))
            self._histories[slot] = history
        history.add(version)
        self._show(slot, history)

    def _drop(self, slot: Slot, version: Version) -> None:
        """Take a text out again that was kept beside another."""
        history = self._histories.get(slot)
        if history is not None and history.remove(version):
            self._show(slot, history)

    def _show(self, slot: Slot, history: History) -> None:
        stands = winner(history.top)
        self._put(slot, {} if stands is None else stands.rows)
        before = history.copies
        history.copies = beside = history.kept_beside(slot, stands)
        for place, copy in before.items():
            if beside.get(place) != copy:
                self._beside.pop(place, None)
                self._drop(place, copy)
        for place, copy in beside.items():
            if before.get(place) != copy:
                self._beside[place] = copy
                self.add(place, copy)

    def _lying(self, slot: Slot) -> dict[str, Line]:
        """Where a record lies now."""
        name, id = slot
        found: dict[str, Line] = {}
        for table in (
            [name] if name else filter(RECORDS.__contains__, self._rows)
        ):
            row = self._rows.get(table, {}).get(id)
            if row is not None:
                found[table] = row.line
        return found

    def _put(self, slot: Slot, rows: Mapping[str, Line]) -> None:
        id = slot[1]
        there = self._lying(slot)
        for table in {**there, **rows}:
            line = rows.get(table)
            if line == there.get(table):
                continue
            lying = self._rows.setdefault(table, {})
            row = None if line is None else Row(table, id, line)
            self.odd.discard((table, id))
            self._exchange(lying.get(id), row)
            if row is None:
                lying.pop(id, None)
            else:
                lying[id] = row
        self._made.clear()

    def _exchange(self, old: Row | None, new: Row | None) -> None:
        for choice, order in self._orders.items():
            for row in choice.among(old):
                order.remove(row)
            for row in choice.among(new):
                order.add(row)

    # --- compaction -----------------------------------------------------------------------------------------------

    @property
    def is_whole(self) -> bool:
        """Whether everything has arrived that anybody had seen."""
        return not self.awaited and next(self.reach.holes(), None) is None

    def holds(self, dot: Dot) -> bool:
        """Whether a change is here, and was not given up."""
        return dot in self.reach and dot not in self.lost

    def knows(self, reach: Reach) -> bool:
        """Whether all of these changes are taken in."""
        if any(dot in reach for dot in self.lost):
            return False
        return self.reach.covers(reach)

    def has_any(self, lost: Reach) -> bool:
        """Whether one of these changes is here, without which somebody has gone on."""
        return any(map(self.holds, lost.without(Reach())))

    def missing(self) -> set[Dot]:
        """The changes that are not here yet, as far as can be told."""
        with self._guard:
            return self.awaited | set(self.reach.holes())

    def compactable(self) -> "State":
        """The records after all changes before which nothing is missing."""
        with self._guard:
            settled = Reach(self.reach.upto)
            waiting = {} if self.is_whole else dict(self.changes)
            while waiting:
                cut = [
                    dot
                    for dot, change in waiting.items()
                    if dot in settled
                    and change.seen is not None
                    and not settled.covers(change.seen)
                ]
                for writer, count in cut:
                    settled.upto[writer] = min(settled.upto[writer], count - 1)
                if not cut:
                    break
            return self.at(settled)

    def at(self, settled: Reach) -> "State":
        """The records after these changes alone, among them all of the snapshot."""
        state = State(self.number, None, settled)
        state.lost = set(self.lost)
        state._rows = {table: dict(rows) for table, rows in self._rows.items()}
        if settled == self.reach:
            state.chain, state.marks = dict(self.chain), self.marks.copy()
            return state
        for slot, history in self._histories.items():
            state._put(slot, history.base_rows)
        state.reach, state.marks = Reach(), self._marks_of_base.copy()
        for dot, change in self.changes.items():
            if dot in settled:
                state.take(change)
        state.reach = settled
        state.chain = {
            writer: digest
            for writer, digest in {**self._chain_of_base, **state.chain}.items()
            if writer in settled.upto
        }
        return state

    def forget_histories(self) -> None:
        """Forget of what the records are made: all of it is in the files as it stands."""
        self._histories.clear()
        self._beside.clear()

    def compacted(self, settled: "State") -> None:
        """Forget of what the records are made, as far as a snapshot holds it now.

        Args:
            settled: What the snapshot holds.
        """
        with self._guard:
            self._chain_of_base = dict(settled.chain)
            self._marks_of_base = settled.marks
            self.changes = {
                dot: change
                for dot, change in self.changes.items()
                if dot not in settled.reach
            }
            for slot, history in list(self._histories.items()):
                later = [
                    one
                    for one in history.versions
                    if one.dot not in settled.reach
                ]
                if not later:
                    del self._histories[slot]
                elif slot not in self._beside:
                    base = version_of(settled._lying(slot))
                    self._histories[slot] = history.on_top_of(base, later)
            self._beside = {
                slot: copy
                for slot, copy in self._beside.items()
                if slot in self._histories
            }


def _slots(change: Change) -> dict[Slot, dict[str, Line]]:
    slots: dict[Slot, dict[str, Line]] = {}
    for table, lines in change.tables.items():
        for id, line in lines.items():
            rows = slots.setdefault(slot_of(table, id), {})
            if line is not None:
                rows[table] = line
    return slots


def _rows_of(
    table: str, lines: Mapping[str, sheets.Raw | None]
) -> dict[str, Row]:
    if isinstance(lines, sheets.Places):
        texts = lines.texts
        return {
            id: Row(table, id, place, texts)
            for id, place in lines.places.items()
        }
    return {
        id: Row(table, id, line)
        for id, line in lines.items()
        if line is not None
    }


def _erase(texts: set[Texts], pending: Mapping[str, Line | None]) -> None:
    """Have no text any more of what is to go for good."""
    ids = [id for id, line in pending.items() if line is not None]
    for text in texts:
        text.erase(ids)


def is_broken(state: State) -> bool:
    """Whether a change follows another one of its writer than the one that is here."""
    there = list(state.changes.values())
    digests = {change.dot: change.digest for change in there}
    for change in there:
        writer, count = change.dot
        before = digests.get((writer, count - 1), change.after)
        if change.after not in ("", before):
            return True
    return False


def lacks_before(state: State) -> bool:
    """Whether a change that was taken in under another name was made after one that is not here."""
    for change in list(state.changes.values()):
        if change.named is None or not change.before:
            continue
        writer, count = change.named
        marks = state.marks.at((writer, count - 1))
        if change.before not in marks:
            return True
    return False
