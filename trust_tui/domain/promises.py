"""Pure rules about the user's own promises and small wins."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from trust_tui.domain.records import Promise, PromiseState, Record, Win


def kept_or_moved(promises: Iterable[Record[Promise]]) -> tuple[int, int]:
    """How many of the promises that are settled were kept or moved in time, and how many are settled.

    Open ones and those let go are not counted.
    """
    settled = [
        promise.value.state
        for promise in promises
        if promise.value.state not in (PromiseState.OPEN, PromiseState.LET_GO)
    ]
    good = sum(state in (PromiseState.KEPT, PromiseState.MOVED) for state in settled)
    return good, len(settled)


def due(promises: Iterable[Record[Promise]], today: date) -> Sequence[Record[Promise]]:
    """Open promises that are due by the end of the week after today, the earliest first."""
    waiting = [
        (promise.value.due, promise)
        for promise in promises
        if promise.value.state is PromiseState.OPEN and promise.value.due is not None
    ]
    return [
        promise
        for day, promise in sorted(waiting, key=lambda pair: pair[0])
        if (day - today).days <= 7
    ]


def by_month(
    wins: Iterable[Record[Win]],
) -> Sequence[tuple[date, Sequence[Record[Win]]]]:
    """The wins by the first day of their month, the latest month first, as they come within it."""
    return [
        (month, list(group))
        for month, group in groupby(wins, key=lambda win: win.value.day.replace(day=1))
    ]
