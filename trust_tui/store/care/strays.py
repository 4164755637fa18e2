"""Copies that lie in plain beside a sealed workbook: another machine made them before it knew of the passphrase."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trust_tui.domain import Finding
from trust_tui.store.disk import SEALED, Folder, Plain, files
from trust_tui.store.encryption import pieces, reproved
from trust_tui.store.log import Ledger, temporary

_SAID: Final = (
    "Backups that came in plain are sealed now: from a machine that did not know of the passphrase, or from "
    "somebody who can write into this folder. Look whether they are yours before you restore one."
)


def tell(ledger: Ledger) -> Iterator[Finding]:
    """What lies in plain and will be sealed."""
    if ledger.seal.suffix and not ledger.read_only:
        for path in _plain(ledger.folder):
            yield Finding(
                file=path.relative_to(ledger.folder.path).as_posix(),
                said=_SAID,
            )
            return


def seal_strays(ledger: Ledger) -> bool:
    """Seal what lies in plain and overwrite it. What is damaged is sealed as it is.

    Returns:
        Whether there was anything.

    Raises:
        StoreError: A file could not be sealed; it was left as it is.
    """
    if not ledger.seal.suffix:
        return False
    there = list(_plain(ledger.folder))
    if not there:
        return False
    with ledger.writing, ledger.lock.held(insist=True):
        for path in there:
            if files.exists(path):
                _seal(ledger, path)
    return True


def _plain(folder: Folder) -> Iterator[Path]:
    for part in (folder.backups, folder.quarantine):
        for name in files.names(part):
            if name.endswith(".json") and name[0] != ".":
                yield part / name


def _seal(ledger: Ledger, path: Path) -> None:
    sealed = path.with_name(path.name + SEALED)
    if not files.exists(sealed):
        text = Plain().read(path)
        if path.parent == ledger.folder.backups:
            text = reproved(text, Plain(), ledger.seal)
        hidden = temporary(path.parent, ledger.session)
        files.replace(hidden, sealed, ledger.seal.fill(pieces(text)))
    files.wipe(path)
