"""What the check-ins show, as pages: a chart with its sentence for each question, a calendar, gaps left as gaps."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
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
from trust_tui.library import Library
from trust_tui.pictures import DayChart, Line, SmallMultiples, Year
from trust_tui.typeset import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Span,
    Verse,
)
from trust_tui.widgets import Row

PULL = "day-pull"
MOOD = "day-mood"

ALL_LINES = "all-lines"
"""Key of the row that shows all lines on one axis."""


RECENTLY = timedelta(days=30)
"""How far back the remarks on low days look at most."""

BREAK: Final = timedelta(days=14)
"""Days without a check-in that are marked as a break."""

LEGEND: Final = {
    "g": "g: a goal was set.",
    "x": "x: an exercise, or something written on a question.",
    "t": "t: a check-in together.",
    "b": "b---: two weeks or more without a check-in.",
}
"""The letters below a picture."""

REMARKS: Final = ("pull-and-mood", "low-mood", "break-offer")
"""Parts of the content that only some series call up, in their order."""


class Period(NamedTuple):
    """A time that a chart shows.

    Attributes:
        name: What it is called.
        days: How many; 0 for all there are.
    """

    name: str
    days: int


PERIODS: Final = (
    Period("Two weeks", 14),
    Period("Six weeks", 42),
    Period("Half a year", 182),
    Period("All", 0),
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


class Diary(NamedTuple):
    """The check-ins about one person, who are never mixed with another's.

    Attributes:
        name: Whom they are about; empty where there is only one.
        kind: The kind of the relationship, which the questions are worded for; empty for all.
        check_ins: Latest day first.
        marks: A letter for each day on which something was done.
    """

    name: str
    kind: str
    check_ins: Sequence[Record[CheckIn]]
    marks: Mapping[date, str]


class PersonLines:
    """The lines of one person: what they show and what may be said of them."""

    def __init__(self, library: Library, diary: Diary, today: date) -> None:
        self._library = library
        self._today = today
        self.diary = diary
        self.items = library.daily_items(diary.kind)
        self.read_on = reading_day(diary.check_ins, today)
        self._readings: dict[str, Reading] = {}

    def points(self, item: str, since: date) -> Mapping[date, float]:
        """The answers to an item from a day on."""
        return series(self.diary.check_ins, item, since)

    def reading(self, item: str) -> Reading:
        """What may be said of an item since its last day of reading."""
        if item not in self._readings:
            points = self.points(item, first_day(self.read_on))
            self._readings[item] = read_line(points, self.read_on)
        return self._readings[item]

    def sentence(self, item: str) -> str:
        """The sentence of an item."""
        return trend_sentence(
            self._library.sentences(f"trend-{item}"),
            self.reading(item),
            self._today,
        )

    def line(self, item: str, since: date, title: str) -> Line:
        """An item as one line among others."""
        return Line(
            title=title,
            sentence=self.sentence(item),
            changed=self.reading(item).direction.changed,
            points=self.points(item, since),
        )

    def marks(self, until: date) -> Mapping[date, str]:
        """What was done, and where two weeks or more went by without a check-in."""
        days = sorted({one.value.day for one in self.diary.check_ins})
        marks: dict[date, str] = {}
        for before, after in pairwise([*days, until + timedelta(days=1)]):
            if after - before > BREAK:
                for n in range(1, (after - before).days):
                    marks[before + timedelta(days=n)] = "b" if n == 1 else "-"
        return marks | dict(self.diary.marks)


class TrendsPage:
    """Makes the pages of the trends, for one person or for several beside each other."""

    def __init__(
        self,
        library: Library,
        diaries: Sequence[Diary],
        today: date,
        *,
        ascii: bool = False,
        week_start: int = 0,
        look: Look | None = None,
        tags: bool = True,
        rows: int = 24,
    ) -> None:
        """Prepare.

        Args:
            library: The content.
            diaries: Those of everybody who is in mind; one at least.
            today: The user's day.
            ascii: Draw charts with digits.
            week_start: First day of the week, 0 for Monday.
            look: What part of the lines is looked at.
            tags: Whether to say what goes with a tag.
            rows: Lines of the screen that a picture may fill.
        """
        look = look or Look()
        self._period = PERIODS[look.period]
        self._until = today - timedelta(days=look.back)
        self._library = library
        self._people = [PersonLines(library, diary, today) for diary in diaries]
        self._today = today
        self._ascii = ascii
        self._week_start = week_start
        self._tags = tags
        self._rows = rows

    @property
    def _one(self) -> PersonLines:
        """The first person, who is the only one mostly."""
        return self._people[0]

    def _title_of(self, item: str) -> str:
        return self._library.text("checkin-daily", f"trend-{item}").title

    def rows(self, *, told: bool) -> Sequence[Row]:
        """A row for each item that is asked; none before the first check-in.

        Args:
            told: Whether each has its sentence, where one person is in mind; else it stands on the page beside it.
        """
        if not any(lines.diary.check_ins for lines in self._people):
            return ()
        rows = [Row(ALL_LINES, [("All lines", "strong")])]
        for item in self._one.items:
            pieces = [(f"{self._title_of(item.id):<9}", "text")]
            if told and len(self._people) == 1:
                pieces.append((f" {self._one.sentence(item.id)}", "quiet"))
            rows.append(Row(item.id, pieces))
        return rows

    @property
    def _days(self) -> int:
        """Days that are looked at."""
        if self._period.days:
            return self._period.days
        begun = self._until
        for lines in self._people:
            if lines.diary.check_ins:
                begun = min(begun, lines.diary.check_ins[-1].value.day)
        return max((self._until - begun).days + 1, 7)

    @property
    def _first(self) -> date:
        return self._until - timedelta(days=self._days - 1)

    def title(self) -> str:
        """What the pictures show: the period, and its days."""
        begin = short_day(self._first, self._today)
        end = short_day(self._until, self._today)
        return f"{self._period.name}: {begin} to {end}"

    def overview(self) -> Sequence[Block]:
        """All lines one below the other on one axis of time, each with its sentence; person by person."""
        blocks: list[Block] = []
        used: set[str] = set()
        for lines in self._people:
            if lines.diary.name:
                blocks.append(
                    Heading(spans=(Span(text=lines.diary.name),), level=3)
                )
            marks = self._marks_of(lines)
            used.update(marks.values())
            drawn = [
                lines.line(item.id, self._first, self._title_of(item.id))
                for item in lines.items
            ]
            blocks.append(self._multiples(drawn, marks))
        return [
            *blocks,
            *self._legend(used),
            *self._tagged(),
            *self._library.text("checkin-daily", "how-read").blocks,
        ]

    def _marks_of(self, lines: PersonLines) -> Mapping[date, str]:
        return {
            day: mark
            for day, mark in lines.marks(self._until).items()
            if self._first <= day <= self._until
        }

    def _multiples(
        self, lines: Sequence[Line], marks: Mapping[date, str]
    ) -> Picture:
        return Picture(
            drawing=SmallMultiples(
                lines_shown=tuple(lines),
                days=self._days,
                until=self._until,
                today=self._today,
                marks=marks,
                rows=self._rows,
                ascii=self._ascii,
            )
        )

    @staticmethod
    def _legend(used: Collection[str]) -> Sequence[Block]:
        """What the letters below a picture mean, those that stand there."""
        told = [words for mark, words in LEGEND.items() if mark in used]
        if not told:
            return ()
        return [Paragraph(spans=(Span(text=" ".join(told)),))]

    def _tagged(self) -> Sequence[Block]:
        """What goes with a tag, where it is more than chance; of one person only."""
        if not self._tags or len(self._people) > 1:
            return ()
        items = [item.id for item in self._one.items]
        effect = tag_effect(self._one.diary.check_ins, items, self._one.read_on)
        if effect is None:
            return ()
        frame, *rest = self._library.text("checkin-daily", "tagged").paragraphs
        told = tag_sentence(
            frame,
            self._library.sentences("tagged"),
            self._title_of(effect.item),
            effect,
        )
        return [
            Paragraph(spans=(Span(text=told, strong=True),)),
            Paragraph(spans=(Span(text=" ".join(rest)),)),
        ]

    def blocks(self, item: str) -> Sequence[Block]:
        """The page of one item: the period that is looked at and the year, or everybody below each other."""
        text = next(i.text for i in self._one.items if i.id == item)
        question = Paragraph(spans=(Span(text=text),))
        if len(self._people) == 1:
            return [question, *self._alone(item)]
        lines = [
            one.line(item, self._first, one.diary.name) for one in self._people
        ]
        return [
            question,
            self._multiples(lines, {}),
            *self._library.text("checkin-daily", "how-read").blocks,
            *self._remarks(item),
        ]

    def _alone(self, item: str) -> Sequence[Block]:
        """The page of one item of one person."""
        marks = self._marks_of(self._one)
        points = self._one.points(item, min(self._first, self._year_ago))
        chart = DayChart(
            points=points,
            days=self._days,
            until=self._until,
            today=self._today,
            marks=marks,
            ascii=self._ascii,
        )
        year = Year(
            points=points,
            until=self._until,
            week_start=self._week_start,
            ascii=self._ascii,
        )
        told = Span(text=f"{self._one.sentence(item)}.", strong=True)
        return [
            Paragraph(spans=(told,)),
            Picture(drawing=chart),
            *self._legend(set(marks.values())),
            *self._visible(item),
            *self._library.text("checkin-daily", "days-differ").blocks,
            *self._library.text("checkin-daily", "how-read").blocks,
            *self._remarks(item),
            Heading(spans=(Span(text="The year, day by day"),), level=3),
            Picture(drawing=year),
        ]

    @property
    def _year_ago(self) -> date:
        return self._until - timedelta(days=366)

    def _visible(self, item: str) -> Sequence[Block]:
        """What could have been seen, where no change was."""
        reading = self._one.reading(item)
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
        wanted = {
            part
            for lines in self._people
            for part in self._called_up(lines, item)
        }
        blocks: list[Block] = []
        for part in REMARKS:
            if part in wanted:
                blocks += self._library.text("checkin-daily", part).blocks
        return blocks

    def _called_up(self, lines: PersonLines, item: str) -> Iterator[str]:
        if item in (PULL, MOOD) and moved_together(
            lines.reading(PULL), lines.reading(MOOD)
        ):
            yield "pull-and-mood"
        if item == MOOD:
            mood = lines.points(MOOD, self._today - RECENTLY)
            if low_mood(mood, self._today):
                yield "low-mood"
            if fell_three_times(mood, self._today):
                yield "break-offer"


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
