"""The owner's key, sealed by a passphrase, in the scrypt form of the age format (https://age-encryption.org/v1).

The age library picks its cost by the speed of the moment and refuses files that look too dear on a busy machine. Ours
is fixed, so this small file is written and opened here; the stock `age` command opens it just the same.
"""

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

from trust_tui.domain import DamagedError, WrongPassphraseError, tr

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

COST = 17
"""Base 2 logarithm of the work of a new key file; tests make it cheap."""
_DEAREST: Final = 20
_VERSION: Final = b"age-encryption.org/v1"
_NO_NONCE: Final = bytes(12)
_TITLE: Final = "# The key of a Trust TUI workbook\n"
_LAST_CHUNK: Final = bytes(11) + b"\x01"


class Cover:
    """What a passphrase protects the key file with. Making one is what costs; it may seal later states of the file too.

    Those have the same file key, as they are one file to whoever has the passphrase, and a nonce of their own.
    """

    def __init__(self, passphrase: str, *, cost: int | None = None) -> None:
        """Make it.

        Args:
            passphrase: As typed.
            cost: Base 2 logarithm of the work; 17 takes 128 MB and about 0.4 s. None for `COST`.
        """
        cost = COST if cost is None else cost
        salt = secrets.token_bytes(16)
        self._file_key = secrets.token_bytes(16)
        body = _chacha(_wrapping_key(passphrase, salt, cost)).encrypt(
            _NO_NONCE, self._file_key, None
        )
        head = b"%b\n-> scrypt %b %d\n%b\n---" % (
            _VERSION,
            _text(salt),
            cost,
            _text(body),
        )
        self._head = b"%b %b\n" % (head, _text(_mac(self._file_key, head)))

    def seal(self, secret: str) -> bytes:
        """The key file.

        Args:
            secret: The identity, `AGE-SECRET-KEY-1...`, or several lines of an identity file.
        """
        nonce = secrets.token_bytes(16)
        text = f"{_TITLE}{secret}\n".encode()
        payload = _chacha(_derive(self._file_key, nonce, b"payload"))
        return self._head + nonce + payload.encrypt(_LAST_CHUNK, text, None)


def unseal(sealed: bytes, passphrase: str) -> str:
    """What a cover has sealed.

    Raises:
        WrongPassphraseError: The passphrase does not fit, or the few bytes that only it can check are damaged.
        DamagedError: The file is damaged.
    """
    salt, cost, body, head, mac, rest = _take_apart(sealed)
    file_key = _decrypt(_wrapping_key(passphrase, salt, cost), _NO_NONCE, body)
    if file_key is None:
        raise WrongPassphraseError(
            tr(
                "That passphrase does not open the workbook. Try again; nothing was changed."
            )
        )
    text = None
    if hmac.compare_digest(mac, _mac(file_key, head)):
        text = _decrypt(
            _derive(file_key, rest[:16], b"payload"), _LAST_CHUNK, rest[16:]
        )
    if text is None:
        raise _damaged()
    return text.decode().removeprefix(_TITLE).removesuffix("\n")


def _take_apart(sealed: bytes) -> tuple[bytes, int, bytes, bytes, bytes, bytes]:
    try:
        version, stanza, body, last, rest = sealed.split(b"\n", 4)
        arrow, kind, salt, cost = stanza.split(b" ")
        dashes, mac = last.split(b" ")
        if (version, arrow, kind, dashes) != (
            _VERSION,
            b"->",
            b"scrypt",
            b"---",
        ) or not 1 <= int(cost) <= _DEAREST:
            raise _damaged()
        head = sealed[: sealed.index(b"\n---") + 4]
        return _bytes(salt), int(cost), _bytes(body), head, _bytes(mac), rest
    except ValueError as error:
        raise _damaged() from error


def _damaged() -> DamagedError:
    return DamagedError(
        tr(
            "The key file is damaged. Put back key.age from a backup, or use the recovery sheet."
        )
    )


def _wrapping_key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(errors="surrogatepass"),
        salt=_VERSION + b"/scrypt" + salt,
        n=1 << cost,
        r=8,
        p=1,
        maxmem=(128 * 8 << cost) + (1 << 20),
        dklen=32,
    )


def _derive(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256, one block."""
    extracted = hmac.digest(salt or bytes(32), file_key, "sha256")
    return hmac.digest(extracted, purpose + b"\x01", "sha256")


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), head, "sha256")


def _chacha(key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415 - costs 15 ms

    return ChaCha20Poly1305(key)


def _decrypt(key: bytes, nonce: bytes, sealed: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - costs 15 ms

    try:
        opened: bytes = _chacha(key).decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError):
        return None
    return opened


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
