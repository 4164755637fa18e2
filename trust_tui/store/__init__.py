"""Keeps the workbook: durable, shared by sessions, sealed by a passphrase, recoverable, fast for twenty years."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trust_tui.domain import Clock, Settings, Value

if TYPE_CHECKING:
    from trust_tui.domain import Finding
    from trust_tui.store.store_workbook import StoreWorkbook


def open_workbook(
    folder: Path,
    *,
    clock: Clock,
    passphrase: Callable[[], str] | None = None,
    upkeep: bool = True,
) -> "StoreWorkbook":
    """Open the workbook in a folder, or make one there. Call it from a worker thread: it reads everything.

    Args:
        folder: The data folder.
        clock: Tells the time.
        passphrase: Asked when the workbook is sealed. Without it a sealed workbook is opened locked.
        upkeep: Compact the log, back up and empty the trash in the background.

    Raises:
        StoreError: It cannot be opened; the advice says what to do.
    """
    from trust_tui.store.opening import open_store  # noqa: PLC0415 - the first paint comes before the store is read

    return open_store(folder, clock=clock, ask=passphrase, upkeep=upkeep)


def leave_note(folder: Path, value: Value, *, clock: Clock) -> str:
    """Keep a value in a sealed workbook without its passphrase. It is filed among the records at the next unlock.

    Returns:
        The id it will have, once it is on the disk.

    Raises:
        StoreError: Nothing was kept.
    """
    from trust_tui.store.opening import leave_in  # noqa: PLC0415 - as above

    return leave_in(folder, value, clock)


def keep_note(
    folder: Path,
    make: Callable[[Settings], Value],
    *,
    clock: Clock,
    findings: "list[Finding]",
) -> str:
    """Keep a value in a workbook without reading its records, which takes the same time however many there are.

    Args:
        folder: The data folder.
        make: Makes the value, once it is known what the user has set.
        clock: Tells the time.
        findings: What was found wrong with the files is added.

    Returns:
        The id, once it is on the disk; empty where the workbook has to be opened for it, and nothing was kept.

    Raises:
        StoreError: Nothing was kept.
    """
    from trust_tui.store.opening import keep_unread  # noqa: PLC0415 - as above

    return keep_unread(folder, make, clock, findings)


def is_sealed(folder: Path) -> bool:
    """Whether the workbook in a folder asks for a passphrase. Opens nothing."""
    from trust_tui.store.opening import needs_passphrase  # noqa: PLC0415 - as above

    return needs_passphrase(folder)


def may_be_sealed(folder: Path) -> bool:
    """Whether something sealed lies in a folder: as `is_sealed`, before anything of the store is loaded."""
    return any(folder.glob("*.age"))


def write_filters(folder: Path) -> list[Path]:
    """Write into a folder what tells synchronisers which files need not travel. Returns where it is.

    Raises:
        StoreError: It could not be written.
    """
    from trust_tui.store.care import sync_filters  # noqa: PLC0415 - as above

    return sync_filters.write_filters(folder)


def copies_beside(folder: Path) -> list[Path]:
    """Whole copies of a data folder beside it, as synchronisers leave them, also those that were joined."""
    from trust_tui.store.care.sync_copies import beside  # noqa: PLC0415 - as above
    from trust_tui.store.disk import Folder  # noqa: PLC0415

    return beside(Folder(folder))


def erase_everything(folder: Path) -> None:
    """Overwrite and remove everything that was kept in a folder. Nothing brings it back; needs no passphrase.

    Raises:
        StoreError: Something could not be removed.
    """
    from trust_tui.store.care.erase_all import erase  # noqa: PLC0415 - as above

    erase(folder)
