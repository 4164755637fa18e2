"""ZIP archives from elsewhere. Nothing is ever unpacked to the disk; what is read is read within limits."""

import io
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from trust_tui.domain import tr
from trust_tui.formats.safe_read import MEGABYTE, UnreadableError, too_large
from trust_tui.plain_file import TooLargeError, read_whole

MOST_FILES: Final = 50_000
"""The most files an archive may hold."""

LARGEST: Final = 256 * MEGABYTE
"""Bytes of all the files read from one archive, unpacked."""

RATIO: Final = 200
"""How many times smaller than its contents an archive may be; text comes to about 10, a bomb to 1,000."""

_HARMLESS: Final = MEGABYTE


class Archive:
    """The files in a ZIP archive by their path.

    Args:
        raw: The bytes of the archive.

    Raises:
        UnreadableError: It is damaged, holds a link or a path that leads out of it, or unpacks to more than it may.
    """

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            OverflowError,
        ):
            raise UnreadableError(
                tr(
                    "The archive is damaged or not whole: take another copy of it."
                )
            ) from None
        members = self._zip.infolist()
        if len(members) > MOST_FILES:
            raise UnreadableError(
                tr(
                    "The archive holds more than {number} files: it is not read.",
                    number=f"{MOST_FILES:,}",
                )
            )
        for member in members:
            _check(member)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if not member.is_dir():
                self._members[_free(member.filename, self._members)] = member
        self._left = LARGEST

    @property
    def paths(self) -> Sequence[str]:
        """The paths of all files, in order."""
        return sorted(self._members)

    def ending(self, *endings: str) -> Iterator[str]:
        """The paths of files with one of these endings, what the archiver of a Mac adds left out."""
        for path in self.paths:
            if path.lower().endswith(endings) and not path.startswith(
                "__MACOSX/"
            ):
                yield path

    def read(self, path: str) -> bytes:
        """The bytes of one file.

        Raises:
            UnreadableError: It is damaged, locked, or more than is left of the limit for all files together.
        """
        member = self._members[path]
        if member.file_size > max(_HARMLESS, RATIO * member.compress_size):
            raise UnreadableError(
                tr(
                    "The archive holds a file that unpacks to far more than its size: it is not read."
                )
            )
        try:
            with self._zip.open(member) as file:
                raw = read_whole(file.read, self._left)
        except TooLargeError:
            raise too_large(self._left) from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            raise UnreadableError(
                tr("The archive is damaged or locked: take another copy of it.")
            ) from None
        self._left -= len(raw)
        return raw


def _free(name: str, taken: Collection[str]) -> str:
    """The name of a member, or one of its own: two members of an archive may have the same, and both are read."""
    path, number, free = PurePosixPath(name), len(taken), name
    while free in taken:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free


def _check(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if (
        path.is_absolute()
        or ".." in path.parts
        or ":" in member.filename.split("/")[0]
    ):
        raise UnreadableError(
            tr("The archive holds a path that leads out of it: it is not read.")
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableError(tr("The archive holds a link: it is not read."))
