"""Journal: one timeline of what the user kept, newest first, with a view for each kind, and the trends."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, assert_never

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from trust_tui.domain import (
    JournalView,
    Kind,
    kind_of,
    later,
    tr,
)
from trust_tui.messages import CheckInWanted, GoalWanted
from trust_tui.screens.filter_line import FilterLine
from trust_tui.screens.giving import GIVE, Giving
from trust_tui.screens.journal_list import JournalList
from trust_tui.screens.journal_views import ViewBar
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.record_actions import (
    JOURNAL_BINDINGS,
    OF_A_RECORD,
    OF_ALL,
    RecordActions,
)
from trust_tui.session import Session

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


class JournalScreen(ListPageScreen):
    """The timeline and the page of the record in focus."""

    MODE: ClassVar = "journal"
    ABOUT: ClassVar = later(
        "What you have kept, newest first. Only you read it; the program does not look into it."
    )
    BINDINGS: ClassVar[list[BindingType]] = JOURNAL_BINDINGS

    DEFAULT_CSS = """
    JournalScreen {
        &.-trends #list-side { width: 15; min-width: 15; }
        &.-trends #page-side { max-width: 100%; }
        &.-trends.-narrow #list-side { width: 1fr; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._journal = JournalList(self)
        self._kind_shown: Kind[Any] | None = None

    def compose_body(self) -> ComposeResult:
        """The views and the filter above the two panes."""
        yield ViewBar()
        yield FilterLine()
        yield from super().compose_body()

    def on_resize(self, event: events.Resize) -> None:
        """Draw pictures and rows for another size, once it is known which one it is."""
        super().on_resize(event)
        self.call_after_refresh(self._journal.fit)

    @property
    def key_names(self) -> Mapping[str, str]:
        """What n makes in the view that is shown, and a shorter word where room is short."""
        if not self.is_mounted:
            return {}
        return {
            "journal.new-entry": tr(MADE[self._journal.view.id]),
            "journal.state": tr("state"),
        }

    def reload(self) -> None:
        """List what was kept."""
        self._journal.fill()

    @on(Input.Changed, "#filter")
    def _follow_filter(self) -> None:
        self._journal.narrow()

    @on(Input.Submitted, "#filter")
    def _leave_filter(self) -> None:
        self.pages.to_list()

    def action_filter(self) -> None:
        """Type a filter; on a page, find a word in it."""
        if self.pages.page.has_focus:
            self.action_in_page("find")
        else:
            self.pages.to_list()
            self._journal.filter_line.open()

    @work
    async def action_tags(self) -> None:
        """Show the tags, and what has the one that is chosen."""
        await self._journal.choose_tag()

    @work
    async def action_months(self) -> None:
        """Show the months with how much was kept on each day, and go to the day that is chosen."""
        await self._journal.choose_day()

    def step_back(self) -> bool:
        """From the page to the list, and out of the filter."""
        if super().step_back():
            return True
        if not self._journal.filter_line.is_open:
            return False
        self._journal.filter_line.close()
        self.rows.focus()
        return True

    def shown(self, key: str) -> Shown:
        """The page of a record, of a trend, or of what is read back."""
        return self._journal.page(key)

    @work
    async def action_give(self, asks: bool = False) -> None:
        """Give what is about nobody to somebody."""
        await Giving(self.prompter).give(asks=asks)

    @work
    async def action_move(self) -> None:
        """Move the record under the cursor to another person."""
        if (record := self._journal.record) is not None:
            await Giving(self.prompter).move(record)

    def open_row(self, key: str) -> None:
        """Enter goes into the page of a record, and asks to whom what is about nobody is to be given."""
        if key == GIVE:
            self.action_give(asks=True)
        else:
            super().open_row(key)

    def show(self, target: str) -> None:
        """Go to a record by its id, in the view of everything, whoever it is about; empty stays where it is."""
        if target:
            self._journal.show(target)

    def row_shown(self) -> None:
        """Name the keys that go with the kind of the record."""
        record = self._journal.record
        kind = kind_of(record.value) if record else None
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
            return self._journal.view.id in WITH_BREAK
        if action == "look":
            return self._journal.view.id is JournalView.TRENDS
        if action != "record":
            return True
        record = self._journal.record
        return record is not None and RecordActions.offers(
            str(parameters[0]), record
        )

    def action_view(self, step: int) -> None:
        """Show the next view or the one before."""
        self._journal.turn_view(step)

    def action_look(self, change: str, step: int) -> None:
        """Show a longer or shorter, an earlier or later time of the trends."""
        self._journal.pages.look_on(change, step)
        self.pages.show_row(self.rows.key)

    def action_write(self) -> None:
        """New: what the view is of."""
        view = self._journal.view.id
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
        if (record := self._journal.record) is not None:
            await OF_A_RECORD[what](self._actions, record)

    @work
    async def action_journal(self, what: str) -> None:
        """Write on a question, undo, show the trash, or take a break from tracking."""
        await OF_ALL[what](self._actions)
