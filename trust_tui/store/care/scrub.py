"""Deleting for good: out of the records, then out of every file that ever held them.

What is to go is noted in the store itself, by id alone, until every file is done; so it goes on after a kill.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from trust_tui.domain import StoreError, UncertainError
from trust_tui.store.care import backups, sync_copies
from trust_tui.store.disk import (
    SEALED,
    BrokenSealError,
    Plain,
    Seal,
    files,
    translate_os_errors,
)
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.log import Ledger, Transaction, drop_old_snapshots, encode

PENDING: Final = "scrub"


def delete_for_good(
    ledger: Ledger, drafts: StoreDrafts, ids: Iterable[str]
) -> None:
    """Remove records everywhere.

    Raises:
        UncertainError: They are gone from the workbook, but some file could not be cleaned; the next start goes on.
        StoreError: Nothing was changed.
    """
    wanted = set(ids)
    ledger.refuse_read_only()
    with ledger.writing, ledger.lock.held(insist=True):
        ledger.write(
            lambda transaction: _take_away(ledger, transaction, wanted)
        )
        try:
            go_on(ledger, drafts)
        except StoreError as error:
            raise UncertainError(
                "It is gone from the workbook, but a copy in another file could not be removed yet. "
                "The next start goes on with it.",
                title="Removed, but not everywhere yet",
            ) from error


def go_on(ledger: Ledger, drafts: StoreDrafts) -> bool:
    """Clean the files of what is noted to go. True when there was anything.

    Raises:
        StoreError: A file could not be cleaned; the note stays.
    """
    wanted = set(ledger.state.rows(PENDING))
    if not wanted:
        return False
    with ledger.writing, translate_os_errors(), ledger.lock.held(insist=True):
        ledger.catch_up()
        drop_old_snapshots(ledger, wipe=True)
        backups.without(ledger, wanted)
        drafts.forget(wanted)
        _clean_quarantine(ledger, wanted)
        _clean_joined(ledger, wanted)
        if not _waits_in_log(ledger, wanted):
            ledger.write(lambda transaction: _done(transaction, wanted))
    return True


def _waits_in_log(ledger: Ledger, wanted: set[str]) -> bool:
    """Whether a change holds the records that cannot be compacted yet, since one before it has not arrived."""
    return any(
        lines.get(id) is not None
        for change in ledger.state.changes.values()
        for lines in change.tables.values()
        for id in wanted
    )


def _take_away(
    ledger: Ledger, transaction: Transaction, wanted: set[str]
) -> None:
    found = False
    for table in ledger.state.tables():
        for id in wanted:
            if transaction.raw(table, id) is not None:
                transaction.put(table, id, None)
                found = True
    if found:
        for id in wanted:
            transaction.put(PENDING, id, encode({}))


def _done(transaction: Transaction, wanted: set[str]) -> None:
    for id in wanted:
        transaction.put(PENDING, id, None)


def _clean_quarantine(ledger: Ledger, wanted: set[str]) -> None:
    """Wipe what may hold the records. What can be searched and does not hold them stays."""
    folder = ledger.folder.quarantine
    for name in files.names(folder):
        seal: Seal = ledger.seal if name.endswith(".age") else Plain()
        if _may_hold(folder / name, seal, wanted):
            files.wipe(folder / name)


def _clean_joined(ledger: Ledger, wanted: set[str]) -> None:
    """Wipe folders beside that were joined and hold the records: all that is whole in them is in the workbook."""
    for copy in sync_copies.beside(ledger.folder):
        if sync_copies.was_joined(copy) and _holds(ledger, copy, wanted):
            files.wipe_all(copy)


def held_elsewhere(ledger: Ledger, ids: Iterable[str]) -> list[Path]:
    """The copies in and beside the folder that may hold records still, since they are not joined."""
    wanted = set(ids)
    copies = [
        *sync_copies.find(ledger.folder, ledger.seal.suffix),
        *sync_copies.beside(ledger.folder),
    ]
    found = dict.fromkeys(copies)
    return [path for path in found if _holds(ledger, path, wanted)]


def _holds(ledger: Ledger, place: Path, wanted: set[str]) -> bool:
    """Whether a file, or one of a folder, may hold records. What no key at hand opens may."""
    inside = place.rglob("*") if place.is_dir() else [place]
    for path in inside:
        if path.is_symlink() or not path.is_file():
            continue
        seal: Seal = ledger.seal if path.name.endswith(SEALED) else Plain()
        if not path.name.startswith("key") and _may_hold(path, seal, wanted):
            return True
    return False


def _may_hold(path: Path, seal: Seal, wanted: set[str]) -> bool:
    """Whether an id stands in a file, as it must beside its text; a broken seal hides what is in it."""
    try:
        text = seal.read(path)
    except BrokenSealError:
        return True
    return any(id.encode() in text for id in wanted)
