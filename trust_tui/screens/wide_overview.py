"""What the overview has room for from 110 columns on: days on one axis, the last entry, the next exercise."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from trust_tui import report
from trust_tui.domain import (
    CheckIn,
    ContentError,
    Entry,
    one_line,
    short_day,
    tr,
)
from trust_tui.pictures import Line, SmallMultiples
from trust_tui.session import Session
from trust_tui.typeset import Block, Verse, lay_out
from trust_tui.widgets import Pieces, Row

DAYS: Final = 42
PREVIEW: Final = 3
"""Lines of an entry or an exercise that are shown below its title."""

A_LINE: Final = 2
"""Lines of the screen that a line over time takes at least: its name with its sentence, and its bars."""


class WideOverview:
    """Makes the rows that stand on a wide overview alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def days(self, width: int, height: int) -> Sequence[Row]:
        """The lines day by day on one axis, as high as there is room; none before the first."""
        session = self._session
        since = session.today - timedelta(days=DAYS - 1)
        people = report.person_lines.people_lines(
            session.library, session.workbook, session.today, session.shown
        )
        lately = [
            one
            for one in people
            if one.check_ins and one.check_ins[0].value.day >= since
        ]
        if not lately:
            return ()
        # Of several people each has as many lines as there is room for, and one at least.
        count = max(1, height // (A_LINE * len(lately)))
        shown: list[Line] = []
        for one in lately:
            for item in one.items[:count]:
                names = [one.name, one.title(item.id)]
                title = ", ".join(filter(None, names))
                shown.append(one.line(item.id, since, title))
        picture = SmallMultiples(
            lines_shown=tuple(shown),
            days=DAYS,
            until=session.today,
            today=session.today,
            marks={},
            rows=height - 1,
            ascii=session.ascii,
        )
        heading = Row("", [(tr("The last six weeks"), "heading")])
        return [heading, *_rows_of(picture.lines(width - 2))]

    def first_days(self, width: int) -> Sequence[Row]:
        """What one may begin with; nothing once something was checked or written."""
        session = self._session
        of = session.workbook.of
        if of(CheckIn).all() or of(Entry).all():
            return ()
        try:
            part = session.library.text("tour", "first-days")
        except ContentError:
            return ()
        heading = Row("", [(part.title, "heading")])
        return [Row("", []), heading, *_rows_of(self._set(part.blocks, width))]

    def last_entry(self, width: int) -> Sequence[Row]:
        """What was written last: its title, or its first words, and how it goes on."""
        session = self._session
        entries = session.workbook.of(Entry).about(session.shown)
        if not entries:
            return ()
        record = entries[0]
        day = short_day(record.value.day, session.today)
        texts = [record.value.title, record.value.text]
        blocks = [Verse(text=one_line(text)) for text in texts if text.strip()]
        lines = [line for line in self._set(blocks, width) if line]
        heading = Row("", [(tr("Written last"), "heading")], [(day, "quiet")])
        opens = Row(f"year:{record.id}", lines[0])
        return [heading, opens, *_rows_of(lines[1:PREVIEW]), Row("", [])]

    def exercise(
        self, following: tuple[str, Row] | None, width: int
    ) -> Sequence[Row]:
        """The next exercise, by its id and its row, with what it is for."""
        if following is None:
            return ()
        id, row = following
        try:
            blocks = self._session.library.exercises.one(id).blocks[:1]
        except ContentError:
            blocks = ()
        return [
            Row("", [(tr("Next exercise"), "heading")]),
            row,
            *_rows_of(self._set(blocks, width)),
            Row("", []),
        ]

    def _set(self, blocks: Sequence[Block], width: int) -> list[Pieces]:
        """Text in lines."""
        layout = lay_out(blocks, width - 3, ascii=self._session.ascii)
        return [
            [(one.text, one.style) for one in line.pieces]
            for line in layout.lines
        ]


def _rows_of(lines: Iterable[Pieces]) -> Sequence[Row]:
    """Lines as rows that the cursor passes over."""
    return [Row("", [("  ", "text"), *line]) for line in lines]
