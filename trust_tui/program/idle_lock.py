"""Hides the screen and locks the workbook: when a key says so, when nobody is there, and around a stop."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

from textual.app import App
from textual.worker import Worker

from trust_tui import dialogs
from trust_tui.domain import (
    TrustError,
    later,
    tr,
)
from trust_tui.program.flow_set import Flows
from trust_tui.prompter import Prompter
from trust_tui.terminal.key_queue import answered
from trust_tui.textual_patches import PatchedApp, driver_of, in_context

LOCKED: Final = later("It is locked. Type your passphrase to go on.")


class IdleLock:
    """Keeps the user's words from whoever comes by.

    Attributes:
        idle_since: When the last key came, by the monotonic clock.
        question: What the passphrase is asked for with at the start.
    """

    def __init__(
        self,
        app: PatchedApp,
        prompter: Prompter,
        flows: Flows,
        keep_drafts: Callable[[], None],
        start_anew: Callable[[str], bool],
    ) -> None:
        """Prepare.

        Args:
            app: The program.
            prompter: Asks for the passphrase.
            flows: Among them what asks for it.
            keep_drafts: Puts what is being typed on the disk before it returns.
            start_anew: Has the program begin again with nothing in memory, `locked`, `hidden` or `stopped`; False
                where it cannot.
        """
        self._app = app
        self._prompter = prompter
        self._session = prompter.session
        self._flows = flows
        self._keep_drafts = keep_drafts
        self._start_anew = start_anew
        self._shown_again = asyncio.Event()
        self._shown_again.set()
        self.question = tr("Type your passphrase to open the workbook.")
        self._held_by = ""
        self._asked = False
        self.idle_since = monotonic()

    def note_key(self) -> None:
        """Note that somebody is there."""
        self.idle_since = monotonic()

    @property
    def _can_lock(self) -> bool:
        """Whether there is something open that a passphrase closes."""
        return self._session.ready and self._session.workbook.has_passphrase

    def look_around(self) -> Worker[None]:
        """Show what another session has kept; lock when nobody has been there for a while."""
        return self._app.run_worker(self._look, exclusive=True, group="refresh")

    async def _look(self) -> None:
        if not self._session.ready:
            return
        patience = 60 * self._session.config.lock_minutes
        if self._can_lock and monotonic() - self.idle_since > patience:
            self.start_lock()
            return
        held_by = self._session.workbook.held_by
        if held_by != self._held_by:
            self._held_by = held_by
            self._prompter.notice(held_by)
        if self._can_lock:
            await self._tell_other_minutes()
        try:
            if await self._session.refresh():
                self._prompter.freshen()
        except TrustError:
            return  # said as soon as the user wants to keep something
        if self._flows.protection.new_findings():
            self._app.run_worker(
                self._flows.protection.show_new_findings(), group="findings"
            )
        if self._session.workbook.access.stripped and not self._asked:
            self._asked = True
            self._app.run_worker(
                self._flows.passphrases.ask_stripped(), group="stripped"
            )

    async def _tell_other_minutes(self) -> None:
        """Say that somebody has changed the file so that it locks after another time."""
        file = self._session.config_file
        minutes = await asyncio.to_thread(file.changed_minutes)
        if minutes is not None:
            said = tr(
                "Somewhere else it was set to lock after {minutes} min; that holds from the next start.",
                minutes=minutes,
            )
            self._app.run_worker(
                self._prompter.show(tr("Another time until it locks"), said),
                group="minutes",
            )

    def start_hide(self) -> None:
        """Show nothing until the same key; with a passphrase, until that too."""
        self._app.run_worker(self._hide(), group="hide")

    async def _hide(self) -> None:
        screen = self._app.screen
        if isinstance(screen, dialogs.hidden.HiddenScreen):
            screen.dismiss(True)
            return
        self._keep_drafts()
        # Without a lock, or where the question for the passphrase lies below already, nothing is asked afterwards.
        asks_after = self._can_lock
        self._shown_again.clear()
        hidden = self._app.push_screen(
            dialogs.hidden.HiddenScreen(), wait_for_dismiss=True
        )
        await self._lock_store()
        if asks_after and self._start_anew(
            "locked" if hidden.done() else "hidden"
        ):
            return
        await answered(hidden)
        self._shown_again.set()
        if asks_after:
            await self._ask_to_unlock()

    def resume(self, how: str) -> None:
        """Be locked or hidden as before the program started anew."""
        self.question = tr(LOCKED)
        if how == "hidden":
            self._shown_again.clear()
            self._app.push_screen(
                dialogs.hidden.HiddenScreen(), lambda _: self._shown_again.set()
            )

    async def shown_again(self) -> None:
        """Wait until the program is not hidden any more."""
        await self._shown_again.wait()

    def start_lock(self) -> None:
        """Forget the key until the passphrase is given again. Without a passphrase there is nothing to lock."""
        self._app.run_worker(self._lock(), group="hide")

    async def _lock(self) -> None:
        if self._can_lock:
            self._keep_drafts()
            await self._lock_store()
            if not self._start_anew("locked"):
                await self._ask_to_unlock()
        elif self._session.ready:
            key = self._prompter.key_of("app.hide", "F8")
            await self._prompter.show(
                tr("Not locked"),
                tr(
                    "There is no passphrase to lock with. {key} hides the screen.",
                    key=key,
                ),
            )

    def lock_around_stop(self, _app: App[object]) -> None:
        """Lock before the terminal is given away: whoever brings a stopped program back may be someone else.

        Asked for again on return, for a stop that was not announced. All of it is done before this returns, as there
        may be no time afterwards: the question for the passphrase is the first thing drawn on return, and the key is
        not in memory until then.
        """
        if not self._can_lock:
            return
        self._keep_drafts()
        workbook = self._session.workbook
        workbook.lock()
        if self._stops_anew():
            return
        dialog = self._flows.protection.lock_dialog(workbook, tr(LOCKED))
        with in_context(self._app):  # a signal comes from outside of it
            self._app.push_screen(dialog, lambda _: self._unlocked())

    def _stops_anew(self) -> bool:
        """Whether a program with nothing in memory takes this one's place: to be stopped, or locked after a stop."""
        driver = driver_of(self._app)
        signalled = "" if driver is None else driver.signalled
        if not signalled:
            return False
        with in_context(self._app):
            return self._start_anew(
                "stopped" if signalled == "stop" else "locked"
            )

    async def _lock_store(self) -> None:
        if self._can_lock:
            await asyncio.to_thread(self._session.workbook.lock)

    async def _ask_to_unlock(self) -> None:
        await self._flows.protection.unlock(
            self._session.workbook, text=tr(LOCKED)
        )
        self._unlocked()

    def _unlocked(self) -> None:
        self._session.version += 1
        self._prompter.freshen()
