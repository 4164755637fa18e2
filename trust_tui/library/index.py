"""Which pages a folder holds: the header of every file, read cheaply, without parsing a page."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from trust_tui.domain import (
    clean,
    tr,
)
from trust_tui.library.headers import count_words, make_header
from trust_tui.library.model import Header, Problem
from trust_tui.plain_file import NotPlainError, TooLargeError, read_plain

LARGEST: Final = 100_000
"""Bytes of the largest file that is read; a long page has about 10,000."""

LONGEST_FRONT: Final = 8_000
"""Characters of the longest front matter."""

MOST_FILES: Final = 1_000
"""Files of the fullest folder that is read."""

LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*\Z")
"""What the name of a folder of a language looks like."""

_DEEPEST: Final = 3


class UnreadableError(Exception):
    """A file that cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Shelf(Struct, frozen=True, kw_only=True):
    """The pages of one language folder.

    Attributes:
        headers: By page id.
        pages: Page ids by path within the folder.
    """

    folder: Path
    headers: Mapping[str, Header] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)


def read_shelf(
    folder: Path, problems: list[Problem], *, follows_links: bool = False
) -> Shelf:
    """Read the headers of all `.md` files below a folder; files that cannot be used are skipped and named.

    Args:
        folder: The language folder.
        problems: What is wrong with a file is added.
        follows_links: As for `read_source`.
    """
    headers: dict[str, Header] = {}
    pages: dict[str, str] = {}
    for number, path in enumerate(files_in(folder)):
        if number == MOST_FILES:
            advice = tr(
                "The folder holds more than {number} pages. Those from here on are left out.",
                number=MOST_FILES,
            )
            problems.append(Problem(file=clean(path), line=0, advice=advice))
            break
        try:
            source = read_source(folder, path, follows_links=follows_links)
            header = read_header(source, clean(path), problems)
        except UnreadableError as error:
            problems.append(error.problem)
            continue
        if header is None:
            continue
        if header.id in headers:
            advice = tr(
                "The id {id} is taken by {path}. Give this page an id of its own.",
                id=header.id,
                path=headers[header.id].path,
            )
            problems.append(Problem(file=header.path, line=2, advice=advice))
            continue
        headers[header.id] = header
        pages[path] = header.id
    return Shelf(folder=folder, headers=headers, pages=pages)


def read_source(folder: Path, path: str, *, follows_links: bool = False) -> str:
    """The text of a file with Unix line ends.

    Args:
        folder: The language folder.
        path: The file in it.
        follows_links: Whether a link may lead out of the folder. Some installers link the packaged files.

    Raises:
        UnreadableError: It is not a file, a link that leads out of the folder, too big, not UTF-8 or may not be read.
    """
    if not follows_links and _leads_out(folder, path):
        advice = tr(
            "This is a link that leads out of the folder. Put the file itself in its place."
        )
        raise UnreadableError(_problem(path, advice))
    try:
        held = read_plain(f"{folder}/{path}", LARGEST)
    except NotPlainError:
        advice = tr("This is not an ordinary file. Take it out of the folder.")
        raise UnreadableError(_problem(path, advice)) from None
    except TooLargeError:
        advice = tr(
            "The file is bigger than {size} kB. Cut it into several pages.",
            size=LARGEST // 1000,
        )
        raise UnreadableError(_problem(path, advice)) from None
    except OSError:
        raise UnreadableError(
            _problem(
                path,
                tr("The file cannot be opened. Check that you may read it."),
            )
        ) from None
    try:
        return (
            held.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        )
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        advice = tr(
            "This line holds a character that is not in UTF-8. Save the file with the encoding UTF-8."
        )
        raise UnreadableError(_problem(path, advice, line)) from None


def _leads_out(folder: Path, path: str) -> bool:
    """Whether a file is a link to one elsewhere; folders that are links are not entered at all."""
    file = folder / path
    return file.is_symlink() and not file.resolve().is_relative_to(
        folder.resolve()
    )


def read_header(
    source: str, path: str, problems: list[Problem]
) -> Header | None:
    """The header of a file from its text, or None when it has none that can be used; why is added to the problems."""
    from trust_tui.front_matter import FrontError, read, split_front  # noqa: PLC0415 - parsed pages come without it

    parts = split_front(source, longest=LONGEST_FRONT)
    if parts is None:
        problems.append(_problem(path, tr("The file must start with a line of three hyphens, the front matter, and a"
                                       " second line of three hyphens."), 1))  # fmt: skip
        return None
    front, body = parts
    try:
        fields = read(front)
    except FrontError as error:
        problems.append(_problem(path, error.advice, error.line))
        return None
    return make_header(fields, path, count_words(body), problems)


def files_in(folder: Path) -> Iterator[str]:
    """Paths of the `.md` files in a language folder, in the order of the pages."""
    return _files(os.fspath(folder), "", _DEEPEST)


def _files(folder: str, prefix: str, depth: int) -> Iterator[str]:
    """Paths of the `.md` files, sorted within each folder, a folder's own files before those of folders in it."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
            )
    except OSError:
        return
    folders: list[str] = []
    for name, is_folder in found:
        if name.startswith("."):
            continue
        if is_folder:
            folders.append(name)
        elif name.endswith(".md"):
            yield prefix + name
    if depth > 1:
        for name in folders:
            yield from _files(f"{folder}/{name}", f"{prefix}{name}/", depth - 1)


def _problem(path: str, advice: str, line: int = 0) -> Problem:
    return Problem(file=clean(path), line=line, advice=advice)
