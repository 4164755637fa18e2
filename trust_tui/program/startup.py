"""Brings the program up: the workbook is opened beside the first paint, and what is missing is loaded between keys."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Final

from trust_tui import dialogs, flows, keys, screens
from trust_tui.domain.records import CheckIn
from trust_tui.domain.workbook import Workbook
from trust_tui.errors import TrustError
from trust_tui.lazy_modules import load_one_by_one
from trust_tui.program.flow_set import Flows
from trust_tui.program.idle_lock import IdleLock
from trust_tui.prompter import Prompter
from trust_tui.textual_patches import once

REFRESH_SECONDS: Final = 1.5
"""How often other sessions' changes are looked for; they are shown within two seconds."""

LOAD_SECONDS: Final = 0.02
"""Rest between two modules or pages that are loaded once the overview is up, so that keys go first."""

AWAY: Final = timedelta(days=7)
"""After so many days without a check-in the user is greeted."""


class Startup:
    """Opens the workbook; then the first-run page, or what was left unsaved."""

    def __init__(
        self,
        prompter: Prompter,
        flows: Flows,
        idle_lock: IdleLock,
        open_workbook: Callable[[], Workbook],
    ) -> None:
        self._prompter = prompter
        self._app = prompter.app
        self._session = prompter.session
        self._flows = flows
        self._idle_lock = idle_lock
        self._open_workbook = open_workbook

    async def run(self) -> None:
        """Open the workbook, and show what the user has to know before anything else."""
        try:
            workbook = await asyncio.to_thread(self._open_workbook)
        except TrustError as error:
            await self._prompter.show_error(error, "Nothing was changed.")
            self._app.exit(1)
            return
        pages = self._session.library.pages_beforehand(("signs", "steps"))
        self._load_rest(chain(load_one_by_one(screens, dialogs, flows, keys), pages))
        self._idle_lock.note_key()
        if self._session.place is not None:
            dialogs.own_editor.wipe_left_behind(self._session.place)
        await self._flows.protection.unlock(workbook)
        self._session.attach(workbook)
        self._prompter.freshen()
        self._app.refresh_bindings()  # more works now than before
        self._app.set_interval(REFRESH_SECONDS, self._idle_lock.look_around)
        for signal in (self._app.app_suspend_signal, self._app.app_resume_signal):
            signal.subscribe(
                self._app, self._idle_lock.lock_around_stop, immediate=True
            )
        await self._show_news(workbook)

    async def _show_news(self, workbook: Workbook) -> None:
        """What was found damaged, the first-run page, copies to merge, drafts left behind."""
        protection = self._flows.protection
        await protection.show_findings()
        if self._session.config_file.is_there:
            await self._flows.settings.show_problems()
        if workbook.settings.welcomed is None:
            await protection.welcome()
        else:
            self._greet()
        self._prompter.freshen()
        await protection.offer_copies()
        self._prompter.freshen()
        await protection.offer_drafts()

    def _load_rest(self, pieces: Iterator[object]) -> None:
        """Load one of the modules and pages that were left out at the start, and the next after the keys that wait."""
        if next(pieces, None) is not None:
            once(self._app, LOAD_SECONDS, partial(self._load_rest, pieces))
        elif not self._app.is_headless:
            gc.freeze()  # what is there now stays to the end and need not be looked through again
            gc.enable()

    def _greet(self) -> None:
        """A word to someone who was away for a while; nothing is said of the days between."""
        last = next(iter(self._session.workbook.of(CheckIn).all()), None)
        if last is not None and self._session.today - last.value.day >= AWAY:
            text = self._session.library.text("checkin-daily", "welcome-back")
            self._prompter.notice(" ".join(text.paragraphs))
