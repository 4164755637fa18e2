"""Mini Diary: its JSON, with an entry for each day."""

from typing import Any

from trust_tui.formats.json_entries import when_of
from trust_tui.formats.kit import (
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    as_text,
    expect,
    plain,
    steps,
    tr,
)


def fits(source: Source) -> Likeness:
    """Whether it has entries by their days."""
    reader = DateReader()
    for day, entry in _entries(source.document).items():
        found = isinstance(entry, dict) and {"title", "text"} <= entry.keys()
        return Likeness.SURE if found and reader.read(day) else Likeness.NO
    return Likeness.NO


def _entries(document: Any) -> dict[str, Any]:
    entries = document.get("entries") if isinstance(document, dict) else None
    return entries if isinstance(entries, dict) else {}


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the days."""
    collector = Collector("mini-diary", options)
    reader = DateReader()
    entries = _entries(source.document)
    expect(tr("Reading"), len(entries))
    for day, entry in steps(entries.items()):
        collector.read += 1
        when = reader.read(day)
        if when is None or not isinstance(entry, dict):
            collector.skip(
                tr("entry {number}", number=collector.read),
                tr("it is not the entry of a day"),
            )
            continue
        made, given = collector.moment(when)
        changed = when_of(reader, entry.get("dateUpdated"))
        collector.entry(
            day,
            made,
            day=given,
            title=as_text(entry.get("title")),
            text=plain(as_text(entry.get("text"))),
            changed=collector.moment(changed)[0] if changed else None,
        )
    return collector.result()
