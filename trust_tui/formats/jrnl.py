"""jrnl: the text that it keeps a journal in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from trust_tui.domain import (
    Entry,
    Record,
    tr,
)
from trust_tui.formats.jrnl_markdown import as_journal, is_markdown
from trust_tui.formats.kit import (
    MINUTE,
    STARRED,
    Collector,
    Contents,
    DateReader,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    Tree,
    UnreadableError,
    When,
    WriteOptions,
    decode,
    expect,
    is_tidy,
    moment_of,
    read_clock,
    read_file,
    split_title,
    steps,
)

FILLER: Final = "."
"""A line between the title and a text that begins like the head of an entry."""

_HEAD: Final = re.compile(r"\[([^\]\n]{1,90})\] ")
# To jrnl a head may go on over lines: one bracket that is never closed would take in the head of the next entry.
_LIKE_A_HEAD: Final = re.compile(r"^(?= *\[)", re.MULTILINE)
_MOVED_HEAD: Final = re.compile(r"^ (?= *\[)", re.MULTILINE)
_FILLED: Final = re.compile(rf"{re.escape(FILLER)}\n(?= *\[)")
_NO_TAG: Final = re.compile(r"[^-+*#/\w]+")
_TAG: Final = re.compile(r"@([-+*#/\w]+)")
_TAGS_ONLY: Final = re.compile(r"\s*(?:@[-+*#/\w]+\s*)+\Z")
_HASH_TAG: Final = re.compile(r"#([-+*/\w]*[^\W\d_][-+*#/\w]*)")
_BARE: Final = re.compile(
    r"^((?:\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4})[ T]\d\d?:\d\d(?::\d\d)?"
    r"(?: ?[AP]\.?M\b\.?)?) ",
    re.MULTILINE | re.IGNORECASE,
)
_FILE: Final = re.compile(r"(?:.*/)?(\d{4})/(\d\d)/(\d\d)\.txt\Z")
_SEALED: Final = (b"JRNLv", b"gAAAA")
"""How a journal begins that jrnl has encrypted, in its newer and its older form."""


class _Head(Struct, frozen=True):
    """What may be the head of an entry: where it stands, and what stands in it."""

    start: int
    end: int
    stamp: str


class JrnlEntry(Struct, frozen=True):
    """An entry as jrnl sees it."""

    moment: datetime
    title: str
    body: str
    tags: tuple[str, ...]


def write_text(kept: Contents) -> Iterator[bytes]:
    """The entries in jrnl's own text form.

    A line of an entry, its title too, that begins with a bracket, as a head does, gets a blank before it. Tags that
    stand nowhere in the text follow it on a line of their own.
    """
    for entry in jrnl_entries(kept):
        title = entry.title
        if title.endswith("*"):
            title = f"\n{_LIKE_A_HEAD.sub(' ', title)}"
        lines = [f"[{entry.moment.strftime(MINUTE)}] {title}"]
        if entry.body:
            body = _LIKE_A_HEAD.sub(" ", entry.body)
            # jrnl drops the blank before the first line when it writes the entry itself, so that line is not first.
            lines.append(
                f"{FILLER}\n{body}" if _LIKE_A_HEAD.match(entry.body) else body
            )
        written = {
            tag.lower() for tag in _tags(f"{entry.title}\n{entry.body}", _TAG)
        }
        missing = [
            f"@{tag}" for tag in entry.tags if tag.lower() not in written
        ]
        if missing:
            lines.append(" ".join(missing))
        yield ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def fits(source: Source) -> Likeness:
    """Whether an entry begins in the first lines; any text may be one that has none."""
    if source.is_folder:
        if _days(source.tree):
            return Likeness.SURE
        return Likeness.LIKELY if _journals(source) else Likeness.NO
    if source.raw.startswith(_SEALED):
        return Likeness.SURE
    if is_markdown(source.head):
        return Likeness.SURE
    if is_text(source.head):
        return Likeness.LIKELY
    return Likeness.POSSIBLE if source.text else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the text, or a folder of texts.

    Raises:
        UnreadableError: It is encrypted.
    """
    if source.is_folder:
        if _days(source.tree):
            return _read_folder(source.tree, options)
        return _read_journals(source, options)
    if source.raw.startswith(_SEALED):
        raise UnreadableError(
            tr(
                "This is an encrypted journal of jrnl: write it out with `jrnl --format text` first, "
                "then bring that in."
            )
        )
    if is_markdown(source.head):
        return read_text(as_journal(source.text), options)
    return read_text(source.text, options)


def write(kept: Contents, _options: WriteOptions) -> Iterator[bytes]:
    """The entries."""
    return write_text(kept)


def is_text(text: str) -> bool:
    """Whether a text has an entry of jrnl's in its first lines."""
    first = text[:10_000]
    return bool(_found_heads(first, list(_heads(first)), "", None))


def read_text(text: str, options: ReadOptions) -> ReadResult:
    """Read jrnl's text form. What stands before the first head is skipped; a head without a date is text."""
    collector = Collector("jrnl", options)
    expect(tr("Reading"), text.count("\n["))
    _read_into(collector, text, "", None)
    return collector.result()


def _read_folder(tree: Tree, options: ReadOptions) -> ReadResult:
    """Read a journal that has a file for each day; the day may stand in the path alone."""
    collector = Collector("jrnl", options)
    days = _days(tree)
    expect(tr("Reading"), len(days))
    for name, day in steps(days.items()):
        _read_into(
            collector, decode(read_file(tree.files[name])), f"{name} ", day
        )
    rest = {name: path for name, path in tree.files.items() if name not in days}
    others = Tree(files=rest, links=tree.links)
    collector.left_out.update(others.others())
    return collector.result()


def _journals(source: Source) -> Mapping[str, str]:
    """The texts of a folder that are journals of jrnl, by their path."""
    found: dict[str, str] = {}
    for name, raw in source.texts.items():
        if name.lower().endswith(".txt"):
            with suppress(UnreadableError):
                text = decode(raw)
                if is_text(text):
                    found[name] = text
    return found


def _read_journals(source: Source, options: ReadOptions) -> ReadResult:
    """Read several journals; where there are, each entry has the name of its own as a tag."""
    collector = Collector("jrnl", options)
    journals = _journals(source)
    collector.left_out.update(source.besides(journals))
    expect(tr("Reading"), len(journals))
    for name, text in steps(journals.items()):
        stem = name.rpartition("/")[2].rpartition(".")[0]
        also = (stem,) if len(journals) > 1 else ()
        _read_into(collector, text, f"{name} ", None, also)
    return collector.result()


def _days(tree: Tree) -> Mapping[str, date]:
    """The files of a folder journal, with their days."""
    found: dict[str, date] = {}
    for name in tree.files:
        match = _FILE.match(name)
        when = match and DateReader().read("-".join(match.groups()))
        if when:
            found[name] = when.day
    return found


def _read_into(
    collector: Collector,
    text: str,
    place: str,
    day: date | None,
    also: tuple[str, ...] = (),
) -> None:
    """Read the entries of a text.

    Args:
        place: What stands before the number of a line.
        day: The day of all of them, None where each says its own.
        also: Tags that each of them gets.
    """
    collector.is_tidy = is_tidy(text)
    like_heads = list(_heads(text))
    heads = _found_heads(text, like_heads, collector.options.order, day)
    tag = _tag_of(text)
    before = text[: heads[0][0].start if heads else len(text)]
    if before.strip():
        collector.read += 1
        collector.skip(
            f"{place}line 1", tr("no date in square brackets comes before it")
        )
    ends = [head.start for head, _ in heads[1:]] + [len(text)]
    line, seen = 1, 0
    for (head, when), end in zip(steps(heads), ends, strict=False):
        line, seen = line + text.count("\n", seen, head.start), head.start
        collector.read += 1
        where = f"{place}line {line}"
        title, body, tags = _parts(text[head.end : end], tag)
        made, given = collector.moment(when, text=head.stamp)
        collector.entry(
            where, made, day=given, title=title, text=body, tags=tags + also
        )


def _found_heads(
    text: str, like_heads: Sequence[_Head], order: str, day: date | None
) -> list[tuple[_Head, When]]:
    """The heads that are dates, with them; those of the form before 2.0 where there is none in brackets."""
    reader = DateReader([head.stamp for head in like_heads], order)
    found: list[tuple[_Head, When]] = []
    for head in like_heads:
        when = reader.read(head.stamp)
        if when is None and day is not None:
            clock = read_clock(head.stamp)
            when = When(day=day, clock=clock) if clock else None
        if when is not None and when.is_alone:
            found.append((head, when))
    return found or list(_bare_heads(text, order))


def _bare_heads(text: str, order: str) -> Iterator[tuple[_Head, When]]:
    stamps = list(_BARE.finditer(text))
    reader = DateReader([match[1] for match in stamps], order)
    for match in stamps:
        when = reader.read(match[1])
        if when is not None:
            yield _Head(match.start(), match.end(), match[1]), when


def jrnl_entries(kept: Contents) -> Iterator[JrnlEntry]:
    """The entries as jrnl sees them, in the order of their dates."""
    records: Iterable[Record[Entry]] = kept.of(Entry.TABLE)
    for moment, record in sorted(
        ((moment_of(record), record) for record in records),
        key=lambda pair: pair[0],
    ):
        entry = record.value
        text = entry.text.replace("\r\n", "\n").replace("\r", "\n")
        title = " ".join(entry.title.split())
        title, body = (title, text.strip()) if title else split_title(text)
        if title or body:
            tags = (_NO_TAG.sub("-", tag).strip("-") for tag in entry.tags)
            yield JrnlEntry(
                moment, title, body, tuple(tag for tag in tags if tag)
            )


def _heads(text: str) -> Iterator[_Head]:
    """What stands in square brackets at the beginning of a line. To look for the brackets first is the quick way."""
    start = 0 if text.startswith("[") else text.find("\n[") + 1
    while start or text.startswith("["):
        if match := _HEAD.match(text, start):
            yield _Head(match.start(), match.end(), match[1])
        start = text.find("\n[", start) + 1
        if not start:
            return


def _tag_of(text: str) -> re.Pattern[str]:
    """What a tag looks like here: jrnl's own sign, or the hash where the file has that alone."""
    if next(_tags(text, _TAG), None) or not _HASH_TAG.search(text):
        return _TAG
    return _HASH_TAG


def _parts(text: str, tag: re.Pattern[str]) -> tuple[str, str, tuple[str, ...]]:
    """Title, text and tags of an entry as it stands in the file."""
    text = text.rstrip()
    end = text.find("\n")
    first = text if end < 0 else text[:end].rstrip()
    tags = list(_tags(text, tag))
    if first.endswith("*"):
        text = f"{first.strip(' *')}\n{text[len(first) :]}"
        tags.append(STARRED)
    title, body = split_title(_unmoved(text))
    body = _without_tag_line(_unfilled(body))
    return (title, body, tuple(tags)) if body else ("", title, tuple(tags))


def _tags(text: str, tag: re.Pattern[str]) -> Iterator[str]:
    """The tags in a text: a sign, and what follows it, at the beginning of a word."""
    if tag is _TAG and "@" not in text:
        return
    for found in tag.finditer(text):
        if not found.start() or text[found.start() - 1].isspace():
            yield found[1]


def without_additions(body: str) -> str:
    """The text of an entry without what `write_text` puts into it: a line in front, blanks, tags behind."""
    return _without_tag_line(_unfilled(_unmoved(body)))


def _unmoved(text: str) -> str:
    """The text without the blank before what is like a head. To look for the bracket alone is the quick way."""
    return _MOVED_HEAD.sub("", text) if "[" in text else text


def _unfilled(body: str) -> str:
    return body[len(FILLER) + 1 :] if _FILLED.match(body) else body


def _without_tag_line(body: str) -> str:
    """The text without a last line that holds tags alone, such as `write_text` adds."""
    start = body.rfind("\n") + 1
    is_tags = "@" in body[start:] and _TAGS_ONLY.match(body, start)
    return body[:start].rstrip() if is_tags else body
