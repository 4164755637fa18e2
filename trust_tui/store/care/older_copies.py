"""Copies of the workbook that the program can find: named, and wiped when the user says so."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Any, Final

from trust_tui.domain import (
    OlderCopy,
    StoreError,
    later,
    one_row,
    tr,
)
from trust_tui.paths import EDITING
from trust_tui.store.care import sync_copies
from trust_tui.store.disk import (
    PARTS,
    SEALED,
    BrokenSealError,
    Folder,
    Seal,
    files,
    translate_os_errors,
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
_WRITTEN: Final = "written"
_MOST: Final = 1000
_BESIDE: Final = later("a copy of the whole folder")
_KEY: Final = later("a key file of an older passphrase")
_PLAIN: Final = later("a plain file beside the sealed ones")
_OTHER: Final = later("sealed by another key")
_EDITED: Final = later("left behind by an editor")
_EXPORT: Final = later("an export that you made")
_VERSIONS: Final = ".stversions"
_KEPT: Final = later(
    "what Syncthing keeps of files that were changed or deleted"
)


def older_copies(ledger: Ledger) -> list[OlderCopy]:
    """Every copy that can be found and that holds nothing which the workbook does not."""
    folder = ledger.folder
    with translate_os_errors():
        beside = sync_copies.beside(folder)
        edited = [
            folder.path / name
            for name in files.names(folder.path)
            if name.startswith(EDITING)
        ]
        found = {
            **dict.fromkeys(filter(sync_copies.was_joined, beside), _BESIDE),
            **dict.fromkeys(edited, _EDITED),
            folder.path / _VERSIONS: _KEPT,
        }
        if ledger.seal.suffix:
            found.update(_unsealed(ledger))
        for path, written in _exports(ledger).items():
            if any(map(files.exists, written)):
                found[path] = _EXPORT
        there = filter(files.exists, found)
        return [OlderCopy(path=path, what=found[path]) for path in there]


def not_joined(ledger: Ledger) -> list[Path]:
    """What may hold words that are nowhere else: copies that were not taken in, and what our key does not open.

    What nothing proves is of these, as it was never taken in. As long as there is any, the key files of others and what
    they seal are of these too: one of them may be all that opens it.
    """
    folder, seal = ledger.folder, ledger.seal
    with translate_os_errors():
        found = {*sync_copies.unjoined(ledger), *doubtful_files(folder)}
        if seal.suffix:
            found.update(_strange(seal, folder.log, folder.drafts))
            found.update(_strange(seal, folder.inbox))
            if found:
                found.update(_other_keys(folder))
                found.update(_strange(seal, folder.backups))
        return sorted(found)


def _unsealed(ledger: Ledger) -> dict[Path, str]:
    """What in the folder of a sealed workbook is not sealed by the key of now, and holds nothing of its own.

    Changes, drafts, notes and snapshots are none: what they hold may be nowhere else until they are taken in.
    """
    folder = ledger.folder
    parts = (folder.backups, folder.quarantine)
    found = dict.fromkeys(_other_keys(folder), _KEY)
    found.update(dict.fromkeys(_strange(ledger.seal, *parts), _OTHER))
    for path in chain(*map(_files_in, parts)):
        if not path.name.endswith(SEALED):
            found[path] = _PLAIN
    for path in not_joined(ledger):
        found.pop(path, None)
    return found


def _other_keys(folder: Folder) -> Iterator[Path]:
    """The key files that are not the one of now."""
    own = (folder.key, folder.key_copy)
    for part in ("", *PARTS):
        for path in filter(_is_key, _files_in(folder.path / part)):
            if path not in own:
                yield path


def _is_key(path: Path) -> bool:
    return fnmatchcase(path.name, f"key*{SEALED}")


def _files_in(part: Path) -> list[Path]:
    there = [part / name for name in files.names(part) if name[0] != "."]
    return [*filter(Path.is_file, there)]


def _strange(seal: Seal, *parts: Path) -> Iterator[Path]:
    """The files that are sealed by another key, damaged, or cannot be read."""
    for path in chain(*map(_files_in, parts)):
        if not path.name.endswith(SEALED) or _is_key(path):
            continue
        try:
            seal.begin(path)
        except FileNotFoundError:
            continue
        except (BrokenSealError, OSError):
            yield path


def note_export(transaction: Transaction, places: Iterable[Path]) -> None:
    """Remember where an export was written.

    Args:
        transaction: Takes the note.
        places: The file; or a folder, and after it the files that were written there.
    """
    raw = transaction.raw(KEEPING, _EXPORTS)
    known = _noted({} if raw is None else decode(raw))
    place, *inside = map(Path.absolute, places)
    names = [one.relative_to(place).as_posix() for one in inside]
    before = known.pop(str(place), [])
    known[str(place)] = [*dict.fromkeys([*before, *names])]
    kept = dict([*known.items()][-_MOST:])
    transaction.put(KEEPING, _EXPORTS, encode({_WRITTEN: kept}))


def _exports(ledger: Ledger) -> dict[Path, list[Path]]:
    """The exports that were noted, each with the files that were written: itself, or those in a folder."""
    row = ledger.state.row(KEEPING, _EXPORTS) if ledger.is_loaded else None
    noted = _noted({} if row is None else row.document)
    return {
        Path(place): [Path(place, name) for name in names or [""]]
        for place, names in noted.items()
    }


def _noted(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """Of each export the files in it, as they were noted; before that was done only the places were."""
    places: dict[str, list[str]] = {
        one: [] for one in document.get("paths", ())
    }
    return {**places, **document.get(_WRITTEN, {})}


def still_readable(ledger: Ledger) -> str:
    """A sentence on the copies that a new passphrase has not sealed; empty where there are none."""
    older = waiting = ""
    # It is set all the same, and `seen` looks again.
    with suppress(StoreError), translate_os_errors():
        older = _named(ledger, [copy.path for copy in older_copies(ledger)])
        waiting = _named(ledger, sync_copies.unjoined(ledger))
    said = ""
    if older:
        said = tr(
            "As readable as before are: {older}. `trust-tui seen` removes them. ",
            older=older,
        )
    if waiting:
        said += tr(
            "Not joined yet, and as they were, are: {waiting}. `trust-tui merge OTHER` joins them.",
            waiting=waiting,
        )
    return said.rstrip()


def _named(ledger: Ledger, paths: Iterable[Path]) -> str:
    """Files in one line: those in the data folder as they stand in it, others with all of their path."""
    home = ledger.folder.path
    return ", ".join(
        one_row(
            str(path.relative_to(home) if path.is_relative_to(home) else path)
        )
        for path in paths
    )


def doubtful_files(folder: Folder) -> list[Path]:
    """Files that were put aside since nothing proves that they are the user's."""
    part = folder.quarantine
    return [part / name for name in files.names(part) if is_doubtful(name)]


def wipe_copies(ledger: Ledger, copies: Iterable[Path]) -> list[Path]:
    """Overwrite and remove copies. Answers with those that could not be removed.

    Of an export that is a folder only what was written goes: the user may have put more there since.
    """
    exports = _exports(ledger)
    left = []
    for path in copies:
        try:
            if path in exports:
                _wipe_export(path, exports[path])
            else:
                files.wipe_all(path)
        except OSError:
            left.append(path)
    with suppress(OSError):
        files.flush_folder(ledger.folder.path)
    return left


def _wipe_export(place: Path, written: Iterable[Path]) -> None:
    """Wipe the files that an export has written, and each folder that is empty then."""
    for path in written:
        with suppress(FileNotFoundError):
            files.wipe(path)
        with suppress(OSError):
            for above in path.relative_to(place.parent).parents[:-1]:
                (place.parent / above).rmdir()
