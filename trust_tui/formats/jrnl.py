"""jrnl: the text that it keeps a journal in."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.contents import Contents
from trust_tui.domain.records import Entry, Record
from trust_tui.formats.collector import Collector, ReadOptions, ReadResult
from trust_tui.formats.entry_text import MINUTE, STARRED, moment_of, split_title
from trust_tui.formats.format import Likeness, WriteOptions
from trust_tui.formats.source import Source

FILLER: Final = "."
"""A line between the title and a text that begins like the head of an entry."""

_HEAD: Final = re.compile(r"\[([^\]\n]{1,40})\] ")
_LIKE_A_HEAD: Final = re.compile(r"^(?= *\[[^\]]{1,200}\] )", re.MULTILINE)
_MOVED_HEAD: Final = re.compile(r"^ (?= *\[[^\]]{1,200}\] )", re.MULTILINE)
_FILLED: Final = re.compile(rf"{re.escape(FILLER)}\n(?= *\[[^\]]{{1,200}}\] )")
_NO_TAG: Final = re.compile(r"[^-+*#/\w]+")
_TAG: Final = re.compile(r"@([-+*#/\w]+)")
_TAGS_ONLY: Final = re.compile(r"\s*(?:@[-+*#/\w]+\s*)+\Z")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?\Z")
_STAMPS: Final = ("%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p")


class JrnlEntry(Struct, frozen=True):
    """An entry as jrnl sees it."""

    moment: datetime
    title: str
    body: str
    tags: tuple[str, ...]


def write_text(kept: Contents) -> Iterator[bytes]:
    """The entries in jrnl's own text form.

    A line of an entry that begins like the head of one gets a blank before it. Tags that stand nowhere in the text
    follow it on a line of their own.
    """
    for entry in jrnl_entries(kept):
        title = f"\n{entry.title}" if entry.title.endswith("*") else entry.title
        lines = [f"[{entry.moment.strftime(MINUTE)}] {title}"]
        if entry.body:
            body = _LIKE_A_HEAD.sub(" ", entry.body)
            # jrnl drops the blank before the first line when it writes the entry itself, so that line is not first.
            lines.append(
                f"{FILLER}\n{body}" if _LIKE_A_HEAD.match(entry.body) else body
            )
        written = {tag.lower() for tag in _tags(f"{entry.title}\n{entry.body}")}
        missing = [f"@{tag}" for tag in entry.tags if tag.lower() not in written]
        if missing:
            lines.append(" ".join(missing))
        yield ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def fits(source: Source) -> Likeness:
    """Whether an entry begins in the first lines; any text may be one that has none."""
    if is_text(source.head):
        return Likeness.LIKELY
    return Likeness.POSSIBLE if source.text else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the text."""
    return read_text(source.text, options)


def write(kept: Contents, _options: WriteOptions) -> Iterator[bytes]:
    """The entries."""
    return write_text(kept)


def is_text(text: str) -> bool:
    """Whether a text has an entry of jrnl's in its first lines."""
    return any(read_stamp(match[1]) for match in _heads(text[:10_000]))


def read_text(text: str, options: ReadOptions) -> ReadResult:
    """Read jrnl's text form. What stands before the first head is skipped; a head without a date is text."""
    collector = Collector("jrnl", options)
    heads = [
        (match, stamp) for match in _heads(text) if (stamp := read_stamp(match[1]))
    ]
    before = text[: heads[0][0].start() if heads else len(text)]
    if before.strip():
        collector.read += 1
        collector.skip("line 1", "no date in square brackets comes before it")
    ends = [head.start() for head, _ in heads[1:]] + [len(text)]
    line, seen = 1, 0
    expect("Reading", len(heads))
    for (head, stamp), end in zip(steps(heads), ends, strict=False):
        line, seen = line + text.count("\n", seen, head.start()), head.start()
        collector.read += 1
        title, body, tags = _parts(text[head.end() : end])
        collector.entry(
            f"line {line}", collector.local(stamp), title=title, text=body, tags=tags
        )
    return collector.result()


def jrnl_entries(kept: Contents) -> Iterator[JrnlEntry]:
    """The entries as jrnl sees them, in the order of their dates."""
    records: Iterable[Record[Entry]] = kept.of(Entry.TABLE)
    for moment, record in sorted(
        ((moment_of(record), record) for record in records), key=lambda pair: pair[0]
    ):
        entry = record.value
        text = entry.text.replace("\r\n", "\n").replace("\r", "\n")
        title = " ".join(entry.title.split())
        title, body = (title, text.strip()) if title else split_title(text)
        if title or body:
            tags = (_NO_TAG.sub("-", tag).strip("-") for tag in entry.tags)
            yield JrnlEntry(moment, title, body, tuple(tag for tag in tags if tag))


def _heads(text: str) -> Iterator[re.Match[str]]:
    """What stands in square brackets at the beginning of a line. To look for the brackets first is the quick way."""
    start = 0 if text.startswith("[") else text.find("\n[") + 1
    while start or text.startswith("["):
        if match := _HEAD.match(text, start):
            yield match
        start = text.find("\n[", start) + 1
        if not start:
            return


def _parts(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Title, text and tags of an entry as it stands in the file."""
    star = False
    first, _, rest = text.partition("\n")
    if first.rstrip().endswith("*"):
        star, text = True, f"{first.strip(' *')}\n{rest}"
    title, body = split_title(_MOVED_HEAD.sub("", text) if "\n " in text else text)
    tags = [*_tags(text), *([STARRED] if star else [])]
    body = _without_tag_line(_unfilled(body))
    return (title, body, tuple(tags)) if body else ("", title, tuple(tags))


def _tags(text: str) -> Iterator[str]:
    """The tags in a text: a sign, and what follows it, at the beginning of a word."""
    for tag in _TAG.finditer(text) if "@" in text else ():
        if not tag.start() or text[tag.start() - 1].isspace():
            yield tag[1]


def without_additions(body: str) -> str:
    """The text of an entry without what `write_text` puts into it: a line in front, blanks, tags behind."""
    return _without_tag_line(_unfilled(_MOVED_HEAD.sub("", body)))


def _unfilled(body: str) -> str:
    return body[len(FILLER) + 1 :] if _FILLED.match(body) else body


def _without_tag_line(body: str) -> str:
    """The text without a last line that holds tags alone, such as `write_text` adds."""
    rest, _, last = body.rpartition("\n")
    return rest.rstrip() if "@" in last and _TAGS_ONLY.match(last) else body


def read_stamp(text: str) -> datetime | None:
    """A date, with a time where it has one; None when it is none."""
    if _ISO.match(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return None
    for form in _STAMPS:
        try:
            return datetime.strptime(text.strip(), form)  # noqa: DTZ007 - jrnl keeps no time zone
        except ValueError:
            continue
    return None
