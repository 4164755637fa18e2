"""Ids of records."""

import secrets
from typing import Final

_LOWEST: Final = 10**23
_RANGE: Final = 9 * _LOWEST


def new_id() -> str:
    """A random id of 24 digits, unique over all stores there will ever be.

    Digits alone, since stock TinyDB turns every id it meets into a number: so it can open the store as it is.
    """
    return str(_LOWEST + secrets.randbelow(_RANGE))
