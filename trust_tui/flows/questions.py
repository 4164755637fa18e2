"""Questions that several flows ask: which days, about whom, where to."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from trust_tui import formats
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.domain import (
    Relationship,
    later,
    relationship_word,
    tr,
)
from trust_tui.flows.file_places import HINT, place_to_write, short
from trust_tui.prompter import Prompter

UNPROTECTED: Final = later(
    "It is not protected there: whoever can open it can read it."
)
ABOUT_ONE: Final = later("What is about one person can go alone.")

ALL: Final = "all"
LEAVE: Final = "leave"


class Questions:
    """Asks them. Each answer is None where the user steps back."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def ask_days(
        self, title: str, text: str, first: date | None, last: date | None
    ) -> tuple[date | None, date | None] | None:
        """Ask for the first and the last day; None when the user steps back."""
        asked = [
            Asked(
                label=tr("From"),
                value=first.isoformat() if first else "",
                hint=tr("Like 2026-11-29, 29 Nov or yesterday."),
            ),
            Asked(
                label=tr("To"),
                value=last.isoformat() if last else "",
                hint=tr("The last day, counted in."),
            ),
        ]
        days: tuple[date | None, date | None] | None = await self._prompter.ask(
            LinesDialog(
                title, text, asked, partial(_span, today=self._session.today)
            )
        )
        return days

    async def ask_whom(
        self, text: str, nobody: str, *, in_mind_first: bool = False
    ) -> str | None:
        """Ask for someone; `ALL` for no one in particular, which is not asked where there is nobody."""
        people = self._session.workbook.of(Relationship).all()
        if not people:
            return ALL
        choices = [
            (r.id, f"{r.value.label}  ({relationship_word(r.value.kind)})")
            for r in reversed(people)
        ]
        if in_mind_first:
            choices.sort(key=lambda choice: choice[0] != self._session.about)
            choices.append((ALL, nobody))
        else:
            choices.insert(0, (ALL, nobody))
        whom: str | None = await self._prompter.choose(
            tr("Whom is it about?"), text, choices, numbered=True
        )
        return whom

    async def ask_place(self, name: str) -> Path | None:
        """Ask where something of that name is to be written."""
        asked = [
            Asked(
                label=tr("Where to"),
                value=short(place_to_write("~/", name, None)),
                hint=tr(HINT),
            )
        ]
        place: Path | None = await self._prompter.ask(
            LinesDialog(
                tr("Where to?"),
                tr(
                    "It gets a name that tells nothing but the day, and only you may open it. {unprotected}",
                    unprotected=tr(UNPROTECTED),
                ),
                asked,
                lambda given: place_to_write(
                    given[0], name, self._session.place
                ),
            )
        )
        return place

    async def tell_written(self, place: Path) -> None:
        """Say where it is now."""
        await self._prompter.show(
            tr("Written"),
            tr("It is in {place}.", place=short(place)),
            tr(UNPROTECTED),
        )


def _span(
    given: Sequence[str], *, today: date
) -> tuple[date | None, date | None]:
    first, last = (formats.moments.read_day(text, today) for text in given)
    if first and last and first > last:
        raise ValueError(
            tr("The first day is later than the last one: turn them round.")
        )
    return first, last
