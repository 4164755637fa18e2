"""The tour: a few stops that show the real screens. It writes nothing, and ends where it began."""

import asyncio
from typing import Any, Final

from textual.app import App
from textual.screen import Screen

from trust_tui import dialogs
from trust_tui.domain import ContentError, TrustError
from trust_tui.screen_table import SCREENS
from trust_tui.session import Session
from trust_tui.terminal.key_queue import answered

STOPS: Final = (
    *((screen.id, screen.id) for screen in SCREENS),
    ("check-in", "overview"),
    ("goal", "journal"),
    ("safety", "overview"),
    ("hide", "overview"),
    ("leave", "overview"),
)
"""The stops by their ids in the content, each with the screen it is on."""


class Tour:
    """Leads from stop to stop.

    Its methods are awaited where keys are handled, so that a key that comes early waits for the next stop and does not
    reach the screen below.
    """

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        self._stop = -1
        self._began_on = ""
        self._shown: list[Screen[Any]] = []
        self._over = asyncio.Event()

    async def lead(self) -> None:
        """Begin, and return once it is over."""
        await self.begin()
        await answered(self._over.wait())

    async def move(self, move: str, to: int) -> None:
        """Do what a key asks for.

        Args:
            move: `begin`, `step` by some stops, `go_to` one of them from 0, or `end`.
            to: How far, or where.
        """
        match move:
            case "begin":
                await self.begin()
            case "step":
                await self.step(to)
            case "go_to":
                await self.go_to(to)
            case _:
                await self.end()

    async def begin(self) -> None:
        """Begin, or come back to the stop where one is."""
        if self._stop < 0:
            self._began_on = self._app.current_mode
            self._over.clear()
            await self.go_to(0)
        else:
            await self._app.switch_mode(STOPS[self._stop][1])

    async def go_to(self, stop: int) -> None:
        """Go to a stop; past either end, out of the tour."""
        if not 0 <= stop < len(STOPS):
            await self.end()
            return
        id, mode = STOPS[stop]
        try:
            text = self._session.library.text("tour", id)
        except ContentError as error:
            await self.end()
            self._app.push_screen(
                dialogs.confirm.MessageDialog(error.title, error.advice)
            )
            return
        with self._app.batch_update():
            self._close()
            await self._app.switch_mode(mode)
            self._stop = stop
            below = self._below(id)
            dialog = dialogs.tour.TourDialog(text, stop + 1, len(STOPS))
            self._shown = [
                screen for screen in (below, dialog) if screen is not None
            ]
            for screen in self._shown:
                await self._app.push_screen(screen)

    async def step(self, by: int) -> None:
        """On to the next stop, or back to the one before."""
        await self.go_to(self._stop + by)

    async def end(self) -> None:
        """Leave, and go back to the screen it began on."""
        with self._app.batch_update():
            self._close()
            self._stop = -1
            await self._app.switch_mode(self._began_on)
        self._over.set()

    def _below(self, id: str) -> Screen[Any] | None:
        """What is shown over the screen at a stop."""
        try:
            match id:
                case "check-in":
                    today = self._session.today
                    form = dialogs.record_forms.check_in_form(
                        self._session, today
                    )
                    return dialogs.form_dialog.FormDialog(form)
                case "goal":
                    goal = dialogs.goal.GoalForm(self._session)
                    return dialogs.form_dialog.FormDialog(goal)
                case "safety":
                    return dialogs.page_reader.PageDialog(
                        self._session, "safety"
                    )
                case _:
                    return None
        except TrustError:
            return None  # it is said where it is opened in earnest

    def _close(self) -> None:
        """Take away what the last stop has put over the screen. A form among it is not asked to keep anything."""
        for screen in reversed(self._shown):
            if screen is self._app.screen:
                self._app.pop_screen()
        self._shown = []
