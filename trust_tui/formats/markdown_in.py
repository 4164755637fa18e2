"""Markdown in: a folder or an archive of notes, one entry a file, with or without front matter."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from trust_tui import front_matter
from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.kinds import KINDS, TABLES
from trust_tui.domain.records import Entry
from trust_tui.formats.collector import Collector, ReadOptions, ReadResult
from trust_tui.formats.content_ids import is_id
from trust_tui.formats.entry_text import NOON
from trust_tui.formats.format import Likeness
from trust_tui.formats.markdown_out import ABOUT
from trust_tui.formats.safe_read import MEGABYTE, UnreadableError, decode, read_file
from trust_tui.formats.source import NOTES, Source
from trust_tui.front_matter import FrontError, split_front

LARGEST: Final = 4 * MEGABYTE
"""Bytes of the largest note that is read."""

MOST_FILES: Final = 50_000
"""The most notes that are read from one folder."""

DEEPEST: Final = 20
"""How deep folders may lie in folders."""

_MEDIA: Final = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".heic",
    ".svg",
    ".mp3",
    ".m4a",
    ".wav",
    ".mp4",
    ".mov",
    ".pdf",
)
_ENTRY: Final = KINDS[Entry.TABLE].slug
Read = Mapping[str, str | tuple[str, ...]]

_OURS: Final = {KINDS[table].slug for table in TABLES} - {_ENTRY}
"""The types of our own files that are no entries."""

_DAY: Final = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_DAYS: Final = ("date", "day", "created", "creation-date", "created-at")
_MADE: Final = ("created", "creation-date", "created-at", "date")
_CHANGED: Final = ("changed", "modified", "updated", "last-modified")
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})\Z")


def fits(source: Source) -> Likeness:
    """Folders and what is named like a note are; any text can be."""
    if source.archive is not None:
        return Likeness.LIKELY if any(source.archive.ending(*NOTES)) else Likeness.NO
    if source.is_folder or source.name.endswith(NOTES):
        return Likeness.LIKELY
    return Likeness.POSSIBLE if source.text else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read a folder, an archive or one note."""
    if source.is_folder:
        return read_folder(source.path, options)
    if source.archive is not None:
        archive, notes = source.archive, list(source.archive.ending(*NOTES))
        expect("Reading", len(notes))
        return read_notes(((path, archive.read(path)) for path in notes), options)
    collector = Collector("markdown", options)
    written = partial(written_last, source.path)
    read_note(collector, source.path.name, source.text, written)
    return collector.result()


def read_folder(folder: Path, options: ReadOptions) -> ReadResult:
    """Read the notes in a folder and in those within it. Hidden ones and links are passed over.

    Raises:
        UnreadableError: There are too many, or the folder may not be read.
    """
    collector = Collector("markdown", options)
    paths = list(islice(_walk(folder, collector), MOST_FILES + 1))
    if len(paths) > MOST_FILES:
        raise UnreadableError(
            f"The folder holds more than {MOST_FILES:,} notes: it is not read."
        )
    expect("Reading", len(paths))
    cut = len(folder.as_posix()) + 1
    for path in steps(paths):
        where = path.as_posix()[cut:] if path != folder else path.name
        try:
            text = decode(read_file(path, LARGEST))
        except UnreadableError as error:
            collector.read += 1
            collector.skip(
                where,
                error.advice.rstrip(".").partition(":")[0].replace("The file", "it"),
            )
            continue
        read_note(collector, where, text, partial(written_last, path))
    return collector.result()


def read_notes(notes: Iterable[tuple[str, bytes]], options: ReadOptions) -> ReadResult:
    """Read notes from an archive, by path."""
    collector = Collector("markdown", options)
    for path, raw in steps(notes):
        try:
            text = decode(raw)
        except UnreadableError:
            collector.read += 1
            collector.skip(path, "it is not in UTF-8")
            continue
        read_note(collector, path, text, lambda: None)
    return collector.result()


def written_last(path: Path) -> datetime | None:
    """When a file was written last, None when nobody can tell."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def read_note(
    collector: Collector, where: str, text: str, written: Callable[[], datetime | None]
) -> None:
    """Read one note.

    Its day is that of the front matter, else the one in its name, else the day its file was written.

    Args:
        collector: Where it goes.
        where: Its path, with forward slashes.
        text: What stands in the file.
        written: Tells when the file was written last, None when nobody knows; asked where nothing else says a day.
    """
    collector.read += 1
    front, body = split_front(text, dots=True) or ("", text)
    try:
        fields = front_matter.read(front, nested=True)
    except FrontError:
        collector.skip(where, "its front matter is not flat YAML")
        return
    given = {key.strip().lower(): field.value for key, field in fields.items()}
    kind = _one(given, ("type",)).lower()
    if kind == ABOUT or kind in _OURS:
        collector.skip(
            where, "it is not a journal entry; our own JSON brings back the rest"
        )
        return
    name = where.rpartition("/")[2].rpartition(".")[0]
    made, day = _times(collector, given, name, written)
    if made is None:
        collector.skip(where, "it says no date, in its front matter or its name")
        return
    own = _one(given, ("id",))
    changed = _moment(_one(given, _CHANGED), _offset(given, made))
    collector.entry(
        where,
        made,
        day=day,
        title=_title(given, name),
        text=body.removeprefix("\n"),
        tags=tuple(tag.strip().lstrip("#") for tag in _several(given, "tags", "tag")),
        source=where if not is_id(own) else "",
        own_id=own if is_id(own) and kind == _ENTRY else "",
        changed=changed,
    )


def _walk(folder: Path, collector: Collector, depth: int = 0) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    try:
        with os.scandir(folder) as scanned:
            found = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        raise UnreadableError(
            "The folder may not be read: check its permissions."
        ) from None
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            collector.left_out["links"] += 1
        elif entry.is_dir() and depth < DEEPEST:
            yield from _walk(Path(entry.path), collector, depth + 1)
        elif entry.name.lower().endswith(NOTES) and entry.is_file():
            yield Path(entry.path)
        elif entry.name.lower().endswith(_MEDIA):
            collector.left_out["photos and other files"] += 1


def _times(
    collector: Collector, given: Read, name: str, written: Callable[[], datetime | None]
) -> tuple[datetime | None, date | None]:
    """When a note was made, and the day it is about."""
    day = _day(_one(given, _DAYS)) or _day(name)
    made = next(
        (found for key in _MADE if (found := _moment(_one(given, (key,)), None))), None
    )
    if made is not None and made.tzinfo is None:
        offset = _offset(given, None)
        made = made.replace(tzinfo=offset) if offset else collector.local(made)
    if made is None and day is not None:
        made = collector.local(datetime.combine(day, NOON))
    return (made or written()), day


def _moment(text: str, zone: timezone | None) -> datetime | None:
    """A date with a time, None for a day alone or anything else."""
    if len(text) <= 10:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=zone) if zone and found.tzinfo is None else found


def _offset(given: Read, made: datetime | None) -> timezone | None:
    match = _OFFSET.match(_one(given, ("offset",)))
    if match:
        minutes = min(int(match[2]) * 60 + int(match[3]), 1439)
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    offset = made.utcoffset() if made else None
    return None if offset is None else timezone(offset)


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _title(given: Read, name: str) -> str:
    """The title it gives itself, else its name without the day; for a note of ours that has none, none."""
    title = _one(given, ("title",))
    if title or _one(given, ("type",)).lower() == _ENTRY:
        return title
    return _DAY.sub("", name, count=1).strip(" -_.,")


def _one(given: Read, keys: Iterable[str]) -> str:
    for key in keys:
        held = given.get(key)
        if isinstance(held, str) and held:
            return held
    return ""


def _several(given: Read, *keys: str) -> Sequence[str]:
    for key in keys:
        held = given.get(key)
        if isinstance(held, tuple):
            return held
        if held:
            return re.split(r"[,\s]+", held)
    return []
