"""The rows of the overview: what is open today, how the last weeks went, and what there is to read."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import Any, Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from trust_tui.domain import (
    NOBODY,
    CheckIn,
    ContentError,
    Entry,
    Open,
    PageRead,
    Record,
    TodayLine,
    first_day,
    means,
    one_line,
    open_today,
    read_line,
    reading_day,
    recent,
    series,
    summary_of,
    tags_of,
    tr,
    trend_sentence,
    trn,
)
from trust_tui.library import Kind, label_and_note
from trust_tui.pictures import strip
from trust_tui.screens.timeline_rows import day_at
from trust_tui.session import Session
from trust_tui.widgets import Row

WEEKS: Final = 6
"""Weeks in a trend line."""


SPANS: Final = ((42, 1), (21, 2), (14, 3), (6, 7))
"""Six weeks in so many cells of so many days each, the finest first."""

A_PERSON: Final = 3
"""Lines of today that each person has, where all are in mind together."""

LABEL: Final = 9
"""Cells that the name of a line takes at least."""

WAYS: Final = {
    Kind.NOW: ("right_now.begin", "app.right-now", "^r"),
    Kind.WEEK: ("week.begin", "app.week", "W"),
    Kind.PATH: ("path.begin", "app.path", "P"),
}
"""What leads one through, by the kind of its page: the flow, and its key."""


OWN_WORDS: Final = (Open.PROMISE, Open.REVIEW, Open.GOAL)
"""Lines of today in the user's own words."""

WHOM: Final = "|"
"""Stands in the key of a row before whom it is about."""

HARD: Final = "hard"
"""The tag of a day of which the program does not remind."""

MOOD: Final = "day-mood"
LOW_MOOD: Final = 1


def on_day(records: Sequence[Record[Any]], day: date) -> Sequence[Record[Any]]:
    """The records of a day, of some of which the latest come first."""
    first = bisect_left(
        range(len(records)),
        -day.toordinal(),
        key=lambda index: -day_at(records, index).toordinal(),
    )
    found = []
    for index in range(first, len(records)):
        if day_at(records, index) != day:
            break
        found.append(records[index])
    return found


def _fit(title: str, note: str, width: int) -> bool:
    """Whether both have room in a row."""
    return cell_len(title) + cell_len(note) + 3 <= width


def _is_hard(value: Entry | CheckIn) -> bool:
    """Whether a day is marked as hard, or was one by what was answered."""
    if HARD in map(str.casefold, tags_of(value)):
        return True
    mood = value.answers.get(MOOD) if isinstance(value, CheckIn) else None
    return mood is not None and mood <= LOW_MOOD


def _below(lines: Sequence["TrendLine"], width: int) -> Sequence[Row]:
    """What may be said of the lines, each sentence once, whole, and with the names of those it holds for."""
    named: dict[str, list[str]] = {}
    for line in lines:
        named.setdefault(line.sentence, []).append(line.title)
    rows = []
    for sentence, names in named.items():
        told = sentence
        if len(named) > 1:
            told = f"{', '.join(names)}: {sentence}"
        for text in wrap(told, max(20, width - 4), break_on_hyphens=False):
            rows.append(Row("", [("  ", "text"), (text, "quiet")], said=""))
    return rows


def _year_before(day: date) -> date:
    """The same day of the year before; the 28th for a 29th of February."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - 1, day=last)


class TrendLine(NamedTuple):
    """A line of the last weeks: what it is called, its answers by day, and what may be said of it."""

    title: str
    points: Mapping[date, float]
    sentence: str


class OverviewRows:
    """Makes the rows from what is kept now."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def today(self, *, has_exercise: bool = True) -> Sequence[Row]:
        """What is open today, with or without the next exercise; by person where several are in mind together."""
        people = self._together()
        lines = [] if people else self._open(self._session.shown)
        if not has_exercise:
            lines = [line for line in lines if line.kind is not Open.EXERCISE]
        rows = [self._today_row(line) for line in lines]
        if people and has_exercise and (following := self.exercise()):
            rows.append(following[1])
        for about, name in people:
            rows += self._today_of(about, name)
        if rows:
            return rows
        good = (tr("Nothing is due. That is a good day."), "quiet")
        return [Row("", [("  ", "text"), good])]

    def _together(self) -> Sequence[tuple[str, str]]:
        """Whom there is, by id and name, where several are in mind together."""
        session = self._session
        people = [(one.id, one.value.label) for one in session.people()]
        if session.shown is not None or len(people) < 2:
            return ()
        return [*people, (NOBODY, tr("nobody"))]

    def _today_of(self, about: str, name: str) -> Sequence[Row]:
        """What is open with one of several people; of what is about nobody only what was promised or set."""
        lines = []
        for line in self._open(about):
            if line.kind is Open.EXERCISE:
                continue
            if about != NOBODY or line.kind in OWN_WORDS:
                lines.append(line)
        rows = [self._today_row(line, about) for line in lines[:A_PERSON]]
        return [Row("", [(name, "strong")]), *rows] if rows else []

    def exercise(self) -> tuple[str, Row] | None:
        """The id of the next exercise and its row; None where there is none, or it has to wait."""
        for line in self._open(self._session.shown):
            if line.kind is Open.EXERCISE:
                return line.target, self._today_row(line)
        return None

    def _open(self, about: str | None) -> Sequence[TodayLine]:
        session, library = self._session, self._session.library
        exercises = [
            (e.id, e.step)
            for e in library.exercises.outlines()
            if session.offers(e)
        ]
        ticks = list(filter(session.config.offers, library.tick_habits()))
        return open_today(
            session.workbook, about, session.today, exercises, ticks=ticks
        )

    def _today_row(self, line: TodayLine, about: str = "") -> Row:
        """The row of a line; its key says whom it is about where several are in mind together."""
        title, note = label_and_note(
            line, self._session.library, self._session.today
        )
        style = "quiet" if line.kind is Open.CHECKED_IN else "text"
        key = f"{line.kind}:{line.target}"
        if line.kind in (Open.WEEK, Open.PATH):
            key = f"flow:{line.kind}.begin"
        if line.kind is Open.EXERCISE:
            key = f"open:{self._session.library.exercises.outline(line.target).step}#{line.target}"
        return Row(
            f"{key}{WHOM}{about}" if about else key,
            [(title, style)],
            [(note, "care" if line.kind is Open.REVIEW else "quiet")],
        )

    def year_ago(self) -> Sequence[Row]:
        """What was written on this day a year ago; nothing of a day that was hard, and none where it is not wanted."""
        session = self._session
        if not session.workbook.settings.year_ago:
            return []
        records = on_day(
            session.workbook.timeline(
                [Entry.TABLE, CheckIn.TABLE], session.shown
            ),
            _year_before(session.today),
        )
        if any(_is_hard(record.value) for record in records):
            return []
        for record in records:
            value = record.value
            words = value.good if isinstance(value, CheckIn) else ""
            if isinstance(value, Entry):
                words = summary_of(value, session.today)[0]
            if words.strip():
                left = [
                    (tr("A year ago: "), "quiet"),
                    (one_line(words), "text"),
                ]
                return [Row(f"year:{record.id}", left)]
        return []

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
        said = tr("Not all of {name} can be shown", name=files[0])
        if len(files) > 1:
            said = trn(
                "Not all of {count} content file can be shown",
                "Not all of {count} content files can be shown",
                len(files),
            )
        return [
            Row(
                "problems",
                [(said, "care")],
                [(tr("see why"), "quiet")],
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
        rows = [Row("", [(tr("The last six weeks"), "heading")])]
        since = today - timedelta(days=WEEKS * 7 - 1)
        lately = [
            (name, kept)
            for name, kept in self._check_ins()
            if kept and kept[0].value.day >= since
        ]
        if not lately:
            words = self._session.library.text(
                "checkin-daily", "none-yet"
            ).paragraphs
            for line in wrap(
                " ".join(words),
                max(34, min(width - 4, 68)),
                break_on_hyphens=False,
            ):
                rows.append(Row("", [("  ", "text"), (line, "quiet")]))
            return rows
        items = self._session.library.daily_items()
        lines = []
        for name, kept in lately:
            history = recent(kept, first_day(today))
            read = history, reading_day(kept, today)
            # Of several people each has the first line alone: all of them are on the page of trends.
            for item in items[:1] if name else items:
                lines.append(self._line(item.id, name, read))
        if lately[0][0]:
            measure = self._session.library.text(
                "checkin-daily", f"trend-{items[0].id}"
            )
            rows = [Row("", rows[0].left, [(measure.title, "quiet")])]
        return [*rows, *self._drawn(lines, width)]

    def _check_ins(
        self,
    ) -> Sequence[tuple[str, Sequence[Record[CheckIn]]]]:
        """The check-ins of whoever is in mind; those of everybody, each with a name, where several are."""
        session = self._session
        check_ins = session.workbook.of(CheckIn)
        if session.shown is not None:
            return [("", check_ins.about(session.shown))]
        people = [(one.id, one.value.label) for one in session.people()]
        found = [
            (name, kept)
            for id, name in (*people, (NOBODY, tr("nobody")))
            if (kept := check_ins.about(id))
        ]
        return found if len(found) > 1 else [("", kept) for _, kept in found]

    def _line(
        self,
        item: str,
        name: str,
        read: tuple[Sequence[Record[CheckIn]], date],
    ) -> TrendLine:
        """The line of an item; of several people each has a name in the place of what it measures."""
        library, today = self._session.library, self._session.today
        check_ins, day = read
        points = series(check_ins, item, first_day(today))
        sentence = trend_sentence(
            library.sentences(f"trend-{item}"), read_line(points, day), today
        )
        title = name or library.text("checkin-daily", f"trend-{item}").title
        return TrendLine(title, points, sentence)

    def _drawn(self, lines: Sequence[TrendLine], width: int) -> Sequence[Row]:
        """The lines in steps as fine as there is room for, with their sentences beside them, or else below."""
        longest = max(cell_len(line.title) for line in lines)
        label = min(max(LABEL, longest + 1), width // 2)
        room = width - label - 2
        cells, days = next(
            (span for span in SPANS if span[0] <= room), SPANS[-1]
        )
        is_beside = all(
            cells + 2 + cell_len(line.sentence) <= room for line in lines
        )
        rows = []
        for line in lines:
            drawn = means(line.points, self._session.today, cells, days)
            pieces = [
                ("  ", "text"),
                (set_cell_size(line.title, label), "text"),
                (strip(drawn, 1, ascii=self._session.ascii), "box"),
            ]
            if is_beside:
                pieces.append((f"  {line.sentence}", "quiet"))
            said = f"{line.title}: {line.sentence}"
            rows.append(Row("", pieces, said=said))
        return rows if is_beside else [*rows, *_below(lines, width)]

    def ways(self, key_of: Callable[[str, str], str]) -> Sequence[Row]:
        """What leads one through the minute, the week and the month, each with its key.

        Args:
            key_of: The key of an action as it is shown, given the usual one.
        """
        rows = []
        titles = {
            header.kind: header.title
            for header in self._session.library.headers()
        }
        for kind, (flow, action, usual) in WAYS.items():
            if kind in titles:
                title, key = titles[kind], key_of(action, usual)
                rows.append(
                    Row(
                        f"flow:{flow}",
                        [(title, "text")],
                        [(key, "quiet")],
                        said=title,
                    )
                )
        return rows

    def shelf(self, width: int) -> Sequence[Row]:
        """The pages to read for their own sake, in a column of so many cells."""
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
                note = (tr("{minutes} min", minutes=header.minutes), "quiet")
            right = [note]
            if note[1] == "quiet" and not _fit(header.title, note[0], width):
                right = []  # the title says more than the minutes
            said = header.title if header.id == "safety" else None
            rows.append(
                Row(
                    f"open:{header.id}",
                    [(header.title, "text")],
                    right,
                    said=said,
                )
            )
        return rows
