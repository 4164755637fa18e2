"""What two snapshots hold together: neither knows of the other, and each says how far it reaches."""

from collections.abc import Iterable, Mapping

from trust_tui.store.log.forks import joint, strange
from trust_tui.store.log.stamps import Line, fork_of, is_old
from trust_tui.store.log.state import State
from trust_tui.store.log.versions import Slot, Version, slot_of, version_of


class _Side:
    """One of two snapshots.

    Attributes:
        unseen: Of writers that are two machines the first count of the other snapshot that it may not hold.
        versions: Its records.
    """

    def __init__(self, state: State, unseen: Mapping[str, int]) -> None:
        self.unseen = unseen
        self.versions = _versions(state)
        self._reach = state.reach

    def saw(self, version: Version) -> bool:
        """Whether it is made with that version of a record."""
        writer, count = version.dot
        first = self.unseen.get(writer)
        if first is not None and count >= first:
            return False
        return version.dot in self._reach


def union(one: State, other: State) -> State:
    """What two snapshots hold together.

    A record that only one of them has was deleted in the other, if that one had seen it; else it is to come there.
    Of a writer that is two machines neither has seen what the other holds; from then on both count as taken in.
    """
    reach = one.reach.copy()
    reach.join(other.reach)
    left = _Side(one, strange(other, one))
    right = _Side(other, strange(one, other))
    shared = {*left.unseen, *right.unseen}
    for writer in shared:
        ends = one.chain.get(writer), other.chain.get(writer)
        for digest in filter(None, (*ends, joint(writer, one, other))):
            reach.add(fork_of(digest))
    joined = State(max(one.number, other.number), None, reach)
    joined.lost = {
        dot
        for dot in one.lost | other.lost
        if not (one.holds(dot) or other.holds(dot))
    }
    chain, marks = {**other.chain, **one.chain}, one.marks.copy()
    marks.join(other.marks)
    for writer, digest in other.chain.items():
        if writer in shared:
            chain[writer] = joint(writer, one, other)
        elif other.reach.upto.get(writer, 0) > one.reach.upto.get(writer, 0):
            chain[writer] = digest
    joined.begin_with(chain, marks)
    for slot in {**left.versions, **right.versions}:
        _join(joined, slot, left, right)
    joined.forget_histories()
    return joined


def _versions(state: State) -> dict[Slot, Version]:
    lying: dict[Slot, dict[str, Line]] = {}
    for table, rows in state.everything()[1].items():
        for id, row in rows.items():
            lying.setdefault(slot_of(table, id), {})[table] = row.line
    found = {slot: version_of(rows) for slot, rows in lying.items()}
    return {
        slot: version for slot, version in found.items() if version is not None
    }


def _join(joined: State, slot: Slot, one: _Side, other: _Side) -> None:
    mine, theirs = one.versions.get(slot), other.versions.get(slot)
    if mine is None or theirs is None:
        found = mine or theirs
        absent = one if mine is None else other
        if found is None:
            return
        if is_old(found.dot[0]) or not absent.saw(found):
            joined.add(slot, found)
        return
    top: Iterable[Version] = (mine, theirs)
    if mine.dot != theirs.dot:
        saw_mine, saw_theirs = other.saw(mine), one.saw(theirs)
        if saw_mine != saw_theirs:
            top = (theirs,) if saw_mine else (mine,)
    for version in top:
        joined.add(slot, version)
