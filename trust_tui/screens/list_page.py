"""A list and the page of the row in focus beside it; a page that is being read has the width to itself.

Below 72 columns there is the list or the page; below 110 the page stands beside the list until it is read. Text is
easier to read in a full measure, and a terminal can scroll whole lines by itself, at a tenth of the bytes.

The page follows the cursor a moment later. Setting and sending a page takes many times what a move takes, and whoever
goes down ten rows wants to see one page, not ten.
"""

import asyncio
from collections.abc import Collection, Sequence
from typing import ClassVar, Final

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from trust_tui.dialogs.page_keys import Explanation, PageKeys
from trust_tui.dialogs.reading_progress import ReadingMemory
from trust_tui.errors import ContentError, TrustError
from trust_tui.messages import OpenTarget
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.session import Session
from trust_tui.textual_patches import once
from trust_tui.typeset.blocks import Block, Paragraph, Span
from trust_tui.widgets.page_view import NO_TERMS, PageView
from trust_tui.widgets.row_list import Row, RowList

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


class ListPageScreen(ModeScreen, PageKeys):
    """A list at the left, the page of its row at the right."""

    DEFAULT_CSS = """
    ListPageScreen {
        & #list-side { width: 34; padding: 1 1 0 1; }
        & #page-side { width: 1fr; max-width: 86; border-left: solid $rule; padding: 1 0 0 0; }
        &.-wide #list-side { width: 42; }
        &.-narrow #list-side { width: 1fr; }
        &.-narrow #page-side { display: none; border-left: none; }
        &.-page #list-side { display: none; }
        &.-page #page-side { display: block; border-left: none; }
        &.-wide.-page #list-side { display: block; }
        &.-wide.-page #page-side { border-left: solid $rule; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_pane", "Other pane", show=False, id="frame.next-pane"),
        Binding(
            "shift+tab", "other_pane", "Other pane", show=False, id="frame.pane-before"
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._memory = ReadingMemory(session)
        self._page_id = ""
        self._row_shown = ""
        self._page_timer: asyncio.TimerHandle | None = None

    def compose_body(self) -> ComposeResult:
        """The two panes."""
        with Horizontal():
            with Vertical(id="list-side"):
                yield from self.compose_list()
            with Vertical(id="page-side"):
                yield PageView(id="page")
                yield Explanation()

    def compose_list(self) -> ComposeResult:
        """What stands in the left pane; the list among it."""
        yield RowList(id="list")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    @property
    def page(self) -> PageView:
        """The page of the row under the cursor; one that is still to follow the cursor is shown first."""
        self.show_due_page()
        return super().page

    @property
    def is_page_due(self) -> bool:
        """Whether the page is still that of a row the cursor has left."""
        return self._page_timer is not None

    # What each screen brings along

    def shown(self, key: str) -> Shown:
        """What to show for a row.

        Raises:
            TrustError: It cannot be shown; its sentence stands in place of the page.
        """
        raise NotImplementedError

    # The same for all

    def show_row(self, key: str, anchor: str = "") -> None:
        """Show the page of a row, now."""
        self._forget_due_page()
        self._row_shown = key
        try:
            shown = self.shown(key) if key else Shown(title="", blocks=())
        except TrustError as error:
            shown = Shown(
                title=error.title, blocks=(Paragraph(spans=(Span(text=error.advice),)),)
            )
        if not anchor and self.page.is_showing(shown.blocks, shown.title):
            self.page.set_ticked(shown.ticked)
            return
        self._leave_page()
        self._page_id = shown.id
        anchor = anchor or (self._memory.place_in(shown.id) if shown.id else "")
        terms = self.session.library.terms() if shown.id else NO_TERMS
        self.hide_explanation()
        self.page.show(
            shown.blocks,
            title=shown.title,
            anchor=anchor or shown.anchor,
            ticked=shown.ticked,
            terms=terms,
        )

    def _leave_page(self) -> None:
        """Remember where one was, if one was reading."""
        if self._page_id and self.focused is self.page:
            self._remember(finished=False)

    def _remember(self, *, finished: bool) -> None:
        kept = self._memory.keep(self._page_id, self.page.part, finished=finished)
        self.app.run_worker(kept, group="read")

    @on(PageView.EndSeen, "#page")
    def _read_to_the_end(self) -> None:
        """A page counts as read when its end was seen while it had the focus."""
        if self._page_id and self.focused is self.page:
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
    def _read(self) -> None:
        self.to_page()

    def index_row(self, id: str) -> Sequence[Row]:
        """The row of the page that stands above the list; none where the content lacks it."""
        try:
            return [Row(id, [(self.session.library.header(id).title, "text")])]
        except ContentError:
            return []

    def to_page(self) -> None:
        """Bring the page into view and give it the focus."""
        self.add_class("-page")
        self.page.focus(scroll_visible=False)

    def to_list(self) -> None:
        """Bring the list into view and give it the focus."""
        self._leave_page()
        self.remove_class("-page")
        self.rows.focus(scroll_visible=False)

    def action_other_pane(self) -> None:
        """Go to the other pane."""
        if self.focused is self.page:
            self.to_list()
        else:
            self.to_page()

    def step_back(self) -> bool:
        """From the page to the list."""
        if self.focused is self.page:
            self.to_list()
            return True
        return False

    def show(self, target: str) -> None:
        """Go to the row of a page, at one of its parts."""
        id, _, part = target.partition("#")
        if self.rows.select(id):
            self.show_row(id, part)
            self.to_page()

    @on(PageView.Followed)
    def _open(self, event: PageView.Followed) -> None:
        self.post_message(OpenTarget(event.target))
