"""Journal: one timeline of what the user kept, newest first, with a view for each kind, and the trends."""

from typing import Any, ClassVar, Final, assert_never

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.domain import JournalView, Kind, Record, kind_of
from trust_tui.messages import CheckInWanted, GoalWanted
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
from trust_tui.session import Session

WITH_BREAK: Final = frozenset(
    {JournalView.ALL, JournalView.CHECK_INS, JournalView.TRENDS}
)
"""The views in which a break from tracking can be taken: those that show check-ins, or what is made from them."""


class JournalScreen(ListPageScreen):
    """The timeline and the page of the record in focus."""

    MODE: ClassVar = "journal"
    ABOUT: ClassVar = "What you have kept, newest first. Only you read it; the program does not look into it."
    BINDINGS: ClassVar[list[BindingType]] = [
        *JOURNAL_BINDINGS,
        Binding("a", "give", "Give to somebody", show=False, id="journal.give"),
        Binding("m", "move", "Move to somebody", show=False, id="journal.move"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._journal = JournalPages(session)
        self._kind_shown: Kind[Any] | None = None

    def compose_body(self) -> ComposeResult:
        """The views above the two panes."""
        yield ViewBar()
        yield from super().compose_body()

    @property
    def view(self) -> View:
        """The view shown."""
        return VIEWS[self.query_one(ViewBar).view]

    @property
    def record(self) -> Record[Any] | None:
        """The record under the cursor."""
        return self._journal.record_at(self.rows)

    def reload(self) -> None:
        """List what was kept."""
        self.list_rows(self._journal.rows(self.view), self.view.empty)
        self.refresh_bindings()

    def shown(self, key: str) -> Shown:
        """The page of a record, of a trend, or of what is read back."""
        return self._journal.page(self.view, key, self.record)

    @work
    async def action_give(self) -> None:
        """Give what is about nobody to somebody."""
        await Giving(self.prompter).give()

    @work
    async def action_move(self) -> None:
        """Move the record under the cursor to another person."""
        if (record := self.record) is not None:
            await Giving(self.prompter).move(record)

    def open_row(self, key: str) -> None:
        """Enter goes into the page of a record, and gives what is about nobody to somebody."""
        if key == GIVE:
            self.action_give()
        else:
            super().open_row(key)

    def show(self, target: str) -> None:
        """Go to a record by its id, in the view of everything."""
        self.query_one(ViewBar).view = 0
        self.reload()
        super().show(target)

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
        self.reload()

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
