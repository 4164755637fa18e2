"""Brings the program up: the workbook is opened beside the first paint."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final

from textual.screen import Screen

from trust_tui import dialogs
from trust_tui.domain import (
    KINDS,
    CheckIn,
    TrustError,
    Workbook,
    tr,
)
from trust_tui.flows import lock_time
from trust_tui.paths import EDITING
from trust_tui.program.first_question import Behind
from trust_tui.program.flow_set import Flows
from trust_tui.program.idle_lock import IdleLock
from trust_tui.program.key_gate import KeyGate
from trust_tui.program.preload import Preloader
from trust_tui.prompter import Prompter
from trust_tui.screen_table import SCREENS

REFRESH_SECONDS: Final = 1.5
"""How often other sessions' changes are looked for; they are shown within two seconds."""

AWAY: Final = timedelta(days=7)
"""After so many days without a check-in the user is greeted."""


class Startup:
    """Opens the workbook; then the first-run page, or what was left unsaved."""

    def __init__(
        self,
        prompter: Prompter,
        flows: Flows,
        idle_lock: IdleLock,
        preloader: Preloader,
        key_gate: KeyGate,
        open_workbook: Callable[[], Workbook],
        begins: str = "",
        *,
        asks_first: bool = False,
    ) -> None:
        """Prepare.

        Args:
            prompter: Talks with the user.
            flows: Among them what the program begins with.
            idle_lock: Looks around for changes, and locks.
            preloader: Loads what the first paint did without.
            key_gate: Has keys wait for the workbook.
            open_workbook: Opens what the user keeps.
            begins: The flow to go into first, empty for none.
            asks_first: Whether that is drawn before the workbook is opened.
        """
        self._prompter = prompter
        self._app = prompter.app
        self._session = prompter.session
        self._flows = flows
        self._idle_lock = idle_lock
        self._preloader = preloader
        self._key_gate = key_gate
        self._open_workbook = open_workbook
        self._begins = begins
        self._behind = Behind() if asks_first else None

    def modes(self) -> Iterator[tuple[str, Callable[[], Screen[Any]]]]:
        """The five screens by their ids, the first only what is needed where a question is drawn before it."""
        first, *others = SCREENS
        make = partial(first.make, self._session)
        if self._behind is not None:
            make = partial(self._behind.stand_for, make)
        yield first.id, make
        for entry in others:
            yield entry.id, partial(entry.make, self._session)

    def begin(self) -> None:
        """Open the workbook beside the first screen, once that is drawn; in plain lines before anything else."""
        if self._behind is not None:
            self._start()
        else:
            self._app.call_after_refresh(self._start)

    def _start(self) -> None:
        group = "start" if self._app.has_class("-told") else "begin"
        self._app.run_worker(self._run(), group=group)

    async def _run(self) -> None:
        """Open the workbook, and show what the user has to know before anything else."""
        led = asyncio.Event()
        if self._behind is not None:
            self._app.run_worker(self._lead(led), group="begin")
            await self._behind.question_drawn()
        try:
            workbook = await asyncio.to_thread(self._open_workbook)
        except TrustError as error:
            await self._prompter.show_error(error, tr("Nothing was changed."))
            self._app.exit(1)
            return
        self._idle_lock.note_key()
        self._preloader.begin()
        place = self._session.place
        if place is not None and any(place.glob(f"{EDITING}*")):
            dialogs.own_editor.wipe_left_behind(place)
        await self._idle_lock.shown_again()
        await self._flows.protection.unlock(
            workbook,
            text=f"{self._idle_lock.question} {workbook.access.last_kept}".rstrip(),
        )
        await asyncio.to_thread(_put_in_order, workbook)
        if not self._app.is_running:  # it was left meanwhile
            workbook.close()
            return
        self._session.attach(workbook)
        self._prompter.freshen()
        self._app.refresh_bindings()  # more works now than before
        self._app.set_interval(REFRESH_SECONDS, self._idle_lock.look_around)
        for signal in (
            self._app.app_suspend_signal,
            self._app.app_resume_signal,
        ):
            signal.subscribe(
                self._app, self._idle_lock.lock_around_stop, immediate=True
            )
        await self._idle_lock.shown_again()  # hidden meanwhile
        # What there is to tell waits: somebody asked for help in this minute.
        if self._behind is not None:
            self._key_gate.end_wait(opened=True)
            await led.wait()
        elif self._begins:
            await self._lead(led)
        await self._show_news(workbook)
        self._key_gate.end_wait(opened=True)

    async def _lead(self, led: asyncio.Event) -> None:
        """Go through what the program begins with."""
        try:
            await self._flows.run(self._begins)
        finally:
            led.set()

    async def _show_news(self, workbook: Workbook) -> None:
        """What was found damaged, the first-run page, copies to merge, drafts left behind."""
        protection = self._flows.protection
        await protection.show_findings()
        await protection.show_changed_content()
        await lock_time.show_changed(self._prompter)
        if self._session.config.names_things:
            await self._flows.settings.show_problems()
        if workbook.settings.welcomed is None:
            await protection.welcome()
        else:
            self._greet()
        self._prompter.freshen()
        await protection.offer_copies()
        self._prompter.freshen()
        await protection.offer_drafts()

    def _greet(self) -> None:
        """A word to someone who was away for a while; nothing is said of the days between."""
        last = next(iter(self._session.workbook.of(CheckIn).all()), None)
        if last is not None and self._session.today - last.value.day >= AWAY:
            text = self._session.library.text("checkin-daily", "welcome-back")
            self._prompter.notice(" ".join(text.paragraphs))


def _put_in_order(workbook: Workbook) -> None:
    """Have the lists of all kinds made, so that no screen has to wait for it."""
    for kind in KINDS.values():
        workbook.of(kind.value).all()
