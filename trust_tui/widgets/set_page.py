"""A page set as lines at one width: what stands on each line, what can be gone to, and what is marked."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from rich.cells import cell_len, set_cell_size

from trust_tui.library import Section, find_on_page
from trust_tui.typeset import Block, lay_out
from trust_tui.widgets.drawn import wrapped
from trust_tui.widgets.page_targets import What, headings, part_at, places_in

Piece = tuple[str, str]
"""A text and the name of its style."""


class SetPage:
    """The lines of a page.

    Args:
        blocks: What is shown.
        width: Cells of a line.
        title: Stands above; empty for none.
        ticked: Ids of ticked items.
        terms: Words that are explained, by every form they are written in.
        room: Cells of a line of a picture; 0 for as many.
        has_columns: Whether tables may be set in columns.

    Attributes:
        above: How many lines the title takes with the blank one below it; 0 without a title.
        places: What Enter acts on, from top to bottom.
        anchors: The line of each heading or item that can be gone to, by its id.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        width: int,
        *,
        title: str,
        ticked: Collection[str],
        terms: Mapping[str, Section],
        room: int = 0,
        has_columns: bool = True,
    ) -> None:
        self._blocks = blocks
        self._head = [*wrapped(title, width), ""] if title else []
        self.above = len(self._head)
        self._layout = lay_out(
            blocks, width, ticked=ticked, room=room, has_columns=has_columns
        )
        self.places = places_in(self._layout, terms)
        self.anchors = self._layout.anchors
        self._marked: dict[int, list[tuple[int, int]]] = {}

    @property
    def height(self) -> int:
        """How many lines of text there are."""
        return len(self._layout.lines)

    @property
    def lines(self) -> Sequence[str]:
        """The text line by line."""
        return [line.text for line in self._layout.lines]

    @property
    def contents(self) -> Sequence[tuple[str, str, int]]:
        """The headings in order: id, text, level."""
        return headings(self._blocks)

    def part_at(self, line: int) -> str:
        """Id of the last heading or item at or above a line; empty for none."""
        return part_at(self._layout, line)

    def find(self, query: str) -> Sequence[tuple[int, str]]:
        """The lines that hold the query: their index and what stands on them."""
        lines = {found.line for found in find_on_page(self._layout, query)}
        return [
            (line, self._layout.lines[line].text.strip())
            for line in sorted(lines)
        ]

    def mark(self, query: str) -> None:
        """Mark every place that holds the query."""
        self._marked = {}
        for found in find_on_page(self._layout, query):
            marked = self._marked.setdefault(found.line, [])
            marked.append((found.start, found.end))

    def pieces(self, index: int, place: int) -> list[Piece]:
        """What stands on a line, with what is marked in it.

        Args:
            index: The line, counted from that of the title.
            place: The place gone to last, -1 for none.
        """
        if index < self.above:
            return [(self._head[index], "heading")]
        index -= self.above
        line = self._layout.lines[index]
        pieces: list[Piece] = [(one.text, one.style) for one in line.pieces]
        for start, end, style in self._styled(index, place):
            pieces = _over(pieces, start, end, style)
        return pieces

    def _styled(self, index: int, place: int) -> Iterator[tuple[int, int, str]]:
        """The cells of a line that have a style of their own, the one that goes over the others last."""
        for each in self.places:
            if each.what is What.TERM and each.line == index:
                yield *each.parts[0][1:], "term"
        for start, end in self._marked.get(index, ()):
            yield start, end, "mark"
        if 0 <= place < len(self.places):
            for line, start, end in self.places[place].parts:
                if line == index:
                    yield start, end, "place"


def _over(
    pieces: Sequence[Piece], start: int, end: int, style: str
) -> list[Piece]:
    """The pieces with another style from one cell to another."""
    marked: list[Piece] = []
    at = 0
    for text, name in pieces:
        width = cell_len(text)
        if at + width <= start or at >= end:
            marked.append((text, name))
        else:
            first, last = max(0, start - at), min(width, end - at)
            head = set_cell_size(text, first)
            rest = text[len(head) :]
            middle = set_cell_size(rest, last - first)
            marked.append((head, name))
            marked.append((middle, style))
            marked.append((rest[len(middle) :], name))
        at += width
    return marked
