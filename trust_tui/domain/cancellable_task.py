"""What takes a while, as whoever waits for it sees it: how far it is, and a way to have it stopped.

Whoever waits makes a `CancellableTask` and runs the call while it is in force; the context carries it into the thread
that does the work. What is done there says how much there is to do (`expect`), counts it (`steps`), and says from where
on it can no longer be stopped (`commit_point`). Where nobody waits, all three do nothing.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

from trust_tui.domain.errors import StoppedError
from trust_tui.domain.translation import (
    later,
    tr,
)

T = TypeVar("T")

SOON: Final = 0.3
"""Seconds after which it is shown that something works."""

HOW_FAR: Final = 2.0
"""Seconds after which it is shown how far it is."""

AGAIN: Final = 0.25
"""Seconds between two looks at how far it is."""

STOPPED: Final = later("It was stopped. Everything is as it was before.")


class CancellableTask:
    """Something under way. It is looked at and stopped from one thread, and done in another."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._stage = ""
        self._whole = 0
        self._done = 0
        self._stopped = False
        self._is_committed = False

    @property
    def progress(self) -> str:
        """What is being done and how far it is, such as `Sealing: 40 %`; empty before anything is known."""
        if not self._stage:
            return ""
        return f"{self._stage}: {min(100, self._done * 100 // max(1, self._whole))} %"

    def stop(self) -> bool:
        """Have it stopped at its next step. False when it is too late: it will be done in a moment."""
        with self._guard:
            self._stopped = self._stopped or not self._is_committed
            return self._stopped

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """What begins inside, here or in threads and tasks started here, is this work."""
        token = _under_way.set(self)
        try:
            yield
        finally:
            _under_way.reset(token)

    def begin(self, stage: str, whole: int) -> None:
        """Begin a stage, which can be stopped."""
        with self._guard:
            self._stage, self._whole, self._done, self._is_committed = (
                stage,
                whole,
                0,
                False,
            )

    def pass_commit_point(self) -> None:
        """Go past the point from which on it is not stopped any more.

        Raises:
            StoppedError: It was stopped before.
        """
        with self._guard:
            self._refuse_stopped()
            self._is_committed = True

    def count(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each a step of the stage.

        Raises:
            StoppedError: It was stopped.
        """
        for item in items:
            self._refuse_stopped()
            self._done += 1
            yield item

    def _refuse_stopped(self) -> None:
        if self._stopped:
            raise StoppedError(tr(STOPPED))


_under_way: ContextVar[CancellableTask | None] = ContextVar(
    "under_way", default=None
)


def expect(stage: str, whole: int) -> None:
    """Say what is done next, in a word or two fit to be shown, and how many steps it has."""
    work = _under_way.get()
    if work is not None:
        work.begin(stage, whole)


def steps(items: Iterable[T]) -> Iterator[T]:
    """The items, each of them one step of what was expected.

    Raises:
        StoppedError: The user stopped it; whoever is in the middle of something leaves all as it was.
    """
    work = _under_way.get()
    return iter(items) if work is None else work.count(items)


def commit_point() -> None:
    """From here on it is not stopped any more.

    Raises:
        StoppedError: The user stopped it before.
    """
    work = _under_way.get()
    if work is not None:
        work.pass_commit_point()
