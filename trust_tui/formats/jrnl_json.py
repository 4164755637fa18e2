"""jrnl: the JSON that `jrnl --format json` writes."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from trust_tui.formats.jrnl import jrnl_entries, without_additions
from trust_tui.formats.kit import (
    STARRED,
    Collector,
    Contents,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    WriteOptions,
    as_list,
    as_text,
    expect,
    steps,
    tr,
    without_midnights,
)


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
    counts = Counter(
        f"@{tag.lower()}" for entry in entries for tag in entry.tags
    )
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
    stamps = [_stamp(entry) for entry in entries]
    reader = DateReader(stamps, options.order)
    whens = without_midnights(map(reader.read, stamps))
    expect(tr("Reading"), len(entries))
    for number, (entry, stamp, when) in enumerate(
        zip(steps(entries), stamps, whens, strict=True), 1
    ):
        where = tr("entry {number}", number=number)
        collector.read += 1
        if not isinstance(entry, dict):
            collector.skip(where, tr("it is not an entry"))
            continue
        title, body = as_text(entry.get("title")), as_text(entry.get("body"))
        if when is None:
            collector.skip(where, tr("its date is not one"))
            continue
        made, day = collector.moment(when, text=stamp)
        tags = [as_text(tag).lstrip("@#") for tag in as_list(entry.get("tags"))]
        if entry.get("starred") is True:
            tags.append(STARRED)
        body = without_additions(body)
        if not body:
            title, body = "", title
        collector.entry(
            where, made, day=day, title=title, text=body, tags=tuple(tags)
        )
    return collector.result()


def _stamp(entry: Any) -> str:
    """The date of an entry with its time; empty where it has none."""
    if not isinstance(entry, dict):
        return ""
    return f"{as_text(entry.get('date'))} {as_text(entry.get('time'))}".strip()


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
