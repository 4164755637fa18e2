"""Reading a store from the disk: what the snapshots hold together, then every change that they do not hold."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from trust_tui.store.disk import (
    NOBODY,
    SEALED,
    BrokenSealError,
    Folder,
    Plain,
    Seal,
    Writer,
    dot_of_name,
    files,
)
from trust_tui.store.log import change_files, numbered, sheets
from trust_tui.store.log.change_files import (
    Change,
    DamagedFileError,
    UnprovedFileError,
)
from trust_tui.store.log.change_marks import TABLE as MARKS
from trust_tui.store.log.change_marks import (
    Marks,
    looked_at_until,
    marks_in,
    may_be_other,
)
from trust_tui.store.log.forks import (
    apart,
    has_chain,
    is_of_other,
    shared_in,
    strange,
)
from trust_tui.store.log.stamps import OLD, Dot, Reach, reach_from
from trust_tui.store.log.state import State
from trust_tui.store.log.union import union
from trust_tui.store.log.upgrades import upgrade, upgrade_change

_MOST: Final = 10_000


class Loaded(Struct):
    """A store as it was read.

    Attributes:
        state: All records.
        store: Random name of the store.
        in_snapshot: The changes that the snapshot holds, and those that it goes on without.
        marks_in_snapshot: By what these are told from others of the same names.
        given_up: Those of them that it goes on without, since they were damaged or never came.
        snapshot: Identity of the snapshot's file.
        schema: Version of the form the records are in.
        written: Version of the form of the snapshot's file.
        looked_at: Names of files in `log` that are taken in, or need not be.
        beside: Other snapshots that were looked at, by their names.
        joined: Files that are taken in and stand in nobody's way: they go when both snapshots hold them.
        unread: Files of other machines that are not whole, or not whole yet.
        doubtful: Files that nothing proves to be the owner's, or sealed ones of another store; nothing of them is here.
        wants_snapshot: The snapshot on the disk lacks something that is known here.
        shared_names: Writers that are two machines, as after a disk was copied.
        held_until: While it is read: all files that were there before were looked at. What comes to a session is new.
    """

    state: State
    store: str
    in_snapshot: Reach
    snapshot: files.Identity | None
    schema: int
    written: int
    looked_at: set[str] = field(default_factory=set)
    beside: dict[str, files.Identity | None] = field(default_factory=dict)
    joined: set[Path] = field(default_factory=set)
    unread: set[Path] = field(default_factory=set)
    doubtful: set[Path] = field(default_factory=set)
    wants_snapshot: bool = False
    shared_names: set[str] = field(default_factory=set)
    given_up: set[Dot] = field(default_factory=set)
    marks_in_snapshot: Marks = field(default_factory=Marks)
    held_until: int = 0


def load(
    folder: Folder,
    seal: Seal,
    own: Writer = NOBODY,
    *,
    needs_previous: bool = True,
) -> Loaded:
    """Read a store in which nothing is damaged.

    Args:
        folder: The data folder.
        seal: Opens the files.
        own: This machine. Its changes are whole or damaged or lost, but not still on their way.
        needs_previous: Refuse a snapshot that has no older one beside it. A synchroniser may bring the two one after
            the other, which is no damage in a session that goes on.

    Raises:
        DamagedFileError: Something is not as it was written; `recovery` knows what to do.
        NewerError: A newer version wrote it.
        FileNotFoundError: There is no snapshot.
    """
    path = folder.snapshot(seal.suffix)
    identity = files.identity(path)
    sheet = change_files.read_sheet(path, seal, "snapshot")
    loaded = begin(sheet, identity)
    loaded.held_until = looked_at_until(folder, identity)
    is_alone = not files.exists(folder.previous(seal.suffix))
    if needs_previous and loaded.state.number and is_alone:
        raise DamagedFileError("previous")
    if loaded.schema == change_files.NUMBERED:
        _take_numbered(folder, seal, loaded, sheet.header.get("previous"))
    del sheet
    join_snapshots(folder, seal, loaded)
    take_new(folder, seal, loaded, own.name)
    loaded.held_until = 0
    if missing_of(loaded, own):
        raise DamagedFileError("gap")
    return loaded


def is_blank(loaded: Loaded) -> bool:
    """Whether nothing was ever kept in a store; two machines may begin one each before a synchroniser joins them."""
    state = loaded.state
    return not state.number and state.reach == Reach()


def missing_of(loaded: Loaded, own: Writer) -> list[Dot]:
    """The changes that a machine has made and that are not there."""
    if own.store != loaded.store:
        return []
    state = loaded.state
    first = state.reach.upto.get(own.name, 0) + 1
    last = min(own.count, first + _MOST)
    wanted = {(own.name, at) for at in range(first, last + 1)}
    wanted |= {dot for dot in state.missing() if dot[0] == own.name}
    # One that was taken in under another name, as its own is that of two machines, is marked.
    return sorted(
        dot
        for dot in wanted
        if dot not in state.reach and not state.marks.at(dot)
    )


def begin(sheet: sheets.Sheet, identity: files.Identity | None) -> Loaded:
    """What a snapshot holds.

    Raises:
        DamagedFileError: It does not say what it holds.
    """
    schema = sheet.header["schema"]
    store = str(sheet.header.get("store", ""))
    state = (
        numbered.begin(sheet)
        if schema == change_files.NUMBERED
        else _state(sheet)
    )
    loaded = Loaded(state, store, state.reach.copy(), identity, schema, schema)
    loaded.shared_names = shared_in(state)
    loaded.given_up = set(state.lost)
    loaded.marks_in_snapshot = state.marks.copy()
    return loaded


def _state(sheet: sheets.Sheet) -> State:
    head = sheet.header
    try:
        reach = reach_from(head.get("reach"))
        lost = reach_from(head.get("lost", {}))
    except ValueError as error:
        raise DamagedFileError("snapshot") from error
    tables = dict(sheet.tables)
    marks = marks_in(tables.pop(MARKS, {}))
    state = State(head["number"], tables, reach)
    state.lost = set(lost.without(Reach()))
    state.begin_with(chain_in(head), marks)
    return state


def chain_in(head: Mapping[str, Any]) -> dict[str, str]:
    """Of each writer the checksum of the last change that a snapshot holds, by its head."""
    chain = head.get("chain")
    if not isinstance(chain, dict):
        return {}
    return {str(writer): str(at) for writer, at in chain.items()}


def _reach_in(
    path: Path, seal: Seal
) -> tuple[str, Reach, dict[str, str]] | None:
    """The store that a snapshot is of, what it holds and its chain; None when its beginning does not tell."""
    with suppress(OSError, BrokenSealError, sheets.SheetError, ValueError):
        head = sheets.peek(seal.begin(path))
        change_files.refuse_newer(head)
        if head.get("kind") == "snapshot":
            reach = reach_from(head.get("reach"))
            return str(head.get("store")), reach, chain_in(head)
    return None


def join_snapshots(folder: Folder, seal: Seal, loaded: Loaded) -> bool:
    """Take in what snapshots beside the first hold and it does not. True when there was something."""
    passing = {
        folder.snapshot(seal.suffix).name,
        f"trust.next.json{seal.suffix}",
    }
    news = False
    for name in files.names(folder.path):
        if not name.startswith("trust") or name in passing:
            continue
        path = folder.path / name
        identity = files.identity(path)
        if loaded.beside.get(name) != identity:
            loaded.beside[name] = identity
            joins = _join_snapshot(
                path,
                seal_of(path, seal),
                loaded,
                is_own=path == folder.previous(seal.suffix),
            )
            news = joins or news
            if path in loaded.joined and path == folder.previous(seal.suffix):
                loaded.joined.remove(path)
    return news


def _join_snapshot(
    path: Path, seal: Seal, loaded: Loaded, *, is_own: bool
) -> bool:
    """Take in what one of them holds; where it is not our own older one, look also for a second machine of one name."""
    found = None if path.is_dir() else _reach_in(path, seal)
    if found is None:
        return False
    store, reach, chain = found
    if store != loaded.store:
        if reach == Reach():
            return _join_beginning(path, seal, loaded)
        if not is_blank(loaded):
            return False
        loaded.store = store
    loaded.joined.add(path)
    knows = loaded.state.knows(reach)
    if knows and (is_own or has_chain(loaded.state, reach, chain)):
        return False
    try:
        other = begin(change_files.read_sheet(path, seal, "snapshot"), None)
        if knows and not strange(other.state, loaded.state):
            return False
        join(loaded, other)
    except UnprovedFileError:
        loaded.doubtful.add(path)
    except (DamagedFileError, FileNotFoundError):
        pass
    else:
        return True
    loaded.joined.discard(path)
    return False


def _join_beginning(path: Path, seal: Seal, loaded: Loaded) -> bool:
    """Pass over the snapshot of a store in which nothing was ever kept: another machine's first start."""
    with suppress(DamagedFileError, FileNotFoundError):
        other = begin(change_files.read_sheet(path, seal, "snapshot"), None)
        if is_blank(other) and not any(other.state.everything()[1].values()):
            loaded.joined.add(path)
    return False


def clone_in(path: Path, seal: Seal, loaded: Loaded) -> Loaded | None:
    """What a snapshot holds if another machine of the same name made it, though all of it seems to be known."""
    with suppress(DamagedFileError, FileNotFoundError):
        other = begin(change_files.read_sheet(path, seal, "snapshot"), None)
        if strange(other.state, loaded.state):
            return other
    return None


def join(loaded: Loaded, other: Loaded) -> None:
    """Take in what another snapshot holds."""
    loaded.state = union(loaded.state, other.state)
    loaded.shared_names |= shared_in(loaded.state)
    loaded.wants_snapshot = True


def take_new(folder: Folder, seal: Seal, loaded: Loaded, own: str) -> bool:
    """Take in every change in the folder that is not known. True when there was one.

    Raises:
        DamagedFileError: A change of this machine is damaged; the others are taken in.
    """
    found: list[Change] = []
    damaged: DamagedFileError | None = None
    there = files.names(folder.log)
    loaded.looked_at.intersection_update(there)
    for name in there:
        if name not in loaded.looked_at and name[0] != ".":
            try:
                found += _look(folder, seal, loaded, own, name)
            except DamagedFileError as error:
                damaged = error
    found.sort(key=lambda change: (change.number, change.dot))
    news = [take(loaded, one) for one in found]
    if damaged is not None:
        raise damaged
    return any(news)


def take(loaded: Loaded, change: Change) -> bool:
    """Take a change in; whatever is of an older form is brought to the present one first.

    One of another machine that has the same name, as after a disk was copied, gets a name of its own.
    """
    if change.schema > loaded.schema:
        modernise(loaded)
    if is_of_other(change, loaded.state):
        loaded.shared_names.add(change.dot[0])
        change = apart(change, loaded.state)
    return loaded.state.take(
        upgrade_change(change) if change.schema < loaded.schema else change
    )


def modernise(loaded: Loaded) -> None:
    """Bring the records in memory to the present form."""
    loaded.state = upgrade(loaded.state, loaded.schema)
    loaded.schema = change_files.SCHEMA


def _look(
    folder: Folder, seal: Seal, loaded: Loaded, own: str, name: str
) -> Iterable[Change]:
    """The change in a file that has not been looked at, unless it is known.

    In plain folders changes of another store are taken in: files without a seal prove nothing of whom they are, and two
    workbooks that were begun on two machines are one when a synchroniser has brought them together.
    """
    path, state = folder.log / name, loaded.state
    dot = dot_of_name(name)
    strange = not name.endswith(f".json{seal.suffix}")
    known = (
        dot if dot is not None and not strange and state.holds(dot) else None
    )
    if known is not None and _is_held(path, known, seal, loaded):
        loaded.looked_at.add(name)
        return []
    try:
        change = _read(path, seal_of(path, seal), name)
    except (FileNotFoundError, IsADirectoryError):
        return []
    except UnprovedFileError:
        return _doubt(loaded, path)
    except DamagedFileError:
        if known is None and (dot is None or strange or dot[0] != own):
            loaded.unread.update(() if dot is None else (path,))
        elif known is None and dot not in state.lost:
            raise
        else:
            loaded.looked_at.add(name)
        return []
    if not _fits(loaded, change, seal):
        return _doubt(loaded, path)
    loaded.unread.discard(path)
    loaded.looked_at.add(name)
    if strange or change.dot != dot:
        loaded.joined.add(path)
    return [change, *_in_its_place(folder, seal, loaded, change)]


def _is_held(path: Path, dot: Dot, seal: Seal, loaded: Loaded) -> bool:
    """Whether a file is that of a change which was taken in, and of no other one of that name."""
    marks = loaded.state.marks
    return not may_be_other(path, dot, seal, marks, loaded.held_until)


def _in_its_place(
    folder: Folder, seal: Seal, loaded: Loaded, change: Change
) -> Iterable[Change]:
    """What a synchroniser has put under the name of a change that it gave another one."""
    known, marks = loaded.state.changes.get(change.dot), loaded.state.marks
    place = folder.change(change.dot, seal.suffix)
    is_there = known is not None and known.digest == change.digest
    if not is_there and not may_be_other(place, change.dot, seal, marks, 0):
        return
    with suppress(DamagedFileError, FileNotFoundError, IsADirectoryError):
        there = change_files.read(place, seal)
        if there.dot == change.dot and there.digest != change.digest:
            yield there


def _fits(loaded: Loaded, change: Change, seal: Seal) -> bool:
    """Whether a change is of this store. One in which nothing was ever kept becomes the one that the change is of."""
    if change.store and is_blank(loaded):
        loaded.store = change.store
    return not seal.suffix or change.store in ("", loaded.store)


def _doubt(loaded: Loaded, path: Path) -> list[Change]:
    loaded.doubtful.add(path)
    loaded.looked_at.add(path.name)
    return []


def seal_of(path: Path, seal: Seal) -> Seal:
    """What opens a file, whichever machine has put it here."""
    return seal if SEALED in path.name or not seal.suffix else Plain()


def _read(path: Path, seal: Seal, name: str) -> Change:
    sheet = change_files.read_sheet(path, seal, "change")
    if sheet.header["schema"] == change_files.NUMBERED:
        return numbered.late(sheet.tables, sheet.digest)
    change = change_files.change_of(sheet)
    dot = dot_of_name(name)
    if dot is not None and change.dot != dot:
        raise DamagedFileError("change")
    return change


# --- the numbered form --------------------------------------------------------------------------------------------


def _take_numbered(
    folder: Folder, seal: Seal, loaded: Loaded, previous: object
) -> None:
    """Take in every change of a store in the numbered form, also those that it should not have any more.

    Args:
        folder: The data folder.
        seal: Opens the files.
        loaded: What the snapshot holds.
        previous: Number of the last change in the older snapshot; no change before it is one of this machine.
    """
    there = numbered.numbers(folder, seal.suffix)
    last = loaded.state.number
    sheets_by_number = {}
    for number in there:
        sheets_by_number[number] = numbered.read(folder, seal, number)
        loaded.looked_at.add(f"{number:012d}.json{seal.suffix}")
    _replay(loaded, sheets_by_number, last)
    top = max([last, *there])
    for number in there:
        if isinstance(previous, int) and number <= previous:
            late = sheets_by_number[number]
            loaded.state.take(numbered.late(late.tables, late.digest, number))
    missing = set(range(last + 1, top + 1)) - set(there)
    if missing:
        for path in (folder.previous(seal.suffix), *_backups(folder, seal)):
            with suppress(DamagedFileError, FileNotFoundError):
                sheet = change_files.read_sheet(path, seal, "snapshot")
                if sheet.header.get("store") == loaded.store:
                    loaded.state.take(numbered.late(sheet.tables, sheet.digest))
    loaded.state.number = max(loaded.state.number, top)


def _replay(
    loaded: Loaded, by_number: dict[int, sheets.Sheet], last: int
) -> None:
    """Take in, in their order, the changes after the snapshot, as what they were: one after another."""
    tables: dict[str, dict[str, bytes | None]] = {
        table: {id: row.line for id, row in rows.items()}
        for table, rows in loaded.state.everything()[1].items()
    }
    for number in sorted(by_number):
        if number > last:
            for table, rows in by_number[number].tables.items():
                lying = tables.setdefault(table, {})
                for id, line in numbered.stamped_rows(
                    table, rows, (OLD, 1)
                ).items():
                    if line is None:
                        lying.pop(id, None)
                    else:
                        lying[id] = line
    top = max([last, *by_number])
    loaded.state = State(top, tables, loaded.state.reach)


def _backups(folder: Folder, seal: Seal) -> list[Path]:
    return [
        folder.backups / name
        for name in files.names(folder.backups)
        if name.endswith(f".json{seal.suffix}")
    ]
