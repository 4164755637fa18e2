"""Opening a store: look whether the folder can be trusted, make what is missing, read."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from trust_tui.domain.clock import Clock
from trust_tui.errors import DamagedError
from trust_tui.store import changes, files, sheets
from trust_tui.store.changes import DamagedFileError
from trust_tui.store.desk import Desk
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.failures import in_words
from trust_tui.store.folder import PARTS, Folder, examine
from trust_tui.store.ids import new_id
from trust_tui.store.ledger import Ledger
from trust_tui.store.loading import load
from trust_tui.store.locking import SessionLock, StoreLock
from trust_tui.store.seals import Plain, Seal
from trust_tui.store.workbook import StoreWorkbook


def open_store(path: Path, *, clock: Clock, passphrase: Callable[[], str] | None = None) -> StoreWorkbook:
    """Open the store in a folder, or make one there. See `trust_tui.store.open_workbook`."""
    del passphrase
    folder = Folder(path)
    session = secrets.token_hex(8)
    seal: Seal = Plain()
    with in_words():
        _prepare(folder, session)
        try:
            loaded = load(folder, seal)
        except DamagedFileError as error:
            raise DamagedError("A file of the workbook is damaged. It was left as it is.") from error
    ledger = Ledger(folder, seal, session, loaded, read_only=not os.access(path, os.W_OK))
    alive = SessionLock(folder.drafts, session)
    desk = Desk(ledger, clock)
    drafts = StoreDrafts(ledger, clock, alive, lambda _: None)
    return StoreWorkbook(ledger, desk, drafts, alive)


def _prepare(folder: Folder, session: str) -> None:
    files.make_folder(folder.path)
    examine(folder)
    for part in PARTS:
        files.make_folder(folder.path / part)
    if not files.exists(folder.snapshot("")):
        with StoreLock(folder.lock).held():
            if not files.exists(folder.snapshot("")):
                _make(folder, session)


def _make(folder: Folder, session: str) -> None:
    hidden = changes.temporary(folder.path, session)
    header = changes.header("snapshot", 0, store=new_id(), previous=0)
    files.create(hidden, files.fill_with(sheets.write(header, {})))
    with suppress(FileExistsError):
        files.link(hidden, folder.snapshot(""))
    files.unlink(hidden)
    files.flush_folder(folder.path)
