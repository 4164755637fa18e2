"""Says which keys work now: fewer while the workbook is opened or locked, hardly any while the screen is hidden."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from textual import events
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from trust_tui.domain import later, tr
from trust_tui.keys.by_place import KeysByPlace
from trust_tui.program.bindings import NAMES_PLACES
from trust_tui.prompter import Prompter
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.terminal.textual_private import priority_action
from trust_tui.textual_patches import driver_of, until_mounted
from trust_tui.widgets import Framed

PASTED_NOWHERE: Final = later(
    "What you pasted went nowhere, as the cursor was not in a field."
)

COMING_UP_SECONDS = 10.0
"""The longest that a key waits for a screen; far more than one ever takes."""

WHILE_HIDDEN: Final = frozenset({"hide", "leave", "repaint"})
"""What works while nothing is to be seen: coming back and leaving."""

WITHOUT_WORKBOOK: Final = frozenset(
    {"hide", "leave", "repaint", "safety", "help", "next_theme"}
)
"""What works before the workbook is open and while it is locked."""

WITHOUT_RECORDS: Final = frozenset({"other_pane", "back", "leave_or_back"})
"""What the keys of a screen itself do before the workbook is open: they ask for nothing in it."""


class KeyGate:
    """Lets keys through, or has them wait."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._app = prompter.app
        self._session = prompter.session
        self._by_place = KeysByPlace(prompter.notice)
        self._waiting: asyncio.Future[bool] | None = None
        self._held: list[events.Key | events.Paste] = []
        self._asked: set[tuple[str, type[object]]] = set()

    async def opened(self) -> bool:
        """Wait for the workbook; False where something else comes up, which the key was not typed for."""
        self._prompter.notice(tr("One moment: your workbook is being opened."))
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().create_future()
        return await self._waiting

    def end_wait(self, *, opened: bool) -> bool:
        """Have the key that waits act now, and all after it; or none of them. False where none waits."""
        if self._waiting is None or self._waiting.done():
            return False
        self._waiting.set_result(opened)
        self._prompter.clear_notice()
        if not opened:
            self._held.clear()
        return True

    def let_go(self) -> None:
        """Have what was typed behind the key that waited act too, in its order."""
        held, self._held = self._held, []
        for event in held:
            self._app.post_message(event)

    @contextmanager
    def asked(self, dialog: Screen[Any], mode: str | None) -> Iterator[bool]:
        """While a dialog is asked for: whether it is to be shown.

        Keys that come in one piece may ask for a dialog again before it is there: it opens once.

        Args:
            dialog: Its kind, or that of the form in it, is what is asked for.
            mode: The screen it is shown over, None for the one in view.
        """
        kind = type(getattr(dialog, "form", dialog))
        asked = (mode or self._app.current_mode, kind)
        if asked in self._asked:
            yield False
            return
        self._asked.add(asked)
        driver = driver_of(self._app)
        if self.end_wait(opened=False) and driver is not None:
            # What was typed for the screen below is not meant for this question, above all not for a passphrase.
            driver.forget_typed()
        try:
            yield True
        finally:
            self._asked.discard(asked)

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action of the program itself works now."""
        screen = self._app.screen
        if isinstance(screen, ModalScreen) and not isinstance(screen, Framed):
            return action in WHILE_HIDDEN
        if not self._session.ready:
            return self._works_without_workbook(action)
        if action == "flow":
            return not self._session.kiosk or parameters[0] not in NAMES_PLACES
        return (
            action != "tour"
            or bool(parameters)
            or isinstance(screen, ModeScreen)
        )

    def _works_without_workbook(self, action: str) -> bool:
        """While the store is read one may go to another screen; while it is locked the question lies over them."""
        if action == "go":
            return isinstance(self._app.screen, ModeScreen)
        return action in WITHOUT_WORKBOOK

    def needs_workbook(self, action: object, namespace: DOMNode | None) -> bool:
        """Whether what a key asks for has to wait for the workbook.

        Args:
            action: As a binding has it.
            namespace: What brought the binding along.
        """
        if self._session.ready or not isinstance(action, str):
            return False
        if action == "follow":
            return True
        name = action.partition("(")[0].removeprefix("app.")
        if not isinstance(self._app.screen, ModeScreen):
            return self._is_asked_before and name not in WITHOUT_WORKBOOK
        if namespace is self._app:
            return name not in WITHOUT_WORKBOOK | {"go", "step_back"}
        is_own = isinstance(namespace, ModeScreen) and "." not in action
        return is_own and action not in WITHOUT_RECORDS

    async def meant(
        self, event: events.Key | events.Paste
    ) -> events.Event | None:
        """What is typed, once the screen that comes up can take it; None where there is nowhere for it to go."""
        if not event.is_forwarded:  # nor on its way back
            self._prompter.clear_notice()
        if self._is_waiting and not self._is_urgent(event):
            self._held.append(event)
            return None
        if not await self._is_up():
            return None
        if self._takes_text:
            return event
        if isinstance(event, events.Paste):
            self._prompter.notice(tr(PASTED_NOWHERE))
            return None
        return self._by_place.meant(event, self._app.screen)

    @property
    def _is_asked_before(self) -> bool:
        """Whether a form is shown before the workbook is open."""
        screen = self._app.screen
        waits = getattr(screen, "NEEDS_WORKBOOK", False)
        return waits and not self._session.has_workbook

    @property
    def _is_waiting(self) -> bool:
        return self._waiting is not None and not self._waiting.done()

    def _is_urgent(self, event: events.Key | events.Paste) -> bool:
        """Whether it is a key that never waits: for leaving, hiding, safety and help."""
        if isinstance(event, events.Paste):
            return False
        if priority_action(self._app, event.key) in WITHOUT_WORKBOOK:
            return True  # also where a dialog has no other keys than its own
        active = self._app.screen.active_bindings.get(event.key)
        return active is not None and active.binding.action in WITHOUT_WORKBOOK

    @property
    def _takes_text(self) -> bool:
        """Whether the cursor is in a field."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("a", "a")

    async def _is_up(self) -> bool:
        """Wait until the screen can take what is typed; False when it does not come, and would end the program."""
        screen = self._app.screen
        if not screen.is_mounted:
            try:
                await asyncio.wait_for(until_mounted(screen), COMING_UP_SECONDS)
            except TimeoutError:
                return False
        return True
