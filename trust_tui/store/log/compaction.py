"""Folding the changes into a new snapshot, beside the work of the session and of others.

There are always two whole snapshots, `trust.json` and `trust.previous.json`, and every change since the older one. So
any single file may be damaged and nothing is lost. Only one session folds at a time: it claims the fold by a link.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.domain.cancellable_task import steps
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.os_errors import in_words
from trust_tui.store.encryption.sealed_files import Seal
from trust_tui.store.log import changes, sheets
from trust_tui.store.log.ledger import Ledger
from trust_tui.store.log.loading import Loaded
from trust_tui.store.log.rows import Row

EVERY: Final = 256
Everything = tuple[int, dict[str, dict[str, Row]]]


def snapshot_fill(
    everything: Everything, seal: Seal, loaded: Loaded, previous: int
) -> files.Fill:
    """Writes a snapshot of all records, each of them a step for whoever waits.

    Args:
        everything: The number of the last change, and the records after it.
        seal: How to protect it.
        loaded: The store it is of.
        previous: Number of the last change in the snapshot before it.
    """
    number, tables = everything
    header = changes.header(
        "snapshot", number, store=loaded.store, previous=previous, schema=loaded.schema
    )
    rows = {
        table: ((row.id, row.raw) for row in steps(rows.values()))
        for table, rows in tables.items()
        if rows
    }
    return seal.fill(sheets.write(header, rows))


def size(everything: Everything) -> int:
    """How many records a snapshot has."""
    return sum(len(rows) for rows in everything[1].values())


def due(ledger: Ledger, since: int) -> bool:
    """Whether enough has changed to fold.

    Args:
        ledger: The store.
        since: Number at which folding was tried last in vain.
    """
    return ledger.state.number - max(ledger.loaded.folded, since) >= EVERY


def fold(ledger: Ledger) -> bool:
    """Fold. False when another session was quicker.

    Raises:
        StoreError: Nothing was folded; nothing is lost by that.
    """
    folder, seal, loaded = ledger.folder, ledger.seal, ledger.loaded
    based_on = loaded.snapshot
    everything = loaded.state.everything()
    if everything[0] == loaded.folded:
        return False
    with in_words():
        ledger.alive.hold()
        hidden = changes.temporary(folder.path, ledger.session)
        files.create(hidden, snapshot_fill(everything, seal, loaded, loaded.folded))
        try:
            with ledger.writing, ledger.lock.held(insist=True):
                if ledger.seal is not seal or not _claim(ledger, hidden, based_on):
                    return False
                _switch(ledger, everything[0])
        finally:
            with suppress(OSError):
                files.unlink(hidden)
    return True


def _claim(ledger: Ledger, hidden: Path, based_on: files.Identity | None) -> bool:
    """Be the one who folds, unless the snapshot is another by now or another session is about to replace it."""
    if files.identity(ledger.folder.snapshot(ledger.seal.suffix)) != based_on:
        return False
    claim = claim_of(ledger.folder)
    with suppress(FileExistsError):
        files.link(hidden, claim)
        return True
    # Whoever claims holds the lock, as we do now: so this is left over from a session that ended in the middle.
    files.unlink(claim)
    files.link(hidden, claim)
    return True


def claim_of(folder: Folder) -> Path:
    """The name under which a new snapshot waits to take its place."""
    return folder.path / "trust.next.json"


def _switch(ledger: Ledger, number: int) -> None:
    folder, suffix = ledger.folder, ledger.seal.suffix
    snapshot, previous = folder.snapshot(suffix), folder.previous(suffix)
    older = ledger.loaded.folded
    spare = changes.temporary(folder.path, ledger.session)
    if files.identity(previous) != files.identity(
        snapshot
    ):  # they are one file when a fold has failed in between
        files.link(snapshot, spare)
        files.rename(spare, previous)
    files.rename(claim_of(folder), snapshot)
    ledger.loaded.snapshot, ledger.loaded.folded = files.identity(snapshot), number
    files.flush_folder(folder.path)
    forget_changes(folder, suffix, older)


def forget_changes(
    folder: Folder, suffix: str, until: int, *, wipe: bool = False
) -> None:
    """Remove the changes that both snapshots hold. An error leaves some of them, which harms nothing."""
    with suppress(OSError):
        for number in changes.numbers(folder, suffix):
            if number <= until:
                (files.wipe if wipe else files.unlink)(folder.change(number, suffix))


def settle(ledger: Ledger, *, wipe: bool = False) -> None:
    """Write both snapshots anew from memory and remove all changes. The lock is held.

    Args:
        ledger: The store.
        wipe: Overwrite what is replaced or removed, so that its text is gone.
    """
    folder, seal, loaded = ledger.folder, ledger.seal, ledger.loaded
    everything = loaded.state.everything()
    number = everything[0]
    for path in (folder.previous(seal.suffix), folder.snapshot(seal.suffix)):
        fill = snapshot_fill(everything, seal, loaded, number)
        files.replace(
            changes.temporary(folder.path, ledger.session), path, fill, forget_old=wipe
        )
    loaded.snapshot, loaded.folded = (
        files.identity(folder.snapshot(seal.suffix)),
        number,
    )
    forget_changes(folder, seal.suffix, number, wipe=wipe)
    ledger.mark()
