"""From the files into memory, once the seal is open: plain reading, or recovery, or an upgrade."""

from contextlib import suppress
from datetime import datetime

from trust_tui.domain import Finding, tr
from trust_tui.store.care import (
    arrivals,
    backups,
    clock_jump,
    older_snapshot,
    strays,
)
from trust_tui.store.care.recovery import Recovered, put_aside, recover
from trust_tui.store.disk import Seal, files, store_error
from trust_tui.store.log import (
    DamagedFileError,
    Ledger,
    changes,
    drop_old_snapshots,
    load,
    modernise,
    newest,
    note_looked_at,
    put_doubtful_aside,
    said_of,
)


def enter(
    ledger: Ledger, seal: Seal, findings: list[Finding], now: datetime
) -> None:
    """Read the store, and repair it when something is damaged.

    Args:
        ledger: Takes the records over.
        seal: Opens the files.
        findings: What was found wrong is added.
        now: The present moment.

    Raises:
        DamagedError: Nothing whole was found; nothing was written.
        NewerError: A newer version wrote it; nothing was written.
    """
    try:
        _take_whole(ledger, seal)
    except (DamagedFileError, FileNotFoundError):
        _recover(ledger, seal, findings)
    _leave_out(ledger, findings)
    if ledger.loaded.written < changes.SCHEMA:
        _upgrade(ledger, findings, now)
    findings += [*arrivals.tell(ledger), *strays.tell(ledger)]
    findings += clock_jump.tell(ledger.state, now)


def _take_whole(ledger: Ledger, seal: Seal) -> None:
    folder = ledger.folder
    until = newest(folder, seal.suffix)
    loaded = load(folder, seal, ledger.own)
    older_snapshot.prove(ledger, seal)
    ledger.take_over(loaded, seal)
    if not ledger.read_only:
        note_looked_at(folder, until, loaded.snapshot, ledger.session)


def _recover(ledger: Ledger, seal: Seal, findings: list[Finding]) -> None:
    if ledger.read_only:
        recovered = recover(ledger.folder, seal, ledger.own)
        ledger.take_over(recovered.loaded, seal)
        findings += recovered.findings
        return
    with ledger.lock.held(insist=True):
        with suppress(
            DamagedFileError, FileNotFoundError
        ):  # another session may have repaired it meanwhile
            _take_whole(ledger, seal)
            return
        recovered = recover(ledger.folder, seal, ledger.own)
        ledger.take_over(recovered.loaded, seal)
        findings += recovered.findings
        _leave_out(ledger, findings)
        try:
            _repair(ledger, recovered)
        except OSError as error:
            ledger.read_only = True
            findings.append(
                Finding(
                    file="",
                    said=tr(
                        "The repair could not be written, so this can only be read. {advice}",
                        advice=store_error(error).advice,
                    ),
                )
            )


def _leave_out(ledger: Ledger, findings: list[Finding]) -> None:
    """Put aside what nothing proves to be the owner's, and say so."""
    folder, loaded = ledger.folder, ledger.loaded
    there = sorted(path for path in loaded.doubtful if files.exists(path))
    if not there:
        return
    name = there[0].relative_to(folder.path).as_posix()
    findings.append(Finding(file=name, said=said_of(len(there))))
    if ledger.read_only:
        return
    for path in there:
        put_doubtful_aside(folder, path)
    loaded.doubtful.clear()
    suffix = ledger.seal.suffix
    if folder.previous(suffix) in there:
        with ledger.lock.held(insist=True):
            drop_old_snapshots(ledger)


def _repair(ledger: Ledger, recovered: Recovered) -> None:
    for path in recovered.damaged:
        put_aside(ledger.folder, path)
    drop_old_snapshots(ledger)


def _upgrade(ledger: Ledger, findings: list[Finding], now: datetime) -> None:
    if ledger.read_only:
        modernise(ledger.loaded)
        return
    with ledger.lock.held(insist=True):
        ledger.take_over(ledger.load(), ledger.seal)
        if ledger.loaded.written < changes.SCHEMA:
            backups.make(ledger, "upgrade", now)
            modernise(ledger.loaded)
            drop_old_snapshots(ledger)
            findings.append(
                Finding(
                    file="trust.json",
                    said=tr(
                        "The workbook was brought to the form of this version; a backup was kept."
                    ),
                )
            )
