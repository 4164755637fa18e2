"""The first page ever shown: what this is, what it is not, who can read what, how to leave. Nothing is asked before."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.domain import ContentError
from trust_tui.session import Session
from trust_tui.typeset import Block, Paragraph, Span
from trust_tui.widgets import Dialog, PageView


class WelcomeDialog(Dialog[str]):
    """Answers `begin` when the user goes on, `tour` when they want to see it first, None when they step back."""

    DEFAULT_CSS = """
    WelcomeDialog > #body { padding: 1 0 0 0; }
    WelcomeDialog PageView { max-width: 86; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "begin",
            "Begin",
            id="welcome.begin",
            key_display="Enter",
            priority=True,
        ),
        Binding("0", "tour", "Tour", id="app.tour"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__("Welcome")
        self._session = session

    def compose_body(self) -> ComposeResult:
        """The text of the content."""
        yield PageView(id="page")

    def on_mount(self) -> None:
        """Show it."""
        blocks: Sequence[Block]
        try:
            text = self._session.library.text
            blocks = (
                *text("privacy", "first-run").blocks,
                *text("tour", "offer").blocks,
            )
        except ContentError as error:
            blocks = (Paragraph(spans=(Span(text=error.advice),)),)
        view = self.query_one(PageView)
        view.show(blocks)
        view.focus()

    def action_begin(self) -> None:
        """Go on."""
        self.dismiss("begin")

    def action_tour(self) -> None:
        """See the program first."""
        self.dismiss("tour")
