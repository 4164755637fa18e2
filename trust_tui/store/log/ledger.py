"""The one way in which anything changes: read, change, write, under the lock; memory only after the disk."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final, TypeVar

from trust_tui.domain.cancellable_task import settle
from trust_tui.errors import (
    BusyError,
    DamagedError,
    LockedError,
    ReadOnlyError,
    StoreError,
)
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.locks import SessionLock, StoreLock
from trust_tui.store.disk.os_errors import in_words
from trust_tui.store.disk.reserve import Reserve
from trust_tui.store.encryption.sealed_files import Plain, Seal, public_seal
from trust_tui.store.log import changes, sheets
from trust_tui.store.log.changes import Change, DamagedFileError
from trust_tui.store.log.loading import Loaded, load, take
from trust_tui.store.log.state import State

T = TypeVar("T")
_ATTEMPTS: Final = 1000


class Transaction:
    """What is to change, on top of what is there. Nothing of it is seen elsewhere before it is on the disk.

    Attributes:
        changed: Records as they are to become, by table and id; None where one is taken away.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.changed: dict[str, dict[str, sheets.Raw | None]] = {}

    def raw(self, table: str, id: str) -> sheets.Raw | None:
        """The record as this transaction sees it."""
        changed = self.changed.get(table, {})
        if id in changed:
            return changed[id]
        row = self._state.row(table, id)
        return None if row is None else row.raw

    def put(self, table: str, id: str, raw: sheets.Raw | None) -> None:
        """Put a record in its place, or take it away."""
        self.changed.setdefault(table, {})[id] = raw

    def ids(self, table: str) -> list[str]:
        """Ids of a table as this transaction sees it."""
        found = dict.fromkeys(self._state.rows(table))
        for id, raw in self.changed.get(table, {}).items():
            if raw is None:
                found.pop(id, None)
            else:
                found[id] = None
        return list(found)

    def before(self) -> dict[str, dict[str, sheets.Raw | None]]:
        """What stands now in the places that are to change."""
        return {
            table: {
                id: None if (row := self._state.row(table, id)) is None else row.raw
                for id in raws
            }
            for table, raws in self.changed.items()
        }


class Ledger:
    """A store that is open.

    Attributes:
        folder: Where it lies.
        session: Random name of this session.
        lock: Held while something is written.
        seal: How files are protected now.
        read_only: Nothing can be written here.
        after: Called after each change of this session.
    """

    def __init__(
        self, folder: Folder, seal: Seal, session: str, *, read_only: bool = False
    ) -> None:
        self.folder = folder
        self.seal = seal
        self.session = session
        self.alive = SessionLock(folder.drafts, session)
        self.lock = StoreLock(folder.lock)
        self.read_only = read_only
        self.reserve = Reserve(folder)
        self.writing: Final = threading.RLock()
        self.after: Callable[[], None] = _nothing
        self._active: Transaction | None = None
        self._loaded: Loaded | None = None
        self._last: files.Identity | None = None

    @property
    def state(self) -> State:
        """All records.

        Raises:
            LockedError: The passphrase has not been entered.
        """
        return self.loaded.state

    @property
    def loaded(self) -> Loaded:
        """The store as this session knows it.

        Raises:
            LockedError: The passphrase has not been entered.
        """
        if self._loaded is None:
            raise LockedError("The workbook is locked. Enter the passphrase first.")
        return self._loaded

    @property
    def is_loaded(self) -> bool:
        """Whether the records are in memory."""
        return self._loaded is not None

    def take_over(self, loaded: Loaded, seal: Seal) -> None:
        """Go on with a store that was just read."""
        self.seal = seal
        self._loaded = loaded
        self.mark()

    def forget(self, seal: Seal) -> None:
        """Forget all records, and the key; go on with a seal that only seals."""
        self.seal = seal
        self._loaded = None
        self._last = None

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run one whole read, change and write. Inside another it becomes part of that.

        Args:
            work: Puts its changes into the transaction; what it raises throws the whole away. May run more than
                once, when a session that does not see our lock was quicker.

        Raises:
            StoreError: Nothing was kept.
        """
        with self.writing:
            if self._active is not None:
                return work(self._active)
            self.refuse_read_only()
            with in_words(), self.lock.held() as alone:
                if not alone:
                    self._beside()
                for _ in range(_ATTEMPTS):
                    self.catch_up()
                    transaction = Transaction(self.state)
                    self._active = transaction
                    try:
                        answer = work(transaction)
                    finally:
                        self._active = None
                    if not transaction.changed:
                        return answer
                    settle()
                    if self._keep(transaction.changed):
                        break
                else:
                    raise StoreError(
                        "Other sessions write all the time. Nothing was changed; try again in a moment."
                    )
            self.after()
            return answer

    def _beside(self) -> None:
        """Make sure that a save without the lock harms nobody."""
        self.alive.hold()
        if converting(self.folder):
            raise BusyError(
                f"{self.lock.stuck} The passphrase is being changed. Nothing was saved; try again."
            )

    def refuse_read_only(self) -> None:
        """Stop where nothing can be written.

        Raises:
            ReadOnlyError: Always, then.
        """
        if self.read_only:
            raise ReadOnlyError(
                "The data folder can only be read here. Nothing was changed."
            )

    def _keep(self, changed: Mapping[str, Mapping[str, sheets.Raw | None]]) -> bool:
        number = self.state.number + 1
        change = Change(
            number,
            changes.SCHEMA,
            {table: dict(raws) for table, raws in changed.items()},
        )
        store = self.loaded.store
        if not self.reserve.with_room(
            lambda: changes.write(
                self.folder, self.seal, self.session, change, store=store
            )
        ):
            return False
        try:
            ours = self._still_ours(number)
        except (OSError, ValueError):
            ours = self.lock.alone  # then nobody can have been in between
        if not ours:
            changes.withdraw(self.folder, self.folder.change(number, self.seal.suffix))
            return False
        take(self.loaded, change)
        self.mark()
        return True

    def _still_ours(self, number: int) -> bool:
        """Whether the store was neither folded past this number nor sealed; only without a lock can that be."""
        if self._is_turned():
            return False
        if not self.lock.alone and converting(self.folder):
            return False
        snapshot = self.folder.snapshot(self.seal.suffix)
        if files.identity(snapshot) == self.loaded.snapshot:
            return True
        return bool(sheets.peek(self.seal.begin(snapshot))["number"] < number)

    def catch_up(self) -> bool:
        """Take in what other sessions have kept. True when there was something."""
        before = self._loaded
        self.notice_seal()
        loaded = self.loaded
        started = loaded.state.number
        path = self.folder.snapshot(self.seal.suffix)
        if files.identity(path) != loaded.snapshot:
            self._notice_snapshot()
        elif self._last != self._look_at_last():
            self._reload()
        while True:
            try:
                change = changes.read(self.folder, self.seal, self.state.number + 1)
            except FileNotFoundError:
                break
            except DamagedFileError as error:
                raise DamagedError(
                    "A change in the workbook is damaged. Start again to put it aside."
                ) from error
            take(self.loaded, change)
            self.mark()
        return self.state.number != started or self.loaded is not before

    def notice_seal(self) -> None:
        """See whether another session has set or removed the passphrase."""
        if not self._is_turned():
            return
        if not self.seal.suffix:
            self.forget(public_seal(self.folder))
        elif self.is_loaded:
            self.seal = Plain()
            self._reload()
        else:
            self.seal = Plain()

    def _is_turned(self) -> bool:
        """Whether the passphrase was set or removed. A key file that is just gone, with nothing plain, is neither."""
        sealed = files.exists(self.folder.key)
        return sealed != bool(self.seal.suffix) and (
            sealed or files.exists(self.folder.snapshot(""))
        )

    def _notice_snapshot(self) -> None:
        """Another session has folded, or has put an older store in the place of this one."""
        path = self.folder.snapshot(self.seal.suffix)
        identity = files.identity(path)
        head = sheets.peek(self.seal.begin(path))
        same = (
            head.get("store") == self.loaded.store
            and self._last == self._look_at_last()
        )
        if not same or head["number"] > self.state.number or self._last is None:
            self._reload()
        else:
            self.loaded.snapshot, self.loaded.folded = identity, head["number"]

    def _reload(self) -> None:
        try:
            self._loaded = load(self.folder, self.seal)
        except DamagedFileError as error:
            raise DamagedError(
                "A file of the workbook is damaged. Start again to put it aside."
            ) from error
        self.mark()

    def _look_at_last(self) -> files.Identity | None:
        return files.identity(self.folder.change(self.state.number, self.seal.suffix))

    def mark(self) -> None:
        """Remember the file of the last change, to notice when it is withdrawn."""
        self._last = None
        with suppress(OSError):  # then the next look reads everything again
            self._last = self._look_at_last()

    def close(self) -> None:
        """Forget everything."""
        self.alive.let_go()
        self._loaded = None


def _nothing() -> None:
    """What is done after a change when nobody has asked for anything."""


def converting(folder: Folder) -> bool:
    """Whether a passphrase is being set or removed."""
    return files.exists(folder.key_coming) or files.exists(folder.key_going)
