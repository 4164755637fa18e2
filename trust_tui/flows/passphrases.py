"""The passphrase: set, changed, made anew with its key where somebody may know it, removed; and the recovery sheet."""

import asyncio
from functools import partial

from trust_tui import dialogs
from trust_tui.domain import (
    INTRODUCTION,
    OUT_OF_REACH,
    TrustError,
    UncertainError,
    told_copies,
    told_not_joined,
    tr,
)
from trust_tui.prompter import Prompter


class PassphraseFlow:
    """Leads through what the passphrase needs. Each method runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session
        self._has_asked = False

    async def manage(self) -> None:
        """Set, change or remove the passphrase, or show the recovery sheet."""
        if not self._session.workbook.has_passphrase:
            await self.set_one()
            return
        answer = await self._prompter.choose(
            tr("Passphrase"),
            tr(
                "Everything you keep is sealed by your passphrase. {last_kept}",
                last_kept=self._session.workbook.access.last_kept,
            ).rstrip(),
            [
                ("leave", tr("Leave it as it is")),
                ("change", tr("Change it")),
                ("sheet", tr("Show the recovery sheet")),
                ("seen", tr("Somebody may have read this")),
                ("remove", tr("Remove it, and keep plain files")),
            ],
        )
        workbook = self._session.workbook
        if answer == "seen":
            await self.seen()
        elif answer == "change":
            await self._change()
        elif answer == "sheet":
            await self._sheet(again=True)
        elif answer == "remove":
            sentences: list[str] = []

            async def remove(phrase: str) -> None:
                sentences.append(
                    await self._prompter.wait(
                        self._session.write(workbook.remove_passphrase, phrase)
                    )
                )

            text = tr(
                "Type your passphrase to remove it. Your files can then be read by everyone who can open them."
            )
            if await self._prompter.ask(
                dialogs.ask_passphrase.UnlockDialog(
                    remove, text=text, may_leave=True
                )
            ):
                await self._prompter.show(tr("Removed"), *sentences)

    async def set_one(self) -> None:
        """Ask for a first passphrase, and seal everything by it."""
        phrase = await self._prompter.ask(
            dialogs.ask_passphrase.NewPassphraseDialog()
        )
        if not phrase:
            return
        try:
            sentence = await self._prompter.wait(
                self._session.write(
                    self._session.workbook.set_passphrase, phrase
                )
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        await self._prompter.show(tr("Sealed"), sentence)
        await self._sheet(again=False)

    async def seen(self) -> None:
        """Somebody may have read this: a new key, older copies removed, and what is out of reach."""
        answer = await self._prompter.choose(
            tr("Somebody may have read this"),
            tr(INTRODUCTION),
            [("leave", tr("Not now")), ("on", tr("Go on"))],
        )
        if answer != "on":
            return
        if not self._session.workbook.has_passphrase:
            await self.set_one()
        elif not await self._renew():
            return
        await self._remove_copies()
        await self._prompter.show(
            tr("What this program cannot reach"), *map(tr, OUT_OF_REACH)
        )

    async def _remove_copies(self) -> None:
        workbook = self._session.workbook
        waiting = await asyncio.to_thread(workbook.copies.not_joined)
        if waiting:
            await self._prompter.show(
                tr("Copies not joined"), *told_not_joined(waiting)
            )
        copies = await asyncio.to_thread(workbook.copies.older)
        if not copies:
            await self._prompter.show(
                tr("Older copies"),
                tr("No older copy was found in or beside the folder."),
            )
            return
        answer = await self._prompter.choose(
            tr("Older copies"),
            "\n".join([tr("These were found:"), "", *told_copies(copies)]),
            [
                ("leave", tr("Leave them")),
                ("wipe", tr("Overwrite and remove them")),
            ],
        )
        if answer != "wipe":
            return
        paths = [copy.path for copy in copies]
        try:
            left = await self._prompter.wait(
                self._session.write(workbook.copies.wipe, paths)
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        if left:
            await self._prompter.show(tr("Not removed"), *map(str, left))

    async def _renew(self) -> bool:
        """Make a new key. False where the user stepped back."""
        new = await self._prompter.ask(
            dialogs.ask_passphrase.NewPassphraseDialog()
        )
        return new is not None and await self._new_key(new)

    async def _new_key(self, new: str) -> bool:
        sentences: list[str] = []

        async def renew(old: str) -> None:
            workbook = self._session.workbook
            try:
                said = await self._prompter.wait(
                    self._session.write(workbook.new_key, old, new)
                )
            except UncertainError as error:  # the old one fits no more
                said = error.advice
            sentences.append(said)

        text = tr("Type the passphrase you have had until now.")
        question = dialogs.ask_passphrase.UnlockDialog(
            renew, text=text, may_leave=True
        )
        if not await self._prompter.ask(question):
            return False
        await self._prompter.show(tr("A new key"), *sentences)
        await self._sheet(again=False)
        return True

    async def ask_stripped(self) -> None:
        """Ask once what to do when the passphrase was taken away outside of this session."""
        if self._has_asked:
            return
        self._has_asked = True
        answer = await self._prompter.choose(
            tr("The passphrase was taken away"),
            tr(
                "This happened outside of this session: in another one, on another machine, or by somebody who can "
                "write into the folder. Nothing is kept in plain before you say so."
            ),
            [
                ("wait", tr("It was not me: keep nothing")),
                ("plain", tr("It was me: go on without a passphrase")),
            ],
        )
        if answer == "plain":
            await self._prompter.attempt(
                self._session.workbook.access.go_on_in_plain
            )
            self._prompter.freshen()

    async def _change(self) -> None:
        workbook = self._session.workbook
        new = await self._prompter.ask(
            dialogs.ask_passphrase.NewPassphraseDialog()
        )
        if not new:
            return
        answer = await self._prompter.choose(
            tr("May somebody know the old passphrase?"),
            tr(
                "Or have the recovery sheet, or an old copy of key.age? With the same key, the old passphrase opens "
                "old copies and whatever is kept later. A new key shuts them out of all that comes."
            ),
            [
                (
                    "new",
                    tr("Perhaps: make a new key, and seal everything anew"),
                ),
                ("same", tr("No: change the passphrase alone")),
            ],
        )
        if answer is None:
            return
        if answer == "new":
            await self._new_key(new)
            return

        async def change(old: str) -> None:
            await asyncio.to_thread(workbook.change_passphrase, old, new)

        text = tr("Type the passphrase you have had until now.")
        if await self._prompter.ask(
            dialogs.ask_passphrase.UnlockDialog(
                change, text=text, may_leave=True
            )
        ):
            self._prompter.notice(tr("The passphrase is changed."))

    async def _sheet(self, *, again: bool) -> None:
        """Offer the recovery sheet: the only way in when the passphrase is lost."""
        answer = await self._prompter.choose(
            tr("A recovery sheet"),
            tr(
                "It opens the workbook without the passphrase. Whoever has it can read everything: write it down on "
                "paper only if you have a place for it that is yours alone."
            ),
            [("no", tr("No sheet")), ("yes", tr("Show it on the screen"))],
        )
        if answer != "yes":
            return
        try:
            sheet = await asyncio.to_thread(
                partial(self._session.workbook.recovery_sheet, again=again)
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        await self._prompter.show(tr("Recovery sheet"), sheet)
