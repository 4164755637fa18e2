"""Markdown in: a folder or an archive of notes, one entry a file, with or without front matter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import repeat
from pathlib import Path
from typing import Final

from msgspec import Struct

from trust_tui import front_matter
from trust_tui.domain import (
    KINDS,
    TABLES,
    Entry,
    tr,
)
from trust_tui.formats.jrnl_yaml import unwrapped
from trust_tui.formats.kit import (
    MEGABYTE,
    NOTES,
    Collector,
    DateReader,
    DoubtKind,
    Likeness,
    ReadOptions,
    ReadResult,
    Source,
    Tree,
    UnreadableError,
    decode,
    expect,
    is_id,
    is_tidy,
    read_file,
    steps,
)
from trust_tui.formats.logseq import is_journal_page, read_outline
from trust_tui.formats.markdown_writer import ABOUT
from trust_tui.formats.note_dates import (
    Front,
    NoteName,
    changed_of,
    dates_in,
    times_of,
)
from trust_tui.formats.toml_front import toml_front
from trust_tui.front_matter import FrontError, split_front

LARGEST: Final = 64 * MEGABYTE
"""Bytes of the largest note that is read."""

_ENTRY: Final = KINDS[Entry.TABLE].slug
_OURS: Final = {KINDS[table].slug for table in TABLES} - {_ENTRY}
"""The types of our own files that are no entries."""

_TOGETHER: Final = 50
"""How many notes are looked at together."""

_TAG: Final = re.compile(r"(?<![^\s(])#([\w/-]*[^\W\d_][\w/-]*)")
_CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)


class Note(Struct, frozen=True, gc=False):
    """One note: its path, its text, and its file where it has one of its own."""

    path: str
    text: str
    file: str = ""


class _Parts(Struct, frozen=True):
    """A note taken apart."""

    note: Note
    front: Front
    body: str
    kind: str
    is_plain: bool


def fits(source: Source) -> Likeness:
    """Folders with notes and what is named like one are; any text can be."""
    if source.archive is not None:
        return (
            Likeness.LIKELY
            if any(source.archive.ending(*NOTES))
            else Likeness.NO
        )
    if source.is_folder:
        return Likeness.LIKELY if source.tree.has(*NOTES) else Likeness.POSSIBLE
    if source.name.endswith(NOTES):
        return Likeness.LIKELY
    return Likeness.POSSIBLE if source.text else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read a folder, an archive or one note."""
    if source.is_folder:
        return read_folder(source.tree, options)
    if source.archive is not None:
        archive = source.archive
        return read_notes(
            ((path, archive.read(path)) for path in archive.ending(*NOTES)),
            options,
        )
    collector = Collector("markdown", options)
    _take(collector, [Note(source.path.name, source.text, str(source.path))])
    return collector.result()


def read_folder(tree: Tree, options: ReadOptions) -> ReadResult:
    """Read the notes in a folder and in those within it. Hidden ones and links are passed over."""
    collector = Collector("markdown", options)
    collector.left_out.update(tree.others(*NOTES))
    notes: list[Note] = []
    found = tree.ending(*NOTES)
    expect(tr("Reading"), 2 * len(found))
    for where, path in steps(found.items()):
        try:
            notes.append(Note(where, decode(read_file(path, LARGEST)), path))
        except UnreadableError as error:
            collector.read += 1
            collector.skip(where, error.advice)
    _take(collector, notes)
    return collector.result()


def read_notes(
    notes: Iterable[tuple[str, bytes]], options: ReadOptions
) -> ReadResult:
    """Read notes from an archive, by path."""
    collector = Collector("markdown", options)
    found: list[Note] = []
    for path, raw in notes:
        try:
            found.append(Note(path, decode(raw)))
        except UnreadableError:
            collector.read += 1
            collector.skip(path, tr("it is not in UTF-8"))
    expect(tr("Reading"), len(found))
    _take(collector, found)
    return collector.result()


def _take(collector: Collector, notes: Sequence[Note]) -> None:
    """Take all notes, once their dates have been learned from."""
    parts = list(_taken_apart(collector, notes))
    learned = dates_in((one.note.path, one.front, one.body) for one in parts)
    reader = DateReader(learned, collector.options.order)
    for part in steps(parts):
        _take_one(collector, reader, part)


def _taken_apart(
    collector: Collector, notes: Sequence[Note]
) -> Iterator[_Parts]:
    for note, is_plain in zip(notes, _all_plain(notes), strict=True):
        collector.read += 1
        try:
            values, body = _front_of(note.text, is_plain)
        except FrontError:
            collector.skip(note.path, tr("its front matter is not flat YAML"))
            continue
        given = Front(values)
        if is_journal_page(note.path, body):
            outline = read_outline(body)
            tags = (*_several(given, "tags", "tag"), *outline.tags)
            given.held["tags"] = tags
            body = outline.text
        kind = given.text("type").lower()
        if kind == ABOUT or kind in _OURS:
            reason = tr(
                "it is not a journal entry; our own JSON brings back the rest"
            )
            collector.skip(note.path, reason)
            continue
        yield _Parts(note, given, body, kind, is_plain)


def _all_plain(notes: Sequence[Note]) -> Iterator[bool]:
    """Whether there is no control character, tab or escape in a note, told for many at once; False may be wrong."""
    for start in range(0, len(notes), _TOGETHER):
        some = notes[start : start + _TOGETHER]
        whole = "\n".join(f"{note.text}\n{note.path}" for note in some)
        # An escape in front matter may stand for anything.
        is_odd = any(map(whole.__contains__, "\\\t"))
        yield from repeat(is_tidy(whole) and not is_odd, len(some))


def _front_of(
    text: str, is_plain: bool
) -> tuple[dict[str, str | tuple[str, ...]], str]:
    """What stands in the front matter of a note, and the text after it.

    Raises:
        FrontError: It cannot be read.
    """
    if toml := toml_front(text):
        return toml
    front, body = unwrapped(text) or split_front(text, dots=True) or ("", text)
    return front_matter.read_values(front, printable=is_plain), body


def _take_one(collector: Collector, reader: DateReader, part: _Parts) -> None:
    note, front = part.note, part.front
    collector.is_tidy = part.is_plain
    name = NoteName(reader, note.path, part.body)
    made, day = times_of(collector, reader, name, front)
    if made is None:
        made = _written_last(note.file, collector.options.zone)
        if made is None:
            collector.skip(
                note.path,
                tr(
                    "it says no date, in its front matter, its name or its heading"
                ),
            )
            return
        collector.doubt(DoubtKind.FILE_DATE, note.path)
        if not collector.options.undated:
            collector.skip(note.path, tr("nothing but its file says a date"))
            return
    own = front.text("id")
    has_id = is_id(own)
    is_ours = has_id and part.kind == _ENTRY
    title = front.text("title")
    tags = [tag.strip().lstrip("#") for tag in _several(front, "tags", "tag")]
    if not is_ours:
        title = title or name().title
        tags += _tags_in(part.body)
    collector.entry(
        note.path,
        made,
        day=day,
        title=title,
        text=part.body.removeprefix("\n"),
        tags=tuple(tags),
        source="" if has_id else note.path,
        own_id=own if is_ours else "",
        changed=changed_of(reader, front, made),
    )


def _written_last(path: str, zone: tzinfo) -> datetime | None:
    """When a file was written last, None when nobody can tell."""
    if not path:
        return None
    try:
        return datetime.fromtimestamp(Path(path).stat().st_mtime, zone)
    except OSError:
        return None


def _tags_in(text: str) -> Iterator[str]:
    """The tags in a text as Obsidian has them: a sign, and a word that is no number, outside code."""
    if "#" in text:
        for found in _TAG.finditer(_CODE.sub(" ", text)):
            yield found[1].strip("/-")


def _several(front: Front, *keys: str) -> Sequence[str]:
    for key in keys:
        held = front.held.get(key)
        if isinstance(held, tuple):
            return held
        if held:
            return re.split(r"[,\s]+", held)
    return []
