"""What every part of the program can do: speak in the key line, freshen the screen, keep the drafts, call later."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from trust_tui import flows
from trust_tui.errors import TrustError
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.session import Session
from trust_tui.terminal.key_queue import TakesTurns
from trust_tui.widgets.framed import Framed
from trust_tui.widgets.memory import remember_less

if TYPE_CHECKING:
    from trust_tui.flows.protection import Safekeeping
    from trust_tui.flows.settings_flow import Choosing
    from trust_tui.flows.tasks import Tasks
    from trust_tui.flows.tour_guide import Tour


class Program(TakesTurns[int]):
    """The program as its parts know it."""

    URGENT = frozenset({"hide", "leave", "lock", "safety", "repaint"})
    BESIDE = frozenset({"begin", "draft", "refresh", "read"})

    def __init__(self, session: Session, **settings: Any) -> None:
        """Prepare.

        Args:
            session: What screens work with.
            settings: As `App` takes them.
        """
        super().__init__(**settings)
        remember_less()
        self.session = session
        self._asked: set[tuple[str, type[object]]] = set()

    async def push_screen_wait(self, screen: Any, *, mode: str | None = None) -> Any:
        """Show a dialog and wait for its answer.

        Keys that come in one piece may ask for a dialog again before it is there: it opens once, and whoever asked
        later gets None, as if the user had stepped back.
        """
        asked = (mode or self.current_mode, type(screen))
        if asked in self._asked:
            return None
        self._asked.add(asked)
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            self._asked.discard(asked)

    def set_timer(self, *args: Any, **options: Any) -> Timer:
        """Call something once, later, in any case.

        Textual drops a call that is overdue before its timer runs, as on a busy machine. Two of its own are among them:
        what ends the wait after a switch of screen, and what follows a window. Without them the picture would freeze.
        """
        timer = super().set_timer(*args, **options)
        timer._skip = False
        return timer

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was chosen. Textual empties the terminal's clipboard when nothing was."""
        if text:
            super().copy_to_clipboard(text)

    @cached_property
    def tasks(self) -> "Tasks":
        """What the user may ask for from anywhere."""
        return flows.tasks.Tasks(self, self.session, self.freshen, self.say)

    @cached_property
    def choosing(self) -> "Choosing":
        """What leads through the settings."""
        return flows.settings_flow.Choosing(self, self.session, self.tasks, self.say)

    @cached_property
    def tour(self) -> "Tour":
        """The tour."""
        return flows.tour_guide.Tour(self, self.session)

    @cached_property
    def safekeeping(self) -> "Safekeeping":
        """What keeps the workbook safe."""
        return flows.protection.Safekeeping(
            self, self.session, self.tasks, self.tour, self.say
        )

    def freshen(self) -> None:
        """Have the screen in view show what is kept now."""
        if isinstance(self.screen, ModeScreen):
            self.screen.freshen()

    def say(self, text: str) -> None:
        """Put a notice into the key line of the screen in view."""
        if isinstance(self.screen, Framed):
            self.screen.notice(text)

    def keep_drafts(self) -> None:
        """Put what is being typed on the disk before this returns."""
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                try:
                    screen.keep_draft()
                except TrustError:
                    continue  # nobody is there to be told, and the draft before it stays on the disk
