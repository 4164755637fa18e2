"""jrnl: what `jrnl --format xml` prints. Its texts are title and body in one, and a star is not in it."""

import re
from typing import Final
from xml.parsers import expat

from msgspec import Struct, field

from trust_tui.formats.kit import (
    STARRED,
    Collector,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    UnreadableError,
    expect,
    later,
    split_title,
    steps,
    tr,
    without_midnights,
)

_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<journal>\s*<(?:entries|tags)"
)
_SENTENCE: Final = re.compile(
    r"([^\n]{1,200}?[.!?\u2026\u3002]+[\"'\u201d\u2019]?)\s+"
)
_NOT_WHOLE: Final = later(
    "The file is not whole XML: have jrnl write it again, or bring in its text."
)


class _Found(Struct):
    """An entry as it stands."""

    date: str
    starred: str
    line: int
    tags: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def fits(source: Source) -> Likeness:
    """Whether it begins as jrnl's XML does."""
    return Likeness.SURE if _START.match(source.head) else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the entries.

    Raises:
        UnreadableError: It is not whole XML, or declares something of its own.
    """
    collector = Collector("jrnl-xml", options)
    entries = _entries(source.text)
    reader = DateReader(entry.date for entry in entries)
    expect(tr("Reading"), len(entries))
    whens = without_midnights(reader.read(entry.date) for entry in entries)
    for entry, when in zip(steps(entries), whens, strict=True):
        collector.read += 1
        where = tr("line {line}", line=entry.line)
        if when is None:
            collector.skip(where, tr("its date is not one"))
            continue
        made, day = collector.moment(when, text=entry.date)
        title, body = _parts("".join(entry.text).strip())
        tags = [tag.lstrip("@#") for tag in entry.tags]
        if entry.starred.lower() == "true":
            tags.append(STARRED)
        collector.entry(
            where,
            made,
            day=day,
            title=title if body else "",
            text=body or title,
            tags=tuple(tags),
        )
    return collector.result()


def _parts(text: str) -> tuple[str, str]:
    """Title and body: to jrnl the first sentence is the title, or else the first line."""
    sentence = _SENTENCE.match(text)
    if sentence is None:
        return split_title(text)
    return sentence[1], text[sentence.end() :]


def _entries(text: str) -> list[_Found]:
    """The entries in order; nothing that a document declares is ever looked up."""
    found: list[_Found] = []
    inside: list[str] = []
    parser = expat.ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        inside.append(name)
        if inside == ["journal", "entries", "entry"]:
            date = attributes.get("date", "")
            starred = attributes.get("starred", "")
            found.append(_Found(date, starred, parser.CurrentLineNumber))
        elif inside == ["journal", "entries", "entry", "tag"]:
            found[-1].tags.append(attributes.get("name", ""))

    def end(_name: str) -> None:
        inside.pop()

    def words(data: str) -> None:
        if inside == ["journal", "entries", "entry"]:
            found[-1].text.append(data)

    def refuse(*_declared: object) -> None:
        raise UnreadableError(tr(_NOT_WHOLE))

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError:
        raise UnreadableError(tr(_NOT_WHOLE)) from None
    return found
