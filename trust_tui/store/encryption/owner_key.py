"""What a key file holds: the key of now, the keys before it, and how far sealing by it has come.

The lines are those of an identity file of age, so that the stock command opens whatever any of the keys has sealed.
"""

from typing import Final

from msgspec import Struct

_PROVED: Final = "# every file has a proof of its writer"
_UNFINISHED: Final = "# not everything is sealed by the last key yet"


class OwnerKey(Struct, frozen=True, kw_only=True):
    """The owner's key.

    Attributes:
        secret: The key of now, `AGE-SECRET-KEY-1...`.
        before: Keys it has taken the place of, the oldest first. What they have sealed may still come from elsewhere.
        proved: Every file that counts was written with a proof, so that one without is somebody else's.
        unfinished: Files of the key before it are still to be sealed by this one.
    """

    secret: str
    before: tuple[str, ...] = ()
    proved: bool = True
    unfinished: bool = False

    @property
    def text(self) -> str:
        """The lines of the key file."""
        marks = [_PROVED] if self.proved else []
        marks += [_UNFINISHED] if self.unfinished else []
        return "\n".join([*marks, *self.before, self.secret])

    @property
    def is_settled(self) -> bool:
        """Whether everything is sealed by it, and proved."""
        return self.proved and not self.unfinished


def key_in(text: str) -> OwnerKey:
    """The key in the lines of a key file."""
    lines = text.splitlines()
    *before, secret = [line for line in lines if not line.startswith("#")] or [
        ""
    ]
    return OwnerKey(
        secret=secret,
        before=tuple(before),
        proved=_PROVED in lines,
        unfinished=_UNFINISHED in lines,
    )
