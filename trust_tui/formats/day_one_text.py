"""Day One: its plain text export, where lines with a tab, a name and a tab say of each entry when and where."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from trust_tui.formats.kit import (
    STARRED,
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    expect,
    later,
    split_title,
    steps,
    tr,
    without_midnights,
)

_DATE: Final = re.compile(r"^\tDate:\t(.+)$", re.MULTILINE)
_FIELD: Final = re.compile(r"\t([A-Z][\w ]{0,30}):\t(.*)\Z")
_LEFT_OUT: Final = {
    "location": "places",
    "weather": later("weather reports"),
    "photo": "photos",
    "photos": "photos",
    "video": "videos",
    "audio": "recordings",
}
"""What a field holds that is not taken, by its name."""


class _Found(Struct, frozen=True):
    """An entry as it stands: the line of its date, the date, its other fields, its text."""

    line: int
    date: str
    fields: tuple[tuple[str, str], ...]
    text: str


def fits(source: Source) -> Likeness:
    """Whether the first thing in it is the date of an entry."""
    first = source.head.lstrip("\ufeff\r\n ")
    return Likeness.SURE if _DATE.match(first) else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries."""
    collector = Collector("day-one-text", options)
    entries = list(_entries(source.text))
    reader = DateReader((entry.date for entry in entries), options.order)
    expect(tr("Reading"), len(entries))
    # Mini Diary writes the same, with every day at midnight.
    whens = without_midnights(reader.read(entry.date) for entry in entries)
    for entry, when in zip(steps(entries), whens, strict=True):
        collector.read += 1
        where = tr("line {line}", line=entry.line)
        if when is None:
            collector.skip(where, tr("its date is not one"))
            continue
        made, day = collector.moment(when, text=entry.date)
        text = entry.text
        title, body = split_title(text) if "\n" in text else ("", text)
        collector.entry(
            where,
            made,
            day=day,
            title=title,
            text=body,
            tags=tuple(_told(collector, entry.fields)),
        )
    return collector.result()


def _entries(text: str) -> Iterator[_Found]:
    heads = list(_DATE.finditer(text))
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        fields: list[tuple[str, str]] = []
        lines = text[head.end() + 1 : end].split("\n")
        while lines and (named := _FIELD.match(lines[0])):
            fields.append((named[1].lower(), named[2].strip()))
            lines.pop(0)
        line = text.count("\n", 0, head.start()) + 1
        body = "\n".join(lines).strip()
        yield _Found(line, head[1].strip(), tuple(fields), body)


def _told(
    collector: Collector, fields: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """The tags among the fields; what is left out is counted."""
    for name, held in fields:
        if name == "tags":
            yield from (tag.strip().lstrip("#@") for tag in held.split(","))
        elif name == "starred" and held.lower() in ("true", "yes"):
            yield STARRED
        elif name in _LEFT_OUT:
            collector.left_out[_LEFT_OUT[name]] += 1
