"""Locking, hiding, the passphrase, backups, and what an earlier session left unsaved."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from textual.app import App

from trust_tui import transfer
from trust_tui.dialogs.ask_passphrase import NewPassphraseDialog, UnlockDialog
from trust_tui.dialogs.confirm import ChoiceDialog, MessageDialog
from trust_tui.dialogs.progress import waited
from trust_tui.dialogs.relationship import RelationshipDialog
from trust_tui.dialogs.welcome import WelcomeDialog
from trust_tui.domain.dates import days_ago
from trust_tui.domain.records import Relationship
from trust_tui.domain.workbook import Backup, Workbook
from trust_tui.errors import TrustError
from trust_tui.flows.open_form import beginning, form_for
from trust_tui.flows.tasks import Tasks
from trust_tui.flows.tour_guide import Tour
from trust_tui.session import Session
from trust_tui.widgets.frame import key_of

NAMED: Final = 3
"""How many copies are named."""


def _join(workbook: Any, path: Path) -> Sequence[str]:
    """Join a copy and put it aside; what came of it, in sentences."""
    with workbook.opened_copy(path) as other:
        joined = transfer.join.join(workbook, other)
    workbook.put_copy_aside(path)
    return tuple(transfer.join.summary_lines(joined))


class Safekeeping:
    """Leads through what keeps the workbook safe. Each method runs in a worker of the program."""

    def __init__(
        self,
        app: App[Any],
        session: Session,
        tasks: Tasks,
        tour: Tour,
        say: Callable[[str], None],
    ) -> None:
        self._app = app
        self._tour = tour
        self._desk = session
        self._tasks = tasks
        self._say = say

    async def unlock(
        self,
        workbook: Workbook,
        *,
        text: str = "Type your passphrase to open the workbook.",
    ) -> None:
        """Ask for the passphrase until it fits."""
        if workbook.locked:
            await self._app.push_screen_wait(self.lock_dialog(workbook, text))

    @staticmethod
    def lock_dialog(workbook: Workbook, text: str) -> UnlockDialog:
        """The question for the passphrase, which cannot be stepped back from."""

        async def unlock(phrase: str) -> None:
            await asyncio.to_thread(workbook.unlock, phrase)

        return UnlockDialog(unlock, text=text)

    async def welcome(self) -> None:
        """First run: what it is and who can read what; then a passphrase, before a word is written; then who."""
        while (
            answer := await self._app.push_screen_wait(WelcomeDialog(self._desk))
        ) == "tour":
            await self._tour.lead()
        if answer is None:
            return
        await self._tasks.save_settings(welcomed=self._desk.today)
        if not self._desk.workbook.has_passphrase:
            question = ChoiceDialog(
                "Who else can read your files?",
                "Without a passphrase, everyone who has your login, and whoever runs this machine. "
                f"You can set one now, before you write anything, or later with "
                f"{key_of(self._app, 'app.palette', 'Ctrl+P')}.",
                [("later", "Go on without one"), ("set", "Set a passphrase")],
            )
            if await self._app.push_screen_wait(question) == "set":
                await self._set()
        if not self._desk.workbook.of(Relationship).all():
            record = await self._app.push_screen_wait(RelationshipDialog(self._desk))
            if record is not None:
                await self._tasks.save_settings(current=record.id)

    async def tell_findings(self) -> None:
        """Say in one screen what was found damaged, repaired or lost, if anything was."""
        found = self._desk.workbook.findings
        if self._desk.workbook.read_only:
            text = "Your folder cannot be written to. You can read everything; nothing new can be kept."
            await self._app.push_screen_wait(MessageDialog("Only to read", text))
        if found:
            lines = [
                f"{finding.file}: {finding.said}" if finding.file else finding.said
                for finding in found
            ]
            await self._app.push_screen_wait(MessageDialog("About your files", *lines))

    async def offer_copies(self) -> None:
        """Ask whether copies that a synchroniser has left are to be joined, and join them."""
        workbook = self._desk.workbook
        copies = await asyncio.to_thread(workbook.copies)
        if (
            workbook.read_only
            or not copies
            or not isinstance(workbook, transfer.join.Joinable)
        ):
            return
        names = ", ".join(path.name for path in copies[:NAMED]) + (
            " ..." if len(copies) > NAMED else ""
        )
        question = ChoiceDialog(
            "Other copies of your workbook",
            "A service that keeps files in step has left other copies, as two machines wrote at once. Joined, the "
            "later change of each record wins, and a text that was changed in both is kept twice. The copies are put "
            f"aside, not deleted.\n\n{names}",
            [("later", "Leave them for now"), ("join", "Join them into this workbook")],
        )
        if await self._app.push_screen_wait(question) != "join":
            return
        for path in copies:
            try:
                told = await waited(self._app, self._desk.write(_join, workbook, path))
            except TrustError as error:
                await self._tasks.tell(error)
            else:
                await self._app.push_screen_wait(MessageDialog("Joined", *told))

    async def offer_drafts(self) -> None:
        """Offer what an earlier session was typing when it ended."""
        drafts = self._desk.workbook.drafts
        for draft in await asyncio.to_thread(drafts.orphans):
            age = (
                f" ({days_ago(draft.changed.date(), self._desk.today)})"
                if draft.changed
                else ""
            )
            question = ChoiceDialog(
                "You had not finished",
                f"This was being written{age} when the program ended:\n\n{beginning(draft)}",
                [
                    ("open", "Go on with it"),
                    ("later", "Keep it for later"),
                    ("drop", "Throw it away"),
                ],
            )
            answer = await self._app.push_screen_wait(question)
            try:
                if answer in ("open", "drop"):
                    await asyncio.to_thread(drafts.adopt, draft)
                if answer == "drop":
                    await self._desk.drop_draft(draft.key)
            except TrustError as error:
                await self._tasks.tell(error)
                continue
            if answer == "open":
                await self._tasks.fill_in(partial(form_for, self._desk, draft))

    async def passphrase(self) -> None:
        """Set, change or remove the passphrase, or show the recovery sheet."""
        if not self._desk.workbook.has_passphrase:
            await self._set()
            return
        question = ChoiceDialog(
            "Passphrase",
            "Everything you keep is sealed by your passphrase.",
            [
                ("leave", "Leave it as it is"),
                ("change", "Change it"),
                ("sheet", "Show the recovery sheet"),
                ("remove", "Remove it, and keep plain files"),
            ],
        )
        answer = await self._app.push_screen_wait(question)
        workbook = self._desk.workbook
        if answer == "change":
            await self._change()
        elif answer == "sheet":
            await self._sheet(again=True)
        elif answer == "remove":
            said: list[str] = []

            async def remove(phrase: str) -> None:
                said.append(
                    await waited(
                        self._app, self._desk.write(workbook.remove_passphrase, phrase)
                    )
                )

            text = "Type your passphrase to remove it. Your files can then be read by everyone who can open them."
            if await self._app.push_screen_wait(
                UnlockDialog(remove, text=text, may_leave=True)
            ):
                await self._app.push_screen_wait(MessageDialog("Removed", *said))

    async def _set(self) -> None:
        phrase = await self._app.push_screen_wait(NewPassphraseDialog())
        if not phrase:
            return
        try:
            said = await waited(
                self._app, self._desk.write(self._desk.workbook.set_passphrase, phrase)
            )
        except TrustError as error:
            await self._tasks.tell(error)
            return
        await self._app.push_screen_wait(MessageDialog("Sealed", said))
        await self._sheet(again=False)

    async def _change(self) -> None:
        workbook = self._desk.workbook
        new = await self._app.push_screen_wait(NewPassphraseDialog())
        if not new:
            return

        async def change(old: str) -> None:
            await asyncio.to_thread(workbook.change_passphrase, old, new)

        text = "Type the passphrase you have had until now."
        if await self._app.push_screen_wait(
            UnlockDialog(change, text=text, may_leave=True)
        ):
            self._say("The passphrase is changed.")

    async def _sheet(self, *, again: bool) -> None:
        """Offer the recovery sheet: the only way in when the passphrase is lost."""
        question = ChoiceDialog(
            "A recovery sheet",
            "It opens the workbook without the passphrase. Whoever has it can read everything: write it down on "
            "paper only if you have a place for it that is yours alone.",
            [("no", "No sheet"), ("yes", "Show it on the screen")],
        )
        if await self._app.push_screen_wait(question) != "yes":
            return
        try:
            sheet = await asyncio.to_thread(
                partial(self._desk.workbook.recovery_sheet, again=again)
            )
        except TrustError as error:
            await self._tasks.tell(error)
            return
        await self._app.push_screen_wait(MessageDialog("Recovery sheet", sheet))

    async def back_up(self) -> None:
        """Make a backup now."""
        try:
            await waited(self._app, self._desk.write(self._desk.workbook.backup))
        except TrustError as error:
            await self._tasks.tell(error)
            return
        self._say("A backup was made.")

    async def restore(self) -> None:
        """Choose a backup and go back to it; what is kept now is backed up first."""
        workbook = self._desk.workbook
        backups: Sequence[Backup] = await asyncio.to_thread(workbook.backups)
        if not backups:
            await self._app.push_screen_wait(
                MessageDialog("No backups yet", "The first one is made within a day.")
            )
            return
        choices = [("leave", "Leave everything as it is")]
        choices += [(b.name, f"{b.made:%A, %d %B %Y, %H:%M}") for b in backups]
        text = "Everything becomes as it was then. What is kept now is backed up first, so you can come back."
        name = await self._app.push_screen_wait(
            ChoiceDialog("Go back to a backup", text, choices)
        )
        if name in (None, "leave"):
            return
        try:
            await waited(self._app, self._desk.write(workbook.restore_backup, name))
        except TrustError as error:
            await self._tasks.tell(error)
            return
        self._say("Restored. The state before it is among the backups.")
