"""The least that must be read before a new record can be kept: the beginning of the snapshot, and the changes since.

`trust-tui note` adds a line to twenty years; what lies there already need not be read for it.
"""

from typing import Final

from trust_tui.domain import Settings
from trust_tui.store.disk import (
    BrokenSealError,
    Folder,
    Seal,
    Writer,
    dot_of_name,
    files,
)
from trust_tui.store.log import change_files, sheets
from trust_tui.store.log.change_files import DamagedFileError
from trust_tui.store.log.loading import Loaded, begin, missing_of, take_new

AT_MOST: Final = 256
"""With so many changes since the snapshot, somebody has to read everything and compact the log."""


def load_beginning(folder: Folder, seal: Seal, own: Writer) -> Loaded | None:
    """A store of which the settings alone are read, and what changed since the snapshot.

    Returns:
        None where only a whole look at everything can tell what is so.

    Raises:
        NewerError: A newer version wrote it.
    """
    if not _is_as_usual(folder, seal):
        return None
    path = folder.snapshot(seal.suffix)
    identity = files.identity(path)
    try:
        text = seal.begin(path)
        head = sheets.peek(text)
        change_files.check_head(head, "snapshot")
        rows = sheets.rows_at_beginning(text, Settings.TABLE)
        if rows is None or head["schema"] != change_files.SCHEMA:
            return None
        if head["number"] and not files.exists(folder.previous(seal.suffix)):
            return None
        sheet = sheets.Sheet(head, {Settings.TABLE: rows})
        loaded = begin(sheet, identity)
        take_new(folder, seal, loaded, own.name)
    except (
        DamagedFileError,
        BrokenSealError,
        sheets.SheetError,
        FileNotFoundError,
    ):
        return None
    return loaded if _is_whole(loaded, own) else None


def _is_as_usual(folder: Folder, seal: Seal) -> bool:
    """Whether there is nothing but what this program puts there on one machine or several."""
    usual = {
        place(seal.suffix).name for place in (folder.snapshot, folder.previous)
    }
    for name in files.names(folder.path):
        if name.startswith("trust") and name not in usual:
            return False
    return all(
        name[0] == "." or dot_of_name(name) for name in files.names(folder.log)
    )


def _is_whole(loaded: Loaded, own: Writer) -> bool:
    state = loaded.state
    if len(state.changes) >= AT_MOST or loaded.unread or loaded.joined:
        return False
    return not (state.missing() or state.beside() or missing_of(loaded, own))
