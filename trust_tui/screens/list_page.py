"""A list and the page of the row in focus beside it; a page that is being read has the width to itself.

Below 72 columns there is the list or the page; below 110 the page stands beside the list until it is read. Text is
easier to read in a full measure, and a terminal can scroll whole lines by itself, at a tenth of the bytes.

The page follows the cursor a moment later. Setting and sending a page takes many times what a move takes, and whoever
goes down ten rows wants to see one page, not ten.
"""

import asyncio
from collections.abc import Collection, Sequence
from typing import ClassVar, Final, Protocol

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from trust_tui.dialogs.page_tools import PAGE_BINDINGS, PageTools
from trust_tui.dialogs.reading_progress import ReadingMemory
from trust_tui.domain import ContentError, TrustError
from trust_tui.library import Library
from trust_tui.messages import OpenTarget
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.session import Session
from trust_tui.textual_patches import once
from trust_tui.typeset import Block, Paragraph, Span
from trust_tui.widgets import NO_TERMS, PageView, Row, RowList, in_lines

PAGE_SECONDS: Final = 0.07
"""From the last move in the list to the page beside it. A held key repeats faster, at some thirty a second, so that the
page waits until it is let go; a wait below a tenth of a second is not noticed as one."""


class Shown(Struct, frozen=True, kw_only=True):
    """What the page shows for a row.

    Attributes:
        id: Id of the content page, which is remembered as read; empty for what the user wrote.
    """

    title: str
    blocks: Sequence[Block]
    id: str = ""
    anchor: str = ""
    ticked: Collection[str] = ()


class RowOwner(Protocol):
    """What a screen knows of the rows of its list."""

    def compose_list(self) -> ComposeResult:
        """What stands in the left pane; the list among it, with the id `list`."""

    def shown(self, key: str) -> Shown:
        """What to show for a row.

        Raises:
            TrustError: It cannot be shown; its sentence stands in place of the page.
        """

    def row_shown(self) -> None:
        """Called when the page of another row is shown."""

    def open_row(self, key: str) -> None:
        """What Enter does on a row."""


class ListPages(Horizontal):
    """A list at the left, the page of its row at the right."""

    def __init__(self, session: Session, owner: RowOwner) -> None:
        super().__init__()
        self._owner = owner
        self._memory = ReadingMemory(session)
        self._library = session.library
        self.tools = PageTools(session, id="page-side")
        self._page = self.tools.page
        self._page_id = ""
        self._row_shown = ""
        self._page_timer: asyncio.TimerHandle | None = None

    def compose(self) -> ComposeResult:
        """The two panes."""
        with Vertical(id="list-side"):
            yield from self._owner.compose_list()
        yield self.tools

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    @property
    def page(self) -> PageView:
        """The page of the row under the cursor; one that is still to follow the cursor is shown first."""
        self.show_due_page()
        return self._page

    @property
    def is_page_due(self) -> bool:
        """Whether the page is still that of a row the cursor has left."""
        return self._page_timer is not None

    def show_row(self, key: str, anchor: str = "") -> None:
        """Show the page of a row, now."""
        self._forget_due_page()
        self._row_shown = key
        shown = self._shown(key)
        if not anchor and self._page.is_showing(shown.blocks, shown.title):
            self._page.set_ticked(shown.ticked)
        else:
            self._show(shown, anchor)
        self._owner.row_shown()

    def _shown(self, key: str) -> Shown:
        """What to show for a row, or why it cannot be shown."""
        if not key:
            return Shown(title="", blocks=())
        try:
            return self._owner.shown(key)
        except TrustError as error:
            advice = Paragraph(spans=(Span(text=error.advice),))
            return Shown(title=error.title, blocks=(advice,))

    def _show(self, shown: Shown, anchor: str) -> None:
        """Show another page, where it was left."""
        self._leave_page()
        self._page_id = shown.id
        place = self._memory.place_in(shown.id) if shown.id else ""
        self.tools.hide_explanation()
        self._page.show(
            shown.blocks,
            title=shown.title,
            anchor=anchor or place or shown.anchor,
            ticked=shown.ticked,
            terms=self._library.terms() if shown.id else NO_TERMS,
        )

    def _leave_page(self) -> None:
        """Remember where one was, if one was reading."""
        if self._page_id and self._page.has_focus:
            self._remember(finished=False)

    def _remember(self, *, finished: bool) -> None:
        kept = self._memory.keep(
            self._page_id, self._page.part, finished=finished
        )
        self.app.run_worker(kept, group="read")

    @on(PageView.EndSeen, "#page")
    def _read_to_the_end(self) -> None:
        """A page counts as read when its end was seen while it had the focus."""
        if self._page_id and self._page.has_focus:
            self._remember(finished=True)

    @on(RowList.Moved, "#list")
    def _follow_cursor(self) -> None:
        """Show the page of the row under the cursor once the cursor rests."""
        self._forget_due_page()
        if self.rows.key != self._row_shown:
            self._page_timer = once(self, PAGE_SECONDS, self.show_due_page)

    def show_due_page(self) -> None:
        """Have the page catch up with the cursor now."""
        if self._page_timer is not None:
            self.show_row(self.rows.key)

    def _forget_due_page(self) -> None:
        if self._page_timer is not None:
            self._page_timer.cancel()
            self._page_timer = None

    @on(events.DescendantFocus, "#page")
    def _go_into_page(self) -> None:
        """Whoever points at the page goes into that of the row under the cursor."""
        self.show_due_page()

    @on(RowList.Chosen, "#list")
    def _open(self, event: RowList.Chosen) -> None:
        event.stop()
        self._owner.open_row(event.key)

    @on(PageView.Followed)
    def _follow(self, event: PageView.Followed) -> None:
        self.post_message(OpenTarget(event.id))

    def to_page(self) -> None:
        """Bring the page into view and give it the focus."""
        self.screen.add_class("-page")
        self.page.focus(scroll_visible=False)

    def to_list(self) -> None:
        """Bring the list into view and give it the focus."""
        self._leave_page()
        self.screen.remove_class("-page")
        self.rows.focus(scroll_visible=False)

    def to_other(self) -> None:
        """Go to the other pane."""
        if self._page.has_focus:
            self.to_list()
        else:
            self.to_page()

    def go_to(self, target: str) -> None:
        """Go to the row of a page, at one of its parts: `page-id` or `page-id#part`."""
        id, _, part = target.partition("#")
        if self.rows.select(id):
            self.show_row(id, part)
            self.to_page()


class ListPageScreen(ModeScreen):
    """A screen with a list, and the page of its row beside it."""

    WHOLE_TITLES: ClassVar = False
    """Whether the titles of the list are ours, and never cut."""

    DEFAULT_CSS = """
    ListPageScreen {
        & #list-side { width: 34; padding: 1 1 0 1; }
        & #page-side { width: 1fr; max-width: 86; border-left: solid $rule; padding: 1 0 0 0; }
        &.-wide #list-side { width: 30%; min-width: 42; max-width: 60; }
        &.-narrow #list-side { width: 1fr; }
        &.-narrow #page-side { display: none; border-left: none; }
        &.-page #list-side { display: none; }
        &.-page #page-side { display: block; border-left: none; }
        &.-wide.-page #list-side { display: block; }
        &.-wide.-page #page-side { border-left: solid $rule; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab", "other_pane", "Other pane", show=False, id="frame.next-pane"
        ),
        Binding(
            "shift+tab",
            "other_pane",
            "Other pane",
            show=False,
            id="frame.pane-before",
        ),
        *PAGE_BINDINGS,
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pages = ListPages(session, self)
        self._listed: Sequence[Row] = ()

    def compose_body(self) -> ComposeResult:
        """The two panes."""
        yield self.pages

    def compose_list(self) -> ComposeResult:
        """What stands in the left pane; the list among it."""
        yield RowList(id="list")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.pages.rows

    def shown(self, key: str) -> Shown:
        """What to show for a row.

        Raises:
            TrustError: It cannot be shown; its sentence stands in place of the page.
        """
        raise NotImplementedError

    def row_shown(self) -> None:
        """Called when the page of another row is shown."""

    def open_row(self, key: str) -> None:
        """Enter goes into the page of a row."""
        self.pages.to_page()

    def list_rows(
        self, rows: Sequence[Row], empty: Sequence[str] | None = None
    ) -> None:
        """Show other rows, and the page of the one under the cursor."""
        self._listed = rows
        self.rows.set_rows(self._fitted(), empty=empty)
        self.pages.show_row(self.rows.key)

    def _fitted(self) -> Sequence[Row]:
        """The rows as they stand in this width."""
        if not self.WHOLE_TITLES:
            return self._listed
        return in_lines(self._listed, self.rows.size.width - 1)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the titles to another width, once it is known which one it is."""
        if self.WHOLE_TITLES:
            self.call_after_refresh(lambda: self.rows.set_rows(self._fitted()))

    def show(self, target: str) -> None:
        """Go to the row of a page, at one of its parts."""
        self.pages.go_to(target)

    def step_back(self) -> bool:
        """From the page to the list."""
        is_in_page = self.pages.page.has_focus
        if is_in_page:
            self.pages.to_list()
        return is_in_page

    def action_other_pane(self) -> None:
        """Go to the other pane."""
        self.pages.to_other()

    def action_in_page(self, what: str) -> None:
        """Choose a heading of the page, or find a word in it."""
        self.pages.show_due_page()
        self.pages.tools.run(what)


def index_row(library: Library, id: str) -> Sequence[Row]:
    """The row of the page that stands above a list; none where the content lacks it."""
    try:
        return [Row(id, [(library.header(id).title, "text")])]
    except ContentError:
        return []
