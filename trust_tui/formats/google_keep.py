"""Google Keep: the notes of a Takeout, a JSON document each, as a ZIP or a folder."""

from datetime import datetime
from typing import Any, Final

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
    as_list,
    as_text,
    tr,
)

_KEYS: Final = frozenset({"userEditedTimestampUsec", "isTrashed"})


def fits(source: Source) -> Likeness:
    """Whether a document in it is a note of Keep's."""
    return fits_if(source, one_document, _KEYS)


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the notes. Lists become lines with boxes; what lies in the trash there is left out and counted."""
    collector = Collector("google-keep", options)
    reader = DateReader()
    for where, note in entries_of(collector, source, one_document):
        if not note.keys() >= _KEYS:
            collector.skip(where, tr("it is not a note"))
        elif note.get("isTrashed") is True:
            collector.left_out["notes in the trash"] += 1
        else:
            _take(collector, reader, where, note)
    return collector.result()


def _take(
    collector: Collector, reader: DateReader, where: str, note: dict[str, Any]
) -> None:
    changed = _moment(collector, reader, note.get("userEditedTimestampUsec"))
    made = (
        _moment(collector, reader, note.get("createdTimestampUsec")) or changed
    )
    if made is None:
        collector.skip(where, tr("its date is not one"))
        return
    photos = len(as_list(note.get("attachments")))
    if photos:
        collector.left_out["photos"] += photos
    tags = [
        as_text(label.get("name"))
        for label in as_list(note.get("labels"))
        if isinstance(label, dict)
    ]
    if note.get("isPinned") is True:
        tags.append(STARRED)
    text = as_text(note.get("textContent"))
    items = as_list(note.get("listContent"))
    collector.entry(
        where,
        made,
        title=as_text(note.get("title")),
        text="\n".join(filter(None, [text, *map(_item, items)])),
        tags=tuple(tags),
        changed=changed,
    )


def _moment(
    collector: Collector, reader: DateReader, given: Any
) -> datetime | None:
    when = when_of(reader, given)
    return collector.moment(when)[0] if when else None


def _item(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    box = "x" if item.get("isChecked") is True else " "
    return f"- [{box}] {as_text(item.get('text'))}"
