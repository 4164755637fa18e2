"""What lies between the text of a file and its bytes on the disk: nothing, or the age format.

A seal turns the chunks of a sheet into what is written and back. Sealing needs the owner's public key alone, opening
the secret one, so a session that is locked can still put a draft away safely.
"""

import hmac
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from trust_tui.domain import DamagedError, LockedError, tr
from trust_tui.store.disk import (
    ENOUGH,
    SEALED,
    BrokenSealError,
    Folder,
    OtherKeyError,
    Text,
    files,
)
from trust_tui.store.encryption.owner_key import OwnerKey
from trust_tui.store.log import SheetError, check_sheet

_PIECE: Final = 1 << 16
_PURPOSE: Final = b"trust-tui proof of the writer 1"


def age() -> Any:
    """The age library, without type hints of its own; only a store with a passphrase loads it."""
    return import_module("pyrage")


def public_seal(folder: Folder) -> "Sealed":
    """The seal of a session that has no key: it can put things away and open nothing.

    Raises:
        LockedError: Not even that; the public key is missing or damaged.
    """
    library = age()
    try:
        return Sealed(
            library.x25519.Recipient.from_str(
                files.read(folder.recipient).decode().strip()
            )
        )
    except (OSError, ValueError, library.RecipientError) as error:
        raise LockedError(
            tr(
                "The workbook is locked, and owner.pub is damaged. Enter the passphrase first."
            )
        ) from error


def new_secret() -> str:
    """A new secret key."""
    return str(age().x25519.Identity.generate())


def is_public_key(text: str) -> bool:
    """Whether that is a public key, anybody's."""
    library = age()
    try:
        library.x25519.Recipient.from_str(text)
    except library.RecipientError:
        return False
    return True


def whole_seal(secret: str) -> "Sealed":
    """The seal of a session that has the key.

    Raises:
        DamagedError: That is no key.
    """
    library = age()
    try:
        identity = library.x25519.Identity.from_str(secret.strip())
    except library.IdentityError as error:
        raise DamagedError(
            tr("That is not a whole key. It begins with AGE-SECRET-KEY-1.")
        ) from error
    return Sealed(identity.to_public(), identity)


def seal_by(key: OwnerKey) -> "Sealed":
    """The seal of a session that has opened the key file.

    Raises:
        DamagedError: There is no key in it.
    """
    seal = whole_seal(key.secret)
    seal.demands_proof = key.proved
    for secret in key.before:
        older = whole_seal(secret)
        seal.open_also(older)
        if key.unfinished:
            seal.believe_also(older)
    return seal


def has_proofs(folder: Folder, seal: "Sealed") -> bool:
    """Whether a snapshot was written with a proof, so that every file must have one."""
    for path in (folder.snapshot(SEALED), folder.previous(SEALED)):
        try:
            if seal.is_proved(*check_sheet(seal.read(path))):
                return True
        except (BrokenSealError, SheetError, OSError):
            continue
    return False


def fits(folder: Folder, seal: "Sealed") -> bool:
    """Whether a key opens anything here; also where nothing is whole enough to tell."""
    strange = False
    backups = sorted(folder.backups.glob(f"*.json{SEALED}"))
    for path in (folder.snapshot(SEALED), folder.previous(SEALED), *backups):
        try:
            if seal.begin(path):
                return True
        except OtherKeyError:
            strange = True
        except (BrokenSealError, OSError):
            continue
    return not strange


def _proof_key(identity: Any) -> bytes:
    return hmac.digest(str(identity).encode(), _PURPOSE, "sha256")


class Sealed:
    """The age format, for one X25519 key.

    Attributes:
        recipient: The public half, as the library has it.
        demands_proof: Take nothing for the owner's that has no proof. Anybody can seal to a public key.
    """

    suffix = SEALED

    def __init__(self, recipient: Any, identity: Any = None) -> None:
        self.recipient = recipient
        self._identity = identity
        self._also: list[Any] = []
        self._proof_keys: list[bytes] = []
        if identity is not None:
            self._proof_keys.append(_proof_key(identity))
        self.demands_proof = False

    @property
    def public(self) -> str:
        """The public key as text."""
        return str(self.recipient)

    @property
    def secret(self) -> str | None:
        """The secret key as text, when it is at hand."""
        return None if self._identity is None else str(self._identity)

    @property
    def is_of_later_key(self) -> bool:
        """Whether this key has taken the place of another."""
        return bool(self._also)

    @property
    def without_secret(self) -> "Sealed":
        """The same seal for a session that forgets the key."""
        return Sealed(self.recipient)

    @property
    def believing(self) -> "Sealed":
        """The same seal where the user has said that a file is to be read, whoever wrote it."""
        seal = Sealed(self.recipient, self._identity)
        seal._also = self._also
        return seal

    def prove(self, digest: bytes) -> str:
        """A proof that whoever wrote this had the secret; empty where this session has none."""
        if not self._proof_keys:
            return ""
        return hmac.digest(self._proof_keys[0], digest, "sha256").hex()

    def is_proved(self, digest: bytes, proof: str) -> bool:
        """Whether a proof was made with the secret."""
        given = proof.encode(errors="replace")
        rights = [
            hmac.digest(key, digest, "sha256").hex().encode()
            for key in self._proof_keys
        ]
        return any(map(partial(hmac.compare_digest, given), rights))

    def believes(self, digest: bytes, proof: str) -> bool:
        """Whether this may be taken for the owner's."""
        return not self.demands_proof or self.is_proved(digest, proof)

    def believe_also(self, other: "Sealed") -> None:
        """Take what another key proves for the owner's as well, as long as its files are being sealed anew."""
        self._proof_keys += other._proof_keys[:1]

    def open_also(self, other: "Sealed") -> bool:
        """Open what another key has sealed as well. False when there is nothing new in that."""
        if other.secret is None or other.public == self.public:
            return False
        self._also.append(other._identity)
        return True

    def fill(self, chunks: Iterable[bytes]) -> files.Fill:
        """Seal the chunks one after another, so that other threads get their turn in between."""
        pyrage = age()

        def fill(sink: files.Sink) -> None:
            source, target = _Source(chunks), _Target(sink)
            try:
                pyrage.encrypt_io(source, target, [self.recipient])
            except (pyrage.EncryptError, OSError):
                if _failed(source, target) is None:
                    raise
            _raise_hidden(source, target)

        return fill

    def read(self, path: Path) -> Text:
        """Open a file; a large one in pieces, so that other threads get their turn in between."""
        whole = bytearray()
        self._open(path, whole.extend)
        return whole

    def begin(self, path: Path) -> Text:
        """Open the first piece of a file."""
        start = bytearray()

        def take(data: bytes) -> None:
            start.extend(data)
            if len(start) >= ENOUGH:
                raise _EnoughError

        with suppress(_EnoughError):
            self._open(path, take)
        return start

    def _open(self, path: Path, take: files.Sink) -> None:
        if self._identity is None:
            raise LockedError(
                tr("The workbook is locked. Enter the passphrase first.")
            )
        pyrage = age()
        target = _Target(take)
        with (
            files.opened(path) as descriptor,
            open(descriptor, "rb", _PIECE, closefd=False) as sealed,
        ):
            source = _Source(iter(lambda: sealed.read(_PIECE), b""))
            try:
                pyrage.decrypt_io(source, target, [self._identity, *self._also])
            except (pyrage.DecryptError, OSError) as error:
                if _failed(source, target) is None:
                    raise _broken(error) from error
        _raise_hidden(source, target)


def _broken(error: Exception) -> BrokenSealError:
    """Why a file does not open: the library tells a file of another key from a damaged one by its words alone."""
    if "No matching keys" in str(error):
        return OtherKeyError(tr("It is sealed by another key."))
    return BrokenSealError(tr("The seal is broken."))


class _EnoughError(Exception):
    """The beginning has been read."""


class _Source:
    """Chunks as something that can be read; remembers why it failed."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks: Iterator[bytes] = iter(chunks)
        self._rest = memoryview(b"")
        self.failed: BaseException | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        while not self._rest:
            try:
                chunk = next(self._chunks, None)
            except BaseException as error:
                self.failed = error
                raise
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        part = self._rest[:size]
        self._rest = self._rest[len(part) :]
        return bytes(part)


class _Target:
    """A sink as something that can be written to; remembers why it failed."""

    def __init__(self, sink: files.Sink) -> None:
        self._sink = sink
        self.failed: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Hand the bytes on."""
        if self.failed is not None:
            raise self.failed
        try:
            self._sink(data)
        except BaseException as error:
            self.failed = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


def _failed(source: _Source, target: _Target) -> BaseException | None:
    """Why reading or writing failed, which is the disk's matter and not the seal's."""
    return source.failed or target.failed


def _raise_hidden(source: _Source, target: _Target) -> None:
    """Raise what failed: the library hides it in an error of its own, or passes over it."""
    failed = _failed(source, target)
    if failed is not None:
        raise failed
