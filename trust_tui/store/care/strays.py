"""Copies that lie in plain beside a sealed workbook: another machine made them before it knew of the passphrase."""

import fnmatch
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    Finding,
    later,
    tr,
)
from trust_tui.store.disk import SEALED, BrokenSealError, Plain, files
from trust_tui.store.encryption import pieces, reproved
from trust_tui.store.log import Ledger, SheetText, temporary

_DRAFT: Final = later(
    "A draft that came in plain is sealed now: from a machine that did not know of the passphrase, or from somebody "
    "who can write into this folder. Look whether it is yours."
)
_SAID: Final = later(
    "Backups that came in plain are sealed now: from a machine that did not know of the passphrase, or from "
    "somebody who can write into this folder. Look whether they are yours before you restore one."
)


def tell(ledger: Ledger) -> Iterator[Finding]:
    """What lies in plain and will be sealed."""
    if ledger.read_only:
        return
    folder = ledger.folder
    said_of = dict.fromkeys((folder.backups, folder.quarantine), tr(_SAID))
    there = {
        said_of.get(path.parent, tr(_DRAFT)): path for path in _plain(ledger)
    }
    for said, path in there.items():
        yield Finding(file=path.relative_to(folder.path).as_posix(), said=said)


def seal_strays(ledger: Ledger) -> bool:
    """Seal what lies in plain and overwrite it. What is damaged is sealed as it is.

    Returns:
        Whether there was anything.

    Raises:
        OSError: One of them could not be sealed, and was left as it is; the others are sealed all the same.
    """
    there = list(_plain(ledger))
    if not there:
        return False
    failed: OSError | None = None
    with ledger.writing, ledger.lock.held(insist=True):
        for path in filter(files.exists, there):
            try:
                _seal(ledger, path)
            except OSError as error:
                failed = error
    if failed:
        raise failed
    return True


def _plain(ledger: Ledger) -> Iterator[Path]:
    folder = ledger.folder
    if not ledger.seal.suffix:
        return
    for part in (folder.backups, folder.quarantine, folder.drafts):
        for name in fnmatch.filter(files.names(part), "[!.]*.json"):
            if (part / name).is_file():
                yield part / name


def _seal(ledger: Ledger, path: Path) -> None:
    text: SheetText = Plain().read(path)
    if path.parent == ledger.folder.backups:
        text = reproved(text, Plain(), ledger.seal)
    for attempt in count():
        stem = f"{path.stem}-{attempt}" if attempt else path.stem
        sealed = path.with_name(f"{stem}.json{SEALED}")
        if not files.exists(sealed):
            hidden = temporary(path.parent, ledger.session)
            files.replace(hidden, sealed, ledger.seal.fill(pieces(text)))
            break
        if _holds(ledger, sealed, text):
            break
    files.wipe(path)


def _holds(ledger: Ledger, sealed: Path, text: SheetText) -> bool:
    """Whether a file holds that text, so that it is nowhere to be lost."""
    try:
        return ledger.seal.read(sealed) == text
    except BrokenSealError:
        return False
