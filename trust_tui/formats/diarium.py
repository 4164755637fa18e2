"""Diarium: its JSON, one document for all days or one for each."""

from typing import Any, Final

from trust_tui.formats.json_entries import (
    entries_of,
    fits_if,
    one_document,
    when_of,
)
from trust_tui.formats.kit import (
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    as_list,
    as_text,
    later,
    plain,
    tr,
    without_midnights,
)

_KEYS: Final = frozenset({"date", "heading"})
_TEXTS: Final = ("html", "text", "body")
_TAGS: Final = ("tags", "people")
_LEFT_OUT: Final = (
    ("location", "places"),
    ("weather", later("weather reports")),
    ("rating", "ratings"),
    ("tracker", "trackers"),
)


def fits(source: Source) -> Likeness:
    """Whether a document in it has days as Diarium writes them."""
    return fits_if(source, one_document, _KEYS)


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the days."""
    collector = Collector("diarium", options)
    reader = DateReader()
    found = list(entries_of(collector, source, one_document))
    whens = without_midnights(
        when_of(reader, entry.get("date")) for _, entry in found
    )
    for (where, entry), when in zip(found, whens, strict=True):
        if when is None:
            collector.skip(where, tr("its date is not one"))
            continue
        for key, called in _LEFT_OUT:
            if entry.get(key):
                collector.left_out[called] += 1
        made, day = collector.moment(when)
        collector.entry(
            where,
            made,
            day=day,
            title=as_text(entry.get("heading")),
            text=_text(entry),
            tags=tuple(_tags(entry)),
        )
    return collector.result()


def _text(entry: dict[str, Any]) -> str:
    for key in _TEXTS:
        if found := as_text(entry.get(key)):
            return plain(found)
    return ""


def _tags(entry: dict[str, Any]) -> list[str]:
    tags = []
    for key in _TAGS:
        for given in as_list(entry.get(key)):
            tags.append(as_text(given.get("name")) if isinstance(given, dict) else as_text(given))  # fmt: skip
    return tags
