"""Going back: to a backup, or to before the last import, each after a safety copy and as one change."""

from collections.abc import Iterator
from contextlib import contextmanager

from trust_tui.domain import StoppedError, StoreError, TakenBack, tr
from trust_tui.store import import_note
from trust_tui.store.care import backups
from trust_tui.store.care.backups import Backup
from trust_tui.store.disk import files, translate_os_errors
from trust_tui.store.log import Transaction
from trust_tui.store.unit_of_work import UnitOfWork


def restore(unit: UnitOfWork, name: str) -> Backup:
    """Put everything back as it is in a backup, as one change that can be undone.

    Args:
        unit: The store.
        name: File name of a backup, or the path of a file.

    Returns:
        The safety copy that was made first.
    """
    ledger = unit.ledger
    wanted = backups.read(ledger, ledger.folder.backups / name)

    def work(transaction: Transaction) -> None:
        backups.difference(transaction, ledger.state, wanted)

    with _safety_copy(unit) as safety:
        unit.do(work)
    return safety


def take_import_back(unit: UnitOfWork) -> TakenBack:
    """Take the last import back as one change that can be undone.

    Raises:
        StoreError: There is none, or nothing was changed.
    """
    if import_note.last(unit.ledger.state) is None:
        raise StoreError(
            tr("There is no import that could be taken back."),
            title=tr("Nothing to take back"),
        )
    counts: list[TakenBack] = []

    def work(transaction: Transaction) -> None:
        counts.append(import_note.take_back(transaction, unit.ledger.state))

    with _safety_copy(unit):
        unit.do(work)
    return counts[-1]


@contextmanager
def _safety_copy(unit: UnitOfWork) -> Iterator[Backup]:
    """A backup for what is done inside; when the user stops that, the backup goes again."""
    ledger = unit.ledger
    safety = backups.make(ledger, "safety", unit.now())
    try:
        yield safety
    except StoppedError:
        with translate_os_errors():
            files.unlink(ledger.folder.backups / safety.name)
        raise
