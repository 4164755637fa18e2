"""org-journal of Emacs: days as headings of the first level, entries as those of the second."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import filterfalse, islice
from operator import attrgetter
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

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
    when: When
    title: str
    tags: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The lines without what is the program's own."""
        return _DRAWER.sub("", "\n".join(self.lines)).strip("\n")

    @property
    def is_empty(self) -> bool:
        """Whether it is a day with nothing below it but its entries."""
        return not (self.title or self.body.strip())


def fits(source: Source) -> Likeness:
    """Whether a file of it has headings of both levels, and a day in its name or in the first of them."""
    found = [name for name, raw in source.texts.items() if _has_entries(raw)]
    if any(map(_NAME.match, found)):
        return Likeness.SURE
    if any(_is_dated(source, name) for name in found):
        return Likeness.LIKELY
    return Likeness.NO


def _has_entries(raw: bytes) -> bool:
    return _FIRST.match(raw) is not None and b"\n** " in raw


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
            made, _ = collector.moment(found.when, text=found.when.rest)
            body = found.body
            collector.entry(
                found.where,
                made,
                day=found.when.day,
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
    """The entries of one file, and what stands below a day before the first of them."""
    parts = islice(_parts(reader, name, text), 1, None)
    return filterfalse(attrgetter("is_empty"), parts)


def _parts(reader: DateReader, name: str, text: str) -> Iterator[_Found]:
    """What stands before the first day, then days and entries.

    The day is told by the property under its heading, else by the name of the file, else by the heading.
    """
    day: When | None = reader.read(name.rpartition("/")[2], numbers=False)
    of_name = day
    found = _Found(name, When(day=date.min), "", ())
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        where = tr("{name} line {number}", name=name, number=number)
        begun: _Found | None = None
        if heading := _DAY.match(line):
            created = _CREATED.search("\n".join(lines[number : number + 5]))
            when = reader.read(created[1] if created else heading[1])
            if when is not None:
                when = when if created else of_name or when
                day = replace(when, clock=None, rest=heading[1])
                begun = _Found(where, day, "", ())
        elif day and (entry := _ENTRY.match(line)):
            clock, title, tags = entry.groups("")
            when = replace(day, clock=read_clock(clock))
            each = tuple(filter(None, tags.split(":")))
            begun = _Found(where, when, title, each)
        if begun is None:
            found.lines.append(line)
        else:
            yield found
            found = begun
    yield found
