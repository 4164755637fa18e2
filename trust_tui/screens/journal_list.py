"""The list of the journal: the records of one view that the filter takes, fitted to the room there is."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from textual.worker import Worker

from trust_tui import dialogs
from trust_tui.domain import (
    NOBODY,
    JournalView,
    Record,
    UsageError,
    about_of,
    later,
    person_of,
    tr,
    who_filter,
)
from trust_tui.screens.filter_line import FilterLine
from trust_tui.screens.journal_pages import JournalPages
from trust_tui.screens.journal_views import VIEWS, View, ViewBar
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.timeline_rows import days_of
from trust_tui.widgets import Row

AROUND_PAGE: Final = 7
"""Lines of the screen above and below the text of a page: bars, views, the title, keys."""

TALL: Final = 33
"""Lines of the screen from which on a row of the list may have two, where it is wide enough as well."""

NOTHING_FITS: Final = (
    later("Nothing here fits the filter."),
    later("Esc takes it away."),
)


class JournalList:
    """Fills the list of the journal's screen.

    Attributes:
        pages: Makes the rows, and the page of each.
    """

    def __init__(self, screen: ListPageScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self.pages = JournalPages(screen.session)
        self._due = ""

    @property
    def view(self) -> View:
        """The view shown."""
        return VIEWS[self._bar.view]

    @property
    def _bar(self) -> ViewBar:
        return self._screen.query_one(ViewBar)

    @property
    def filter_line(self) -> FilterLine:
        """Where a filter is typed."""
        return self._screen.query_one(FilterLine)

    @property
    def record(self) -> Record[Any] | None:
        """The record under the cursor."""
        return self.pages.record_at(self._screen.rows)

    def page(self, key: str) -> Shown:
        """The page of a record, of a trend, or of what is read back."""
        return self.pages.page(self.view, key, self.record)

    def turn_view(self, step: int) -> None:
        """Show the next view or the one before."""
        self._bar.view = (self._bar.view + step) % len(VIEWS)
        self._screen.rows.set_rows(())
        self.fill()
        self._screen.pages.to_list()

    def fit(self) -> None:
        """Draw pictures and rows for another size."""
        fits = self._has_room == self.pages.has_room
        if self._session.ready and not (fits and self.view.kinds):
            self.fill()

    @property
    def _has_room(self) -> bool:
        """Whether rows may have two lines."""
        screen = self._screen
        return screen.has_class("-wide") and screen.size.height >= TALL

    def fill(self) -> None:
        """List what was kept; what a filter takes is looked for beside the screen."""
        self.pages.narrow = self._screen.has_class("-narrow")
        self.pages.height = self._screen.size.height - AROUND_PAGE
        self.pages.has_room = self._has_room
        if self.pages.filter.conditions:
            self.narrow()
        else:
            self._list(self.pages.rows(self.view))

    def narrow(self) -> Worker[None]:
        """List what the filter takes, as it is typed now."""
        return self._screen.run_worker(
            self._narrow, exclusive=True, group="filter"
        )

    async def _narrow(self) -> None:
        try:
            wanted = self._session.filter_of(self.filter_line.text)
        except UsageError as error:
            self.filter_line.refuse(error.advice)
            return
        self.filter_line.refuse("")
        self.pages.filter = wanted
        self._list(await asyncio.to_thread(self.pages.rows, self.view))

    def _list(self, rows: Sequence[Row]) -> None:
        screen = self._screen
        has_pictures = self.view.id is JournalView.TRENDS and bool(rows)
        screen.set_class(has_pictures, "-trends")
        has_filter = bool(self.pages.filter.conditions)
        empty = NOTHING_FITS if has_filter else self.view.empty
        screen.list_rows(rows, [tr(line) for line in empty])
        if self._due and screen.rows.select(self._due):
            screen.pages.go_to(self._due)
        self._due = ""
        screen.refresh_bindings()

    def show(self, target: str) -> None:
        """Go to a record by its id, in the view of everything, whoever it is about."""
        self._bar.view = 0
        self._due = target
        record = self._session.record(target)
        about = about_of(record.value) or NOBODY if record else NOBODY
        if record is None or self._session.shown in (None, about):
            self.filter_line.close()
            self.fill()
        else:
            whom = person_of(self._session.workbook, about)
            label = whom.value.label if whom else "nobody"
            self.filter_line.open(who_filter(label))
            self.narrow()  # the filter may be the same as it was

    async def choose_tag(self) -> None:
        """Show the tags, and what has the one that is chosen."""
        chosen = await self._screen.prompter.ask(
            dialogs.tag_list.TagsDialog(self._session)
        )
        self._screen.freshen()
        if chosen:
            self._screen.pages.to_list()
            self.filter_line.open(chosen)

    async def choose_day(self) -> None:
        """Show the months with how much was kept on each day, and go to the day that is chosen."""
        everything = self.pages.everything()
        days = await asyncio.to_thread(days_of, everything)
        dialog = dialogs.months.MonthsDialog(self._session, days)
        at = await self._screen.prompter.ask(dialog)
        if at is not None and days:
            self.show(everything[at].id)
            self._screen.pages.to_list()
