"""jrnl: the JSON that `jrnl --format json` writes."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.contents import Contents
from trust_tui.formats.collector import Collector, ReadOptions, ReadResult
from trust_tui.formats.entry_text import STARRED
from trust_tui.formats.format import Likeness, WriteOptions
from trust_tui.formats.jrnl import jrnl_entries, read_stamp, without_additions
from trust_tui.formats.safe_read import as_list, as_text
from trust_tui.formats.source import Source


def fits(source: Source) -> Likeness:
    """Whether it is a list of entries, none of them of Day One's."""
    document = source.document
    entries = document.get("entries") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        return Likeness.NO
    for entry in entries:
        if isinstance(entry, dict) and "creationDate" in entry:
            return Likeness.NO
    return Likeness.LIKELY


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the document."""
    return read_json(source.document, options)


def write(kept: Contents, _options: WriteOptions) -> Iterator[bytes]:
    """The entries."""
    return write_json(kept)


def write_json(kept: Contents) -> Iterator[bytes]:
    """The entries as jrnl's JSON export has them."""
    entries = list(jrnl_entries(kept))
    counts = Counter(f"@{tag.lower()}" for entry in entries for tag in entry.tags)
    yield b'{\n"tags": %b,\n"entries": [' % _json(dict(sorted(counts.items())))
    between = b"\n"
    for entry in entries:
        document = {
            "title": entry.title,
            "body": entry.body,
            "date": entry.moment.strftime("%Y-%m-%d"),
            "time": entry.moment.strftime("%H:%M"),
            "tags": [f"@{tag}" for tag in entry.tags],
            "starred": STARRED in entry.tags,
        }
        yield between + _json(document)
        between = b",\n"
    yield b"\n]\n}\n"


def read_json(document: dict[str, Any], options: ReadOptions) -> ReadResult:
    """Read what `jrnl --format json` wrote."""
    collector = Collector("jrnl-json", options)
    entries = as_list(document.get("entries"))
    expect("Reading", len(entries))
    for number, entry in enumerate(steps(entries), 1):
        where = f"entry {number}"
        collector.read += 1
        if not isinstance(entry, dict):
            collector.skip(where, "it is not an entry")
            continue
        title, body = as_text(entry.get("title")), as_text(entry.get("body"))
        stamp = read_stamp(
            f"{as_text(entry.get('date'))} {as_text(entry.get('time'))}".strip()
        )
        if stamp is None:
            collector.skip(where, "its date is not one")
            continue
        tags = [as_text(tag).lstrip("@") for tag in as_list(entry.get("tags"))]
        if entry.get("starred") is True:
            tags.append(STARRED)
        body = without_additions(body)
        if not body:
            title, body = "", title
        collector.entry(
            where, collector.local(stamp), title=title, text=body, tags=tuple(tags)
        )
    return collector.result()


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
