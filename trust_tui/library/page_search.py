"""Finding within a page that has been set: what the reader looks for, and the terms the glossary explains."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trust_tui.domain import fold, fold_with_places
from trust_tui.library.model import Section
from trust_tui.typeset import Layout, cells


class Place(NamedTuple):
    """A run of cells on one line.

    Attributes:
        text: What stands there.
        line: Index of the line.
        start: First cell.
        end: The cell after the last.
    """

    text: str
    line: int
    start: int
    end: int


def find_on_page(layout: Layout, query: str) -> tuple[Place, ...]:
    """Every place that holds the query, case and accents aside, from top to bottom.

    Words that are found across the end of a line give a place on each of the two lines.
    """
    wanted = " +".join(fold(query).split())
    return tuple(_places(layout, wanted)) if wanted else ()


def find_terms(
    layout: Layout, terms: Mapping[str, Section]
) -> tuple[tuple[Section, Place], ...]:
    """The first place on the page of each term of the glossary, from top to bottom, as whole words.

    Args:
        terms: As `Library.terms` has them. Of two terms in one place the longer is taken.
    """
    forms = {
        " ".join(fold(form).split()): section for form, section in terms.items()
    }
    longest_first = sorted(
        forms.keys() - {""}, key=lambda form: (-len(form), form)
    )
    if not longest_first:
        return ()
    wanted = "|".join(form.replace(" ", " +") for form in longest_first)
    first: dict[str, tuple[Section, Place]] = {}
    for place in _places(layout, rf"\b(?:{wanted})\b"):
        # The second half of a term cut by the end of a line is no form, and is passed over.
        section = forms.get(" ".join(fold(place.text).split()))
        if section is not None:
            first.setdefault(section.id, (section, place))
    return tuple(first.values())


def _places(layout: Layout, pattern: str) -> Iterator[Place]:
    texts = [line.text for line in layout.lines]
    folded, places = fold_with_places("\n".join(texts))
    starts: list[int] = []
    start = 0
    for text in texts:
        starts.append(start)
        start += len(text) + 1
    line = 0
    for found in re.finditer(pattern, folded):
        at, end = places[found.start()], places[found.end() - 1] + 1
        while line + 1 < len(starts) and starts[line + 1] <= at:
            line += 1
        yield from _on_lines(texts, starts, line, at, end)


def _on_lines(
    texts: list[str], starts: list[int], line: int, at: int, end: int
) -> Iterator[Place]:
    """The parts of a stretch of the joined text, line by line, without what stands before the text of a line."""
    while line < len(texts) and starts[line] < end:
        text = texts[line]
        first, last = (
            max(0, at - starts[line]),
            min(len(text), end - starts[line]),
        )
        while first < last and not text[first].isalnum():
            first += 1
        part = text[first:last].rstrip()
        if part:
            before = cells(text[:first])
            yield Place(part, line, before, before + cells(part))
        line += 1
