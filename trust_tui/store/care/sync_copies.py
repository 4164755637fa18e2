"""Other copies of the workbook, such as file synchronisers leave where two machines wrote at once.

They lie in the data folder, among its changes, or as a folder beside it. A copy is read from a copy of its own, since
opening a store may repair it, and what may be somebody's only copy stays as it is.
"""

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    DamagedError,
    StoreError,
    WrongPassphraseError,
    new_id,
    tr,
)
from trust_tui.store.disk import (
    AGE,
    SEALED,
    TEMPORARY,
    BrokenSealError,
    Folder,
    Plain,
    Seal,
    dot_of_name,
    files,
    looks_like_change,
    number_of,
)
from trust_tui.store.encryption import Sealed, keyfile
from trust_tui.store.log import (
    DOUBTFUL,
    DamagedFileError,
    Ledger,
    header_of,
    read_sheet,
    temporary,
    write_sheet,
)

JOINED: Final = "joined-"
"""Begins the name of a copy that was joined and put aside."""

_OURS: Final = frozenset(
    {"trust.json", "trust.previous.json", "trust.next.json"}
)
_SNAPSHOT: Final = re.compile(r"trust(?![0-9a-z]).*json.*", re.IGNORECASE)
_BESIDE: Final = re.compile(r".*conflict.*|\.sync-.*| ?\(\d+\)", re.IGNORECASE)
"""What a synchroniser adds to the name of a folder."""

_DONE: Final = " joined"


def find(folder: Folder, suffix: str) -> list[Path]:
    """The copies there are, by name. Nothing is opened.

    Args:
        folder: The data folder.
        suffix: How the files that count end.
    """
    found = [
        folder.path / name
        for name in files.names(folder.path)
        if _is_other(name, suffix)
    ]
    found += [
        folder.log / name
        for name in files.names(folder.log)
        if looks_like_change(name) and _is_no_number(name)
    ]
    return found + beside(folder, joined=False)


def unjoined(ledger: Ledger) -> list[Path]:
    """The copies that are not taken in by themselves: of other workbooks, by other keys, damaged ones."""
    joined = frozenset(ledger.loaded.joined if ledger.is_loaded else ())
    return [
        path
        for path in find(ledger.folder, ledger.seal.suffix)
        if path not in joined
    ]


def is_snapshot(name: str) -> bool:
    """Whether a file in the data folder is called like the workbook or a copy of it."""
    return _SNAPSHOT.fullmatch(name) is not None


def _is_other(name: str, suffix: str) -> bool:
    bare = name.removesuffix(SEALED)
    if not is_snapshot(name):
        return False
    return bare not in _OURS or (
        name.endswith(SEALED) != bool(suffix) and bare != "trust.next.json"
    )


def _is_no_number(name: str) -> bool:
    return number_of(name) is None and dot_of_name(name) is None


def beside(folder: Folder, *, joined: bool = True) -> list[Path]:
    """Whole folders next to the data folder, called like it; also those that were joined and put aside."""
    own, parent = folder.path.name, folder.path.parent
    found = []
    with suppress(
        OSError
    ):  # a parent that may not be looked into has nothing for us
        for name in files.names(parent):
            rest = name.removeprefix(own)
            if rest and rest != name and _is_beside(rest, joined=joined):
                path = parent / name
                if not path.is_symlink() and any(
                    (path / f"trust.json{suffix}").is_file()
                    for suffix in ("", SEALED)
                ):
                    found.append(path)
    return found


def was_joined(path: Path) -> bool:
    """Whether a folder beside was joined and put aside."""
    return path.name.endswith(_DONE)


def _is_beside(rest: str, *, joined: bool) -> bool:
    """Whether a folder is a copy, by what its name has more than ours."""
    if rest.endswith(_DONE):
        return joined
    return _BESIDE.fullmatch(rest) is not None


@contextmanager
def spare(path: Path, ledger: Ledger) -> Iterator[tuple[Path, Seal | None]]:
    """A data folder with what a copy holds; and the seal that opens it, where it is our own.

    It lies in our own data folder, where only the user can look, and is wiped at the end; where a session was cut off,
    at the next start.

    Args:
        path: Another data folder, a copy of a snapshot, or one of a change. Links are not followed.
        ledger: Our own store.

    Raises:
        DamagedError: It is a copy of a change, and damaged or sealed by another key.
        StoreError: It is a folder without a workbook.
    """
    seal = ledger.seal
    ledger.alive.hold()
    room = temporary(ledger.folder.path, ledger.session)
    room.mkdir(files.FOLDER_MODE)
    place = room / "data"
    try:
        if path.is_dir():
            _check_workbook(path)
            shutil.copytree(
                path,
                place,
                symlinks=True,
                ignore=shutil.ignore_patterns(f".*{TEMPORARY}"),
            )
        elif looks_like_change(path.name.removeprefix(DOUBTFUL)):
            _as_snapshot(path, place, seal)
        else:
            _alone(path, place)
        yield place, seal if _opens(seal, place) else None
    finally:
        Folder(place).here.forget()
        files.wipe_all(room)


def _check_workbook(folder: Path) -> None:
    """Refuse a folder in which there is nothing of a workbook: whatever it is would be copied as a whole.

    Raises:
        StoreError: There is nothing.
    """
    for name in files.names(folder):
        if name in ("log", "backups") or is_snapshot(name):
            return
    raise StoreError(
        tr(
            "There is no workbook in that folder: give the other data folder, or a copy of trust.json."
        )
    )


def _alone(path: Path, place: Path) -> None:
    place.mkdir(files.FOLDER_MODE)
    sealed = _is_sealed(path)
    shutil.copyfile(
        path,
        place / f"trust.json{SEALED if sealed else ''}",
        follow_symlinks=False,
    )
    for key in (*map(str, _keys(path.parent)), "owner.pub"):
        if sealed and (path.parent / key).is_file():
            shutil.copyfile(
                path.parent / key, place / key, follow_symlinks=False
            )


def _keys(folder: Path) -> list[str]:
    """The key files in a folder, those too that a synchroniser has put beside."""
    return [
        name
        for name in files.names(folder)
        if name.startswith("key") and name.endswith(SEALED)
    ]


def asked_for(
    path: Path, place: Path, seal: Seal | None, ask: Callable[[], str] | None
) -> Callable[[], str] | None:
    """What asks for the passphrase of a copy; nothing where our key opens it.

    That of a single file is asked for once, and the key that it opens becomes the one beside it.
    """
    if seal or ask is None:
        return None
    if not path.is_file() or not files.exists(place / "key.age"):
        return ask
    phrase = ask()
    choose_key(place, phrase)
    return partial(str, phrase)


def open_also(ledger: Ledger, other: Seal) -> bool:
    """Read from now on what a key has sealed that was given for a copy, wherever it lies. False when it could be."""
    mine = ledger.seal
    if not isinstance(mine, Sealed) or not isinstance(other, Sealed):
        return False
    if not mine.open_also(other):
        return False
    mine.believe_also(other)
    ledger.loaded.beside.clear()
    return True


def choose_key(place: Path, phrase: str) -> str:
    """Let the key file count that a passphrase opens, of all there are in a folder. Returns which one it was.

    Raises:
        WrongPassphraseError: It opens none.
    """
    wrong: WrongPassphraseError | None = None
    for name in _keys(place):
        try:
            keyfile.unseal(files.read(place / name), phrase)
        except WrongPassphraseError as error:
            wrong = error
        except DamagedError:
            continue
        else:
            files.rename(place / name, place / "key.age")
            return name
    raise wrong or WrongPassphraseError(
        tr(
            "There is no key file beside that copy. Put its key.age there, and try again."
        )
    )


def _as_snapshot(path: Path, place: Path, seal: Seal) -> None:
    """What a single change says, as a workbook that holds nothing else."""
    its_seal: Seal = Plain()
    if isinstance(seal, Sealed) and _is_sealed(path):
        its_seal = seal.believing
    try:
        sheet = read_sheet(path, its_seal, "change")
    except DamagedFileError as error:
        raise DamagedError(
            tr(
                "That copy is damaged, or sealed by another key. It was left as it is."
            )
        ) from error
    rows = {
        table: [(id, raw) for id, raw in raws.items() if raw is not None]
        for table, raws in sheet.tables.items()
        if not table.startswith("_")
    }
    header = header_of(
        "snapshot",
        0,
        store=new_id(),
        previous=0,
        reach={},
        schema=sheet.header["schema"],
    )
    place.mkdir(files.FOLDER_MODE)
    files.create(
        place / f"trust.json{its_seal.suffix}",
        its_seal.fill(write_sheet(header, rows, its_seal.prove)),
    )


def _is_sealed(path: Path) -> bool:
    """Whether a file is in the age format, whatever it is called."""
    with files.opened(path) as descriptor:
        return os.read(descriptor, len(AGE)) == AGE


def _opens(seal: Seal, place: Path) -> bool:
    """Whether our own key opens a sealed store."""
    if (
        not isinstance(seal, Sealed)
        or seal.secret is None
        or not files.exists(place / f"trust.json{SEALED}")
    ):
        return False
    try:
        return bool(seal.begin(place / f"trust.json{SEALED}"))
    except BrokenSealError:
        return False


def put_aside(ledger: Ledger, path: Path) -> None:
    """Put a copy that was joined out of the way, and out of reach of the next search. Nothing of it is deleted.

    A file goes into the quarantine, sealed as the workbook is; a folder beside the workbook gets another name. What is
    not there any more was put away in the meantime: by the upkeep, or by another session.
    """
    with suppress(FileNotFoundError):
        _put_aside(ledger, path)


def _put_aside(ledger: Ledger, path: Path) -> None:
    if path.is_dir():
        files.rename(
            path,
            _free(lambda number: path.with_name(f"{path.name}{number}{_DONE}")),
        )
        return
    folder, seal = ledger.folder, ledger.seal
    sealed = _is_sealed(path)
    suffix = SEALED if sealed or seal.suffix else ""
    stem = f"{JOINED}{path.name.removesuffix(SEALED)}"
    files.make_folder(folder.quarantine)
    place = _free(lambda number: folder.quarantine / f"{stem}{number}{suffix}")
    if sealed or not seal.suffix:
        files.rename(path, place)
    else:
        hidden = temporary(folder.quarantine, secrets.token_hex(8))
        files.replace(hidden, place, seal.fill([files.read(path)]))
        files.wipe(path)
    files.flush_folder(folder.quarantine)
    files.flush_folder(path.parent)


def _free(name: Callable[[str], Path]) -> Path:
    """The first of some names that nothing has."""
    places = (name(f"-{number}" if number else "") for number in count())
    return next(place for place in places if not files.exists(place))
