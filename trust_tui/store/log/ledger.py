"""The one way in which anything changes: read, change, write, under the lock; memory only after the disk."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from trust_tui.domain import (
    BusyError,
    DamagedError,
    LockedError,
    ReadOnlyError,
    StoreError,
    commit_point,
    later,
    tr,
)
from trust_tui.store.disk import (
    Folder,
    Plain,
    Seal,
    SessionLock,
    StoreLock,
    Writer,
    dot_of_name,
    files,
    is_turned,
    translate_os_errors,
)
from trust_tui.store.log import change_files, sheets
from trust_tui.store.log.author import Author, converting
from trust_tui.store.log.change_files import (
    Change,
    DamagedFileError,
    OtherKeyFileError,
    UnprovedFileError,
)
from trust_tui.store.log.forks import has_chain, strange
from trust_tui.store.log.loading import (
    Loaded,
    chain_in,
    clone_in,
    join,
    join_snapshots,
    load,
    take,
    take_new,
)
from trust_tui.store.log.newcomers import Newcomers
from trust_tui.store.log.stamps import Reach, is_late, reach_from
from trust_tui.store.log.state import State

T = TypeVar("T")
_ATTEMPTS: Final = 1000
STRIPPED: Final = later(
    "The passphrase was taken away outside of this session, and nothing is kept in plain before you say so. What is "
    "being typed stays as a sealed draft."
)
_READ_ONLY: Final = later(
    "The data folder can only be read here. Nothing was changed."
)
_SWAPPED: Final = later(
    "This workbook was sealed by a passphrase when it was last open on this machine, and is not now. Nothing is kept "
    "in plain before you say that it was you who removed it: `trust-tui passphrase remove` does, or the answer to the "
    "question that the program asks when it opens."
)


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
                id: None
                if (row := self._state.row(table, id)) is None
                else row.raw
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
        author: This machine as the one who writes changes.
        newcomers: Tells of what came meanwhile and may be somebody else's.
        read_only: Nothing can be written here.
        stripped: The passphrase was taken away elsewhere; nothing is written in plain before the user says so.
        swapped: What was sealed on this machine last was found plain, so that it is only read, until the user says so.
        after: Called after each change of this session, and after others came.
    """

    def __init__(
        self,
        folder: Folder,
        seal: Seal,
        session: str,
        *,
        public_seal: Callable[[Folder], Seal],
        read_only: bool = False,
    ) -> None:
        self.folder = folder
        self.seal = seal
        self.session = session
        self.alive = SessionLock(folder.here.sessions, session)
        self.lock = StoreLock(folder.here.lock)
        self.read_only = read_only
        self.stripped = self.swapped = False
        self.author = Author(folder, session, self.lock)
        self.newcomers = Newcomers(folder)
        self.writing: Final = threading.RLock()
        self.after: Callable[[], None] = _nothing
        self._public_seal = public_seal
        self._active: Transaction | None = None
        self._loaded: Loaded | None = None
        self._place = folder.log
        self._last: files.Identity | None = None
        self._written: Path | None = None

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
            raise LockedError(
                tr("The workbook is locked. Enter the passphrase first.")
            )
        return self._loaded

    @property
    def is_loaded(self) -> bool:
        """Whether the records are in memory."""
        return self._loaded is not None

    def take_over(self, loaded: Loaded, seal: Seal) -> None:
        """Go on with a store that was just read."""
        self.seal = seal
        self._loaded = loaded
        self.newcomers.begin(loaded, seal)
        self.mark()

    def forget(self, seal: Seal) -> None:
        """Forget all records, and the key; go on with a seal that only seals."""
        self.read_only = self.read_only and not self.swapped
        self.swapped = False
        self.seal = seal
        self._loaded = None
        self._last = None

    def load(self) -> Loaded:
        """Read the store anew.

        Raises:
            DamagedFileError: Something is not as it was written.
        """
        return load(self.folder, self.seal, self.own)

    @property
    def own(self) -> Writer:
        """The name under which this machine writes here."""
        return self.folder.here.writer()

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
            with translate_os_errors(), self.lock.held() as alone:
                if not alone:
                    self._check_lonely()
                for _ in range(_ATTEMPTS):
                    self._get_ready()
                    transaction = Transaction(self.state)
                    self._active = transaction
                    try:
                        answer = work(transaction)
                    finally:
                        self._active = None
                    if not transaction.changed:
                        return answer
                    commit_point()
                    change = self.author.write(
                        transaction.changed, self.loaded, self.seal
                    )
                    if change is not None:
                        self._take(change)
                        break
                else:
                    raise StoreError(
                        tr(
                            "Other sessions write all the time. Nothing was changed; try again in a moment."
                        )
                    )
            self.after()
            return answer

    def _check_lonely(self) -> None:
        """Make sure that a save without the lock harms nobody."""
        self.alive.hold()
        if converting(self.folder):
            raise BusyError(
                tr(
                    "{stuck} The passphrase is being changed. Nothing was saved; try again.",
                    stuck=self.lock.stuck,
                )
            )

    def _get_ready(self) -> None:
        """Know all that was kept under the name of this machine before something is written under it."""
        noted = self.author.find_name()
        self.catch_up()
        if self.stripped:
            raise StoreError(tr(STRIPPED), title=tr("Not kept"))
        self.author.settle_name(noted, self.loaded)

    def _take(self, change: Change) -> None:
        place = self.folder.change(change.dot, self.seal.suffix)
        loaded = self.loaded
        loaded.looked_at.add(place.name)
        loaded.state.take(change)
        self._written = place
        self.mark(place)

    def refuse_read_only(self) -> None:
        """Stop where nothing can be written.

        Raises:
            ReadOnlyError: Always, then.
        """
        if self.read_only:
            raise ReadOnlyError(tr(_SWAPPED if self.swapped else _READ_ONLY))

    def catch_up(self) -> bool:
        """Take in what other sessions on this machine have kept. True when there was something."""
        before = self._loaded
        self.notice_seal()
        loaded = self.loaded
        if self.stripped:
            return False
        taken = loaded.state.taken
        snapshot = self.folder.snapshot(self.seal.suffix)
        if files.identity(snapshot) != loaded.snapshot:
            self._notice_snapshot()
        elif _is_replaced(self):
            self._reload(keep=self._written == self._place)
        self.author.name = self.author.name or self.folder.here.writer().name
        self._take_own()
        return self._loaded is not before or self.state.taken != taken

    def look_around(self) -> bool:
        """Take in whatever there is, and have done what that makes necessary. True when there was something."""
        news = self.take_in()
        if news or self.loaded.wants_snapshot:
            self.after()
        return news

    def take_in(self) -> bool:
        """Take in whatever there is, also what a synchroniser has brought. True when there was something."""
        news = self.catch_up()
        if self.stripped:
            return False
        try:
            news = join_snapshots(self.folder, self.seal, self.loaded) or news
            news = (
                take_new(self.folder, self.seal, self.loaded, self.author.name)
                or news
            )
        except DamagedFileError as error:
            raise _is_damaged(error) from error
        finally:
            self.newcomers.look(
                self.loaded, self.seal, put_aside=not self.read_only
            )
        self.mark()
        return news

    def _take_own(self) -> None:
        """Take in what other sessions have kept under the name of this machine."""
        state = self.state
        while self.author.name:
            dot = (
                self.author.name,
                state.reach.upto.get(self.author.name, 0) + 1,
            )
            path = self.folder.change(dot, self.seal.suffix)
            if not files.exists(path):
                return
            try:
                change = change_files.read(path, self.seal)
            except FileNotFoundError:
                return
            except UnprovedFileError:
                self.newcomers.put_aside_and_tell(path)
                return
            except DamagedFileError as error:
                raise _is_damaged(error) from error
            if change.dot != dot:
                raise _is_damaged()
            take(self.loaded, change)
            state = self.state
            self.loaded.looked_at.add(path.name)
            if dot not in state.reach:  # another machine has this name too
                return
            self.mark(path)

    def notice_seal(self) -> None:
        """See whether another session has set or removed the passphrase."""
        turned = is_turned(self.folder, self.seal.suffix)
        self.stripped = turned and bool(self.seal.suffix)
        if turned and not self.stripped:
            self.forget(self._public_seal(self.folder))

    def go_on_in_plain(self) -> None:
        """Take it that the passphrase was removed elsewhere by the user, who has said so."""
        with self.writing:
            self.notice_seal()
            if self.stripped:
                self.seal, self.stripped = Plain(), False
                self._reload()

    def _notice_snapshot(self) -> None:
        """Another session has compacted the log, or something else was put in the place of the snapshot."""
        path = self.folder.snapshot(self.seal.suffix)
        identity = files.identity(path)
        try:
            head = sheets.peek(self.seal.begin(path))
            change_files.refuse_newer(head)
            reach = reach_from(head.get("reach"))
            lost = reach_from(head.get("lost", {}))
        except (FileNotFoundError, ValueError):
            self._reload()
            return
        loaded = self.loaded
        known = loaded.state.knows(reach) and loaded.state.is_whole
        known = known and head.get("schema") == loaded.schema
        if head.get("store") != loaded.store or not known:
            self._reload()
        else:
            clone = None
            if not has_chain(loaded.state, reach, chain_in(head)):
                clone = clone_in(path, self.seal, loaded)
            settled = loaded.state.at(reach)
            marks = settled.marks
            if clone is not None:
                marks = clone.marks_in_snapshot
                join(loaded, clone)
            elif reach.covers(loaded.in_snapshot) and not loaded.state.has_any(
                lost
            ):
                loaded.state.compacted(settled)
            else:
                loaded.wants_snapshot = True
            loaded.in_snapshot, loaded.snapshot = reach, identity
            loaded.marks_in_snapshot = marks
            loaded.given_up = set(lost.without(Reach()))

    def _reload(self, *, keep: bool = True) -> None:
        """Read the store anew; what is known here and not on the disk any more stays, unless another withdrew it."""
        before = self._loaded
        snapshot = self.folder.snapshot(self.seal.suffix)
        there = files.identity(snapshot)
        try:
            loaded = load(
                self.folder,
                self.seal,
                self.own,
                needs_previous=before is None,
            )
        except FileNotFoundError:
            if before is None:
                raise
            before.wants_snapshot = True
            return
        except OtherKeyFileError as error:
            if not self.seal.suffix:
                raise _is_damaged(error) from error
            self.forget(self.seal.without_secret)
            raise LockedError(
                tr(
                    "Another session or machine has made a new key. Enter the passphrase of now."
                )
            ) from error
        except DamagedFileError as error:
            if files.identity(snapshot) != there:  # replaced while it was read
                self._reload(keep=keep)
                return
            raise _is_damaged(error) from error
        if keep and before is not None and _lacks(loaded, before):
            join(loaded, before)
        self._loaded = loaded
        self.mark()

    def mark(self, place: Path | None = None) -> None:
        """Remember the file of the last change, to notice when it is withdrawn."""
        self._last = None
        self._place = place or _last_file(self)
        with suppress(OSError):  # then the next look reads everything again
            self._last = files.identity(self._place)

    def close(self) -> None:
        """Forget everything."""
        self.alive.let_go()
        self.folder.here.close()
        self._loaded = None


def _lacks(loaded: Loaded, before: Loaded) -> bool:
    """Whether something of a store is not on the disk any more."""
    if before.store != loaded.store or before.schema != loaded.schema:
        return False
    unknown = before.state.reach.without(loaded.state.reach)
    if any(not is_late(writer) for writer, _ in unknown):
        return True
    return bool(strange(before.state, loaded.state))


def _is_damaged(error: DamagedFileError | None = None) -> DamagedError:
    what = (
        tr("A change in")
        if error is None or error.args == ("change",)
        else tr("A file of")
    )
    return DamagedError(
        tr(
            "{what} the workbook is damaged. Start again to put it aside.",
            what=what,
        )
    )


def _nothing() -> None:
    """What is done after a change when nobody has asked for anything."""


def _last_file(ledger: Ledger) -> Path:
    count = ledger.state.reach.upto.get(ledger.author.name, 0)
    return ledger.folder.change((ledger.author.name, count), ledger.seal.suffix)


def _is_replaced(ledger: Ledger) -> bool:
    """Whether another change has the name of the last one.

    Either that one was withdrawn after it was read here, or a clone's has come in the place of what was kept here.
    """
    if ledger._loaded is None or ledger._last is None:
        return False
    there = files.identity(ledger._place)
    if there in (None, ledger._last):
        return False
    dot = dot_of_name(ledger._place.name)
    known = ledger.state.changes.get(dot or ("", 0))
    try:
        change = change_files.read(ledger._place, ledger.seal)
    except (FileNotFoundError, DamagedFileError):
        return False
    ledger._last = there
    return known is not None and known.digest != change.digest
