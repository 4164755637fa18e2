"""The two forms of jrnl: its text, which it reads and writes, and its JSON, which it only writes."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.clock import day_of
from trust_tui.domain.contents import Contents
from trust_tui.domain.records import Entry, Record
from trust_tui.formats.collector import NOON, Collector, ReadOptions, ReadResult

MINUTE: Final = "%Y-%m-%d %H:%M"
STARRED: Final = "starred"
"""The tag that stands for jrnl's star."""

FILLER: Final = "."
"""A line between the title and a text that begins like the head of an entry."""

_HEAD: Final = re.compile(r"\[([^\]\n]{1,40})\] ")
_LIKE_A_HEAD: Final = re.compile(r"^(?= *\[[^\]]{1,200}\] )", re.MULTILINE)
_MOVED_HEAD: Final = re.compile(r"^ (?= *\[[^\]]{1,200}\] )", re.MULTILINE)
_FILLED: Final = re.compile(rf"{re.escape(FILLER)}\n(?= *\[[^\]]{{1,200}}\] )")
_SENTENCE: Final = re.compile(r"[.!?\u2026]['\"\u2019\u201d]?[\])]*\s+")
_NO_TAG: Final = re.compile(r"[^-+*#/\w]+")
_TAG: Final = re.compile(r"@([-+*#/\w]+)")
_TAGS_ONLY: Final = re.compile(r"\s*(?:@[-+*#/\w]+\s*)+\Z")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?\Z")
_STAMPS: Final = ("%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %I:%M %p")


@dataclass(frozen=True, slots=True)
class _Told:
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
    for told in _told(kept):
        title = f"\n{told.title}" if told.title.endswith("*") else told.title
        lines = [f"[{told.moment.strftime(MINUTE)}] {title}"]
        if told.body:
            body = _LIKE_A_HEAD.sub(" ", told.body)
            # jrnl drops the blank before the first line when it writes the entry itself, so that line is not first.
            lines.append(f"{FILLER}\n{body}" if _LIKE_A_HEAD.match(told.body) else body)
        written = {tag.lower() for tag in _tags(f"{told.title}\n{told.body}")}
        missing = [f"@{tag}" for tag in told.tags if tag.lower() not in written]
        if missing:
            lines.append(" ".join(missing))
        yield ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def write_json(kept: Contents) -> Iterator[bytes]:
    """The entries as jrnl's JSON export has them."""
    entries = list(_told(kept))
    counts = Counter(f"@{tag.lower()}" for told in entries for tag in told.tags)
    yield b'{\n"tags": %b,\n"entries": [' % _json(dict(sorted(counts.items())))
    between = b"\n"
    for told in entries:
        document = {
            "title": told.title,
            "body": told.body,
            "date": told.moment.strftime("%Y-%m-%d"),
            "time": told.moment.strftime("%H:%M"),
            "tags": [f"@{tag}" for tag in told.tags],
            "starred": STARRED in told.tags,
        }
        yield between + _json(document)
        between = b",\n"
    yield b"\n]\n}\n"


def is_text(text: str) -> bool:
    """Whether a text has an entry of jrnl's in its first lines."""
    return any(_stamp(match[1]) for match in _heads(text[:10_000]))


def read_text(text: str, options: ReadOptions) -> ReadResult:
    """Read jrnl's text form. What stands before the first head is skipped; a head without a date is text."""
    collector = Collector("jrnl-text", options)
    heads = [(match, stamp) for match in _heads(text) if (stamp := _stamp(match[1]))]
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


def read_json(document: dict[str, Any], options: ReadOptions) -> ReadResult:
    """Read what `jrnl --format json` wrote."""
    collector = Collector("jrnl-json", options)
    entries = _list(document.get("entries"))
    expect("Reading", len(entries))
    for number, entry in enumerate(steps(entries), 1):
        where = f"entry {number}"
        collector.read += 1
        if not isinstance(entry, dict):
            collector.skip(where, "it is not an entry")
            continue
        title, body = _text(entry.get("title")), _text(entry.get("body"))
        stamp = _stamp(f"{_text(entry.get('date'))} {_text(entry.get('time'))}".strip())
        if stamp is None:
            collector.skip(where, "its date is not one")
            continue
        tags = [_text(tag).lstrip("@") for tag in _list(entry.get("tags"))]
        if entry.get("starred") is True:
            tags.append(STARRED)
        body = _without_tag_line(_unfilled(_MOVED_HEAD.sub("", body)))
        if not body:
            title, body = "", title
        collector.entry(
            where, collector.local(stamp), title=title, text=body, tags=tuple(tags)
        )
    return collector.result()


def moment_of(record: Record[Entry]) -> datetime:
    """When an entry is dated: the moment it was made, or noon of its day when it was not made before the day's end."""
    made, day = record.made, record.value.day
    if day in (made.date(), day_of(made, NOON.hour)):
        return made
    return datetime.combine(day, NOON, made.tzinfo)


def split_title(text: str) -> tuple[str, str]:
    """The first line of a text, or of a text of one line its first sentence; and the rest."""
    text = text.strip()
    first, _, rest = text.partition("\n")
    if rest:
        return first.strip(), rest.strip()
    end = _SENTENCE.search(text)
    return (text[: end.end()].strip(), text[end.end() :].strip()) if end else (text, "")


def _told(kept: Contents) -> Iterator[_Told]:
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
            yield _Told(moment, title, body, tuple(tag for tag in tags if tag))


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


def _unfilled(body: str) -> str:
    return body[len(FILLER) + 1 :] if _FILLED.match(body) else body


def _without_tag_line(body: str) -> str:
    """The text without a last line that holds tags alone, such as `write_text` adds."""
    rest, _, last = body.rpartition("\n")
    return rest.rstrip() if "@" in last and _TAGS_ONLY.match(last) else body


def _stamp(text: str) -> datetime | None:
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


def _text(given: Any) -> str:
    return given if isinstance(given, str) else ""


def _list(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list) else ()


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
