"""Journal: one timeline of what the user kept, newest first, with a view for each kind, and the trends."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar, Final, assert_never

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.dialogs.record_forms import form_of
from trust_tui.domain.kinds import (
    JournalView,
    Kind,
    about_of,
    kind_of,
)
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    JointCheckIn,
    Promise,
    Record,
    Win,
)
from trust_tui.errors import ContentError
from trust_tui.messages import CheckInWanted, GoalWanted, WriteWanted
from trust_tui.screens.journal_views import (
    VIEWS,
    Recent,
    RecordRows,
    View,
    ViewBar,
    row_of,
)
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.record_actions import RecordActions
from trust_tui.screens.record_page import page_of
from trust_tui.screens.trends_page import (
    ALL_LINES,
    Look,
    TrendsPage,
    promises_page,
)
from trust_tui.session import Session
from trust_tui.widgets.row_list import Row

WITH_BREAK: Final = frozenset(
    {JournalView.ALL, JournalView.CHECK_INS, JournalView.TRENDS}
)
"""The views in which a break from tracking can be taken: those that show check-ins, or what is made from them."""

OF_A_RECORD: Final = frozenset({"edit", "delete", "review", "state"})
"""What is done to the record under the cursor."""

MARKED: Final = timedelta(days=366)
"""How far back it is marked on which days something was written."""

SUMMARY: Final = "summary"
"""Key of the row that reads promises and wins back."""


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
        Binding("e", "edit", "Edit", id="journal.edit"),
        Binding("x", "state", "Set state", id="journal.state"),
        Binding("v", "review", "Look back", id="journal.review"),
        Binding("d,delete", "delete", "Delete", id="journal.delete"),
        Binding("b", "break", "Break from tracking", id="journal.break"),
        Binding("u,ctrl+z", "undo", "Undo", show=False, id="journal.undo"),
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
        Binding("T", "trash", "Trash", show=False, id="journal.trash"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._records: Sequence[Record[Any]] = ()
        self._kind_shown: Kind[Any] | None = None
        self._look = Look()

    def compose_body(self) -> ComposeResult:
        """The views above the two panes."""
        yield ViewBar()
        yield from super().compose_body()

    @property
    def view(self) -> View:
        """The view shown."""
        return VIEWS[self.query_one(ViewBar).view]

    def reload(self) -> None:
        """List what was kept."""
        view = self.view
        self._records = self._kept(view)
        rows: Sequence[Row]
        row = partial(row_of, today=self.session.today, names_kind=len(view.kinds) > 1)
        if view.id is JournalView.TRENDS:
            rows = self._trend_rows()
        elif view.id is JournalView.PROMISES and self._records:
            rows = [Row(SUMMARY, [("Read back", "strong")]), *map(row, self._records)]
        else:
            rows = RecordRows(self._records, row)
        self.list_rows(rows, view.empty)
        self.refresh_bindings()

    def _kept(self, view: View) -> Sequence[Record[Any]]:
        if not view.kinds:
            return ()
        tables = [kind.table for kind in view.kinds]
        return Recent(self.session.workbook.timeline(tables, self.session.about))

    def _trend_rows(self) -> Sequence[Row]:
        try:
            return self._trends.rows()
        except ContentError:
            return ()  # the overview names the page that has their words

    @property
    def _trends(self) -> TrendsPage:
        check_ins = self.session.workbook.of(CheckIn).about(self.session.about)
        session = self.session
        return TrendsPage(
            session.library,
            check_ins,
            session.today,
            kind=session.kind,
            ascii=session.ascii,
            week_start=session.config.week_start,
            look=self._look,
            marks=self._marks(),
        )

    def _marks(self) -> dict[date, str]:
        """A letter for each day on which something was done."""
        of, about = self.session.workbook.of, self.session.about
        since = self.session.today - MARKED
        marks = {}
        for entry in of(Entry).about(about):
            if entry.value.day < since:
                break
            if entry.value.answers:
                marks[entry.value.day] = "x"
        marks |= {goal.made.date(): "g" for goal in of(Goal).about(about)}
        return marks | {talk.value.day: "t" for talk in of(JointCheckIn).about(about)}

    @property
    def record(self) -> Record[Any] | None:
        """The record under the cursor."""
        key = self.rows.key
        index = self.rows.cursor - (len(self.rows.rows) - len(self._records))
        record = self._records[index] if 0 <= index < len(self._records) else None
        return record if record is not None and record.id == key else None

    def shown(self, key: str) -> Shown:
        """The page of a record, of a trend, or of what is read back."""
        if self.view.id is JournalView.TRENDS:
            if key == ALL_LINES:
                return Shown(title="All lines", blocks=self._trends.overview())
            part = self.session.library.text("checkin-daily", f"trend-{key}")
            return Shown(title=part.title, blocks=self._trends.blocks(key))
        if key == SUMMARY:
            of, about = self.session.workbook.of, self.session.about
            blocks = promises_page(
                self.session.library, of(Promise).about(about), of(Win).about(about)
            )
            return Shown(title="Read back", blocks=blocks)
        record = self.record
        if record is None:
            raise ContentError(
                "It is not here any more. It was deleted or changed in another session."
            )
        relationship = self.session.kind_of(about_of(record.value))
        title, page = page_of(record, self.session.library, relationship)
        return Shown(title=title, blocks=page)

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
        """What can be done depends on the record under the cursor."""
        if not self.is_mounted or not self.session.ready:
            return True
        if action == "break":
            return self.view.id in WITH_BREAK
        if action in ("look_longer", "look_at"):
            return self.view.id is JournalView.TRENDS
        if action not in OF_A_RECORD:
            return True
        record = self.record
        if record is None:
            return False
        match action:
            case "edit":
                return form_of(record) is not None
            case "review":
                return isinstance(record.value, Goal)
            case "state":
                return bool(kind_of(record.value).states)
        return True

    def action_view(self, step: int) -> None:
        """Show the next view or the one before."""
        bar = self.query_one(ViewBar)
        bar.view = (bar.view + step) % len(VIEWS)
        self.rows.set_rows(())
        self.reload()
        self.pages.to_list()

    def action_look_longer(self, step: int) -> None:
        """Show a longer time of the trends, or a shorter one."""
        self._look_at(self._look.longer(step))

    def action_look_at(self, step: int) -> None:
        """Show a later time of the trends, or an earlier one."""
        self._look_at(self._look.moved(step))

    def _look_at(self, look: Look) -> None:
        self._look = look
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
    async def action_edit(self) -> None:
        """Change the record under the cursor."""
        if (record := self.record) is not None:
            await self._actions.edit(record)

    @work
    async def action_review(self) -> None:
        """Look back at the goal under the cursor."""
        if (record := self.record) is not None:
            await self._actions.review(record)

    @work
    async def action_state(self) -> None:
        """Ask where the goal or the promise under the cursor stands, and keep it."""
        if (record := self.record) is not None:
            await self._actions.set_state(record)

    @work
    async def action_delete(self) -> None:
        """Move the record under the cursor to the trash, after a question."""
        if (record := self.record) is not None:
            await self._actions.delete(record)

    @work
    async def action_undo(self) -> None:
        """Take the last delete or change of this session back."""
        await self._actions.undo()

    @work
    async def action_trash(self) -> None:
        """Show the trash."""
        await self._actions.show_trash()

    @work
    async def action_break(self) -> None:
        """Take a break from tracking, or end it."""
        await self._actions.turn_break()
