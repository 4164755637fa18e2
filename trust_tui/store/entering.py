"""From the files into memory, once the seal is open: plain reading, or recovery, or an upgrade."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from trust_tui.domain import Finding, StoreError
from trust_tui.store.care import arrivals, backups, clock_jump
from trust_tui.store.care.recovery import Recovered, put_aside, recover
from trust_tui.store.disk import SEALED, Seal, files, told
from trust_tui.store.encryption.sealed_files import Sealed
from trust_tui.store.log import (
    DamagedFileError,
    Ledger,
    changes,
    drop_old_snapshots,
    load,
    modernise,
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
        ledger.take_over(load(ledger.folder, seal, ledger.own), seal)
    except (DamagedFileError, FileNotFoundError):
        _recover(ledger, seal, findings)
    if ledger.loaded.written < changes.SCHEMA:
        _upgrade(ledger, findings, now)
    findings += [*arrivals.tell(ledger), *clock_jump.tell(ledger.state, now)]
    ledger.state.prepare()


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
            ledger.take_over(load(ledger.folder, seal, ledger.own), seal)
            return
        recovered = recover(ledger.folder, seal, ledger.own)
        ledger.take_over(recovered.loaded, seal)
        findings += recovered.findings
        try:
            _repair(ledger, recovered)
        except OSError as error:
            ledger.read_only = True
            findings.append(
                Finding(
                    file="",
                    said=f"The repair could not be written, so this can only be read. {told(error).advice}",
                )
            )


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
                    said="The workbook was brought to the form of this version; a backup was kept.",
                )
            )


def mend_key(ledger: Ledger, seal: Sealed, sealed_key: bytes) -> list[Finding]:
    """Bring both copies of the key and the public key in step with the key that has just opened the store."""
    folder = ledger.folder
    wanted: list[tuple[Path, bytes]] = [
        (folder.key, sealed_key),
        (folder.key_copy, sealed_key),
        (folder.recipient, f"{seal.public}\n".encode()),
    ]
    findings = []
    for path, right in wanted:
        there = None
        with suppress(OSError):
            there = files.read(path)
        if there == right:
            continue
        findings.append(
            Finding(
                file=path.name,
                said="This copy of a key was missing or out of step. It was made anew.",
            )
        )
        if not ledger.read_only:
            with suppress(OSError, StoreError):
                files.make_folder(path.parent)
                hidden = changes.temporary(path.parent, ledger.session)
                files.replace(
                    hidden,
                    path,
                    files.fill_with([right]),
                    forget_old=path.name.endswith(SEALED),
                )
    return findings
