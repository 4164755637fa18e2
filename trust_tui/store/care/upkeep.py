"""What is done beside the user's work, in a thread of its own: compaction, the daily backup, emptying the trash."""

import threading
from collections.abc import Callable
from contextlib import suppress

from trust_tui.domain import Clock, StoreError
from trust_tui.store.care import arrivals, backups, scrub, strays
from trust_tui.store.care.clock_jump import is_believed
from trust_tui.store.disk import translate_os_errors
from trust_tui.store.drafts import StoreDrafts
from trust_tui.store.encryption import remember
from trust_tui.store.log import (
    TRASH,
    DamagedFileError,
    Ledger,
    compaction,
)
from trust_tui.store.trash import expired

_LEAVE: float = 20.0


class Upkeep:
    """Does one thing after another in the background. What fails is tried again at another time."""

    def __init__(
        self, ledger: Ledger, clock: Clock, drafts: StoreDrafts
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._drafts = drafts
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._waiting: list[Callable[[], object]] = []
        self._failed_at = 0
        self._closed = False

    def begin(self) -> None:
        """Look after the store once, after it was opened."""
        self._run(self._look_after)

    def after_change(self) -> None:
        """Compact the log when it is time, and put away what was joined."""
        if self._ledger.seal.suffix:
            remember(self._ledger)
        loaded = self._ledger.loaded
        if loaded.joined:
            self._run(self._clear_up)
        since = loaded.state.number - self._failed_at  # it was tried in vain
        waiting = min(len(loaded.state.changes), since)
        is_owed = loaded.wants_snapshot and since > 0
        if is_owed or waiting >= compaction.EVERY:
            self._failed_at = loaded.state.number
            self._run(self.compact)

    def close(self) -> None:
        """Wait for what is under way, for some seconds."""
        with self._guard:
            self._closed = True
            thread = self._thread
        if thread is not None:
            thread.join(_LEAVE)

    def wait(self) -> None:
        """Wait until nothing is under way."""
        while (thread := self._thread) is not None:
            thread.join()

    def compact(self) -> bool:
        """Compact the log now. False when there is nothing to compact, or another session was quicker."""
        compacted = compaction.compact(self._ledger)
        remember(self._ledger)
        return compacted

    def _run(self, work: Callable[[], object]) -> None:
        with self._guard:
            if self._closed:
                return
            self._waiting.append(work)
            if self._thread is None:
                self._start()

    def _start(self) -> None:
        thread = threading.Thread(
            target=self._work, name="store-upkeep", daemon=True
        )
        try:
            thread.start()
        except RuntimeError:  # no room for a thread: at another time
            self._thread = None
        else:
            self._thread = thread

    def _work(self) -> None:
        work = self._next()
        try:
            while work is not None:
                with suppress(StoreError, DamagedFileError):
                    work()
                work = self._next()
        finally:
            if work is not None:  # it failed as nobody foresaw: others go on
                with self._guard:
                    self._start()

    def _next(self) -> Callable[[], object] | None:
        with self._guard:
            if self._waiting:
                return self._waiting.pop(0)
            self._thread = None
            return None

    def _clear_up(self) -> None:
        with translate_os_errors():
            arrivals.clear_up(self._ledger)

    def _look_after(self) -> None:
        """Do each in its turn; one that fails keeps none of the others from being done."""
        ledger = self._ledger
        for work in (
            ledger.alive.hold,
            lambda: ledger.author.reserve.keep(ledger.session),
            lambda: arrivals.clear_up(ledger),
            lambda: strays.seal_strays(ledger),
            lambda: scrub.go_on(ledger, self._drafts),
            self._empty_trash,
            lambda: backups.make_daily(ledger, self._clock.now()),
        ):
            with (
                suppress(StoreError, DamagedFileError),
                translate_os_errors(),
            ):
                work()

    def _empty_trash(self) -> None:
        ledger, now = self._ledger, self._clock.now()
        old = expired(ledger.state.rows(TRASH).values(), now)
        if old and is_believed(ledger.state, now):
            scrub.delete_for_good(ledger, self._drafts, old)
