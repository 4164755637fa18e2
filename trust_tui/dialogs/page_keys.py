"""What can be done on any page: its contents, finding a word in it, a word of the glossary explained in place."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.pick import PickDialog
from trust_tui.errors import ContentError
from trust_tui.library.model import Section
from trust_tui.session import Session
from trust_tui.widgets.fields import Words
from trust_tui.widgets.framed import Framed
from trust_tui.widgets.page_view import PageView
from trust_tui.widgets.row_list import Row


class Explanation(Words):
    """What a word means, shown below the page."""

    DEFAULT_CSS = """
    Explanation {
        display: none; dock: bottom; max-height: 8; padding: 0 2; border-top: solid $rule; background: $surface;
    }
    Explanation.-shown { display: block; }
    """


class PageKeys(Framed[Any]):
    """A screen with a page on it."""

    session: Session
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "contents", "In this page", show=False, id="page.contents"),
        Binding("f", "find", "Find in page", show=False, id="page.find"),
    ]

    @property
    def page(self) -> PageView:
        """The page."""
        return self.query_one("#page", PageView)

    @work
    async def action_contents(self) -> None:
        """Choose a heading of the page and go there."""
        headings = self.page.contents()
        if not headings:
            self.notice("This page has no headings.")
            return
        choices = [(id, f"{'  ' * (level - 2)}{text}") for id, text, level in headings]
        answer = await self.app.push_screen_wait(
            ChoiceDialog(
                "In this page",
                "Where would you like to go?",
                choices,
                chosen=self.page.part,
            )
        )
        if answer:
            self.page.go_to(answer)
            self.page.focus()

    @work
    async def action_find(self) -> None:
        """Type a word, choose a line that holds it, and see every hit marked."""
        page, typed = self.page, ""

        async def find(text: str) -> Sequence[Row]:
            nonlocal typed
            typed = text
            return (
                [Row(str(line), [(words, "text")]) for line, words in page.find(text)]
                if text.strip()
                else ()
            )

        dialog = PickDialog(
            "Find in page",
            find,
            placeholder="Type a word",
            empty="No line of this page has it.",
        )
        if (answer := await self.app.push_screen_wait(dialog)) is not None:
            page.mark(typed, int(answer))
            page.focus()

    @on(PageView.TermAsked)
    def _explain(self, event: PageView.TermAsked) -> None:
        """Explain a word below the page, until the next step in it."""
        event.stop()
        section = self._term(event.id)
        explained = self.query_one(Explanation)
        explained.say(f"{section.title}: {' '.join(section.paragraphs)}")
        explained.add_class("-shown")

    def _term(self, id: str) -> Section:
        for section in self.session.library.terms().values():
            if section.id == id:
                return section
        raise ContentError("This word is not explained any more.")

    def hide_explanation(self) -> None:
        """Take the explanation away."""
        self.query_one(Explanation).remove_class("-shown")

    @on(PageView.Moved)
    def _moved(self) -> None:
        self.hide_explanation()
