"""What all dialogs share: the frame, and leaving with Esc, Backspace or `q` as one step back."""

from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.screen import ModalScreen

from trust_tui.widgets.framed import Framed

T = TypeVar("T")


class Dialog(Framed[T | None], ModalScreen[T | None]):
    """A question in the frame. It answers None when the user steps back."""

    DEFAULT_CSS = """
    Dialog {
        background: $background;
        align: left top;
        & > #body { padding: 1 2 0 2; }
        &.-short > #body { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="frame.back", key_display="Esc"),
        Binding("q", "back", "Back", show=False, id="dialog.back"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
        self.has_answered = False
        self._waiting: list[T | None] = []

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer, once. Keys that came in one piece may answer again; under another screen the answer waits for it.

        Textual takes the screen on top away, whichever screen answers.
        """
        if self.has_answered:
            return AwaitComplete()
        self.has_answered = True
        if self.is_active:
            return super().dismiss(result)
        self._waiting.append(result)
        return AwaitComplete()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Give the answer that waited."""
        if self._waiting:
            super().dismiss(self._waiting.pop())

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
