"""Day One: the JSON files of its ZIP export, read and written."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import PurePosixPath
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trust_tui.domain import (
    Entry,
    Record,
    later,
    tr,
)
from trust_tui.formats.kit import (
    NOON,
    STARRED,
    Collector,
    Contents,
    DoubtKind,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    WriteOptions,
    as_list,
    as_text,
    expect,
    moment_of,
    parse_json,
    split_title,
    steps,
)

_PICTURE: Final = re.compile(r"!\[[^\]\n]*\]\(dayone-moment:[^)\n]*\)[ \t]*\n?")
_GAP: Final = re.compile(r"\n{3,}")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<\"'$&,:;=?@^/%])")
_ESCAPED: Final = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~<\"'$&,:;=?@^/%])")
"""A backslash that a reader would take for one that keeps a sign from meaning something."""

_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MEDIA: Final = (
    ("photos", "photos"),
    ("videos", "videos"),
    ("audios", "recordings"),
    ("pdfAttachments", "documents"),
)
_PLACES: Final = (("location", "places"), ("weather", later("weather reports")))
_TITLE: Final = re.compile(r"#{1,6} +(.+)\Z")


def fits(source: Source) -> Likeness:
    """Whether a JSON document in it has entries as Day One writes them."""
    found = any(is_day_one(document) for document in source.documents.values())
    return Likeness.SURE if found else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read every journal in it."""
    found = {
        PurePosixPath(path).stem: document
        for path, document in source.documents.items()
        if is_day_one(document)
    }
    return read_day_one(found, options)


def write(kept: Contents, _options: WriteOptions) -> Iterator[bytes]:
    """The entries as a ZIP with one journal; the same entries always give the same bytes."""
    records: Iterable[Record[Entry]] = kept.of(Entry.TABLE)
    entries = [_written(record) for record in records]
    document = {"metadata": {"version": "1.0"}, "entries": entries}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("Journal.json", _NO_DATE),
            json.dumps(document, ensure_ascii=True),
            zipfile.ZIP_DEFLATED,
        )
    yield held.getvalue()


def _written(record: Record[Entry]) -> dict[str, Any]:
    entry = record.value
    made = moment_of(record)
    text = _escaped(entry.text)
    title = _escaped(" ".join(entry.title.split()))
    if title:
        text = f"# {title}\n\n{text}" if text else title
    return {
        "uuid": hashlib.sha256(record.id.encode()).hexdigest()[:32].upper(),
        "creationDate": _utc(made),
        "modifiedDate": _utc(record.changed),
        "timeZone": _zone_name(made),
        "isAllDay": False,
        "starred": STARRED in entry.tags,
        "tags": [tag for tag in entry.tags if tag != STARRED],
        "text": text,
    }


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _zone_name(moment: datetime) -> str:
    """A zone with the offset of a moment; there are names for whole hours alone, whose signs go the other way."""
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours = minutes // 60
    if minutes % 60 or not -14 <= -hours <= 12:
        return "UTC"
    return f"Etc/GMT{-hours:+d}"


def is_day_one(document: Any) -> bool:
    """Whether a JSON document is a journal of Day One."""
    entries = document.get("entries") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        return False
    if not entries:
        return "metadata" in document
    return any(
        isinstance(entry, dict) and "creationDate" in entry for entry in entries
    )


def read_day_one(
    documents: Mapping[str, dict[str, Any]], options: ReadOptions
) -> ReadResult:
    """Read one document for each journal, by its name. Moments are UTC, with the name of the zone the user was in."""
    collector = Collector("day-one", options)
    for name, document in documents.items():
        # The name tells entries apart only where there are several journals.
        journal = name if len(documents) > 1 else ""
        entries = as_list(document.get("entries"))
        expect(tr("Reading"), len(entries))
        for number, entry in enumerate(steps(entries), 1):
            collector.read += 1
            if isinstance(entry, dict):
                _entry(
                    collector,
                    tr("entry {number}", number=number),
                    entry,
                    journal,
                )
            else:
                collector.skip(
                    tr("entry {number}", number=number),
                    tr("it is not an entry"),
                )
    return collector.result()


def _entry(
    collector: Collector, where: str, entry: dict[str, Any], journal: str
) -> None:
    for key, called in _MEDIA:
        collector.left_out[called] += len(as_list(entry.get(key)))
    for key, called in _PLACES:
        collector.left_out[called] += bool(entry.get(key))
    collector.left_out = +collector.left_out
    zone = _zone(entry.get("timeZone"))
    if zone is None:
        collector.doubt(DoubtKind.ZONE)
        zone = collector.options.zone
    made = _moment(entry.get("creationDate"), zone)
    if made is None:
        collector.skip(where, tr("its date is not one"))
        return
    day = None
    if entry.get("isAllDay") is True:
        # Stored as midnight where the user was; the day is what was chosen.
        day = made.date()
        made = datetime.combine(day, NOON, made.tzinfo)
    title, text = _parts(as_text(entry.get("text")) or _rich_text(entry))
    tags = [as_text(tag).lstrip("#@") for tag in as_list(entry.get("tags"))]
    for mark, tag in ((STARRED, STARRED), ("isPinned", "pinned")):
        if entry.get(mark) is True:
            tags.append(tag)
    if journal:
        tags.append(journal)
    collector.entry(
        where,
        made,
        day=day,
        title=title,
        text=text,
        tags=tuple(tags),
        source=as_text(entry.get("uuid")),
        changed=_moment(entry.get("modifiedDate"), zone),
    )


def _parts(text: str) -> tuple[str, str]:
    """Title and text, without pictures, and without the backslashes that only keep marks from meaning something."""
    text, pictures = _PICTURE.subn("", text)
    text = _ESCAPE.sub(
        r"\1", _GAP.sub("\n\n", text) if pictures else text
    ).strip()
    first, rest = split_title(text) if "\n" in text else (text, "")
    heading = _TITLE.match(first)
    return (heading[1], rest) if heading and rest else ("", text)


def _rich_text(entry: dict[str, Any]) -> str:
    """The words of an entry that has them in its rich text alone."""
    try:
        document = parse_json(as_text(entry.get("richText")).encode())
    except (UnreadableError, UnicodeEncodeError):
        return ""
    contents = document.get("contents") if isinstance(document, dict) else None
    return "".join(
        as_text(part.get("text"))
        for part in as_list(contents)
        if isinstance(part, dict)
    )


def _zone(name: Any) -> tzinfo | None:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _moment(given: Any, zone: tzinfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(given)
        return (
            found if found.tzinfo else found.replace(tzinfo=UTC)
        ).astimezone(zone)
    except (TypeError, ValueError, OverflowError):
        return None
