"""What the check-ins show, as pages: a chart with its sentence for each question, a calendar, gaps left as gaps."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from trust_tui.domain.goals import by_month, kept_or_moved
from trust_tui.domain.records import CheckIn, Promise, Record, Win
from trust_tui.domain.trends import (
    Direction,
    Reading,
    fell_three_times,
    first_day,
    low_mood,
    means,
    moved_together,
    read_line,
    reading_day,
    series,
    trend_sentence,
)
from trust_tui.library.library import Library
from trust_tui.library.model import Item
from trust_tui.typeset.blocks import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Span,
    Verse,
)
from trust_tui.widgets.charts import calendar, days_chart, spark
from trust_tui.widgets.row_list import Row

PULL = "day-pull"
MOOD = "day-mood"
DAYS = 14
WEEKS = 26


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
    ) -> None:
        """Prepare.

        Args:
            library: The content.
            check_ins: Latest day first.
            today: The user's day.
            kind: The kind of the relationship, which the questions are worded for; empty for all.
            ascii: Draw charts with digits.
            week_start: First day of the week, 0 for Monday.
        """
        self._library = library
        self._check_ins = check_ins
        self._today = today
        self._kind = kind
        self._ascii = ascii
        self._week_start = week_start

    def points(self, item: str, days: int = DAYS) -> Mapping[date, float]:
        """The answers to an item over the last days."""
        return series(self._check_ins, item, self._today - timedelta(days=days - 1))

    def reading(self, item: str) -> Reading:
        """What may be said of an item since its last day of reading."""
        day = reading_day(self._check_ins, self._today)
        return read_line(series(self._check_ins, item, first_day(day)), day)

    def sentence(self, item: str) -> str:
        """The sentence of an item."""
        return trend_sentence(
            self._library.sentences(f"trend-{item}"), self.reading(item), self._today
        )

    def rows(self) -> Sequence[Row]:
        """A row for each item that is asked, with its sentence; none before the first check-in."""
        if not self._check_ins:
            return ()
        titles = {
            item.id: self._library.text("checkin-daily", f"trend-{item.id}").title
            for item in self._items
        }
        return [
            Row(id, [(title, "text")], [(self.sentence(id), "quiet")])
            for id, title in titles.items()
        ]

    @property
    def _items(self) -> Sequence[Item]:
        return self._library.daily_items(self._kind)

    def blocks(self, item: str) -> Sequence[Block]:
        """The page of one item: the last two weeks, half a year by weeks, and the last months as a calendar."""
        text = next(i.text for i in self._items if i.id == item)
        half_year = self.points(item, WEEKS * 7)
        return [
            Paragraph(spans=(Span(text=text),)),
            Paragraph(spans=(Span(text=f"{self.sentence(item)}.", strong=True),)),
            Code(text="\n".join(days_chart(self.points(item), self._today, DAYS))),
            *self._visible(item),
            *self._library.text("checkin-daily", "days-differ").blocks,
            *self._library.text("checkin-daily", "how-read").blocks,
            Heading(spans=(Span(text="Half a year, week by week"),), level=3),
            Code(
                text=spark(means(half_year, self._today, WEEKS, 7), ascii=self._ascii)
            ),
            Heading(spans=(Span(text="The last months"),), level=3),
            Code(text="\n".join(calendar(half_year, self._today, 3, self._week_start))),
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
        line = " ".join(self._library.text("checkin-daily", "visible").paragraphs)
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
            mood = self.points(MOOD, WEEKS * 7)
            if low_mood(mood, self._today):
                blocks += text("checkin-daily", "low-mood").blocks
            if fell_three_times(mood, self._today):
                blocks += text("checkin-daily", "break-offer").blocks
        return blocks


def promises_page(
    library: Library, promises: Sequence[Record[Promise]], wins: Sequence[Record[Win]]
) -> Sequence[Block]:
    """The line on one's own promises, and the wins read back by month."""
    blocks: list[Block] = []
    good, settled = kept_or_moved(promises)
    if settled:
        line = " ".join(library.text("habits", "promises-kept").paragraphs)
        blocks.append(
            Verse(text=line.replace("[kept]", str(good)).replace("[all]", str(settled)))
        )
    for month, won in by_month(wins):
        blocks.append(Heading(spans=(Span(text=f"{month:%B %Y}"),), level=3))
        items = tuple(ListItem(blocks=(Verse(text=win.value.text),)) for win in won)
        blocks.append(ListBlock(items=items))
    return blocks
