"""What can be done on any page: its contents, finding a word in it, a word of the glossary explained in place."""

from collections.abc import Sequence
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from trust_tui import dialogs
from trust_tui.domain import (
    ContentError,
    tr,
)
from trust_tui.library import Section
from trust_tui.session import Session
from trust_tui.widgets import Framed, PageView, Row, Words

PAGE_BINDINGS: Final[list[BindingType]] = [
    Binding(
        "i",
        "in_page('contents')",
        "In this page",
        show=False,
        id="page.contents",
    ),
    Binding("f", "in_page('find')", "Find in page", show=False, id="page.find"),
]
"""The keys of a screen with a page on it."""


class Explanation(Words):
    """What a word means, shown below the page."""

    DEFAULT_CSS = """
    Explanation {
        display: none; dock: bottom; max-height: 8; padding: 0 2; border-top: solid $rule; background: $surface;
    }
    Explanation.-shown { display: block; }
    """


class PageTools(Vertical):
    """A page, and what can be done on it."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session
        self.page = PageView(id="page")
        self._explanation = Explanation()

    def compose(self) -> ComposeResult:
        """The page, and room for an explanation."""
        yield self.page
        yield self._explanation

    def run(self, what: str) -> None:
        """Choose a heading (`contents`) or find a word (`find`), and go there."""
        if what == "contents":
            self._contents()
        else:
            self._find()

    @work
    async def _contents(self) -> None:
        """Choose a heading of the page and go there."""
        headings = self.page.text.contents
        if not headings:
            if isinstance(self.screen, Framed):
                self.screen.notice(tr("This page has no headings."))
            return
        choices = [
            (id, f"{'  ' * (level - 2)}{text}") for id, text, level in headings
        ]
        text = tr("Where would you like to go?")
        answer = await self.app.push_screen_wait(
            dialogs.confirm.ChoiceDialog(
                tr("In this page"), text, choices, chosen=self.page.part
            )
        )
        if answer:
            self.page.go_to(answer)
            self.page.focus()

    @work
    async def _find(self) -> None:
        """Type a word, choose a line that holds it, and see every hit marked."""
        page, typed = self.page, ""

        async def rows(text: str) -> Sequence[Row]:
            nonlocal typed
            typed = text
            if not text.strip():
                return ()
            return [
                Row(str(line), [(words, "text")])
                for line, words in page.text.find(text)
            ]

        dialog = dialogs.pick.PickDialog(
            tr("Find in page"),
            rows,
            placeholder=tr("Type a word"),
            empty=tr("No line of this page has it."),
        )
        if (answer := await self.app.push_screen_wait(dialog)) is not None:
            page.mark(typed, int(answer))
            page.focus()

    @on(PageView.TermAsked)
    def _explain(self, event: PageView.TermAsked) -> None:
        """Explain a word below the page, until the next step in it."""
        event.stop()
        section = self._term(event.id)
        paragraphs = " ".join(section.paragraphs)
        self._explanation.say(f"{section.title}: {paragraphs}")
        self._explanation.add_class("-shown")

    def _term(self, id: str) -> Section:
        for section in self._session.library.terms().values():
            if section.id == id:
                return section
        raise ContentError(tr("This word is not explained any more."))

    @on(PageView.Moved)
    def hide_explanation(self) -> None:
        """Take the explanation away."""
        self._explanation.remove_class("-shown")
