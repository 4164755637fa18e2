"""Journey: the ZIP that it exports, with a JSON document for each entry."""

from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from trust_tui.formats.daylio import MOOD
from trust_tui.formats.json_entries import (
    entries_of,
    fits_if,
    one_document,
    when_of,
)
from trust_tui.formats.kit import (
    STARRED,
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    When,
    as_list,
    as_text,
    plain,
    tr,
)

_KEYS: Final = frozenset({"date_journal", "text"})
_BEST: Final = 5
"""Journey's moods go from 1 to this."""


class Mood(Struct, frozen=True):
    """A mood of an entry: when, and the level on our scale."""

    made: datetime
    level: int


Moods = dict[date, list[Mood]]


def fits(source: Source) -> Likeness:
    """Whether a document in it is an entry of Journey's."""
    return fits_if(source, one_document, _KEYS)


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries. Moments are milliseconds, with the name of the zone the user was in, where it is known."""
    collector = Collector("journey", options)
    reader = DateReader()
    moods: Moods = {}
    for where, entry in entries_of(collector, source, one_document):
        when = when_of(reader, entry.get("date_journal"))
        if when is None:
            collector.skip(where, tr("its date is not one"))
            continue
        _take(collector, reader, where, entry, _placed(when, entry), moods)
    for day, told in sorted(moods.items()):
        collector.check_in(
            max(mood.made for mood in told),
            {MOOD: int(sum(mood.level for mood in told) / len(told) + 0.5)},
            source=tr("moods of {day}", day=day.isoformat()),
            day=day,
        )
    return collector.result()


def _mood(entry: dict[str, Any]) -> int | None:
    """The mood of an entry on our scale; None where none was chosen."""
    mood = entry.get("mood")
    known = isinstance(mood, int) and 1 <= mood <= _BEST
    return mood - 1 if known and mood is not None else None


def _placed(when: When, entry: dict[str, Any]) -> When:
    """The moment on the clock of the zone that the entry names."""
    try:
        zone = ZoneInfo(as_text(entry.get("timezone")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return when
    if when.clock is None:
        return when
    made = datetime.combine(when.day, when.clock, UTC).astimezone(zone)
    return When(day=made.date(), clock=made.time(), offset=zone)


def _take(
    collector: Collector,
    reader: DateReader,
    where: str,
    entry: dict[str, Any],
    when: When,
    moods: "Moods",
) -> None:
    collector.left_out["photos"] += len(as_list(entry.get("photos")))
    place = entry.get("lat")
    # Journey writes the largest number there is where it knows no place.
    if isinstance(place, int | float) and 0 < abs(place) < 1_000:
        collector.left_out["places"] += 1
    collector.left_out = +collector.left_out
    tags = [as_text(tag) for tag in as_list(entry.get("tags"))]
    if entry.get("favourite") is True:
        tags.append(STARRED)
    made, day = collector.moment(when)
    if (mood := _mood(entry)) is not None:
        on = day or made.date()
        moods.setdefault(on, []).append(Mood(made=made, level=mood))
    changed = when_of(reader, entry.get("date_modified"))
    collector.entry(
        where,
        made,
        day=day,
        text=plain(as_text(entry.get("text"))),
        tags=tuple(tags),
        source=as_text(entry.get("id")),
        changed=collector.moment(changed)[0] if changed else None,
    )
