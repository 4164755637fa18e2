"""ChaCha20-Poly1305 for the key file, by the OpenSSL that Python has loaded anyway for its scrypt.

The cryptography library brings an OpenSSL of its own, 10 MB of memory in each session; it does it where Python's is not
to be had: built in without names, or one that allows no such cipher.
"""

from importlib import import_module
from typing import Any, Final

_TAG: Final = 16
_GET_TAG: Final = 0x10
_SET_TAG: Final = 0x11
"""EVP_CTRL_AEAD_GET_TAG and EVP_CTRL_AEAD_SET_TAG."""


class NoCipherError(Exception):
    """This OpenSSL has no such cipher."""


def encrypt(key: bytes, nonce: bytes, text: bytes) -> bytes:
    """The text sealed, with its tag behind it."""
    try:
        return _run(key, nonce, text, b"") or b""
    except NoCipherError:
        return bytes(_peer(key).encrypt(nonce, text, None))


def decrypt(key: bytes, nonce: bytes, sealed: bytes) -> bytes | None:
    """What was sealed; None where the key is another one, or a byte."""
    if len(sealed) < _TAG:
        return None
    try:
        return _run(key, nonce, sealed[:-_TAG], sealed[-_TAG:])
    except NoCipherError:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above

        try:
            return bytes(_peer(key).decrypt(nonce, sealed, None))
        except InvalidTag:
            return None


def _peer(key: bytes) -> Any:
    aead = import_module("cryptography.hazmat.primitives.ciphers.aead")
    return aead.ChaCha20Poly1305(key)


def openssl() -> Any:
    """The library in which Python's own hashes and scrypt are.

    Raises:
        NoCipherError: It cannot be reached.
    """
    from ctypes import CDLL, c_void_p  # noqa: PLC0415 - only a workbook with a passphrase needs it

    try:
        library = CDLL(import_module("_hashlib").__file__)
        library.EVP_CIPHER_CTX_new.restype = c_void_p
        library.EVP_chacha20_poly1305.restype = c_void_p
    except (ImportError, OSError, AttributeError, TypeError) as error:
        raise NoCipherError from error
    return library


def _run(key: bytes, nonce: bytes, text: bytes, tag: bytes) -> bytes | None:
    """Open a text if it has this tag, else None; or seal it where there is none yet."""
    from ctypes import byref, c_int, c_void_p, create_string_buffer  # noqa: PLC0415 - as above

    library = openssl()
    context = c_void_p(library.EVP_CIPHER_CTX_new())
    cipher = c_void_p(library.EVP_chacha20_poly1305())
    out, mac = create_string_buffer(len(text) or 1), create_string_buffer(_TAG)
    size, rest = c_int(), c_int()
    try:
        if (
            library.EVP_CipherInit_ex(
                context, cipher, None, key, nonce, int(not tag)
            )
            != 1
        ):
            raise NoCipherError
        done = library.EVP_CipherUpdate(
            context, out, byref(size), text, len(text)
        )
        if tag:
            done &= library.EVP_CIPHER_CTX_ctrl(context, _SET_TAG, _TAG, tag)
        done &= library.EVP_CipherFinal_ex(context, mac, byref(rest))
        if done == 1 and not tag:
            done = library.EVP_CIPHER_CTX_ctrl(context, _GET_TAG, _TAG, mac)
    finally:
        library.EVP_CIPHER_CTX_free(context)
    if done != 1 and not tag:
        raise NoCipherError
    if done != 1 or size.value != len(text):
        return None
    return out.raw[: len(text)] + (b"" if tag else mac.raw)
