"""What the five screens share: they read again when something changed, and they know how to be left."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from trust_tui.messages import CheckInWanted, WriteWanted
from trust_tui.prompter import Prompter
from trust_tui.session import Session
from trust_tui.widgets import Framed


class ModeScreen(Framed[None]):
    """One of the five screens."""

    MODE: ClassVar = ""
    ABOUT: ClassVar = ""
    """A sentence or two on the screen, for its help."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check_in", "Check in", id="check-in"),
        Binding("n", "write", "Write", id="journal.new-entry"),
        Binding(
            "q", "leave_or_back", "Back, or leave", show=False, id="frame.leave"
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(mode=self.MODE, who=lambda: session.who)
        self.session = session
        self._shown = -1

    def on_mount(self) -> None:
        """Fill the screen the first time."""
        self.freshen()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read again if something changed while another screen was in view."""
        self.freshen()

    def freshen(self) -> None:
        """Read again if what is shown is out of date."""
        if not self.is_mounted or not self.session.ready:
            return
        if self._shown != self.session.version:
            self._shown = self.session.version
            self.top_bar.refresh()
            self.reload()

    def reload(self) -> None:
        """Show what is kept now."""

    def show(self, target: str) -> None:
        """Go to a place of the content or to a record, by its id."""

    @property
    def prompter(self) -> Prompter:
        """What leads a talk over this screen."""
        return Prompter(self.app, self.session)

    def step_back(self) -> bool:
        """One step back within the screen; False when there is none."""
        return False

    def action_back(self) -> None:
        """One step back, or back to where a link was followed."""
        if not self.step_back():
            self.app.call_later(self.app.run_action, "step_back")

    def action_leave_or_back(self) -> None:
        """One step back, or out of the program."""
        if not self.step_back():
            self.app.call_later(self.app.run_action, "leave")

    def action_check_in(self) -> None:
        """Check in."""
        self.post_message(CheckInWanted())

    def action_write(self) -> None:
        """Write an entry."""
        self.post_message(WriteWanted())
