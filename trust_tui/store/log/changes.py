"""The folder of confirmed changes: one small file each, numbered, never touched again."""

from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from trust_tui.errors import NewerError, UncertainError
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import TEMPORARY, Folder, number_of
from trust_tui.store.encryption.sealed_files import BrokenSealError, Seal
from trust_tui.store.log import sheets

SCHEMA: Final = 1
_counter = count()


class DamagedFileError(ValueError):
    """A file of the store is not what was written."""


class Change(Struct, frozen=True):
    """A confirmed change.

    Attributes:
        number: Its place in the order of all changes, from 1.
        schema: Version of the form its records are in.
        tables: Records as they became; None where one was taken away.
    """

    number: int
    schema: int
    tables: dict[str, dict[str, sheets.Raw | None]]


def numbers(folder: Folder, suffix: str) -> list[int]:
    """The numbers of the changes that are on the disk, rising."""
    found = (
        number_of(name)
        for name in files.names(folder.log)
        if name.endswith(f".json{suffix}")
    )
    return [number for number in found if number is not None]


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
        NewerError: A newer version wrote it.
        FileNotFoundError: There is none.
    """
    try:
        sheet = sheets.read(seal.read(path))
    except (BrokenSealError, sheets.SheetError) as error:
        raise DamagedFileError(kind) from error
    refuse_newer(sheet.header)
    if sheet.header.get("kind") != kind or not isinstance(
        sheet.header.get("number"), int
    ):
        raise DamagedFileError(kind)
    return sheet


def refuse_newer(head: Mapping[str, Any]) -> None:
    """Stop at what this version may not understand.

    Raises:
        NewerError: A newer version wrote it.
    """
    schema = head.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerError(
            "A newer version of the program wrote this workbook. Use that version; nothing was touched."
        )


def read(folder: Folder, seal: Seal, number: int) -> Change:
    """A change.

    Raises:
        DamagedFileError: It is not as it was written.
        NewerError: A newer version wrote it.
        FileNotFoundError: There is none of that number.
    """
    sheet = read_sheet(folder.change(number, seal.suffix), seal, "change")
    if sheet.header["number"] != number:
        raise DamagedFileError("change")
    return Change(number, sheet.header["schema"], sheet.tables)


def write(
    folder: Folder, seal: Seal, session: str, change: Change, **more: object
) -> bool:
    """Put a change on the disk under its number. False when the number is taken by another change.

    Raises:
        OSError: Nothing was kept.
        UncertainError: The disk failed so that the change could be neither made sure nor taken back.
    """
    hidden = temporary(folder.log, session)
    rows = {table: raws.items() for table, raws in change.tables.items()}
    files.create(
        hidden, seal.fill(sheets.write(header("change", change.number, **more), rows))
    )
    place = folder.change(change.number, seal.suffix)
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
            "The disk failed in the middle of saving, so it is not certain whether this was kept. Look after a restart."
        ) from error
    with suppress(OSError):
        files.flush_folder(folder.log)
