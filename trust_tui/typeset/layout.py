"""Blocks set as lines of a given width, with the rhythm of a well-set book. Knows nothing of a terminal."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec import Struct

from trust_tui.domain import clean
from trust_tui.typeset.blocks import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Verse,
)
from trust_tui.typeset.tables import set_table
from trust_tui.typeset.wrap import (
    ASCII,
    UNICODE,
    Marks,
    Run,
    Style,
    cells,
    cut,
    plain_runs,
    runs_of,
    wrap,
)

_LEAST: Final = 8
"""Cells that text keeps, however deep it is nested."""
_RULE: Final = 24


class Piece(NamedTuple):
    """A run of text in one style."""

    text: str
    style: Style


class Line(NamedTuple):
    """One line; without pieces it is blank."""

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(piece.text for piece in self.pieces)


class LinkPlace(NamedTuple):
    """Where a link, or the part of it that stands on one line, can be seen.

    Attributes:
        number: The same for all parts of one link; counts up from 1.
        target: `page-id` or `page-id#part`.
        line: Index of the line.
        start: First cell.
        end: The cell after the last.
    """

    number: int
    target: str
    line: int
    start: int
    end: int


class TickPlace(NamedTuple):
    """Where the box of an item begins: `[ ]`, three cells."""

    id: str
    line: int
    start: int


class Layout(Struct, frozen=True, kw_only=True):
    """Set lines.

    Attributes:
        anchors: Index of the line by the id of a heading or item.
        links: Links that lead to pages of ours, from top to bottom.
        ticks: Boxes of items that have an id, from top to bottom.
    """

    lines: tuple[Line, ...]
    anchors: Mapping[str, int]
    links: tuple[LinkPlace, ...]
    ticks: tuple[TickPlace, ...]


def lay_out(
    blocks: Sequence[Block],
    width: int,
    *,
    ascii: bool = False,
    ticked: Collection[str] = (),
    room: int = 0,
    has_columns: bool = True,
) -> Layout:
    """Set blocks in lines of at most `width` cells; below 20 cells a line may be wider.

    Args:
        ascii: Draw with nothing but ASCII, letters and marks replaced by their nearest.
        ticked: Ids of items whose box is drawn filled.
        room: Cells that a picture may take; 0 for as many as text.
        has_columns: Whether tables may be set in columns; otherwise each row is a small list of its own, and
            pictures are told in sentences.
    """
    setter = _Setter(
        max(width, _LEAST),
        ASCII if ascii else UNICODE,
        frozenset(ticked),
        max(room, width, _LEAST),
        has_columns=has_columns,
    )
    setter.set(blocks)
    return setter.layout()


def plain_text(layout: Layout) -> str:
    """The lines as text, each with a line end."""
    return "".join(f"{line.text.rstrip()}\n" for line in layout.lines)


class _Setter:
    """Sets blocks one under the other.

    The margin stands before every line. The lead takes its place once: it holds the mark of a list item.
    """

    def __init__(
        self,
        width: int,
        marks: Marks,
        ticked: frozenset[str],
        wide: int,
        *,
        has_columns: bool,
    ) -> None:
        self._width = width
        self._wide = wide
        self._has_columns = has_columns
        self._marks = marks
        self._ticked = ticked
        self._lines: list[Line] = []
        self._anchors: dict[str, int] = {}
        self._places: list[LinkPlace] = []
        self._ticks: list[TickPlace] = []
        self._links: list[str] = []
        self._margin: tuple[Run, ...] = ()
        self._room = width
        self._lead: tuple[Run, ...] | None = None

    def layout(self) -> Layout:
        return Layout(
            lines=tuple(self._lines),
            anchors=MappingProxyType(self._anchors),
            links=tuple(self._places),
            ticks=tuple(self._ticks),
        )

    def set(
        self, blocks: Sequence[Block], between: int = 1, depth: int = 0
    ) -> None:
        previous: Block | None = None
        for block in blocks:
            if previous is not None:
                self._blank(_gap(previous, block, between))
            self._block(block, depth)
            previous = block

    def _block(self, block: Block, depth: int) -> None:
        match block:
            case Heading():
                self._anchor(block.id)
                self._text(
                    runs_of(
                        block.spans,
                        Style.HEADING if block.level == 2 else Style.SUBHEADING,
                        self._links,
                    )
                )
            case Paragraph():
                self._text(runs_of(block.spans, Style.TEXT, self._links))
            case ListBlock():
                self._list(block, depth)
            case Table():
                for line in set_table(
                    block,
                    self._room,
                    self._marks,
                    self._links,
                    has_columns=self._has_columns,
                ):
                    self._put(line)
            case Quote():
                self._inside(
                    (Run(self._marks.quote, Style.QUOTE),),
                    None,
                    block.blocks,
                    1,
                    depth,
                )
            case Verse() | Code() | Picture() | Rule():
                self._as_it_stands(block)

    def _as_it_stands(self, block: Verse | Code | Picture | Rule) -> None:
        match block:
            case Verse():
                self._verse(block.text)
            case Code():
                self._code(block.text)
            case Picture() if not self._has_columns:
                self._verse("\n".join(block.drawing.told()))
            case Picture():
                for pieces in block.drawing.lines(self._wide):
                    runs = [Run(text, Style(name)) for text, name in pieces]
                    self._put(plain_runs(runs, self._marks))
            case Rule():
                rule = self._marks.rule * min(self._room, _RULE)
                self._put([Run(rule, Style.QUIET)])

    def _list(self, block: ListBlock, depth: int) -> None:
        start = block.start or 0
        digits = len(str(start + len(block.items) - 1))
        for at, item in enumerate(block.items):
            if at and (
                block.loose
                or (item.ticked is None) != (block.items[at - 1].ticked is None)
            ):
                self._blank(1)
            if item.ticked is not None:
                filled = item.ticked or item.id in self._ticked
                mark = Run(
                    self._marks.filled if filled else self._marks.box, Style.BOX
                )
            elif block.start is not None:
                mark = Run(f"{start + at:>{digits}}. ", Style.QUIET)
            else:
                mark = Run(self._marks.bullets[depth % 2], Style.QUIET)
            self._item(item, mark, 1 if block.loose else 0, depth)

    def _item(
        self, item: ListItem, mark: Run, between: int, depth: int
    ) -> None:
        self._anchor(item.id)
        indent = cells(mark.text)
        if (
            item.ticked is not None
            and item.id
            and self._room - indent >= _LEAST
        ):
            self._ticks.append(
                TickPlace(item.id, len(self._lines), self._width - self._room)
            )
        self._inside(
            (Run(" " * indent, Style.TEXT),),
            (mark,),
            item.blocks,
            between,
            depth + 1,
        )

    def _inside(
        self,
        margin: tuple[Run, ...],
        lead: tuple[Run, ...] | None,
        blocks: Sequence[Block],
        between: int,
        depth: int,
    ) -> None:
        """Set blocks further in; where too little room would be left, at the margin they are at."""
        indent = sum(cells(run.text) for run in margin)
        if self._room - indent < _LEAST:
            self.set(blocks, between, depth)
            return
        outer, outer_lead = self._margin, self._lead
        first = outer if outer_lead is None else outer_lead
        self._margin = (*outer, *margin)
        self._lead = (*first, *(margin if lead is None else lead))
        self._room -= indent
        self.set(blocks, between, depth)
        if self._lead is not None:
            self._put([])
        self._margin = outer
        self._room += indent

    def _anchor(self, id: str) -> None:
        if id:
            self._anchors.setdefault(id, len(self._lines))

    def _text(self, runs: Sequence[Run]) -> None:
        for line in wrap(plain_runs(runs, self._marks), self._room):
            self._put(line)

    def _code(self, text: str) -> None:
        for line in text.split("\n"):
            rest = plain_runs(
                [Run(line.expandtabs(4), Style.CODE)], self._marks
            )[0].text
            while True:
                part, rest = cut(rest, self._room)
                self._put([Run(part, Style.CODE)])
                if not rest:
                    break

    def _verse(self, text: str) -> None:
        for line in clean(text).expandtabs(4).split("\n"):
            indent = " " * min(len(line) - len(line.lstrip()), self._room // 2)
            runs = plain_runs([Run(line.strip(), Style.TEXT)], self._marks)
            for wrapped in wrap(runs, self._room - len(indent)) or [[]]:
                self._put([Run(indent, Style.TEXT), *wrapped])

    def _blank(self, count: int) -> None:
        self._lines.extend([Line()] * count)

    def _put(self, runs: Sequence[Run]) -> None:
        lead = self._margin if self._lead is None else self._lead
        self._lead = None
        number = len(self._lines)
        at = self._width - self._room
        for run in runs:
            width = cells(run.text)
            if run.link:
                self._places.append(
                    LinkPlace(
                        run.link,
                        self._links[run.link - 1],
                        number,
                        at,
                        at + width,
                    )
                )
            at += width
        self._lines.append(
            Line(
                tuple(
                    Piece(run.text, run.style)
                    for run in (*lead, *runs)
                    if run.text
                )
            )
        )


def _gap(previous: Block, block: Block, between: int) -> int:
    """Blank lines between two blocks; a heading stands closer to what it heads than to what came before."""
    if isinstance(block, Heading):
        return 2 if block.level == 2 else 1
    if isinstance(previous, Heading):
        return 1 if previous.level == 2 else 0
    return between
