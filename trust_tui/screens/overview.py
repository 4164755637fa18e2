"""Overview: what is open today, how the last weeks went, and what there is to read."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from trust_tui.domain.dates import days_ago, short_day
from trust_tui.domain.records import CheckIn, PageRead
from trust_tui.domain.today import Open, TodayLine, open_today
from trust_tui.domain.trends import compare, means, series
from trust_tui.messages import CheckInWanted, OpenRecord, OpenTarget, ProblemsWanted
from trust_tui.screens.base import ModeScreen
from trust_tui.widgets.row_list import Row, RowList

WEEKS: Final = 6
"""Weeks in a trend line."""

BARS: Final = "\u2581\u2582\u2583\u2585\u2587"
ASCII_BARS: Final = "01234"
"""One character for each step of the scale 0-4."""

GAP: Final = "\u00b7"
ASCII_GAP: Final = "."


class OverviewScreen(ModeScreen):
    """Today and the trends at the left, the reading shelf at the right; one column where it is narrow."""

    MODE: ClassVar = "overview"
    ABOUT: ClassVar = (
        "What is open today, how the last six weeks went, and what there is to read. Nothing is ever late."
    )
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

    def on_resize_done(self) -> None:
        """Arrange the columns for another width."""
        if self.desk.ready:
            self.reload()

    def reload(self) -> None:
        """Read what is open, the trends, and what was read."""
        today = [
            Row("", [("Today", "heading")]),
            *self._today_rows(),
            *self._problem_rows(),
            Row("", []),
            *self._trend_rows(),
        ]
        shelf = [Row("", [("Read", "heading")]), *self._shelf_rows()]
        if self.has_class("-narrow"):
            today += [Row("", []), *shelf]
        self.query_one("#today", RowList).set_rows(today)
        self.query_one("#shelf", RowList).set_rows(shelf)

    def _today_rows(self) -> Sequence[Row]:
        desk = self.desk
        exercises = [(e.id, e.step) for e in desk.library.exercises() if desk.offers(e)]
        return [self._today_row(line) for line in open_today(desk.workbook, desk.about, desk.today, exercises)]

    def _today_row(self, line: TodayLine) -> Row:
        today = self.desk.today
        match line.kind:
            case Open.CHECK_IN:
                told = days_ago(line.day, today) if line.day else "under a minute"
                return Row("check-in", [("Check in", "text")], [(told, "quiet")])
            case Open.CHECKED_IN:
                return Row("check-in", [("Checked in today", "quiet")], [("change it", "quiet")])
            case Open.EXERCISE:
                exercise = self.desk.library.exercise(line.target)
                step = self.desk.library.header(exercise.step)
                told = f"step {step.step}{step.part} \u00b7 {exercise.minutes} min"
                return Row(f"open:{exercise.step}#{exercise.id}", [(exercise.title, "text")], [(told, "quiet")])
            case Open.REVIEW:
                return Row(f"record:{line.target}", [(line.label, "text")], [("look back?", "care")])
            case Open.GOAL:
                told = f"by {short_day(line.day, today)}" if line.day else "goal"
                return Row(f"record:{line.target}", [(line.label, "text")], [(told, "quiet")])

    def _problem_rows(self) -> Sequence[Row]:
        problems = [problem for problem in self.desk.library.problems if not problem.warning]
        if not problems:
            return []
        files = sorted({problem.file for problem in problems})
        told = files[0] if len(files) == 1 else f"{len(files)} content files"
        return [Row("problems", [(f"Not all of {told} can be shown", "care")], [("see why", "quiet")])]

    def _trend_rows(self) -> Sequence[Row]:
        desk, today = self.desk, self.desk.today
        since = today - timedelta(days=WEEKS * 7 - 1)
        check_ins = desk.workbook.of(CheckIn).about(desk.about)
        rows = [Row("", [("The last six weeks", "heading")])]
        labels = {part.id: part for part in desk.library.text("checkin-daily", "trends").parts}
        if not check_ins or check_ins[0].value.day < since:
            text = " ".join(desk.library.text("checkin-daily", "none-yet").paragraphs)
            return [*rows, *(Row("", [("  ", "text"), (line, "quiet")]) for line in _lines(text, 34))]
        for item in desk.library.daily_items():
            part = labels[f"trend-{item.id}"]
            points = series(check_ins, item.id, since)
            sentences = {i.attrs.get("value"): i.text for i in part.items}
            line = self._bars(means(points, today, WEEKS, 7))
            told = sentences[compare(points, today)]
            rows.append(Row("", [("  ", "text"), (f"{part.title:<9}", "text"), (line, "box"), (f"  {told}", "quiet")]))
            if len(told) + WEEKS + 13 > self.query_one("#today", RowList).scrollable_content_region.width:
                rows[-1] = Row("", [("  ", "text"), (f"{part.title:<9}", "text"), (line, "box")])
                rows.append(Row("", [("    ", "text"), (told, "quiet")]))
        return rows

    def _bars(self, values: Sequence[float | None]) -> str:
        bars, gap = (ASCII_BARS, ASCII_GAP) if self.desk.ascii else (BARS, GAP)
        return "".join(gap if value is None else bars[round(value)] for value in values)

    def _shelf_rows(self) -> Sequence[Row]:
        read = {record.value.page for record in self.desk.workbook.of(PageRead).all() if record.value.finished}
        rows = []
        for header in self.desk.library.shelf():
            told = (
                ("!", "care")
                if header.id == "safety"
                else ("\u2713", "box")
                if header.id in read
                else (f"{header.minutes} min", "quiet")
            )
            rows.append(Row(f"open:{header.id}", [(header.title, "text")], [told]))
        return rows

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        what, _, target = event.key.partition(":")
        match what:
            case "check-in":
                self.post_message(CheckInWanted())
            case "open":
                self.post_message(OpenTarget(target))
            case "record":
                self.post_message(OpenRecord(target))
            case "problems":
                self.post_message(ProblemsWanted())


def _lines(text: str, width: int) -> Sequence[str]:
    """The text in lines of at most `width` characters, broken between words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
