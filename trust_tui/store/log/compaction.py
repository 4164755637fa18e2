"""Compacting the log: the changes become a new snapshot, beside the work of the session and of others.

There are always two whole snapshots, `trust.json` and `trust.previous.json`, and every change that the older one does
not hold. So any single file may be damaged and nothing is lost. A snapshot never goes past a change that is missing.
Only one session of a machine compacts at a time: it claims that by a link.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.domain import Settings, steps
from trust_tui.store.disk import (
    TEMPORARY,
    Folder,
    Seal,
    files,
    is_of_other_key,
    translate_os_errors,
)
from trust_tui.store.log import change_files, numbered, sheets
from trust_tui.store.log.change_marks import TABLE as MARKS
from trust_tui.store.log.change_marks import Marks, forget_changes
from trust_tui.store.log.ledger import Ledger
from trust_tui.store.log.loading import Loaded
from trust_tui.store.log.stamps import Dot, Plain, Reach, is_late
from trust_tui.store.log.state import Rows, State

EVERY: Final = 256


def snapshot_fill(state: State, seal: Seal, loaded: Loaded) -> files.Fill:
    """Writes a snapshot of all records, each of them a step for whoever waits.

    Args:
        state: The records.
        seal: How to protect it.
        loaded: The store it is of.
    """
    if loaded.schema == change_files.NUMBERED:
        return _numbered_fill(state, seal, loaded)
    number, tables = state.everything()
    lost = Reach()
    for dot in state.lost:
        lost.add(dot)
    reach, chain = lasting(state)
    head = change_files.header(
        "snapshot",
        number,
        store=loaded.store,
        reach=reach,
        schema=loaded.schema,
        chain=chain,
    )
    if state.lost:
        head["lost"] = lost.plain()
    rows: dict[str, Iterator[tuple[str, sheets.Raw]]] = {
        table: ((row.id, row.line) for row in steps(rows.values()))
        for table, rows in _small_first(tables).items()
    }
    marks = [*state.marks.rows(state.reach.upto)]
    if marks:
        rows[MARKS] = iter(marks)
    return seal.fill(sheets.write(head, rows, seal.prove))


def _small_first(tables: Rows) -> Rows:
    """The tables that hold something, after the settings, which `load_beginning` looks for there."""
    first = {Settings.TABLE: tables.get(Settings.TABLE, {})}
    return first | {table: rows for table, rows in tables.items() if rows}


def lasting(state: State) -> tuple[Plain, dict[str, str]]:
    """How far it reaches and the chain of each writer, as the next start knows them.

    Without what came late from before writers had names: it does no harm a second time, so no snapshot notes it.
    """
    reach, chain = state.reach.plain(), dict(state.chain)
    for writer in filter(is_late, [*reach]):
        del reach[writer]
        chain.pop(writer, None)
    return reach, chain


def _numbered_fill(state: State, seal: Seal, loaded: Loaded) -> files.Fill:
    """Writes a snapshot in the form of older versions, which they can open."""
    number, tables = state.everything()
    head = change_files.header(
        "snapshot", number, store=loaded.store, previous=number
    )
    rows = {
        table: ((row.id, row.raw) for row in steps(rows.values()))
        for table, rows in tables.items()
        if rows
    }
    head |= {"schema": change_files.NUMBERED}
    return seal.fill(sheets.write(head, rows, seal.prove))


def size(state: State) -> int:
    """How many records a snapshot has."""
    return sum(map(state.count, state.tables()))


def compact(ledger: Ledger) -> bool:
    """Compact the log. False when another session was quicker, or there is nothing that could be compacted.

    Raises:
        StoreError: Nothing was compacted; nothing is lost by that.
    """
    folder, seal, loaded = ledger.folder, ledger.seal, ledger.loaded
    based_on = loaded.snapshot
    settled = loaded.state.compactable()
    if settled.reach == loaded.in_snapshot and not loaded.wants_snapshot:
        return False
    with translate_os_errors():
        ledger.alive.hold()
        hidden = change_files.temporary(folder.path, ledger.session)
        files.create(hidden, snapshot_fill(settled, seal, loaded))
        try:
            with ledger.writing, ledger.lock.held(insist=True):
                if (
                    ledger.seal is not seal
                    or ledger.loaded is not loaded
                    or not _claim(ledger, hidden, based_on)
                ):
                    return False
                older = _switch(ledger, settled)
        finally:
            with suppress(OSError):
                files.unlink(hidden)
        # Both snapshots hold them, so nobody has to wait until their text is overwritten.
        forget_changes(folder, seal, *older, wipe=not seal.suffix)
        loaded.looked_at &= {*files.names(folder.log)}  # names come again
        if not seal.suffix:
            _wipe_spares(ledger)
    return True


def _claim(
    ledger: Ledger, hidden: Path, based_on: files.Identity | None
) -> bool:
    """Be the one who compacts, unless the snapshot is another by now or another session is about to replace it."""
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


def _switch(ledger: Ledger, settled: State) -> tuple[Reach, Marks, set[Dot]]:
    """Put the new snapshot in its place. Returns what both hold now, and what of that the older one goes on without."""
    folder, suffix, loaded = ledger.folder, ledger.seal.suffix, ledger.loaded
    snapshot, previous = folder.snapshot(suffix), folder.previous(suffix)
    older = loaded.in_snapshot, loaded.marks_in_snapshot, loaded.given_up
    spare = change_files.temporary(folder.path, ledger.session)
    if files.identity(previous) != files.identity(
        snapshot
    ):  # they are one file when it has failed in between
        _keep_strange(previous, ledger.seal)
        files.link(snapshot, spare)
        if not suffix and files.exists(previous):
            files.link(previous, _spare_of(ledger))
        files.rename(spare, previous)
    files.rename(claim_of(folder), snapshot)
    loaded.snapshot, loaded.in_snapshot = (
        files.identity(snapshot),
        settled.reach,
    )
    loaded.given_up = set(settled.lost)
    loaded.marks_in_snapshot = settled.marks
    loaded.wants_snapshot = False
    loaded.state.compacted(settled)
    files.flush_folder(folder.path)
    return older


def _keep_strange(path: Path, seal: Seal) -> None:
    """Give another name to a snapshot that another key has sealed, instead of writing over it."""
    if files.exists(path) and is_of_other_key(path, seal):
        files.step_aside(path)


def _spare_of(ledger: Ledger) -> Path:
    """The name of the snapshot that was the older one, until its text is overwritten."""
    return ledger.folder.path / f".{ledger.session}.spare{TEMPORARY}"


def _wipe_spares(ledger: Ledger) -> None:
    with suppress(OSError):  # else the next start removes it
        files.wipe(_spare_of(ledger))


def drop_old_snapshots(ledger: Ledger, *, wipe: bool = False) -> None:
    """Write both snapshots anew from memory and remove all changes that they hold. The lock is held.

    Args:
        ledger: The store.
        wipe: Overwrite what is replaced or removed, so that its text is gone, or fail. Plain files are overwritten in
            any case, as far as that can be done.
    """
    folder, seal, loaded = ledger.folder, ledger.seal, ledger.loaded
    settled = loaded.state.compactable()
    for path in (folder.previous(seal.suffix), folder.snapshot(seal.suffix)):
        _keep_strange(path, seal)
        hidden = change_files.temporary(folder.path, ledger.session)
        fill = snapshot_fill(settled, seal, loaded)
        if wipe:
            files.replace_for_good(hidden, path, fill)
        else:
            files.replace(hidden, path, fill, forget_old=not seal.suffix)
    loaded.snapshot = files.identity(folder.snapshot(seal.suffix))
    loaded.in_snapshot = settled.reach
    loaded.given_up = set(settled.lost)
    loaded.marks_in_snapshot = settled.marks
    loaded.wants_snapshot, loaded.written = False, loaded.schema
    loaded.state.compacted(settled)
    wipe = wipe or not seal.suffix
    gone = files.wipe if wipe else files.unlink
    forget_changes(
        folder, seal, settled.reach, settled.marks, settled.lost, wipe=wipe
    )
    loaded.looked_at &= {*files.names(folder.log)}
    with suppress(OSError):
        for number in numbered.numbers(folder, seal.suffix):
            gone(folder.log / f"{number:012d}.json{seal.suffix}")
    ledger.mark()
