"""What all dialogs share: the frame, and leaving with Esc, Backspace or `q` as one step back."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
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
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "back", "Back", show=False, id="dialog.back")]

    def __init__(self, title: str) -> None:
        super().__init__(title=title)

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
