"""What the user may ask for from anywhere: each is a talk of one or more dialogs, and keeps what comes of it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace
from textual.app import App

from trust_tui.dialogs.blanks import BLANK, BlanksDialog
from trust_tui.dialogs.confirm import MessageDialog
from trust_tui.dialogs.entry import EntryDialog
from trust_tui.dialogs.form import FormDialog
from trust_tui.dialogs.goal import GoalDialog
from trust_tui.dialogs.people import manage
from trust_tui.dialogs.relationship import RelationshipDialog
from trust_tui.dialogs.together import Together, keep_agreed
from trust_tui.domain.records import Record
from trust_tui.errors import TrustError
from trust_tui.flows.choices import relationship_dialog
from trust_tui.flows.open_form import check_in_form
from trust_tui.session import Session
from trust_tui.widgets.frame import key_of


class Tasks:
    """Leads through the tasks. Each method runs in a worker of the program, as it waits for answers."""

    def __init__(
        self,
        app: App[Any],
        session: Session,
        freshen: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        """Prepare.

        Args:
            app: Shows the dialogs.
            session: What screens work with.
            freshen: Has the screen in view show what is kept now.
            say: Puts a notice into the key line of the screen in view.
        """
        self._app = app
        self._desk = session
        self._freshen = freshen
        self._say = say

    @property
    def _kept(self) -> str:
        return f"Kept. {key_of(self._app, 'app.go-journal', '5')} opens the journal."

    async def fill_in(
        self, make: Callable[[], FormDialog[Any]], kept: str = "Kept."
    ) -> Record[Any] | None:
        """Open a form, and say so when what it holds is kept."""
        try:
            dialog = make()
        except TrustError as error:
            await self.tell(error)
            return None
        record: Record[Any] | None = await self._app.push_screen_wait(dialog)
        self._freshen()
        if record is not None:
            self._say(kept)
        return record

    async def tell(self, error: TrustError, *more: str) -> None:
        """Show a failure that must be read."""
        await self._app.push_screen_wait(
            MessageDialog(error.title, error.advice, *more)
        )

    async def save_settings(self, **changes: Any) -> bool:
        """Keep other settings, fields of `Settings` by name; True when they are on the disk."""
        try:
            await self._desk.write(
                self._desk.workbook.set_settings,
                replace(self._desk.workbook.settings, **changes),
            )
        except TrustError as error:
            await self.tell(error)
            return False
        return True

    async def check_in(self, day: date | None) -> None:
        """Check in for a day; None is today."""
        wanted = day or self._desk.today
        kept = "Kept. That is all for today." if wanted == self._desk.today else "Kept."
        await self.fill_in(partial(check_in_form, self._desk, wanted), kept)

    async def write(self, prompt: str, answers: str) -> None:
        """Write an entry, on a prompt or exercise or on nothing in particular."""
        await self.fill_in(
            partial(EntryDialog, self._desk, prompt=prompt, answers=answers), self._kept
        )

    async def set_goal(self, action: str, source: str) -> None:
        """Set a goal; the blanks of a template are filled in first."""
        if BLANK.search(action):
            filled = await self._app.push_screen_wait(BlanksDialog(action))
            if filled is None:
                return
            action = filled
        await self.fill_in(
            partial(GoalDialog, self._desk, action=action, source=source), self._kept
        )

    async def together(self) -> None:
        """Two people check in; what both agree to keep is kept, and the agreement becomes a goal."""
        current = self._desk.current
        if current is None or not current.value.joint:
            part = self._desk.library.text("checkin-together", "safety")
            key = key_of(self._app, "app.relationship", "r")
            reason = (
                f"Choose with {key} who is with you first."
                if current is None
                else " ".join(part.paragraphs)
            )
            await self._app.push_screen_wait(MessageDialog("Not offered here", reason))
            return
        agreed = await Together(self._desk, self._app.push_screen_wait).lead()
        if agreed is None:
            self._say("Nothing was kept.")
            return
        try:
            await self._desk.write(keep_agreed, self._desk.workbook, agreed)
        except TrustError as error:
            await self.tell(error)
            return
        self._freshen()
        self._say("Kept what you both agreed to.")

    async def choose_relationship(self) -> None:
        """Choose who is in mind, add someone, or change or remove someone."""
        answer = await self._app.push_screen_wait(relationship_dialog(self._desk))
        if answer == "new":
            record = await self.fill_in(partial(RelationshipDialog, self._desk))
            answer = record.id if record else None
        if answer == "manage":
            await manage(self._app, self._desk)
        elif answer is not None:
            await self.save_settings(current=None if answer == "all" else answer)
        self._freshen()
