"""Telling that one writer is two machines, as after a disk was copied: one count of theirs is then two changes."""

import hashlib
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from trust_tui.store.log.change_files import Change
from trust_tui.store.log.stamps import (
    Reach,
    clock_of,
    dot_of,
    fork_of,
    is_fork,
    is_old,
    single_of,
)
from trust_tui.store.log.state import State

Told = dict[str, dict[int, set[int]]]
"""Of each writer what tells the changes of each count from others: their marks, or the clocks in their lines."""


def joint(writer: str, one: State, other: State) -> str:
    """What stands for the last change of a writer once the changes of both its machines are taken in."""
    mine, theirs = one.chain.get(writer, ""), other.chain.get(writer, "")
    if fork_of(theirs) in one.reach:
        return mine
    if fork_of(mine) in other.reach:
        return theirs
    both = "".join(sorted((mine, theirs)))
    return hashlib.sha256(both.encode()).hexdigest()


def shared_in(state: State) -> set[str]:
    """Writers that were found to be two machines, of which changes were taken in."""
    joined = {
        writer
        for writer, digest in state.chain.items()
        if fork_of(digest) in state.reach and fork_of(digest)[0] != writer
    }
    return joined | state.marks.shared()


def has_chain(state: State, reach: Reach, chain: Mapping[str, str]) -> bool:
    """Whether it is certain without a look at the records that a snapshot within reach holds the same changes."""
    for writer, digest in chain.items():
        last = state.changes.get((writer, reach.upto.get(writer, 0)))
        known = (state.chain.get(writer), last and last.digest)
        if digest not in known and fork_of(digest) not in state.reach:
            return False
    return True


def strange(state: State, other: State) -> dict[str, int]:
    """What the other only seems to have taken in: writers of two machines, each with the first count that may differ.

    A change has one mark and one clock. Where those of one count are others here than there, they are of two changes.
    """
    writers = {
        writer
        for writer, digest in state.chain.items()
        if _may_differ(writer, digest, state, other)
    }
    if not writers:
        return {}
    pairs = (
        (_marks(state, writers), _marks(other, writers)),
        (_clocks(state, writers), _clocks(other, writers)),
    )
    found: dict[str, int] = {}
    for here, there in pairs:
        for writer in here.keys() & there.keys():
            first = _first(here[writer], there[writer])
            if first:
                found[writer] = min(first, found.get(writer, first))
    return found


def _may_differ(writer: str, digest: str, state: State, other: State) -> bool:
    if writer in state.marks.shared():
        return True
    if is_old(writer) or is_fork(writer) or fork_of(digest) in other.reach:
        return False
    return other.chain.get(writer, digest) != digest


def _first(here: dict[int, set[int]], there: dict[int, set[int]]) -> int:
    """The first count that may be of two changes; 0 where none is."""
    agreed = 0
    for count in sorted(here.keys() & there.keys()):
        if not here[count] <= there[count]:
            return agreed + 1
        agreed = count
    return 0


def _marks(state: State, writers: Iterable[str]) -> Told:
    found: Told = {}
    for writer in writers:
        counts = found[writer] = {}
        for count, mark in state.marks.of(writer):
            counts.setdefault(count, set()).add(mark)
    return found


def _clocks(state: State, writers: Iterable[str]) -> Told:
    found: Told = {writer: {} for writer in writers}
    for (writer, count), change in list(state.changes.items()):
        if writer in found:
            found[writer].setdefault(count, set()).add(change.clock)
    for rows in state.everything()[1].values():
        for row in rows.values():
            writer, count = dot_of(row.line)
            if writer in found:
                clocks = found[writer].setdefault(count, set())
                clocks.add(clock_of(row.line))
    return found


def is_of_other(change: Change, state: State) -> bool:
    """Whether a change is of another machine that writes under the name of one of which changes are here."""
    writer, count = change.dot
    known = state.changes.get(change.dot)
    if known is not None and known.tables == change.tables:
        return False  # it was sealed anew, or is the same
    mark, marks = change.mark, state.marks
    if state.holds(change.dot):
        by_digest = known is not None and known.digest != change.digest
        return by_digest or marks.is_other(change.dot, mark)
    after = state.changes.get((writer, count + 1))
    if after is not None and after.before not in (0, mark):
        return True
    return change.before > 0 and marks.is_other(
        (writer, count - 1), change.before
    )


def apart(change: Change, state: State) -> Change:
    """A change of another machine of that name, under a name of its own.

    Whatever it had seen under the name is that machine's. It counts as what is here only where that is certain.
    """
    dot, seen = single_of(change.digest), change.seen
    if seen is not None:
        writer, count = change.dot
        last = single_of(change.after)
        before = state.changes.get(last)
        upto = 0
        if before is not None and before.seen is not None:
            upto = before.seen.upto.get(writer, 0)
        elif last not in state.reach and _is_same_before(change, state):
            upto = count - 1
        seen = seen.limited(writer, upto)
        if last in state.reach:
            seen.add(last)
        for one in () if before is None else _forks(before):
            seen.add((one, 1))
    return replace(change, dot=dot, seen=seen, named=change.dot)


def _is_same_before(change: Change, state: State) -> bool:
    """Whether the change before it is surely the one that is here under that name."""
    dot = change.dot[0], change.dot[1] - 1
    known = state.changes.get(dot)
    if known is not None and known.digest == change.after:
        return True
    return change.before > 0 and state.marks.at(dot) == {change.before}


def _forks(change: Change) -> list[str]:
    upto = {} if change.seen is None else change.seen.upto
    return [*filter(is_fork, upto)]
