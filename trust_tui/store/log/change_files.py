"""The folder of confirmed changes: one small file each, named by its writer and count, never touched again."""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import NewerError, UncertainError, tr
from trust_tui.store.disk import (
    AGE,
    TEMPORARY,
    BrokenSealError,
    Folder,
    OtherKeyError,
    Seal,
    files,
)
from trust_tui.store.log import sheets
from trust_tui.store.log.change_marks import mark_in
from trust_tui.store.log.stamps import (
    Dot,
    Line,
    Reach,
    reach_from,
    stamped,
    tail_of,
)

SCHEMA: Final = 2
NUMBERED: Final = 1
"""The last version whose changes have numbers that all writers share."""

_counter = count()
_WRITER: Final = 12


class DamagedFileError(ValueError):
    """A file of the store is not what was written."""


class OtherKeyFileError(DamagedFileError):
    """A file is sealed by another key than ours, so nobody can say here whether it is whole."""


class UnprovedFileError(DamagedFileError):
    """A file is whole, but nothing proves that its writer had the secret key."""


class Change(Struct, frozen=True, kw_only=True):
    """A confirmed change.

    Attributes:
        dot: Who made it, and which of theirs it is, from 1.
        number: Larger than that of every change its writer knew; for people and for names of backups.
        seen: What its writer knew; None for one from before that was written down.
        clock: Milliseconds since 1970 on its writer's clock.
        after: Checksum of the same writer's change before it.
        mark: Three random bytes that tell it from another one of its name; 0 from before writers had names.
        before: The mark of the same writer's change before it; 0 where it is not known.
        digest: Its own checksum.
        tables: Lines as they became; None where a record was taken away.
        schema: Version of the form its records are in.
        store: The store it was made in; empty where that is not known.
        named: The name that its file gives it, where another machine has written under that one; else None.
    """

    dot: Dot
    number: int
    seen: Reach | None
    clock: int
    tables: Mapping[str, Mapping[str, Line | None]]
    schema: int
    after: str = ""
    mark: int = 0
    before: int = 0
    digest: str = ""
    store: str = ""
    named: Dot | None = None


def temporary(folder: Path, session: str) -> Path:
    """A name for a file that is being written."""
    return folder / f".{session}.{next(_counter)}{TEMPORARY}"


def header(kind: str, number: int, **more: object) -> dict[str, object]:
    """What every sheet says about itself."""
    return {"kind": kind, "schema": SCHEMA, "number": number} | more


def read_sheet(path: Path, seal: Seal, kind: str) -> sheets.Sheet:
    """A whole file of the store.

    Raises:
        DamagedFileError: It is not as it was written.
        UnprovedFileError: It is a snapshot or a change that may be somebody else's.
        NewerError: A newer version wrote it.
        FileNotFoundError: There is none.
    """
    try:
        text = seal.read(path)
        if text.startswith(AGE):  # and there is no passphrase, or another
            raise OtherKeyError(tr("It is sealed by another key."))
        sheet = sheets.read(text, large=kind == "snapshot")
    except OtherKeyError as error:
        raise OtherKeyFileError(kind) from error
    except (BrokenSealError, sheets.SheetError) as error:
        raise DamagedFileError(kind) from error
    check_head(sheet.header, kind)
    holds_records = kind in ("snapshot", "change")
    if holds_records and not seal.believes(sheet.proven, sheet.proof):
        raise UnprovedFileError(kind)
    if kind == "change" and not _holds_records(sheet):
        raise DamagedFileError(kind)
    return sheet


def check_head(head: Mapping[str, Any], kind: str) -> None:
    """Look whether a sheet says of itself what it should.

    Raises:
        DamagedFileError: It is no such sheet.
        NewerError: A newer version wrote it.
    """
    refuse_newer(head)
    if head.get("kind") != kind:
        raise DamagedFileError(kind)
    if not all(type(head.get(key)) is int for key in ("schema", "number")):
        raise DamagedFileError(kind)
    if head["schema"] < NUMBERED:
        raise DamagedFileError(kind)


def _holds_records(sheet: sheets.Sheet) -> bool:
    return all(
        raw is None or raw[:1] == b"{"
        for rows in sheet.tables.values()
        for raw in rows.values()
    )


def refuse_newer(head: Mapping[str, Any]) -> None:
    """Stop at what this version may not understand.

    Raises:
        NewerError: A newer version wrote it.
    """
    schema = head.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerError(
            tr(
                "A newer version of the program wrote this workbook. Use that version; nothing was touched."
            )
        )


def read(path: Path, seal: Seal) -> Change:
    """A change, whatever the file is called.

    Raises:
        DamagedFileError: It is not as it was written.
        NewerError: A newer version wrote it.
        FileNotFoundError: There is none.
    """
    return change_of(read_sheet(path, seal, "change"))


def change_of(sheet: sheets.Sheet) -> Change:
    """The change in a sheet.

    Raises:
        DamagedFileError: It is none, or one of an older form.
    """
    head = sheet.header
    writer, its_count, clock = (
        head.get(key) for key in ("writer", "count", "clock")
    )
    if (
        not isinstance(writer, str)
        or len(writer) != _WRITER
        or type(its_count) is not int
        or type(clock) is not int
    ):
        raise DamagedFileError("change")
    try:
        seen = reach_from(head.get("seen"))
    except ValueError as error:
        raise DamagedFileError("change") from error
    before = head.get("before")
    return Change(
        dot=(writer, its_count),
        number=head["number"],
        seen=seen,
        clock=clock,
        tables=sheet.tables,
        after=str(head.get("after", "")),
        mark=mark_in(head),
        before=before if type(before) is int else 0,
        digest=sheet.digest,
        schema=head["schema"],
        store=str(head.get("store", "")),
    )


def make(
    dot: Dot,
    number: int,
    seen: Reach,
    clock: int,
    raws: Mapping[str, Mapping[str, sheets.Raw | None]],
) -> Change:
    """A change of these records, each with its stamp."""
    tail = tail_of(clock, *dot)
    tables = {
        table: {
            id: None if raw is None else stamped(table, id, raw, tail)
            for id, raw in rows.items()
        }
        for table, rows in raws.items()
    }
    return Change(
        dot=dot,
        number=number,
        seen=seen,
        clock=clock,
        tables=tables,
        schema=SCHEMA,
        mark=secrets.randbits(24) or 1,
    )


def text_of(change: Change, store: str, seal: Seal) -> bytes:
    """The sheet of a change; where it is sealed, with a proof and of a length that tells little."""
    writer, its_count = change.dot
    head = header(
        "change",
        change.number,
        store=store,
        writer=writer,
        count=its_count,
        clock=change.clock,
        seen={} if change.seen is None else change.seen.plain(),
        after=change.after,
        mark=change.mark,
        before=change.before,
    )
    rows = {table: lines.items() for table, lines in change.tables.items()}
    return small_sheet(head, rows, seal)


def small_sheet(
    head: Mapping[str, object],
    rows: Mapping[str, Iterable[tuple[str, sheets.Raw | None]]],
    seal: Seal,
) -> bytes:
    """A sheet that is small; where it is sealed, with a proof and of a length that tells little.

    Args:
        head: What it says about itself.
        rows: The records.
        seal: How it is going to be protected.
    """
    if seal.suffix:
        return sheets.padded(head, rows, seal.prove)
    return b"".join(sheets.write(head, rows))


def write(
    folder: Folder, seal: Seal, session: str, dot: Dot, text: bytes
) -> bool:
    """Put a change on the disk under its name. False when the name is taken.

    Raises:
        OSError: Nothing was kept.
        UncertainError: The disk failed so that the change could be neither made sure nor taken back.
    """
    hidden = temporary(folder.log, session)
    files.create(hidden, seal.fill([text]))
    place = folder.change(dot, seal.suffix)
    try:
        try:
            files.link(hidden, place)
        except (
            FileExistsError,
            FileNotFoundError,
        ):  # taken; or the hidden file was taken for a leftover
            return False
        try:
            files.flush_folder(folder.log)
        except OSError:
            withdraw(folder, place)
            raise
    finally:
        with suppress(OSError):
            files.unlink(hidden)
    return True


def withdraw(folder: Folder, place: Path) -> None:
    """Take back a change that nobody was told of.

    Raises:
        UncertainError: It cannot be taken back.
    """
    try:
        place.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UncertainError(
            tr(
                "The disk failed in the middle of saving, so it is not certain whether this was kept. "
                "Look after a restart."
            )
        ) from error
    with suppress(OSError):
        files.flush_folder(folder.log)
