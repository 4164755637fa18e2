"""Ids of records: random for what is new, and the same for the same content, so that a second import adds nothing."""

from typing import Final

_DIGITS: Final = 24
"""Ids are digits alone: stock TinyDB turns every id it meets into a number, and so can open the store as it is."""

_LOWEST: Final = 10 ** (_DIGITS - 1)
_RANGE: Final = 9 * _LOWEST
_LONGEST: Final = 40


def new_id() -> str:
    """A random id of 24 digits, unique over all stores there will ever be."""
    import secrets  # noqa: PLC0415 - the first paint comes before anything is kept

    return str(_LOWEST + secrets.randbelow(_RANGE))


def id_from(*parts: str) -> str:
    """An id that depends on the parts alone."""
    return id_from_bytes("\0".join(parts).encode("utf-8", "surrogatepass"))


def id_from_bytes(raw: bytes) -> str:
    """An id that depends on the bytes alone."""
    import hashlib  # noqa: PLC0415 - as above

    digest = hashlib.sha256(raw).digest()
    return str(_LOWEST + int.from_bytes(digest, "big") % _RANGE)


def is_id(text: str) -> bool:
    """Whether a text can be the id of a record."""
    return 0 < len(text) <= _LONGEST and text.isascii() and text.isdigit()
