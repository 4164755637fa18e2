"""The dialogs of a check-in together: a part of the talk, the answers of one or both, what they agree on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input

from trust_tui import formats
from trust_tui.dialogs.kept_day import KeptDay
from trust_tui.domain import (
    UsageError,
    tr,
)
from trust_tui.session import Session
from trust_tui.typeset import Block
from trust_tui.widgets import (
    Dialog,
    FieldError,
    LabelledLine,
    PageView,
    Words,
    key_of,
)

MINUTE: Final = 60.0


class TalkPart(Dialog[bool]):
    """A part of the talk. Answers True to go on; None stops the whole check-in, and nothing of it is kept."""

    DEFAULT_CSS = """
    TalkPart > #body { padding: 1 0 0 0; }
    TalkPart PageView { max-width: 86; height: 1fr; }
    TalkPart #left { display: none; color: $accent; margin: 1 2 0 2; }
    TalkPart.-timed #left { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "go_on",
            "Go on",
            id="together.go-on",
            key_display="Enter",
            priority=True,
        ),
        Binding(
            "escape,q", "back", "Stop", id="together.stop", key_display="Esc"
        ),
        Binding("t", "timer", "Timer", id="together.timer"),
    ]

    def __init__(
        self, title: str, blocks: Sequence[Block], *, minutes: int = 0
    ) -> None:
        super().__init__(title)
        self._blocks = blocks
        self._minutes = minutes
        self._left = 0
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The text."""
        yield PageView(id="page")
        yield Words(id="left")

    def on_mount(self) -> None:
        """Show it."""
        view = self.query_one(PageView)
        view.show(self._blocks)
        view.focus()
        self.set_class(self._minutes > 0, "-timed")
        self._say(
            tr("About {minutes} min. t starts a timer.", minutes=self._minutes)
        )

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
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
        self._say(tr("{left} min left.", left=self._left))

    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0 and self._timer is not None:
            self._timer.stop()
        self._say(
            tr("{left} min left.", left=self._left)
            if self._left > 0
            else tr("That was the time. Enter goes on.")
        )

    def _say(self, text: str) -> None:
        """Say how much time there is, with a dot for each minute, full while it is left."""
        dots = "\u25cf" * self._left + "\u25cb" * (self._minutes - self._left)
        self.query_one("#left", Words).say(f"{dots}  {text}")


class BeginningPart(TalkPart):
    """What the check-in is and for whom. From here it is the weekly talk, or once in a while the longer look back.

    Attributes:
        is_look_back: Whether the longer look back was asked for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "look_back", "Longer look back", id="together.look-back"),
    ]

    def __init__(
        self, title: str, blocks: Sequence[Block], *, offers_look_back: bool
    ) -> None:
        super().__init__(title, blocks)
        self._offers_look_back = offers_look_back
        self.is_look_back = False

    def on_mount(self) -> None:
        """Say where the longer look back is."""
        if self._offers_look_back:
            key = key_of(self.app, "together.look-back", "b")
            self.notice(
                tr(
                    "Enter goes on, {key} leads to the longer look back, Esc stops.",
                    key=key,
                )
            )

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """The longer look back where the content has one."""
        return (
            self._offers_look_back
            if action == "look_back"
            else super().check_action(action, parameters)
        )

    def action_look_back(self) -> None:
        """On with the longer look back."""
        self.is_look_back = True
        self.dismiss(True)


class AnswersDialog(Dialog[Mapping[str, str]]):
    """One person answers alone, or both as one. Answers with what was written, by question id."""

    DEFAULT_CSS = """
    AnswersDialog #questions { max-width: 76; scrollbar-size-vertical: 1; }
    AnswersDialog #who { margin: 0 0 1 0; color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Done", id="together.done", key_display="^s"),
        Binding(
            "escape", "back", "Stop", id="together.stop", key_display="Esc"
        ),
    ]

    def __init__(
        self, title: str, text: str, questions: Mapping[str, str]
    ) -> None:
        super().__init__(title)
        self._text = text
        self._questions = questions

    def compose_body(self) -> ComposeResult:
        """A line for each question."""
        with VerticalScroll(id="questions", can_focus=False):
            yield Words(self._text, id="who")
            for id, text in self._questions.items():
                yield LabelledLine(text, id=id)

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query(Input).focus()

    def action_done(self) -> None:
        """Give the answers."""
        self.dismiss(
            {
                id: self.query_one(f"#{id}-box", LabelledLine).value
                for id in self._questions
            }
        )

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == list(self._questions)[-1]:
            self.action_done()
        else:
            self.focus_next()


class Agreement(NamedTuple):
    """What both agree on, as typed; either may be empty.

    Attributes:
        line: What they will do.
        next_day: When they meet again.
        day: The day they talked.
        made: The moment it is kept under; None for now.
    """

    line: str
    next_day: str
    day: date
    made: datetime | None


class AgreementDialog(Dialog[Agreement]):
    """The if-then line both agree on, the next date, and when they talked."""

    DEFAULT_CSS = """
    AgreementDialog #agreement { max-width: 76; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "done", "Go on", id="together.done", key_display="^s"
        ),
        Binding(
            "escape", "back", "Stop", id="together.stop", key_display="Esc"
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(tr("What you agree on"))
        self._desk = session
        self._on = KeptDay(session, "talked-day")

    def compose_body(self) -> ComposeResult:
        """Two lines and the day."""
        with Vertical(id="agreement"):
            yield LabelledLine(
                tr("If this comes up, then I will ..."),
                hint=tr("One line, or nothing."),
                id="if-then",
            )
            yield LabelledLine(
                tr("Next time"),
                hint=tr("A day like next Sunday, 29 Nov or +7, or nothing."),
                id="next-day",
            )
            yield self._on.make_labelled(tr("You talked"))

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query(Input).focus()

    def action_done(self) -> None:
        """Give all of it, if the days can be read."""
        line, day = (
            self.query_one(f"#{id}-box", LabelledLine).value
            for id in ("if-then", "next-day")
        )
        try:
            formats.moments.read_day(day, self._desk.today, ahead=True)
        except UsageError as error:
            self._refuse("next-day", error.advice)
            return
        try:
            agreement = Agreement(line, day, self._on.day, self._on.made)
        except FieldError as error:
            self._refuse(error.field, str(error))
            return
        self.dismiss(agreement)

    def _refuse(self, field: str, sentence: str) -> None:
        self.query_one(f"#{field}", Input).focus()
        self.query_one(f"#{field}-box", LabelledLine).ask(sentence)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input is self._on.line:
            self.action_done()
        else:
            self.focus_next()
