"""Overview: what is open today, how the last weeks went, and what there is to read."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from textwrap import wrap
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from trust_tui import dialogs
from trust_tui.domain.agenda import Open, TodayLine, open_today
from trust_tui.domain.records import CheckIn, HabitTick, PageRead
from trust_tui.domain.trends import (
    Reading,
    first_day,
    means,
    read_line,
    reading_day,
    recent,
    series,
    trend_sentence,
)
from trust_tui.errors import ContentError
from trust_tui.library.today_lines import told
from trust_tui.messages import (
    CheckInWanted,
    OpenRecord,
    OpenTarget,
    ProblemsWanted,
    SelfCheckWanted,
    TogetherWanted,
    WriteWanted,
)
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.widgets.charts import strip
from trust_tui.widgets.row_list import Row, RowList

WEEKS: Final = 6
"""Weeks in a trend line."""


class OverviewScreen(ModeScreen):
    """Today and the trends at the left, the reading shelf at the right; one column where it is narrow."""

    MODE: ClassVar = "overview"
    ABOUT: ClassVar = (
        "What is open today, how the last six weeks went, and what there is to read. "
        "Nothing is ever late."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "together", "Together", id="together"),
        Binding("h", "habits", "Habits", id="habits"),
    ]
    DEFAULT_CSS = """
    OverviewScreen {
        & RowList { padding: 0; }
        & #today { width: 1fr; padding: 1 1 0 1; max-width: 60; }
        & #shelf { width: 1fr; padding: 1 1 0 1; border-left: solid $rule; max-width: 60; }
        &.-narrow #shelf { display: none; }
    }
    """

    def compose_body(self) -> ComposeResult:
        """The two columns."""
        with Horizontal():
            yield RowList(id="today")
            yield RowList(id="shelf")

    def on_mount(self) -> None:
        """Show the headings at once; the rest follows when the workbook is open."""
        self.query_one("#today", RowList).set_rows([Row("", [("Today", "heading")])])
        self.query_one("#shelf", RowList).set_rows([Row("", [("Read", "heading")])])
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
        today = [
            Row("", [("Today", "heading")]),
            *self._today_rows(),
            *self._problem_rows(),
            Row("", []),
            *self._trends(),
        ]
        shelf = [Row("", [("Read", "heading")]), *self._shelf_rows()]
        if self.has_class("-narrow"):
            today += [Row("", []), *shelf]
        self.query_one("#today", RowList).set_rows(today)
        self.query_one("#shelf", RowList).set_rows(shelf)

    def _today_rows(self) -> Sequence[Row]:
        session, library = self.session, self.session.library
        exercises = [
            (e.id, e.step) for e in library.exercise_outlines() if session.offers(e)
        ]
        ticks = list(filter(session.config.offers, library.tick_habits()))
        lines = open_today(
            session.workbook, session.about, session.today, exercises, ticks=ticks
        )
        if not lines:
            return [
                Row(
                    "",
                    [("  ", "text"), ("Nothing is due. That is a good day.", "quiet")],
                )
            ]
        return [self._today_row(line) for line in lines]

    def _today_row(self, line: TodayLine) -> Row:
        title, note = told(line, self.session.library, self.session.today)
        style = "quiet" if line.kind is Open.CHECKED_IN else "text"
        key = f"{line.kind}:{line.target}"
        if line.kind is Open.EXERCISE:
            key = f"open:{self.session.library.exercise_outline(line.target).step}#{line.target}"
        return Row(
            key,
            [(title, style)],
            [(note, "care" if line.kind is Open.REVIEW else "quiet")],
        )

    def _problem_rows(self) -> Sequence[Row]:
        problems = [
            problem for problem in self.session.library.problems if not problem.warning
        ]
        if not problems:
            return []
        files = sorted({problem.file for problem in problems})
        told = files[0] if len(files) == 1 else f"{len(files)} content files"
        return [
            Row(
                "problems",
                [(f"Not all of {told} can be shown", "care")],
                [("see why", "quiet")],
            )
        ]

    def _trends(self) -> Sequence[Row]:
        """The trend lines; none where the content lacks their words, which the row of problems names."""
        try:
            return self._trend_rows()
        except ContentError:
            return []

    def _trend_rows(self) -> Sequence[Row]:
        today = self.session.today
        kept = self.session.workbook.of(CheckIn).about(self.session.about)
        check_ins = recent(kept, first_day(today))
        rows = [Row("", [("The last six weeks", "heading")])]
        since = today - timedelta(days=WEEKS * 7 - 1)
        if not check_ins or check_ins[0].value.day < since:
            words = self.session.library.text("checkin-daily", "none-yet").paragraphs
            for line in wrap(" ".join(words), 34, break_on_hyphens=False):
                rows.append(Row("", [("  ", "text"), (line, "quiet")]))
            return rows
        day = reading_day(kept, today)
        for item in self.session.library.daily_items():
            points = series(check_ins, item.id, first_day(today))
            rows += self._trend(item.id, points, read_line(points, day))
        return rows

    def _trend(
        self, item: str, points: Mapping[date, float], reading: Reading
    ) -> Sequence[Row]:
        """The line of an item with its sentence beside it, or below where there is no room."""
        library, today = self.session.library, self.session.today
        title = library.text("checkin-daily", f"trend-{item}").title
        sentence = trend_sentence(library.sentences(f"trend-{item}"), reading, today)
        width = self.query_one("#today", RowList).scrollable_content_region.width
        cells = means(points, today, WEEKS, 7)
        if width >= WEEKS * 7 + 11:
            cells = means(points, today, WEEKS * 7, 1)
        line = strip(cells, 1, ascii=self.session.ascii)
        pieces = [("  ", "text"), (f"{title:<9}", "text"), (line, "box")]
        if len(sentence) + len(cells) + 13 > width:
            below = Row("", [("    ", "text"), (sentence, "quiet")])
            return [Row("", pieces), below]
        return [Row("", [*pieces, (f"  {sentence}", "quiet")])]

    def _shelf_rows(self) -> Sequence[Row]:
        read = set()
        for record in self.session.workbook.of(PageRead).all():
            if record.value.finished:
                read.add(record.value.page)
        rows = []
        for header in self.session.library.shelf():
            if header.id in ("signs", "steps"):
                continue  # they stand on screens of their own
            if header.id == "safety":
                note = ("!", "care")
            elif header.id in read:
                note = ("\u2713", "box")
            else:
                note = (f"{header.minutes} min", "quiet")
            rows.append(Row(f"open:{header.id}", [(header.title, "text")], [note]))
        return rows

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        what, _, target = event.key.partition(":")
        match what:
            case Open.CHECK_IN | Open.CHECKED_IN:
                self.post_message(CheckInWanted())
            case "open":
                self.post_message(OpenTarget(target))
            case Open.GOAL | Open.REVIEW | Open.PROMISE:
                self.post_message(OpenRecord(target))
            case Open.TOGETHER:
                self.post_message(TogetherWanted())
            case Open.SELF_CHECK:
                self.post_message(SelfCheckWanted())
            case Open.HABIT:
                self._tick_habit(target)
            case "problems":
                self.post_message(ProblemsWanted())

    @work
    async def _tick_habit(self, habit: str) -> None:
        """Tick a habit for today."""
        value = HabitTick(habit=habit, day=self.session.today, about=self.session.about)
        if await self.prompter.attempt(self.session.workbook.of(HabitTick).keep, value):
            self.freshen()
            self.notice("Ticked for today.")

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
