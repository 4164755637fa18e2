"""org-journal of Emacs: days as headings of the first level, entries as those of the second."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct, field

from trust_tui.formats.kit import (
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    When,
    decode,
    expect,
    read_clock,
    steps,
    tr,
)

_NAME: Final = re.compile(r"(?:.*/)?\d{4}(?:-?\d\d){0,2}(?:\.org)?\Z")
_DAY: Final = re.compile(r"\* (.+)\Z")
_FIRST: Final = re.compile(rb"(?:#\+.*\n|\s*\n)*\* (.+)")
"""The first heading of a file; before it may stand settings of the file alone, such as its title."""
_ENTRY: Final = re.compile(
    r"\*\* (\d\d?:\d\d(?: ?[AaPp][Mm])?)?\s*(.*?)(?:\s+:([\w@:]+):)?\Z"
)
_DRAWER: Final = re.compile(
    r"^:PROPERTIES:\n.*?^:END:\n?", re.MULTILINE | re.DOTALL
)
_CREATED: Final = re.compile(r"^:CREATED:\s*(\S+)", re.MULTILINE)


class _Found(Struct):
    """An entry as it stands."""

    where: str
    day: date
    clock: str
    title: str
    tags: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def fits(source: Source) -> Likeness:
    """Whether a file of it has headings of both levels, and a day in its name or in the first of them."""
    found = [name for name, raw in source.texts.items() if _has_entries(raw)]
    if any(map(_NAME.match, found)):
        return Likeness.SURE
    if any(_is_dated(source, name) for name in found):
        return Likeness.LIKELY
    return Likeness.NO


def _has_entries(raw: bytes) -> bool:
    return b"\n** " in raw and _FIRST.match(raw) is not None


def _is_dated(source: Source, name: str) -> bool:
    """Whether a file of another name, such as `journal.org`, begins with a day."""
    first = _FIRST.match(source.texts[name])
    if first is None or not name.endswith(".org"):
        return False
    heading = first[1].decode(errors="replace")
    return DateReader([heading]).read(heading) is not None


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries."""
    collector = Collector("org-journal", options)
    names = [
        name
        for name in source.texts
        if _NAME.match(name) or _is_dated(source, name)
    ]
    texts: dict[str, str] = {}
    for name in names:
        try:
            texts[name] = decode(source.texts[name])
        except UnreadableError:
            collector.read += 1
            collector.skip(name, tr("it is not in UTF-8"))
    reader = DateReader(_headings(texts.values()), options.order)
    expect(tr("Reading"), len(texts))
    collector.left_out.update(source.besides(names))
    for name, text in steps(texts.items()):
        before = collector.read
        for found in _entries(reader, name, text):
            collector.read += 1
            when = When(day=found.day, clock=read_clock(found.clock))
            made, _ = collector.moment(when)
            body = _DRAWER.sub("", "\n".join(found.lines)).strip("\n")
            collector.entry(
                found.where,
                made,
                day=found.day,
                title=found.title if body else "",
                text=body or found.title,
                tags=found.tags,
            )
        if collector.read == before:
            collector.read += 1
            collector.skip(name, "no heading of the second level is in it")
    return collector.result()


def _headings(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for line in text.split("\n"):
            if match := _DAY.match(line):
                yield match[1]


def _entries(reader: DateReader, name: str, text: str) -> Iterator[_Found]:
    """The entries of one file; the day is told by its heading, the property under it, or the name of the file."""
    of_name = reader.read(name.rpartition("/")[2], numbers=False)
    day = of_name.day if of_name else None
    found: _Found | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if heading := _DAY.match(line):
            if found:
                yield found
            found = None
            created = _CREATED.search("\n".join(lines[number : number + 5]))
            when = reader.read(created[1] if created else heading[1])
            day = when.day if when else day
        elif (entry := _ENTRY.match(line)) and day:
            if found:
                yield found
            tags = tuple(filter(None, (entry[3] or "").split(":")))
            found = _Found(
                tr("{name} line {number}", name=name, number=number),
                day,
                entry[1] or "",
                entry[2],
                tags,
            )
        elif found:
            found.lines.append(line)
    if found:
        yield found
