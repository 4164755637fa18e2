"""Ids of records that come in: the same for the same content, so that a second import adds nothing."""

import hashlib
from typing import Final

DIGITS: Final = 24
"""Ids are digits alone, since stock TinyDB turns every id it meets into a number."""

_LOWEST: Final = 10 ** (DIGITS - 1)
_LONGEST: Final = 40


def id_from(*parts: str) -> str:
    """An id that depends on the parts alone."""
    return id_from_bytes("\0".join(parts).encode("utf-8", "surrogatepass"))


def id_from_bytes(raw: bytes) -> str:
    """An id that depends on the bytes alone."""
    digest = hashlib.sha256(raw).digest()
    return str(_LOWEST + int.from_bytes(digest, "big") % (9 * _LOWEST))


def is_id(text: str) -> bool:
    """Whether a text can be the id of a record."""
    return 0 < len(text) <= _LONGEST and text.isascii() and text.isdigit()
