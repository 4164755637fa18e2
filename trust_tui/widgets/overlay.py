"""A question of a few rows lies over the screen it was asked on, which stays in view behind it, dimmed."""

from typing import Final, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from trust_tui.domain import clean
from trust_tui.textual_patches import picture_of
from trust_tui.widgets.dialog import Dialog
from trust_tui.widgets.drawn import POINTER, DrawnStyles

T = TypeVar("T")

LEAST: Final = Size(54, 16)
"""Below this size a question fills the window."""


class Backdrop(DrawnStyles):
    """The picture of a screen in one quiet colour. It is taken once: a key costs what it does on any screen."""

    DEFAULT_CSS = """
    Backdrop { layer: below; display: none; width: 100vw; height: 100vh; }
    """

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        # One pointer alone says where one is.
        self._lines = [
            line.replace(POINTER, " " * len(POINTER))
            for line in picture_of(below)
        ]
        self._taken_at = below.app.size

    def render_line(self, y: int) -> Strip:
        """Draw a line; none where the window has another size by now."""
        lines = self._lines if self.size == self._taken_at else ()
        said = "".join(lines[y : y + 1])
        return self.draw([(said, "quiet")], self.size.width)


class Overlay(Dialog[T]):
    """A question in a frame over the screen below. It fills the window where that is small, or read out."""

    is_short = True
    """Whether it has but a few rows."""

    DEFAULT_CSS = """
    Overlay.-overlay {
        layers: below default;
        align: center middle;
        overflow: hidden hidden;
        & > Backdrop { display: block; }
        & > TopBar { display: none; }
        & > #body {
            width: 72; max-width: 100%; height: auto; max-height: 100%; overflow-y: auto; scrollbar-size-vertical: 1;
            padding: 1 2 0 2; background: $surface; border: round $primary; border-title-color: $primary;
        }
        & #body > *, & Form > * { height: auto; }
        &.-too-small > Backdrop { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """The frame, and below it what was there."""
        if self.is_short:
            self._lie(self.app.size)
            stack = self.app.screen_stack
            if self.has_class("-overlay") and self in stack[1:]:
                yield Backdrop(stack[stack.index(self) - 1])
        yield from super().compose()

    def on_mount(self) -> None:
        """Name it in its frame."""
        self.query_one("#body").border_title = Content(
            clean(self.top_bar.title)
        )

    def on_resize(self, event: events.Resize) -> None:
        """Fill a small window."""
        self._lie(event.size)

    def _lie(self, size: Size) -> None:
        is_large = (
            min(size.width - LEAST.width, size.height - LEAST.height) >= 0
        )
        is_said = getattr(self.app, "is_read_out", False)
        self.set_class(self.is_short and is_large and not is_said, "-overlay")
