"""Whether the older snapshot is the user's: a start needs only its beginning, so it is read whole once, as it comes."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.store.disk import Seal, files
from trust_tui.store.encryption import Sealed
from trust_tui.store.log import Ledger, OtherKeyFileError, changes

_NAME: Final = "older"
"""Among what this machine remembers: which file was read whole last."""


def prove(ledger: Ledger, seal: Seal) -> None:
    """Read it whole, unless it is the file that was read last.

    Raises:
        DamagedFileError: It is damaged, or nothing proves that it is the user's; `recovery` knows what to do.
    """
    folder = ledger.folder
    path = folder.previous(seal.suffix)
    if not isinstance(seal, Sealed) or not files.exists(path):
        return
    mark = _mark(path)
    digest = hashlib.sha256(mark).digest()
    note: Path = folder.here.path / _NAME
    with suppress(OSError):
        noted, _, proof = files.read(note).partition(b" ")
        if noted == mark and seal.is_proved(digest, proof.decode("latin-1")):
            return
    try:
        changes.read_sheet(path, seal, "snapshot")
    except (OtherKeyFileError, FileNotFoundError):
        return  # on its way to another key or name
    if ledger.read_only:
        return
    with suppress(OSError):  # then it is read once more
        folder.here.make()
        hidden = note.with_name(f".{ledger.session}.{_NAME}.tmp")
        line = b"%b %b" % (mark, seal.prove(digest).encode())
        files.create(hidden, files.fill_with([line]), flushed=False)
        files.rename(hidden, note)


def _mark(path: Path) -> bytes:
    """What tells it from every other file; the time of its last change in any way can be set by nobody."""
    found = path.lstat()
    parts = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return "-".join(map(str, parts)).encode()
