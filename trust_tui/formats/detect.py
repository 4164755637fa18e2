"""Tells which format a source is in, and reads it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from trust_tui.domain import later, tr
from trust_tui.formats.collector import ReadOptions, ReadResult, Skipped
from trust_tui.formats.cut_off import CUT_OFF
from trust_tui.formats.format import Format, Likeness, Reader
from trust_tui.formats.odd_files import told_of, told_of_archive
from trust_tui.formats.registry import every, named, sources
from trust_tui.formats.safe_read import UnreadableError
from trust_tui.formats.source import Source

_OTHER: Final = later(
    "The file is not in the form that was named: leave --format out, or name another."
)


def read_source(path: Path, options: ReadOptions, name: str = "") -> ReadResult:
    """Read a file or a folder.

    Args:
        path: Where it is.
        options: What the reader must be told.
        name: The name of a format; empty to look at the file itself.

    Raises:
        TrustError: It cannot be read as that. Nothing was changed.
    """
    source = Source(path)
    if not source.is_folder and not source.raw.strip():
        raise UnreadableError(
            tr("The file is empty: there is nothing to read.")
        )
    format, reader, likeness = (
        _named(source, name) if name else recognise(source)
    )
    with _nothing_collected():
        result = reader.read(source, options)
    cut = [Skipped(where=place, reason=tr(CUT_OFF)) for place in source.cut]
    return replace(
        result,
        title=format.source,
        sure=likeness is Likeness.SURE,
        read=result.read + len(cut),
        skipped=(*result.skipped, *cut),
    )


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without the collector, which would look through all that was read again and again: a reader makes no circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def recognise(source: Source) -> tuple[Format, Reader, Likeness]:
    """The format that a source looks like most, the first of those it looks like equally much.

    Raises:
        UnreadableError: It looks like none.
    """
    found: list[tuple[Format, Reader, Likeness]] = []
    for format in every():
        if format.reader is not None:
            reader = format.reader()
            found.append((format, reader, reader.fits(source)))
    best = max(found, key=lambda one: one[2])
    if best[2] >= Likeness.LIKELY:
        return best
    if told := _known(source):
        raise UnreadableError(told)
    raise source.fault or UnreadableError(
        tr(
            "That is in none of the forms that can be read: {sources}. {instead}",
            sources=sources(),
            instead=_looks_like(source),
        )
    )


def _known(source: Source) -> str:
    """What a file is that is never read here; empty where it is none of these."""
    if source.is_folder:
        return ""
    if source.archive is not None:
        return told_of_archive(source.archive.paths)
    return told_of(source.raw)


def _looks_like(source: Source) -> str:
    """What the source is instead, as far as can be told."""
    if source.is_folder:
        held = source.tree.others()
        contents = ", ".join(
            f"{called} {count}" for called, count in sorted(held.items())
        )
        return tr(
            "The folder holds: {contents}.", contents=contents or tr("nothing")
        )
    if source.document is not None:
        return tr(
            "It is JSON of another program: ask that one for text, Markdown or CSV."
        )
    if source.archive is not None:
        return tr("It is a ZIP archive: unpack it, and bring in the folder.")
    if len(source.columns) > 1:
        return tr(
            "It looks like a table: as CSV with the columns kind, id, day, made and text it can be read."
        )
    return tr(
        "A text can be read with a date in square brackets before each entry: [2026-03-02 21:15] Title."
    )


def _named(source: Source, name: str) -> tuple[Format, Reader, Likeness]:
    format = named(name)
    if format.reader is not None:
        reader = format.reader()
        likeness = reader.fits(source)
        if likeness > Likeness.NO:
            return format, reader, likeness
    raise source.fault or UnreadableError(tr(_OTHER))
