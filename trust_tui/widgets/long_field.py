"""The field of many lines, apart from the others: what it is made of takes long to load, and few screens need it."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from trust_tui.textual_patches import (
    forget_typed,
    stop_watching_theme,
    type_over_selection,
)
from trust_tui.widgets.fields import harmless


class Lines(TextArea):
    """A field of many lines, soft wrapped."""

    DEFAULT_CSS = """
    Lines { border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1; }
    Lines:focus { border: none; }
    Lines .text-area--cursor-line { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "Undo typing", show=False, id="text.undo"),
        Binding("ctrl+y", "redo", "Redo typing", show=False, id="text.redo"),
    ]

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,
        highlight_cursor_line: bool = False,
    ) -> None:
        super().__init__(
            harmless(text),
            id=id,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
        )
        self.cursor_blink = False
        self.highlight_cursor_line = highlight_cursor_line

    def on_unmount(self) -> None:
        """Let go of the text: the program would keep every field that was ever open until its colours change."""
        stop_watching_theme(self)
        forget_typed()

    def load_text(self, text: str) -> None:
        """Take a whole text in, such as a draft or what the user's own editor left, without control characters."""
        super().load_text(harmless(text))

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste in without control characters."""
        event.prevent_default()
        event.stop()
        if not self.read_only:
            type_over_selection(self, harmless(event.text))
