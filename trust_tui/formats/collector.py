"""What a reader of a foreign form answers, and what it is told beforehand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import cache
from typing import Any, Final

from msgspec import Struct, field

from trust_tui.domain import (
    CheckIn,
    Entry,
    Record,
    Trashed,
    day_of,
    id_from_bytes,
    later,
    latern,
    tr,
    trn,
)
from trust_tui.formats.clean_text import is_tidy, letters_of, tidy
from trust_tui.formats.date_reader import When
from trust_tui.formats.entry_text import NOON

LONGEST: Final = 1_000_000
"""Characters of the longest text taken from a foreign file."""

EXAMPLES: Final = 12
"""The most examples of a doubt."""

NIGHT_ENDS: Final = 4

NEAR_YEARS: Final = range(1850, 2101)
"""Years in which a journal may well be kept; in others it goes by another calendar, or a digit is wrong."""

_MINUTE: Final = timedelta(minutes=1)


class Skipped(Struct, frozen=True, kw_only=True):
    """Something that was not taken, where it stands ("line 12"), and why, in half a sentence or a whole one."""

    where: str
    reason: str


class DoubtKind(StrEnum):
    """What a source leaves open."""

    FILE_DATE = "file-date"
    CLOCK = "clock"
    ORDER = "order"
    NIGHT = "night"
    MOOD = "mood"
    ZONE = "zone"
    THAI = "thai-year"
    FAR = "far-year"


DOUBTS: Final[Mapping[DoubtKind, tuple[tuple[str, str], str]]] = {
    DoubtKind.FILE_DATE: (
        latern("{count} dated by its file", "{count} dated by their file"),
        later(
            "Nothing else says when they were written. Take them all the same?"
        ),
    ),
    DoubtKind.CLOCK: (
        latern("{count} time not understood", "{count} times not understood"),
        later("They are put at noon of their day."),
    ),
    DoubtKind.ORDER: (
        latern(
            "{count} date with two readings", "{count} dates with two readings"
        ),
        later("Does the day come first in them, or the month?"),
    ),
    DoubtKind.NIGHT: (
        latern(
            "{count} written after midnight", "{count} written after midnight"
        ),
        later("Do they belong to the day before, or to the new day?"),
    ),
    DoubtKind.MOOD: (
        latern("{count} mood without a level", "{count} moods without a level"),
        later("What do these names mean?"),
    ),
    DoubtKind.ZONE: (
        latern(
            "{count} time without a time zone",
            "{count} times without a time zone",
        ),
        later("In which time zone were they written?"),
    ),
    DoubtKind.THAI: (
        latern(
            "{count} date in a year of the Thai calendar",
            "{count} dates in years of the Thai calendar",
        ),
        later("They are read as the years of ours: 2569 is 2026."),
    ),
    DoubtKind.FAR: (
        latern("{count} in a year far away", "{count} in years far away"),
        later("They are kept as they stand: check that the year is right."),
    ),
}
"""How many there are of each kind, of one and of several; and what is asked, or said, of it."""


class Doubt(Struct, frozen=True, kw_only=True):
    """Something that the source leaves open.

    Attributes:
        count: How often.
        examples: Some of what stands there, as it stands there.
    """

    kind: DoubtKind
    count: int
    examples: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What it is, in one line."""
        shown = f": {', '.join(self.examples)}" if self.examples else ""
        counted, _ = DOUBTS[self.kind]
        return f"{trn(*counted, self.count)}{shown}"

    @property
    def question(self) -> str:
        """What is asked or said of it."""
        return tr(DOUBTS[self.kind][1])


class ReadOptions(Struct, frozen=True, kw_only=True):
    """What a reader must be told.

    Attributes:
        zone: The time zone of moments that come without one.
        day_ends: Hour at which the user's day ends.
        about: Id of the relationship that what comes in is about, or None.
        moods: Answers on the scale of mood by a lowercased mood name of the user's own.
        order: Whether the day or the month comes first in dates of numbers (`date_reader.ORDERS`); empty to learn it.
        new_day: Whether what was written after midnight belongs to the new day, whenever the user's day ends.
        undated: Whether to take what only its file gives a date.
    """

    zone: tzinfo
    day_ends: int = 0
    about: str | None = None
    moods: Mapping[str, int] = field(default_factory=dict)
    order: str = ""
    new_day: bool = False
    undated: bool = True

    def day_of(self, moment: datetime) -> date:
        """The user's day of a moment."""
        return day_of(moment, 0 if self.new_day else self.day_ends)


class ReadResult(Struct, frozen=True, kw_only=True):
    """What was read.

    Attributes:
        format: Name of the form it was in.
        read: How many things were found, those skipped included.
        records: What can be added; ids are the same each time the same thing is read.
        trash: What was in the trash there; only our own JSON has any.
        left_out: How many photos, places ... there were, by what they are called.
        zone_used: True when moments came without a time zone.
        moods: Names of moods whose meaning nobody told, as they first came, lowercased.
        doubts: What the source leaves open, in the order of `DoubtKind`.
        title: What the source is, for people.
        sure: Whether its content says so; else its name does, or somebody.
    """

    format: str
    read: int
    records: tuple[Record[Any], ...]
    trash: tuple[Trashed, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    zone_used: bool = False
    moods: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    title: str = ""
    sure: bool = True


class Collector:
    """Collects what a reader finds in a foreign file, and makes the ids.

    Attributes:
        is_tidy: Whether the whole source is known to hold nothing that must not be kept: its parts need no look.
    """

    def __init__(self, format: str, options: ReadOptions) -> None:
        self.options = options
        self.read = 0
        self.is_tidy = False
        self.left_out: Counter[str] = Counter()
        self.moods: dict[str, None] = {}
        self._doubts: dict[DoubtKind, list[str]] = {}
        self._format = format
        self._program = format.partition("-")[0]
        self._records: list[Record[Any]] = []
        self._skipped: list[Skipped] = []
        self._seen: Counter[str] = Counter()

    def skip(self, where: str, reason: str) -> None:
        """Say why something is not taken."""
        self._skipped.append(Skipped(where=where, reason=reason))

    def doubt(self, kind: DoubtKind, example: str = "") -> None:
        """Count something that the source leaves open."""
        self._doubts.setdefault(kind, []).append(example)

    def doubt_date(self, when: When, text: str = "") -> None:
        """Count what a date leaves open.

        Args:
            text: What stands there, to show it.
        """
        if when.doubtful:
            self.doubt(DoubtKind.ORDER, text)
        if when.thai:
            self.doubt(DoubtKind.THAI, text)
        if when.clock_lost and when.clock is None:
            self.doubt(DoubtKind.CLOCK, text)

    def moment(
        self, when: When, zone: tzinfo | None = None, *, text: str = ""
    ) -> tuple[datetime, date | None]:
        """The moment of a date, and the day where one is given, which holds whenever the user's day ends.

        Args:
            zone: The zone that is named for it, None for none; it holds, UTC too, where no offset stands with the time.
            text: What stands there, to show what is open.
        """
        if when.is_open:
            self.doubt_date(when, text)
        if when.clock is None:
            zone = when.offset or zone or self.options.zone
            return datetime.combine(when.day, NOON, zone), when.day
        made = datetime.combine(when.day, when.clock, when.offset or zone)
        if made.tzinfo is None:
            made = self.local(made)
        elif when.offset is UTC:
            # Programs write UTC for want of a zone: the user was somewhere.
            made = self.shown_in_zone(made)
        return made, None

    def local(self, naive: datetime) -> datetime:
        """A moment that came without a time zone."""
        self.doubt(DoubtKind.ZONE)
        return naive.replace(tzinfo=self.options.zone)

    def shown_in_zone(self, moment: datetime) -> datetime:
        """A moment in UTC on the user's clock."""
        self.doubt(DoubtKind.ZONE)
        if not 1000 <= moment.year <= 9000:
            return moment
        return moment.astimezone(self.options.zone)

    def entry(
        self,
        where: str,
        moment: datetime,
        *,
        title: str = "",
        text: str = "",
        tags: tuple[str, ...] = (),
        source: str = "",
        own_id: str = "",
        day: date | None = None,
        changed: datetime | None = None,
    ) -> None:
        """Take a journal entry.

        Args:
            where: Where it stands, for what may be said of it.
            moment: When it was made, aware.
            source: What tells it from every other one there; empty to go by its minute and its words.
            own_id: The id it had with us before; empty for none.
            day: The day it is about; None to tell it from the moment.
            changed: When it was changed last.
        """
        if not self.is_tidy and not is_tidy("\n".join((title, *tags, text))):
            title, text = tidy(title), tidy(text)
            tags = tuple(map(tidy, tags))
        title, text = " ".join(title.split()), text.strip("\n")
        if not (title or text).strip():
            self.skip(where, tr("it has no words"))
        elif not own_id and len(text) + len(title) > LONGEST:
            self.skip(where, tr("its text is longer than a million characters"))
        elif (made := self.normalise_offset(where, moment)) is not None:
            value = Entry(
                text=text,
                title=title,
                day=day or self._day(made),
                tags=_each_once(tags),
                about=self.options.about,
            )
            id = own_id or self._id_of(value, made, source)
            self._add(id, made, value, changed)

    def record(self, record: Record[Any]) -> None:
        """Take a record as it is, unless there was one of its id."""
        if self._seen[record.id]:
            raise ValueError(tr("its id is there twice"))
        self._seen[record.id] += 1
        self._records.append(record)

    def check_in(
        self,
        moment: datetime,
        answers: Mapping[str, int],
        *,
        note: str = "",
        tags: Iterable[str] = (),
        source: str,
        day: date,
    ) -> None:
        """Take a daily check-in."""
        if not self.is_tidy:
            note, tags = tidy(note), map(tidy, tags)
        value = CheckIn(
            day=day,
            answers=answers,
            note=note[:LONGEST],
            tags=_each_once(tags),
            about=self.options.about,
        )
        self._add(
            self._id(CheckIn.TABLE, source.encode("utf-8", "surrogatepass")),
            moment,
            value,
            None,
        )

    def normalise_offset(self, where: str, moment: datetime) -> datetime | None:
        """The moment with a plain offset; None, and said, when it lies where no calendar of ours goes."""
        if not 1000 <= moment.year <= 9000:
            self.skip(where, tr("its date is outside the years 1000 to 9000"))
            return None
        return plain_offset(moment)

    def result(self) -> ReadResult:
        """What was collected."""
        return ReadResult(
            format=self._format,
            read=self.read,
            records=tuple(self._records),
            skipped=tuple(self._skipped),
            left_out=dict(self.left_out),
            zone_used=DoubtKind.ZONE in self._doubts,
            moods=tuple(self.moods),
            doubts=tuple(self._all_doubts()),
        )

    def _day(self, moment: datetime) -> date:
        day = self.options.day_of(moment)
        if day != moment.date() or (
            self.options.new_day and moment.hour < NIGHT_ENDS
        ):
            self.doubt(DoubtKind.NIGHT, minute_of(moment))
        return day

    def _all_doubts(self) -> Iterator[Doubt]:
        for mood in self.moods:
            self.doubt(DoubtKind.MOOD, mood)
        for kind in DoubtKind:
            examples = self._doubts.get(kind, [])
            if examples:
                distinct = list(dict.fromkeys(filter(None, examples)))
                yield Doubt(
                    kind=kind,
                    count=len(examples),
                    examples=tuple(distinct[:EXAMPLES]),
                )

    def _id_of(self, entry: Entry, made: datetime, source: str) -> str:
        """The id of an entry. To go by its words costs more than all the rest, so it is the last thing to go by."""
        if source:
            return self._id(
                Entry.TABLE, source.encode("utf-8", "surrogatepass")
            )
        minute = minute_of(made)
        return self._id(
            Entry.TABLE, b"%b " % minute.encode() + letters_of(entry)
        )

    def _id(self, table: str, source: bytes) -> str:
        """The id of what is told from all else by its source. The same thing twice in one file is two things."""
        raw = f"{self._program} {table} ".encode() + source
        id = id_from_bytes(raw)
        times = self._seen[id] = self._seen.get(id, 0) + 1
        return id if times == 1 else id_from_bytes(b"%b\0%d" % (raw, times))

    def _add(
        self,
        id: str,
        made: datetime,
        value: Any,
        changed: datetime | None,
    ) -> None:
        if value.day.year not in NEAR_YEARS:
            self.doubt(DoubtKind.FAR, value.day.isoformat())
        made = plain_offset(made)
        later = max(made, plain_offset(changed)) if changed else made
        self._records.append(
            Record(id=id, revision=1, made=made, changed=later, value=value)
        )


def minute_of(moment: datetime) -> str:
    """The minute of a moment on its own clock, as `2026-03-02 21:15`."""
    return moment.isoformat(" ", "minutes")[:16]


def _each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags, each once, without those that are empty."""
    if not tags:
        return ()
    return tuple(dict.fromkeys(filter(None, map(str.strip, tags))))


def plain_offset(moment: datetime) -> datetime:
    """The same moment on the same clock face, the time zone a plain number of minutes."""
    if id(moment.tzinfo) in _PLAIN:
        return moment
    zone = _zone((moment.utcoffset() or timedelta()) // _MINUTE)
    return moment.replace(tzinfo=zone, fold=0)


@cache
def _zone(minutes: int) -> timezone:
    zone = timezone(timedelta(minutes=minutes))
    _PLAIN[id(zone)] = zone
    return zone


_PLAIN: Final[dict[int, timezone]] = {}
"""The zones made here, by what tells them apart at once: they stay to the end."""
