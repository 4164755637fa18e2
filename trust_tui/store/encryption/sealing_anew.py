"""Every file under another seal: by a new key in its place, or as a copy beside it where a passphrase comes or goes.

Killed, sealing by a new key begins again later. Of the copies a list, written before the first, says which belong
together; whether the key file is there then says which of the two counts. What the list does not name is never removed:
another key may have sealed it, or it has come since.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, count, filterfalse
from pathlib import Path
from typing import Final

from trust_tui.domain import NewerError, commit_point, expect, steps, tr
from trust_tui.store.disk import (
    PARTS,
    SEALED,
    TEMPORARY,
    BrokenSealError,
    Folder,
    Plain,
    Seal,
    dots,
    files,
    is_of_other_key,
)
from trust_tui.store.encryption.sealed_files import Sealed, public_seal
from trust_tui.store.log import (
    Ledger,
    SheetError,
    SheetText,
    State,
    check_sheet,
    decode,
    drop_old_snapshots,
    encode,
    header_of,
    may_be_other,
    proved_anew,
    put_doubtful_aside,
    read_sheet,
    size,
    snapshot_fill,
    temporary,
    write_sheet,
)

_PIECE: Final = 1 << 16
_TABLE: Final = "files"
_MOST: Final = 5
_DRAFTS: Final = ("drafts",)
_PARTS: Final = ("", "log", "backups", "drafts", "quarantine")
_OURS: Final = re.compile(r"[^.].*(?<!\.tmp)(?<!\.lock)", re.DOTALL)
_COPIES: Final = re.compile(r"trust(?!\.next).*", re.DOTALL)
Copies = dict[Path, Path]
"""For each file its copy under the other seal; for a change that the copied snapshots hold, one of those."""


def begin_anew(ledger: Ledger, stage: str) -> None:
    """Say how much is to be sealed anew. From here on it is not stopped any more.

    Raises:
        StoppedError: The user stopped it before.
    """
    state = ledger.loaded.state
    rows = 2 * sum(map(state.count, state.tables()))
    expect(stage, rows + sum(map(weight, _sealed(ledger.folder))))
    commit_point()


def seal_anew(ledger: Ledger, seal: Sealed) -> None:
    """Seal every file, and go on with that seal. The lock is held, and everything that there is was taken in.

    Args:
        ledger: The store.
        seal: Opens what is there, and seals it from now on.
    """
    folder, source = ledger.folder, ledger.seal
    ledger.seal = seal
    drop_old_snapshots(ledger, wipe=True)
    done = (folder.snapshot(SEALED), folder.previous(SEALED))
    for path in _sealed(folder):
        if path not in done:
            _again(ledger, path, source)
    ledger.mark()


def _again(ledger: Ledger, path: Path, source: Seal) -> None:
    """Seal a file anew, with a proof where there was one or none was asked for. One that nothing opens stays."""
    seal = ledger.seal
    try:
        text = seal.read(path)
    except (BrokenSealError, FileNotFoundError):
        return
    text = reproved(text, source, seal)
    hidden = temporary(path.parent, ledger.session)
    files.replace_for_good(hidden, path, seal.fill(pieces(text)))


def reproved(text: SheetText, source: Seal, target: Seal) -> SheetText:
    """A text with the proof it is to have under another seal: none, where it was not believed before."""
    try:
        proven, proof = check_sheet(text)
    except SheetError:
        return text
    is_ours = source.believes(proven, proof)
    return proved_anew(text, target.prove if is_ours else Plain().prove)


def pieces(text: SheetText) -> Iterator[bytes]:
    """A text in pieces, each a step for whoever waits."""
    return (
        bytes(text[start : start + _PIECE])
        for start in steps(range(0, max(1, len(text)), _PIECE))
    )


def weight(path: Path) -> int:
    """How many pieces a file has."""
    return 1 + files.size(path) // _PIECE


def put(
    ledger: Ledger, path: Path, fill: files.Fill, *, forget_old: bool = False
) -> None:
    """Put a whole file in its place."""
    files.make_folder(path.parent)
    hidden = temporary(path.parent, ledger.session)
    files.replace(hidden, path, fill, forget_old=forget_old)


def _sealed(folder: Folder) -> list[Path]:
    """Every sealed file but the keys."""
    found: list[Path] = []
    for part in ("", *PARTS):
        found += (folder.path / part).glob(f"*{SEALED}")
    return sorted(filterfalse(_is_passed, found))


def _is_passed(path: Path) -> bool:
    """Whether a file is a key, or one that is being written."""
    return path.name.startswith((".", "key"))


# --- setting and removing ---------------------------------------------------------------------------------------


def copy_all(ledger: Ledger, seal: Seal, stage: str) -> State:
    """Copy every file that the key at hand opens. Can be stopped. Returns what the copied snapshots hold."""
    folder, loaded = ledger.folder, ledger.loaded
    snapshots = _snapshots(folder, ledger.seal.suffix, seal.suffix)
    _make_way(ledger, snapshots)
    settled = loaded.state.compactable()
    copies = _copies(ledger, settled, seal.suffix)
    joined = folder.snapshot(seal.suffix)
    waiting = {path for path, copy in copies.items() if copy != joined}
    expect(stage, 2 * size(settled) + sum(map(weight, waiting)))
    _note(ledger, {**snapshots, **copies})
    for place in snapshots.values():
        put(ledger, place, snapshot_fill(settled, seal, loaded))
    for path in sorted(waiting):
        with suppress(BrokenSealError, FileNotFoundError):
            text = reproved(ledger.seal.read(path), ledger.seal, seal)
            put(ledger, copies[path], seal.fill(pieces(text)))
    return settled


def _make_way(ledger: Ledger, snapshots: Copies) -> None:
    """Give other names to what lies where ours are to be, and to what another key has sealed in their place."""
    for path in filter(files.exists, sorted(ledger.loaded.doubtful)):
        put_doubtful_aside(ledger.folder, path)
    strange = partial(is_of_other_key, seal=ledger.seal)
    for place in (*snapshots.values(), *filter(strange, snapshots)):
        files.step_aside(place)


def _snapshots(folder: Folder, old: str, new: str) -> Copies:
    """The two snapshots with their copies, in the order in which they are written."""
    return {
        folder.previous(old): folder.previous(new),
        folder.snapshot(old): folder.snapshot(new),
    }


def _copies(ledger: Ledger, settled: State, suffix: str) -> Copies:
    """Which copies are to be made of the other files, with names that nothing has."""
    folder, seal = ledger.folder, ledger.seal
    strange = partial(is_of_other_key, seal=seal)
    copies: Copies = {}
    # Plain copies of the workbook in the folder itself wait to be joined, and are named until they are.
    parts = _PARTS[not seal.suffix :]
    for path in filterfalse(strange, under(folder, seal.suffix, parts)):
        copies[path] = _free(path, suffix, copies)
    held = copies.keys() & _held(ledger, settled)
    return copies | dict.fromkeys(held, folder.snapshot(suffix))


def _held(ledger: Ledger, settled: State) -> set[Path]:
    """The changes that the copied snapshots hold; not one that another machine has put under the name of such a one."""
    folder, suffix = ledger.folder, ledger.seal.suffix
    held = set()
    for dot in filter(settled.reach.__contains__, dots(folder, suffix)):
        path = folder.change(dot, suffix)
        if not may_be_other(path, dot, ledger.seal, settled.marks, 0):
            held.add(path)
    return held


def _free(path: Path, suffix: str, copies: Copies) -> Path:
    """A name for a copy that nothing has."""
    stem, dot, rest = path.name.replace(SEALED, "").partition(".")
    for end in chain([""], map("-{}".format, count(1))):
        place = path.with_name(f"{stem}{end}{dot}{rest}{suffix}")
        if not files.exists(place) and place not in copies.values():
            return place
    raise FileExistsError


def under(
    folder: Folder, suffix: str, parts: Sequence[str] = _PARTS
) -> Iterator[Path]:
    """The files under one seal, but for the two snapshots, the keys and the inbox.

    Args:
        folder: The data folder.
        suffix: How they end.
        parts: Where to look.
    """
    own = (folder.snapshot(suffix), folder.previous(suffix), folder.key_copy)
    for part in parts:
        pattern = _OURS if part else _COPIES
        for name in filter(pattern.fullmatch, files.names(folder.path / part)):
            path = folder.path / part / name
            if (SEALED in name) == bool(suffix) and path not in own:
                yield path


def _note(ledger: Ledger, copies: Copies) -> None:
    """Write the list."""
    folder = ledger.folder
    rows = [
        (_name(folder, path), encode({"copy": _name(folder, copy)}))
        for path, copy in copies.items()
    ]
    text = write_sheet(header_of("copies", 0), {_TABLE: rows})
    put(ledger, folder.copies, files.fill_with(text))


def _name(folder: Folder, path: Path) -> str:
    """How a file is called in the list, and in a sentence."""
    return path.relative_to(folder.path).as_posix()


def _noted(folder: Folder) -> Copies:
    """What the list says; nothing where it cannot be read."""
    try:
        sheet = read_sheet(folder.copies, Plain(), "copies")
        copies: Copies = {}
        for name, raw in sheet.tables[_TABLE].items():
            copy = decode(raw or b"{}")["copy"]
            copies[_place(folder, name)] = _place(folder, str(copy))
    except (FileNotFoundError, ValueError, LookupError, TypeError, NewerError):
        return {}
    return copies


def _place(folder: Folder, name: str) -> Path:
    """The file of that name, which is one of ours whoever wrote the list.

    Raises:
        ValueError: It is none.
    """
    part, _, last = name.rpartition("/")
    if part not in _PARTS or not _OURS.fullmatch(last):
        raise ValueError(tr("No file of ours."))
    return folder.path / part / last


def finish_turning(folder: Folder) -> bool:
    """Do what was left undone when a session ended in the middle. The lock is held.

    Returns:
        Whether there was anything.
    """
    is_sealed = files.exists(folder.key)
    is_coming = files.exists(folder.key_coming)
    if not any(map(files.exists, (folder.key_coming, folder.key_going))):
        return False
    is_done = is_sealed == is_coming
    copies = _noted(folder)
    if is_done and is_coming:
        _seal_late_drafts(folder, copies)
    for pair in copies.items():
        gone, stays = pair if is_done else reversed(pair)
        if files.exists(stays):
            (files.unlink if SEALED in gone.name else files.wipe)(gone)
    if not is_sealed:
        files.unlink(folder.key_copy)
        files.unlink(folder.recipient)
    for path in (folder.copies, folder.key_coming, folder.key_going):
        files.unlink(path)
    places = (folder.path / part for part in _PARTS)
    for place in filter(files.exists, places):
        files.flush_folder(place)
    return True


def _seal_late_drafts(folder: Folder, copies: Copies) -> None:
    """Seal what another session was typing while the passphrase was set."""
    for path in under(folder, "", _DRAFTS):
        copy, text = copies.get(path), files.read(path)
        if copy is None or (_is_later(path, copy) and _is_whole(text)):
            sealed = copy or _free(path, SEALED, copies)
            hidden = folder.drafts / f".late.{path.name}{TEMPORARY}"
            files.replace(hidden, sealed, public_seal(folder).fill([text]))
            copies[path] = sealed


def _is_later(path: Path, copy: Path) -> bool:
    """Whether a file was written after its copy, or that is gone."""
    found, there = files.identity(path), files.identity(copy)
    return there is None or (found or there)[2] > there[2]


def _is_whole(text: bytes) -> bool:
    """No when it was overwritten already, by a session that ended before it was gone."""
    try:
        check_sheet(text)
    except SheetError:
        return False
    return True


def open_late_drafts(ledger: Ledger, seal: Seal) -> None:
    """Open what another session was typing while the passphrase was removed."""
    for path in under(ledger.folder, seal.suffix, _DRAFTS):
        with suppress(BrokenSealError, FileNotFoundError):
            text = seal.read(path)
            place = _free(path, "", {})
            put(ledger, place, files.fill_with([bytes(text)]))
            files.unlink(path)


def left_sentence(folder: Folder, suffix: str) -> str:
    """What lies there still under a seal that counts no more, as a sentence; empty where nothing does."""
    names = []
    with suppress(OSError):  # `doctor` looks again
        names = [*map(partial(_name, folder), under(folder, suffix))]
    if not names:
        return ""
    listed = [*names[:_MOST], "..."][: len(names)]
    return tr(
        "Left as they are, since the key did not open them: {names}. Whoever sealed them has the "
        "key.",
        names=", ".join(listed),
    )
