"""The workbook as the program and the command line have it: the records, and everything that keeps them safe."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from trust_tui.domain import Clock, Finding, StoreError, TakenBack, later, tr
from trust_tui.store import encryption
from trust_tui.store.access import Access
from trust_tui.store.care import backups, check_files, going_back, older_copies
from trust_tui.store.care.backups import Backup
from trust_tui.store.care.recovery import put_draft_aside
from trust_tui.store.care.upkeep import Upkeep
from trust_tui.store.disk import translate_os_errors
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.inbox import notes_filed
from trust_tui.store.log import Ledger
from trust_tui.store.notebook import StoreNotebook
from trust_tui.store.other_copies import OtherCopies
from trust_tui.store.unit_of_work import UnitOfWork


class Opener(Protocol):
    """Opens a store in a folder."""

    def __call__(
        self,
        path: Path,
        *,
        clock: Clock,
        ask: Callable[[], str] | None = None,
        upkeep: bool = True,
    ) -> "StoreWorkbook":
        """See `trust_tui.store.open_workbook`."""
        ...


_NO_LOCK: Final = later(
    "There is no passphrase, so there is nothing to lock with."
)


class StoreWorkbook(StoreNotebook):
    """A workbook on the disk. Every method may be called from a worker thread; `StoreError` says what went wrong.

    Attributes:
        access: Opens and locks it.
        copies: What of it lies elsewhere.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        findings: list[Finding],
        *,
        upkeep: bool,
        open_other: "Opener",
    ) -> None:
        drafts = StoreDrafts(ledger, clock, self._damaged_draft)
        super().__init__(ledger, UnitOfWork(ledger, clock), drafts)
        self._upkeep = Upkeep(ledger, clock, drafts)
        self.access = Access(
            self._unit, findings, self._upkeep if upkeep else None
        )
        self.copies = OtherCopies(
            self._unit,
            lambda path, ask: open_other(
                path, clock=clock, ask=ask, upkeep=False
            ),
            self.refresh,
        )
        ledger.after = self._upkeep.after_change

    # --- what was found -------------------------------------------------------------------------------------------

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found wrong at the start and since, and what was done about it."""
        odd = sorted(self._ledger.state.odd) if self._ledger.is_loaded else []
        return (
            *self.access.findings,
            *self._ledger.newcomers.findings,
            *(check_files.odd_finding(*one) for one in odd),
        )

    @property
    def held_by(self) -> str:
        """Which session does not let go of the workbook, as a sentence; empty when none is in the way."""
        return self._ledger.lock.stuck

    def check(self, *, repair: bool = False) -> Sequence[Finding]:
        """Look at every byte of every file; takes a second or two.

        Args:
            repair: Make damaged copies anew from what is in memory.
        """
        return check_files.check(self._ledger, repair=repair)

    def _damaged_draft(self, path: Path) -> None:
        self.access.findings.append(put_draft_aside(self._ledger, path))

    # --- the passphrase -------------------------------------------------------------------------------------------

    @property
    def has_passphrase(self) -> bool:
        """Whether the files are sealed."""
        return bool(self._ledger.seal.suffix)

    @property
    def locked(self) -> bool:
        """Whether the passphrase must be entered before anything can be read."""
        return not self._ledger.is_loaded

    def lock(self) -> None:
        """Forget the key and everything that was read. Drafts can still be kept.

        Raises:
            StoreError: There is no passphrase.
        """
        with self._ledger.writing:
            if not self.has_passphrase:
                raise StoreError(tr(_NO_LOCK), title=tr("Not locked"))
            self.access.lock()

    def unlock(self, phrase: str) -> None:
        """Read the store with the passphrase.

        Raises:
            WrongPassphraseError: It does not fit; try as often as you like.
            DamagedError: The key or everything else is damaged.
        """
        self.access.unlock(phrase)

    def set_passphrase(self, phrase: str) -> str:
        """Seal everything. Returns what to tell the user: what is safe now and what cannot be promised."""
        self._upkeep.wait()
        said = encryption.set_passphrase(self._ledger, phrase)
        encryption.remember(self._ledger)
        return f"{said} {older_copies.still_readable(self._ledger)}".rstrip()

    def change_passphrase(self, old: str, new: str) -> None:
        """Set another passphrase. Only the small key file is written."""
        encryption.change_passphrase(self._ledger, old, new)

    def new_key(self, old: str, new: str) -> str:
        """Seal everything by a new key and passphrase, since somebody may know the old one. Returns what to tell."""
        self._upkeep.wait()
        return encryption.new_key(self._ledger, old, new)

    def remove_passphrase(self, phrase: str) -> str:
        """Write everything as plain files again. Returns what to tell the user."""
        self._upkeep.wait()
        with notes_filed(self._ledger, self.access.findings):
            return encryption.remove_passphrase(self._ledger, phrase)

    def recovery_sheet(self, *, again: bool = False) -> str:
        """The text of the sheet with which the workbook can be opened without the passphrase. It is given once.

        Args:
            again: Give it although it was given before.

        Raises:
            StoreError: There is no passphrase, or the sheet was given already.
        """
        return encryption.give_sheet(
            self._ledger, self._unit.now(), again=again
        )

    # --- backups --------------------------------------------------------------------------------------------------

    def backups(self) -> Sequence[Backup]:
        """The backups there are, newest first."""
        with translate_os_errors():
            return backups.backups(self._ledger.folder)

    def backup(self) -> Backup:
        """Make a backup now."""
        made = backups.make(self._ledger, "asked", self._unit.now())
        backups.let_go(self._ledger, self._unit.now())
        return made

    def restore_backup(self, name: str) -> Backup:
        """Put everything back as it is in a backup, as one change that can be undone.

        Args:
            name: File name of a backup, or the path of a file that `backup` has made.

        Returns:
            The safety copy that was made first.

        Raises:
            DamagedError: The backup is damaged; nothing was changed.
        """
        self.refresh()
        return going_back.restore(self._unit, name)

    def take_import_back(self) -> TakenBack:
        """Take the last import back, after a safety copy, as one change that can be undone.

        Raises:
            StoreError: There is none, or nothing was changed.
        """
        self.refresh()
        return going_back.take_import_back(self._unit)

    # --- beside the work ------------------------------------------------------------------------------------------

    def compact(self) -> bool:
        """Put the changes into a new snapshot now. False when there were none, or another session was quicker."""
        return self._upkeep.compact()

    def finish_upkeep(self) -> None:
        """Wait for what is done in the background."""
        self._upkeep.wait()

    def close(self) -> None:
        """Let go of the store, once what is under way is done."""
        try:
            self.at_end()
        finally:
            self._upkeep.close()
            super().close()
