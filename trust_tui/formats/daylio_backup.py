"""Daylio: its backup, a ZIP with JSON in Base64, which knows the levels of moods and so needs nobody to say them."""

import base64
import binascii
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

from trust_tui.formats.daylio import Row, take_rows
from trust_tui.formats.kit import (
    Collector,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    as_list,
    as_text,
    expect,
    later,
    parse_json,
    plain,
    steps,
    tr,
)

_FILE: Final = "backup.daylio"
_OWN: Final = ("rad", "good", "meh", "bad", "awful")
"""What Daylio calls its five levels, the first of them the best."""

_LEFT_OUT: Final = (
    ("goals", later("goals, but for the days they were met")),
    ("assets", later("photos and recordings")),
)


def fits(source: Source) -> Likeness:
    """Whether it is an archive with the backup in it."""
    held = source.archive is not None and _FILE in source.archive.paths
    return Likeness.SURE if held else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries.

    Raises:
        UnreadableError: It is damaged.
    """
    collector = Collector("daylio-backup", options)
    document = _document(source)
    moods = {
        mood["id"]: mood
        for mood in _objects(document, "customMoods")
        if _is_key(mood.get("id"))
    }
    tags = {
        tag["id"]: as_text(tag.get("name"))
        for tag in _objects(document, "tags")
        if _is_key(tag.get("id"))
    }
    for key, called in _LEFT_OUT:
        if count := len(as_list(document.get(key))):
            collector.left_out[called] = count
    entries = _objects(document, "dayEntries")
    expect(tr("Reading"), len(entries))
    rows = []
    for number, entry in enumerate(steps(entries), 1):
        collector.read += 1
        row = _row(tr("entry {number}", number=number), entry, moods, tags)
        if row is None:
            collector.skip(
                tr("entry {number}", number=number), tr("its date is not one")
            )
        else:
            rows.append(row)
    take_rows(collector, rows, _goals(collector, document, tags))
    return collector.result()


def _goals(
    collector: Collector, document: Mapping[str, Any], tags: Mapping[Any, str]
) -> Mapping[date, list[str]]:
    """The names of the goals met on each day; one without a name of its own has that of its activity."""
    names: dict[Any, str] = {}
    for goal in _objects(document, "goals"):
        name = as_text(goal.get("name"))
        for key in ("id_tag", "tag_id", "tagId"):
            tag = goal.get(key)
            name = name or (tags.get(tag, "") if _is_key(tag) else "")
        for key in ("id", "goal_id"):
            if _is_key(goal.get(key)):
                names.setdefault(goal[key], name)
    met = _objects(document, "goalEntries")
    # Of the versions some count months from 0; one month tells which.
    first = 1 if any(one.get("month") == 12 for one in met) else 0
    days: dict[date, list[str]] = {}
    for one in met:
        own = one.get("goalId", one.get("goal_id"))
        name = names.get(own, "") if _is_key(own) else ""
        day = _goal_day(one, first)
        if name and day is not None:
            days.setdefault(day, []).append(name)
        else:
            collector.left_out["days of goals"] += 1
    return days


def _goal_day(met: Mapping[str, Any], first: int) -> date | None:
    """The day of a goal; where the moment it was ticked and the numbers disagree by a month, the moment counts."""
    try:
        day = date(met["year"], met["month"] + 1 - first, met["day"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    try:
        ticked = datetime.fromtimestamp(met["createdAt"] / 1000, UTC).date()
        other = date(met["year"], met["month"], met["day"])
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return day
    return min(day, other, key=lambda one: abs((one - ticked).days))


def _document(source: Source) -> Mapping[str, Any]:
    if source.archive is not None:
        try:
            raw = base64.b64decode(source.archive.read(_FILE), validate=False)
        except binascii.Error:
            raw = b""
        document = parse_json(raw)
        if isinstance(document, dict):
            return document
    raise UnreadableError(
        tr("The backup is not whole: make it in Daylio again.")
    )


def _objects(document: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [one for one in as_list(document.get(key)) if isinstance(one, dict)]


def _row(
    where: str,
    entry: Mapping[str, Any],
    moods: Mapping[Any, Mapping[str, Any]],
    tags: Mapping[Any, str],
) -> Row | None:
    try:
        # Months are counted from 0.
        day = date(entry["year"], entry["month"] + 1, entry["day"])
        offset = timezone(
            timedelta(milliseconds=entry.get("timeZoneOffset") or 0)
        )
        moment = datetime(
            day.year,
            day.month,
            day.day,
            entry["hour"],
            entry["minute"],
            tzinfo=offset,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    own = entry.get("mood")
    mood = moods.get(own, {}) if _is_key(own) else {}
    level = mood.get("mood_group_id", own)
    known = isinstance(level, int) and 1 <= level <= len(_OWN)
    title = plain(as_text(entry.get("note_title")))
    note = plain(as_text(entry.get("note")))
    return Row(
        where=where,
        moment=moment,
        day=day,
        mood=as_text(mood.get("custom_name")).lower()
        or (_OWN[level - 1] if known else ""),
        answer=len(_OWN) - level if known else None,
        title=title,
        note=note,
        activities=_activities(entry, tags),
        scales=(),
    )


def _activities(
    entry: Mapping[str, Any], tags: Mapping[Any, str]
) -> tuple[str, ...]:
    keys = filter(_is_key, as_list(entry.get("tags")))
    return tuple(filter(None, map(tags.get, keys)))


def _is_key(held: Any) -> bool:
    return isinstance(held, int | str)
