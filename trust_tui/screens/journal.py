"""Journal: one timeline of what the user kept, newest first, with a view for each kind, and the trends."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, assert_never

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from trust_tui import dialogs
from trust_tui.domain import (
    NOBODY,
    JournalView,
    Kind,
    Record,
    UsageError,
    about_of,
    kind_of,
    later,
    person_of,
    tr,
)
from trust_tui.messages import CheckInWanted, GoalWanted
from trust_tui.screens.filter_line import FilterLine
from trust_tui.screens.giving import GIVE, Giving
from trust_tui.screens.journal_pages import JournalPages
from trust_tui.screens.journal_views import VIEWS, View, ViewBar
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.record_actions import (
    JOURNAL_BINDINGS,
    OF_A_RECORD,
    OF_ALL,
    RecordActions,
)
from trust_tui.screens.timeline_rows import days_of
from trust_tui.session import Session
from trust_tui.widgets import Row

AROUND_PAGE: Final = 7
"""Lines of the screen above and below the text of a page: bars, views, the title, keys."""

TALL: Final = 33
"""Lines of the screen from which on a row of the list may have two, where it is wide enough as well."""

WITH_BREAK: Final = frozenset(
    {JournalView.ALL, JournalView.CHECK_INS, JournalView.TRENDS}
)
"""The views in which a break from tracking can be taken: those that show check-ins, or what is made from them."""


MADE: Final = {
    JournalView.ALL: later("write"),
    JournalView.ENTRIES: later("write"),
    JournalView.CHECK_INS: later("check in"),
    JournalView.GOALS: later("set a goal"),
    JournalView.PROMISES: later("note one"),
    JournalView.TRENDS: later("check in"),
}
"""What n does in each view, in the key line."""

NOTHING_FITS: Final = (
    later("Nothing here fits the filter."),
    later("Esc takes it away."),
)


class JournalScreen(ListPageScreen):
    """The timeline and the page of the record in focus."""

    MODE: ClassVar = "journal"
    ABOUT: ClassVar = later(
        "What you have kept, newest first. Only you read it; the program does not look into it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *JOURNAL_BINDINGS,
        Binding("a", "give", "Give to somebody", show=False, id="journal.give"),
        Binding("f", "filter", "Filter", id="journal.filter"),
        Binding("number_sign", "tags", "Tags", show=False, id="journal.tags"),
        Binding("y", "months", "Calendar", show=False, id="journal.months"),
        Binding("m", "move", "Move to somebody", show=False, id="journal.move"),
    ]

    DEFAULT_CSS = """
    JournalScreen {
        &.-trends #list-side { width: 15; min-width: 15; }
        &.-trends #page-side { max-width: 100%; }
        &.-trends.-narrow #list-side { width: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._journal = JournalPages(session)
        self._kind_shown: Kind[Any] | None = None
        self._due = ""

    def compose_body(self) -> ComposeResult:
        """The views and the filter above the two panes."""
        yield ViewBar()
        yield FilterLine()
        yield from super().compose_body()

    def on_resize(self, event: events.Resize) -> None:
        """Draw pictures and rows for another size, once it is known which one it is."""
        super().on_resize(event)
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        fits = self._has_room == self._journal.has_room
        if self.session.ready and not (fits and self.view.kinds):
            self.reload()

    @property
    def _has_room(self) -> bool:
        """Whether rows may have two lines."""
        return self.has_class("-wide") and self.size.height >= TALL

    @property
    def view(self) -> View:
        """The view shown."""
        return VIEWS[self.query_one(ViewBar).view]

    @property
    def key_names(self) -> Mapping[str, str]:
        """What n makes in the view that is shown, and a shorter word where room is short."""
        if not self.is_mounted:
            return {}
        return {
            "journal.new-entry": tr(MADE[self.view.id]),
            "journal.state": tr("state"),
        }

    @property
    def record(self) -> Record[Any] | None:
        """The record under the cursor."""
        return self._journal.record_at(self.rows)

    @property
    def filter_line(self) -> FilterLine:
        """Where a filter is typed."""
        return self.query_one(FilterLine)

    def reload(self) -> None:
        """List what was kept; what a filter takes is looked for beside the screen."""
        self._journal.narrow = self.has_class("-narrow")
        self._journal.height = self.size.height - AROUND_PAGE
        self._journal.has_room = self._has_room
        if self._journal.filter.conditions:
            self._narrow()
        else:
            self._list(self._journal.rows(self.view))

    def _list(self, rows: Sequence[Row]) -> None:
        has_pictures = self.view.id is JournalView.TRENDS and bool(rows)
        self.set_class(has_pictures, "-trends")
        has_filter = bool(self._journal.filter.conditions)
        empty = NOTHING_FITS if has_filter else self.view.empty
        self.list_rows(rows, [tr(line) for line in empty])
        if self._due and self.rows.select(self._due):
            super().show(self._due)
        self._due = ""
        self.refresh_bindings()

    @work(exclusive=True, group="filter")
    async def _narrow(self) -> None:
        try:
            wanted = self.session.filter_of(self.filter_line.text)
        except UsageError as error:
            self.filter_line.refuse(error.advice)
            return
        self.filter_line.refuse("")
        self._journal.filter = wanted
        self._list(await asyncio.to_thread(self._journal.rows, self.view))

    @on(Input.Changed, "#filter")
    def _follow_filter(self) -> None:
        self._narrow()

    @on(Input.Submitted, "#filter")
    def _leave_filter(self) -> None:
        self.pages.to_list()

    def action_filter(self) -> None:
        """Type a filter; on a page, find a word in it."""
        if self.pages.page.has_focus:
            self.action_in_page("find")
        else:
            self.pages.to_list()
            self.filter_line.open()

    @work
    async def action_tags(self) -> None:
        """Show the tags, and what has the one that is chosen."""
        chosen = await self.prompter.ask(
            dialogs.tag_list.TagsDialog(self.session)
        )
        self.freshen()
        if chosen:
            self.pages.to_list()
            self.filter_line.open(chosen)

    @work
    async def action_months(self) -> None:
        """Show the months with how much was kept on each day, and go to the day that is chosen."""
        everything = self._journal.everything()
        days = await asyncio.to_thread(days_of, everything)
        dialog = dialogs.months.MonthsDialog(self.session, days)
        at = await self.prompter.ask(dialog)
        if at is not None and days:
            self.show(everything[at].id)
            self.pages.to_list()

    def step_back(self) -> bool:
        """From the page to the list, and out of the filter."""
        if super().step_back():
            return True
        if not self.filter_line.is_open:
            return False
        self.filter_line.close()
        self.rows.focus()
        return True

    def shown(self, key: str) -> Shown:
        """The page of a record, of a trend, or of what is read back."""
        return self._journal.page(self.view, key, self.record)

    @work
    async def action_give(self, asks: bool = False) -> None:
        """Give what is about nobody to somebody."""
        await Giving(self.prompter).give(asks=asks)

    @work
    async def action_move(self) -> None:
        """Move the record under the cursor to another person."""
        if (record := self.record) is not None:
            await Giving(self.prompter).move(record)

    def open_row(self, key: str) -> None:
        """Enter goes into the page of a record, and asks to whom what is about nobody is to be given."""
        if key == GIVE:
            self.action_give(asks=True)
        else:
            super().open_row(key)

    def show(self, target: str) -> None:
        """Go to a record by its id, in the view of everything, whoever it is about; empty stays where it is."""
        if not target:
            return
        self.query_one(ViewBar).view = 0
        self._due = target
        record = self.session.record(target)
        about = about_of(record.value) or NOBODY if record else NOBODY
        if record is None or self.session.shown in (None, about):
            self.filter_line.close()
            self.reload()
        else:
            whom = person_of(self.session.workbook, about)
            label = whom.value.label if whom else "nobody"
            self.filter_line.open(f'who:"{label}"')
            self._narrow()  # the filter may be the same as it was

    def row_shown(self) -> None:
        """Name the keys that go with the kind of the record."""
        kind = kind_of(self.record.value) if self.record else None
        if kind is not self._kind_shown:
            self._kind_shown = kind
            self.refresh_bindings()

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """What can be done depends on the view, and on the record under the cursor."""
        if not self.is_mounted or not self.session.ready:
            return True
        if parameters == ("break",):
            return self.view.id in WITH_BREAK
        if action == "look":
            return self.view.id is JournalView.TRENDS
        if action != "record":
            return True
        return self.record is not None and RecordActions.offers(
            str(parameters[0]), self.record
        )

    def action_view(self, step: int) -> None:
        """Show the next view or the one before."""
        bar = self.query_one(ViewBar)
        bar.view = (bar.view + step) % len(VIEWS)
        self.rows.set_rows(())
        self.reload()
        self.pages.to_list()

    def action_look(self, change: str, step: int) -> None:
        """Show a longer or shorter, an earlier or later time of the trends."""
        self._journal.look_on(change, step)
        self.pages.show_row(self.rows.key)

    def action_write(self) -> None:
        """New: what the view is of."""
        view = self.view.id
        match view:
            case JournalView.GOALS:
                self.post_message(GoalWanted())
            case JournalView.CHECK_INS | JournalView.TRENDS:
                self.post_message(CheckInWanted())
            case JournalView.PROMISES:
                self.run_worker(self._actions.note_small())
            case JournalView.ALL | JournalView.ENTRIES:
                super().action_write()
            case _:
                assert_never(view)

    @property
    def _actions(self) -> RecordActions:
        return RecordActions(self.prompter)

    @work
    async def action_record(self, what: str) -> None:
        """Change the record under the cursor, look back at it, set its state, or delete it."""
        if (record := self.record) is not None:
            await OF_A_RECORD[what](self._actions, record)

    @work
    async def action_journal(self, what: str) -> None:
        """Write on a question, undo, show the trash, or take a break from tracking."""
        await OF_ALL[what](self._actions)
