"""What Enter acts on in a page: links, boxes to tick, and words that the glossary explains."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from msgspec import Struct

from trust_tui.library import Section, find_terms
from trust_tui.typeset import Block, Heading, Layout, Style, plain_spans

HEADINGS: Final = frozenset({Style.HEADING, Style.SUBHEADING})


class What(Enum):
    """What a place is."""

    LINK = "link"
    TICK = "tick"
    TERM = "term"


class Place(Struct, frozen=True, kw_only=True):
    """One place.

    Attributes:
        target: Where the link leads, the id of the item, or the id of the term.
        parts: Line, first cell and the cell after the last; one for each line it stands on.
    """

    what: What
    target: str
    parts: tuple[tuple[int, int, int], ...]

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.parts[0][0]


def places_in(layout: Layout, terms: Mapping[str, Section]) -> Sequence[Place]:
    """The places of a page from top to bottom; terms in links and headings are left out."""
    parts: dict[int, list[tuple[int, int, int]]] = {}
    targets: dict[int, str] = {}
    for link in layout.links:
        parts.setdefault(link.number, []).append(
            (link.line, link.start, link.end)
        )
        targets[link.number] = link.target
    places = [
        Place(what=What.LINK, target=targets[number], parts=tuple(found))
        for number, found in parts.items()
    ]
    places += [
        Place(
            what=What.TICK,
            target=tick.id,
            parts=((tick.line, tick.start, tick.start + 3),),
        )
        for tick in layout.ticks
    ]
    taken = {
        (line, cell)
        for place in places
        for line, start, end in place.parts
        for cell in range(start, end)
    }
    for section, place in find_terms(layout, terms):
        styles = {piece.style for piece in layout.lines[place.line].pieces}
        if (place.line, place.start) not in taken and not styles & HEADINGS:
            places.append(
                Place(
                    what=What.TERM,
                    target=section.id,
                    parts=((place.line, place.start, place.end),),
                )
            )
    return sorted(places, key=lambda place: place.parts[0])


def next_place(
    places: Sequence[Place], here: int, step: int, visible: range
) -> int:
    """Index of the next place, or of the one before; out of reach where there is none.

    Args:
        places: From top to bottom.
        here: The place gone to last, -1 for none. It counts as long as it is to be seen.
        step: 1 for the next one, -1 for the one before.
        visible: The lines to be seen.
    """
    if 0 <= here < len(places) and places[here].line in visible:
        return here + step
    if step > 0:
        for index, place in enumerate(places):
            if place.line >= visible.start:
                return index
        return len(places)
    for index in range(len(places) - 1, -1, -1):
        if places[index].line < visible.stop:
            return index
    return -1


def headings(blocks: Sequence[Block]) -> Sequence[tuple[str, str, int]]:
    """The headings that can be gone to, in order: id, text, level."""
    found = []
    for block in blocks:
        if isinstance(block, Heading) and block.id:
            found.append((block.id, plain_spans(block.spans), block.level))
    return found


def part_at(layout: Layout, line: int) -> str:
    """Id of the last heading or item at or above a line; empty for none."""
    above = [(at, id) for id, at in layout.anchors.items() if at <= line]
    return max(above)[1] if above else ""
