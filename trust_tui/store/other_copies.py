"""What of the workbook lies elsewhere, or came from there: copies, exports, and changes of other machines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from trust_tui.domain import LockedError, OlderCopy, tr
from trust_tui.store.access import Access
from trust_tui.store.care import arrivals, older_copies, scrub, sync_copies
from trust_tui.store.disk import translate_os_errors
from trust_tui.store.encryption import Sealed
from trust_tui.store.unit_of_work import UnitOfWork


class Openable(Protocol):
    """What a copy is opened as."""

    access: Access

    @property
    def locked(self) -> bool:
        """Whether its passphrase was not given."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


W = TypeVar("W", bound=Openable)


class OtherCopies(Generic[W]):
    """The copies of a workbook. Every method may be called from a worker thread; `StoreError` says what went wrong."""

    def __init__(
        self,
        unit: UnitOfWork,
        open_at: Callable[[Path, Callable[[], str] | None], W],
        refresh: Callable[[], object],
    ) -> None:
        self._unit = unit
        self._ledger = unit.ledger
        self._open_at = open_at
        self._refresh = refresh

    # --- what can be joined ---------------------------------------------------------------------------------------

    def unjoined(self) -> Sequence[Path]:
        """Other copies of the workbook that lie in or beside its folder, as synchronisers leave them."""
        with translate_os_errors():
            return sync_copies.unjoined(self._ledger)

    @contextmanager
    def opened(
        self, path: Path, *, passphrase: Callable[[], str] | None = None
    ) -> Iterator[W]:
        """A copy, opened from a copy of its own; the passphrase is asked where our key does not open it.

        Raises:
            StoreError: It cannot be read, or no passphrase was given.
        """
        with (
            translate_os_errors(),
            sync_copies.spare(path, self._ledger) as (place, seal),
        ):
            ask = sync_copies.asked_for(path, place, seal, passphrase)
            other = self._open_at(place, ask)
            try:
                if isinstance(seal, Sealed):
                    other.access.enter(seal.believing)
                if other.locked:
                    raise LockedError(
                        tr(
                            "That copy is sealed by another passphrase: use `trust-tui merge` for it."
                        )
                    )
                its_seal = other.access.seal
                yield other
            finally:
                other.close()
            if sync_copies.open_also(self._ledger, its_seal):
                self._refresh()

    def put_aside(self, path: Path) -> None:
        """Put a copy that was joined out of the way; nothing of it is deleted."""
        self._ledger.refuse_read_only()
        with translate_os_errors():
            sync_copies.put_aside(self._ledger, path)

    def doubtful(self) -> Sequence[Path]:
        """Files that were put aside since nothing proves that they are the user's."""
        return older_copies.doubtful_files(self._ledger.folder)

    # --- what somebody could still read ---------------------------------------------------------------------------

    def older(self) -> Sequence[OlderCopy]:
        """Every copy of the workbook that can be found and that is not needed."""
        return older_copies.older_copies(self._ledger)

    def wipe(self, paths: Iterable[Path]) -> Sequence[Path]:
        """Overwrite and remove such copies. Returns those that could not be removed."""
        self._ledger.refuse_read_only()
        return older_copies.wipe_copies(self._ledger, paths)

    def not_joined(self) -> Sequence[Path]:
        """What may hold words that are nowhere else, so that it is none of the older copies."""
        return older_copies.not_joined(self._ledger)

    def holding(self, ids: Iterable[str]) -> Sequence[Path]:
        """Copies that may hold these records still, since they were never joined."""
        with translate_os_errors():
            return scrub.held_elsewhere(self._ledger, ids)

    def note_export(self, paths: Iterable[Path]) -> None:
        """Remember where an export was written, to name it when copies are to go."""
        self._unit.do_aside(
            lambda transaction: older_copies.note_export(transaction, paths)
        )

    # --- what comes from other machines ---------------------------------------------------------------------------

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
