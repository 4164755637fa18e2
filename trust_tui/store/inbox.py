"""Notes kept without the passphrase: sealed to the owner's key at once, filed among the records at the next unlock."""

import fnmatch
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import (
    KINDS,
    Clock,
    Finding,
    LockedError,
    Record,
    Settings,
    StoreError,
    Value,
    later,
    new_id,
    tr,
    trn,
)
from trust_tui.store.care.recovery import put_aside
from trust_tui.store.disk import (
    SEALED,
    Folder,
    Seal,
    files,
    translate_os_errors,
)
from trust_tui.store.encryption import known_public, public_seal
from trust_tui.store.log import (
    TRASH,
    DamagedFileError,
    Ledger,
    OtherKeyFileError,
    Raw,
    Transaction,
    header_of,
    raw_of,
    read_sheet,
    small_sheet,
    temporary,
)

_STRANGE: Final = later(
    "owner.pub is another key than when the workbook was last open here, so what is left now could be for somebody "
    "else's eyes. Nothing was kept: open the workbook with its passphrase once, which looks into it."
)

_WAITS: Final = later(
    "A note that was kept without the passphrase is sealed by another key than yours of now. It was left as it is: the "
    "passphrase that it was sealed for opens it."
)


def leave(
    folder: Folder, value: Value, clock: Clock, session: str
) -> Record[Any]:
    """Keep a value in a store that is sealed, without its passphrase.

    Raises:
        StoreError: Nothing was kept.
    """
    now = clock.now()
    record: Record[Any] = Record(
        id=new_id(), revision=1, made=now, changed=now, value=value
    )
    rows = {value.TABLE: [(record.id, raw_of(record))]}
    with translate_os_errors():
        seal = public_seal(folder)
        if known_public(folder) not in ("", seal.public):
            raise LockedError(tr(_STRANGE))
        fill = seal.fill([small_sheet(header_of("note", 0), rows, seal)])
        files.make_folder(folder.inbox)
        files.replace(
            temporary(folder.inbox, session),
            folder.inbox / f"{record.id}.json{SEALED}",
            fill,
        )
    return record


class _Note(Struct, frozen=True):
    path: Path
    tables: Mapping[str, Mapping[str, Raw | None]]


@contextmanager
def notes_filed(ledger: Ledger, findings: list[Finding]) -> Iterator[None]:
    """File what lies in the inbox before something that takes the seal away, and after it what came meanwhile."""
    seal = ledger.seal
    findings += file_notes(ledger, seal)
    yield
    # The passphrase is gone, whatever becomes of what was left meanwhile.
    with suppress(StoreError):
        findings += file_notes(ledger, seal)


def file_notes(ledger: Ledger, seal: Seal) -> list[Finding]:
    """File what lies in the inbox. Notes that are filed already, by a session that was killed, are not filed twice.

    Args:
        ledger: The store.
        seal: Opens the notes.
    """
    findings: list[Finding] = []
    with translate_os_errors():
        notes = [
            note
            for path in _paths(ledger.folder)
            if (note := _read(ledger, seal, path, findings)) is not None
        ]
        if notes:
            ledger.write(lambda transaction: _file(transaction, notes))
        for note in notes:
            files.unlink(note.path)
    if notes:
        findings.append(_filed(len(notes)))
    return findings


def file_or_tell(ledger: Ledger, seal: Seal) -> list[Finding]:
    """File what lies in the inbox, or say that it waits: an unlock does not fail for that."""
    try:
        return file_notes(ledger, seal)
    except StoreError as error:
        said = tr(
            "What was left here without the passphrase could not be filed yet. {advice}",
            advice=error.advice,
        )
        return [Finding(file="inbox", said=said)]


def _filed(count: int) -> Finding:
    """What to tell of notes that were filed. Nothing proves them: whoever can write into the folder can leave one."""
    said = trn(
        "A note left here without the passphrase stands in the journal now. Look whether it is yours.",
        "{count} notes left here without the passphrase stand in the journal now. Look whether they are yours.",
        count,
    )
    return Finding(file="inbox", said=said, quiet=True)


def _paths(folder: Folder) -> list[Path]:
    there = fnmatch.filter(files.names(folder.inbox), f"*.json{SEALED}")
    return [folder.inbox / name for name in there]


def _read(
    ledger: Ledger, seal: Seal, path: Path, findings: list[Finding]
) -> _Note | None:
    with suppress(FileNotFoundError):
        try:
            return _Note(path, read_sheet(path, seal, "note").tables)
        except OtherKeyFileError:
            findings.append(Finding(file=f"inbox/{path.name}", said=tr(_WAITS)))
        except DamagedFileError:
            put_aside(ledger.folder, path)
            files.unlink(path)
            said = tr(
                "A note that was kept without the passphrase was damaged and put aside."
            )
            findings.append(
                Finding(file=f"inbox/{path.name}", said=said, lost=True)
            )
    return None


def _file(transaction: Transaction, notes: list[_Note]) -> None:
    for note in notes:
        for table in KINDS.keys() & note.tables.keys() - {Settings.TABLE}:
            for id, raw in note.tables[table].items():
                if (
                    transaction.raw(table, id) is None
                    and transaction.raw(TRASH, id) is None
                ):
                    transaction.put(table, id, raw)
