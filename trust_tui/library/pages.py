"""The pages of the content: which file stands where, what stands behind it, and what could not be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from trust_tui.domain import ContentError
from trust_tui.library.forms import section_of
from trust_tui.library.index import (
    LANGUAGE,
    Shelf,
    UnreadableError,
    read_shelf,
    read_source,
)
from trust_tui.library.model import Header, Kind, Page, Problem, Section
from trust_tui.library.outline import headings_of
from trust_tui.typeset import ListItem

FALLBACK: Final = "en"
"""The language that has every page."""

GUARDED: Final = frozenset({Kind.SAFETY, Kind.HELPLINES})
"""Kinds of page that are never replaced unseen: whoever can write into the folder may be whom they warn of."""


class Pages:
    """Pages from several folders, read when they are asked for. A file that cannot be used is skipped and named.

    Args:
        folders: Best first: a page of an earlier folder takes the place of one with the same id in a later one. Each
            holds a folder per language; one that holds none is taken as a language folder itself. Missing ones count
            as empty.
        language: Such as "nl" or "en_GB". Pages that it lacks come from "en".
    """

    def __init__(
        self, folders: Sequence[Path], language: str = FALLBACK
    ) -> None:
        self._folders = tuple(folders)
        self._language = language
        self._problems: list[Problem] = []
        self._pages: dict[str, Page] = {}
        self._behind_by_id: dict[str, Sequence[Page]] = {}

    @property
    def problems(self) -> Sequence[Problem]:
        """What was found wrong so far, in the order it was met. It grows as pages are read."""
        self._index  # noqa: B018
        return tuple(self._problems)

    def headers(self) -> Sequence[Header]:
        """Every page in reading order: the top folder's by their order, then those of the folders in it."""
        return self._headers

    def header(self, id: str) -> Header:
        """The header of a page.

        Raises:
            ContentError: There is no such page.
        """
        return self._shelf(id).headers[id]

    def page(self, id: str) -> Page:
        """A page, read once.

        Raises:
            ContentError: There is no such page, or its file cannot be read any more.
        """
        if id not in self._pages:
            self._pages[id] = self._parse(id, self.source(id), self._problems)
        return self._pages[id]

    def source(self, id: str) -> str:
        """The text of the file of a page.

        Raises:
            ContentError: There is no such page, or its file cannot be read any more.
        """
        shelf = self._shelf(id)
        path = next(path for path, page in shelf.pages.items() if page == id)
        try:
            return self._read(shelf, path)
        except UnreadableError as error:
            self._note(error.problem)
            raise ContentError(
                f"The page {id} cannot be read any more. {error.problem.advice}"
            ) from None

    def replaced(self) -> Sequence[tuple[Header, Path]]:
        """The pages of another folder that stand in place of one in the last folder, which is the program's own.

        Each with its file.
        """
        ids = {
            id
            for shelf in self._shelves
            if self._is_own(shelf.folder)
            for id in shelf.headers
        }
        return tuple(
            (header, self._index[header.id].folder / header.path)
            for header in self._headers
            if header.id in ids
            and not self._is_own(self._index[header.id].folder)
        )

    def added_digest(self) -> str:
        """What tells whether the pages of the other folders changed; empty where there are none."""
        # Two milliseconds of a first paint that few need it for.
        import hashlib  # noqa: PLC0415

        digest, found = hashlib.sha256(), False
        for shelf in self._shelves:
            if self._is_own(shelf.folder):
                continue
            for path, id in shelf.pages.items():
                found = True
                with suppress(UnreadableError):
                    text = self._read(shelf, path)
                    for part in (id, path, text):
                        held = part.encode("utf-8", "replace")
                        digest.update(b"%d\n%b" % (len(held), held))
        return digest.hexdigest()[:32] if found else ""

    def guarded(self, id: str) -> Page | None:
        """The program's own page on safety or of helplines, where one from another folder stands in its place."""
        shelf = self._index.get(id)
        if shelf is None or self._is_own(shelf.folder):
            return None
        for page in reversed(self._pages_behind(id)):
            return page if page.header.kind in GUARDED else None
        return None

    def text(self, page_id: str, part_id: str, kind: str = "") -> Section:
        """A section of a page, or a part of one: such as a sentence the program says.

        With a kind of relationship it is the one for that kind, if there is one: `agenda-work` for `agenda`. What the
        page lost is taken from the page that it stands in place of, and is among the problems.

        Raises:
            ContentError: There is no such page or part.
        """
        return section_of(self._having(page_id, part_id), part_id, kind)

    def labels(self, page_id: str, part_id: str) -> Mapping[str, ListItem]:
        """The items of a part by their id, or their `value=`; one that the page lost as `text` does it.

        Raises:
            ContentError: There is no such page or part.
        """
        found: dict[str, ListItem] = {}
        own = section_of(self._having(page_id, part_id), part_id).items
        for number, items in enumerate((own, *self._behind(page_id, part_id))):
            for item in items:
                name = item.id or item.attrs.get("value", "")
                if number and name not in found:
                    self._miss(
                        page_id, f"The item {name} of the part {part_id}"
                    )
                found.setdefault(name, item)
        return found

    def resolve(self, target: str) -> tuple[Header, str]:
        """The page a link leads to and the id of the part in it, or empty.

        Raises:
            ContentError: There is no such page, or the link leads outside.
        """
        id, _, part = target.partition("#")
        return self.header(id), part

    def languages(self) -> Sequence[str]:
        """The languages that some pages are there in, by the names of their folders."""
        names: set[str] = set()
        for folder in filter(Path.is_dir, self._folders):
            for path in filter(Path.is_dir, folder.iterdir()):
                if not LANGUAGE.match(path.name):
                    continue
                if len(re.split("[_-]", path.name)[0]) == 2:
                    names.add(path.name)
        return sorted(names)

    @cached_property
    def _shelves(self) -> Sequence[Shelf]:
        return [
            read_shelf(
                folder, self._problems, follows_links=self._is_own(folder)
            )
            for folder in self._language_folders()
        ]

    @cached_property
    def _index(self) -> Mapping[str, Shelf]:
        """The shelf of every page by its id."""
        guarded = {
            id: header.kind
            for shelf in self._shelves
            if self._is_own(shelf.folder)
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
                    advice = f"The page {id} can only be replaced by one of the kind {kind}."
                    self._note(Problem(file=header.path, line=0, advice=advice))
        return index

    def _is_own(self, folder: Path) -> bool:
        """Whether the pages of a language folder come with the program."""
        return folder.is_relative_to(self._folders[-1])

    def _read(self, shelf: Shelf, path: str) -> str:
        own = self._is_own(shelf.folder)
        return read_source(shelf.folder, path, follows_links=own)

    def _having(self, id: str, part: str) -> Page:
        """The page, or where it lost that part the first one behind it that has the part."""
        page = self.page(id)
        if page.section(part) is not None:
            return page
        for behind in self._pages_behind(id):
            if behind.section(part) is not None:
                self._miss(id, f"The part {part}")
                return behind
        return page

    def _behind(self, id: str, part: str) -> Iterator[Sequence[ListItem]]:
        """The items of that part on the pages that a page stands in place of."""
        for page in self._pages_behind(id):
            section = page.section(part)
            if section is not None:
                yield section.items

    def _pages_behind(self, id: str) -> Sequence[Page]:
        """The pages that a page stands in place of, best first, each read once."""
        if id not in self._behind_by_id:
            first = self._shelves.index(self._shelf(id)) + 1
            behind: list[Page] = []
            for shelf in self._shelves[first:]:
                behind += self._page_on(shelf, id)
            self._behind_by_id[id] = behind
        return self._behind_by_id[id]

    def _page_on(self, shelf: Shelf, id: str) -> Iterator[Page]:
        path = next(
            (path for path, page in shelf.pages.items() if page == id), None
        )
        if path is not None:
            with suppress(UnreadableError):
                yield self._parse_from(shelf, id, self._read(shelf, path), [])

    def _miss(self, id: str, what: str) -> None:
        advice = f"{what} is missing, so the one of the page that this one stands in place of is used."
        self._note(Problem(file=self.header(id).path, line=0, advice=advice))

    @cached_property
    def _headers(self) -> tuple[Header, ...]:
        headers = (shelf.headers[id] for id, shelf in self._index.items())
        return tuple(sorted(headers, key=_reading_order))

    def _language_folders(self) -> Iterator[Path]:
        wanted = self._language
        if not LANGUAGE.match(wanted):
            wanted = FALLBACK
        names = dict.fromkeys((wanted, re.split("[_-]", wanted)[0], FALLBACK))
        for folder in self._folders:
            found = [
                folder / name for name in names if (folder / name).is_dir()
            ]
            yield from found or [folder]

    def _shelf(self, id: str) -> Shelf:
        shelf = self._index.get(id)
        if shelf is None:
            raise ContentError(
                "There is no such page. Choose one from the list of pages."
            )
        return shelf

    def _page_at(self, path: str, shelf: Shelf) -> str | None:
        """The id of the page at a path, looked for beside the page that links to it first."""
        if path in shelf.pages:
            return shelf.pages[path]
        for other in self._index.values():
            if path in other.pages:
                return other.pages[path]
        return None

    def _of_kind(self, kind: Kind) -> tuple[Header, ...]:
        return tuple(header for header in self._headers if header.kind is kind)

    def _readable(self, kind: Kind) -> Iterator[Page]:
        for header in self._of_kind(kind):
            yield from self._try(header.id)

    def _try(self, id: str) -> Iterator[Page]:
        try:
            yield self.page(id)
        except ContentError:
            return  # already among the problems

    def _only_id(self, kind: Kind) -> str:
        headers = self._of_kind(kind)
        if not headers:
            raise ContentError(
                f"The content has no page of the kind {kind}. Run trust-tui check-content on its folder."
            )
        return headers[0].id

    def _outline(self, id: str, section: str) -> Page:
        """A page with the headings of one section alone; what is wrong with it is said when all of it is read."""
        return self._parse(id, headings_of(self.source(id), section), [])

    def _parse(self, id: str, source: str, problems: list[Problem]) -> Page:
        return self._parse_from(self._shelf(id), id, source, problems)

    def _parse_from(
        self, shelf: Shelf, id: str, source: str, problems: list[Problem]
    ) -> Page:
        # markdown-it takes a good part of the start of the program to import.
        from trust_tui.library.parse import parse_page  # noqa: PLC0415

        return parse_page(
            source,
            shelf.headers[id],
            lambda path: self._page_at(path, shelf),
            problems,
        )

    def _note(self, problem: Problem) -> None:
        if problem not in self._problems:
            self._problems.append(problem)


def _reading_order(header: Header) -> tuple[bool, str, int, str]:
    folder = header.path.rpartition("/")[0]
    return bool(folder), folder, header.order, header.path
