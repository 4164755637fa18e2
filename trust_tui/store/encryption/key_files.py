"""The key files of a workbook: which of them fits, and keeping all copies in step with that one."""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from trust_tui.domain import (
    DamagedError,
    Finding,
    StoreError,
    WrongPassphraseError,
    later,
    month_and_year,
    tr,
)
from trust_tui.store.disk import SEALED, Folder, files
from trust_tui.store.encryption import keyfile
from trust_tui.store.encryption.owner_key import OwnerKey, key_in
from trust_tui.store.encryption.sealed_files import (
    Sealed,
    fits,
    is_public_key,
    seal_by,
)
from trust_tui.store.encryption.sealing_anew import put
from trust_tui.store.log import KEEPING, Ledger, Transaction, encode

_ROW: Final = "key"
_STRANGE: Final = later(
    "This key file opens none of the files here: somebody has put an older one back, or it is of another workbook. "
    "Nothing was changed. Put the right key.age back from a backup, or use the recovery sheet."
)
_STEP: Final = later(
    "This copy of a key was missing or out of step. It was made anew."
)
_PUT_BACK: Final = later(
    "The passphrase was changed since this key file was written, and yet it is here again: somebody has put it back, "
    "or the new one has not arrived yet from another machine. If in doubt, set a new passphrase and say that somebody "
    "may know the old one."
)


class OpenedKey(Struct, frozen=True):
    """A key file that a passphrase has opened.

    Attributes:
        key: What it holds.
        seal: Opens the files.
        sealed: The file as it lies on the disk.
    """

    key: OwnerKey
    seal: Sealed
    sealed: bytes


def read_key(folder: Folder, passphrase: str) -> OpenedKey:
    """The key, from the key file or its copy: the first that the passphrase opens and that opens the workbook.

    Raises:
        WrongPassphraseError: The passphrase does not fit.
        DamagedError: The key file is damaged, or one of another key, and its copy is no help.
    """
    error: WrongPassphraseError | DamagedError | None = None
    strange = False
    tried: list[bytes] = []
    for path in (folder.key, folder.key_copy):
        with suppress(FileNotFoundError):
            sealed = files.read(path)
            if sealed in tried:
                break
            tried.append(sealed)
            try:
                key = key_in(keyfile.unseal(sealed, passphrase))
                seal = seal_by(key)
            except WrongPassphraseError as wrong:
                error = wrong
            except DamagedError as damaged:
                error = error or damaged
            else:
                if fits(folder, seal):
                    return OpenedKey(key, seal, sealed)
                strange = True
    if strange:
        raise DamagedError(tr(_STRANGE))
    raise error or DamagedError(
        tr(
            "The key file is missing. Put back key.age from a backup, or use the recovery sheet."
        )
    )


def put_key(ledger: Ledger, key: OwnerKey, cover: keyfile.Cover) -> None:
    """Write the key file anew, with its copy and the public key. The lock is held."""
    sealed = cover.seal(key.text)
    folder = ledger.folder
    note_key_files(ledger, *_there(folder), sealed)
    _put(ledger, folder.key, sealed)
    with suppress(OSError):  # brought into step at the next unlock
        _put(ledger, folder.recipient, _public(seal_by(key)))
        _put(ledger, folder.key_copy, sealed)
    with suppress(OSError, StoreError):  # then the older one may be there too
        note_key_files(ledger, sealed)


def _there(folder: Folder) -> list[bytes]:
    with suppress(OSError):
        return [files.read(folder.key)]
    return []


def _public(seal: Sealed) -> bytes:
    return f"{seal.public}\n".encode()


def _put(ledger: Ledger, path: Path, content: bytes) -> None:
    fill = files.fill_with([content])
    put(ledger, path, fill, forget_old=path.name.endswith(SEALED))


def note_key_files(ledger: Ledger, *sealed: bytes) -> None:
    """Note in the workbook which key files may be there, to know an older one that is put back."""
    if not ledger.is_loaded:
        return
    marks = [hashlib.sha256(one).hexdigest() for one in sealed]
    note = encode({"files": marks})

    def work(transaction: Transaction) -> None:
        transaction.put(KEEPING, _ROW, note)

    ledger.write(work)


def put_back(ledger: Ledger, sealed: bytes) -> bool:
    """Whether a key file is older than the last change of the passphrase, as far as the workbook knows."""
    row = ledger.state.row(KEEPING, _ROW)
    known = None if row is None else row.document.get("files")
    return (
        isinstance(known, list)
        and hashlib.sha256(sealed).hexdigest() not in known
    )


def mend_keys(ledger: Ledger, opened: OpenedKey) -> list[Finding]:
    """Bring both copies of the key and the public key in step with the key that has just opened the store."""
    folder = ledger.folder
    if put_back(ledger, opened.sealed):
        return [Finding(file=folder.key.name, said=tr(_PUT_BACK))]
    wanted = (
        (folder.key, opened.sealed),
        (folder.key_copy, opened.sealed),
        (folder.recipient, _public(opened.seal)),
    )
    findings = []
    for path, right in wanted:
        there = b""
        with suppress(OSError):
            there = files.read(path)
        if there == right:
            continue
        strange = path == folder.recipient and _is_strange(there, opened.key)
        said = _strange_since(path) if strange else tr(_STEP)
        findings.append(Finding(file=path.name, said=said))
        if not ledger.read_only:
            with suppress(OSError, StoreError):
                _put(ledger, path, right)
    return findings


def _is_strange(public: bytes, key: OwnerKey) -> bool:
    """Whether it is a whole key, and none that was ever ours."""
    text = public.decode(errors="replace").strip()
    ours = [seal_by(OwnerKey(secret=one)).public for one in key.before]
    return is_public_key(text) and text not in ours


def _strange_since(path: Path) -> str:
    found = files.identity(path)
    moment = datetime.fromtimestamp((found[2] if found else 0) / 1e9, UTC)
    return tr(
        "This was the public key of somebody else, since {moment} or before. Whoever put it "
        "there may read what was left here without the passphrase since then. Yours was put back.",
        moment=tr(
            "{day} {month}, {time}",
            day=f"{moment.astimezone():%d}",
            month=month_and_year(moment.astimezone()),
            time=f"{moment.astimezone():%H:%M}",
        ),
    )
