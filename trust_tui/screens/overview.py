"""Overview: what is open today, how the last weeks went, and what there is to read."""

from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from trust_tui import dialogs, screens
from trust_tui.domain import HabitTick, Open, later, tr
from trust_tui.messages import (
    CheckInWanted,
    FlowWanted,
    OpenRecord,
    OpenTarget,
    ProblemsWanted,
    SelfCheckWanted,
    TogetherWanted,
    WriteWanted,
)
from trust_tui.screens.giving import Giving, offer_rows
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.screens.overview_rows import WHOM, OverviewRows
from trust_tui.screens.record_actions import RecordActions
from trust_tui.session import Session
from trust_tui.widgets import Row, RowList


class OverviewScreen(ModeScreen):
    """Today and the trends at the left, the reading shelf at the right; one column where it is narrow."""

    MODE: ClassVar = "overview"
    ABOUT: ClassVar = later(
        "What is open today, how the last six weeks went, and what there is to read. "
        "Nothing is ever late."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "together", "Together", id="together"),
        Binding("h", "habits", "Habits", id="habits"),
        Binding("a", "give", "Give to somebody", show=False, id="people.give"),
        Binding("u,ctrl+z", "undo", "Undo", show=False, id="overview.undo"),
        Binding("U", "redo", "Do it again", show=False, id="overview.redo"),
    ]
    DEFAULT_CSS = """
    OverviewScreen {
        & RowList { padding: 0; }
        & #today { width: 1fr; padding: 1 1 0 1; max-width: 60; }
        & #shelf { width: 1fr; padding: 1 0 0 1; border-left: solid $rule; max-width: 60; }
        &.-narrow #shelf { display: none; }
        &.-wide Horizontal { max-width: 152; }
        &.-wide #today { width: 63%; max-width: 92; }
        &.-wide #shelf { padding: 1 1 0 1; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows = OverviewRows(session)

    def compose_body(self) -> ComposeResult:
        """The two columns."""
        with Horizontal():
            yield RowList(id="today")
            yield RowList(id="shelf")

    def on_mount(self) -> None:
        """Show the headings at once; the rest follows when the workbook is open."""
        self.query_one("#today", RowList).set_rows(
            [Row("", [(tr("Today"), "heading")])]
        )
        self.query_one("#shelf", RowList).set_rows(
            [Row("", [(tr("Read"), "heading")])]
        )
        super().on_mount()

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the columns for another width, once it is known which one it is."""
        super().on_resize(event)
        self.call_after_refresh(self._arrange)

    def _arrange(self) -> None:
        if self.session.ready:
            self.reload()

    def reload(self) -> None:
        """Read what is open, the trends, and what was read."""
        today_list = self.query_one("#today", RowList)
        shelf_list = self.query_one("#shelf", RowList)
        width = today_list.scrollable_content_region.width
        beside = shelf_list.scrollable_content_region.width
        is_narrow = self.has_class("-narrow")
        is_wide = self.has_class("-wide") and not self.app.has_class("-told")
        today = [
            Row("", [(tr("Today"), "heading")]),
            *self._rows.today(has_exercise=not is_wide),
            *self._rows.year_ago(),
            *offer_rows(self.session),
            *self._rows.problems(),
            Row("", []),
        ]
        shelf = [
            Row("", [(tr("Do"), "heading")]),
            *self._rows.ways(self.prompter.key_of),
            Row("", []),
            Row("", [(tr("Read"), "heading")]),
            *self._rows.shelf(width if is_narrow else beside),
        ]
        if is_wide:
            wide = screens.wide_overview.WideOverview(self.session)
            height = today_list.size.height - len(today)
            today += wide.days(width, height) or self._rows.trends(width)
            today += wide.first_days(width)
            shelf = [
                *wide.last_entry(beside),
                *wide.exercise(self._rows.exercise(), beside),
                *shelf,
            ]
        else:
            today += self._rows.trends(width)
        if is_narrow:
            today += [Row("", []), *shelf]
        today_list.set_rows(today)
        shelf_list.set_rows(shelf)

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        what, _, rest = event.key.partition(":")
        target, _, whom = rest.partition(WHOM)
        about = whom or None
        match what:
            case Open.CHECK_IN | Open.CHECKED_IN:
                self.post_message(CheckInWanted(about=about))
            case "open":
                self.post_message(OpenTarget(target))
            case Open.GOAL | Open.REVIEW | Open.PROMISE | "year":
                self.post_message(OpenRecord(target))
            case Open.TOGETHER:
                self.post_message(TogetherWanted())
            case Open.SELF_CHECK:
                self.post_message(SelfCheckWanted(about))
            case Open.HABIT:
                self._tick_habit(target, about or self.session.about)
            case "flow":
                self.post_message(FlowWanted(target, *filter(None, [about])))
            case "problems":
                self.post_message(ProblemsWanted())
            case "give":
                self.action_give(asks=True)

    @work
    async def _tick_habit(self, habit: str, about: str | None) -> None:
        """Tick a habit for today."""
        value = HabitTick(habit=habit, day=self.session.today, about=about)
        if await self.prompter.attempt(
            self.session.workbook.of(HabitTick).keep, value
        ):
            self.freshen()
            self.notice(tr("Ticked for today."))

    @work
    async def action_give(self, asks: bool = False) -> None:
        """Give what is about nobody to somebody."""
        await Giving(self.prompter).give(asks=asks)

    @work
    async def action_undo(self) -> None:
        """Take the last delete or change of this session back."""
        await RecordActions(self.prompter).undo()

    @work
    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        await RecordActions(self.prompter).redo()

    def action_together(self) -> None:
        """Sit down together."""
        self.post_message(TogetherWanted())

    @work
    async def action_habits(self) -> None:
        """Switch habits on or off, and note what one keeps."""
        keeps = await self.app.push_screen_wait(
            dialogs.habits.HabitsDialog(self.session)
        )
        self.freshen()
        if keeps == "letter":
            self.post_message(
                WriteWanted(
                    self.session.library.text("habits", "habit-letter").title,
                    "habit-letter",
                )
            )
        elif keeps == "dates":
            self.post_message(TogetherWanted())
        elif keeps and keeps in dialogs.small.SMALL:
            form = partial(dialogs.small.SmallForm, self.session, keeps)
            await self.prompter.fill_in(form)
