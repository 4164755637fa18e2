"""The pages of the content, each parsed when it is asked for, and what a page lost that stands in place of another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from trust_tui.domain import (
    ContentError,
    later,
    tr,
)
from trust_tui.library.forms import section_of
from trust_tui.library.index import Shelf
from trust_tui.library.model import Header, Page, Problem, Section
from trust_tui.library.outline import headings_of
from trust_tui.library.shelves import FALLBACK, GUARDED, Shelves
from trust_tui.typeset import ListItem

NO_PART = later(
    "The part {part} is missing, so the one of the page that this one stands in place of is used."
)
NO_ITEM = later(
    "The item {item} of the part {part} is missing, so the one of the page that this one stands in place of is used."
)


class Pages:
    """Pages from several folders, read when they are asked for. A file that cannot be used is skipped and named.

    Args:
        folders: As for `Shelves`.
        language: As for `Shelves`.

    Attributes:
        shelves: The folders that the pages come from.
    """

    def __init__(
        self, folders: Sequence[Path], language: str = FALLBACK
    ) -> None:
        self.shelves = Shelves(folders, language)
        self._pages: dict[str, Page] = {}
        self._behind_by_id: dict[str, Sequence[Page]] = {}

    @property
    def problems(self) -> Sequence[Problem]:
        """What was found wrong so far, in the order it was met. It grows as pages are read."""
        return self.shelves.problems

    def headers(self) -> Sequence[Header]:
        """Every page in reading order."""
        return self.shelves.headers

    def header(self, id: str) -> Header:
        """The header of a page.

        Raises:
            ContentError: There is no such page.
        """
        return self.shelves.shelf_of(id).headers[id]

    def page(self, id: str) -> Page:
        """A page, read once.

        Raises:
            ContentError: There is no such page, or its file cannot be read any more.
        """
        if id not in self._pages:
            self._pages[id] = self.shelves.compiled(id) or self._parse(
                id, self.shelves.source(id), self.shelves.met
            )
        return self._pages[id]

    def guarded(self, id: str) -> Page | None:
        """The program's own page on safety or of helplines, where one from another folder stands in its place."""
        if not self.shelves.is_from_elsewhere(id):
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
                    said = tr(NO_ITEM, item=name, part=part_id)
                    self._miss(page_id, said)
                found.setdefault(name, item)
        return found

    def resolve(self, target: str) -> tuple[Header, str]:
        """The page a link leads to and the id of the part in it, or empty.

        Raises:
            ContentError: There is no such page, or the link leads outside.
        """
        id, _, part = target.partition("#")
        return self.header(id), part

    def readable(self, ids: Iterable[str]) -> Iterator[Page]:
        """Pages one after another; those that cannot be read are left out, and are among the problems."""
        for id in ids:
            with suppress(ContentError):
                yield self.page(id)

    def outline(self, id: str, section: str) -> Page:
        """A page with the headings of one section at least; what is wrong with it is said when all of it is read."""
        if compiled := self.shelves.compiled(id):
            return compiled
        headings = headings_of(self.shelves.source(id), section)
        return self._parse(id, headings, [])

    def _having(self, id: str, part: str) -> Page:
        """The page, or where it lost that part the first one behind it that has the part."""
        page = self.page(id)
        if page.section(part) is not None:
            return page
        for behind in self._pages_behind(id):
            if behind.section(part) is not None:
                self._miss(id, tr(NO_PART, part=part))
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
            self._behind_by_id[id] = [
                self._parse_from(shelf, id, source, [])
                for shelf, source in self.shelves.behind(id)
            ]
        return self._behind_by_id[id]

    def _miss(self, id: str, advice: str) -> None:
        self.shelves.note(
            Problem(file=self.header(id).path, line=0, advice=advice)
        )

    def _parse(self, id: str, source: str, problems: list[Problem]) -> Page:
        return self._parse_from(self.shelves.shelf_of(id), id, source, problems)

    def _parse_from(
        self, shelf: Shelf, id: str, source: str, problems: list[Problem]
    ) -> Page:
        # markdown-it takes a good part of the start of the program to import.
        from trust_tui.library.parse import parse_page  # noqa: PLC0415

        return parse_page(
            source,
            shelf.headers[id],
            lambda path: self.shelves.page_at(path, shelf),
            problems,
        )
