"""What the journal shows: the rows of each of its views, and the page of a row."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from trust_tui.domain import (
    CheckIn,
    ContentError,
    Filter,
    JournalView,
    Promise,
    Record,
    Win,
    about_of,
    kinds_in,
    tr,
)
from trust_tui.pictures import strip
from trust_tui.report.person_lines import PersonLines, people_lines
from trust_tui.screens.giving import GIVE, offer_page, offer_rows
from trust_tui.screens.journal_views import View, row_of
from trust_tui.screens.list_page import Shown
from trust_tui.screens.record_page import page_of
from trust_tui.screens.timeline_rows import (
    MakeRow,
    Recent,
    RecordRows,
    headings,
    second_line,
)
from trust_tui.screens.trends_page import (
    ALL_LINES,
    Look,
    TrendsPage,
    promises_page,
)
from trust_tui.session import Session
from trust_tui.widgets import Row, RowList

DATED: Final = frozenset(
    {JournalView.ALL, JournalView.ENTRIES, JournalView.CHECK_INS}
)
"""The views in which each month and day has a heading."""

SUMMARY: Final = "summary"
"""Key of the row that reads promises and wins back."""


class JournalPages:
    """Makes rows and pages of what is kept.

    Attributes:
        narrow: Whether the list stands without a page beside it.
        has_room: Whether there is room for two lines a row.
        height: Lines that a page can show at once.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._records: Sequence[Record[Any]] = ()
        self._look = Look()
        self._lines: Sequence[PersonLines] = ()
        self._read_at: tuple[int, date, str | None] | None = None
        self.filter = Filter()
        self.narrow = False
        self.has_room = False
        self.height = 24

    def look_on(self, change: str, step: int) -> None:
        """Look at a `longer` time of the trends, or one that is `moved`."""
        if change == "longer":
            self._look = self._look.longer(step)
        else:
            self._look = self._look.moved(step)

    def rows(self, view: View) -> Sequence[Row]:
        """The rows of a view, as things are kept now."""
        self._records = self._records_of(view)
        if view.id is JournalView.TRENDS:
            return self._trend_rows()
        today, names_kind = self._session.today, len(view.kinds) > 1
        row = partial(
            row_of,
            today=today,
            names_kind=names_kind,
            names_day=view.id not in DATED or self._session.config.reader,
            signs=not self._session.config.reader,
            wanted=self.filter,
            answers_of=self._answers_of,
        )
        if view.id is JournalView.PROMISES and self._records:
            return [
                Row(SUMMARY, [(tr("Read back"), "strong")]),
                *map(row, self._records),
            ]
        first: Sequence[Row] = ()
        if view.id is JournalView.ALL and not self.filter.conditions:
            first = offer_rows(self._session)
        heads = headings(self._records, today) if view.id in DATED else ()
        lines: list[MakeRow] = [row, second_line]
        shown = lines[: 1 + self.has_room]
        return RecordRows(self._records, *shown, first=first, headings=heads)

    def _answers_of(self, check_in: CheckIn) -> str:
        """The answers of a check-in as a strip, in the order of the questions; empty for one without."""
        items = self._session.library.daily_items()
        answers = [check_in.answers.get(item.id) for item in items]
        if not any(answer is not None for answer in answers):
            return ""
        return strip(answers, 1, ascii=self._session.ascii)

    def _records_of(self, view: View) -> Sequence[Record[Any]]:
        if not view.kinds:
            return ()
        tables = [kind.table for kind in view.kinds]
        workbook, about = self._session.workbook, self._session.shown
        if not self.filter.conditions:
            return Recent(workbook.timeline(tables, about))
        if self.filter.names_people:
            about = None
        return Recent(workbook.search(self.filter.within(tables), about))

    def everything(self) -> Sequence[Record[Any]]:
        """All that the journal lists of whoever is in mind, the latest first, without a filter."""
        tables = [kind.table for kind in kinds_in(JournalView.ALL)]
        return self._session.workbook.timeline(tables, self._session.shown)

    def record_at(self, rows: RowList) -> Record[Any] | None:
        """The record under the cursor of the list."""
        if isinstance(rows.rows, RecordRows):
            index = rows.rows.record_index(rows.cursor)
        else:
            index = rows.cursor - (len(rows.rows) - len(self._records))
        if not 0 <= index < len(self._records):
            return None
        record = self._records[index]
        return record if record.id == rows.key else None

    def page(self, view: View, key: str, record: Record[Any] | None) -> Shown:
        """The page of a trend, of what is read back, or of a record.

        Raises:
            ContentError: There is none, in words of ours or of the user's.
        """
        if view.id is JournalView.TRENDS:
            return self._trend_page(key)
        if key == GIVE:
            return Shown(
                title=tr("About nobody"), blocks=offer_page(self._session)
            )
        if key == SUMMARY:
            return self._summary()
        if record is None:
            raise ContentError(
                tr(
                    "It is not here any more. It was deleted or changed in another session."
                )
            )
        relationship = self._session.kind_of(about_of(record.value))
        title, page = page_of(record, self._session.library, relationship)
        return Shown(title=title, blocks=page)

    def _summary(self) -> Shown:
        """Promises and wins, read back."""
        of, about = self._session.workbook.of, self._session.shown
        promises, wins = of(Promise).about(about), of(Win).about(about)
        blocks = promises_page(self._session.library, promises, wins)
        return Shown(title=tr("Read back"), blocks=blocks)

    def _trend_page(self, key: str) -> Shown:
        trends = self._trends()
        title = trends.title()
        if key == ALL_LINES:
            return Shown(title=title, blocks=trends.overview())
        part = self._session.library.text("checkin-daily", f"trend-{key}")
        return Shown(
            title=f"{part.title}, {title[0].lower()}{title[1:]}",
            blocks=trends.blocks(key),
        )

    def _trend_rows(self) -> Sequence[Row]:
        try:
            return self._trends().rows(told=self.narrow)
        except ContentError:
            return ()  # the overview names the page that has their words

    def _trends(self) -> TrendsPage:
        session = self._session
        return TrendsPage(
            session.library,
            self._people(),
            session.today,
            ascii=session.ascii,
            week_start=session.config.week_start,
            look=self._look,
            tags=session.workbook.settings.tags_read,
            rows=self.height,
        )

    def _people(self) -> Sequence[PersonLines]:
        """The lines of whoever is in mind, which are read anew when something was kept."""
        session = self._session
        state = (session.version, session.today, session.shown)
        if state != self._read_at:
            self._read_at = state
            self._lines = people_lines(
                session.library, session.workbook, session.today, session.shown
            )
        return self._lines
