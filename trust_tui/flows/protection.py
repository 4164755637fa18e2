"""Locking, hiding, backups, and what an earlier session left unsaved."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from trust_tui import dialogs, flows, transfer
from trust_tui.domain import (
    Backup,
    Finding,
    Relationship,
    TrustError,
    Workbook,
    day_of,
    days_ago,
    later,
    month_and_year,
    tr,
    trn,
    weekday_name,
)
from trust_tui.prompter import Prompter
from trust_tui.screens.giving import Giving

UNPROVED: Final = later(
    "\n\nIt was kept without the passphrase, so nothing proves that you wrote it."
)

NAMED: Final = 3
"""How many copies are named."""

CONTENT_CHANGED: Final = later(
    "The pages of the content folder beside your workbook are not those of the last unlock. If you did "
    "not change them, somebody else did: trust-tui doctor lists them. On the page on safety, p shows the packaged one."
)


def _join(workbook: Any, path: Path) -> Sequence[str]:
    """Join a copy and put it aside; what came of it, in sentences."""
    with workbook.copies.opened(path) as other:
        joined = transfer.join.join(workbook, other)
    workbook.copies.put_aside(path)
    return tuple(transfer.join.summary_lines(joined))


class ProtectionFlow:
    """Leads through what keeps the workbook safe. Each method runs in a worker of the program."""

    def __init__(
        self,
        prompter: Prompter,
        tour: "flows.tour_guide.Tour",
        passphrases: "flows.passphrases.PassphraseFlow",
    ) -> None:
        self._prompter = prompter
        self._passphrases = passphrases
        self._session = prompter.session
        self._tour = tour
        self._said: set[Finding] = set()

    async def unlock(
        self,
        workbook: Workbook,
        *,
        text: str = "",
    ) -> None:
        """Ask for the passphrase until it fits."""
        if workbook.locked:
            await self._prompter.ask(
                self.lock_dialog(
                    workbook,
                    text or tr("Type your passphrase to open the workbook."),
                )
            )

    @staticmethod
    def lock_dialog(
        workbook: Workbook, text: str
    ) -> "dialogs.ask_passphrase.UnlockDialog":
        """The question for the passphrase, which cannot be stepped back from."""

        async def unlock(phrase: str) -> None:
            await asyncio.to_thread(workbook.unlock, phrase)

        return dialogs.ask_passphrase.UnlockDialog(unlock, text=text)

    async def welcome(self) -> None:
        """First run: what it is and who can read what; then a passphrase, before a word is written; then who."""
        while (
            answer := await self._prompter.ask(
                dialogs.welcome.WelcomeDialog(self._session)
            )
        ) == "tour":
            await self._tour.lead()
        if answer is None:
            return
        await self._prompter.save_settings(welcomed=self._session.today)
        if not self._session.workbook.has_passphrase:
            answer = await self._prompter.choose(
                tr("Who else can read your files?"),
                tr(
                    "Without a passphrase, everyone who has your login, and whoever runs this machine. You can "
                    "set one now, before you write anything, or later with {key}.",
                    key=self._prompter.key_of("app.palette", "Ctrl+P"),
                ),
                [
                    ("later", tr("Go on without one")),
                    ("set", tr("Set a passphrase")),
                ],
            )
            if answer == "set":
                await self._passphrases.set_one()
        if not self._session.workbook.of(Relationship).all():
            record = await self._prompter.fill(
                dialogs.relationship.RelationshipForm(self._session)
            )
            if record is not None:
                await self._prompter.save_settings(current=record.id)
                await Giving(self._prompter).offer_first(record)

    async def show_findings(self) -> None:
        """Say in one screen what was found damaged, repaired or lost, if anything was."""
        workbook = self._session.workbook
        if workbook.read_only and not workbook.access.stripped:
            text = tr(
                "Your folder cannot be written to. You can read everything; nothing new can be kept."
            )
            await self._prompter.show(tr("Only to read"), text)
        await self.show_new_findings()
        if workbook.access.stripped:
            await self._passphrases.ask_stripped()

    def new_findings(self) -> list[Finding]:
        """What was found that was not said yet, also while the workbook is open."""
        found = self._session.workbook.findings
        return [one for one in found if one not in self._said]

    async def show_new_findings(self) -> None:
        """Say it."""
        findings = self.new_findings()
        self._said.update(findings)
        loud = [finding for finding in findings if not finding.quiet]
        if findings and not loud:
            self._prompter.notice(findings[-1].said)
        if loud:
            lines = [
                f"{finding.file}: {finding.said}"
                if finding.file
                else finding.said
                for finding in loud
            ]
            await self._prompter.show(tr("About your files"), *lines)

    async def show_changed_content(self) -> None:
        """Beside a sealed workbook, say when the pages of a content folder are others than at the last unlock."""
        workbook = self._session.workbook
        if not workbook.has_passphrase or workbook.read_only:
            return
        library = self._session.library
        mark = await asyncio.to_thread(library.shelves.added_digest)
        if mark == workbook.settings.content_mark:
            return
        titles = [
            f"{header.title} ({path})"
            for header, path in library.shelves.replaced()
        ]
        lines = [tr(CONTENT_CHANGED)]
        if titles:
            lines.append(
                tr(
                    "In place of packaged pages now: {names}.",
                    names=", ".join(titles),
                )
            )
        await self._prompter.show(tr("Other pages than before"), *lines)
        await self._prompter.save_settings(content_mark=mark)

    async def offer_copies(self) -> None:
        """Ask whether conflict copies that a sync service has left are to be merged, and merge them."""
        workbook = self._session.workbook
        copies = await asyncio.to_thread(workbook.copies.unjoined)
        if not copies or workbook.read_only:
            return
        names = ", ".join(path.name for path in copies[:NAMED])
        if len(copies) > NAMED:
            names += " ..."
        count = len(copies)
        answer = await self._prompter.choose(
            tr("A conflict copy of your workbook"),
            trn(
                "Your sync service left a conflict copy. Merge it? For each record the newer change wins; texts "
                "edited on both machines are kept twice. What was merged is put aside, not "
                "deleted.\n\n{names}",
                "Your sync service left conflict copies. Merge them? For each record the newer change wins; texts "
                "edited on both machines are kept twice. What was merged is put aside, not "
                "deleted.\n\n{names}",
                count,
                names=names,
            ),
            [
                (
                    "later",
                    trn("Leave it for now", "Leave them for now", count),
                ),
                (
                    "join",
                    trn(
                        "Merge it into this workbook",
                        "Merge them into this workbook",
                        count,
                    ),
                ),
            ],
        )
        if answer != "join":
            return
        # A join is one change among many records: the state before it stays at hand.
        if not await self._backed_up():
            return
        for path in copies:
            try:
                summary = await self._prompter.wait(
                    self._session.write(_join, workbook, path)
                )
            except TrustError as error:
                await self._prompter.show_error(error)
            else:
                await self._prompter.show(tr("Merged"), *summary)

    async def offer_drafts(self) -> None:
        """Offer what an earlier session was typing when it ended."""
        drafts = self._session.workbook.drafts
        for draft in await asyncio.to_thread(drafts.orphans):
            if draft.is_act:
                continue
            age = (
                f" ({days_ago(day_of(draft.changed, self._session.day_ends), self._session.today)})"
                if draft.changed
                else ""
            )
            answer = await self._prompter.choose(
                tr("You had not finished"),
                tr(
                    "This was being written{age} when the program ended:\n\n{beginning}{doubt}",
                    age=age,
                    beginning=dialogs.record_forms.beginning(draft),
                    doubt="" if draft.proved else tr(UNPROVED),
                ),
                [
                    ("open", tr("Go on with it")),
                    ("later", tr("Keep it for later")),
                    ("drop", tr("Throw it away")),
                ],
            )
            try:
                if answer in ("open", "drop"):
                    await asyncio.to_thread(drafts.adopt, draft)
                if answer == "drop":
                    await self._session.drop_draft(draft.key)
            except TrustError as error:
                await self._prompter.show_error(error)
                continue
            if answer == "open":
                await self._prompter.fill_in(
                    partial(dialogs.record_forms.form_for, self._session, draft)
                )

    async def back_up(self) -> None:
        """Make a backup now."""
        if await self._backed_up():
            self._prompter.notice(tr("A backup was made."))

    async def _backed_up(self) -> bool:
        """Make a backup; False where none could be made, which is said."""
        try:
            await self._prompter.wait(
                self._session.write(self._session.workbook.backup)
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return False
        return True

    async def restore(self) -> None:
        """Choose a backup and go back to it; what is kept now is backed up first."""
        workbook = self._session.workbook
        backups: Sequence[Backup] = await asyncio.to_thread(workbook.backups)
        if not backups:
            await self._prompter.show(
                tr("No backups yet"), tr("The first one is made within a day.")
            )
            return
        choices = [("leave", tr("Leave everything as it is"))]
        choices += [(one.name, _said(one.made)) for one in backups]
        text = tr(
            "Everything becomes as it was then. What is kept now is backed up first, so you can come back."
        )
        name = await self._prompter.choose(
            tr("Restore a backup"), text, choices
        )
        if name in (None, "leave"):
            return
        try:
            await self._prompter.wait(
                self._session.write(workbook.restore_backup, name)
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        self._prompter.notice(
            tr("Restored. The state before it is among the backups.")
        )


def _said(made: datetime) -> str:
    """When a backup was made."""
    return tr(
        "{weekday}, {day} {month}, {time}",
        weekday=weekday_name(made.weekday()),
        day=f"{made:%d}",
        month=month_and_year(made),
        time=f"{made:%H:%M}",
    )
