"""The rows of the overview: what is open today, how the last weeks went, and what there is to read."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import Final

from trust_tui.domain import (
    CheckIn,
    ContentError,
    Open,
    PageRead,
    TodayLine,
    first_day,
    means,
    open_today,
    read_line,
    reading_day,
    recent,
    series,
    trend_sentence,
)
from trust_tui.domain.trends import Reading
from trust_tui.library import label_and_note
from trust_tui.session import Session
from trust_tui.widgets import Row, strip

WEEKS: Final = 6
"""Weeks in a trend line."""


class OverviewRows:
    """Makes the rows from what is kept now."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def today(self) -> Sequence[Row]:
        """What is open today."""
        session, library = self._session, self._session.library
        exercises = [
            (e.id, e.step)
            for e in library.exercises.outlines()
            if session.offers(e)
        ]
        ticks = list(filter(session.config.offers, library.tick_habits()))
        lines = open_today(
            session.workbook,
            session.shown,
            session.today,
            exercises,
            ticks=ticks,
        )
        if not lines:
            return [
                Row(
                    "",
                    [
                        ("  ", "text"),
                        ("Nothing is due. That is a good day.", "quiet"),
                    ],
                )
            ]
        return [self._today_row(line) for line in lines]

    def _today_row(self, line: TodayLine) -> Row:
        title, note = label_and_note(
            line, self._session.library, self._session.today
        )
        style = "quiet" if line.kind is Open.CHECKED_IN else "text"
        key = f"{line.kind}:{line.target}"
        if line.kind is Open.EXERCISE:
            key = f"open:{self._session.library.exercises.outline(line.target).step}#{line.target}"
        return Row(
            key,
            [(title, style)],
            [(note, "care" if line.kind is Open.REVIEW else "quiet")],
        )

    def problems(self) -> Sequence[Row]:
        """That some of the content cannot be shown, if that is so."""
        problems = [
            problem
            for problem in self._session.library.problems
            if not problem.warning
        ]
        if not problems:
            return []
        files = sorted({problem.file for problem in problems})
        names = files[0] if len(files) == 1 else f"{len(files)} content files"
        return [
            Row(
                "problems",
                [(f"Not all of {names} can be shown", "care")],
                [("see why", "quiet")],
            )
        ]

    def trends(self, width: int) -> Sequence[Row]:
        """The trend lines; none where the content lacks their words, which the row of problems names."""
        try:
            return self._trend_rows(width)
        except ContentError:
            return []

    def _trend_rows(self, width: int) -> Sequence[Row]:
        today = self._session.today
        kept = self._session.workbook.of(CheckIn).about(self._session.shown)
        check_ins = recent(kept, first_day(today))
        rows = [Row("", [("The last six weeks", "heading")])]
        since = today - timedelta(days=WEEKS * 7 - 1)
        if not check_ins or check_ins[0].value.day < since:
            words = self._session.library.text(
                "checkin-daily", "none-yet"
            ).paragraphs
            for line in wrap(" ".join(words), 34, break_on_hyphens=False):
                rows.append(Row("", [("  ", "text"), (line, "quiet")]))
            return rows
        day = reading_day(kept, today)
        for item in self._session.library.daily_items():
            points = series(check_ins, item.id, first_day(today))
            rows += self._trend(item.id, points, read_line(points, day), width)
        return rows

    def _trend(
        self,
        item: str,
        points: Mapping[date, float],
        reading: Reading,
        width: int,
    ) -> Sequence[Row]:
        """The line of an item with its sentence beside it, or below where there is no room."""
        library, today = self._session.library, self._session.today
        title = library.text("checkin-daily", f"trend-{item}").title
        sentence = trend_sentence(
            library.sentences(f"trend-{item}"), reading, today
        )
        cells = means(points, today, WEEKS, 7)
        if width >= WEEKS * 7 + 11:
            cells = means(points, today, WEEKS * 7, 1)
        line = strip(cells, 1, ascii=self._session.ascii)
        pieces = [("  ", "text"), (f"{title:<9}", "text"), (line, "box")]
        if len(sentence) + len(cells) + 13 > width:
            below = Row("", [("    ", "text"), (sentence, "quiet")])
            return [Row("", pieces), below]
        return [Row("", [*pieces, (f"  {sentence}", "quiet")])]

    def shelf(self) -> Sequence[Row]:
        """The pages to read for their own sake."""
        read = set()
        for record in self._session.workbook.of(PageRead).all():
            if record.value.finished:
                read.add(record.value.page)
        rows = []
        for header in self._session.library.shelf():
            if header.id in ("signs", "steps"):
                continue  # they stand on screens of their own
            if header.id == "safety":
                note = ("!", "care")
            elif header.id in read:
                note = ("\u2713", "box")
            else:
                note = (f"{header.minutes} min", "quiet")
            rows.append(
                Row(f"open:{header.id}", [(header.title, "text")], [note])
            )
        return rows
