"""The check-in together: two people at one keyboard. Answers stay hidden until both have given theirs."""

from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from trust_tui import formats
from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.talk import (
    Agreement,
    AgreementDialog,
    AnswersDialog,
    BeginningPart,
    TalkPart,
)
from trust_tui.domain import (
    Goal,
    JointCheckIn,
    Workbook,
    later,
    short_day,
    tr,
)
from trust_tui.library import Section
from trust_tui.session import Session
from trust_tui.typeset import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Span,
    Table,
    Verse,
)
from trust_tui.widgets import Dialog

PEOPLE: Final = (later("The first of you"), later("The second of you"))
ALONE: Final = later(
    "The other looks away. Write only what they may read. Any line may stay empty."
)
BOTH: Final = later(
    "Write what you both would say, one of you at the keys. Any line may stay empty."
)

LOOKED_BACK: Final = timedelta(days=365)
"""How far back the longer look back names what was agreed on; it is for once or twice a year (content brief 5.3)."""


class Agreed(Struct, frozen=True, kw_only=True):
    """What both want kept.

    Attributes:
        value: The record to keep.
        goal: The agreement, to become a goal; empty for none.
        made: The moment it is kept under; None for now.
    """

    value: JointCheckIn
    goal: str = ""
    made: datetime | None = None


def keep_agreed(workbook: Workbook, agreed: Agreed) -> None:
    """Keep what both agreed to as one change; the agreement as a goal too."""
    with workbook.batch():
        workbook.of(JointCheckIn).keep(agreed.value, agreed.made)
        if agreed.goal:
            goal = Goal(
                action=agreed.goal,
                source="checkin-together",
                about=agreed.value.about,
            )
            workbook.of(Goal).keep(goal, agreed.made)


A = TypeVar("A")


class Asker(Protocol):
    """Shows a dialog and waits for its answer."""

    def __call__(self, dialog: Dialog[A], /) -> Awaitable[A | None]:
        """The answer; None when the user stepped back."""
        ...


class Together:
    """Leads two people through the check-in, one dialog after the other."""

    def __init__(self, session: Session, ask: Asker) -> None:
        """Prepare.

        Args:
            session: What screens work with.
            ask: Shows a dialog and waits for its answer.
        """
        self._session = session
        self._ask = ask

    async def lead(self) -> Agreed | None:
        """From the intro to what both want kept; None when it was stopped or nothing is to be kept."""
        look_back = self._look_back()
        intro = self._session.library.text("checkin-together", "intro").blocks
        beginning = BeginningPart(
            tr("Check-in together"),
            intro,
            offers_look_back=look_back is not None,
        )
        if not await self._ask(beginning):
            return None
        if look_back is not None and beginning.is_look_back:
            return await self._lead_back(look_back)
        answers = await self._both_answer()
        if answers is None or not await self._ask(
            TalkPart(tr("Side by side"), self._side_by_side(answers))
        ):
            return None
        if not await self._talk(answers):
            return None
        agreed = await self._ask(AgreementDialog(self._session))
        if agreed is None:
            return None
        return await self._what_to_keep(self._kept(answers), agreed)

    async def _talk(self, answers: Sequence[Mapping[str, str]]) -> bool:
        """Part by part, each with what both wrote to it; False when it was stopped."""
        agenda = self._agenda()
        for number, part in enumerate(agenda, 1):
            attrs = part.heading.attrs
            written = self._side_by_side(answers, attrs.get("about", "none"))
            dialog = TalkPart(
                tr(
                    "{title}, {number} of {count}",
                    title=part.title,
                    number=number,
                    count=len(agenda),
                ),
                [*part.blocks, *written],
                minutes=int(attrs.get("min", "0")),
            )
            if not await self._ask(dialog):
                return False
        return True

    def _look_back(self) -> Section | None:
        """The part of the content on the longer look back, if it has one with questions."""
        part = self._session.library.page("checkin-together").section("checkup")
        if part is None:
            return None
        return part if any(item.id for item in part.items) else None

    async def _lead_back(self, part: Section) -> Agreed | None:
        """The longer look back: what was agreed on in the last year, the questions for both, what to keep."""
        asked = {}
        for item in part.items:
            if item.id:
                asked[item.id] = item.said(self._session.kind)
        text = [
            block for block in part.blocks if not isinstance(block, ListBlock)
        ]
        if not await self._ask(
            TalkPart(part.title, [*text, *self._agreed_on()])
        ):
            return None
        answers = await self._ask(AnswersDialog(part.title, tr(BOTH), asked))
        if answers is None:
            return None
        agreed = await self._ask(AgreementDialog(self._session))
        if agreed is None:
            return None
        kept = {}
        for id, answer in answers.items():
            if answer:
                kept[f"{id}-both"] = answer
        return await self._what_to_keep(kept, agreed)

    def _agreed_on(self) -> Sequence[Block]:
        """What both agreed on in the last year, latest first. Goals of one alone are that one's own and stay away."""
        today, about = self._session.today, self._session.about
        joint = [
            record.value
            for record in self._session.workbook.of(JointCheckIn).about(about)
        ]
        items = [
            ListItem(
                blocks=(
                    Verse(
                        text=f"{short_day(value.day, today)}: {value.agreement}"
                    ),
                )
            )
            for value in joint
            if value.agreement and value.day > today - LOOKED_BACK
        ]
        heading = Heading(spans=(Span(text=tr("What you agreed on")),), level=3)
        return [heading, ListBlock(items=tuple(items))] if items else []

    async def _both_answer(self) -> Sequence[Mapping[str, str]] | None:
        """Each answers alone, the screen hidden in between."""
        given: list[Mapping[str, str]] = []
        for index, who in enumerate(PEOPLE):
            if index:
                hidden = Paragraph(
                    spans=(
                        Span(
                            text=tr(
                                "The answers are hidden. Change places, then press Enter."
                            )
                        ),
                    )
                )
                if not await self._ask(
                    TalkPart(tr("Change places"), (hidden,))
                ):
                    return None
            answers = await self._ask(
                AnswersDialog(
                    tr("{who}: your answers", who=tr(who)),
                    tr(ALONE),
                    self._questions,
                )
            )
            if answers is None:
                return None
            given.append(answers)
        return given

    @property
    def _questions(self) -> Mapping[str, str]:
        return {
            item.id: item.said(self._session.kind)
            for item in self._session.library.text(
                "checkin-together", "items"
            ).items
        }

    def _agenda(self) -> Sequence[Section]:
        return self._session.library.text(
            "checkin-together", "agenda", self._session.kind
        ).parts

    def _side_by_side(
        self, answers: Sequence[Mapping[str, str]], only: str = ""
    ) -> Sequence[Block]:
        """The answers of both to each question, or to one alone."""
        blocks: list[Block] = []
        for id, question in self._questions.items():
            if only not in ("", id):
                continue
            blocks.append(Heading(spans=(Span(text=question),), level=3))
            row = tuple(
                (Span(text=given[id] or tr("(passed)")),) for given in answers
            )
            blocks.append(
                Table(
                    head=tuple((Span(text=tr(who)),) for who in PEOPLE),
                    rows=(row,),
                )
            )
        return blocks

    def _kept(self, answers: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
        """The answers of both, by the id of the question and the number of who answered."""
        return {
            f"{id}-{number}": given[id]
            for number, given in enumerate(answers, 1)
            for id in self._questions
            if given[id]
        }

    async def _what_to_keep(
        self, answers: Mapping[str, str], agreed: Agreement
    ) -> Agreed | None:
        """Both say what is kept: everything, the agreement alone, or nothing."""
        choice = await self._ask(
            ChoiceDialog(
                tr("What do you both want to keep?"),
                tr(
                    "It stays in the workbook of the one whose login this is. Keep only what you both agree to."
                ),
                [
                    ("none", tr("Nothing")),
                    ("line", tr("What you agreed on, and the date")),
                    ("all", tr("The answers as well")),
                ],
            )
        )
        if choice not in ("line", "all"):
            return None
        kept = answers if choice == "all" else {}
        today = self._session.today
        value = JointCheckIn(
            day=agreed.day,
            kept=kept,
            agreement=agreed.line,
            next_day=formats.moments.read_day(
                agreed.next_day, today, ahead=True
            ),
            about=self._session.about,
        )
        return Agreed(value=value, goal=agreed.line, made=agreed.made)
