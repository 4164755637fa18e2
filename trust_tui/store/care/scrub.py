"""Deleting for good: out of the records, then out of every file that ever held them.

What is to go is noted in the store itself, by id alone, until every file is done; so it goes on after a kill.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from trust_tui.domain import StoreError, UncertainError, tr
from trust_tui.store.care import backups, sync_copies
from trust_tui.store.disk import (
    AGE,
    SEALED,
    BrokenSealError,
    Plain,
    Seal,
    files,
    is_of_other_key,
    translate_os_errors,
)
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.log import (
    PENDING,
    Ledger,
    Transaction,
    drop_old_snapshots,
    encode,
)


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
                tr(
                    "It is gone from the workbook, but a copy in another file could not be removed yet. "
                    "The next start goes on with it."
                ),
                title=tr("Removed, but not everywhere yet"),
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
    """Wipe what may hold the records. What does not hold them stays, and what another key has sealed."""
    folder = ledger.folder.quarantine
    for name in files.names(folder):
        path = folder / name
        if _may_hold(ledger, path, wanted) and not _is_strange(ledger, path):
            files.wipe(path)


def _clean_joined(ledger: Ledger, wanted: set[str]) -> None:
    """Wipe folders beside that were joined and hold the records: all that is whole in them is in the workbook."""
    strange = partial(_is_strange, ledger)
    joined = filter(sync_copies.was_joined, sync_copies.beside(ledger.folder))
    for copy in joined:
        held = [*_holding(ledger, copy, wanted)]
        if held and not any(map(strange, held)):
            files.wipe_all(copy)


def held_elsewhere(ledger: Ledger, ids: Iterable[str]) -> list[Path]:
    """The copies in and beside the folder that may hold records still: not joined, or sealed by another key."""
    wanted = set(ids)
    folder = ledger.folder
    copies = [
        *sync_copies.find(folder, ledger.seal.suffix),
        *sync_copies.beside(folder),
    ]
    found = [*filter(partial(_holds, ledger, wanted), copies)]
    parts = (folder.backups, folder.quarantine, folder.drafts)
    inside = chain.from_iterable(part.glob("[!.]*") for part in parts)
    found += filter(partial(_is_strange, ledger), sorted(inside))
    return [*dict.fromkeys(found)]


def _holds(ledger: Ledger, wanted: set[str], place: Path) -> bool:
    """Whether a file, or one of a folder, may hold records. What no key at hand opens may."""
    return bool([*_holding(ledger, place, wanted)])


def _holding(ledger: Ledger, place: Path, wanted: set[str]) -> Iterator[Path]:
    """The files that may hold records: that one, or those in that folder."""
    inside = place.rglob("*") if place.is_dir() else [place]
    for path in inside:
        if path.is_symlink() or not path.is_file():
            continue
        is_key = path.name.startswith("key")
        if not is_key and _may_hold(ledger, path, wanted):
            yield path


def _may_hold(ledger: Ledger, path: Path, wanted: set[str]) -> bool:
    """Whether an id stands in a file, as it must beside its text; a broken seal hides what is in it."""
    try:
        text = _seal_of(ledger, path).read(path)
    except BrokenSealError:
        return True
    return text.startswith(AGE) or any(id.encode() in text for id in wanted)


def _is_strange(ledger: Ledger, path: Path) -> bool:
    """Whether another key has sealed a file. The keys themselves are sealed by passphrases."""
    is_key = path.name.startswith("key")
    return not is_key and is_of_other_key(path, _seal_of(ledger, path))


def _seal_of(ledger: Ledger, path: Path) -> Seal:
    """What opens a file, if the key at hand does."""
    return ledger.seal if path.name.endswith(SEALED) else Plain()
