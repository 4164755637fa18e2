"""Whether this machine's clock can be believed before anything is let go of because of its age.

A flat battery or a machine that was woken shows a time that is years off. One start under such a clock must cost
nothing: what is old by it stays until somebody has kept something near that time.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from trust_tui.domain import Finding, tr
from trust_tui.store.log import (
    OLD,
    State,
    dot_of,
    is_stamped,
    moment_text,
)

_NEAR: Final = timedelta(days=60)
_FAR: Final = timedelta(days=400)
_BEHIND: Final = timedelta(days=2)
_ENOUGH: Final = 200
"""How many records of a table are looked at, those kept last first."""

_CHANGED: Final = re.compile(rb'"changed":"([^"\\]{27})"')


def is_believed(state: State, now: datetime) -> bool:
    """Whether something was kept in the weeks before now, so that now is likely to be so."""
    return _any_between(state, moment_text(now - _NEAR), moment_text(now))


def tell(state: State, now: datetime) -> Iterator[Finding]:
    """What is odd about the clock: it is years ahead of what was kept last, or behind it.

    What was kept under a wrong clock is told of until its machine has kept something under one that fits.
    """
    if not any(map(state.count, state.tables())):
        return
    behind = moment_text(now + _BEHIND)
    if _is_behind(state, behind.encode()):
        yield Finding(
            file="",
            said=tr(
                "Some of what you kept is later than this machine's clock. Look whether the clock is right."
            ),
        )
    elif not _any_between(state, moment_text(now - _FAR), behind):
        yield Finding(
            file="",
            said=tr(
                "This machine's clock is more than a year ahead of what you kept last. If it is wrong, set it right; "
                "until you keep something, nothing is let go of because of its age."
            ),
        )


def _is_behind(state: State, behind: bytes) -> bool:
    """Whether the last that some machine has kept is later than that moment."""
    later: dict[str, int] = {}
    before: dict[str, int] = {}
    for table in state.tables():
        for row in state.newest(table, _ENOUGH):
            found = _CHANGED.search(row.line)
            if found is None:
                continue
            writer, count = (
                dot_of(row.line) if is_stamped(row.line) else (OLD, 0)
            )
            side = later if found[1] > behind else before
            side[writer] = max(count, side.get(writer, 0))
    return any(count > before.get(writer, 0) for writer, count in later.items())


def _any_between(state: State, first: str, last: str) -> bool:
    begin, end = first.encode(), last.encode()
    for table in state.tables():
        for row in state.newest(table, _ENOUGH):
            found = _CHANGED.search(row.line)
            if found is not None and begin <= found[1] <= end:
                return True
    return False
