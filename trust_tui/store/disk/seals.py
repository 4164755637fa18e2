"""What lies between the text of a file and its bytes on the disk: nothing here, the age format in `encryption`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from trust_tui.store.disk import file_access as files

Text = bytes | bytearray
AGE: Final = b"age-encryption.org/"
"""How a sealed file begins, whatever it is called."""

ENOUGH: Final = 1 << 14
"""How many bytes of a file are its beginning."""


class BrokenSealError(ValueError):
    """The bytes are not what this key sealed."""


class OtherKeyError(BrokenSealError):
    """The bytes are sealed, but by another key."""


class Seal(Protocol):
    """How files of the store are protected."""

    suffix: str

    @property
    def without_secret(self) -> "Seal":
        """The same seal for a session that forgets the key."""
        ...

    def fill(self, chunks: Iterable[bytes]) -> files.Fill:
        """Write the chunks in their protected form."""
        ...

    def read(self, path: Path) -> Text:
        """The text of a file.

        Raises:
            BrokenSealError: The file is damaged or was sealed for someone else.
            LockedError: The key is not at hand.
        """
        ...

    def begin(self, path: Path) -> Text:
        """The first few thousand bytes of the text, unchecked."""
        ...

    def prove(self, digest: bytes) -> str:
        """A proof that whoever wrote what has this digest had the secret; empty where there is none at hand."""
        ...

    def believes(self, digest: bytes, proof: str) -> bool:
        """Whether what has this digest and this proof may be taken for the owner's."""
        ...


class Plain:
    """No protection but the rights of the file."""

    suffix = ""

    @property
    def without_secret(self) -> "Plain":
        """The same one: there is no key."""
        return self

    def fill(self, chunks: Iterable[bytes]) -> files.Fill:
        """Write the chunks as they are."""
        return files.fill_with(chunks)

    def read(self, path: Path) -> Text:
        """The file as it is."""
        return files.read(path)

    def begin(self, path: Path) -> Text:
        """The beginning of the file."""
        with (
            files.opened(path) as descriptor,
            open(descriptor, "rb", closefd=False) as stream,
        ):
            return stream.read(ENOUGH)

    def prove(self, _digest: bytes) -> str:
        """Nothing is secret here."""
        return ""

    def believes(self, _digest: bytes, _proof: str) -> bool:
        """Whoever can write the folder is believed."""
        return True


def is_of_other_key(path: Path, seal: Seal) -> bool:
    """Whether another key has sealed a file: what is in it may be nowhere else, so it is never in the way."""
    try:
        return seal.begin(path).startswith(AGE)
    except OtherKeyError:
        return True
    except (BrokenSealError, OSError):
        return False
