"""FAQ: questions filtered as one types, the answer beside or below."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from trust_tui.domain import (
    ContentError,
    later,
    tr,
)
from trust_tui.library import Question
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.typeset import plain
from trust_tui.widgets import Line, Row, RowList


class FaqScreen(ListPageScreen):
    """The questions and the answer of the one in focus."""

    AUTO_FOCUS = "#list"
    MODE: ClassVar = "faq"
    WHOLE_TITLES = True
    ABOUT: ClassVar = later(
        "Questions people ask. Press f and type to see only those that have your words in them."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "Filter", id="faq.filter")
    ]
    DEFAULT_CSS = """
    FaqScreen Line { margin: 0 0 1 0; }
    """

    def compose_list(self) -> ComposeResult:
        """The filter above the list."""
        yield Line(placeholder=tr("f: filter the questions"), id="filter")
        yield RowList(
            id="list",
            empty=[
                tr("No question has these words."),
                tr("/ searches everything."),
            ],
        )

    def on_mount(self) -> None:
        """Start in the list."""
        super().on_mount()
        self.rows.focus()

    def reload(self) -> None:
        """List the questions that have the words of the filter."""
        words = self.query_one("#filter", Input).value.casefold().split()
        found = [
            question
            for question in self.session.library.questions()
            if _has(question, words)
        ]
        self.list_rows(
            [Row(question.id, [(question.text, "text")]) for question in found]
        )

    def shown(self, key: str) -> Shown:
        """The answer."""
        for question in self.session.library.questions():
            if question.id == key:
                return Shown(title=question.text, blocks=question.blocks)
        raise ContentError(tr("This question is not asked any more."))

    def show(self, target: str) -> None:
        """Go to a question: `faq#id`."""
        _, _, part = target.partition("#")
        self.query_one("#filter", Input).value = ""
        self.reload()
        if self.rows.select(part or self.rows.key):
            self.pages.show_row(self.rows.key)
            self.pages.to_page()

    def action_filter(self) -> None:
        """Type into the filter; in an answer, find a word in it."""
        if self.pages.page.has_focus:
            self.action_in_page("find")
            return
        self.pages.to_list()
        self.query_one("#filter", Input).focus()

    @on(Input.Changed, "#filter")
    def _narrow(self) -> None:
        self.reload()

    @on(Input.Submitted, "#filter")
    def _to_rows(self) -> None:
        self.pages.to_list()

    def step_back(self) -> bool:
        """From the filter to the list, the filter emptied."""
        filter_line = self.query_one("#filter", Input)
        if filter_line.has_focus or (
            filter_line.value and self.focused is self.rows
        ):
            filter_line.value = ""
            self.pages.to_list()
            return True
        return super().step_back()


def _has(question: Question, words: Sequence[str]) -> bool:
    """Whether a question and its answer have all of these words."""
    text = f"{question.text} {plain(question.blocks)}".casefold()
    return all(word in text for word in words)
