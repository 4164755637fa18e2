"""Reading a store from the disk: the snapshot, then every change since."""

from msgspec import Struct

from trust_tui.store.care.upgrades import upgrade
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption.sealed_files import Seal
from trust_tui.store.log import changes, sheets
from trust_tui.store.log.changes import Change, DamagedFileError
from trust_tui.store.log.state import State


class Loaded(Struct):
    """A store as it was read.

    Attributes:
        state: All records.
        store: Random name of the store.
        folded: Number of the last change that the snapshot holds.
        snapshot: Identity of the snapshot's file.
        schema: Version of the form the records are in.
    """

    state: State
    store: str
    folded: int
    snapshot: files.Identity | None
    schema: int


def load(folder: Folder, seal: Seal) -> Loaded:
    """Read a store in which nothing is wrong.

    Raises:
        DamagedFileError: Something is missing or not as it was written; `recovery` knows what to do.
        NewerError: A newer version wrote it.
        FileNotFoundError: There is no snapshot.
    """
    path = folder.snapshot(seal.suffix)
    identity = files.identity(path)
    sheet = changes.read_sheet(path, seal, "snapshot")
    loaded = begin(sheet, identity)
    folded = loaded.folded
    numbers = changes.numbers(folder, seal.suffix)
    _expect(numbers, int(sheet.header.get("previous", folded)), folded)
    if folded and not files.exists(folder.previous(seal.suffix)):
        raise DamagedFileError("previous")
    del sheet
    for number in numbers:
        if number > folded:
            if number != loaded.state.number + 1:
                raise DamagedFileError("gap")
            take(loaded, changes.read(folder, seal, number))
    return loaded


def begin(sheet: sheets.Sheet, identity: files.Identity | None) -> Loaded:
    """What a snapshot holds."""
    number = sheet.header["number"]
    state = State(number, sheet.tables)
    return Loaded(
        state,
        str(sheet.header.get("store", "")),
        number,
        identity,
        sheet.header["schema"],
    )


def _expect(numbers: list[int], previous: int, folded: int) -> None:
    there = set(numbers)
    if any(number not in there for number in range(previous + 1, folded + 1)):
        raise DamagedFileError("gap")


def take(loaded: Loaded, change: Change) -> None:
    """Take the next change in; records of an older form are brought to that of the change first."""
    if change.schema > loaded.schema:
        modernise(loaded)
    loaded.state.apply(change.number, change.tables)


def modernise(loaded: Loaded) -> None:
    """Bring the records in memory to the present form."""
    loaded.state = upgrade(loaded.state, loaded.schema)
    loaded.schema = changes.SCHEMA
