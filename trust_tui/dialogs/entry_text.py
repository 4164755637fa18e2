"""The text of an entry: the field it is written in, and the user's own editor for it."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import TextArea

from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.own_editor import WARNING, edit_outside, editor
from trust_tui.domain import TrustError
from trust_tui.session import Session
from trust_tui.widgets import Framed
from trust_tui.widgets.long_field import Lines


class EntryText(Horizontal):
    """The field, and what can be done with the text in it."""

    DEFAULT_CSS = """
    EntryText { height: 1fr; margin: 1 0 0 0; }
    EntryText Lines { height: 1fr; width: 1fr; }
    """
    warned: ClassVar = False
    """Whether the word on what editors keep was said in this session."""

    def __init__(self, session: Session, text: str) -> None:
        super().__init__()
        self._session = session
        self._text = text

    def compose(self) -> ComposeResult:
        """The field."""
        yield Lines(self._text, id="entry-text")

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
            "Your own editor",
            WARNING,
            [("no", "Stay here"), ("yes", "Open my editor")],
        )
        if (
            not EntryText.warned
            and await self.app.push_screen_wait(question) != "yes"
        ):
            return
        EntryText.warned = True
        area = self.query_one(TextArea)
        try:
            area.text = edit_outside(self.app, area.text, place)
        except TrustError as error:
            if isinstance(self.screen, Framed):
                self.screen.notice(error.advice)
