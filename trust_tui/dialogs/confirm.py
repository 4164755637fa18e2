"""Asks before something that is hard to take back. The safe answer has the focus."""

from collections.abc import Sequence
from string import digits
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.domain import tr
from trust_tui.widgets import (
    ANSWERS,
    Overlay,
    Row,
    RowList,
    Words,
    break_titles,
)

DIGITS: Final = digits[1:]
"""Those that answer, the first answer first."""


class Answers(RowList):
    """The answers; the key line says how to give one.

    Attributes:
        numbered: Whether each has its number before it, and its digit gives it. Not so where a stray digit could do
            what is hard to take back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "Choose", id="list.choose", key_display="Enter"
        ),
        *(
            Binding(
                digit,
                f"choose_nth({digit})",
                ANSWERS[int(digit)],
                show=False,
                id=f"choice.answer-{digit}",
            )
            for digit in DIGITS
        ),
    ]

    numbered = False

    def offer(
        self, choices: Sequence[tuple[str, str]], *, chosen: str = ""
    ) -> None:
        """Show answers, by key and wording, and be as high as they are."""
        self.set_rows(rows_of(choices, self.numbered), key=chosen)
        self.styles.height = len(choices)

    def action_choose_nth(self, number: int) -> None:
        """Choose an answer by its place, where the places are numbered."""
        keys = [row.key for row in self.rows if row.key]
        if self.numbered and number <= len(keys):
            self.select(keys[number - 1])
            self.action_choose()


def rows_of(
    choices: Sequence[tuple[str, str]], is_numbered: bool
) -> Sequence[Row]:
    """A row for each answer, by key and wording, with its number where they are numbered."""
    rows = []
    for place, (key, wording) in enumerate(choices):
        pieces = [(wording, "text")]
        if is_numbered:
            pieces.insert(0, (f"{DIGITS[place:][:1]:2}", "strong"))
        rows.append(Row(key, pieces))
    return rows


class ChoiceDialog(Overlay[str]):
    """A sentence or two and a few answers; the first one is the safe one and has the cursor.

    Answers with the key of the answer chosen.
    """

    DEFAULT_CSS = """
    ChoiceDialog #choice-text { max-width: 76; margin: 0 0 1 0; }
    ChoiceDialog #choices { max-width: 76; height: auto; max-height: 12; }
    """

    def __init__(
        self,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        *,
        chosen: str = "",
        numbered: bool = False,
    ) -> None:
        """Ask.

        Args:
            title: A few words.
            text: One to three plain sentences.
            choices: Key and wording of each answer, the safe one first.
            chosen: Key of the answer to begin on, where none is safer than another.
            numbered: Whether a digit gives an answer.
        """
        super().__init__(title)
        self._text = text
        self._choices = choices
        self._chosen = chosen
        self._answers = Answers(id="choices")
        self._answers.numbered = numbered

    def compose_body(self) -> ComposeResult:
        """The text and the answers."""
        yield Words(self._text, id="choice-text")
        yield self._answers

    def on_mount(self) -> None:
        """Fill the list."""
        self._answers.offer(self._choices, chosen=self._chosen)
        self._answers.focus()

    def on_resize(self, _event: events.Resize) -> None:
        """Cut no answer, in whatever width."""
        rows = rows_of(self._choices, self._answers.numbered)
        self.call_after_refresh(break_titles, self._answers, rows)

    @on(RowList.Chosen)
    def _answer(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)


class MessageDialog(Overlay[bool]):
    """Says one thing that must be read."""

    comes_between = True

    DEFAULT_CSS = """
    MessageDialog Words { max-width: 76; margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "back", "Go on", id="message.go-on", key_display="Enter"
        )
    ]

    def __init__(self, title: str, *sentences: str) -> None:
        super().__init__(title)
        self._sentences = sentences

    def compose_body(self) -> ComposeResult:
        """The sentences, each its own paragraph."""
        for sentence in self._sentences:
            yield Words(sentence)
        yield Words(tr("Press Enter to go on."), classes="quiet", said="")
