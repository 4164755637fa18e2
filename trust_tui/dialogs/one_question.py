"""One question at a time: its words, and the one thing that answers it. For forms that lead through many."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from trust_tui import dialogs
from trust_tui.dialogs.moment_course import SAFETY
from trust_tui.dialogs.moment_words import Asked
from trust_tui.domain import tr
from trust_tui.widgets import LabelledLine, Line, Row, RowList, Words, key_of
from trust_tui.widgets.pace import Pace

if TYPE_CHECKING:
    from trust_tui.dialogs.some_lines import SomeLines

FIXED_LINES: Final = 11
"""Lines that are not rows: the frame, the question, and what is said below the rows."""


class SkippedRows(RowList):
    """Answers that may be passed over: the space bar chooses none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "skip", "Skip", id="now.skip", key_display="Space"),
        Binding(
            "enter", "choose", "Choose", id="list.choose", key_display="Enter"
        ),
    ]

    def action_skip(self) -> None:
        """Choose none."""
        self.post_message(self.Chosen(self, ""))


class OneLine(Line):
    """An answer of one line; the key line says how to go on from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go on", id="now.go-on", key_display="Enter")
    ]


class SomeTime(Pace):
    """What is counted down, or read alone; it may be left at any time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", id="now.go-on", key_display="Enter"),
        Binding("space", "go_on", "Go on", show=False, id="now.go-on-space"),
    ]

    def action_go_on(self) -> None:
        """Go on."""
        self.post_message(OneQuestion.Left())


class OneQuestion(Vertical):
    """The question and its answer: rows, a field of one line or several, or a pace to keep."""

    DEFAULT_CSS = """
    OneQuestion { max-width: 76; height: auto; }
    OneQuestion #question { margin: 0 0 1 0; }
    OneQuestion RowList { margin: 0 0 1 0; }
    OneQuestion Lines { height: 5; background: $panel; margin: 0 0 1 0; }
    OneQuestion Line { margin: 0 0 1 0; }
    OneQuestion Pace { margin: 0 0 1 0; }
    OneQuestion LabelledLine { margin: 1 0 0 0; }
    """

    class Left(Message):
        """The user goes on from what is not chosen from rows."""

    def __init__(self, day: LabelledLine, *, ascii: bool) -> None:
        """Prepare.

        Args:
            day: The field that stands below the last question alone.
            ascii: Whether only ASCII is shown.
        """
        super().__init__(id="one-question")
        self._day = day
        self._question = Words(id="question", classes="strong")
        self._below = Words(id="below", classes="quiet")
        self.rows = SkippedRows(id="answers")
        self._pace = SomeTime(ascii=ascii)
        self._line = OneLine(id="line")
        self._lines: SomeLines | None = None
        self._later: list[Widget] = [self._pace, self._line]
        for widget in (*self._later, day):
            widget.display = False

    def compose(self) -> ComposeResult:
        """What the first question needs. The rest takes twice as long to put up, and comes when that is to be seen."""
        yield self._question
        yield self.rows
        yield self._below

    def complete(self) -> None:
        """Put up the rest, once the first question is to be seen."""
        if not self._line.is_attached:
            self.mount_all(self._later, before=self._below)
            self.mount(self._day)

    @property
    def text(self) -> str | None:
        """What stands in the field; None where the question has none."""
        if self._line.display:
            return self._line.value
        if self._lines is None or not self._lines.display:
            return None
        return self._lines.text

    def show(self, asked: Asked, *, chosen: str, text: str) -> None:
        """Show a question.

        Args:
            asked: The question.
            chosen: Key of the row to begin on; empty for the first.
            text: What stands in its field.
        """
        self._pace.stop()
        self._question.say(asked.question)
        if asked.rows:
            self._offer(asked, chosen)
            used: Widget = self.rows
        elif asked.field == "text":
            used = self._many_lines(text)
        elif asked.field:
            self._line.value, used = text, self._line
            self.complete()
        else:
            used = self._pace
            self.complete()
        for widget in (self.rows, *self._later):
            widget.display = widget is used
        self._day.display = asked.is_last
        used.focus()
        key = key_of(self.app, "now.go-on-writing", "Tab")
        ways = (
            tr("{key} goes on.", key=key) if used is self._lines else asked.ways
        )
        self.say(f"{asked.below} {ways}".strip())
        self._below.said = asked.below

    def _many_lines(self, text: str) -> Widget:
        """The field of several lines, with a text in it."""
        if self._lines is None:
            self.complete()
            self._lines = dialogs.some_lines.SomeLines(
                lambda: self.post_message(self.Left())
            )
            self._later.append(self._lines)
            self.mount(self._lines, before=self._below)
        self._lines.text = text
        return self._lines

    def go_to_day(self) -> bool:
        """Go from the last question to the day below it; False where none stands there, or one is there already."""
        if not self._day.display or self._day.line.has_focus:
            return False
        self._day.line.focus()
        return True

    def leave_day(self) -> bool:
        """Go from the day to the question above it; False where one is not there."""
        if not self._day.line.has_focus:
            return False
        self._line.focus()
        return True

    def forget(self) -> None:
        """Let go of what was written in the field of several lines."""
        if self._lines is not None:
            self._lines.text = ""

    def keep_pace(self, seconds: int, breath: tuple[int, int]) -> None:
        """Count down some seconds, or have one breathe along."""
        self._pace.begin(seconds, breath)

    def say(self, text: str) -> None:
        """Say something below all of it."""
        self._below.said = None
        self._below.say(text)

    def take(self, number: int) -> None:
        """Choose the row of a number, where there is one."""
        for row in self.rows.rows if self.rows.display else ():
            (mark, _), *_ = row.left
            if mark.strip() == str(number):
                self.rows.select(row.key)
                self.rows.action_choose()

    def _offer(self, asked: Asked, chosen: str) -> None:
        """The rows, each with the key that takes it: its own digit where all have one, else its number."""
        made: list[Row] = []
        has_digits = "0" in asked.rows and not asked.field
        number = 0
        for key, text in asked.rows.items():
            number += key != SAFETY
            mark = "!" if key == SAFETY else str(number)
            if has_digits:
                mark = key
            made.append(Row(key, [(f"{mark} ", "strong"), (text, "text")]))
        room = max(5, self.app.size.height - FIXED_LINES)
        self.rows.styles.height = min(len(made), room)
        self.rows.set_rows(made, key=chosen or made[0].key)
