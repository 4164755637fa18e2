"""What is to be read: a file, an archive or a folder, looked at once, however many formats ask."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from trust_tui.domain import tr
from trust_tui.formats.cut_off import whole_json
from trust_tui.formats.safe_read import (
    MEGABYTE,
    UnreadableError,
    decode,
    parse_json,
    read_file,
)
from trust_tui.formats.tree import MEDIA, Tree, tree_of
from trust_tui.formats.zip_archive import Archive

NOTES: Final = (".md", ".markdown")
"""How the names of notes in Markdown end."""

TEXTS: Final = frozenset({".json", ".txt", ".org", ".html", ".htm"})
"""The endings of files with text, but for notes."""

LARGEST_TEXT: Final = 64 * MEGABYTE
"""Bytes of the largest of several files."""

_DELIMITERS: Final = (",", ";", "\t")

_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*[{\]])")
"""How JSON begins that may hold entries: an object, or a list of objects."""

_HEAD: Final = 10_000
"""Characters that are looked at to tell what a text is."""


class Source:
    """A file, an archive or a folder.

    Args:
        path: Where it is.

    Attributes:
        fault: Why its content could not be understood as what it begins like, None where nothing is wrong.
        cut: Where files of it end in the middle, of which what is whole is read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_folder = _is_folder(path)
        self.fault: UnreadableError | None = None
        self.cut: list[str] = []

    @property
    def name(self) -> str:
        """Its name in small letters."""
        return self.path.name.lower()

    @cached_property
    def raw(self) -> bytes:
        """The bytes of the file; none of a folder.

        Raises:
            UnreadableError: It is no plain file, too large, or may not be read.
        """
        return b"" if self.is_folder else read_file(self.path)

    @cached_property
    def archive(self) -> Archive | None:
        """The archive it is, None when it is none.

        Raises:
            UnreadableError: It is damaged, or not to be trusted.
        """
        return Archive(self.raw) if self.raw.startswith(b"PK") else None

    @cached_property
    def text(self) -> str:
        """The text of the file with plain line breaks; empty where it holds none."""
        if self.archive is not None:
            return ""
        try:
            return decode(self.raw)
        except UnreadableError as error:
            self.fault = error
            return ""

    @property
    def head(self) -> str:
        """How the text begins."""
        return self.text[:_HEAD]

    @cached_property
    def documents(self) -> Mapping[str, Any]:
        """The JSON in the file, or in each file of the archive that has any, by its name."""
        if self.document is not None:
            return {self.path.name: self.document}
        found = {
            path: self._parsed(path, self.texts[path])
            for path in filter(_is_json, self.texts)
        }
        return {path: held for path, held in found.items() if held is not None}

    @cached_property
    def texts(self) -> Mapping[str, bytes]:
        """The files of a folder or an archive that may hold text, by their path; of a file, itself.

        Raises:
            UnreadableError: It is damaged, may not be read, or there is too much of it.
        """
        if self.archive is not None:
            paths = filter(is_text, self.archive.paths)
            return {path: self.archive.read(path) for path in paths}
        if not self.is_folder:
            return {self.path.name: self.raw}
        found = {}
        for name in filter(is_text, self.tree.files):
            try:
                found[name] = read_file(self.tree.files[name], LARGEST_TEXT)
            except UnreadableError as error:
                self.fault = error
        return found

    @cached_property
    def document(self) -> Any:
        """The JSON in the file, None where it holds none."""
        if not _JSON.match(self.raw):
            return None
        return self._parsed("", self.raw)

    def _parsed(self, name: str, raw: bytes) -> Any:
        """The JSON in a file; of one that ends in the middle what is whole, but for an export of ours."""
        try:
            return parse_json(raw)
        except UnreadableError as error:
            self.fault = error
        whole = None if b'"trust-tui"' in raw[:_HEAD] else whole_json(raw)
        if whole is None:
            return None
        document, line = whole
        self.cut.append(f"{name} {tr('line {line}', line=line)}".strip())
        return document

    @cached_property
    def columns(self) -> list[str]:
        """The first line of the text as CSV has it."""
        return cells_of(self.head.partition("\n")[0], self.delimiter)

    @cached_property
    def delimiter(self) -> str:
        """What stands between the cells of CSV."""
        return delimiter_of(self.head.partition("\n")[0])

    @cached_property
    def tree(self) -> Tree:
        """What the folder holds; nothing where it is a file.

        Raises:
            UnreadableError: It holds too much, or may not be read.
        """
        return tree_of(self.path) if self.is_folder else Tree(files={}, links=0)

    def besides(
        self, taken: Iterable[str], *, media: bool = True
    ) -> Mapping[str, int]:
        """How many files of a folder or an archive were not taken, by what they are called.

        A second form of a file that was taken, of the same name but for the ending, is none of them.

        Args:
            taken: The paths of those that were.
            media: Whether pictures and the like count, where the entries do not tell of them.
        """
        stems = {path.rpartition(".")[0] for path in taken}
        paths = self.archive.paths if self.archive else self.tree.files
        left = {}
        for path in paths:
            stem, _, ending = path.rpartition(".")
            if stem in stems or (not media and f".{ending.lower()}" in MEDIA):
                continue
            left[path] = ""
        return Tree(files=left, links=self.tree.links).others()

    def files(self, *endings: str) -> "Sequence[Source]":
        """The files of a folder whose names end so, in order.

        Raises:
            UnreadableError: The folder may not be looked into.
        """
        return [
            Source(Path(path)) for path in self.tree.ending(*endings).values()
        ]


def delimiter_of(line: str) -> str:
    """What stands between the cells of a line of CSV: the sign that makes most of them."""
    return max(_DELIMITERS, key=lambda sign: len(cells_of(line, sign)))


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of a line of CSV; none where it is no whole line."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def is_text(path: str) -> bool:
    """Whether a file with that name may hold text that somebody reads, but for notes."""
    if path.endswith(NOTES):
        return False
    stem, _, ending = path.lower().rpartition("/")[2].rpartition(".")
    return not stem or not ending or f".{ending}" in TEXTS


def _is_json(path: str) -> bool:
    return path.lower().endswith(".json") and not path.startswith("__MACOSX/")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it may not be looked into, or the name is too long: reading says so
        return False
