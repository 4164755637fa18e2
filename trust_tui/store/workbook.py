"""The workbook as the program and the command line have it: the records, and everything that keeps them safe."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from trust_tui.domain import (
    Clock,
    Finding,
    LockedError,
    StoppedError,
    StoreError,
    TakenBack,
)
from trust_tui.store import import_note
from trust_tui.store.care import arrivals, backups, check_files, sync_copies
from trust_tui.store.care.backups import Backup
from trust_tui.store.care.recovery import put_aside
from trust_tui.store.care.upkeep import Upkeep
from trust_tui.store.disk import Plain, Seal, files, translate_os_errors
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.encryption import passphrase_change
from trust_tui.store.encryption.key_files import mend_keys, read_key
from trust_tui.store.encryption.owner_key import OwnerKey
from trust_tui.store.encryption.recovery_sheet import recovery_sheet
from trust_tui.store.encryption.sealed_files import (
    Sealed,
    has_proofs,
    public_seal,
    whole_seal,
)
from trust_tui.store.entering import enter
from trust_tui.store.inbox import file_notes
from trust_tui.store.log import (
    KEEPING,
    Ledger,
    Transaction,
    compaction,
    drop_old_snapshots,
    moment_text,
    sheets,
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
        return tuple(self._findings)

    @property
    def held_by(self) -> str:
        """Which session does not let go of the workbook, as a sentence; empty when none is in the way."""
        return self._ledger.lock.stuck

    def check(self, *, repair: bool = False) -> Sequence[Finding]:
        """Look at every byte of every file; takes a second or two.

        Args:
            repair: Make damaged copies anew from what is in memory.
        """
        found = check_files.look(self._ledger)
        if repair and any(
            finding.file.startswith(("trust.", "log/")) for finding in found
        ):
            self._ledger.refuse_read_only()
            with (
                self._ledger.writing,
                translate_os_errors(),
                self._ledger.lock.held(insist=True),
            ):
                self._ledger.catch_up()
                drop_old_snapshots(self._ledger)
        return found

    def _damaged_draft(self, path: Path) -> None:
        said = "A draft was damaged and put aside; what it held is lost."
        self._findings.append(
            Finding(file=f"drafts/{path.name}", said=said, lost=True)
        )
        if not self._ledger.read_only:
            with suppress(OSError):
                put_aside(self._ledger.folder, path)
                files.unlink(path)

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
            self._enter(Plain())
            return
        with suppress(LockedError):
            self._ledger.forget(public_seal(self._ledger.folder))
        if ask is not None:
            self.unlock(ask())

    def lock(self) -> None:
        """Forget the key and everything that was read. Drafts can still be kept.

        Raises:
            StoreError: There is no passphrase.
        """
        with self._ledger.writing:
            if not self.has_passphrase:
                raise StoreError(
                    "There is no passphrase, so there is nothing to lock with.",
                    title="Not locked",
                )
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
            if (
                not files.exists(self._ledger.folder.key)
                and not self.has_passphrase
            ):
                self._enter(Plain())
                return
            opened = read_key(self._ledger.folder, phrase)
            self._enter(opened.seal)
            self._findings += mend_keys(self._ledger, opened)
            if not opened.key.is_settled:
                passphrase_change.settle_key(self._ledger, opened.key, phrase)

    def unlock_with_key(self, secret: str, new_passphrase: str) -> None:
        """Read the store with the key from the recovery sheet, and set a new passphrase.

        Raises:
            DamagedError: That is not the key of this workbook.
        """
        with translate_os_errors():
            seal = whole_seal(secret)
            seal.demands_proof = has_proofs(self._ledger.folder, seal)
            self._enter(seal)
            key = OwnerKey(secret=secret.strip(), proved=seal.demands_proof)
            passphrase_change.put_under(self._ledger, key, new_passphrase)

    def set_passphrase(self, phrase: str) -> str:
        """Seal everything. Returns what to tell the user: what is safe now and what cannot be promised."""
        self._upkeep.wait()
        return passphrase_change.set_passphrase(self._ledger, phrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Set another passphrase. Only the small key file is written."""
        passphrase_change.change_passphrase(self._ledger, old, new)

    def new_key(self, old: str, new: str) -> str:
        """Seal everything by a new key and passphrase, since somebody may know the old one. Returns what to tell."""
        self._upkeep.wait()
        return passphrase_change.new_key(self._ledger, old, new)

    def remove_passphrase(self, phrase: str) -> str:
        """Write everything as plain files again. Returns what to tell the user."""
        self._upkeep.wait()
        seal = self._ledger.seal
        self._findings += file_notes(self._ledger, seal)
        said = passphrase_change.remove_passphrase(self._ledger, phrase)
        with suppress(
            StoreError
        ):  # the passphrase is gone, whatever becomes of what was left meanwhile
            self._findings += file_notes(self._ledger, seal)
        return said

    def recovery_sheet(self, *, again: bool = False) -> str:
        """The text of the sheet with which the workbook can be opened without the passphrase. It is given once.

        Args:
            again: Give it although it was given before.

        Raises:
            StoreError: There is no passphrase, or the sheet was given already.
        """
        seal = self._ledger.seal
        if not isinstance(seal, Sealed) or seal.secret is None:
            raise StoreError(
                "There is no passphrase, or the workbook is locked.",
                title="No recovery sheet",
            )
        now = self._unit.now()
        if (
            self._ledger.state.row(KEEPING, seal.public) is not None
            and not again
        ):
            raise StoreError(
                "The recovery sheet was given already. Ask for it again if it is lost.",
                title="Given once",
            )
        note = sheets.encode({"given": moment_text(now)})
        self._unit.do_aside(
            lambda transaction: transaction.put(KEEPING, seal.public, note)
        )
        return recovery_sheet(seal.secret, now)

    # --- backups and other copies ---------------------------------------------------------------------------------

    def backups(self) -> Sequence[Backup]:
        """The backups there are, newest first."""
        with translate_os_errors():
            return backups.backups(self._ledger.folder)

    def backup(self) -> Backup:
        """Make a backup now."""
        made = backups.make(self._ledger, "asked", self._unit.now())
        with translate_os_errors():
            backups.rotate(self._ledger.folder, self._unit.now())
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
        folder = self._ledger.folder
        wanted = backups.read(self._ledger, folder.backups / name)
        self.refresh()

        def work(transaction: Transaction) -> None:
            backups.difference(transaction, self._ledger.state, wanted)

        with self._safety_copy() as safety:
            self._unit.do(work)
        return safety

    def take_import_back(self) -> TakenBack:
        """Take the last import back, after a safety copy, as one change that can be undone.

        Raises:
            StoreError: There is none, or nothing was changed.
        """
        self.refresh()
        if self.last_import() is None:
            raise StoreError(
                "There is no import that could be taken back.",
                title="Nothing to take back",
            )
        counts: list[TakenBack] = []

        def work(transaction: Transaction) -> None:
            counts.append(
                import_note.take_back(transaction, self._ledger.state)
            )

        with self._safety_copy():
            self._unit.do(work)
        return counts[-1]

    @contextmanager
    def _safety_copy(self) -> Iterator[Backup]:
        """A backup for what is done inside; when the user stops that, the backup goes again."""
        safety = backups.make(self._ledger, "safety", self._unit.now())
        try:
            yield safety
        except StoppedError:
            with translate_os_errors():
                files.unlink(self._ledger.folder.backups / safety.name)
            raise

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
            ask = None if seal else passphrase
            if (
                ask is not None
                and path.is_file()
                and files.exists(place / "key.age")
            ):
                phrase = ask()
                sync_copies.choose_key(place, phrase)
                ask = partial(str, phrase)
            other = self._open_other(
                place, clock=self._clock, ask=ask, upkeep=False
            )
            try:
                if isinstance(seal, Sealed):
                    other._enter(seal.believing)
                if other.locked:
                    raise LockedError(
                        "That copy is sealed by another passphrase: use `trust-tui merge` for it."
                    )
                its_seal = other._ledger.seal
                yield other
            finally:
                other.close()
            self._open_also(its_seal)

    def _open_also(self, other: Seal) -> None:
        """Read from now on what a key has sealed that was given for a copy, wherever it lies in the folder."""
        mine = self._ledger.seal
        if not isinstance(mine, Sealed) or not isinstance(other, Sealed):
            return
        if mine.open_also(other):
            mine.believe_also(other)
            self._ledger.loaded.beside.clear()
            self.refresh()

    def put_copy_aside(self, path: Path) -> None:
        """Put a copy that was joined out of the way; nothing of it is deleted."""
        self._ledger.refuse_read_only()
        with translate_os_errors():
            sync_copies.put_aside(self._ledger, path)

    # --- beside the work ------------------------------------------------------------------------------------------

    def compact(self) -> bool:
        """Put the changes into a new snapshot now. False when there were none, or another session was quicker."""
        return compaction.compact(self._ledger)

    def clear_up(self) -> bool:
        """Put away the copies that were joined. False when there were none, or something is still to come."""
        return arrivals.clear_up(self._ledger)

    def finish_upkeep(self) -> None:
        """Wait for what is done in the background."""
        self._upkeep.wait()

    def close(self) -> None:
        """Let go of the store, once what is under way is done."""
        self._upkeep.close()
        super().close()

    def _enter(self, seal: Seal) -> None:
        ledger = self._ledger
        with ledger.writing:
            enter(ledger, seal, self._findings, self._now())
        if not ledger.read_only:
            if seal.suffix:
                self._findings += file_notes(ledger, seal)
            if self._wants_upkeep:
                self._upkeep.begin()

    def _now(self) -> datetime:
        return self._unit.now()
