"""Reads files that others have put there: plain ones alone, whole, within limits, and never waiting for a pipe."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
_LEAST: Final = 1 << 12


class NotPlainError(Exception):
    """It is no plain file."""


class TooLargeError(Exception):
    """There is more of it than may be read."""


def read_plain(path: Path | str, largest: int) -> bytes:
    """The bytes of a plain file.

    Args:
        path: The file, or a link to it.
        largest: How many bytes it may have.

    Raises:
        NotPlainError: It is a folder, a pipe, a device or a socket.
        TooLargeError: It has more bytes.
        OSError: It is not there, or may not be read.
    """
    # Without O_NONBLOCK the opening of a pipe would wait for a writer.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise NotPlainError
        if found.st_size > largest:
            raise TooLargeError
        if 0 < found.st_size < _CHUNK:
            whole = os.read(descriptor, found.st_size + 1)
            if len(whole) == found.st_size:
                return whole  # it is as long as it says, and ends there
            os.lseek(descriptor, 0, os.SEEK_SET)
        return read_whole(
            lambda size: os.read(descriptor, size),
            largest,
            likely=found.st_size,
        )
    finally:
        os.close(descriptor)


def read_whole(
    read: Callable[[int], bytes], largest: int, *, likely: int = _CHUNK
) -> bytes:
    """Everything that can be read, whatever it says of its own size.

    Args:
        read: Answers at most so many bytes, none at the end.
        largest: How many bytes there may be.
        likely: How many there are, as far as is known: room is made for all of them at once, and for no more.

    Raises:
        TooLargeError: There are more.
    """
    parts: list[bytes] = []
    left, size = largest, likely + 1
    while part := read(min(size, left + 1)):
        left -= len(part)
        size = min(max(size, _LEAST), _CHUNK)
        if left < 0:
            raise TooLargeError
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
