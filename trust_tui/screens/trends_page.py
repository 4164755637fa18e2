"""What the check-ins show, as pages: a chart with its sentence for each question, a calendar, gaps left as gaps."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from trust_tui.domain import (
    CheckIn,
    Direction,
    Promise,
    Record,
    Win,
    by_month,
    fell_three_times,
    first_day,
    kept_or_moved,
    low_mood,
    means,
    moved_together,
    read_line,
    reading_day,
    series,
    short_day,
    tag_effect,
    tag_sentence,
    trend_sentence,
)
from trust_tui.domain.trends import Reading
from trust_tui.library import Item, Library
from trust_tui.typeset import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Span,
    Verse,
)
from trust_tui.widgets import Row, calendar, ends, line_chart, strip

PULL = "day-pull"
MOOD = "day-mood"

ALL_LINES = "all-lines"
"""Key of the row that shows all lines on one axis."""

WIDTH = 56
"""Characters of a chart."""


RECENTLY = timedelta(days=30)
"""How far back the remarks on low days look at most."""

LEGEND = (
    "g: a goal was set. x: something was written on an exercise or a question. "
    "t: a check-in together."
)


class Period(NamedTuple):
    """A time that a chart shows.

    Attributes:
        name: What it is called.
        days: How many; 0 for all there are.
        a_cell: Days that one mean is of; 0 for as many as all of them need.
        wide: Characters that one mean takes.
        months: Months of the calendar beside it.
    """

    name: str
    days: int
    a_cell: int
    wide: int
    months: int


PERIODS: Final = (
    Period("Two weeks", 14, 1, 4, 1),
    Period("Six weeks", 42, 1, 1, 2),
    Period("Half a year", 182, 7, 2, 6),
    Period("All", 0, 0, 1, 12),
)


class Look(NamedTuple):
    """What part of the lines is looked at.

    Attributes:
        period: Which of `PERIODS`.
        back: Days by which it ends before today.
    """

    period: int = 1
    back: int = 0

    def longer(self, step: int) -> "Look":
        """A longer period, or a shorter one, up to today."""
        return Look(min(max(self.period + step, 0), len(PERIODS) - 1))

    def moved(self, step: int) -> "Look":
        """Half a period later or earlier; never past today, and all stays all."""
        half = PERIODS[self.period].days // 2
        return self._replace(back=max(0, self.back - step * half))


class TrendsPage:
    """Makes the pages of the trends for one relationship."""

    def __init__(
        self,
        library: Library,
        check_ins: Sequence[Record[CheckIn]],
        today: date,
        *,
        kind: str = "",
        ascii: bool = False,
        week_start: int = 0,
        look: Look | None = None,
        marks: Mapping[date, str] | None = None,
        tags: bool = True,
    ) -> None:
        """Prepare.

        Args:
            library: The content.
            check_ins: Latest day first.
            today: The user's day.
            kind: The kind of the relationship, which the questions are worded for; empty for all.
            ascii: Draw charts with digits.
            week_start: First day of the week, 0 for Monday.
            look: What part of the lines is looked at.
            marks: A letter for each day on which something was done.
            tags: Whether to say what goes with a tag.
        """
        self._tags = tags
        look = look or Look()
        self._period = PERIODS[look.period]
        self._until = today - timedelta(days=look.back)
        self._marks = marks or {}
        self._readings: dict[str, Reading] = {}
        self._library = library
        self._check_ins = check_ins
        self._today = today
        self._kind = kind
        self._ascii = ascii
        self._week_start = week_start

    def points(self, item: str, since: date) -> Mapping[date, float]:
        """The answers to an item from a day on."""
        return series(self._check_ins, item, since)

    def reading(self, item: str) -> Reading:
        """What may be said of an item since its last day of reading."""
        if item not in self._readings:
            day = reading_day(self._check_ins, self._today)
            points = self.points(item, first_day(day))
            self._readings[item] = read_line(points, day)
        return self._readings[item]

    def sentence(self, item: str) -> str:
        """The sentence of an item."""
        return trend_sentence(
            self._library.sentences(f"trend-{item}"),
            self.reading(item),
            self._today,
        )

    def rows(self) -> Sequence[Row]:
        """A row for each item that is asked, with its sentence; none before the first check-in."""
        if not self._check_ins:
            return ()
        titles = {
            item.id: self._library.text(
                "checkin-daily", f"trend-{item.id}"
            ).title
            for item in self._items
        }
        lines = [
            Row(id, [(title, "text")], [(self.sentence(id), "quiet")])
            for id, title in titles.items()
        ]
        return [Row(ALL_LINES, [("All lines", "strong")]), *lines]

    @property
    def _items(self) -> Sequence[Item]:
        return self._library.daily_items(self._kind)

    def _cells(self, item: str) -> tuple[Sequence[float | None], date]:
        """The means that are drawn, the oldest first, and the day with which they begin."""
        days = self._period.days
        if not days:
            begun = (
                self._check_ins[-1].value.day
                if self._check_ins
                else self._until
            )
            days = max((self._until - begun).days + 1, 7)
        a_cell = self._period.a_cell or -(-days // WIDTH)
        count = -(-days // a_cell)
        first = self._until - timedelta(days=count * a_cell - 1)
        return means(
            self.points(item, first), self._until, count, a_cell
        ), first

    def _ends(self, first: date) -> tuple[str, str]:
        return short_day(first, self._today), short_day(
            self._until, self._today
        )

    def title(self) -> str:
        """What the chart shows: the period, and its days."""
        _, first = self._cells(self._items[0].id)
        begin, end = self._ends(first)
        return f"{self._period.name}: {begin} to {end}"

    def overview(self) -> Sequence[Block]:
        """All lines one below the other on one axis of time, each with its sentence."""
        lines: list[str] = []
        cells: Sequence[float | None] = ()
        first = self._until
        for item in self._items:
            title = self._library.text(
                "checkin-daily", f"trend-{item.id}"
            ).title
            cells, first = self._cells(item.id)
            lines.append(
                f"{title:<9} {strip(cells, self._period.wide, ascii=self._ascii)}"
            )
            lines += [f"{'':<9} {self.sentence(item.id)}", ""]
        lines.append(f"{'':<9} {self._marked(len(cells), first)}".rstrip())
        lines.append(
            f"{'':<9} {ends(cells, self._period.wide, *self._ends(first))}"
        )
        return [
            Paragraph(spans=(Span(text=self.title()),)),
            Code(text="\n".join(lines)),
            Paragraph(spans=(Span(text=LEGEND),)),
            *self._tagged(),
            *self._library.text("checkin-daily", "how-read").blocks,
        ]

    def _tagged(self) -> Sequence[Block]:
        """What goes with a tag, where it is more than chance."""
        if not self._tags:
            return ()
        day = reading_day(self._check_ins, self._today)
        items = [item.id for item in self._items]
        effect = tag_effect(self._check_ins, items, day)
        if effect is None:
            return ()
        text = self._library.text
        frame, *rest = text("checkin-daily", "tagged").paragraphs
        told = tag_sentence(
            frame,
            self._library.sentences("tagged"),
            text("checkin-daily", f"trend-{effect.item}").title,
            effect,
        )
        return [
            Paragraph(spans=(Span(text=told, strong=True),)),
            Paragraph(spans=(Span(text=" ".join(rest)),)),
        ]

    def _marked(self, count: int, first: date) -> str:
        """What was done, a letter below its time; where several meet, the first."""
        days = (self._until - first).days + 1
        row = [" "] * (count * self._period.wide)
        for day, mark in sorted(self._marks.items(), reverse=True):
            if first <= day <= self._until:
                row[(day - first).days * len(row) // days] = mark
        return "".join(row)

    def blocks(self, item: str) -> Sequence[Block]:
        """The page of one item: the period that is looked at, and its calendar."""
        text = next(i.text for i in self._items if i.id == item)
        cells, first = self._cells(item)
        chart = line_chart(cells, self._period.wide, *self._ends(first))
        months = self._period.months
        points = self.points(item, self._until - timedelta(days=31 * months))
        shown = {
            day: answer for day, answer in points.items() if day <= self._until
        }
        days = calendar(shown, self._until, months, self._week_start)
        return [
            Paragraph(spans=(Span(text=text),)),
            Paragraph(
                spans=(Span(text=f"{self.sentence(item)}.", strong=True),)
            ),
            Paragraph(spans=(Span(text=self.title()),)),
            Code(text="\n".join(chart)),
            *self._visible(item),
            *self._library.text("checkin-daily", "days-differ").blocks,
            *self._library.text("checkin-daily", "how-read").blocks,
            Heading(spans=(Span(text="Day by day"),), level=3),
            Code(text="\n".join(days)),
            *self._remarks(item),
        ]

    def _visible(self, item: str) -> Sequence[Block]:
        """What could have been seen, where no change was."""
        reading = self.reading(item)
        if reading.direction is not Direction.SAME:
            return ()
        seen = [
            comparison.visible
            for comparison in (reading.week, reading.four, reading.eight)
            if comparison.visible is not None
        ]
        line = " ".join(
            self._library.text("checkin-daily", "visible").paragraphs
        )
        steps = f"{min(seen):.1f} steps"
        return [Paragraph(spans=(Span(text=line.replace("[steps]", steps)),))]

    def _remarks(self, item: str) -> Sequence[Block]:
        """The lines that only some series call up."""
        blocks: list[Block] = []
        text = self._library.text
        if item in (PULL, MOOD) and moved_together(
            self.reading(PULL), self.reading(MOOD)
        ):
            blocks += text("checkin-daily", "pull-and-mood").blocks
        if item == MOOD:
            mood = self.points(MOOD, self._today - RECENTLY)
            if low_mood(mood, self._today):
                blocks += text("checkin-daily", "low-mood").blocks
            if fell_three_times(mood, self._today):
                blocks += text("checkin-daily", "break-offer").blocks
        return blocks


def promises_page(
    library: Library,
    promises: Sequence[Record[Promise]],
    wins: Sequence[Record[Win]],
) -> Sequence[Block]:
    """The line on one's own promises, and the wins read back by month."""
    blocks: list[Block] = []
    good, settled = kept_or_moved(promises)
    if settled:
        line = " ".join(library.text("habits", "promises-kept").paragraphs)
        blocks.append(
            Verse(
                text=line.replace("[kept]", str(good)).replace(
                    "[all]", str(settled)
                )
            )
        )
    for month, won in by_month(wins):
        blocks.append(Heading(spans=(Span(text=f"{month:%B %Y}"),), level=3))
        items = tuple(
            ListItem(blocks=(Verse(text=win.value.text),)) for win in won
        )
        blocks.append(ListBlock(items=items))
    return blocks
