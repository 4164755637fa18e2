"""One language folder under check: its pages, the pages it lies over, and the rules that need more than one page."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from trust_tui.front_matter import (
    Fields,
    FrontError,
    read_plain,
    read_yaml,
    split_front,
)
from trust_tui.library.check.figures import unsourced
from trust_tui.library.check.helpline_rules import HelplineRules
from trust_tui.library.check.language import (
    language_problems,
    missing_tool,
    never_said,
)
from trust_tui.library.check.phone_numbers import misplaced, short_numbers
from trust_tui.library.check.rules import PageRules
from trust_tui.library.forms import step_of
from trust_tui.library.headers import KEYS
from trust_tui.library.index import UnreadableError, read_shelf, read_source
from trust_tui.library.library import packaged_folder
from trust_tui.library.model import Header, Kind, Page, Problem
from trust_tui.library.parse import parse_page, passages_of
from trust_tui.library.required import ONE_OF_EACH, PAGES
from trust_tui.library.shelves import FALLBACK
from trust_tui.typeset import Heading, ListItem, links_of, marked

_LISTS: Final = Path(__file__).with_name("lists")
_YEAR: Final = 366


class CheckedFolder:
    """A language folder, read for its authors.

    Attributes:
        today: For the age of dates.
    """

    def __init__(self, folder: Path, today: date) -> None:
        self.today = today
        self._met: list[Problem] = []
        self._own = read_shelf(folder, self._met)
        packaged = packaged_folder() / FALLBACK
        beside = folder.parent / FALLBACK
        translated = folder.name != FALLBACK and beside.is_dir()
        under = (
            read_shelf(packaged, [])
            if packaged.resolve() != folder.resolve()
            else self._own
        )
        self._whole = not translated and 2 * len(self._own.headers) >= len(
            under.headers
        )
        bases = [read_shelf(beside, [])] * translated + [under]
        self._shelves = [self._own] if self._whole else [self._own, *bases]
        self._sources: dict[str, str] = {}
        self._fields: dict[str, Fields] = {}

    def problems(self, *, strict: bool) -> list[Problem]:
        """Everything that is wrong in the folder."""
        if not self._own.headers and not self._met:
            return [
                Problem(
                    file=".",
                    line=0,
                    advice="There is no content here. Give the folder that holds the pages.",
                )
            ]
        pages = [
            self._pages[id] for id in self._own.headers if id in self._pages
        ]
        for page in pages:
            self._met += self._of_page(page)
            self._met += self._links(page)
            self._met += self._language(page) if strict else ()
        self._met += self._kept_ids()
        self._met += self._coverage()
        self._met += self._completeness()
        if strict and missing_tool():
            self._met.append(Problem(file=".", line=0, advice=missing_tool()))
        return self._met

    @cached_property
    def _headers(self) -> Mapping[str, Header]:
        """The headers of all pages as the program would see them, the folder's own first."""
        headers: dict[str, Header] = {}
        for shelf in self._shelves:
            for id, header in shelf.headers.items():
                headers.setdefault(id, header)
        return headers

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        pages: dict[str, Page] = {}
        for shelf in self._shelves:
            for path, id in shelf.pages.items():
                if id not in pages:
                    met: list[Problem] = []
                    try:
                        self._sources[id] = read_source(shelf.folder, path)
                    except UnreadableError:
                        continue  # gone since the headers were read
                    pages[id] = parse_page(
                        self._sources[id],
                        shelf.headers[id],
                        self._find_page,
                        met,
                    )
                    if shelf is self._own:
                        self._met += (
                            replace(problem, warning=False) for problem in met
                        )
        return pages

    @cached_property
    def _safety(self) -> str:
        return next(
            (
                id
                for id, header in self._headers.items()
                if header.kind is Kind.SAFETY
            ),
            "safety",
        )

    @cached_property
    def _numbers(self) -> frozenset[str]:
        pages = (
            page
            for page in self._pages.values()
            if page.header.kind is Kind.HELPLINES
        )
        return frozenset().union(*map(short_numbers, pages))

    @cached_property
    def _tags(self) -> frozenset[str]:
        """The tags of evidence that a page explains."""
        pages = (
            page
            for page in self._pages.values()
            if page.header.kind is Kind.EVIDENCE
        )
        return frozenset(
            part.id
            for page in pages
            for part in marked(page.blocks)
            if isinstance(part, Heading)
        )

    def _find_page(self, path: str) -> str | None:
        return next(
            (
                shelf.pages[path]
                for shelf in self._shelves
                if path in shelf.pages
            ),
            None,
        )

    def _of_page(self, page: Page) -> Iterator[Problem]:
        header = page.header
        yield from self._front(header)
        yield from PageRules(page, self._safety).problems()
        if header.kind is Kind.HELPLINES:
            yield from HelplineRules(page, self.today).problems()
        else:
            passages = list(passages_of(self._sources[header.id]))
            yield from misplaced(
                passages, header.path, self._numbers, header.kind is Kind.SAFETY
            )
            yield from unsourced(header, passages)

    def _front(self, header: Header) -> Iterator[Problem]:
        parts = split_front(self._sources[header.id])
        front = parts[0] if parts else ""
        self._fields[header.id] = {}
        try:
            fields = read_yaml(front)
        except FrontError as error:
            yield Problem(
                file=header.path, line=error.line, advice=error.advice
            )
            return
        self._fields[header.id] = fields
        quickly = read_plain(front)
        if quickly is not None and quickly != fields:
            advice = "The front matter can be read in two ways. Put quotes round values with unusual signs."
            yield Problem(file=header.path, line=2, advice=advice)
        for key, field in fields.items():
            if key not in KEYS:
                advice = f"The key {key} means nothing here. The keys are: {', '.join(KEYS)}."
                yield Problem(
                    file=header.path,
                    line=field.line,
                    advice=advice,
                    warning=True,
                )
        yield from self._dates(header)

    def _dates(self, header: Header) -> Iterator[Problem]:
        if not header.summary:
            yield self._at(
                header,
                "summary",
                "The page has no summary. Say in at most 20 words what it holds.",
            )
        if header.reviewed is None:
            yield self._at(
                header,
                "reviewed",
                "The page has no date of review. Add one, as in reviewed: 2026-11-24.",
            )
        elif (self.today - header.reviewed).days > _YEAR:
            advice = "The page was reviewed more than 12 months ago. Read it again and write the new date."
            yield replace(self._at(header, "reviewed", advice), warning=True)
        if not header.reviewer:
            advice = "The page does not say who reviewed it. Add: reviewer: not yet reviewed by a professional"
            yield self._at(header, "reviewer", advice)

    def _at(self, header: Header, key: str, advice: str) -> Problem:
        field = self._fields.get(header.id, {}).get(key)
        return Problem(
            file=header.path, line=field.line if field else 1, advice=advice
        )

    def _links(self, page: Page) -> Iterator[Problem]:
        header = page.header
        for id in header.leads_to:
            if id not in self._headers:
                yield self._at(
                    header,
                    "leads_to",
                    f"There is no page with the id {id}. Correct it, or take it out.",
                )
        lines = {target: line for line, target in self._targets(page)}
        for target, line in lines.items():
            id, _, part = target.partition("#")
            other = self._pages.get(id)
            if (
                part
                and other is not None
                and part not in {mark.id for mark in marked(other.blocks)}
            ):
                advice = f"The link leads to the part {part}, which the page {id} does not have. Correct the link."
                yield Problem(file=header.path, line=line, advice=advice)
        for mark in marked(page.blocks):
            tag = mark.attrs.get("evidence")
            if tag is not None and tag not in self._tags:
                advice = (
                    f"No page on evidence explains the tag {tag}. "
                    "Correct the tag, or add a part with this id there."
                )
                yield Problem(file=header.path, line=mark.line, advice=advice)
        if header.kind is Kind.PATH:
            yield from self._sittings(page)

    def _sittings(self, page: Page) -> Iterator[Problem]:
        """What the sittings of the path name and no page has."""
        exercises = {
            exercise.id
            for other in self._pages.values()
            if other.header.kind is Kind.STEP
            for exercise in step_of(other).exercises
        }
        pages = set(self._pages)
        known = {"exercise": exercises, "page": pages, "signs": pages}
        for mark in marked(page.blocks):
            for what, ids in known.items():
                named = set(filter(None, mark.attrs.get(what, "").split(",")))
                for missing in sorted(named - ids):
                    advice = f"There is no {missing}. Correct what stands after {what}=, or take the sitting out."
                    yield Problem(
                        file=page.header.path, line=mark.line, advice=advice
                    )

    def _targets(self, page: Page) -> Iterator[tuple[int, str]]:
        """The targets of links with the line of the nearest heading, item or paragraph above."""
        line = 0
        for block in page.blocks:
            line = getattr(block, "line", line)
            for target in links_of((block,)):
                yield line, target

    def _kept_ids(self) -> Iterator[Problem]:
        """Ids by which answers are kept, where two pages share one."""
        owner: dict[str, Header] = {}
        for page in sorted(
            self._pages.values(),
            key=lambda page: page.header.id in self._own.headers,
        ):
            for mark in marked(page.blocks):
                kept = isinstance(mark, ListItem) or (
                    page.header.kind is Kind.STEP and mark.level == 3
                )
                other = (
                    owner.setdefault(mark.id, page.header)
                    if kept
                    else page.header
                )
                if (
                    other is not page.header
                    and page.header.id in self._own.headers
                ):
                    advice = f"The id {mark.id} is also used in {other.path}. Give one of them an id of its own."
                    yield Problem(
                        file=page.header.path, line=mark.line, advice=advice
                    )

    def _coverage(self) -> Iterator[Problem]:
        wanted = (_LISTS / "coverage.txt").read_text("utf-8").split()
        covered: set[str] = set()
        for header in self._headers.values():
            covered |= set(header.covers)
        for header in self._own.headers.values():
            for id in header.covers:
                if id not in wanted:
                    advice = f"There is no point {id} in the list of what the content covers. Correct it in covers."
                    yield self._at(header, "covers", advice)
        missing = [id for id in wanted if id not in covered]
        if missing:
            advice = f"No page deals with these points: {', '.join(missing)}. Add each to the line covers of its page."
            yield Problem(file=".", line=0, advice=advice)

    def _completeness(self) -> Iterator[Problem]:
        for id in PAGES:
            if id not in self._headers:
                yield Problem(
                    file=".",
                    line=0,
                    advice=f"There is no page with the id {id}, which the program opens. Add it.",
                )
        for kind in ONE_OF_EACH:
            headers = [
                header
                for header in self._headers.values()
                if header.kind is kind
            ]
            if not headers:
                yield Problem(
                    file=".",
                    line=0,
                    advice=f"There is no page of the kind {kind}. Add one.",
                )
            for header in headers[1:]:
                advice = f"There can be one page of the kind {kind}, and {headers[0].path} is one. Join the two."
                yield self._at(header, "kind", advice)

    def _language(self, page: Page) -> Iterator[Problem]:
        header = page.header
        if header.lang.partition("-")[0] != FALLBACK:
            return  # the targets and the list are for English
        passages = list(passages_of(self._sources[header.id]))
        lines = {
            key: field.line for key, field in self._fields[header.id].items()
        }
        yield from language_problems(header, lines, passages)
        yield from never_said(header, lines, passages)
