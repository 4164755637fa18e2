"""A page over the screen one came from: reading on its own, safety, and where links lead that have no list."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.dialogs.page_tools import PAGE_BINDINGS, PageTools
from trust_tui.dialogs.reading_progress import ReadingMemory
from trust_tui.domain import (
    TrustError,
    later,
    tr,
)
from trust_tui.library import Kind, Page, blocks_for, what_next
from trust_tui.messages import FlowWanted, OpenTarget
from trust_tui.session import Session
from trust_tui.typeset import Block, Heading, Paragraph, Span, Verse
from trust_tui.widgets import NO_TERMS, Dialog, PageView

ELSEWHERE = frozenset(
    {Kind.SIGN, Kind.STEP, Kind.FAQ, Kind.NOW, Kind.WEEK, Kind.PATH}
)
"""Pages that have a screen of their own, or that are done and not read."""

REPLACED: Final = later(
    "This is not the page that comes with the program. Somebody put it into the content folder. "
    "If that was not you, do not rely on it."
)


class PageDialog(Dialog[bool]):
    """Shows pages, remembers the way back, and keeps what was read and where one was."""

    comes_between = True

    DEFAULT_CSS = """
    PageDialog > #body { padding: 1 0 0 0; }
    PageDialog PageView { max-width: 86; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *PAGE_BINDINGS,
        Binding("p", "packaged", "Packaged page", id="page.packaged"),
        Binding("o", "choose_place", "Your place", id="page.place"),
    ]

    def __init__(
        self,
        session: Session,
        target: str,
        *,
        blocks: Sequence[Block] = (),
        title: str = "",
    ) -> None:
        """Open a page.

        Args:
            session: What screens work with.
            target: `page-id` or `page-id#part`; empty to show `blocks` under `title`.
            blocks: Shown when there is no target.
            title: Shown when there is no target.
        """
        super().__init__(title)
        self.session = session
        self._blocks = blocks
        self._title = title
        self._way: list[tuple[str, str]] = [("", target)]
        self._memory = ReadingMemory(session)
        self._tools = PageTools(session)
        self._wants_packaged = False
        self._country = session.config.country

    @property
    def page_id(self) -> str:
        """Id of the page shown, or empty."""
        return self._way[-1][1].partition("#")[0] if self._way else ""

    def compose_body(self) -> ComposeResult:
        """The page."""
        yield self._tools

    def on_mount(self) -> None:
        """Show the first page."""
        view = self._tools.page
        view.focus()
        if not self._way[-1][1]:
            view.show(self._blocks)
        else:
            self._open(self._way[-1][1])

    def _open(self, target: str, part: str = "") -> None:
        view = self._tools.page
        try:
            header, wanted = self.session.library.resolve(target)
            page = self.session.library.page(header.id)
        except TrustError as error:
            view.show(
                (Paragraph(spans=(Span(text=error.advice),)),),
                title=error.title,
            )
            return
        library = self.session.library
        packaged = library.guarded(header.id)
        warning: tuple[Block, ...] = ()
        if packaged is not None and self._wants_packaged:
            page, header = packaged, packaged.header
        elif packaged is not None:
            warning = self._warning()
        self.top_bar.set_title(header.title)
        self._tools.hide_explanation()
        self.refresh_bindings()
        view.show(
            (
                *warning,
                *self._near(page),
                *page.blocks,
                *self._place_blocks(header.id),
                *what_next(library, header, self.session.kind),
            ),
            anchor=part or wanted or self._memory.place_in(header.id),
            terms=library.terms()
            if header.kind is not Kind.GLOSSARY
            else NO_TERMS,
        )

    def _warning(self) -> tuple[Block, ...]:
        """What stands above a page on safety or of helplines that does not come with the program."""
        spans = (
            Span(
                text=f"{tr(REPLACED)} {tr('Press p for the packaged page.')}",
                strong=True,
            ),
        )
        return (Paragraph(spans=spans),)

    def action_packaged(self) -> None:
        """Show the page that comes with the program instead of the one in its place, and back."""
        self._wants_packaged = not self._wants_packaged
        self._open(self._way[-1][1])

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Name the key for the packaged page only where another page stands in its place."""
        if action == "choose_place":
            return self._is_of_helplines and self.session.ready
        if action == "packaged":
            return self.session.library.guarded(self.page_id) is not None
        return super().check_action(action, parameters)

    @property
    def _is_of_helplines(self) -> bool:
        helplines = self.session.library.shelves.of_kind(Kind.HELPLINES)
        return self.page_id in {header.id for header in helplines}

    def action_choose_place(self) -> None:
        """Choose for which place the helplines are shown first."""
        self.post_message(FlowWanted("settings.choose_country"))

    def freshen(self) -> None:
        """Show the lines of a place that was just chosen."""
        country = self.session.config.country
        if self._is_of_helplines and country != self._country:
            self._country = country
            self._open(self._way[-1][1])

    def _near(self, page: Page) -> Sequence[Block]:
        """On the page of helplines: the rows for the place that was chosen, before all the others."""
        if page.header.kind is not Kind.HELPLINES:
            return ()
        return blocks_for(page, self.session.config.country)

    def _place_blocks(self, page: str) -> Sequence[Block]:
        """On the privacy page: which folder it is, as the page promises."""
        if page != "privacy" or self.session.place is None:
            return ()
        heading = Heading(
            spans=(Span(text=tr("Your folder")),), level=2, id="your-folder"
        )
        return (heading, Verse(text=str(self.session.place)))

    @on(PageView.Followed)
    def _follow(self, event: PageView.Followed) -> None:
        event.stop()
        try:
            header, _ = self.session.library.resolve(event.id)
        except TrustError as error:
            self.notice(error.advice)
            return
        if header.kind in ELSEWHERE and self.session.ready:
            self.dismiss(None)
            self.app.post_message(OpenTarget(event.id))
            return
        self._way[-1] = (self._tools.page.part, self._way[-1][1])
        self._way.append(("", event.id))
        self._open(event.id)

    @on(PageView.EndSeen)
    def _end(self) -> None:
        self._keep(finished=True)

    def _keep(self, *, finished: bool) -> None:
        place = self._tools.page.part
        self.app.run_worker(
            self._memory.keep(self.page_id, place, finished=finished),
            group="read",
        )

    def action_in_page(self, what: str) -> None:
        """Choose a heading of the page, or find a word in it."""
        self._tools.run(what)

    def action_back(self) -> None:
        """To the page one came from, or out."""
        self._keep(finished=False)
        self._way.pop()
        if self._way:
            part, target = self._way[-1]
            self._open(target, part)
        else:
            self.dismiss(None)
