"""The folders of the content: which file stands where, in which language, and in place of which other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    ContentError,
    tr,
)
from trust_tui.library.compiled import CompiledPages, load
from trust_tui.library.index import (
    LANGUAGE,
    Shelf,
    UnreadableError,
    read_shelf,
    read_source,
)
from trust_tui.library.model import Header, Kind, Page, Problem

FALLBACK: Final = "en"
"""The language that has every page."""

GUARDED: Final = frozenset({Kind.SAFETY, Kind.HELPLINES})
"""Kinds of page that are never replaced unseen: whoever can write into the folder may be whom they warn of."""


class Shelves:
    """The pages of several folders by their headers. A file that cannot be used is skipped and named.

    Args:
        folders: Best first: a page of an earlier folder takes the place of one with the same id in a later one. Each
            holds a folder per language; one that holds none is taken as a language folder itself. Missing ones count
            as empty.
        language: As for `wanted`. Pages that it lacks come from "en"; a folder of languages without any of them from a
            later folder, never from another language.

    Attributes:
        met: What was found wrong so far, in the order it was met; whoever reads a page adds to it.
    """

    def __init__(self, folders: Sequence[Path], language: str) -> None:
        self._folders = tuple(folders)
        self._language = language
        self._compiled: dict[Path, CompiledPages] = {}
        self.met: list[Problem] = []

    @property
    def problems(self) -> Sequence[Problem]:
        """What was found wrong so far, the folders looked through."""
        self._index  # noqa: B018
        return tuple(self.met)

    @cached_property
    def headers(self) -> tuple[Header, ...]:
        """Every page in reading order: the top folder's by their order, then those of the folders in it."""
        headers = (shelf.headers[id] for id, shelf in self._index.items())
        return tuple(sorted(headers, key=_reading_order))

    def of_kind(self, kind: Kind) -> tuple[Header, ...]:
        """The pages of a kind in reading order."""
        return tuple(header for header in self.headers if header.kind is kind)

    def only_id(self, kind: Kind) -> str:
        """The id of the page of a kind of which there is one.

        Raises:
            ContentError: There is none.
        """
        headers = self.of_kind(kind)
        if not headers:
            raise ContentError(
                tr(
                    "The content has no page of the kind {kind}. Run trust-tui check-content on its folder.",
                    kind=kind,
                )
            )
        return headers[0].id

    def shelf_of(self, id: str) -> Shelf:
        """The shelf that a page stands on.

        Raises:
            ContentError: There is no such page.
        """
        shelf = self._index.get(id)
        if shelf is None:
            raise ContentError(
                tr("There is no such page. Choose one from the list of pages.")
            )
        return shelf

    def source(self, id: str) -> str:
        """The text of the file of a page.

        Raises:
            ContentError: There is no such page, or its file cannot be read any more.
        """
        shelf = self.shelf_of(id)
        path = next(_paths_of(shelf, id))
        try:
            return self.read(shelf, path)
        except UnreadableError as error:
            self.note(error.problem)
            raise ContentError(
                tr(
                    "The page {id} cannot be read any more. {advice}",
                    id=id,
                    advice=error.problem.advice,
                )
            ) from None

    def compiled(self, id: str) -> Page | None:
        """A page that was parsed before; None where it is still to be parsed.

        Raises:
            ContentError: There is no such page.
        """
        pages = self._compiled.get(self.shelf_of(id).folder)
        return pages.page(id) if pages is not None else None

    def behind(self, id: str) -> Iterator[tuple[Shelf, str]]:
        """The texts of the pages that a page stands in place of, best first, each with its shelf."""
        first = self._shelves.index(self.shelf_of(id)) + 1
        for shelf in self._shelves[first:]:
            for path in _paths_of(shelf, id):
                with suppress(UnreadableError):
                    yield shelf, self.read(shelf, path)

    def is_own(self, folder: Path) -> bool:
        """Whether the pages of a language folder come with the program."""
        return folder.is_relative_to(self._folders[-1])

    def is_from_elsewhere(self, id: str) -> bool:
        """Whether a page is there, and comes from another folder than the program's own."""
        shelf = self._index.get(id)
        return shelf is not None and not self.is_own(shelf.folder)

    def replaced(self) -> Sequence[tuple[Header, Path]]:
        """The pages of another folder that stand in place of one in the last folder, which is the program's own.

        Each with its file.
        """
        ids = {
            id
            for shelf in self._shelves
            if self.is_own(shelf.folder)
            for id in shelf.headers
        }
        return tuple(
            (header, self._index[header.id].folder / header.path)
            for header in self.headers
            if header.id in ids
            and not self.is_own(self._index[header.id].folder)
        )

    def added_digest(self) -> str:
        """What tells whether the pages of the other folders changed; empty where there are none."""
        # Two milliseconds of a first paint that few need it for.
        import hashlib  # noqa: PLC0415

        digest, found = hashlib.sha256(), False
        for shelf in self._shelves:
            if self.is_own(shelf.folder):
                continue
            for path, id in shelf.pages.items():
                found = True
                with suppress(UnreadableError):
                    text = self.read(shelf, path)
                    for part in (id, path, text):
                        held = part.encode("utf-8", "replace")
                        digest.update(b"%d\n%b" % (len(held), held))
        return digest.hexdigest()[:32] if found else ""

    def languages(self) -> Sequence[str]:
        """The languages that some pages are there in, by the names of their folders."""
        names: set[str] = set()
        for folder in self._folders:
            names.update(_language_names(folder))
        return sorted(names)

    def page_at(self, path: str, shelf: Shelf) -> str | None:
        """The id of the page at a path, looked for beside the page that links to it first."""
        if path in shelf.pages:
            return shelf.pages[path]
        for other in self._index.values():
            if path in other.pages:
                return other.pages[path]
        return None

    def read(self, shelf: Shelf, path: str) -> str:
        """The text of a file.

        Raises:
            UnreadableError: It cannot be used.
        """
        own = self.is_own(shelf.folder)
        return read_source(shelf.folder, path, follows_links=own)

    def note(self, problem: Problem) -> None:
        """Add to what was found wrong, once."""
        if problem not in self.met:
            self.met.append(problem)

    @cached_property
    def _shelves(self) -> Sequence[Shelf]:
        return list(
            map(self._shelf_in, language_folders(self._folders, self._language))
        )

    def _shelf_in(self, folder: Path) -> Shelf:
        """The pages in a language folder. Those of the program itself were parsed when it was built."""
        if not self.is_own(folder):
            return read_shelf(folder, self.met)
        compiled = load(folder)
        if compiled is None:
            return read_shelf(folder, self.met, follows_links=True)
        self._compiled[folder] = compiled
        return Shelf(
            folder=folder, headers=compiled.headers, pages=compiled.ids
        )

    @cached_property
    def _index(self) -> Mapping[str, Shelf]:
        """The shelf of every page by its id."""
        guarded = {
            id: header.kind
            for shelf in self._shelves
            if self.is_own(shelf.folder)
            for id, header in shelf.headers.items()
            if header.kind in GUARDED
        }
        index: dict[str, Shelf] = {}
        for shelf in self._shelves:
            for id, header in shelf.headers.items():
                kind = guarded.get(id, header.kind)
                if header.kind is kind:
                    index.setdefault(id, shelf)
                else:
                    advice = tr(
                        "The page {id} can only be replaced by one of the kind {kind}.",
                        id=id,
                        kind=kind,
                    )
                    self.note(Problem(file=header.path, line=0, advice=advice))
        return index


def language_folders(folders: Sequence[Path], language: str) -> Iterator[Path]:
    """The folders in which pages of the languages wanted lie, best first.

    Args:
        folders: As for `Shelves`.
        language: As for `wanted`.
    """
    for folder in folders:
        there = {_plain(name): name for name in _language_names(folder)}
        for name in dict.fromkeys(filter(there.get, wanted(language))):
            yield folder / there[name]
        if not there:
            yield folder  # of pages in no language's folder


def catalogue_folders(folders: Sequence[Path], language: str) -> Iterator[Path]:
    """The folders in which a catalogue may lie, best first: none behind English, which needs none.

    Args:
        folders: As for `Shelves`.
        language: As for `wanted`.
    """
    for name in wanted(language):
        if name == FALLBACK:
            return
        for folder in folders:
            for own in _language_names(folder):
                if _plain(own) == name:
                    yield folder / own


def wanted(language: str) -> Iterator[str]:
    """The names of folders to look for, best first: a language with its region, without it, then English.

    Args:
        language: Such as "nl" or "pt_BR"; several with colons between them, the one wanted most first.
    """
    for one in language.split(":"):
        if LANGUAGE.match(one):
            yield _plain(one)
            yield _plain(one).partition("_")[0]
    yield FALLBACK


def _plain(name: str) -> str:
    """A language as one writes it here: `pt_br` for pt-BR."""
    return name.replace("-", "_").lower()


def _language_names(folder: Path) -> Iterator[str]:
    """The names of the folders of languages in a folder."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        is_name = LANGUAGE.match(path.name) is not None
        if (
            is_name
            and len(re.split("[_-]", path.name)[0]) == 2
            and path.is_dir()
        ):
            yield path.name


def _paths_of(shelf: Shelf, id: str) -> Iterator[str]:
    """The path of a page on a shelf, where it stands there."""
    for path, page in shelf.pages.items():
        if page == id:
            yield path
            return


def _reading_order(header: Header) -> tuple[bool, str, int, str]:
    folder = header.path.rpartition("/")[0]
    return bool(folder), folder, header.order, header.path
