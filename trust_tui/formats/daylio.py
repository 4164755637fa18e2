"""Daylio: the rows of its CSV export, of all generations. Its moods become answers on the scale of mood."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from trust_tui.formats.cut_off import CUT_OFF, whole_lines
from trust_tui.formats.kit import (
    NOON,
    Collector,
    DateReader,
    DoubtKind,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    cells_of,
    delimiter_of,
    expect,
    is_tidy,
    later,
    minute_of,
    plain,
    read_clock,
    rows_of,
    steps,
    tr,
)

MOOD: Final = "day-mood"
"""Id of the question about mood."""

MOODS: Final[Mapping[str, int]] = {
    **{"awful": 0, "bad": 1, "meh": 2, "good": 3, "rad": 4},
    **{"lausig": 0, "schlecht": 1, "ok": 2, "okay": 2, "gut": 3, "super": 4},
}
"""The names that Daylio itself gives in English and German, on the scale of mood."""

_NEW: Final = frozenset({"full_date", "mood"})
_OLD: Final = frozenset({"year", "date", "mood"})
_UNTOLD: Final = later(
    "its mood has a name of your own, and nobody said what it means (the rest is taken)"
)


class Row(Struct, frozen=True, kw_only=True):
    """A row, read."""

    where: str
    moment: datetime
    day: date
    mood: str
    answer: int | None
    title: str
    note: str
    activities: tuple[str, ...]
    scales: tuple[str, ...]

    @property
    def source(self) -> str:
        """What tells it from every other row of another moment or mood."""
        return f"{minute_of(self.moment)} {self.mood}"

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not f"{self.mood}{self.title}{self.note}{self.extras}"

    @property
    def extras(self) -> str:
        """The activities and scales, where no entry has them."""
        return ", ".join((*self.activities, *self.scales))

    @property
    def aside(self) -> str:
        """What a check-in says of it beside the mood and the tags, where no entry does."""
        return "" if self.title or self.note else ", ".join(self.scales)


def fits(source: Source) -> Likeness:
    """Whether the first line names its columns; a text without them is refused with a word on what to do."""
    if is_daylio(source.columns):
        return Likeness.SURE
    return Likeness.POSSIBLE if source.text else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the rows."""
    return read_daylio(source.text, options)


def _plain_name(column: str) -> str:
    return column.strip().lower()


def is_daylio(columns: Sequence[str]) -> bool:
    """Whether a CSV file with these columns is one of Daylio's."""
    found = set(map(_plain_name, columns))
    return found >= _NEW or found >= _OLD


def read_daylio(text: str, options: ReadOptions) -> ReadResult:
    """Read the rows. A note becomes an entry, tagged with the activities; the moods of a day become its check-in.

    Raises:
        UnreadableError: It is not CSV, or a column is missing.
    """
    collector = Collector("daylio", options)
    first = text.partition("\n")[0]
    delimiter = delimiter_of(first)
    columns = list(map(_plain_name, cells_of(first, delimiter)))
    if not is_daylio(columns):
        raise UnreadableError(
            tr(
                "The file has no columns full_date and mood: export it from Daylio as CSV again."
            )
        )
    # An entity may stand for any character.
    collector.is_tidy = "&" not in text and is_tidy(text)
    rows = _whole_rows(collector, text, delimiter)[1:]
    table = _Columns(columns, delimiter)
    if '"' not in text:
        table.learn(row for _, row in rows)
    expect(tr("Reading"), len(rows))
    _read_rows(collector, table, rows)
    return collector.result()


def _whole_rows(
    collector: Collector, text: str, delimiter: str
) -> list[tuple[int, list[str]]]:
    """The rows up to where the file ends in the middle, which is said.

    Raises:
        UnreadableError: There is none, or it is no CSV.
    """
    whole = whole_lines(text)
    try:
        rows = rows_of(whole, delimiter)
    except csv.Error:
        rows = []
    is_cut = whole != text
    # Of a table that is cut off more has to be whole than the names of its columns.
    if len(rows) <= is_cut:
        raise UnreadableError(
            tr("The file is not whole CSV: export it from Daylio again.")
        )
    if is_cut:
        collector.read += 1
        collector.skip(
            tr("line {line}", line=whole.count("\n") + 1), tr(CUT_OFF)
        )
    return rows


def _read_rows(
    collector: Collector,
    columns: "_Columns",
    rows: Sequence[tuple[int, list[str]]],
) -> None:
    named = [(line, columns.named(row)) for line, row in rows]
    reader = DateReader(
        (f"{_date(row)} {row.get('weekday', '')}" for _, row in named),
        collector.options.order,
    )
    found: list[Row] = []
    place = tr("line {line}", line="{}")
    for line, row in steps(named):
        collector.read += 1
        one = _row(collector, reader, place.format(line), row)
        if one is None:
            continue
        if one.is_empty:
            collector.skip(one.where, tr("it has neither a mood nor a note"))
        else:
            found.append(one)
    take_rows(collector, found)


def take_rows(
    collector: Collector,
    rows: Sequence[Row],
    goals: Mapping[date, Sequence[str]] = MappingProxyType({}),
) -> None:
    """Take the notes of all rows as entries, and the moods of each day as its check-in, with the goals met that day."""
    days: dict[date, list[Row]] = {}
    for row in rows:
        if row.answer is not None:
            days.setdefault(row.day, []).append(row)
        _take_entry(collector, row)
    for day, moods in days.items():
        _take_moods(collector, moods, goals.get(day, ()))
    for day in sorted(goals.keys() - days.keys()):
        collector.check_in(
            datetime.combine(day, NOON, collector.options.zone),
            {},
            tags=goals[day],
            source=tr("goals of {day}", day=day.isoformat()),
            day=day,
        )


class _Columns:
    """The columns of a table, which says what a row with cells too many means.

    Daylio puts quotation marks round all words but the name of a mood, so a comma in that makes cells too many. Where
    somebody has saved the table without such marks it may be one in a note: the moods of the other rows tell.
    """

    def __init__(self, names: Sequence[str], delimiter: str) -> None:
        self._names = names
        self._delimiter = delimiter
        self._mood = names.index("mood")
        self._moods: set[str] = set()

    def learn(self, rows: Iterable[Sequence[str]]) -> None:
        """Learn the moods from the rows that have as many cells as there are columns."""
        self._moods.update(MOODS)
        for row in rows:
            if len(row) == len(self._names):
                self._moods.add(row[self._mood].strip().lower())

    def named(self, row: Sequence[str]) -> Mapping[str, str]:
        """The cells by their columns."""
        extra = len(row) - len(self._names)
        if extra > 0:
            is_known = row[self._mood].strip().lower() in self._moods
            at = len(self._names) - 1 if is_known else self._mood
            joined = self._delimiter.join(row[at : at + extra + 1])
            row = [*row[:at], joined, *row[at + extra + 1 :]]
        return dict(zip(self._names, row, strict=False))


def _date(row: Mapping[str, str]) -> str:
    full, day = row.get("full_date", ""), row.get("date", "")
    year = row.get("year", "")
    if full:
        return full
    return f"{year}年{day}" if day.endswith("日") else f"{day} {year}"


def _row(
    collector: Collector, reader: DateReader, where: str, row: Mapping[str, str]
) -> Row | None:
    when = reader.read(_date(row), numbers=False)
    if when is None:
        collector.skip(where, tr("its full_date is not a day"))
        return None
    moment = collector.normalise_offset(
        where,
        collector.local(
            datetime.combine(when.day, _clock(collector, row.get("time", "")))
        ),
    )
    if moment is None:
        return None
    if when.is_open:
        collector.doubt_date(when, _date(row))
    mood = row.get("mood", "").strip().lower()
    answer = collector.options.moods.get(mood, MOODS.get(mood))
    if answer is None and mood:
        collector.skip(where, tr(_UNTOLD))
        collector.moods.setdefault(mood)
    title, note = plain(row.get("note_title", "")), plain(row.get("note", ""))
    return Row(
        where=where,
        moment=moment,
        day=when.day,
        mood=mood,
        answer=answer,
        title=title,
        note=note,
        activities=_parts(row.get("activities", "")),
        scales=_parts(row.get("scales", "")),
    )


def _clock(collector: Collector, text: str) -> time:
    """The time of a row, noon where there is none that can be read."""
    clock = read_clock(text)
    if clock is None and text.strip():
        collector.doubt(DoubtKind.CLOCK, text.strip())
    return clock or NOON


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split("|"))))


def _take_entry(collector: Collector, row: Row) -> None:
    """Take what is written; activities alone go with the mood, where there is one."""
    written = row.title or row.note
    if not written and (row.answer is not None or not row.extras):
        return
    text = row.note if written else row.extras
    if written and row.scales:
        text = f"{text}\n\n{', '.join(row.scales)}".strip()
    collector.entry(
        row.where,
        row.moment,
        day=row.day,
        title=row.title,
        text=text,
        tags=row.activities,
        source=f"{row.source} {row.title} {text}",
    )


def _take_moods(
    collector: Collector, rows: Sequence[Row], more: Sequence[str] = ()
) -> None:
    """Take the moods of a day as its check-in: their mean, as Daylio shows it, and in the note each of them.

    What was done that day becomes its tags, and so does `more`.
    """
    last, mean = rows[-1], rows[-1].answer or 0
    if len(rows) == 1:
        note = last.aside
        source = last.source
    else:
        answers = [row.answer for row in rows if row.answer is not None]
        mean = int(sum(answers) / len(answers) + 0.5)
        by_time = sorted(rows, key=attrgetter("moment"))
        last = by_time[-1]
        note = "\n".join(map(_mood_line, by_time))
        source = tr("moods of {day}", day=last.day.isoformat())
    tags = chain(*(row.activities for row in rows), more)
    collector.check_in(
        last.moment,
        {MOOD: mean},
        note=note,
        tags=tags,
        source=source,
        day=last.day,
    )


def _mood_line(row: Row) -> str:
    aside = f" ({row.aside})" if row.aside else ""
    return f"{row.moment:%H:%M} {row.mood}{aside}"
