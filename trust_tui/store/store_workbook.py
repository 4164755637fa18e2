"""The workbook as the program and the command line have it: the records, and everything that keeps them safe."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from trust_tui.domain import (
    Clock,
    Finding,
    LockedError,
    OlderCopy,
    StoreError,
    TakenBack,
    later,
    tr,
)
from trust_tui.store import encryption
from trust_tui.store.care import (
    arrivals,
    backups,
    check_files,
    going_back,
    older_copies,
    scrub,
    sync_copies,
)
from trust_tui.store.care.backups import Backup
from trust_tui.store.care.recovery import put_draft_aside
from trust_tui.store.care.upkeep import Upkeep
from trust_tui.store.disk import (
    Plain,
    Seal,
    is_sealed,
    translate_os_errors,
)
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.encryption import Sealed
from trust_tui.store.entering import enter
from trust_tui.store.inbox import file_or_tell, notes_filed
from trust_tui.store.log import (
    Ledger,
)
from trust_tui.store.notebook import StoreNotebook
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
    """A workbook on the disk. Every method may be called from a worker thread; `StoreError` says what went wrong."""

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
        self._clock = clock
        self._open_other = open_other
        self._findings = findings
        self._upkeep = Upkeep(ledger, clock, drafts)
        self._wants_upkeep = upkeep
        ledger.after = self._upkeep.after_change

    # --- what was found -------------------------------------------------------------------------------------------

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found wrong at the start and since, and what was done about it."""
        odd = sorted(self._ledger.state.odd) if self._ledger.is_loaded else []
        return (
            *self._findings,
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
        self._findings.append(put_draft_aside(self._ledger, path))

    # --- the passphrase -------------------------------------------------------------------------------------------

    @property
    def has_passphrase(self) -> bool:
        """Whether the files are sealed."""
        return bool(self._ledger.seal.suffix)

    @property
    def locked(self) -> bool:
        """Whether the passphrase must be entered before anything can be read."""
        return not self._ledger.is_loaded

    def enter(self, sealed: bool, ask: Callable[[], str] | None) -> None:
        """Read the store for the first time."""
        if not sealed:
            self._findings += encryption.distrust(self._ledger)
            self._enter(Plain())
            return
        with suppress(LockedError):
            self._ledger.forget(encryption.public_seal(self._ledger.folder))
        if ask is not None:
            self.unlock(ask())

    def lock(self) -> None:
        """Forget the key and everything that was read. Drafts can still be kept.

        Raises:
            StoreError: There is no passphrase.
        """
        with self._ledger.writing:
            if not self.has_passphrase:
                raise StoreError(tr(_NO_LOCK), title=tr("Not locked"))
            self._unit.history.clear()
            seal = self._ledger.seal
            if isinstance(seal, Sealed):  # what lies in the folder may be other
                self._ledger.forget(seal.without_secret)

    def unlock(self, phrase: str) -> None:
        """Read the store with the passphrase.

        Raises:
            WrongPassphraseError: It does not fit; try as often as you like.
            DamagedError: The key or everything else is damaged.
        """
        with translate_os_errors():
            if not is_sealed(self._ledger.folder):
                self.enter(False, None)
                return
            opened = encryption.read_key(self._ledger.folder, phrase)
            self._enter(opened.seal)
            self._findings += encryption.mend_keys(self._ledger, opened)
            self._findings += encryption.settle_key(
                self._ledger, opened.key, phrase
            )

    def unlock_with_key(self, secret: str, new_passphrase: str) -> None:
        """Read the store with the key from the recovery sheet, and set a new passphrase.

        Raises:
            DamagedError: That is not the key of this workbook.
        """
        with translate_os_errors():
            seal = encryption.whole_seal(secret)
            seal.demands_proof = encryption.has_proofs(
                self._ledger.folder, seal
            )
            self._enter(seal)
            key = encryption.OwnerKey(
                secret=secret.strip(), proved=seal.demands_proof
            )
            encryption.put_under(self._ledger, key, new_passphrase)

    def set_passphrase(self, phrase: str) -> str:
        """Seal everything. Returns what to tell the user: what is safe now and what cannot be promised."""
        self._upkeep.wait()
        said = encryption.set_passphrase(self._ledger, phrase)
        encryption.remember(self._ledger)
        return f"{said} {older_copies.still_readable(self._ledger)}".rstrip()

    def change_passphrase(self, old: str, new: str) -> None:
        """Set another passphrase. Only the small key file is written."""
        encryption.change_passphrase(self._ledger, old, new)

    @property
    def stripped(self) -> bool:
        """Whether the passphrase was taken away outside of this session, which keeps nothing until the user decides."""
        return self._ledger.stripped or self._ledger.swapped

    def go_on_in_plain(self) -> None:
        """Go on without a passphrase, since the user says that it was removed on purpose."""
        with translate_os_errors():
            self._ledger.go_on_in_plain()
            if encryption.trust(self._ledger):
                self._enter(Plain())

    @property
    def last_kept(self) -> str:
        """When something was last kept on this machine, and the words for it; empty where that is not known."""
        return encryption.last_kept(self._ledger.folder)

    def new_key(self, old: str, new: str) -> str:
        """Seal everything by a new key and passphrase, since somebody may know the old one. Returns what to tell."""
        self._upkeep.wait()
        return encryption.new_key(self._ledger, old, new)

    def remove_passphrase(self, phrase: str) -> str:
        """Write everything as plain files again. Returns what to tell the user."""
        self._upkeep.wait()
        with notes_filed(self._ledger, self._findings):
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

    # --- backups and other copies ---------------------------------------------------------------------------------

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

    def copies(self) -> Sequence[Path]:
        """Other copies of the workbook that lie in or beside its folder, as synchronisers leave them."""
        with translate_os_errors():
            return sync_copies.unjoined(self._ledger)

    @contextmanager
    def opened_copy(
        self, path: Path, *, passphrase: Callable[[], str] | None = None
    ) -> Iterator["StoreWorkbook"]:
        """Another copy, opened from a copy of its own; the passphrase is asked where our key does not open it.

        Raises:
            StoreError: It cannot be read, or no passphrase was given.
        """
        with (
            translate_os_errors(),
            sync_copies.spare(path, self._ledger) as (place, seal),
        ):
            ask = sync_copies.asked_for(path, place, seal, passphrase)
            other = self._open_other(
                place, clock=self._clock, ask=ask, upkeep=False
            )
            try:
                if isinstance(seal, Sealed):
                    other._enter(seal.believing)
                if other.locked:
                    raise LockedError(
                        tr(
                            "That copy is sealed by another passphrase: use `trust-tui merge` for it."
                        )
                    )
                its_seal = other._ledger.seal
                yield other
            finally:
                other.close()
            if sync_copies.open_also(self._ledger, its_seal):
                self.refresh()

    def older_copies(self) -> Sequence[OlderCopy]:
        """Every copy of the workbook that can be found and that is not needed."""
        return older_copies.older_copies(self._ledger)

    def wipe_copies(self, paths: Iterable[Path]) -> Sequence[Path]:
        """Overwrite and remove such copies. Returns those that could not be removed."""
        self._ledger.refuse_read_only()
        return older_copies.wipe_copies(self._ledger, paths)

    def not_joined(self) -> Sequence[Path]:
        """What may hold words that are nowhere else, so that it is none of the older copies."""
        return older_copies.not_joined(self._ledger)

    def held_elsewhere(self, ids: Iterable[str]) -> Sequence[Path]:
        """Copies that may hold these records still, since they were never joined."""
        with translate_os_errors():
            return scrub.held_elsewhere(self._ledger, ids)

    def doubtful(self) -> Sequence[Path]:
        """Files that were put aside since nothing proves that they are the user's."""
        return older_copies.doubtful_files(self._ledger.folder)

    def note_export(self, paths: Iterable[Path]) -> None:
        """Remember where an export was written, to name it when copies are to go."""
        self._unit.do_aside(
            lambda transaction: older_copies.note_export(transaction, paths)
        )

    def put_copy_aside(self, path: Path) -> None:
        """Put a copy that was joined out of the way; nothing of it is deleted."""
        self._ledger.refuse_read_only()
        with translate_os_errors():
            sync_copies.put_aside(self._ledger, path)

    # --- beside the work ------------------------------------------------------------------------------------------

    def compact(self) -> bool:
        """Put the changes into a new snapshot now. False when there were none, or another session was quicker."""
        return self._upkeep.compact()

    def clear_up(self) -> bool:
        """Put away the copies that were joined. False when there were none, or something is still to come."""
        return arrivals.clear_up(self._ledger)

    @property
    def missing(self) -> int:
        """How many changes were made elsewhere and have not arrived, as far as can be said."""
        return len(self._ledger.state.missing())

    def give_up_missing(self) -> int:
        """Go on without the changes that have not arrived; one that comes all the same is taken in. Says how many."""
        with translate_os_errors():
            return arrivals.give_up_missing(self._ledger)

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

    def _enter(self, seal: Seal) -> None:
        ledger = self._ledger
        with ledger.writing:
            enter(ledger, seal, self._findings, self._unit.now())
        self._findings += encryption.differences(ledger, seal)
        if not ledger.read_only:
            encryption.remember(ledger)
            if seal.suffix:
                self._findings += file_or_tell(ledger, seal)
            if self._wants_upkeep:
                self._upkeep.begin()
