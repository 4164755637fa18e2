"""What to do when something is damaged: everything whole together, from wherever it lies, line by line if need be.

The damaged file is put aside before anything is written, and what was found is told.
"""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from trust_tui.domain import (
    KINDS,
    DamagedError,
    Finding,
    LockedError,
    new_id,
    tr,
)
from trust_tui.store.disk import (
    NOBODY,
    BrokenSealError,
    Folder,
    Seal,
    Writer,
    dot_of_name,
    dots,
    files,
    number_of,
)
from trust_tui.store.log import (
    TRASH,
    DamagedFileError,
    Ledger,
    Loaded,
    Reach,
    State,
    UnprovedFileError,
    bare,
    begin,
    changes,
    is_doubtful,
    is_stamped,
    join,
    join_snapshots,
    missing_of,
    modernise,
    numbered,
    salvage,
    seal_of,
    take,
    take_new,
)

_WHOLE_END: Final = b'"}}}\n'
_TABLES: Final = (*KINDS, TRASH, "keeping", "scrub")


class Recovered(Struct):
    """What could be saved.

    Attributes:
        loaded: The records.
        findings: What was wrong.
        damaged: Files to put aside.
    """

    loaded: Loaded
    findings: list[Finding] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)


def recover(folder: Folder, seal: Seal, own: Writer = NOBODY) -> Recovered:
    """Read whatever is whole. Nothing is written.

    Args:
        folder: The data folder.
        seal: Opens the files.
        own: This machine.

    Raises:
        DamagedError: There is nothing whole to go on from.
    """
    findings: list[Finding] = []
    damaged: list[Path] = []
    doubtful: set[Path] = set()
    bases = _bases(folder, seal, findings, damaged, doubtful)
    if not bases:
        bases = _copies(folder, seal)
    if not bases:
        bases = [*_backups(folder, seal), *_put_aside_whole(folder, seal)]
    if not bases:
        first = any(dot[1] == 1 for dot in dots(folder, seal.suffix))
        if not first and numbered.numbers(folder, seal.suffix)[:1] != [1]:
            raise DamagedError(
                tr(
                    "No whole copy of the workbook was found here. Everything was left as it is."
                )
            )
        bases = [
            Loaded(
                State(),
                _store_in_log(folder, seal),
                Reach(),
                None,
                changes.SCHEMA,
                changes.SCHEMA,
            )
        ]
    loaded = max(bases, key=lambda base: (base.schema, base.state.number))
    loaded.doubtful |= doubtful
    recovered = Recovered(loaded, findings, damaged)
    for base in bases:
        if base is not loaded and base.store == loaded.store:
            _join(loaded, base)
    _take_numbered(folder, seal, recovered)
    _take_changes(folder, seal, recovered, own.name)
    join_snapshots(folder, seal, loaded)
    if not loaded.state.is_whole or missing_of(loaded, own):
        _look_elsewhere(folder, seal, recovered)
    if loaded.schema < changes.SCHEMA:
        modernise(loaded)
    _salvage(seal, recovered)
    _go_without(folder, seal, recovered, own)
    loaded.written = changes.SCHEMA
    if not findings and not loaded.doubtful:
        findings.append(
            Finding(
                file="trust.json",
                said=tr("An older copy was out of step and was made anew."),
            )
        )
    return recovered


def _join(loaded: Loaded, base: Loaded) -> None:
    if base.schema == changes.NUMBERED:
        tables = {
            table: {id: row.raw for id, row in rows.items()}
            for table, rows in base.state.everything()[1].items()
        }
        text = repr(sorted(tables.items())).encode()
        take(loaded, numbered.late(tables, sha256(text).hexdigest()))
    elif not loaded.state.reach.covers(base.state.reach):
        join(loaded, base)


def _bases(
    folder: Folder,
    seal: Seal,
    findings: list[Finding],
    damaged: list[Path],
    doubtful: set[Path],
) -> list[Loaded]:
    """The snapshots that are whole."""
    bases = []
    for path, name in (
        (folder.snapshot(seal.suffix), "snapshot"),
        (folder.previous(seal.suffix), "older snapshot"),
    ):
        try:
            base = _sound(path, seal)
        except UnprovedFileError:
            doubtful.add(path)
            continue
        if base is not None:
            bases.append(base)
        elif files.exists(path):
            damaged.append(path)
            findings.append(
                Finding(
                    file=path.name,
                    said=tr(
                        "The {name} was damaged. It was put aside and made anew from the rest.",
                        name=name,
                    ),
                )
            )
        elif (
            not bases or bases[0].state.number
        ):  # before the log is compacted first there is no older one
            findings.append(
                Finding(
                    file=path.name,
                    said=tr(
                        "The {name} was missing. It was made anew from the rest.",
                        name=name,
                    ),
                )
            )
    return bases


def _store_in_log(folder: Folder, seal: Seal) -> str:
    """The store that the changes are of, where no snapshot says it."""
    for dot in dots(folder, seal.suffix):
        with suppress(FileNotFoundError, DamagedFileError):
            return changes.read(folder.change(dot, seal.suffix), seal).store
    return new_id()


def _copies(folder: Folder, seal: Seal) -> list[Loaded]:
    """Snapshots under the names that synchronisers give, of which some leave none under its own."""
    return _all_sound(sorted(folder.path.glob("trust*")), seal)


def _put_aside_whole(folder: Folder, seal: Seal) -> list[Loaded]:
    """Snapshots that were put aside since they were joined: of use when a synchroniser has taken all others away."""
    there = sorted(folder.quarantine.glob("*"))
    return _all_sound((one for one in there if not is_doubtful(one.name)), seal)


def _backups(folder: Folder, seal: Seal) -> list[Loaded]:
    """Backups under the seal that counts."""
    there = sorted(folder.backups.glob(f"*.json{seal.suffix}"))
    return _all_sound(there, seal)


def _all_sound(paths: Iterable[Path], seal: Seal) -> list[Loaded]:
    """The snapshots among some files that are whole and the user's."""
    found = []
    for path in paths:
        with suppress(UnprovedFileError, IsADirectoryError):
            found.append(_sound(path, seal_of(path, seal)))
    return [*filter(None, found)]


def _sound(path: Path, seal: Seal) -> Loaded | None:
    try:
        sheet = changes.read_sheet(path, seal, "snapshot")
        return begin(sheet, files.identity(path))
    except UnprovedFileError:
        raise
    except (FileNotFoundError, DamagedFileError):
        return None


def _look_elsewhere(folder: Folder, seal: Seal, recovered: Recovered) -> None:
    """Backups may hold what is missing."""
    loaded = recovered.loaded
    for base in _backups(folder, seal):
        if base.store == loaded.store:
            _join(loaded, base)


def _take_numbered(folder: Folder, seal: Seal, recovered: Recovered) -> None:
    """Take in, in their order, what is whole of changes from before writers had names."""
    loaded = recovered.loaded
    there = numbered.numbers(folder, seal.suffix)
    base = loaded.state.number if loaded.schema == changes.NUMBERED else 0
    for number in there:
        try:
            sheet = numbered.read(folder, seal, number)
        except DamagedFileError:
            path = folder.log / f"{number:012d}.json{seal.suffix}"
            recovered.damaged.append(path)
            continue
        take(loaded, numbered.late(sheet.tables, sheet.digest, number))
    missing = set(range(base + 1, max([base, *there]) + 1)) - set(there)
    if missing and loaded.schema == changes.NUMBERED:
        _look_elsewhere(folder, seal, recovered)
    loaded.state.number = max([loaded.state.number, *there])


def _take_changes(
    folder: Folder, seal: Seal, recovered: Recovered, own: str
) -> None:
    """Take in every change that is whole, and go on without those of this machine that are not."""
    loaded = recovered.loaded
    while True:
        try:
            take_new(folder, seal, loaded, own)
        except DamagedFileError:
            path = _first_damaged(folder, seal, loaded)
            if path is None:
                raise
            recovered.damaged.append(path)
            loaded.looked_at.add(path.name)
            continue
        return


def _first_damaged(folder: Folder, seal: Seal, loaded: Loaded) -> Path | None:
    for name in files.names(folder.log):
        path = folder.log / name
        dot = dot_of_name(name)
        if name in loaded.looked_at or dot is None:
            continue
        try:
            if changes.read(path, seal).dot != dot:
                return path
        except DamagedFileError:
            return path
        except FileNotFoundError:
            continue
    return None


def _salvage(seal: Seal, recovered: Recovered) -> None:
    """Take in the records that are whole in damaged files, and tell what is lost."""
    state = recovered.loaded.state
    if not seal.believes(b"", ""):
        seal = seal.without_secret  # no line of a file proves anything
    for path in recovered.damaged:
        dot, number = dot_of_name(path.name), number_of(path.name)
        text = _text(path, seal)
        saved = _take_lines(recovered.loaded, text)
        if dot is None and number is None:
            continue
        known = dot is not None and dot in state.reach and dot not in state.lost
        if dot is not None:
            state.give_up(dot)
        lost = not known and not _is_all(text, saved)
        recovered.findings.append(_broken(path, saved, lost=lost))


def _go_without(
    folder: Folder, seal: Seal, recovered: Recovered, own: Writer
) -> None:
    """Do not wait for changes that this machine has made itself and that are nowhere; they may come all the same."""
    missing = missing_of(recovered.loaded, own)
    for dot in missing:
        recovered.loaded.state.give_up(dot)
    if missing:
        path = folder.change(missing[0], seal.suffix)
        said = tr(
            "A change or more that were kept on this machine are missing; what they held is lost, unless another "
            "machine has it."
        )
        recovered.findings.append(
            Finding(file=f"log/{path.name}", said=said, lost=True)
        )


def _text(path: Path, seal: Seal) -> bytes:
    """What can be read of a damaged file; nothing, where a seal is broken."""
    with suppress(OSError, BrokenSealError, LockedError):
        return bytes(seal.read(path))
    return b""


def _is_all(text: bytes, saved: int) -> bool:
    """Whether nothing is missing of a file but its header or its checksum."""
    lines = sum(
        1 for line in text.split(b"\n") if line[:1] == b'"' and b":{" in line
    )
    headings = sum(1 for line in text.split(b"\n") if line.endswith(b":{"))
    return (
        saved > 0
        and lines - headings <= saved + 1
        and text.endswith(_WHOLE_END)
    )


def _take_lines(loaded: Loaded, text: bytes) -> int:
    """Take in every record that stands whole in a text. Returns how many there are."""
    tables: dict[str, dict[str, bytes | None]] = {}
    count = 0
    for table, id, line in salvage(text, _TABLES):
        tables.setdefault(table, {})[id] = bare(line)
        count += 1
    for table, id, raw in numbered.salvage(text):
        if id not in tables.get(table, {}) and not is_stamped(raw):
            tables.setdefault(table, {})[id] = raw
            count += 1
    if tables:
        take(loaded, numbered.late(tables, sha256(text).hexdigest()))
    return count


def _broken(path: Path, saved: int, *, lost: bool) -> Finding:
    end = (
        tr("what it held is lost unless it was saved again later.")
        if lost
        else tr("nothing is lost by that.")
    )
    if lost and saved:
        end = tr(
            "the records in it that were whole were taken in, the rest is lost unless it was saved again later."
        )
    return Finding(
        file=f"log/{path.name}",
        said=tr("A change was damaged and put aside; {end}", end=end),
        lost=lost,
    )


def put_aside(folder: Folder, path: Path) -> None:
    """Keep a damaged file in the quarantine, under a name that is free; its old name stays until it is replaced."""
    files.make_folder(folder.quarantine)
    for attempt in range(1000):
        place = folder.quarantine / f"{attempt:03d}-{path.name}"
        with suppress(FileExistsError):
            files.link(path, place)
            break
    files.flush_folder(folder.quarantine)


def put_draft_aside(ledger: Ledger, path: Path) -> Finding:
    """Put a draft aside that is damaged. Returns what to say of it."""
    if not ledger.read_only:
        with suppress(OSError):
            put_aside(ledger.folder, path)
            files.unlink(path)
    return Finding(
        file=f"drafts/{path.name}",
        said=tr("A draft was damaged and put aside; what it held is lost."),
        lost=True,
    )
