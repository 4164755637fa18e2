"""Looking at every file: what is right and what is wrong here."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    KINDS,
    DamagedError,
    Finding,
    LockedError,
    NewerError,
    later,
    tr,
)
from trust_tui.store import drafts
from trust_tui.store.care import arrivals, backups, sync_copies
from trust_tui.store.disk import (
    SEALED,
    BrokenSealError,
    Folder,
    OtherKeyError,
    Plain,
    Seal,
    abilities,
    dots,
    files,
    parent_of_others,
    translate_os_errors,
)
from trust_tui.store.encryption import Sealed, public_seal
from trust_tui.store.log import (
    TRASH,
    DamagedFileError,
    Ledger,
    OtherKeyFileError,
    SheetError,
    State,
    changes,
    drop_old_snapshots,
    is_doubtful,
    parse_sheet,
    peek,
    record_of,
)
from trust_tui.store.trash import trashed

_DAMAGED_COPY: Final = later(
    "This copy of the workbook is damaged. The next start makes it anew."
)
_DAMAGED_CHANGE: Final = later(
    "This change is damaged. The next start puts it aside."
)
_OTHER_KEY: Final = later(
    "This file is sealed by another passphrase. It is as it was written; `trust-tui merge` can open it."
)
_NEWER: Final = later(
    "A newer version of the program wrote this. It is as it was written."
)
_ABOVE: Final = "above"
"""Among what this machine remembers: that others can write above the folder was told."""


def check(ledger: Ledger, *, repair: bool) -> list[Finding]:
    """Look at every file.

    Args:
        ledger: The store.
        repair: Make damaged copies anew from what is in memory.
    """
    found = look(ledger)
    if not ledger.read_only:
        found += abilities_told(ledger.folder)
    if repair and any(
        finding.file.startswith(("trust.", "log/")) for finding in found
    ):
        ledger.refuse_read_only()
        with (
            ledger.writing,
            translate_os_errors(),
            ledger.lock.held(insist=True),
        ):
            ledger.catch_up()
            drop_old_snapshots(ledger)
    return found


def look(ledger: Ledger) -> list[Finding]:
    """Everything that is wrong with the files of a store that is open and unlocked. Nothing is written."""
    with translate_os_errors():
        folder, seal = ledger.folder, ledger.seal
        return [
            *_sheets(folder, seal),
            *_backups(folder, seal),
            *_drafts(folder, seal),
            *_key(folder, seal),
            *_put_aside(folder),
            *_odd(ledger.state),
            *above_told(folder),
            *strangers(ledger),
            *arrivals.tell(ledger),
        ]


def abilities_told(folder: Folder) -> Iterator[Finding]:
    """What a person has to know of the disk that the workbook lies on."""
    with suppress(OSError):  # then there is something else to be said
        for said in abilities.tell(abilities.try_disk(folder.path)):
            yield Finding(file="", said=said)


def _sheets(folder: Folder, seal: Seal) -> Iterator[Finding]:
    first = folder.snapshot(seal.suffix)
    for path in (first, folder.previous(seal.suffix)):
        if not files.exists(path):
            if path == first or _is_compacted(first, seal):
                yield Finding(
                    file=path.name,
                    said=tr(
                        "This copy of the workbook is missing. The next start makes it anew."
                    ),
                )
        else:
            yield from _file(path, seal, None)
    for dot in dots(folder, seal.suffix):
        with suppress(FileNotFoundError):
            yield from _file(folder.change(dot, seal.suffix), seal, dot)


def _file(
    path: Path, seal: Seal, dot: tuple[str, int] | None
) -> Iterator[Finding]:
    """What is wrong with a snapshot, or with the file of a change."""
    name = path.name if dot is None else f"log/{path.name}"
    try:
        if dot is None:
            changes.read_sheet(path, seal, "snapshot")
        elif changes.read(path, seal).dot != dot:
            raise DamagedFileError("change")
    except NewerError:
        yield Finding(file=name, said=tr(_NEWER))
    except OtherKeyFileError:
        yield Finding(file=name, said=tr(_OTHER_KEY))
    except DamagedFileError:
        said = _DAMAGED_COPY if dot is None else _DAMAGED_CHANGE
        yield Finding(file=name, said=tr(said))


def _is_compacted(path: Path, seal: Seal) -> bool:
    """Whether there must be an older snapshot beside one."""
    try:
        return peek(seal.begin(path)).get("number") != 0
    except (OSError, ValueError):
        return True


def _backups(folder: Folder, seal: Seal) -> Iterator[Finding]:
    for backup in backups.backups(folder):
        path = folder.backups / backup.name
        with suppress(FileNotFoundError):
            try:
                changes.read_sheet(
                    path,
                    seal if path.name.endswith(SEALED) else Plain(),
                    "snapshot",
                )
            except OtherKeyFileError:
                yield Finding(
                    file=f"backups/{path.name}",
                    said=tr(
                        "This backup is sealed by another passphrase. It is as it was written."
                    ),
                )
            except NewerError:
                yield Finding(file=f"backups/{path.name}", said=tr(_NEWER))
            except DamagedFileError:
                yield Finding(
                    file=f"backups/{path.name}",
                    said=tr(
                        "This backup is damaged. It may hold words that are nowhere else."
                    ),
                )


def _drafts(folder: Folder, seal: Seal) -> Iterator[Finding]:
    for path in drafts.paths(folder):
        with suppress(FileNotFoundError):
            try:
                drafts.read(path, seal)
            except OtherKeyFileError:
                yield Finding(
                    file=f"drafts/{path.name}",
                    said=tr(
                        "This draft is sealed by another passphrase. It is as it was written."
                    ),
                )
            except NewerError:
                yield Finding(file=f"drafts/{path.name}", said=tr(_NEWER))
            except DamagedFileError:
                yield Finding(
                    file=f"drafts/{path.name}",
                    said=tr("This draft is damaged."),
                    lost=True,
                )


def _key(folder: Folder, seal: Seal) -> Iterator[Finding]:
    if not isinstance(seal, Sealed):
        return
    whole = []
    for path in (folder.key, folder.key_copy):
        if files.exists(path):
            whole.append(files.read(path))
        else:
            yield Finding(
                file=path.name,
                said=tr(
                    "A copy of the key is missing. The next unlock makes it anew."
                ),
            )
    if len(whole) == 2 and whole[0] != whole[1]:
        yield Finding(
            file="backups/key.age",
            said=tr(
                "The two copies of the key differ. Unlock once to bring them in step."
            ),
        )
    try:
        stranger = public_seal(folder).public != seal.public
    except LockedError:
        stranger = True
    if stranger:
        yield Finding(
            file=folder.recipient.name,
            said=tr(
                "The public key is damaged. The next unlock makes it anew."
            ),
        )


def _put_aside(folder: Folder) -> Iterator[Finding]:
    for name in files.names(folder.quarantine):
        yield Finding(
            file=f"quarantine/{name}",
            said=_why(name),
        )


def above_told(folder: Folder) -> Iterator[Finding]:
    """Whether others can exchange the folder as a whole."""
    if parent_of_others(folder.path):
        yield Finding(
            file="",
            said=tr(
                "Others can write into the folder above this one, and so put another in its place: take the right "
                "away (chmod go-w), or move the workbook."
            ),
        )


def above_told_once(folder: Folder) -> list[Finding]:
    """The same for a start: told once on this machine, and once more where it was put right in between."""
    mark = folder.here.path / _ABOVE
    found = list(above_told(folder))
    is_told = files.exists(mark)
    with suppress(OSError):  # then it is told again
        if found and not is_told:
            folder.here.make()
            files.create(mark, files.fill_with([b""]), flushed=False)
        elif is_told and not found:
            files.unlink(mark)
    return [] if is_told else found


def _odd(state: State) -> Iterator[Finding]:
    """The records that are in no form this version knows."""
    for table in (*KINDS, TRASH):
        for row in state.rows(table).values():
            try:
                (trashed if table == TRASH else record_of)(row)
            except DamagedError:
                state.leave_out(row)
                yield odd_finding(table, row.id)


def odd_finding(table: str, id: str) -> Finding:
    """What to tell of a row that no record can be made of."""
    said = tr(
        "The record {id} is not in a form this version knows. It is kept as it is, and left out of "
        "lists, exports and trends.",
        id=id,
    )
    return Finding(file=table, said=said)


def _why(name: str) -> str:
    """Why a file is in the quarantine."""
    if name.startswith(sync_copies.JOINED):
        return tr(
            "This copy was joined: all that was whole in it is in the workbook."
        )
    if is_doubtful(name):
        return tr(
            "Nothing proves that you wrote this file. It was put aside; `trust-tui doubtful` shows it."
        )
    return tr(
        "This damaged file was put aside. It may hold words that are nowhere else."
    )


def strangers(ledger: Ledger) -> Iterator[Finding]:
    """Copies that a synchroniser or a person has put beside the workbook and that are not joined."""
    folder = ledger.folder
    for path in sync_copies.unjoined(ledger):
        inside = path.is_relative_to(folder.path)
        name = path.relative_to(folder.path).as_posix() if inside else path.name
        yield Finding(file=name, said=_what_it_is(path, ledger.seal))


def _what_it_is(path: Path, seal: Seal) -> str:
    """What lies there under a name that a synchroniser or a person has given it."""
    if path.is_file() and _is_half(path, seal):
        return tr(
            "This file is a part of a copy, and the rest may still be on its way. It may hold words that are nowhere "
            "else: keep it until the whole copy is here."
        )
    return tr(
        "This is another copy of the workbook. `trust-tui merge` joins it into this one."
    )


def _is_half(path: Path, seal: Seal) -> bool:
    """Whether a file is not whole, as far as our key tells."""
    try:
        parse_sheet((seal if SEALED in path.name else Plain()).read(path))
    except (OtherKeyError, FileNotFoundError):
        return False
    except (BrokenSealError, SheetError):
        return True
    return False
