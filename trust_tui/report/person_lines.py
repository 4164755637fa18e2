"""The lines of a person over time, for the screen and for line mode: what is drawn, what is said, what was done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Final, NamedTuple

from trust_tui.domain import (
    NOBODY,
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    JointCheckIn,
    Reading,
    Record,
    Relationship,
    TagEffect,
    Workbook,
    all_series,
    first_day,
    later,
    person_of,
    read_line,
    reading_day,
    recent,
    relationship_word,
    tag_effect,
    tag_sentence,
    tr,
    trend_sentence,
)
from trust_tui.library import Library
from trust_tui.pictures import Line
from trust_tui.report.marks import marks_between, marks_of

MARKED: Final = timedelta(days=366)
"""How far back it is marked on which days something was written."""

PAGE: Final = "checkin-daily"


class Period(NamedTuple):
    """A time that a picture shows.

    Attributes:
        name: What it is called.
        days: How many; 0 for all there are.
    """

    name: str
    days: int


PERIODS: Final = (
    Period(later("Two weeks"), 14),
    Period(later("Six weeks"), 42),
    Period(later("Half a year"), 182),
    Period(later("All"), 0),
)


class PersonLines:
    """The lines of one person, whose check-ins are never mixed with another's.

    Attributes:
        about: Id of the relationship; `NOBODY` for what is about nobody.
        label: Whom they are about; empty for nobody.
        name: What stands above them among others; empty where they stand alone.
        check_ins: Latest day first.
        items: The questions as they are put to someone in that relationship.
        read_on: The day of the last reading.
    """

    def __init__(
        self,
        library: Library,
        workbook: Workbook,
        today: date,
        person: Record[Relationship] | None,
        name: str = "",
    ) -> None:
        self._library = library
        self._workbook = workbook
        self._today = today
        self._readings: dict[str, Reading] = {}
        self._sentences: dict[str, str] = {}
        self._since = date.max
        self._records: Sequence[Record[CheckIn]] = ()
        self._series: Mapping[str, Mapping[date, float]] = {}
        self.name = name
        self.label = person.value.label if person else ""
        self.about = person.id if person else NOBODY
        self.check_ins = _until(workbook.of(CheckIn).about(self.about), today)
        self.items = library.daily_items(person.value.kind if person else "")
        self.read_on = reading_day(self.check_ins, today)

    def points(self, item: str, since: date) -> Mapping[date, float]:
        """The answers to an item, from a day on at least."""
        self._read(since)
        return self._series.get(item, {})

    def _read(self, since: date) -> None:
        """Read the check-ins from a day on, once for all lines and for all that is asked after it."""
        if since < self._since:
            self._since = since
            self._records = recent(self.check_ins, since)
            self._series = all_series(self._records)

    def reading(self, item: str) -> Reading:
        """What may be said of an item since its last day of reading."""
        if item not in self._readings:
            points = self.points(item, first_day(self.read_on))
            self._readings[item] = read_line(points, self.read_on)
        return self._readings[item]

    def question(self, item: str) -> str:
        """How an item is asked about them; empty where it is not."""
        return next((one.text for one in self.items if one.id == item), "")

    def title(self, item: str) -> str:
        """What a line is called."""
        return self._library.text(PAGE, f"trend-{item}").title

    def sentence(self, item: str) -> str:
        """The sentence of an item."""
        if item not in self._sentences:
            self._sentences[item] = trend_sentence(
                self._library.sentences(f"trend-{item}"),
                self.reading(item),
                self._today,
            )
        return self._sentences[item]

    def line(self, item: str, since: date, title: str) -> Line:
        """An item as one line among others."""
        return Line(
            title=title,
            sentence=self.sentence(item),
            changed=self.reading(item).direction.changed,
            points=self.points(item, since),
        )

    def all(self, since: date) -> Sequence[Line]:
        """All lines under their own names."""
        return [
            self.line(item.id, since, self.title(item.id))
            for item in self.items
        ]

    @cached_property
    def tag_effect(self) -> TagEffect | None:
        """What goes with a tag, where it is more than chance."""
        items = [item.id for item in self.items]
        return tag_effect(self.check_ins, items, self.read_on)

    def told_of_a_tag(self) -> Sequence[str]:
        """The same as a sentence, and after it what it does not say; empty where there is nothing to say."""
        effect = self.tag_effect
        if effect is None:
            return ()
        frame, *rest = self._library.text(PAGE, "tagged").paragraphs
        told = tag_sentence(
            frame,
            self._library.sentences("tagged"),
            self.title(effect.item),
            effect,
        )
        return told, *rest

    def marks(self, first: date, until: date) -> Mapping[date, str]:
        """A letter for each day on which something was done, and breaks of two weeks and more, from day to day."""
        # The last check-in before them tells of a break that goes on into them.
        shown = len(recent(self.check_ins, first))
        return marks_between(
            first, until, self.check_ins[: shown + 1], self._done
        )

    @cached_property
    def _done(self) -> Mapping[date, str]:
        of, since = self._workbook.of, self._today - MARKED
        entries = takewhile(
            lambda entry: entry.value.day >= since, of(Entry).about(self.about)
        )
        return marks_of(
            [
                *entries,
                *of(ExerciseWork).about(self.about),
                *of(Goal).about(self.about),
                *of(JointCheckIn).about(self.about),
            ]
        )


def _until(
    check_ins: Sequence[Record[CheckIn]], today: date
) -> Sequence[Record[CheckIn]]:
    """Those up to a day, the latest first."""
    for at, check_in in enumerate(check_ins):
        if check_in.value.day <= today:
            return check_ins[at:] if at else check_ins
    return ()


def people_lines(
    library: Library, workbook: Workbook, today: date, shown: str | None
) -> Sequence[PersonLines]:
    """Those of whoever is in mind; those of everybody with check-ins, each by itself, where all are.

    Args:
        library: The content.
        workbook: What is kept.
        today: The user's day, or an earlier one to read them as they stood then.
        shown: Id of the relationship in mind, None for all, `NOBODY` for what is about nobody.
    """
    if shown is not None:
        person = person_of(workbook, shown)
        return [PersonLines(library, workbook, today, person)]
    people = workbook.of(Relationship).all()
    labels = Counter(one.value.label for one in people)
    found = []
    for person in people:
        value = person.value
        # Two who are called the same are told apart by the kind.
        more = (
            f" ({relationship_word(value.kind)})"
            if labels[value.label] > 1
            else ""
        )
        name = f"{value.label}{more}"
        found.append(PersonLines(library, workbook, today, person, name))
    found.append(
        PersonLines(library, workbook, today, None, tr("About nobody"))
    )
    found = [one for one in found if one.check_ins]
    there = [person.id for person in people] or [NOBODY]
    if len(there) == 1 and [one.about for one in found] == there:
        found[0].name = ""
    return found or [PersonLines(library, workbook, today, None)]


def days_of_all(people: Sequence[PersonLines], until: date) -> int:
    """Days from the first check-in of all, a week at least."""
    begun = until
    for lines in people:
        if lines.check_ins:
            begun = min(begun, lines.check_ins[-1].value.day)
    return max((until - begun).days + 1, 7)
