"""What two snapshots hold together: neither knows of the other, and each says how far it reaches."""

from collections.abc import Iterable

from trust_tui.store.log.stamps import Line, is_old
from trust_tui.store.log.state import State
from trust_tui.store.log.versions import Slot, Version, slot_of, version_of


def union(one: State, other: State) -> State:
    """What two snapshots hold together.

    A record that only one of them has was deleted in the other, if that one had seen it; else it is to come there.
    """
    reach = one.reach.copy()
    reach.join(other.reach)
    joined = State(max(one.number, other.number), None, reach)
    joined.lost = {
        dot
        for dot in one.lost | other.lost
        if not (one.holds(dot) or other.holds(dot))
    }
    joined.chain = {**other.chain, **one.chain}
    for writer, digest in other.chain.items():
        if other.reach.upto.get(writer, 0) > one.reach.upto.get(writer, 0):
            joined.chain[writer] = digest
    left, right = _versions(one), _versions(other)
    for slot in (*left, *(slot for slot in right if slot not in left)):
        _join(joined, slot, left.get(slot), right.get(slot), one, other)
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


def _join(
    joined: State,
    slot: Slot,
    mine: Version | None,
    theirs: Version | None,
    one: State,
    other: State,
) -> None:
    if mine is None or theirs is None:
        found = mine or theirs
        absent = one if mine is None else other
        if found is not None and not _is_deleted(found, absent):
            joined.add(slot, found)
        return
    top: Iterable[Version] = (mine, theirs)
    if mine.dot != theirs.dot:
        saw_mine, saw_theirs = mine.dot in other.reach, theirs.dot in one.reach
        if saw_mine != saw_theirs:
            top = (theirs,) if saw_mine else (mine,)
    for version in top:
        joined.add(slot, version)


def _is_deleted(version: Version, absent: State) -> bool:
    return not is_old(version.dot[0]) and version.dot in absent.reach
