"""Ends the program well: drafts are kept, the terminal is given back, and a fault shows nothing of the user's."""

import asyncio
import os
import threading
from functools import partial
from typing import Final

from trust_tui.crash_note import note_fault
from trust_tui.domain import (
    TrustError,
    later,
    tr,
)
from trust_tui.session import Session
from trust_tui.terminal.guard import Guard, close_other_end
from trust_tui.textual_patches import PatchedApp, driver_of
from trust_tui.widgets import Framed

FAILED: Final = later(
    "Trust TUI had to stop because of a fault of its own. What you kept is safe, and so is your draft."
)

PATIENCE_SECONDS: Final = 2.0
"""How long leaving waits for what is under way. Whatever is on the disk is whole at any moment."""

LAST_WORDS_SECONDS: Final = 0.5
"""How long the end by force waits for a terminal that takes nothing."""

LAST_KEYS_SECONDS: Final = 1.0
"""What was typed before the end has so long to reach the draft."""


class Ending:
    """Leads out of the program, whoever asks for it: a key, a signal, a line that is gone, a fault.

    Attributes:
        is_under_way: True once it was asked to leave; keys do nothing from then on.
        starts_anew: How the program is left to start anew, `locked`, `hidden` or `stopped`; empty where not.
    """

    def __init__(
        self, app: PatchedApp, session: Session, *, may_start_anew: bool
    ) -> None:
        """Prepare.

        Args:
            app: The program.
            session: What the program works with.
            may_start_anew: Whether it may begin again in the same terminal.
        """
        self._app = app
        self._session = session
        self._may_start_anew = may_start_anew
        self.is_under_way = False
        self.starts_anew = ""
        self._guard = Guard(self.hang_up, last_words=self._restore_terminal)

    def watch_line(self) -> None:
        """Have the program end when its line does."""
        close_other_end(0)
        self._guard.install()

    def keep_drafts(self) -> None:
        """Put what is being typed on the disk before this returns."""
        for screen in self._app.screen_stack:
            if isinstance(screen, Framed):
                try:
                    screen.keep_draft()
                except TrustError:
                    continue  # nobody is there to be told, and the draft before it stays on the disk

    def hang_up(self) -> None:
        """The line is gone or the system wants us to end: keep the drafts, then go."""
        self.keep_drafts()
        end = partial(self.leave, 128 + (self._guard.signum or 1))
        if driver := driver_of(self._app):
            driver.after_keys(end, LAST_KEYS_SECONDS)
        else:
            end()

    def leave(self, status: int) -> None:
        """Keep the drafts and end, once the keys before this one have reached the field they were typed in.

        A field that is stuck is not waited for long: what stands in it is kept as it is. A disk that is slow to take
        the drafts is waited for.
        """
        self.is_under_way = True
        waiting = [self._end_in_time(status)]

        def end() -> None:
            if waiting and self._app.is_running:
                waiting.pop().cancel()
                self.keep_drafts()
                self._end_in_time(status)
                self._app.exit(status, return_code=status)

        focused = self._app.focused
        if focused is None or not focused.call_later(end):
            end()
        else:
            asyncio.get_running_loop().call_later(LAST_KEYS_SECONDS, end)

    def start_anew(self, resumes: str) -> bool:
        """Have the program begin again in the same terminal, locked, hidden or stopped; False where that cannot be."""
        driver = driver_of(self._app)
        if driver is None or not self._may_start_anew:
            return False
        driver.hand_over()
        self.starts_anew = resumes
        self.leave(0)
        return True

    def _end_in_time(self, status: int) -> threading.Timer:
        """Make the end come true, whatever is still under way in a thread: Python would wait for that for good."""

        def end() -> None:
            speaker = threading.Thread(
                target=self._restore_terminal, daemon=True
            )
            speaker.start()
            speaker.join(LAST_WORDS_SECONDS)
            os._exit(status)

        timer = threading.Timer(PATIENCE_SECONDS, end)
        timer.daemon = True
        if driver_of(self._app) is not None:
            timer.start()
        return timer

    def _restore_terminal(self) -> None:
        """Give the terminal back before the guard ends the program by force."""
        if driver := driver_of(self._app):
            driver.restore_now()

    def after_fault(self, error: Exception | None) -> str:
        """Keep the drafts and note where the fault was; what is said of it, without what the user wrote."""
        self.keep_drafts()
        if self._session.place is not None and error is not None:
            note_fault(self._session.place / "fault.txt", error)
        return tr(FAILED)
