"""The page of helplines as data: which places it has rows for, and the few rows that someone there needs first."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from trust_tui.library.model import Page, Section, split
from trust_tui.typeset import Block, Heading, Table, plain_spans

MOST_ROWS: Final = 7
"""Rows shown to someone who chose a place."""

DANGER: Final = "danger"

COLUMNS: Final = 8
"""For, service, call, text or chat, if you are deaf, hours, source, looked at."""


class Helpline(Struct, frozen=True, kw_only=True):
    """A row: one service.

    Attributes:
        whom: Values of the list of whom rows are for; a word that the list does not have is kept as it is written.
        cells: The plain text of the cells, in order.
        table: The table it stands in, and its number there.
    """

    place: str
    whom: frozenset[str]
    cells: tuple[str, ...]
    line: int
    table: Table
    number: int


class Place(Struct, frozen=True, kw_only=True):
    """A country, a part of one or a region that rows are for.

    Attributes:
        kind: "country", "part" or "region".
        country: Id of the country that it is a part of, or empty.
    """

    id: str
    title: str
    kind: str
    line: int
    country: str = ""
    rows: tuple[Helpline, ...] = ()


def places_of(page: Page) -> tuple[Place, ...]:
    """The places in the order of the page, a country before its parts."""
    labels = _labels(page)
    places: list[Place] = []
    for section in page.sections:
        if "place" not in section.heading.attrs:
            continue
        places.append(_place(section, "", labels))
        for part in section.parts:
            if "place" in part.heading.attrs:
                places.append(_place(part, section.id, labels))
    return tuple(places)


def rows_for(page: Page, id: str) -> tuple[Helpline, ...]:
    """The first rows for someone at a place: danger, then those of its part, then those of its country."""
    places = {place.id: place for place in places_of(page)}
    if id not in places:
        return ()
    own = places[id]
    rows = own.rows
    if own.country in places:
        whole = places[own.country].rows
        rows = (
            *(row for row in whole if DANGER in row.whom),
            *own.rows,
            *(row for row in whole if DANGER not in row.whom),
        )
    return rows[:MOST_ROWS]


def blocks_for(page: Page, id: str) -> Sequence[Block]:
    """A heading and a table with the rows for a place; empty when the page has no such place."""
    rows = rows_for(page, id)
    if not rows:
        return ()
    title = next(place.title for place in places_of(page) if place.id == id)
    heading = next(
        block
        for block in page.blocks
        if isinstance(block, Heading) and plain_spans(block.spans) == title
    )
    table = Table(
        head=rows[0].table.head,
        rows=tuple(row.table.rows[row.number] for row in rows),
        lines=tuple(row.line for row in rows),
    )
    return (Heading(spans=heading.spans, level=2, id="your-place"), table)


def _place(section: Section, country: str, labels: dict[str, str]) -> Place:
    own = section.blocks if country else _before_parts(section)
    return Place(
        id=section.id,
        title=section.title,
        kind=section.heading.attrs["place"],
        line=section.heading.line,
        country=country,
        rows=tuple(_rows(own, section.id, labels)),
    )


def _before_parts(section: Section) -> tuple[Block, ...]:
    parts = split(section.blocks, section.heading.level + 1)
    held = sum(1 + len(part.blocks) for part in parts)
    return section.blocks[: len(section.blocks) - held]


def _rows(
    blocks: tuple[Block, ...], place: str, labels: dict[str, str]
) -> Iterator[Helpline]:
    for block in blocks:
        if not isinstance(block, Table):
            continue
        for number, row in enumerate(block.rows):
            cells = tuple(plain_spans(cell).strip() for cell in row)
            words = cells[0].partition(":")[0].split(",") if cells else []
            yield Helpline(
                place=place,
                whom=frozenset(
                    labels.get(word.strip().lower(), word.strip())
                    for word in words
                ),
                cells=cells,
                line=block.lines[number],
                table=block,
                number=number,
            )


def _labels(page: Page) -> dict[str, str]:
    section = page.section("who")
    items = section.items if section else ()
    return {
        item.text.lower(): item.attrs["value"]
        for item in items
        if "value" in item.attrs
    }
