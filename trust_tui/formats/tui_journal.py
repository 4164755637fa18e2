"""tui-journal: the JSON that it exports and keeps, a list of entries or one under `entries` beside a version."""

from typing import Any

from trust_tui.formats.kit import (
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    as_list,
    as_text,
    expect,
    steps,
    tr,
    without_midnights,
)


def fits(source: Source) -> Likeness:
    """Whether it is a list of entries with a date, a title and content."""
    found = _entries(source.document)
    if not found or not all(isinstance(entry, dict) for entry in found):
        return Likeness.NO
    first = found[0]
    return (
        Likeness.SURE
        if {"date", "title", "content"} <= set(first)
        else Likeness.NO
    )


def _entries(document: Any) -> list[Any]:
    if isinstance(document, dict) and "version" in document:
        document = document.get("entries")
    return list(as_list(document))


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries. The program asks for days; where all are at midnight, that is no time."""
    collector = Collector("tui-journal", options)
    found = _entries(source.document)
    reader = DateReader()
    whens = without_midnights(
        reader.read(as_text(entry.get("date"))) for entry in found
    )
    expect(tr("Reading"), len(found))
    for number, (entry, when) in enumerate(
        zip(steps(found), whens, strict=True), 1
    ):
        collector.read += 1
        where = tr("entry {number}", number=number)
        if when is None:
            collector.skip(where, tr("its date is not one"))
            continue
        made, day = collector.moment(when)
        collector.entry(
            where,
            made,
            day=day,
            title=as_text(entry.get("title")),
            text=as_text(entry.get("content")),
            tags=tuple(as_text(tag) for tag in as_list(entry.get("tags"))),
            source=str(entry["id"]) if "id" in entry else "",
        )
    return collector.result()
