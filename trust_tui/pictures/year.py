"""A calendar of the year: each day with its answer as a digit and a shade beside it, as many months abreast as fit."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from trust_tui.domain import (
    WEEK,
    month_and_year,
    trn,
    weekday_name,
)
from trust_tui.pictures.bars import GAP

Pieces = Sequence[tuple[str, str]]

MONTHS: Final = 12
SHADES: Final = "\u00b7\u2591\u2592\u2593\u2588"
"""From the answer 0 to the answer 4, or the count."""

ASCII_SHADES: Final = ".:+%#"
POINTERS: Final = "\u25b8>"
"""Before the day under the cursor, the second one with ASCII."""

MOST: Final = 9
"""The highest number that a day has room for."""

A_DAY: Final = 3
A_MONTH: Final = WEEK * A_DAY
BETWEEN: Final = 2


class Year(Struct, frozen=True, kw_only=True):
    """The twelve months up to a day, or as many as there are answers in.

    Attributes:
        points: Answers by day, 0-4, or how much there was, of which 9 is the most that is shown.
        week_start: First day of the week, 0 for Monday.
        ascii: Shade with ASCII.
        cursor: A day that is pointed at, in the style `place`.
    """

    points: Mapping[date, float]
    until: date
    week_start: int = 0
    ascii: bool = False
    cursor: date | None = None

    @staticmethod
    def shades_of(*, ascii: bool) -> str:
        """The five shades, the lightest first."""
        return ASCII_SHADES if ascii else SHADES

    def told(self) -> Iterator[str]:
        """How many days of each month have an answer, and their mean."""
        for month in self._months():
            given = [
                answer
                for day, answer in self.points.items()
                if (day.year, day.month) == (month.year, month.month)
            ]
            if given:
                yield trn(
                    "{month}: one day, {mean}.",
                    "{month}: {count} days, {mean} on average.",
                    len(given),
                    month=month_and_year(month),
                    mean=f"{sum(given) / len(given):.1f}",
                )

    def lines(self, width: int) -> Iterator[Pieces]:
        """The calendar in so many characters."""
        abreast = max(1, (width + BETWEEN) // (A_MONTH + BETWEEN))
        months = self._months()
        abreast = -(-len(months) // -(-len(months) // abreast))
        for first in range(0, len(months), abreast):
            if first:
                yield []
            blocks = [
                list(self._month(m)) for m in months[first : first + abreast]
            ]
            for n in range(max(map(len, blocks))):
                yield [p for block in blocks for p in _at(block, n)]

    def _months(self) -> Sequence[date]:
        """The first days of the months since the first answer, the oldest first."""
        months = [self.until.replace(day=1)]
        begun = min(self.points, default=self.until)
        while len(months) < MONTHS and months[-1] > begun:
            months.append((months[-1] - timedelta(days=1)).replace(day=1))
        return months[::-1]

    def _month(self, first: date) -> Iterator[Pieces]:
        """The lines of one month: its name, the weekdays, its weeks."""
        names = [
            weekday_name((self.week_start + n) % WEEK) for n in range(WEEK)
        ]
        yield [(month_and_year(first).ljust(A_MONTH), "strong")]
        yield [("".join(f" {name[:2]}" for name in names), "quiet")]
        day = first - timedelta(days=(first.weekday() - self.week_start) % WEEK)
        while day.month == first.month or day < first:
            week: list[tuple[str, str]] = []
            for _ in range(WEEK):
                week += self._day(day, first)
                day += timedelta(days=1)
            yield week

    def _day(self, day: date, first: date) -> Pieces:
        if day.month != first.month or day > self.until:
            return [(" " * A_DAY, "text")]
        number, shade, ink = GAP, " ", "quiet"
        if day in self.points:
            answer = round(self.points[day])
            shades = self.shades_of(ascii=self.ascii)
            number, ink = str(min(answer, MOST)), "text"
            shade = shades[min(answer, len(shades) - 1)]
        if day == self.cursor:
            return [(f"{POINTERS[self.ascii]}{number}{shade}", "place")]
        return [(f" {number}", ink), (shade, "box")]


def _at(block: Sequence[Pieces], line: int) -> Pieces:
    """A line of a month, blank below its end, with the space after it."""
    own = block[line] if line < len(block) else [(" " * A_MONTH, "text")]
    return [*own, (" " * BETWEEN, "text")]
