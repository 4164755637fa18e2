"""The rows of records in the order of their days: months and days have headings, and a row is made when it is drawn."""

import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, overload

from trust_tui.domain import (
    Dated,
    Record,
    day_of_record,
    kind_of,
    later,
    month_and_year,
    tr,
    weekday_name,
)
from trust_tui.widgets import Row

T = TypeVar("T")

MakeRow: TypeAlias = Callable[[Record[Any]], Row]

MOST_KEPT: Final = 200
"""Records kept at hand: some screens full."""


FIRST_LINE: Final = 34
"""Cells that the first of two lines has for words."""


def day_at(records: Sequence[Any], index: int) -> date:
    """The day of the record at a place; where the list knows it, without taking the record apart."""
    if isinstance(records, Dated):
        return records.day_at(index)
    return day_of_record(records[index])


def days_of(records: Sequence[Any]) -> Sequence[date]:
    """The day of each record; of those that know their days, in one go."""
    if isinstance(records, Dated):
        return records.days()
    return [day_of_record(record) for record in records]


class Recent(Sequence[T]):
    """A sequence that makes its items when asked for, and keeps the last ones: a key asks for each some ten times."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items = items
        self._kept: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return self._items[index]
        if index not in self._kept:
            if len(self._kept) == MOST_KEPT:
                self._kept.clear()
            self._kept[index] = self._items[index]
        return self._kept[index]

    def day_at(self, index: int) -> date:
        """The day of the record at a place."""
        return day_at(self._items, index)

    def days(self) -> Sequence[date]:
        """The day of each record."""
        return days_of(self._items)


def second_line(record: Record[Any]) -> Row:
    """What a record says beside what its row has room for, as the line below that; blank where there is no more."""
    kind = kind_of(record.value)
    title = " ".join(kind.row(record.value).split())
    more = textwrap.wrap(title, FIRST_LINE)[1:]
    for field in kind.texts:
        held = getattr(record.value, field)
        text = " ".join(held.split()) if isinstance(held, str) else ""
        if text not in title:
            more.append(text.removeprefix(title).strip())
    return Row("", [(f"    {' '.join(more)}", "quiet")], said="", goes_on=True)


NEAR: Final = {
    0: later("Today, {weekday} {day}"),
    1: later("Yesterday, {weekday} {day}"),
}
"""What the heading of a day says, by how many days ago it is."""


class Heading(NamedTuple):
    """The heading of a month or a day.

    Attributes:
        at: Place of the first record below it.
        day: The day of that.
        of_month: Whether it is that of the month.
        today: The user's day.
    """

    at: int
    day: date
    of_month: bool
    today: date

    def row(self) -> Row:
        """What it says: `November 2026`, `Today, Tuesday 24`, `Sunday 22`."""
        day = self.day
        if self.of_month:
            return Row("", [(month_and_year(day), "heading")])
        said = tr(
            NEAR.get((self.today - day).days, "{weekday} {day}"),
            weekday=weekday_name(day.weekday()),
            day=day.day,
        )
        return Row("", [(said, "quiet")])


def headings(records: Sequence[Any], today: date) -> Iterator[Heading]:
    """The headings of the months and days of records, of which the latest come first."""
    before, month = date.min, (0, 0)
    for at, day in enumerate(days_of(records)):
        if day == before and at:
            continue
        before = day
        if (day.year, day.month) != month:
            month = day.year, day.month
            yield Heading(at, day, True, today)
        yield Heading(at, day, False, today)


class RecordRows(Sequence[Row]):
    """Makes a row when it is drawn, however many records there are."""

    def __init__(
        self,
        records: Sequence[Record[Any]],
        *lines: MakeRow,
        first: Sequence[Row] = (),
        headings: Iterable[Heading] = (),
    ) -> None:
        """Make no row yet.

        Args:
            records: In the order of the rows.
            lines: Each makes a row of a record; only the first of them can be chosen.
            first: Rows that stand before them.
            headings: What stands between them.
        """
        self._records = records
        self._lines = lines
        self._first = first
        self._headings = list(headings)
        places = [0] * len(first) + [head.at for head in self._headings]
        self._at = [at * len(lines) + n for n, at in enumerate(places)]

    def __len__(self) -> int:
        return len(self._at) + len(self._records) * len(self._lines)

    def record_index(self, at: int) -> int:
        """Which record a row is of; -1 for none."""
        index, line = self._place(at)
        return index if line == 0 else -1

    def _place(self, at: int) -> tuple[int, int]:
        """Which record a row belongs to, and which of its lines it is; else -1, and which of the other rows it is."""
        before = bisect_right(self._at, at)
        if self._at[before - 1 : before] == [at]:
            return -1, before - 1
        return divmod(at - before, len(self._lines))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        places = range(len(self))[index]
        if isinstance(places, range):
            return list(map(self.__getitem__, places))
        record, line = self._place(places)
        if record >= 0:
            return self._lines[line](self._records[record])
        if line < len(self._first):
            return self._first[line]
        return self._headings[line - len(self._first)].row()
