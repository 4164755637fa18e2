"""Search over all content: what the user types, found in titles, headings and text, the best place first."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

from trust_tui.domain import ContentError, clean, fold, fold_with_places
from trust_tui.library.library import Library
from trust_tui.library.model import Header, Hit, Kind

_HEADING: Final = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)
_BRACES: Final = re.compile(
    r"(?<!\s)\s*\{([#a-z][^{}\n]*)\}[ \t]*$", re.MULTILINE
)
_MARKUP: Final = re.compile(
    r"^[ >]*(?:[-*+] +(?:\[[ x]\] )?|\d+\. +)|^[|: -]+$|[*`]|(?<!\w)_|_(?!\w)",
    re.MULTILINE,
)
_LINK: Final = re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\n]{0,500}\)")
_ID: Final = re.compile(r"#([A-Za-z0-9-]+)")
_LONGEST_QUERY: Final = 200
_EXCERPT: Final = 76


LED: Final = frozenset({Kind.NOW, Kind.WEEK, Kind.PATH})
"""Kinds of page that a flow leads through."""


class _Place(Struct, frozen=True):
    """A section of a page, or what stands before its first one; folded texts start and end with a blank."""

    target: str
    title: str
    heading: str
    text: str
    folded_title: str
    folded_heading: str
    folded_text: str


class Search:
    """Answers queries over the pages of a library. The first query, or `warm`, builds the index."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def warm(self) -> None:
        """Build the index now. May be called in a thread."""
        self._places  # noqa: B018

    def find(self, query: str, limit: int = 30) -> tuple[Hit, ...]:
        """The places that hold the words of a query, or begin words with them; best first.

        A place that has all words comes before one that has some, one with them in its title before one with them in
        its heading, and that before one with them in its text.
        """
        words = list(dict.fromkeys(fold(query[:_LONGEST_QUERY]).split()))
        if not words:
            return ()
        whole = " ".join(words)
        scored: list[tuple[float, int, _Place]] = []
        for number, place in enumerate(self._places):
            score = _score(place, words, whole)
            if score:
                scored.append((-score, number, place))
        scored.sort(key=lambda entry: entry[:2])
        return tuple(
            Hit(
                target=place.target,
                title=place.title,
                heading=place.heading,
                excerpt=excerpt(place.text, words)
                or place.heading
                or place.title,
                score=-score,
            )
            for score, _, place in scored[:limit]
        )

    @cached_property
    def _places(self) -> tuple[_Place, ...]:
        return tuple(
            place
            for header in self._library.headers()
            for place in self._of_page(header)
        )

    def _of_page(self, header: Header) -> Iterator[_Place]:
        from trust_tui.front_matter import split_front  # noqa: PLC0415 - not before something is looked for

        try:
            parts = split_front(clean(self._library.shelves.source(header.id)))
        except ContentError:
            return  # already among the library's problems
        title = f" {fold(header.title)} "
        if header.kind in LED:
            parts = None  # found by its title and summary; its parts are no places to go to
        for id, heading, text in _sections(
            parts[1] if parts else "", header.summary
        ):
            yield _Place(
                target=f"{header.id}#{id}" if id else header.id,
                title=header.title,
                heading=heading,
                text=text,
                folded_title=title,
                folded_heading=f" {fold(heading)} " if heading else title,
                folded_text=f" {fold(text)} ",
            )


def _sections(body: str, summary: str) -> Iterator[tuple[str, str, str]]:
    """Id, heading and text of what stands before the first heading, then of each section."""
    headings = list(_HEADING.finditer(body))
    start = headings[0].start() if headings else len(body)
    yield "", "", _text(f"{summary}\n\n{body[:start]}")
    outer = ""
    for at, found in enumerate(headings):
        end = headings[at + 1].start() if at + 1 < len(headings) else len(body)
        braces = _BRACES.search(found[1])
        id = _ID.search(braces[1]) if braces else None
        # A part without an id is found under the section it belongs to.
        outer = id[1] if id else outer
        yield outer, _text(found[1]), _text(body[found.end() : end])


def _text(source: str) -> str:
    """Markdown with the marks that would disturb a reader taken out, on one line."""
    text = _MARKUP.sub("", _BRACES.sub("", _LINK.sub(r"\1", source)))
    return " ".join(text.replace("|", " ").split())


def _score(place: _Place, words: list[str], whole: str) -> float:
    score = 0.0
    met = 0
    for word in words:
        best = max(
            (0.0 if place.heading else 100.0)
            * _weight(place.folded_title, word),
            40.0 * _weight(place.folded_heading, word)
            if place.heading
            else 0.0,
            10.0 * _weight(place.folded_text, word),
        )
        if best:
            met += 1
        elif place.heading:
            # Words of the title place a section, but do not find it by themselves.
            best = 1.0 * _weight(place.folded_title, word)
        score += best
    if not met:
        return 0.0
    everywhere = (
        f"{place.folded_title}{place.folded_heading}{place.folded_text}"
    )
    if all(_weight(everywhere, word) for word in words):
        score += 1000.0
        if len(words) > 1:
            score += 30.0 * (f" {whole}" in place.folded_heading) + 15.0 * (
                f" {whole}" in place.folded_text
            )
    return score


def _weight(folded: str, word: str) -> float:
    """1 for the word itself, a little less for a longer word that begins with it, 0 for neither."""
    if f" {word}" not in folded:
        return 0.0
    return 1.0 if f" {word} " in folded else 0.8


def excerpt(text: str, words: list[str], width: int = _EXCERPT) -> str:
    """About a line of the text around the first of the folded words, else its beginning; cut at blanks."""
    folded, places = fold_with_places(text)
    first = _first_place(f" {folded}", words)
    at = places[first] if places and first is not None else 0
    wanted = min(at - width // 3, len(text) - width)
    start = 0
    if wanted > 0:
        start = text.rfind(" ", 0, wanted) + 1
    end = len(text)
    if end - start > width:
        end = text.rfind(" ", start, start + width)
    if end <= start:
        end = start + width
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"


def _first_place(spaced: str, words: list[str]) -> int | None:
    """Where the first of the words begins in a text that has a blank before it; None when none is in it."""
    found: list[int] = []
    for word in words:
        at = spaced.find(f" {word}")
        if at >= 0:
            found.append(at)
    return min(found, default=None)
