"""Where changes are made: alone or several as one, each remembered for undo."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from trust_tui.domain import Clock, Record
from trust_tui.store.log import Ledger, Transaction
from trust_tui.store.undo_history import History, Step, take_back

Work = Callable[[Transaction], object]


class _Batch(threading.local):
    works: list[Work] | None = None


class UnitOfWork:
    """Collects what is to be done and has it done as one change.

    Attributes:
        ledger: The store.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.ledger = ledger
        self._clock = clock
        self._batch = _Batch()
        self.history = History()

    def now(self) -> datetime:
        """The present moment."""
        return self._clock.now()

    def do(self, work: Work) -> None:
        """Do something now, or at the end of the batch of this thread."""
        if self._batch.works is not None:
            self._batch.works.append(work)
        else:
            self._do_all([work])

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything done inside by this thread is one change. A batch inside a batch is part of it."""
        if self._batch.works is not None:
            yield
            return
        works: list[Work] = []
        self._batch.works = works
        try:
            yield
        finally:
            self._batch.works = None
        if works:
            self._do_all(works)

    def do_aside(self, work: Work) -> None:
        """Do something that undo shall not know of."""
        self.ledger.write(work)

    def undo(self) -> list[Record[Any]] | None:
        """Take the last change of this session back."""
        return self._turn(self.history.last(), self.history.add_undone)

    def redo(self) -> list[Record[Any]] | None:
        """Do again what was taken back last, unless something was changed since."""
        return self._turn(self.history.last_undone(), self.history.add_again)

    def _turn(
        self, step: Step | None, remember: Callable[[Step], None]
    ) -> list[Record[Any]] | None:
        """Turn a change round, as a change that can be turned round in its turn."""
        if step is None:
            return None
        now = self.now()

        def work(transaction: Transaction) -> tuple[list[Record[Any]], Step]:
            shown = take_back(transaction, step, now)
            return shown, Step(transaction.before(), transaction.changed)

        shown, turned = self.ledger.write(work)
        self.history.follow(step, turned.after)
        remember(turned)
        return shown

    def _do_all(self, works: list[Work]) -> None:
        def work(transaction: Transaction) -> Step:
            for one in works:
                one(transaction)
            return Step(transaction.before(), transaction.changed)

        self.history.add(self.ledger.write(work))
