"""The views of the journal: which kinds of record each shows, and the rows they become."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar, overload

from msgspec import Struct
from rich.cells import cell_len
from textual.reactive import var
from textual.strip import Strip

from trust_tui.domain import (
    Filter,
    JournalView,
    Kind,
    Record,
    kind_of,
    kinds_in,
    summary_of,
)
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


class RecordRows(Sequence[Row]):
    """Makes a row when it is drawn, however many records there are."""

    def __init__(
        self,
        records: Sequence[Record[Any]],
        row_of: Callable[[Record[Any]], Row],
        first: Sequence[Row] = (),
    ) -> None:
        self._records = records
        self._row_of = row_of
        self._first = first

    def __len__(self) -> int:
        return len(self._first) + len(self._records)

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
        return self._row_of(self._records[at - len(self._first)])


def row_of(
    record: Record[Any], today: date, *, names_kind: bool, wanted: Filter
) -> Row:
    """The row of a record: its title in one line, and its day.

    Args:
        record: Any record that the journal lists.
        today: The user's day.
        names_kind: Whether records of several kinds stand in the list.
        wanted: The filter it was found by; what it asks for is marked.
    """
    title, beside = summary_of(record.value, today)
    mark = kind_of(record.value).mark if names_kind else ""
    words = " ".join(title.split())
    places = wanted.places(words) if wanted.conditions else ()
    return Row(
        record.id,
        [(mark, "quiet"), *marked(words, places)],
        [(beside, "quiet")],
    )
