"""Journey: the ZIP that it exports, with a JSON document for each entry."""

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
)

_KEYS: Final = frozenset({"date_journal", "text"})
_LEFT_OUT: Final = (("lat", "places"), ("mood", "moods"))


def fits(source: Source) -> Likeness:
    """Whether a document in it is an entry of Journey's."""
    return fits_if(source, one_document, _KEYS)


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries. Moments are milliseconds, with the name of the zone the user was in, where it is known."""
    collector = Collector("journey", options)
    reader = DateReader()
    for where, entry in entries_of(collector, source, one_document):
        when = when_of(reader, entry.get("date_journal"))
        if when is None:
            collector.skip(where, "its date is not one")
            continue
        _take(collector, reader, where, entry, _placed(when, entry))
    return collector.result()


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
) -> None:
    collector.left_out["photos"] += len(as_list(entry.get("photos")))
    for key, called in _LEFT_OUT:
        held = entry.get(key)
        # Journey writes the largest number there is where it knows no place.
        if isinstance(held, int | float) and 0 < abs(held) < 1_000:
            collector.left_out[called] += 1
    collector.left_out = +collector.left_out
    tags = [as_text(tag) for tag in as_list(entry.get("tags"))]
    if entry.get("favourite") is True:
        tags.append(STARRED)
    made, day = collector.moment(when)
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
