"""Question cards for two: says for whom they are not, lets a depth be chosen, draws, and keeps what both agree to."""

import random
from collections.abc import Sequence
from typing import Final

from trust_tui import dialogs
from trust_tui.domain import (
    Entry,
    TrustError,
    later,
    tr,
)
from trust_tui.flows.for_two import may_be_two
from trust_tui.library import Card, Header, Kind
from trust_tui.prompter import Prompter

FAVOURITES: Final = "favourites"

BOTH: Final = {"both": later("What we both want to keep")}


class CardsFlow:
    """Leads through them."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def begin(self) -> None:
        """From the word of warning to the last card."""
        if not await may_be_two(self._prompter):
            return
        try:
            page = self._page()
            if page is not None:
                await self._lead(page)
        except TrustError as error:
            await self._prompter.show_error(error)

    def _page(self) -> Header | None:
        """The page of cards for the kind of relationship in mind."""
        for header in self._session.library.headers():
            if (
                header.kind is Kind.CARDS
                and self._session.kind in header.audience
            ):
                return header
        return None

    async def _lead(self, page: Header) -> None:
        intro = self._session.library.text(page.id, "intro")
        part = dialogs.talk.TalkPart(page.title, intro.blocks)
        if not await self._prompter.ask(part):
            return
        depth = await self._choose_depth(page)
        if depth is None:
            return
        cards = self._cards(depth)
        random.shuffle(cards)
        while cards:
            chosen = await self._draw(page, cards)
            if chosen is None:
                return
            await self._keep(next(c for c in cards if c.id == chosen))
            cards = cards[_place_of(chosen, cards) :] or cards

    async def _choose_depth(self, page: Header) -> str | None:
        library = self._session.library
        depths = [
            (depth, library.text(page.id, depth).title)
            for depth in ("light", "middle", "deep")
        ]
        if self._cards(FAVOURITES):
            depths.append((FAVOURITES, tr("Favourites of yours")))
        return await self._prompter.choose(
            page.title, tr("You can end at any card."), depths
        )

    def _cards(self, depth: str) -> list[Card]:
        marked = self._session.workbook.settings.favourites
        found = []
        for card in self._session.library.cards(self._session.kind):
            is_marked = depth == FAVOURITES and card.id in marked
            if card.depth == depth or is_marked:
                found.append(card)
        return found

    async def _draw(self, page: Header, cards: Sequence[Card]) -> str | None:
        """Show the cards; the id of one of which something is to be kept, None at the end."""
        before = self._session.workbook.settings.favourites
        dialog = dialogs.cards.CardDialog(page.title, cards, before)
        chosen = await self._prompter.ask(dialog)
        if dialog.favourites != frozenset(before):
            await self._prompter.save_settings(
                favourites=tuple(sorted(dialog.favourites))
            )
        return chosen

    async def _keep(self, card: Card) -> None:
        """Keep a line on a card that both want kept, and nothing else."""
        written = await self._prompter.ask(
            dialogs.talk.AnswersDialog(
                card.text,
                tr(dialogs.together.BOTH),
                {key: tr(label) for key, label in BOTH.items()},
            )
        )
        text = (written or {}).get("both", "").strip()
        if not text:
            return
        answer = await self._prompter.choose(
            tr("Do you both want to keep this?"),
            tr("It stays in the workbook of the one whose login this is."),
            [("no", tr("No, keep nothing")), ("yes", tr("Yes, both of us"))],
        )
        if answer != "yes":
            return
        entry = Entry(
            title=card.text,
            text=text,
            day=self._session.today,
            answers=card.id,
            about=self._session.about,
        )
        await self._prompter.attempt(
            self._session.workbook.of(Entry).keep, entry
        )


def _place_of(id: str, cards: Sequence[Card]) -> int:
    """Where the card after one stands."""
    return 1 + [card.id for card in cards].index(id)
