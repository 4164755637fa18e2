"""The text of an entry: the field it is written in, a look at how it will be read, and the user's own editor for it."""

from asyncio import TimerHandle
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import TextArea

from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.own_editor import WARNING, edit_outside, editor
from trust_tui.dialogs.own_markdown import blocks_of
from trust_tui.domain import (
    TrustError,
    tr,
)
from trust_tui.session import Session
from trust_tui.textual_patches import once
from trust_tui.widgets import Framed, PageView
from trust_tui.widgets.long_field import Lines

LOOK_SECONDS: Final = 0.15
"""From a letter to the look that follows it."""


class EntryEditor(Horizontal):
    """The field, and what can be done with the text in it."""

    DEFAULT_CSS = """
    EntryEditor { height: 1fr; margin: 1 0 0 0; }
    EntryEditor Lines { height: 1fr; width: 1fr; }
    EntryEditor PageView { display: none; width: 1fr; }
    EntryEditor.-look PageView { display: block; }
    EntryEditor.-look Lines { display: none; }
    EntryEditor.-look.-beside PageView { border-left: solid $rule; }
    EntryEditor.-look.-beside Lines { display: block; }
    """
    warned: ClassVar = False
    """Whether the word on what editors keep was said in this session."""

    def __init__(self, session: Session, text: str) -> None:
        super().__init__()
        self._session = session
        self._text = text
        self._due: TimerHandle | None = None

    def compose(self) -> ComposeResult:
        """The field, and what it will look like."""
        yield Lines(self._text, id="entry-text")
        yield PageView(id="entry-look")

    def turn(self) -> bool:
        """Show how the text will be read, or go back; whether it stands beside the text now, where there is room."""
        beside = self.screen.has_class("-wide")
        self.set_class(beside, "-beside")
        self.toggle_class("-look")
        self.query_one(TextArea).focus()
        if not self.has_class("-look"):
            return False
        self._show()
        if not beside:
            self.query_one(PageView).focus()
        return beside

    @on(TextArea.Changed)
    def _follow(self) -> None:
        """Have the look follow the typing, once that rests."""
        if self.has_class("-look") and self._due is None:
            self._due = once(self, LOOK_SECONDS, self._show)

    def _show(self) -> None:
        self._due = None
        area, view = self.query_one(TextArea), self.query_one(PageView)
        top = view.scroll_offset.y
        view.show(tuple(blocks_of(area.text)))
        is_at_end = area.cursor_location == area.document.end
        view.jump_to(view.max_scroll_y if is_at_end else top)

    @staticmethod
    def may_edit_outside(session: Session) -> bool:
        """The user's own editor is offered where there is one, and never in a kiosk."""
        return (
            bool(editor()) and not session.kiosk and session.place is not None
        )

    @work
    async def edit_outside(self) -> None:
        """Edit the text in the user's own editor, after a word on what editors keep."""
        place = self._session.place
        assert place is not None
        question = ChoiceDialog(
            tr("Your own editor"),
            WARNING,
            [("no", tr("Stay here")), ("yes", tr("Open my editor"))],
        )
        if (
            not EntryEditor.warned
            and await self.app.push_screen_wait(question) != "yes"
        ):
            return
        EntryEditor.warned = True
        area = self.query_one(TextArea)
        try:
            area.text = edit_outside(self.app, area.text, place)
        except TrustError as error:
            if isinstance(self.screen, Framed):
                self.screen.notice(error.advice)
