"""The screen that all screens and dialogs are: a frame around a body, the same behaviour at every size."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.geometry import Offset
from textual.widget import Widget

from trust_tui.textual_patches import PatchedScreen, breakpoint_classes
from trust_tui.widgets.drawn import DrawnStyles
from trust_tui.widgets.frame import SMALLEST, KeyBar, TooSmall, TopBar

T = TypeVar("T")


class Framed(PatchedScreen[T]):
    """A screen with the top line, a body and the key line.

    Classes set on it: `-narrow` below 72 columns (one column: the list or the page), `-wide` from 110, `-short` below
    16 lines (no margins, the body scrolls, and what has the class `spare` is left out), `-too-small` below the smallest
    size, where a plain message stands in place of everything.
    """

    AUTO_FOCUS = "#body *"
    NEEDS_WORKBOOK: ClassVar = False
    """Whether what its keys do has to wait until the workbook is open."""

    is_waited_for = False
    """Whether it goes by itself, and nothing has to be asked until then."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    Framed {
        background: $background;
        & > #body { width: 1fr; height: 1fr; align-horizontal: center; }
        &.-short > #body, &.-short #body Vertical { overflow-y: auto; scrollbar-size-vertical: 1; }
        &.-short #body RowList, &.-short #body ScaleForm, &.-short #body TextArea { min-height: 4; }
        &.-short .spare { display: none; }
        &.-too-small { & > #body, & > TopBar, & > KeyBar { display: none; } & > TooSmall { display: block; } }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, id="frame.back"),
        Binding("backspace", "back", "Back", show=False, id="frame.step-back"),
        Binding(
            "question_mark", "app.help", "Help", id="app.help", key_display="?"
        ),
        Binding(
            "exclamation_mark",
            "app.safety",
            "Safety",
            id="app.safety",
            key_display="!",
        ),
        Binding(
            "slash", "app.search", "Search", id="app.search", key_display="/"
        ),
        Binding(
            "ctrl+q", "app.leave", "Leave", id="app.leave", key_display="^q"
        ),
    ]

    def __init__(
        self,
        *,
        title: str = "",
        mode: str = "",
        who: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self.styled_for = ""
        self.top_bar = TopBar(title, mode, who)
        self.key_bar = KeyBar()

    def compose(self) -> ComposeResult:
        """The frame, and in it what `compose_body` yields; all of it styled for this width from the beginning."""
        self.styled_for = self.app.theme
        self.add_class(*breakpoint_classes(self))
        yield self.top_bar
        with Container(id="body"):
            yield from self.compose_body()
        yield TooSmall()
        yield self.key_bar

    def compose_body(self) -> ComposeResult:
        """The widgets between the two lines."""
        yield from ()

    def notice(self, text: str) -> None:
        """Say in the key line what just happened; an earlier notice gives way to it."""
        self.key_bar.notice(text)

    def freshen(self) -> None:
        """Show what is kept now, where something changed. For screens that show it."""

    def keep_draft(self) -> None:
        """Put what is being typed on the disk, now. Called when the program has to end."""

    def action_back(self) -> None:
        """One step back."""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style nothing again that is styled already: Textual would, each time a screen comes into view."""
        event.refresh_styles = self.styled_for != self.app.theme

    def on_resize(self, event: events.Resize) -> None:
        """Show the plain message where there is no room."""
        self.set_class(
            event.size.width < SMALLEST.width
            or event.size.height < SMALLEST.height,
            "-too-small",
        )

    @property
    def focus_place(self) -> Offset:
        """The cell at which what is in focus begins; that of the body where nothing is."""
        focused = self.reading
        if focused is None:
            bodies = self.query("#body")
            return bodies.first().content_region.offset if bodies else Offset()
        in_field: Offset | None = getattr(focused, "cursor_screen_offset", None)
        if in_field is not None:
            return in_field
        start = focused.content_region.offset
        if isinstance(focused, DrawnStyles):
            return start + focused.focus_offset
        return start

    @property
    def reading(self) -> Widget | None:
        """What is read now: what has the focus, unless the keys have just moved something else."""
        return self.focused

    def keeps_focus(self, widget: Widget) -> bool:
        """A field keeps it while the window is too small: what is typed goes on into it."""
        if (
            not widget.focusable
            or self.query_one("#body") not in widget.ancestors
        ):
            return False
        return self.has_class("-too-small") or widget.is_on_screen
