"""The views of the journal: which kinds of record each shows, and the rows they become."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final, TypeVar, overload

from msgspec import Struct
from rich.cells import cell_len
from textual.reactive import var
from textual.strip import Strip

from trust_tui.domain import (
    STARRED,
    CheckIn,
    Dated,
    Entry,
    Filter,
    JournalView,
    Kind,
    Record,
    day_of_record,
    kind_of,
    kinds_in,
    summary_of,
)
from trust_tui.translation import tr
from trust_tui.widgets import DrawnStyles, Row, marked


class View(Struct, frozen=True, kw_only=True):
    """One view.

    Attributes:
        name: What its tab says.
        empty: Lines shown while there are no records.
    """

    id: JournalView
    name: str
    empty: Sequence[str]

    @property
    def kinds(self) -> tuple[Kind[Any], ...]:
        """The kinds of record in it; none for one that shows something made from them."""
        return kinds_in(self.id)


VIEWS: Final = (
    View(
        id=JournalView.ALL,
        name="All",
        empty=("Nothing here yet.", "n writes an entry, c checks in."),
    ),
    View(
        id=JournalView.ENTRIES,
        name="Entries",
        empty=("No entries yet.", "n writes one. A word is enough."),
    ),
    View(
        id=JournalView.CHECK_INS,
        name="Check-ins",
        empty=("No check-ins yet.", "c checks in, in under a minute."),
    ),
    View(
        id=JournalView.GOALS,
        name="Goals",
        empty=("No goals yet.", "n sets one, small and yours."),
    ),
    View(
        id=JournalView.PROMISES,
        name="Promises & wins",
        empty=(
            "Nothing here yet.",
            "n notes a promise of yours,",
            "a small win or a limit.",
        ),
    ),
    View(
        id=JournalView.TRENDS,
        name="Trends",
        empty=("No check-ins yet.", "c checks in, in under a minute."),
    ),
)
"""The views in their order."""


class ViewBar(DrawnStyles):
    """The names of the views, the one shown marked."""

    DEFAULT_CSS = """
    ViewBar { height: 1; margin: 1 0 0 0; }
    """
    view: var[int] = var(0)

    @property
    def told(self) -> str:
        """Which view is shown."""
        return tr(
            "View: {view}, {number} of {count}",
            view=VIEWS[self.view].name,
            number=self.view + 1,
            count=len(VIEWS),
        )

    def render_line(self, y: int) -> Strip:
        """Draw the names."""
        pieces = [
            (f" {view.name} ", "place" if index == self.view else "quiet")
            for index, view in enumerate(VIEWS)
        ]
        width = self.size.width
        if sum(cell_len(text) for text, _ in pieces) + 2 > width:
            pieces = [
                (f" {VIEWS[self.view].name} ", "place"),
                (f"  {self.view + 1} of {len(VIEWS)}", "quiet"),
            ]
        return self.draw([("  ", "text"), *pieces], width)

    def watch_view(self) -> None:
        """Draw again."""
        self.refresh()


T = TypeVar("T")

MOST_KEPT: Final = 200
"""Records kept at hand: some screens full."""


def day_at(records: Sequence[Any], index: int) -> date:
    """The day of the record at a place; where the list knows it, without taking the record apart."""
    if isinstance(records, Dated):
        return records.day_at(index)
    return day_of_record(records[index])


def days_of(records: Sequence[Any]) -> Sequence[date]:
    """The day of each record."""
    return [day_at(records, index) for index in range(len(records))]


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


class RecordRows(Sequence[Row]):
    """Makes a row when it is drawn, however many records there are."""

    def __init__(
        self,
        records: Sequence[Record[Any]],
        row_of: Callable[[Record[Any]], Row],
        first: Sequence[Row] = (),
        *,
        by_month: bool = False,
    ) -> None:
        """Make no row yet.

        Args:
            records: In the order of the rows.
            row_of: Makes the row of a record.
            first: Rows that stand before them.
            by_month: Whether each month has a heading.
        """
        self._records = records
        self._row_of = row_of
        self._first = first
        months = list(month_starts(records)) if by_month else []
        self._months = dict(enumerate(months))
        self._heads = [at + n + len(first) for n, (at, _) in enumerate(months)]

    def __len__(self) -> int:
        return len(self._first) + len(self._heads) + len(self._records)

    def record_index(self, at: int) -> int:
        """Which record a row is of; -1 for none."""
        heads = bisect_right(self._heads, at)
        if at < len(self._first) or (heads and self._heads[heads - 1] == at):
            return -1
        return at - len(self._first) - heads

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = index if index >= 0 else index + len(self)
        if at < len(self._first):
            return self._first[at]
        record = self.record_index(at)
        if record >= 0:
            return self._row_of(self._records[record])
        _, month = self._months[bisect_right(self._heads, at) - 1]
        return Row("", [(f"{month:%B %Y}", "heading")])


def month_starts(
    records: Sequence[Record[Any]],
) -> Iterator[tuple[int, date]]:
    """Where each month begins in records of which the latest come first, and a day of it.

    Twenty years are 240 months, each found by looking at a dozen records.
    """
    at = 0
    while at < len(records):
        day = day_at(records, at)
        yield at, day
        at = bisect_left(
            range(len(records)),
            (-day.year, -day.month + 1),
            lo=at,
            key=lambda index: _backwards(day_at(records, index)),
        )


def _backwards(day: date) -> tuple[int, int]:
    return -day.year, -day.month


def row_of(
    record: Record[Any],
    today: date,
    *,
    names_kind: bool,
    signs: bool,
    wanted: Filter,
    answers_of: Callable[[CheckIn], str],
) -> Row:
    """The row of a record: its title in one line, and its day.

    Args:
        record: Any record that the journal lists.
        today: The user's day.
        names_kind: Whether records of several kinds stand in the list.
        signs: Whether each has the sign of its kind before it then.
        wanted: The filter it was found by; what it asks for is marked.
        answers_of: Draws the answers of a check-in in a few cells.
    """
    title, beside = summary_of(record.value, today)
    kind = kind_of(record.value)
    mark = kind.mark if names_kind else ""
    sign = f"{kind.sign} " if names_kind and signs else ""
    words = " ".join(title.split())
    said = f"{mark}{words}"
    value = record.value
    if isinstance(value, CheckIn) and (drawn := answers_of(value)):
        mark = f"{drawn} "
        own = " ".join((value.good or value.note).split())
        words = own or words
        if own not in said:
            said = f"{said}: {own}"
    if isinstance(value, Entry) and STARRED in value.tags:
        mark, said = f"* {mark}", f"{said}, starred"
    places = wanted.places(words) if wanted.conditions else ()
    return Row(
        record.id,
        [
            (sign, "quiet"),
            (mark, "box" if isinstance(value, CheckIn) else "quiet"),
            *marked(words, places),
        ],
        [(beside, "quiet")],
        said=f"{said}, {beside}" if beside else said,
    )
