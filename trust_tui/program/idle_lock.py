"""Hiding, locking, the passphrase and backups, from wherever one is."""

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import Any, Final

from textual import events, work
from textual.app import App
from textual.dom import DOMNode
from textual.screen import ModalScreen

from trust_tui import dialogs
from trust_tui.errors import TrustError
from trust_tui.program.carrying import NAMES_PLACES, Carrying
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.terminal.key_queue import answered
from trust_tui.widgets.frame import key_of
from trust_tui.widgets.framed import Framed

LOCKED: Final = "It is locked. Type your passphrase to go on."

PASTED_NOWHERE: Final = (
    "What you pasted went nowhere, as the cursor was not in a field."
)

COMING_UP_SECONDS = 10.0
"""The longest that a key waits for a screen; far more than one ever takes."""

WITHOUT_WORKBOOK: Final = frozenset(
    {"hide", "leave", "repaint", "safety", "help", "next_theme"}
)
"""What works before the workbook is open and while it is locked."""

WITHOUT_RECORDS: Final = frozenset({"other_pane", "back", "leave_or_back"})
"""What the keys of a screen itself do before the workbook is open: they ask for nothing in it."""


class Guarding(Carrying):
    """The program as a keeper of secrets."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._idle_since = monotonic()
        self._held_by = ""

    @work(exclusive=True, group="refresh")
    async def _look_around(self) -> None:
        """Show what another session has kept; lock when nobody has been there for a while."""
        if not self.session.ready:
            return
        if (
            self.session.workbook.has_passphrase
            and monotonic() - self._idle_since > 60 * self.session.config.lock_minutes
        ):
            self.action_lock()
            return
        held = self.session.workbook.held_by
        if held != self._held_by:
            self._held_by = held
            self.say(held)
        try:
            if await self.session.refresh():
                self.freshen()
        except TrustError:
            return  # said as soon as the user wants to keep something

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing is to be seen, nothing but coming back and leaving works; while it is locked, little more."""
        if isinstance(self.screen, ModalScreen) and not isinstance(self.screen, Framed):
            return action in ("hide", "leave", "repaint")
        if self.session.kiosk and action in NAMES_PLACES:
            return False
        if not self.session.ready:
            # While the store is read one may go to another screen; while it is locked the question lies over them.
            return action in WITHOUT_WORKBOOK or (
                action == "go" and isinstance(self.screen, ModeScreen)
            )
        return action != "tour" or isinstance(self.screen, ModeScreen)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; say so where that has to wait for the workbook."""
        is_own = isinstance(default_namespace, ModeScreen) and "." not in action
        if not self.session.ready and (
            (is_own and action not in WITHOUT_RECORDS) or action == "follow"
        ):
            self.say("One moment: your workbook is being opened.")
            return True
        return await super().run_action(action, default_namespace, namespaces)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there. What is typed while a screen comes up waits until it is there to take it."""
        if isinstance(event, (events.Key, events.Paste)):
            self._idle_since = monotonic()
            if not self.screen.is_mounted:
                try:
                    await asyncio.wait_for(
                        self.screen._mounted_event.wait(), COMING_UP_SECONDS
                    )
                except TimeoutError:
                    return  # what is not there yet cannot take it, and would end the program by trying
            if isinstance(event, events.Paste) and not self._takes_text():
                self.say(PASTED_NOWHERE)
                return
        await super().on_event(event)

    def _takes_text(self) -> bool:
        """Whether the cursor is in a field."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    @work(group="hide")
    async def action_hide(self) -> None:
        """Show nothing until the same key; with a passphrase, until that too."""
        if isinstance(self.screen, dialogs.hidden.HiddenScreen):
            self.screen.dismiss(True)
            return
        self.keep_drafts()
        locks = self.session.ready and self.session.workbook.has_passphrase
        hidden = self.push_screen(dialogs.hidden.HiddenScreen(), wait_for_dismiss=True)
        await self._lock_store()
        await answered(hidden)
        if (
            locks
        ):  # else nothing is locked, or the question for the passphrase lies below
            await self._ask_to_unlock()

    @work(group="hide")
    async def action_lock(self) -> None:
        """Forget the key until the passphrase is given again. Without a passphrase there is nothing to lock."""
        if self.session.ready and self.session.workbook.has_passphrase:
            self.keep_drafts()
            await self._lock_store()
            await self._ask_to_unlock()
        elif self.session.ready and not self.session.workbook.has_passphrase:
            key = key_of(self, "app.hide", "F8")
            self.say(f"There is no passphrase to lock with. {key} hides the screen.")

    def _lock_around_stop(self, _app: App[object]) -> None:
        """Lock before the terminal is given away: whoever brings a stopped program back may be someone else.

        Asked for again on return, for a stop that was not announced. All of it is done before this returns, as there
        may be no time afterwards: the question for the passphrase is the first thing drawn on return, and the key is
        not in memory until then.
        """
        if self.session.ready and self.session.workbook.has_passphrase:
            self.keep_drafts()
            self.session.workbook.lock()
            dialog = self.safekeeping.lock_dialog(self.session.workbook, LOCKED)
            with self._context():  # a signal comes from outside of it
                self.push_screen(dialog, lambda _: self._unlocked())

    async def _lock_store(self) -> None:
        if self.session.ready and self.session.workbook.has_passphrase:
            await asyncio.to_thread(self.session.workbook.lock)

    async def _ask_to_unlock(self) -> None:
        await self.safekeeping.unlock(self.session.workbook, text=LOCKED)
        self._unlocked()

    def _unlocked(self) -> None:
        self.session.version += 1
        self.freshen()

    @work
    async def action_passphrase(self) -> None:
        """Set, change or remove the passphrase."""
        await self.safekeeping.passphrase()

    @work
    async def action_back_up(self) -> None:
        """Make a backup now."""
        await self.safekeeping.back_up()

    @work
    async def action_restore(self) -> None:
        """Go back to a backup."""
        await self.safekeeping.restore()
        self.freshen()
