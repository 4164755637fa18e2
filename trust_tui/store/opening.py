"""Opening a store: look whether the folder can be trusted, make what is missing, read, repair what can be repaired."""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    Clock,
    Finding,
    FolderError,
    LockedError,
    ReadOnlyError,
    Settings,
    StoreError,
    Value,
    later,
    new_id,
    tr,
)
from trust_tui.store.care.backups import is_due
from trust_tui.store.care.check_files import abilities_told, above_told_once
from trust_tui.store.care.sync_copies import is_snapshot
from trust_tui.store.disk import (
    PARTS,
    TEMPORARY,
    Folder,
    Plain,
    examine,
    files,
    is_sealed,
    lives,
    translate_os_errors,
)
from trust_tui.store.encryption import finish_turning, known_public, public_seal
from trust_tui.store.inbox import leave
from trust_tui.store.log import (
    Ledger,
    claim_of,
    converting,
    header_of,
    load_beginning,
    temporary,
    write_sheet,
)
from trust_tui.store.repository import StoreRepository
from trust_tui.store.settings_record import settings_in
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.store.unit_of_work import UnitOfWork

_OURS: Final = re.compile(
    r"\.([0-9a-f]{16}|late)\..*" + re.escape(TEMPORARY), re.DOTALL
)
"""Names of files that are being written. Synchronisers have hidden files of their own there."""

_TAKEN_AWAY: Final = later(
    "This workbook was sealed by a passphrase when it was last open on this machine, and is not now. Nothing was kept. "
    "If it was you who removed it, say so with `trust-tui passphrase remove`; if not, look what lies there with "
    "`trust-tui`."
)


def open_store(
    path: Path,
    *,
    clock: Clock,
    ask: Callable[[], str] | None = None,
    upkeep: bool = True,
) -> StoreWorkbook:
    """Open the store in a folder, or make one there. See `trust_tui.store.open_workbook`."""
    findings: list[Finding] = []
    with translate_os_errors():
        ledger = _prepared(path, findings)
        workbook = StoreWorkbook(
            ledger, clock, findings, upkeep=upkeep, open_other=open_store
        )
        workbook.access.begin(is_sealed(ledger.folder), ask)
    return workbook


def _prepared(path: Path, findings: list[Finding]) -> Ledger:
    """The store in a folder that can be trusted, where nothing is left undone and nothing is read yet."""
    folder = Folder(path)
    _find(folder)
    rights = examine(folder)
    findings += map(_loosened, rights.taken)
    if rights.left:
        findings.append(_OPEN)
    ledger = Ledger(
        folder,
        Plain(),
        secrets.token_hex(8),
        public_seal=public_seal,
        read_only=not _writable(path),
    )
    if not ledger.read_only:
        findings += above_told_once(folder)
        if _tidy(ledger):
            findings += [
                one for one in abilities_told(folder) if one not in findings
            ]
    elif _is_fresh(folder):
        raise ReadOnlyError(
            tr(
                "The data folder is empty and cannot be written to. Give another one with --data."
            )
        )
    return ledger


def keep_unread(
    path: Path,
    make: Callable[[Settings], Value],
    clock: Clock,
    findings: list[Finding],
) -> str:
    """Keep a value without reading the records. See `trust_tui.store.keep_note`."""
    with translate_os_errors():
        ledger = _prepared(path, findings)
        try:
            if is_sealed(ledger.folder):
                return ""
            if known_public(ledger.folder):
                raise LockedError(tr(_TAKEN_AWAY))
            loaded = load_beginning(ledger.folder, ledger.seal, ledger.own)
            if loaded is None:
                return ""
            ledger.take_over(loaded, ledger.seal)
            if is_due(ledger, clock.now()):
                return ""
            unit = UnitOfWork(ledger, clock)
            kept = settings_in(loaded.state)
            value = make(Settings() if kept is None else kept.value)
            return StoreRepository(unit, type(value)).keep(value).id
        finally:
            ledger.close()


def needs_passphrase(path: Path) -> bool:
    """Whether a passphrase is needed. See `trust_tui.store.is_sealed`."""
    with translate_os_errors():
        return is_sealed(Folder(path))


def _find(folder: Folder) -> None:
    try:
        files.make_folder(folder.path)
    except (
        PermissionError,
        FileNotFoundError,
        NotADirectoryError,
    ) as error:
        raise FolderError(
            tr(
                "The data folder cannot be made here. Give another one with --data."
            )
        ) from error


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK | os.X_OK)


_OPEN: Final = Finding(
    file="",
    said=later(
        "This disk cannot keep others out: set a passphrase, or move the workbook to another disk."
    ),
)


def _loosened(name: str) -> Finding:
    what = tr("The file {name}", name=name) if name else tr("The data folder")
    return Finding(
        file=name,
        said=tr(
            "{what} was open to other users of this machine. It is yours alone now.",
            what=what,
        ),
    )


def _tidy(ledger: Ledger) -> bool:
    """Make what is missing, finish what was left undone, sweep up after sessions that were killed.

    Returns:
        Whether nothing was ever kept here before.
    """
    folder = ledger.folder
    fresh = _is_fresh(folder)
    missing = [part for part in PARTS if not files.exists(folder.path / part)]
    _sweep_sessions(folder)
    if not (fresh or missing or converting(folder) or _leftovers(folder)):
        return False
    try:
        with translate_os_errors(), ledger.lock.held() as alone:
            if fresh and _is_fresh(folder):
                _make(ledger)
            for part in missing:
                files.make_folder(folder.path / part)
            if alone:
                # A half-written file may be plain text only where a passphrase was set or removed. Otherwise it is
                # just unlinked: on a disk whose locks do nothing it may be in use.
                remove = files.wipe if finish_turning(folder) else files.unlink
                for path in _leftovers(folder):
                    (files.wipe_all if path.is_dir() else remove)(path)
    except StoreError as error:
        # An existing store is opened all the same; what could not be tidied stays for another time.
        if fresh or isinstance(error, FolderError):
            raise
        ledger.read_only = ledger.read_only or isinstance(error, ReadOnlyError)
    return fresh


def _is_fresh(folder: Folder) -> bool:
    """Whether nothing was ever kept here."""
    keys = (folder.key, folder.key_coming, folder.key_going)
    if any(map(files.exists, keys)) or any(
        is_snapshot(name) and not name.startswith("trust.next.")
        for name in files.names(folder.path)
    ):
        return False
    return not any(
        files.names(part)
        for part in (
            folder.log,
            folder.backups,
            folder.quarantine,
            folder.inbox,
        )
    )


def _sweep_sessions(folder: Folder) -> None:
    """Remove what sessions left that were killed. No other ever gets the name of one, so this needs no lock."""
    sessions = folder.here.sessions
    for name in files.names(sessions):
        session, _, ending = name.partition(".")
        if session and ending == "lock" and not lives(sessions, session):
            with suppress(OSError):
                files.unlink(sessions / name)


def _leftovers(folder: Folder) -> list[Path]:
    """Half-written files and locks of sessions that are gone."""
    claim = claim_of(folder)
    found = [claim] if files.exists(claim) else []
    for part in ("", *PARTS):
        for name in files.names(folder.path / part):
            session = name.removeprefix(".").partition(".")[0]
            half = _OURS.fullmatch(name) is not None
            if (half or (part == "drafts" and name.endswith(".lock"))) and not (
                lives(folder.here.sessions, session)
                or lives(folder.drafts, session)
            ):
                found.append(folder.path / part / name)
    for name in files.names(folder.here.path):
        session = name.removeprefix(".").partition(".")[0]
        if _OURS.fullmatch(name) and not lives(folder.here.sessions, session):
            found.append(folder.here.path / name)
    sessions = folder.here.sessions
    found += [
        sessions / name
        for name in files.names(sessions)
        if not lives(sessions, name.removeprefix(".").partition(".")[0])
    ]
    return found


def _make(ledger: Ledger) -> None:
    folder = ledger.folder
    hidden = temporary(folder.path, ledger.session)
    header = header_of("snapshot", 0, store=new_id(), reach={}, chain={})
    files.create(hidden, files.fill_with(write_sheet(header, {})))
    with suppress(FileExistsError):
        files.link(hidden, folder.snapshot(""))
    files.unlink(hidden)
    files.flush_folder(folder.path)


def leave_in(path: Path, value: Value, clock: Clock) -> str:
    """Keep a value in a sealed store without its passphrase. See `trust_tui.store.leave_note`."""
    folder = Folder(path)
    with translate_os_errors():
        examine(folder)
    return leave(folder, value, clock, secrets.token_hex(8)).id
