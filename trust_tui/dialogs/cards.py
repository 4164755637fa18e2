"""A question card for two: one at a time, and nothing of the answers is kept unless both say so."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from trust_tui.domain import later, tr
from trust_tui.library import Card
from trust_tui.widgets import Dialog, Words, key_of

PASS: Final = later("Either of you may pass, without a reason.")
KEEPS: Final = later(
    "{mark} marks it as a favourite, {keep} keeps a line of it."
)
LAST: Final = later(
    "That was the last one of these. Enter draws from the first again."
)


class CardDialog(Dialog[str]):
    """Shows one card after another. Answers with the id of a card of which both want to keep something.

    Attributes:
        favourites: Ids of the cards that were marked.
    """

    DEFAULT_CSS = """
    CardDialog #card { max-width: 66; height: auto; padding: 1 2; }
    CardDialog #question { margin: 0 0 2 0; }
    CardDialog.-short #card { padding: 0 2; }
    CardDialog.-short #question { margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space", "next", "Next", id="cards.next", key_display="Enter"
        ),
        Binding("f", "mark", "Favourite", id="cards.favourite"),
        Binding("k", "keep", "Keep a line", id="cards.keep"),
        Binding("escape,q", "back", "End", id="cards.end", key_display="Esc"),
    ]

    def __init__(
        self,
        title: str,
        cards: Sequence[Card],
        favourites: Iterable[str],
    ) -> None:
        """Open it on the first card.

        Args:
            title: A few words for the top line.
            cards: In the order in which they are drawn; at least one.
            favourites: Ids of the cards that are marked.
        """
        super().__init__(title)
        self._cards = cards
        self._at = 0
        self._marked = set(favourites)
        self._question = Words(id="question", classes="strong")
        self._mark = Words(id="mark", classes="care")
        self._below = Words(tr(PASS), id="below", classes="quiet")

    @property
    def key_names(self) -> Mapping[str, str]:
        """Shorter words, as there is room for no more keys."""
        return {"cards.favourite": tr("mark"), "cards.keep": tr("keep")}

    @property
    def favourites(self) -> Collection[str]:
        """Ids of the cards that are marked."""
        return frozenset(self._marked)

    def compose_body(self) -> ComposeResult:
        """The question, its mark, and that either may pass."""
        with Vertical(id="card"):
            yield self._question
            yield self._mark
            yield self._below

    def on_mount(self) -> None:
        """Show the first card."""
        self._show()

    def _show(self) -> None:
        card = self._cards[self._at]
        self._question.say(card.text)
        is_marked = card.id in self._marked
        self._mark.say(tr("* A favourite of yours") if is_marked else "")
        said = tr(
            KEEPS,
            mark=key_of(self.app, "cards.favourite", "f"),
            keep=key_of(self.app, "cards.keep", "k"),
        )
        is_last = self._at == len(self._cards) - 1
        last = tr(LAST) if is_last else ""
        self._below.say(f"{tr(PASS)} {last}\n\n{said}")

    def action_next(self) -> None:
        """Draw the next card."""
        self._at = (self._at + 1) % len(self._cards)
        self._show()

    def action_mark(self) -> None:
        """Mark the card as a favourite, or take the mark away."""
        self._marked ^= {self._cards[self._at].id}
        self._show()

    def action_keep(self) -> None:
        """Keep something of it that both agree to."""
        self.dismiss(self._cards[self._at].id)
