"""Opens what is sealed and locks it again: the way from the files into memory, and what was found on it."""

from collections.abc import Callable
from contextlib import suppress

from trust_tui.domain import Finding, LockedError
from trust_tui.store import encryption
from trust_tui.store.care.upkeep import Upkeep
from trust_tui.store.disk import Plain, Seal, is_sealed, translate_os_errors
from trust_tui.store.encryption import Sealed
from trust_tui.store.entering import enter
from trust_tui.store.inbox import file_or_tell
from trust_tui.store.unit_of_work import UnitOfWork


class Access:
    """What `StoreWorkbook` opens and locks the store with.

    Attributes:
        findings: What was found wrong while it was opened, and what was done about it.
    """

    def __init__(
        self, unit: UnitOfWork, findings: list[Finding], upkeep: Upkeep | None
    ) -> None:
        self._unit = unit
        self._ledger = unit.ledger
        self._upkeep = upkeep
        self.findings = findings

    @property
    def seal(self) -> Seal:
        """What the files are sealed with."""
        return self._ledger.seal

    def begin(self, sealed: bool, ask: Callable[[], str] | None) -> None:
        """Read the store for the first time; one that is sealed stays locked where nobody can be asked."""
        if not sealed:
            self.findings += encryption.distrust(self._ledger)
            self.enter(Plain())
            return
        with suppress(LockedError):
            self._ledger.forget(encryption.public_seal(self._ledger.folder))
        if ask is not None:
            self.unlock(ask())

    def lock(self) -> None:
        """Forget the key and everything that was read."""
        self._unit.history.clear()
        seal = self._ledger.seal
        if isinstance(seal, Sealed):  # what lies in the folder may be other
            self._ledger.forget(seal.without_secret)

    def unlock(self, phrase: str) -> None:
        """Read the store with the passphrase."""
        ledger = self._ledger
        with translate_os_errors():
            if not is_sealed(ledger.folder):
                self.begin(False, None)
                return
            opened = encryption.read_key(ledger.folder, phrase)
            self.enter(opened.seal)
            self.findings += encryption.mend_keys(ledger, opened)
            self.findings += encryption.settle_key(ledger, opened.key, phrase)

    def unlock_with_key(self, secret: str, new_passphrase: str) -> None:
        """Read the store with the key from the recovery sheet, and put it under a new passphrase.

        Raises:
            DamagedError: That is not the key of this workbook.
        """
        ledger = self._ledger
        with translate_os_errors():
            seal = encryption.whole_seal(secret)
            seal.demands_proof = encryption.has_proofs(ledger.folder, seal)
            self.enter(seal)
            key = encryption.OwnerKey(
                secret=secret.strip(), proved=seal.demands_proof
            )
            encryption.put_under(ledger, key, new_passphrase)

    @property
    def stripped(self) -> bool:
        """Whether the passphrase was taken away outside of this session, which keeps nothing until the user decides."""
        return self._ledger.stripped or self._ledger.swapped

    @property
    def last_kept(self) -> str:
        """When something was last kept on this machine, and the words for it; empty where that is not known."""
        return encryption.last_kept(self._ledger.folder)

    def go_on_in_plain(self) -> None:
        """Go on without a passphrase, since the user says that it was removed on purpose."""
        with translate_os_errors():
            self._ledger.go_on_in_plain()
            if encryption.trust(self._ledger):
                self.enter(Plain())

    def enter(self, seal: Seal) -> None:
        """Read the store with a seal that opens it."""
        ledger = self._ledger
        with ledger.writing:
            enter(ledger, seal, self.findings, self._unit.now())
        self.findings += encryption.differences(ledger, seal)
        if not ledger.read_only:
            encryption.remember(ledger)
            if seal.suffix:
                self.findings += file_or_tell(ledger, seal)
            if self._upkeep is not None:
                self._upkeep.begin()
