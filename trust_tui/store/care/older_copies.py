"""Copies of the workbook that the program can find: named, and wiped when the user says so."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from trust_tui.domain import OlderCopy
from trust_tui.paths import EDITING
from trust_tui.store.care import sync_copies
from trust_tui.store.disk import (
    PARTS,
    SEALED,
    BrokenSealError,
    Folder,
    Seal,
    files,
)
from trust_tui.store.log import (
    KEEPING,
    Ledger,
    Transaction,
    decode,
    encode,
    is_doubtful,
)

_EXPORTS: Final = "exports"
_MOST: Final = 1000
_BESIDE: Final = "a copy of the whole folder"
_KEY: Final = "a key file of an older passphrase"
_PLAIN: Final = "a plain file beside the sealed ones"
_OTHER: Final = "sealed by another key"
_EDITED: Final = "left behind by an editor"
_EXPORT: Final = "an export that you made"
_VERSIONS: Final = ".stversions"
_KEPT: Final = "what Syncthing keeps of files that were changed or deleted"


def older_copies(ledger: Ledger) -> list[OlderCopy]:
    """Every copy that can be found and that the workbook itself does not need."""
    folder = ledger.folder
    found: dict[Path, str] = {}
    for path in sync_copies.beside(folder):
        found[path] = _BESIDE
    for name in files.names(folder.path):
        if name.startswith(EDITING):
            found[folder.path / name] = _EDITED
    if files.exists(folder.path / _VERSIONS):
        found[folder.path / _VERSIONS] = _KEPT
    if ledger.seal.suffix:
        found.update(_unsealed(folder, ledger.seal))
    for path in _exports(ledger):
        if path.exists():
            found[path] = _EXPORT
    return [OlderCopy(path=path, what=what) for path, what in found.items()]


def _unsealed(folder: Folder, seal: Seal) -> Iterator[tuple[Path, str]]:
    """What in the folder of a sealed workbook is not sealed by the key of now.

    Plain changes are none: what they hold may be nowhere else until the upkeep has taken them in and put them away.
    """
    own = (folder.key, folder.key_copy)
    for part in ("", *PARTS):
        for name in files.names(folder.path / part):
            path = folder.path / part / name
            if name.startswith(".") or path in own or not path.is_file():
                continue
            if name.startswith("key") and name.endswith(SEALED):
                yield path, _KEY
            elif name.endswith(SEALED):
                if _is_strange(path, seal):
                    yield path, _OTHER
            elif path.parent != folder.log and (
                part or sync_copies.is_snapshot(name)
            ):
                yield path, _PLAIN


def _is_strange(path: Path, seal: Seal) -> bool:
    try:
        seal.begin(path)
    except (BrokenSealError, OSError):
        return True
    return False


def note_export(transaction: Transaction, places: Iterable[Path]) -> None:
    """Remember where an export was written."""
    raw = transaction.raw(KEEPING, _EXPORTS)
    known = _paths_in({} if raw is None else decode(raw))
    paths = [*dict.fromkeys((*known, *(place.absolute() for place in places)))][
        -_MOST:
    ]
    note = {"paths": [str(one) for one in paths]}
    transaction.put(KEEPING, _EXPORTS, encode(note))


def _exports(ledger: Ledger) -> list[Path]:
    row = ledger.state.row(KEEPING, _EXPORTS) if ledger.is_loaded else None
    return _paths_in({} if row is None else row.document)


def _paths_in(document: Mapping[str, Any]) -> list[Path]:
    known = document.get("paths")
    listed = known if isinstance(known, list) else []
    return [Path(one) for one in listed if isinstance(one, str)]


def still_readable(ledger: Ledger) -> str:
    """A sentence on the copies that a new passphrase has not sealed; empty where there are none."""
    names: list[str] = []
    with suppress(OSError):  # it is set all the same, and `seen` looks again
        names = [copy.path.name for copy in older_copies(ledger)]
    if not names:
        return ""
    return f"As readable as before are: {', '.join(names)}. `trust-tui seen` removes them."


def doubtful_files(folder: Folder) -> list[Path]:
    """Files that were put aside since nothing proves that they are the user's."""
    part = folder.quarantine
    return [part / name for name in files.names(part) if is_doubtful(name)]


def wipe_copies(folder: Folder, copies: Iterable[Path]) -> list[Path]:
    """Overwrite and remove copies. Answers with those that could not be removed."""
    left = []
    for path in copies:
        try:
            files.wipe_all(path)
        except OSError:
            left.append(path)
    with suppress(OSError):
        files.flush_folder(folder.path)
    return left
