"""Asks for one or a few short lines, and checks them before it answers."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from trust_tui.domain import TrustError
from trust_tui.widgets import Dialog, LabelledLine, Words

T = TypeVar("T")


class Asked(Struct, frozen=True, kw_only=True):
    """A line that is asked for: its label, what stands in it at first, and a hint below it."""

    label: str
    value: str = ""
    hint: str = ""


class LinesDialog(Dialog[T], Generic[T]):
    """Answers with what the lines mean."""

    DEFAULT_CSS = """
    LinesDialog #lines { max-width: 76; scrollbar-size-vertical: 1; }
    LinesDialog #about, LinesDialog #problem { margin: 0 0 1 0; }
    LinesDialog #problem { color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Go on", id="lines.done", key_display="^s"),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        lines: Sequence[Asked],
        understand: Callable[[Sequence[str]], T],
    ) -> None:
        """Ask.

        Args:
            title: A few words.
            text: One to three plain sentences.
            lines: What is asked for.
            understand: Makes the answer of the lines, without blanks at their ends; what it raises (`ValueError` or
                `TrustError`) is shown as a sentence, and the dialog stays.
        """
        super().__init__(title)
        self._text = text
        self._lines = lines
        self._understand: Callable[[Sequence[str]], Any] = understand

    def compose_body(self) -> ComposeResult:
        """The text, the lines, and what cannot be understood."""
        with VerticalScroll(id="lines", can_focus=False):
            yield Words(self._text, id="about")
            for number, asked in enumerate(self._lines):
                yield LabelledLine(
                    asked.label,
                    asked.value,
                    hint=asked.hint,
                    id=f"line-{number}",
                )
            yield Words(id="problem")

    def on_mount(self) -> None:
        """Start at the end of the first line."""
        self.query(Input).focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == f"line-{len(self._lines) - 1}":
            self.action_done()
        else:
            self.focus_next()

    def action_done(self) -> None:
        """Answer, if it can be understood."""
        try:
            answer = self._understand(
                [box.value for box in self.query(LabelledLine)]
            )
        except ValueError as error:
            self._refuse(str(error))
        except TrustError as error:
            self._refuse(error.advice)
        else:
            self.dismiss(answer)

    def _refuse(self, sentence: str) -> None:
        """Say why it cannot be understood, in view."""
        problem = self.query_one("#problem", Words)
        problem.say(sentence)
        problem.call_after_refresh(problem.scroll_visible, animate=False)
