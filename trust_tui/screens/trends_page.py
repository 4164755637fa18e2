"""What the check-ins show, as pages: a chart with its sentence for each question, a calendar, gaps left as gaps."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from trust_tui.domain import (
    Direction,
    Promise,
    Record,
    Win,
    by_month,
    fell_three_times,
    kept_or_moved,
    low_mood,
    month_and_year,
    moved_together,
    short_day,
    tr,
)
from trust_tui.library import Library
from trust_tui.pictures import DayChart, Line, SmallMultiples, Year
from trust_tui.report.marks import legend
from trust_tui.report.person_lines import (
    PERIODS,
    PersonLines,
    days_of_all,
)
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
    """Makes the pages of the trends, for one person or for several beside each other."""

    def __init__(
        self,
        library: Library,
        people: Sequence[PersonLines],
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
            people: The lines of everybody who is in mind; one at least.
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
        self._people = people
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
        if not any(lines.check_ins for lines in self._people):
            return ()
        rows = [Row(ALL_LINES, [(tr("All lines"), "strong")])]
        for item in self._one.items:
            title, said = self._title_of(item.id), None
            pieces = [(f"{title:<9}", "text")]
            if told and len(self._people) == 1:
                sentence = self._one.sentence(item.id)
                pieces.append((f" {sentence}", "quiet"))
                said = f"{title}: {sentence}"
            rows.append(Row(item.id, pieces, said=said))
        return rows

    @property
    def _days(self) -> int:
        """Days that are looked at."""
        return self._period.days or days_of_all(self._people, self._until)

    @property
    def _first(self) -> date:
        return self._until - timedelta(days=self._days - 1)

    def title(self) -> str:
        """What the pictures show: the period, and its days."""
        begin = short_day(self._first, self._today)
        end = short_day(self._until, self._today)
        return tr(
            "{name}: {begin} to {end}",
            name=tr(self._period.name),
            begin=begin,
            end=end,
        )

    def overview(self) -> Sequence[Block]:
        """All lines one below the other on one axis of time, each with its sentence; person by person."""
        blocks: list[Block] = []
        used: set[str] = set()
        for lines in self._people:
            if lines.name:
                blocks.append(Heading(spans=(Span(text=lines.name),), level=3))
            marks = self._marks_of(lines)
            used.update(marks.values())
            blocks.append(self._multiples(lines.all(self._first), marks))
        return [
            *blocks,
            *self._legend(used),
            *self._tagged(),
            *self._library.text("checkin-daily", "how-read").blocks,
        ]

    def _marks_of(self, lines: PersonLines) -> Mapping[date, str]:
        return lines.marks(self._first, self._until)

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
        told = legend(used)
        return [Paragraph(spans=(Span(text=told),))] if told else ()

    def _tagged(self) -> Sequence[Block]:
        """What goes with a tag, where it is more than chance; of one person only."""
        if not self._tags or len(self._people) > 1:
            return ()
        told = self._one.told_of_a_tag()
        return [
            Paragraph(spans=(Span(text=text, strong=text == told[0]),))
            for text in told
        ]

    def blocks(self, item: str) -> Sequence[Block]:
        """The page of one item: the period that is looked at and the year, or everybody below each other."""
        questions = self._questions(item)
        if len(self._people) == 1:
            return [*questions, *self._alone(item)]
        lines = [one.line(item, self._first, one.name) for one in self._people]
        return [
            *questions,
            self._multiples(lines, {}),
            *self._library.text("checkin-daily", "how-read").blocks,
            *self._remarks(item),
        ]

    def _questions(self, item: str) -> Iterator[Block]:
        """The question as it is put about each: once where it is the same for all, else with their names."""
        asked: dict[str, list[str]] = {}
        for one in self._people:
            asked.setdefault(one.question(item), []).append(one.name)
        for text, names in asked.items():
            said = f"{', '.join(names)}: {text}" if len(asked) > 1 else text
            yield Paragraph(spans=(Span(text=said),))

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
            Heading(spans=(Span(text=tr("The year, day by day")),), level=3),
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
        steps = tr("{number} steps", number=f"{min(seen):.1f}")
        return [Paragraph(spans=(Span(text=line.replace("[steps]", steps)),))]

    def _remarks(self, item: str) -> Sequence[Block]:
        """The lines that only some series call up, each below the name of the person whose series it is."""
        blocks: list[Block] = []
        for lines in self._people:
            parts = list(self._called_up(lines, item))
            if parts and lines.name:
                blocks.append(Heading(spans=(Span(text=lines.name),), level=3))
            for part in parts:
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
        blocks.append(
            Heading(spans=(Span(text=month_and_year(month)),), level=3)
        )
        items = tuple(
            ListItem(blocks=(Verse(text=win.value.text),)) for win in won
        )
        blocks.append(ListBlock(items=items))
    return blocks
