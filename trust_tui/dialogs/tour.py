"""One stop of the tour: a few words over the screen they are about."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from trust_tui.domain import tr
from trust_tui.library import Section
from trust_tui.screen_table import SCREENS
from trust_tui.widgets import Dialog, PageView, Words


class TourDialog(Dialog[None]):
    """Stands at the foot of the screen it is about. It changes nothing there, and the program moves it on."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    TourDialog {
        background: transparent;
        & > TopBar { display: none; }
        & > #body { display: none; }
        & > #stop { dock: bottom; height: 7; margin: 0 0 1 0; background: $surface; border-top: solid $rule; }
        & #stop-title { margin: 0 2; }
        & PageView { height: 1fr; max-width: 86; }
        &.-narrow > #stop { height: 8; }
        &.-too-small > #stop { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,right,space",
            "step(1)",
            "Next",
            id="tour.next",
            key_display="Enter",
        ),
        Binding(
            "left", "step(-1)", "Before", id="tour.before", key_display="\u2190"
        ),
        Binding(
            "backspace", "step(-1)", "Before", show=False, id="tour.before"
        ),
        Binding(
            "escape,q",
            "leave",
            "End the tour",
            id="tour.leave",
            key_display="Esc",
        ),
        *(
            Binding(
                screen.key,
                f"go({stop})",
                screen.title,
                show=False,
                id=f"app.go-{screen.id}",
            )
            for stop, screen in enumerate(SCREENS)
        ),
    ]

    def __init__(self, text: Section, number: int, count: int) -> None:
        """Make the stop.

        Args:
            text: What is said there.
            number: Which stop it is, from 1.
            count: How many there are.
        """
        super().__init__(tr("Tour"))
        self._text = text
        self._number = number
        self._count = count

    def compose(self) -> ComposeResult:
        """The frame of every dialog, and the words at its foot."""
        yield from super().compose()
        with Vertical(id="stop"):
            yield Words(
                tr(
                    "Tour, {number} of {count}: {title}",
                    number=self._number,
                    count=self._count,
                    title=self._text.title,
                ),
                id="stop-title",
                classes="strong",
            )
            page = PageView(id="page")
            page.can_focus = False
            yield page

    def on_mount(self) -> None:
        """Show the words."""
        self.query_one(PageView).show(self._text.blocks)

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """There is nothing before the first stop."""
        return (action, parameters) != ("step", (-1,)) or self._number > 1

    async def action_step(self, by: int) -> None:
        """To the next stop, or the one before."""
        await self.app.run_action(f"tour('step', {by})")

    async def action_go(self, stop: int) -> None:
        """To one of the first five stops, those of the screens; from 0."""
        await self.app.run_action(f"tour('go_to', {stop})")

    async def action_leave(self) -> None:
        """Leave the tour."""
        await self.app.run_action("tour('end')")
