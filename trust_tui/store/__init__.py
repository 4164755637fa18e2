"""Keeps the workbook: durable, shared by sessions, sealed by a passphrase, recoverable, fast for twenty years."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trust_tui.domain.clock import Clock

if TYPE_CHECKING:
    from trust_tui.store.workbook import StoreWorkbook


def open_workbook(folder: Path, *, clock: Clock, passphrase: Callable[[], str] | None = None) -> "StoreWorkbook":
    """Open the workbook in a folder, or make one there. Call it from a worker thread: it reads everything.

    Args:
        folder: The data folder.
        clock: Tells the time.
        passphrase: Asked when the workbook is sealed.

    Raises:
        StoreError: It cannot be opened; the advice says what to do.
    """
    from trust_tui.store.opening import open_store  # noqa: PLC0415 - the first paint comes before the store is read

    return open_store(folder, clock=clock, passphrase=passphrase)
