"""Shows content blocks as set lines: a page of 600 words is one widget, and every link can be reached by keyboard."""

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from trust_tui.library import Section
from trust_tui.typeset import Block
from trust_tui.widgets.drawn import DrawnStyles
from trust_tui.widgets.page_targets import What, next_place
from trust_tui.widgets.set_page import SetPage

MEASURE: Final = 72
"""The longest line of running text, in cells."""

NO_TERMS: Final[Mapping[str, Section]] = {}
"""For pages whose words need no explaining."""

NO_PAGE: Final = SetPage((), 1, title="", ticked=(), terms=NO_TERMS)
"""Stands where there is no room for a page."""

MARGIN: Final = 2
"""Cells left free at the left of the text."""


class _OfPage(Message):
    """What happened on a page.

    Attributes:
        id: What it happened to, where that matters.
    """

    def __init__(self, page_view: Widget, id: str = "") -> None:
        super().__init__()
        self._page_view = page_view
        self.id = id

    @property
    def control(self) -> Widget:
        """The page."""
        return self._page_view


class PageView(DrawnStyles, ScrollView, can_focus=True):
    """A page to read.

    Attributes:
        text: What stands on it, as it is set; no lines until there is room for it.
        title: Stands above the text; empty for none.
    """

    DEFAULT_CSS = """
    PageView { height: 1fr; overflow: hidden auto; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,j", "scroll_by(1)", "A line on", show=False, id="page.down"
        ),
        Binding(
            "up,k", "scroll_by(-1)", "A line back", show=False, id="page.up"
        ),
        Binding(
            "pagedown,space,ctrl+d",
            "page(1)",
            "A page on",
            show=False,
            id="page.page-down",
        ),
        Binding(
            "pageup,ctrl+u",
            "page(-1)",
            "A page back",
            show=False,
            id="page.page-up",
        ),
        Binding("home,g", "edge(0)", "Top", show=False, id="page.home"),
        Binding("end,G", "edge(1)", "End", show=False, id="page.end"),
        Binding(
            "right,l",
            "place(1)",
            "Next link",
            id="page.next-link",
            key_display="\u2192",
        ),
        Binding(
            "left,h",
            "place(-1)",
            "Link before",
            show=False,
            id="page.link-before",
        ),
        Binding(
            "enter",
            "follow",
            "Open link",
            id="page.follow",
            key_display="Enter",
        ),
    ]

    class Followed(_OfPage):
        """The user wants to go where a link leads, to `id`."""

    class Ticked(_OfPage):
        """The user pressed Enter or Space on the box of the item `id`."""

    class TermAsked(_OfPage):
        """The user wants to know what a word means; `id` is the term's in the glossary."""

    class Moved(_OfPage):
        """The user went on to another place, or scrolled."""

    class EndSeen(_OfPage):
        """The end of the page came into view."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self._ticked: Collection[str] = ()
        self.text = NO_PAGE
        self._place = -1
        self.title = ""
        self._anchor = ""
        self._terms: Mapping[str, Section] = {}
        self._query = ""
        self._new_row = 0
        self._is_at_place = False

    def show(
        self,
        blocks: Sequence[Block],
        *,
        title: str = "",
        anchor: str = "",
        ticked: Collection[str] = (),
        terms: Mapping[str, Section] = NO_TERMS,
    ) -> None:
        """Show blocks from their top, or from the part with an id.

        Args:
            blocks: What to show.
            title: Stands above, as a heading.
            anchor: Id of the heading or item to begin at.
            ticked: Ids of ticked items.
            terms: Words that are explained, by every form they are written in.
        """
        self._blocks, self._ticked = blocks, ticked
        self.title, self._anchor = title, anchor
        self._terms, self._query = terms, ""
        self._place = -1
        self._lay_out()
        self.jump_to(0)
        self._new_row = 0
        if anchor:
            self.go_to(anchor)

    def is_showing(self, blocks: Sequence[Block], title: str) -> bool:
        """Whether these blocks are what is shown, so that nothing has to move."""
        return title == self.title and tuple(blocks) == tuple(self._blocks)

    def set_ticked(self, ticked: Collection[str]) -> None:
        """Draw other boxes filled; everything stays where it is."""
        self._ticked = ticked
        self._lay_out()

    def go_to(self, anchor: str) -> None:
        """Scroll so that the heading or item with that id is at the top."""
        if anchor in self.text.anchors:
            self._anchor = anchor
            self.jump_to(self.text.anchors[anchor] + self.text.above)

    def follow(self, index: int) -> None:
        """Go where a place leads, or tick its box, by its place in the row of all, from 0."""
        self._place = index
        self.action_follow()

    def mark(self, query: str, line: int) -> None:
        """Mark every place that holds the query, and bring a line into view."""
        self._query = query
        self.text.mark(query)
        self.jump_to(max(0, line + self.text.above - self.size.height // 3))
        self.refresh()

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Links can be gone to where there are some."""
        return bool(self.text.places) if action in ("place", "follow") else True

    @property
    def part(self) -> str:
        """Id of the last heading at or above the first visible line, or empty."""
        top = self.scroll_offset.y - self.text.above + 1
        return self.text.part_at(top)

    def _lay_out(self) -> None:
        region = self.scrollable_content_region.width
        if region <= 0:
            self.text = NO_PAGE  # whatever stood there before
            return
        is_told = self.app.has_class("-told")
        width = MEASURE if is_told else min(region - MARGIN - 1, MEASURE)
        had_places = bool(self.text.places)
        page = SetPage(
            self._blocks,
            width,
            title=self.title,
            ticked=self._ticked,
            terms=self._terms,
            room=region - MARGIN - 1,
            has_columns=not is_told,
        )
        page.mark(self._query)
        self.text = page
        self._place = min(self._place, len(page.places) - 1)
        self._is_at_place = self._is_at_place and self._place >= 0
        if bool(page.places) is not had_places:
            self.refresh_bindings()
        self.virtual_size = Size(region, page.above + page.height + 1)
        self.refresh()
        self._tell_end()

    def on_resize(self, _event: events.Resize) -> None:
        """Set the lines anew for another width, the same part at the top; at the same width nothing moves."""
        width = self.scrollable_content_region.width
        if self.text.height and width == self.virtual_size.width:
            self._tell_end()
            return
        anchor = self.part if self.scroll_offset.y else self._anchor
        self._lay_out()
        if anchor:
            self.go_to(anchor)

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        page = self.text
        if index >= page.above + page.height:
            return Strip.blank(width, self.drawn_style("text"))
        pieces = page.pieces(index, self._place if self.has_focus else -1)
        return self.draw([(" " * MARGIN, "text"), *pieces], width)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notice the end, and where the lines begin that have come into view."""
        super().watch_scroll_y(old_value, new_value)
        by = round(new_value - old_value)
        self._new_row = self.size.height - by if by > 0 else 0
        self._tell_end()

    @property
    def focus_offset(self) -> Offset:
        """The place gone to last; after scrolling, the first line that is new."""
        if self._is_at_place:
            line, start, _ = self.text.places[self._place].parts[0]
            return Offset(
                start + MARGIN, line + self.text.above - self.scroll_offset.y
            )
        return Offset(0, max(0, self._new_row))

    def _tell_end(self) -> None:
        is_at_end = self.scroll_offset.y >= self.max_scroll_y
        if self.text.height and self.size.height and is_at_end:
            self.post_message(self.EndSeen(self))

    def action_scroll_by(self, lines: int) -> None:
        """Scroll by lines."""
        self._is_at_place = False
        self.post_message(self.Moved(self))
        self.jump_to(self.scroll_offset.y + lines)

    def action_page(self, step: int) -> None:
        """Scroll by what is visible but for two lines; on a box, tick it."""
        self.action_scroll_by(step * max(1, self.size.height - 2))

    def action_edge(self, end: int) -> None:
        """Go to the top or the end."""
        self.jump_to(self.max_scroll_y if end else 0)

    def action_place(self, step: int) -> None:
        """Go to the next place from what is visible, or the one before."""
        self.post_message(self.Moved(self))
        top = self.scroll_offset.y - self.text.above
        bottom = top + self.size.height - 1
        places = self.text.places
        index = next_place(places, self._place, step, range(top, bottom + 1))
        if not 0 <= index < len(places):
            self.action_edge(step > 0)
            return
        self._place = index
        self._is_at_place = True
        line = places[index].line
        if line < top:
            self.jump_to(max(0, line + self.text.above - 2))
        elif line > bottom - 1:
            self.jump_to(line + self.text.above - self.size.height + 3)
        self.refresh()

    def action_follow(self) -> None:
        """Go where the link leads, or tick the box."""
        if 0 <= self._place < len(self.text.places):
            place = self.text.places[self._place]
            self.post_message(_ASKED[place.what](self, place.target))


_ASKED: Final = {
    What.LINK: PageView.Followed,
    What.TICK: PageView.Ticked,
    What.TERM: PageView.TermAsked,
}
"""What Enter asks for on a place."""
