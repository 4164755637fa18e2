"""A text of any length to read before a choice: what an import would add, what an export would write."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.dialogs.confirm import Answers
from trust_tui.typeset import Block, Heading, Paragraph, Span, Verse
from trust_tui.widgets import Dialog, PageView, RowList


class ReportDialog(Dialog[str]):
    """The text, and below it a few answers of which the first one is the safe one. Answers with a key of them."""

    DEFAULT_CSS = """
    ReportDialog > #body { padding: 1 0 0 0; }
    ReportDialog PageView { max-width: 86; }
    ReportDialog RowList { dock: bottom; padding: 0 1; border-top: solid $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "other",
            "Scroll, or choose",
            id="report.other",
            priority=True,
        ),
        Binding(
            "pagedown",
            "page(1)",
            "A page on",
            show=False,
            id="report.page-down",
            priority=True,
        ),
        Binding(
            "pageup",
            "page(-1)",
            "A page back",
            show=False,
            id="report.page-up",
            priority=True,
        ),
    ]

    def __init__(
        self,
        title: str,
        blocks: Sequence[Block],
        choices: Sequence[tuple[str, str]],
    ) -> None:
        """Ask.

        Args:
            title: A few words.
            blocks: What is to be read.
            choices: Key and wording of each answer, the safe one first.
        """
        super().__init__(title)
        self._blocks = blocks
        self._choices = choices

    def compose_body(self) -> ComposeResult:
        """The text and the answers."""
        yield PageView(id="report")
        yield Answers(id="answers")

    def on_mount(self) -> None:
        """Fill both; the answers have the focus."""
        self.query_one(PageView).show(self._blocks)
        answers = self.query_one(Answers)
        answers.offer(self._choices)
        answers.styles.height = len(self._choices) + 1
        answers.focus()

    @on(RowList.Chosen)
    def _answer(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)

    def action_other(self) -> None:
        """To the text or back to the answers."""
        view = self.query_one(PageView)
        (self.query_one(RowList) if view.has_focus else view).focus()

    def action_page(self, step: int) -> None:
        """A page on or back in the text, wherever the focus is."""
        self.query_one(PageView).action_page(step)


def lines(*texts: str) -> Sequence[Block]:
    """Sentences, one below the other."""
    return (Verse(text="\n".join(texts)),)


def paragraphs(texts: Iterable[object]) -> Sequence[Block]:
    """Each text as a paragraph."""
    return [sentence(str(text)) for text in texts]


def sentence(text: str) -> Block:
    """A paragraph."""
    return Paragraph(spans=(Span(text=text),))


def heading(text: str) -> Block:
    """A heading over what comes next."""
    return Heading(spans=(Span(text=text),), level=2)
