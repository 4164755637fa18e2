"""The check-in together: two people at one keyboard. Answers stay hidden until both have given theirs."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input

from trust_tui.desk import Desk
from trust_tui.dialogs.base import Dialog
from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.domain.dates import parse_day
from trust_tui.domain.records import Goal, JointCheckIn
from trust_tui.domain.workbook import Workbook
from trust_tui.library.model import Block, Heading, Paragraph, Section, Span, Table
from trust_tui.widgets.fields import LabelledLine, Words
from trust_tui.widgets.page_view import PageView

PEOPLE: Final = ("The first of you", "The second of you")
MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What both want kept.

    Attributes:
        value: The record to keep.
        goal: The agreement, to become a goal; empty for none.
    """

    value: JointCheckIn
    goal: str = ""


class TalkPart(Dialog[bool]):
    """A part of the talk. Answers True to go on; None stops the whole check-in, and nothing of it is kept."""

    DEFAULT_CSS = """
    TalkPart > #body { padding: 1 0 0 0; }
    TalkPart PageView { max-width: 86; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", id="together.go-on", key_display="Enter", priority=True),
        Binding("escape,q", "back", "Stop", id="together.stop", key_display="q"),
        Binding("t", "timer", "Timer", id="together.timer"),
    ]

    def __init__(self, title: str, blocks: Sequence[Block], *, minutes: int = 0) -> None:
        super().__init__(title)
        self._blocks = blocks
        self._minutes = minutes
        self._left = 0
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The text."""
        yield PageView(id="page")

    def on_mount(self) -> None:
        """Show it."""
        view = self.query_one(PageView)
        view.show(self._blocks)
        view.focus()
        if self._minutes:
            self.notice(f"About {self._minutes} min. t starts a timer, Enter goes on, q stops.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A timer where the part has a length."""
        return bool(self._minutes) if action == "timer" else True

    def action_go_on(self) -> None:
        """To the next part."""
        self.dismiss(True)

    def action_timer(self) -> None:
        """Count the minutes of this part, once a minute."""
        if self._timer is not None:
            self._timer.stop()
        self._left = self._minutes
        self._timer = self.set_interval(MINUTE, self._count)
        self.key_bar.notice(f"{self._left} min left.")

    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0 and self._timer is not None:
            self._timer.stop()
        self.key_bar.notice(f"{self._left} min left." if self._left > 0 else "That was the time. Enter goes on.")


class AnswersDialog(Dialog[Mapping[str, str]]):
    """One person answers alone. Answers with what they wrote by question id."""

    DEFAULT_CSS = """
    AnswersDialog #questions { max-width: 78; scrollbar-size-vertical: 1; }
    AnswersDialog #who { margin: 0 0 1 0; color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Done", id="together.done", key_display="^s"),
        Binding("escape", "back", "Stop", id="together.stop", key_display="Esc"),
    ]

    def __init__(self, who: str, questions: Mapping[str, str]) -> None:
        super().__init__(f"{who}: your answers")
        self._who = who
        self._questions = questions

    def compose_body(self) -> ComposeResult:
        """A line for each question."""
        with VerticalScroll(id="questions", can_focus=False):
            yield Words("The other looks away. Write only what they may read. Any line may stay empty.", id="who")
            for id, text in self._questions.items():
                yield LabelledLine(text, id=id)

    def on_mount(self) -> None:
        """Start in the first field."""
        self.focus_on("Line")

    def action_done(self) -> None:
        """Give the answers."""
        self.dismiss({id: self.query_one(f"#{id}-box", LabelledLine).value for id in self._questions})

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == list(self._questions)[-1]:
            self.action_done()
        else:
            self.focus_next()


class AgreementDialog(Dialog[tuple[str, str]]):
    """The if-then line both agree on, and the next date. Answers with both as typed; either may be empty."""

    DEFAULT_CSS = """
    AgreementDialog #agreement { max-width: 78; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Go on", id="together.done", key_display="^s"),
        Binding("escape", "back", "Stop", id="together.stop", key_display="Esc"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__("What you agree on")
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """Two lines."""
        with Vertical(id="agreement"):
            yield LabelledLine("If this comes up, then I will ...", hint="One line, or nothing.", id="if-then")
            yield LabelledLine("Next time", hint="A day like Sunday, 29 Nov or +7, or nothing.", id="next-day")

    def on_mount(self) -> None:
        """Start in the first field."""
        self.focus_on("Line")

    def action_done(self) -> None:
        """Give both, if the day can be read."""
        line, day = (self.query_one(f"#{id}-box", LabelledLine).value for id in ("if-then", "next-day"))
        try:
            parse_day(day, self._desk.today)
        except ValueError as error:
            self.notice(str(error))
            return
        self.dismiss((line, day))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "next-day":
            self.action_done()
        else:
            self.focus_next()


def keep_agreed(workbook: Workbook, agreed: Agreed) -> None:
    """Keep what both agreed to as one change; the agreement as a goal too."""
    with workbook.batch():
        workbook.of(JointCheckIn).keep(agreed.value)
        if agreed.goal:
            goal = Goal(action=agreed.goal, source="checkin-together", about=agreed.value.about)
            workbook.of(Goal).keep(goal)


A = TypeVar("A")


class Asker(Protocol):
    """Shows a dialog and waits for its answer."""

    def __call__(self, dialog: Dialog[A], /) -> Awaitable[A | None]:
        """The answer; None when the user stepped back."""
        ...


class Together:
    """Leads two people through the check-in, one dialog after the other."""

    def __init__(self, desk: Desk, ask: Asker) -> None:
        """Prepare.

        Args:
            desk: What screens work with.
            ask: Shows a dialog and waits for its answer.
        """
        self._desk = desk
        self._ask = ask

    async def lead(self) -> Agreed | None:
        """From the intro to what both want kept; None when it was stopped or nothing is to be kept."""
        library = self._desk.library
        if not await self._ask(TalkPart("Check-in together", library.text("checkin-together", "intro").blocks)):
            return None
        answers = await self._both_answer()
        if answers is None or not await self._ask(TalkPart("Side by side", self._side_by_side(answers))):
            return None
        for part in self._agenda():
            minutes = int(part.heading.attrs.get("min", "0"))
            if not await self._ask(TalkPart(part.title, part.blocks, minutes=minutes)):
                return None
        agreed = await self._ask(AgreementDialog(self._desk))
        if agreed is None:
            return None
        return await self._what_to_keep(answers, *agreed)

    async def _both_answer(self) -> Sequence[Mapping[str, str]] | None:
        """Each answers alone, the screen hidden in between."""
        given: list[Mapping[str, str]] = []
        for index, who in enumerate(PEOPLE):
            if index:
                hidden = Paragraph(spans=(Span(text="The answers are hidden. Change places, then press Enter."),))
                if not await self._ask(TalkPart("Change places", (hidden,))):
                    return None
            answers = await self._ask(AnswersDialog(who, self._questions))
            if answers is None:
                return None
            given.append(answers)
        return given

    @property
    def _questions(self) -> Mapping[str, str]:
        return {
            item.id: item.said(self._desk.kind) for item in self._desk.library.text("checkin-together", "items").items
        }

    def _agenda(self) -> Sequence[Section]:
        return self._desk.library.text("checkin-together", "agenda", self._desk.kind).parts

    def _side_by_side(self, answers: Sequence[Mapping[str, str]]) -> Sequence[Block]:
        blocks: list[Block] = []
        for id, question in self._questions.items():
            blocks.append(Heading(spans=(Span(text=question),), level=3))
            row = tuple((Span(text=given[id] or "(passed)"),) for given in answers)
            blocks.append(Table(head=tuple((Span(text=who),) for who in PEOPLE), rows=(row,)))
        return blocks

    async def _what_to_keep(self, answers: Sequence[Mapping[str, str]], line: str, day: str) -> Agreed | None:
        """Both say what is kept: everything, the agreement alone, or nothing."""
        choice = await self._ask(
            ChoiceDialog(
                "What do you both want to keep?",
                "It stays in the workbook of the one whose login this is. Keep only what you both agree to.",
                [("none", "Nothing"), ("line", "What you agreed on, and the date"), ("all", "The answers as well")],
            )
        )
        if choice not in ("line", "all"):
            return None
        kept = {}
        if choice == "all":
            kept = {
                f"{id}-{number}": given[id]
                for number, given in enumerate(answers, 1)
                for id in self._questions
                if given[id]
            }
        today = self._desk.today
        value = JointCheckIn(
            day=today, kept=kept, agreement=line, next_day=parse_day(day, today), about=self._desk.about
        )
        return Agreed(value=value, goal=line)
