"""What a reader of a foreign form answers, and what it is told beforehand."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Any, Final

from msgspec import Struct, field

from trust_tui.domain.clock import day_of
from trust_tui.domain.records import CheckIn, Entry, Record
from trust_tui.domain.workbook import Trashed
from trust_tui.formats.clean_text import tidy, words_of
from trust_tui.formats.content_ids import id_from

LONGEST: Final = 1_000_000
"""Characters of the longest text collector from a foreign file."""

_MINUTE: Final = timedelta(minutes=1)


class Skipped(Struct, frozen=True, kw_only=True):
    """Something that was not collector, where it stands ("line 12"), and why, in half a sentence."""

    where: str
    reason: str


class ReadOptions(Struct, frozen=True, kw_only=True):
    """What a reader must be told.

    Attributes:
        zone: The time zone of moments that come without one.
        day_ends: Hour at which the user's day ends.
        about: Id of the relationship that what comes in is about, or None.
        moods: Answers on the scale of mood by a lowercased mood name of the user's own.
    """

    zone: tzinfo
    day_ends: int = 0
    about: str | None = None
    moods: Mapping[str, int] = field(default_factory=dict)


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
    """

    format: str
    read: int
    records: tuple[Record[Any], ...]
    trash: tuple[Trashed, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    zone_used: bool = False
    moods: tuple[str, ...] = ()


class Collector:
    """Collects what a reader finds in a foreign file, and makes the ids."""

    def __init__(self, format: str, options: ReadOptions) -> None:
        self.options = options
        self.read = 0
        self.zone_used = False
        self.left_out: Counter[str] = Counter()
        self.moods: dict[str, None] = {}
        self._format = format
        self._records: list[Record[Any]] = []
        self._skipped: list[Skipped] = []
        self._seen: Counter[str] = Counter()

    def skip(self, where: str, reason: str) -> None:
        """Say why something is not collector."""
        self._skipped.append(Skipped(where=where, reason=reason))

    def local(self, naive: datetime) -> datetime:
        """A moment that came without a time zone."""
        self.zone_used = True
        return naive.replace(tzinfo=self.options.zone)

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
        title, text = " ".join(tidy(title).split()), tidy(text).strip("\n")
        if not (title or text).strip():
            self.skip(where, "it has no words")
        elif len(text) + len(title) > LONGEST:
            self.skip(where, "its text is longer than a million characters")
        elif (made := self.normalise_offset(where, moment)) is not None:
            value = Entry(
                text=text,
                title=title,
                day=day or day_of(made, self.options.day_ends),
                tags=tuple(
                    dict.fromkeys(
                        tag for tag in (tidy(tag).strip() for tag in tags) if tag
                    )
                ),
                about=self.options.about,
            )
            # To go by the words costs more than all the rest, so it is the last thing to go by.
            self._add(
                source or own_id or f"{made:%Y-%m-%d %H:%M} {words_of(value)}",
                made,
                value,
                changed,
                own_id,
            )

    def record(self, record: Record[Any]) -> None:
        """Take a record as it is, unless there was one of its id."""
        if self._seen[record.id]:
            raise ValueError("its id is there twice")
        self._seen[record.id] += 1
        self._records.append(record)

    def check_in(
        self,
        moment: datetime,
        answers: Mapping[str, int],
        *,
        note: str = "",
        source: str,
    ) -> None:
        """Take a daily check-in."""
        day = day_of(moment, self.options.day_ends)
        value = CheckIn(
            day=day,
            answers=answers,
            note=tidy(note)[:LONGEST],
            about=self.options.about,
        )
        self._add(source, moment, value, None)

    def normalise_offset(self, where: str, moment: datetime) -> datetime | None:
        """The moment with a plain offset; None, and said, when it lies where no calendar of ours goes."""
        if not 1000 <= moment.year <= 9000:
            self.skip(where, "its date is outside the years 1000 to 9000")
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
            zone_used=self.zone_used,
            moods=tuple(self.moods),
        )

    def _add(
        self,
        source: str,
        made: datetime,
        value: Any,
        changed: datetime | None,
        own_id: str = "",
    ) -> None:
        # The same thing twice in one file is two things; the second one of a day must not be lost.
        key = f"{value.TABLE} {source}"
        self._seen[key] += 1
        id = own_id or id_from(
            self._format.partition("-")[0], key, str(self._seen[key])
        )
        made = plain_offset(made)
        later = max(made, plain_offset(changed)) if changed else made
        self._records.append(
            Record(id=id, revision=1, made=made, changed=later, value=value)
        )


def plain_offset(moment: datetime) -> datetime:
    """The same moment on the same clock face, the time zone a plain number of minutes."""
    zone = _zone((moment.utcoffset() or timedelta()) // _MINUTE)
    return moment if moment.tzinfo is zone else moment.replace(tzinfo=zone, fold=0)


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))
