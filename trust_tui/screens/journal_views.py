"""The views of the journal: which kinds of record each shows, and the rows they become."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct
from rich.cells import cell_len
from textual.reactive import var
from textual.strip import Strip

from trust_tui.domain import (
    STARRED,
    CheckIn,
    Entry,
    Filter,
    JournalView,
    Kind,
    Record,
    kind_of,
    kinds_in,
    later,
    summary_of,
    tr,
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
        name=later("All"),
        empty=(
            later("Nothing here yet."),
            later("n writes an entry, c checks in."),
        ),
    ),
    View(
        id=JournalView.ENTRIES,
        name=later("Entries"),
        empty=(
            later("No entries yet."),
            later("n writes one. A word is enough."),
        ),
    ),
    View(
        id=JournalView.CHECK_INS,
        name=later("Check-ins"),
        empty=(
            later("No check-ins yet."),
            later("c checks in, in under a minute."),
        ),
    ),
    View(
        id=JournalView.GOALS,
        name=later("Goals"),
        empty=(later("No goals yet."), later("n sets one, small and yours.")),
    ),
    View(
        id=JournalView.PROMISES,
        name=later("Promises & wins"),
        empty=(
            later("Nothing here yet."),
            later("n notes a promise of yours,"),
            later("a small win or a limit."),
        ),
    ),
    View(
        id=JournalView.TRENDS,
        name=later("Trends"),
        empty=(
            later("No check-ins yet."),
            later("c checks in, in under a minute."),
        ),
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
            view=tr(VIEWS[self.view].name),
            number=self.view + 1,
            count=len(VIEWS),
        )

    def render_line(self, y: int) -> Strip:
        """Draw the names."""
        pieces = [
            (f" {tr(view.name)} ", "place" if index == self.view else "quiet")
            for index, view in enumerate(VIEWS)
        ]
        width = self.size.width
        if sum(cell_len(text) for text, _ in pieces) + 2 > width:
            place = tr(
                "{number} of {count}", number=self.view + 1, count=len(VIEWS)
            )
            pieces = [
                (f" {tr(VIEWS[self.view].name)} ", "place"),
                (f"  {place}", "quiet"),
            ]
        return self.draw([("  ", "text"), *pieces], width)

    def watch_view(self) -> None:
        """Draw again."""
        self.refresh()


def row_of(
    record: Record[Any],
    today: date,
    *,
    names_kind: bool,
    names_day: bool,
    signs: bool,
    wanted: Filter,
    answers_of: Callable[[CheckIn], str],
) -> Row:
    """The row of a record: its title in one line, and its day.

    Args:
        record: Any record that the journal lists.
        today: The user's day.
        names_kind: Whether records of several kinds stand in the list.
        names_day: Whether the day stands beside it, as no heading says it.
        signs: Whether each has the sign of its kind before it then.
        wanted: The filter it was found by; what it asks for is marked.
        answers_of: Draws the answers of a check-in in a few cells.
    """
    title, beside = summary_of(record.value, today)
    kind = kind_of(record.value)
    mark = tr(kind.mark) if names_kind else ""
    sign = f"{kind.sign} " if names_kind and signs else ""
    words = " ".join(title.split())
    said = f"{mark}{words}"
    value = record.value
    if kind.dated and not (names_day or kind.states or kind.beside):
        beside = ""
    if isinstance(value, CheckIn) and (drawn := answers_of(value)):
        mark = f"{drawn} "
        own = " ".join((value.good or value.note).split())
        words = own or words
        if own not in said:
            said = f"{said}: {own}"
    if isinstance(value, Entry) and STARRED in value.tags:
        mark, said = f"* {mark}", tr("{said}, starred", said=said)
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
