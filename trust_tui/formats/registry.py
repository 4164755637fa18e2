"""Tells which form a file is in, and reads it."""

import csv
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from trust_tui.domain.cancellable_task import expect
from trust_tui.formats import day_one, daylio, jrnl, markdown_in, own_json
from trust_tui.formats.collector import Collector, ReadOptions, ReadResult
from trust_tui.formats.safe_read import UnreadableError, decode, parse_json, read_file
from trust_tui.formats.zip_archive import Archive

FORMATS: Final = ("json", "markdown", "jrnl", "jrnl-json", "day-one", "daylio")
"""What can be read, by the names for the command line; `jrnl` is its text form."""

_JSON: Final = ("json", "jrnl-json", "day-one")
_UNKNOWN: Final = (
    "That is in none of the forms that can be read: an export of ours, a folder of Markdown, jrnl's text or JSON, "
    "Day One's ZIP, Daylio's CSV."
)
_OTHER: Final = (
    "The file is not in the form that was named: leave --format out, or name another."
)


def read_source(path: Path, options: ReadOptions, format: str = "") -> ReadResult:
    """Read a file or a folder.

    Args:
        path: Where it is.
        options: What the reader must be told.
        format: One of `FORMATS`; empty to look at the file itself.

    Raises:
        TrustError: It cannot be read as that. Nothing was changed.
    """
    if _is_folder(path):
        if format not in ("", "markdown"):
            raise UnreadableError(_OTHER)
        return markdown_in.read_folder(path, options)
    raw = read_file(path)
    if not raw.strip():
        raise UnreadableError("The file is empty: there is nothing to read.")
    if raw.startswith(b"PK"):
        return _archive(Archive(raw), options, format)
    if format in _JSON or (
        not format and raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    ):
        return _json(parse_json(raw), options, format)
    return _text(path, decode(raw), options, format)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it may not be looked into, or the name is too long: reading says so
        return False


def _archive(archive: Archive, options: ReadOptions, format: str) -> ReadResult:
    documents = [
        document
        for path in archive.ending(".json")
        if _is_day_one(document := _parsed(archive, path))
    ]
    if documents and format in ("", "day-one"):
        return day_one.read_day_one(documents, options)
    notes = list(archive.ending(*markdown_in.ENDINGS))
    if notes and format in ("", "markdown"):
        expect("Reading", len(notes))
        return markdown_in.read_notes(
            ((path, archive.read(path)) for path in notes), options
        )
    raise UnreadableError(_OTHER if format else _UNKNOWN)


def _parsed(archive: Archive, path: str) -> Any:
    return parse_json(archive.read(path))


def _json(document: Any, options: ReadOptions, format: str) -> ReadResult:
    readers: Mapping[str, tuple[Callable[[Any], bool], Callable[[Any], ReadResult]]] = {
        "json": (_is_ours, own_json.read_json),
        "day-one": (_is_day_one, lambda found: day_one.read_day_one([found], options)),
        "jrnl-json": (_is_jrnl, lambda found: jrnl.read_json(found, options)),
    }
    for name, (fits, read) in readers.items():
        if format in ("", name) and fits(document):
            return read(document)
    raise UnreadableError(_OTHER if format else _UNKNOWN)


def _is_ours(document: Any) -> bool:
    return isinstance(document, dict) and document.get("format") == own_json.FORMAT


def _is_day_one(document: Any) -> bool:
    entries = document.get("entries") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        return False
    return any(
        isinstance(entry, dict) and "creationDate" in entry for entry in entries
    ) or (not entries and "metadata" in document)


def _is_jrnl(document: Any) -> bool:
    return (
        isinstance(document, dict)
        and isinstance(document.get("entries"), list)
        and not _is_day_one(document)
    )


def _text(path: Path, text: str, options: ReadOptions, format: str) -> ReadResult:
    if format == "daylio" or (not format and daylio.is_daylio(_columns(text))):
        return daylio.read_daylio(text, options)
    if format == "markdown" or (
        not format and path.name.lower().endswith(markdown_in.ENDINGS)
    ):
        collector = Collector("markdown", options)
        markdown_in.read_note(
            collector, path.name, text, partial(markdown_in.written_last, path)
        )
        return collector.result()
    if format == "jrnl" or (not format and jrnl.is_text(text)):
        return jrnl.read_text(text, options)
    raise UnreadableError(_OTHER if format else _UNKNOWN)


def _columns(text: str) -> list[str]:
    try:
        return next(csv.reader([text[:10_000].partition("\n")[0]]), [])
    except csv.Error:
        return []
