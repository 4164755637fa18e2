"""The first page ever shown: what this is, what is private and what is not, how to begin. Nothing is asked before."""

from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from trust_tui.domain import ContentError, tr
from trust_tui.session import Session
from trust_tui.typeset import Block, Paragraph, Span, lay_out
from trust_tui.widgets import Dialog, PageView, Words, key_of

CARDS = 3
"""Cards of the first page: the parts of the content's section."""

WIDEST = 150
"""Cells that all three take at most."""

BESIDE = 2
"""Cells to each side of a card's text."""

BARS = 3
"""Lines of the window that are not the cards': the two of the frame, and one above."""


class WelcomeDialog(Dialog[str]):
    """Answers `begin` when the user goes on, `tour` when they want to see it first, None when they step back.

    Three cards, side by side where they have room, else one at a time; one in plain lines, where nothing is turned.
    """

    DEFAULT_CSS = """
    WelcomeDialog {
        & > #body { padding: 1 0 0 0; }
        & Horizontal { max-width: 150; }
        & PageView { width: 1fr; max-width: 86; }
        & #card-1, & #card-2 { border-left: solid $rule; }
        & #at { display: none; color: $quiet; margin: 0 2; }
        &.-one #at { display: block; }
        &.-one #card-1, &.-one #card-2 { display: none; }
    }
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
        Binding(
            "right,l,tab",
            "turn(1)",
            "Next",
            id="welcome.next",
            key_display="\u2192",
            priority=True,
        ),
        Binding(
            "left,h,shift+tab",
            "turn(-1)",
            "Card before",
            show=False,
            id="welcome.before",
            priority=True,
        ),
        Binding("0", "tour", "Tour", id="app.tour"),
        Binding("escape", "back", "Back", show=False, id="frame.back"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Welcome"))
        self._session = session
        self._cards: Sequence[Sequence[Block]] = ()
        self._at = 0

    def compose_body(self) -> ComposeResult:
        """Room for the cards, and which of them it is where there is room for one alone."""
        with Horizontal():
            for index in range(CARDS):
                yield PageView(id=f"card-{index}")
        yield Words(id="at")

    def on_mount(self) -> None:
        """Show the text of the content."""
        text = self._session.library.text
        try:
            cards = [
                (part.heading, *part.blocks)
                for part in text("privacy", "first-run").parts
            ]
            cards[-1] = (*cards[-1], *text("tour", "offer").blocks)
            if self.app.has_class("-told"):
                cards = [tuple(chain.from_iterable(cards))]
        except ContentError as error:
            cards = [(Paragraph(spans=(Span(text=error.advice),)),)]
        self._cards = cards
        self.query(PageView).first().focus()

    def on_resize(self, event: events.Resize) -> None:
        """Deal the cards for another size, once it is known which one it is."""
        super().on_resize(event)
        self.call_after_refresh(self._deal)

    def _deal(self) -> None:
        """Side by side where all have room, else the one that was turned to."""
        has_room = self._have_room()
        self.set_class(not has_room, "-one")
        if has_room:
            for view, card in zip(
                self.query(PageView), self._cards, strict=True
            ):
                view.show(card)
        else:
            self._say_where()
        self.refresh_bindings()

    def _have_room(self) -> bool:
        """Whether each card fits a third of the window: told by its text, as the widgets may still be moving."""
        if len(self._cards) < CARDS:
            return False
        a_card = min(self.size.width, WIDEST) // CARDS - 2 * BESIDE
        most = max(len(lay_out(card, a_card).lines) for card in self._cards)
        return most < self.size.height - BARS

    def _say_where(self) -> None:
        """Show one card, and which of them it is."""
        self.query(PageView).first().show(self._cards[self._at])
        at, count = self._at + 1, len(self._cards)
        if count == 1:
            return
        self.query_one("#at", Words).say(
            tr(
                "{at} of {count}, {key} turns",
                at=at,
                count=count,
                key=key_of(self.app, "welcome.next", "\u2192"),
            )
        )

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Cards can be turned where one is shown at a time."""
        if action != "turn":
            return True
        return self.has_class("-one") and len(self._cards) > 1

    def action_turn(self, step: int) -> None:
        """To the next card, or the one before."""
        self._at = min(max(self._at + step, 0), len(self._cards) - 1)
        self._say_where()

    def action_begin(self) -> None:
        """Go on."""
        self.dismiss("begin")

    def action_tour(self) -> None:
        """See the program first."""
        self.dismiss("tour")
