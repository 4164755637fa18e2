"""The one axis of time under several lines: which days a cell stands for, and what is written below."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from trust_tui.domain import (
    ENOUGH_ANSWERS,
    WEEK,
    means,
    short_day,
    short_month,
    spans_of,
    tr,
    trn,
)

MOST_WIDE: Final = 12
"""Characters that a cell takes at most."""

STEPS: Final = (1, 2, 7, 14)
"""Days between two dates on an axis of days."""

MOST_TOLD: Final = 13
"""So many means are told at most."""

NUMBER: Final = 3
"""Characters of a mean: 2.4."""


class TimeAxis(Struct, frozen=True, kw_only=True):
    """Cells of equal time, the last of them up to the last day.

    Attributes:
        until: The last day.
        a_cell: Days that a cell stands for.
        count: How many cells there are.
        wide: Characters of a cell.
    """

    until: date
    a_cell: int
    count: int
    wide: int

    @classmethod
    def of(cls, days: int, until: date, room: int) -> "TimeAxis":
        """So many days in so many characters: day by day where there is room, else whole weeks."""
        a_cell = 1
        if days > room:
            a_cell = WEEK * -(-days // (WEEK * room))
        count = -(-days // a_cell)
        wide = max(1, min(MOST_WIDE, room // count))
        return cls(until=until, a_cell=a_cell, count=count, wide=wide)

    @property
    def first(self) -> date:
        """The first day."""
        return self.until - timedelta(days=self.count * self.a_cell - 1)

    @property
    def width(self) -> int:
        """Characters of all cells."""
        return self.count * self.wide

    def means(self, points: Mapping[date, float]) -> Sequence[float | None]:
        """The mean of each cell; None for one without an answer."""
        return means(points, self.until, self.count, self.a_cell)

    def numbers(self, points: Mapping[date, float]) -> str:
        """The mean of each week as a number over its time; of more cells where a week has no room for one."""
        cells = WEEK if self.a_cell == 1 else 1
        cells = max(cells, -(-(NUMBER + 1) // self.wide))
        groups = self._groups(points, cells * self.a_cell)
        line = ""
        for mean in groups:
            written = "" if mean is None else f"{mean:.1f}"
            line += written.center(cells * self.wide)
        return line.rjust(self.width)[-self.width :].rstrip()

    def _groups(
        self, points: Mapping[date, float], days: int
    ) -> Sequence[float | None]:
        """The means of so many days each, those up to the last one last; None for one with few answers."""
        spans = self.count * self.a_cell // days
        groups = spans_of(points, self.until, spans, days)
        return [
            sum(given) / len(given) if len(given) >= ENOUGH_ANSWERS else None
            for given in groups
        ]

    def told(self, points: Mapping[date, float], today: date) -> str:
        """The means in a sentence, week by week, or of more weeks each where there are many."""
        weeks = -(-self.count * self.a_cell // (WEEK * MOST_TOLD))
        means = self._groups(points, weeks * WEEK)
        first = self.until - timedelta(days=len(means) * weeks * WEEK - 1)
        said = [tr("too few") if one is None else f"{one:.1f}" for one in means]
        return trn(
            "Week by week from {day} on: {means}.",
            "Every {count} weeks from {day} on: {means}.",
            weeks,
            day=short_day(first, today),
            means=", ".join(said),
        )

    def told_marks(self, marks: Mapping[date, str], today: date) -> str:
        """What was done, each letter with its days; a break is not told."""
        days: dict[str, list[str]] = {}
        for day, mark in sorted(marks.items()):
            if self.first <= day <= self.until and mark != "-":
                days.setdefault(mark, []).append(short_day(day, today))
        said = [f"{mark} {', '.join(days[mark])}" for mark in sorted(days)]
        return f"{'; '.join(said)}." if said else ""

    def marked(self, marks: Mapping[date, str]) -> str:
        """What was done, a letter below its time; where several meet, the first letter, and a dash gives way."""
        row = [" "] * self.width
        for day, mark in sorted(marks.items(), reverse=True):
            if not self.first <= day <= self.until:
                continue
            at = (day - self.first).days * self.wide // self.a_cell
            if mark == "-":
                end = at + (self.wide if self.a_cell == 1 else 1)
                for n in range(at, end):
                    row[n] = "-" if row[n] == " " else row[n]
            else:
                row[at] = mark
        return "".join(row).rstrip()

    def dates(self, today: date) -> str:
        """The dates below the cells, as many as there is room for; that of the last day at the right end."""
        end = short_day(self.until, today)
        line = ""
        for day, name in self._names(today):
            at = (day - self.first).days * self.wide // self.a_cell
            if line and at < len(line) + 2:
                continue
            if at + len(name) + 2 > self.width - len(end):
                break
            line = line.ljust(at) + name
        return line + end.rjust(max(self.width - len(line), len(end) + 1))

    def _names(self, today: date) -> Sequence[tuple[date, str]]:
        """The days that may be named, the first of them first."""
        days = self.count * self.a_cell
        if self.a_cell == 1:
            step = next((n for n in STEPS if n * self.wide >= 8), STEPS[-1])
            named = [
                self.first + timedelta(days=n) for n in range(0, days, step)
            ]
            return [(day, short_day(day, today)) for day in named]
        names = [(self.first, short_day(self.first, today))]
        day = self.first.replace(day=1)
        while (day := (day + timedelta(days=31)).replace(day=1)) <= self.until:
            name = str(day.year) if day.month == 1 else short_month(day)
            if days < 800 or day.month == 1:
                names.append((day, name))
        return names
