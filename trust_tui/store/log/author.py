"""Writing a change: under which name, what stands in it, and whether it still counts once it is on the disk."""

import time
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from trust_tui.store.disk import (
    NO_ROOM,
    Folder,
    Reserve,
    Seal,
    StoreLock,
    Writer,
    files,
    is_turned,
    new_writer,
)
from trust_tui.store.log import change_files, sheets
from trust_tui.store.log.change_files import Change
from trust_tui.store.log.loading import Loaded
from trust_tui.store.log.stamps import Dot, reach_from

Changed = Mapping[str, Mapping[str, sheets.Raw | None]]
"""Records as they are to become, by table and id; None where one is taken away."""


class Author:
    """This machine as the one who writes changes.

    Attributes:
        name: The name under which it writes; empty before it has read any.
        reserve: Room to give back on a full disk.
        wall: Tells the time, in seconds since 1970.
    """

    def __init__(self, folder: Folder, session: str, lock: StoreLock) -> None:
        self._folder = folder
        self._session = session
        self._lock = lock
        self.reserve = Reserve(folder)
        self.wall: Callable[[], float] = time.time
        self.name = folder.here.writer().name

    def find_name(self) -> Writer:
        """Write from now on under the name that is noted here, if there is one. Returns what is noted."""
        noted = self._folder.here.writer()
        self.name = noted.name or self.name
        return noted

    def settle_name(self, noted: Writer, loaded: Loaded) -> None:
        """Take another name when files are missing that were written under this one, or another machine has it too.

        Args:
            noted: What is noted here.
            loaded: The store, with all that is there under that name.
        """
        known = loaded.state.reach.upto.get(self.name, 0)
        is_strange = noted.store not in ("", loaded.store)
        is_lost = is_strange or noted.count > known
        if not self.name or is_lost or self.name in loaded.shared_names:
            self.name = new_writer()
            self._note(0, loaded)

    def write(
        self, changed: Changed, loaded: Loaded, seal: Seal
    ) -> Change | None:
        """Write what is to change, on top of what is known. None when another session was quicker.

        Raises:
            OSError: Nothing was kept.
            UncertainError: The change could be neither made sure nor taken back.
        """
        change, text = self._change(changed, loaded, seal)
        folder = self._folder
        if not self._put(seal, change.dot, text):
            return None
        try:
            counts = self._still_counts(change.dot, loaded, seal)
        except (OSError, ValueError):
            counts = self._lock.alone  # then nobody can have been in between
        if not counts:
            change_files.withdraw(
                folder, folder.change(change.dot, seal.suffix)
            )
            return None
        self._note(change.dot[1], loaded)
        return change

    def _put(self, seal: Seal, dot: Dot, text: bytes) -> bool:
        """Write a change; when there is no room, give the reserve back and do it once more."""
        try:
            return change_files.write(
                self._folder, seal, self._session, dot, text
            )
        except OSError as error:
            if error.errno not in NO_ROOM or not self.reserve.give_back():
                raise
        return change_files.write(self._folder, seal, self._session, dot, text)

    def _change(
        self, changed: Changed, loaded: Loaded, seal: Seal
    ) -> tuple[Change, bytes]:
        """What is to be written, together with the texts that are kept twice and that nobody has written down."""
        state = loaded.state
        raws = {table: dict(rows) for table, rows in changed.items()}
        for row in state.beside():
            raws.setdefault(row.table, {}).setdefault(row.id, row.raw)
        count = state.reach.upto.get(self.name, 0) + 1
        change = change_files.make(
            (self.name, count),
            state.number + 1,
            state.reach.copy(),
            int(self.wall() * 1000),
            raws,
        )
        before = self.name, count - 1
        last = state.changes.get(before)
        change = replace(
            change,
            after=state.chain.get(self.name, ""),
            before=state.marks.only(before) if last is None else last.mark,
        )
        text = change_files.text_of(change, loaded.store, seal)
        return replace(change, digest=sheets.digest_of(text)), text

    def _note(self, count: int, loaded: Loaded) -> None:
        self._folder.here.note(Writer(self.name, count, loaded.store))

    def _still_counts(self, dot: Dot, loaded: Loaded, seal: Seal) -> bool:
        """Whether the store was neither compacted past this change nor sealed; only without a lock can that be."""
        folder = self._folder
        if is_turned(folder, seal.suffix):
            return False
        if not self._lock.alone and converting(folder):
            return False
        snapshot = folder.snapshot(seal.suffix)
        if files.identity(snapshot) == loaded.snapshot:
            return True
        head = sheets.peek(seal.begin(snapshot))
        return dot not in reach_from(head.get("reach"))


def converting(folder: Folder) -> bool:
    """Whether a passphrase is being set or removed."""
    return files.exists(folder.key_coming) or files.exists(folder.key_going)
