"""A list of rows that draws itself: 7,300 rows cost what the visible twenty cost."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import ClassVar, Final

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trust_tui.domain import later
from trust_tui.widgets.drawn import (
    POINTER,
    DrawnStyles,
    Pieces,
    show_edge,
    show_line,
    wrapped,
)

MARGIN: Final = len(POINTER)
"""Cells before a row, in which the pointer stands."""

LOOKED_AT: Final = 2000
"""Rows in which that of a key is looked for when others are shown."""


class Row(Struct, frozen=True):
    """One row.

    Attributes:
        key: What the row stands for; empty for a heading or a gap, which the cursor passes over.
        left: Shown from the left.
        right: Shown at the right edge where there is room.
        said: What plain lines say in place of all that; nothing where it is empty, and None for what is shown.
        goes_on: Whether it is the second line of the row above, and shown with it.
    """

    key: str
    left: Pieces
    right: Pieces = ()
    said: str | None = None
    goes_on: bool = False


ANSWERS: Final = (
    later("Answer 0"),
    later("Answer 1"),
    later("Answer 2"),
    later("Answer 3"),
    later("Answer 4"),
    later("Answer 5"),
    later("Answer 6"),
    later("Answer 7"),
    later("Answer 8"),
    later("Answer 9"),
)
"""What digits do, in words."""


class RowList(DrawnStyles, ScrollView, can_focus=True):
    """A list to move in and to choose from."""

    DEFAULT_CSS = """
    RowList { height: 1fr; overflow: hidden auto; scrollbar-size-vertical: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row", show=False, id="list.down"),
        Binding("up,k", "move(-1)", "Row before", show=False, id="list.up"),
        Binding(
            "pagedown,ctrl+d,space",
            "page(1)",
            "A page on",
            show=False,
            id="list.page-down",
        ),
        Binding(
            "pageup,ctrl+u",
            "page(-1)",
            "A page back",
            show=False,
            id="list.page-up",
        ),
        Binding("home,g", "edge(0)", "First row", show=False, id="list.home"),
        Binding("end,G", "edge(1)", "Last row", show=False, id="list.end"),
        Binding("enter", "choose", "Open", show=False, id="list.choose"),
    ]

    cursor: var[int] = var(-1)
    """Index of the row under the cursor, -1 when no row can be chosen."""

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, row_list: "RowList", key: str) -> None:
            super().__init__()
            self.row_list = row_list
            self.key = key

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self.row_list

    class Chosen(Message):
        """The user chose the row under the cursor."""

        def __init__(self, row_list: "RowList", key: str) -> None:
            super().__init__()
            self.row_list = row_list
            self.key = key

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self.row_list

    def __init__(
        self,
        *,
        id: str | None = None,
        empty: Sequence[str] = (),
        follows: bool = False,
        answers: bool = False,
    ) -> None:
        """Make a list without rows.

        Args:
            id: Id of the widget.
            empty: Lines shown when there are no rows.
            follows: The focus stays in a field, and the cursor is shown and moved from there.
            answers: The row under the cursor is an answer in a form, pointed at wherever the focus is.
        """
        super().__init__(id=id)
        self.can_focus = not follows
        self._points = follows or answers
        self._rows: Sequence[Row] = ()
        self._empty = empty

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand; may be a sequence that makes them as they are read."""
        return self._rows

    @property
    def empty(self) -> Sequence[str]:
        """Lines shown when there are no rows."""
        return self._empty

    @property
    def key(self) -> str:
        """The key of the row under the cursor, or empty."""
        if not 0 <= self.cursor < len(self._rows):
            return ""
        return self._rows[self.cursor].key

    def set_rows(
        self,
        rows: Sequence[Row],
        *,
        key: str = "",
        empty: Sequence[str] | None = None,
    ) -> None:
        """Show other rows, the cursor on the row of that key, or where it was as far as there are rows.

        Args:
            rows: In order; may make its rows as they are read.
            key: Where to put the cursor; empty keeps its place.
            empty: Lines shown when there are no rows, None keeps them.
        """
        wanted = key or self.key
        self._rows = rows
        if empty is not None:
            self._empty = empty
        self.virtual_size = Size(
            self.scrollable_content_region.width, len(rows)
        )
        self.cursor = self._place_of(wanted)
        self._show_cursor()
        self.refresh()

    def select(self, key: str) -> bool:
        """Put the cursor on the row of that key; False when there is none."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self.cursor = index
                self._show_cursor()
                return True
        return False

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if not self._rows:
            said = "".join(islice(_fitted(self._empty, width - 2), y, y + 1))
            return self.draw([("  ", "text"), (said, "quiet")], width)
        if index >= len(self._rows):
            return Strip.blank(width, self.drawn_style("text"))
        row = self._rows[index]
        if index != self.cursor:
            return self.draw(
                [("  " if row.key else "", "text"), *row.left],
                width,
                right=row.right,
            )
        over, pointer = (
            ("cursor", POINTER)
            if self.has_focus or self._points
            else ("cursor-blurred", "  ")
        )
        return self.draw(
            [(pointer, "strong"), *row.left], width, right=row.right, over=over
        )

    @property
    def focus_offset(self) -> Offset:
        """The pointer of the row under the cursor."""
        return Offset(0, max(0, self.cursor - self.scroll_offset.y))

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the two rows and tell."""
        self.refresh_line(before)
        self.refresh_line(after)
        if self.key and self.is_mounted:
            self.post_message(self.Moved(self, self.key))

    def watch_has_focus(self, focused: bool) -> None:
        """Show by the row under the cursor whether the list has the focus."""
        super().watch_has_focus(focused)
        self.refresh_line(self.cursor)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the rows to the new width."""
        self.virtual_size = Size(
            self.scrollable_content_region.width, len(self._rows)
        )
        self._show_cursor()

    def action_move(self, step: int) -> None:
        """Go to the next or the row before that can be chosen."""
        index = self.cursor + step
        while 0 <= index < len(self._rows) and not self._rows[index].key:
            index += step
        if 0 <= index < len(self._rows):
            self.cursor = index
            self._show_cursor()
        else:
            self.jump_to(0 if step < 0 else self.max_scroll_y)
            show_edge(self, step)

    def action_page(self, step: int) -> None:
        """Go on or back by what is visible."""
        target = self.cursor + step * max(1, self.size.height - 1)
        target = min(max(target, 0), len(self._rows) - 1)
        nearest = self._nearest(target)
        if nearest == self.cursor:
            self.action_move(step)  # else headings could hold it up
        else:
            self.cursor = nearest
            self._show_cursor()

    def action_edge(self, end: int) -> None:
        """Go to the first or the last row."""
        self.cursor = self._nearest(len(self._rows) - 1 if end else 0)
        self.jump_to(self.max_scroll_y if end else 0)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def _place_of(self, key: str) -> int:
        """Where the row of that key is, if it is among the first; else the nearest to the cursor."""
        if key:
            for index, row in enumerate(islice(self._rows, LOOKED_AT)):
                if row.key == key:
                    return index
        return self._nearest(min(max(self.cursor, 0), len(self._rows) - 1))

    def _nearest(self, index: int) -> int:
        """The row nearest to an index that can be chosen, looking down first."""
        for candidate in chain(
            range(index, len(self._rows)), range(index - 1, -1, -1)
        ):
            if candidate >= 0 and self._rows[candidate].key:
                return candidate
        return -1

    def _show_cursor(self) -> None:
        """Scroll as little as brings the cursor into view."""
        height = self.size.height
        top = self.scroll_offset.y
        if height <= 0 or self.cursor < 0:
            return
        first = self.cursor
        while (
            first > 0
            and not self._rows[first - 1].key
            and self.cursor - first < 2
        ):
            first -= 1
        last = self.cursor
        if any(row.goes_on for row in self._rows[last + 1 : last + 2]):
            last += 1
        if first < top or last - first >= height:
            self.jump_to(first)
        elif last >= top + height:
            self.jump_to(last - height + 1)
        show_line(self, self.cursor - self.scroll_offset.y)


def _fitted(lines: Sequence[str], width: int) -> Iterator[str]:
    """Lines, those broken between words that are longer than there is room."""
    for line in lines:
        if cell_len(line) <= width:
            yield line
        else:
            yield from wrapped(line, width)


def in_lines(rows: Sequence[Row], width: int) -> Sequence[Row]:
    """Rows whose titles are never cut: a long one goes on in the line below, and there stands what gave way to it."""
    found: list[Row] = []
    for row in rows if width > 0 else ():
        left, right = list(row.left), list(row.right)
        room = width - MARGIN - _cells(left)
        while right and _cells(right) > room - 1:
            right.pop()
        others = []
        if room < 0:
            title, style = left.pop()
            indent = _cells(left)
            first, *others = wrapped(title, width - MARGIN - indent)
            left.append((first, style))
            gap = " " * (MARGIN + indent)
        found.append(replace(row, left=left, right=right))
        found += [_below([(gap, "text"), (line, style)]) for line in others]
        if row.right and not right:
            found.append(_below([], row.right))
    return found or rows


def break_titles(shown: RowList, rows: Sequence[Row]) -> None:
    """Have a list show its rows with whole titles, as wide as it is now; a height that it was given follows."""
    broken = in_lines(rows, shown.scrollable_content_region.width)
    if [row.left for row in broken] == [row.left for row in shown.rows]:
        return
    is_as_high = shown.size.height == len(shown.rows)
    shown.set_rows(broken)
    if is_as_high:
        shown.styles.height = len(broken)


def _below(left: Pieces, right: Pieces = ()) -> Row:
    """A line that belongs to the row above."""
    return Row("", left, right, said="", goes_on=True)


def _cells(pieces: Iterable[tuple[str, str]]) -> int:
    return sum(cell_len(text) for text, _ in pieces)
