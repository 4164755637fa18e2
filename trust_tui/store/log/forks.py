"""Telling that one writer is two machines, as after a disk was copied: one count of theirs then has two clocks."""

import hashlib
from collections.abc import Iterable, Mapping

from trust_tui.store.log.reach import Reach
from trust_tui.store.log.stamps import clock_of, dot_of, fork_of, is_old
from trust_tui.store.log.state import State

Clocks = dict[str, dict[int, set[int]]]
"""Of each writer the clocks that the lines of each count bear."""


def joint(writer: str, one: State, other: State) -> str:
    """What stands for the last change of a writer once the changes of both its machines are taken in."""
    mine, theirs = one.chain[writer], other.chain[writer]
    if fork_of(theirs) in one.reach:
        return mine
    if fork_of(mine) in other.reach:
        return theirs
    both = "".join(sorted((mine, theirs)))
    return hashlib.sha256(both.encode()).hexdigest()


def shared_in(state: State) -> set[str]:
    """Writers that were found to be two machines, of which all changes were taken in."""
    return {
        writer
        for writer, digest in state.chain.items()
        if fork_of(digest) in state.reach and fork_of(digest)[0] != writer
    }


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

    A change has one clock. So where lines of one count bear another clock here than there, they are of two changes.
    """
    writers = {
        writer
        for writer, digest in state.chain.items()
        if _may_differ(writer, digest, other)
    }
    if not writers:
        return {}
    found = {}
    here, there = _clocks(state, writers), _clocks(other, writers)
    for writer in here.keys() & there.keys():
        first = _first(here[writer], there[writer])
        if first:
            found[writer] = first
    return found


def _may_differ(writer: str, digest: str, other: State) -> bool:
    if is_old(writer) or fork_of(digest) in other.reach:
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


def _clocks(state: State, writers: Iterable[str]) -> Clocks:
    found: Clocks = {writer: {} for writer in writers}
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
