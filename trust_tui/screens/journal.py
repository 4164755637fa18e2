"""Journal: one timeline of what the user kept, newest first, with a view for each kind."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, overload

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.strip import Strip

from trust_tui.dialogs.check_in import CheckInDialog
from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.entry import EntryDialog
from trust_tui.dialogs.goal import GoalDialog, ReviewDialog
from trust_tui.domain.records import CheckIn, Entry, Goal, GoalState, Record, Value
from trust_tui.errors import ConflictError, ContentError
from trust_tui.messages import CheckInWanted, GoalWanted
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.record_page import GOAL_STATES, page_of, title_of
from trust_tui.widgets.drawn import DrawnStyles
from trust_tui.widgets.row_list import Row

VIEWS: Final[tuple[tuple[str, tuple[type[Value], ...]], ...]] = (
    ("All", (Entry, CheckIn, Goal)),
    ("Entries", (Entry,)),
    ("Check-ins", (CheckIn,)),
    ("Goals", (Goal,)),
)
"""The views of the journal, in order: name and the kinds of record in it."""

EMPTY: Final = {
    "All": ("Nothing here yet.", "n writes an entry, c checks in."),
    "Entries": ("No entries yet.", "n writes one. A word is enough."),
    "Check-ins": ("No check-ins yet.", "c checks in, in under a minute."),
    "Goals": ("No goals yet.", "o sets one, small and yours."),
}

KIND_NAMES: Final = {Goal: "Goal: "}
"""What stands before a row where several kinds stand together."""


class ViewBar(DrawnStyles):
    """The names of the views, the one shown marked."""

    DEFAULT_CSS = """
    ViewBar { height: 1; margin: 0 0 1 0; }
    """
    view: var[int] = var(0)

    def render_line(self, y: int) -> Strip:
        """Draw the names."""
        pieces: list[tuple[str, str]] = []
        for index, (name, _) in enumerate(VIEWS):
            pieces += [(f" {name} ", "place" if index == self.view else "quiet")]
        if sum(cell_len(text) for text, _ in pieces) > self.size.width:
            pieces = [(f" {VIEWS[self.view][0]} ", "place"), (f" {self.view + 1}/{len(VIEWS)}", "quiet")]
        return self.draw(pieces, self.size.width)

    def watch_view(self) -> None:
        """Draw again."""
        self.refresh()


class RecordRows(Sequence[Row]):
    """Makes a row when it is drawn, whatever the number of records."""

    def __init__(self, screen: "JournalScreen", records: Sequence[Record[Any]]) -> None:
        self._screen = screen
        self.records = records

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self._screen.row_of(record) for record in self.records[index]]
        return self._screen.row_of(self.records[index])


class JournalScreen(ListPageScreen):
    """The timeline and the page of the record in focus."""

    MODE: ClassVar = "journal"
    ABOUT: ClassVar = "What you have kept, newest first. Only you read it; the program does not look into it."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket,period", "view(1)", "Next view", id="journal.next-view", key_display="]"),
        Binding(
            "left_square_bracket,comma",
            "view(-1)",
            "View before",
            show=False,
            id="journal.view-before",
            key_display="[",
        ),
        Binding("e", "edit", "Edit", id="journal.edit"),
        Binding("o", "goal", "New goal", id="journal.new-goal"),
        Binding("v", "review", "Look back", id="journal.review"),
        Binding("x", "state", "Set state", id="journal.state"),
        Binding("d,delete", "delete", "Delete", id="journal.delete"),
        Binding("u,ctrl+z", "undo", "Undo", show=False, id="journal.undo"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._records: Sequence[Record[Any]] = ()

    def compose_list(self) -> ComposeResult:
        """The views above the list."""
        yield ViewBar()
        yield from super().compose_list()

    @property
    def view(self) -> str:
        """Name of the view shown."""
        return VIEWS[self.query_one(ViewBar).view][0]

    def reload(self) -> None:
        """List what was kept."""
        workbook, about = self.desk.workbook, self.desk.about
        kinds = dict(VIEWS)[self.view]
        self._records = workbook.timeline([kind.TABLE for kind in kinds], about)
        self.rows.set_rows(RecordRows(self, self._records), empty=EMPTY[self.view])
        self.show_row(self.rows.key)
        self.refresh_bindings()

    def row_of(self, record: Record[Any]) -> Row:
        """The row of a record."""
        title, day = title_of(record, self.desk.today)
        mark = "" if len(dict(VIEWS)[self.view]) == 1 else KIND_NAMES.get(type(record.value), "")
        return Row(record.id, [(mark, "quiet"), (" ".join(title.split()), "text")], [(day, "quiet")])

    @property
    def record(self) -> Record[Any] | None:
        """The record under the cursor."""
        index = self.rows.cursor
        return self._records[index] if 0 <= index < len(self._records) else None

    def shown(self, key: str) -> Shown:
        """The page of a record."""
        record = self.record
        if record is None or record.id != key:
            raise ContentError("It is not here any more. It was deleted or changed in another session.")
        title, blocks = page_of(record, self.desk.library)
        return Shown(title=title, blocks=blocks)

    def show(self, target: str) -> None:
        """Go to a record by its id, in the view of everything."""
        self.query_one(ViewBar).view = 0
        self.reload()
        super().show(target)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Goals alone have a state and a look back; nothing can be changed where nothing is."""
        if not self.is_mounted or not self.desk.ready:
            return True
        record = self.record
        if action in ("edit", "delete"):
            return record is not None
        if action in ("review", "state"):
            return record is not None and isinstance(record.value, Goal)
        return True

    def show_row(self, key: str, anchor: str = "") -> None:
        """Show the record, and the keys that go with its kind."""
        super().show_row(key, anchor)
        self.refresh_bindings()

    def action_view(self, step: int) -> None:
        """Show the next view or the one before."""
        bar = self.query_one(ViewBar)
        bar.view = (bar.view + step) % len(VIEWS)
        self.rows.action_edge(0)
        self.reload()
        self.to_list()

    def action_goal(self) -> None:
        """Set a goal."""
        self.post_message(GoalWanted())

    def action_write(self) -> None:
        """New: what the view is of."""
        if self.view == "Goals":
            self.post_message(GoalWanted())
        elif self.view == "Check-ins":
            self.post_message(CheckInWanted())
        else:
            super().action_write()

    @work
    async def action_edit(self) -> None:
        """Change the record under the cursor."""
        record = self.record
        if record is None:
            return
        match record.value:
            case Entry():
                kept = await self.app.push_screen_wait(EntryDialog(self.desk, record))
            case CheckIn():
                kept = await self.app.push_screen_wait(CheckInDialog(self.desk, record.value.day, record))
            case _:
                kept = await self.app.push_screen_wait(GoalDialog(self.desk, record))
        self.freshen()
        if kept is not None:
            self.notice("Kept.")

    @work
    async def action_review(self) -> None:
        """Look back at the goal under the cursor."""
        record = self.record
        if record is None:
            return
        kept = await self.app.push_screen_wait(ReviewDialog(self.desk, record))
        if kept is not None:
            self.freshen()
            self.notice("Kept.")

    @work
    async def action_state(self) -> None:
        """Ask where the goal under the cursor stands, and keep it."""
        record: Record[Goal] | None = self.record
        if record is None:
            return
        choices = [(str(state), text) for state, text in GOAL_STATES.items()]
        answer = await self.app.push_screen_wait(
            ChoiceDialog("Where it stands", "All four are equally good answers.", choices, chosen=record.value.state)
        )
        if answer is None:
            return
        value = replace(record.value, state=GoalState(answer))
        if await self.attempt(self.desk.workbook.of(Goal).change, record, value):
            self.freshen()
            self.notice(f"Kept: {GOAL_STATES[value.state]}.")

    @work
    async def action_delete(self) -> None:
        """Move the record under the cursor to the trash, after a question."""
        record = self.record
        if record is None:
            return
        title, _ = title_of(record, self.desk.today)
        answer = await self.app.push_screen_wait(
            ChoiceDialog(
                "Delete this?",
                f"{title[:200]}\n\nIt goes to the trash for 30 days, and u brings it back at once.",
                [("no", "No, keep it"), ("yes", "Yes, delete it")],
            )
        )
        if answer == "yes" and await self.attempt(self.desk.workbook.of(type(record.value)).delete, record):
            self.freshen()
            self.notice("Deleted. u brings it back.")

    @work
    async def action_undo(self) -> None:
        """Take the last delete or change of this session back."""
        try:
            undone = await self.desk.write(self.desk.workbook.undo)
        except ConflictError:
            self.notice("Not taken back: it was changed in another session since.")
            return
        self.freshen()
        self.notice("Taken back." if undone is not None else "There is nothing to take back.")
