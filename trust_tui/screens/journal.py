"""Journal: one timeline of what the user kept, newest first, with a view for each kind, and the trends."""

from typing import Any, ClassVar, Final, assert_never

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.domain.kinds import JournalView, Kind, kind_of
from trust_tui.domain.records import Record
from trust_tui.messages import CheckInWanted, GoalWanted, WriteWanted
from trust_tui.screens.journal_pages import JournalPages
from trust_tui.screens.journal_views import VIEWS, View, ViewBar
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.record_actions import OF_A_RECORD, OF_ALL, RecordActions
from trust_tui.screens.trends_page import Look
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
        Binding(
            "right_square_bracket,full_stop",
            "view(1)",
            "Next view",
            id="journal.next-view",
            key_display="]",
        ),
        Binding(
            "left_square_bracket,comma",
            "view(-1)",
            "View before",
            show=False,
            id="journal.view-before",
        ),
        Binding("p", "prompt", "Write on a question", show=False, id="journal.prompt"),
        Binding("e", "record('edit')", "Edit", id="journal.edit"),
        Binding("x", "record('state')", "Set state", id="journal.state"),
        Binding("v", "record('review')", "Look back", id="journal.review"),
        Binding("d,delete", "record('delete')", "Delete", id="journal.delete"),
        Binding("b", "journal('break')", "Break from tracking", id="journal.break"),
        Binding("u,ctrl+z", "journal('undo')", "Undo", show=False, id="journal.undo"),
        Binding(
            "plus,equals_sign",
            "look_longer(1)",
            "Longer",
            id="journal.longer",
            key_display="+",
        ),
        Binding(
            "minus", "look_longer(-1)", "Shorter", show=False, id="journal.shorter"
        ),
        Binding(
            "less_than_sign", "look_at(-1)", "Earlier", show=False, id="journal.earlier"
        ),
        Binding(
            "greater_than_sign", "look_at(1)", "Later", show=False, id="journal.later"
        ),
        Binding("T", "journal('trash')", "Trash", show=False, id="journal.trash"),
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on the view, and on the record under the cursor."""
        if not self.is_mounted or not self.session.ready:
            return True
        if parameters == ("break",):
            return self.view.id in WITH_BREAK
        if action in ("look_longer", "look_at"):
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

    def action_look_longer(self, step: int) -> None:
        """Show a longer time of the trends, or a shorter one."""
        self._look_at(self._journal.look.longer(step))

    def action_look_at(self, step: int) -> None:
        """Show a later time of the trends, or an earlier one."""
        self._look_at(self._journal.look.moved(step))

    def _look_at(self, look: Look) -> None:
        self._journal.look = look
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

    @work
    async def action_prompt(self) -> None:
        """Choose one of the journal's own questions and write on it."""
        of_steps = {step.id for step in self.session.library.steps()}
        prompts = {
            p.id: p.text
            for p in self.session.library.prompts(self.session.kind)
            if p.source not in of_steps
        }
        if answer := await self.prompter.choose(
            "Write on a question",
            "Choose one. Ten minutes is plenty.",
            list(prompts.items()),
        ):
            self.post_message(WriteWanted(prompts[answer], answer))

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
        """Undo, show the trash, or take a break from tracking."""
        await OF_ALL[what](self._actions)
