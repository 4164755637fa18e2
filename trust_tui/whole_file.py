"""Whole files for their owner alone: one way to make one, to put one in place, and to wipe one.

What is written is flushed before it counts. Everything here raises `OSError`; whoever calls says it in words.
"""

import errno
import fcntl
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

Sink = Callable[[bytes], None]
Fill = Callable[[Sink], None]

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700

_CHUNK: Final = 1 << 20
_NO_FLUSH: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})
"""What a disk answers that cannot flush a folder; a failed flush is `EIO` or `ENOSPC`."""

_FULL_FLUSH: Final[int | None] = getattr(fcntl, "F_FULLFSYNC", None)


def create(path: Path, fill: Fill, *, flushed: bool = True) -> None:
    """Make a new file, written whole. What is left of a failed one is removed.

    Args:
        path: A name that nothing has yet.
        fill: Called once with the function that takes the bytes.
        flushed: Whether to wait until it is on the disk itself.
    """
    descriptor = os.open(
        path,
        os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC,
        FILE_MODE,
    )
    try:
        try:
            fill(lambda data: _write(descriptor, data))
            if flushed:
                flush(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def put(path: Path, fill: Fill, *, flushed: bool = True) -> None:
    """Put a whole new file in the place of an old one, or where none is. A failure leaves what was there.

    Args:
        path: The place. A link there is replaced, not followed.
        fill: Called once with the function that takes the bytes.
        flushed: Whether to wait until file and name are on the disk itself.
    """
    hidden = hidden_beside(path)
    create(hidden, fill, flushed=flushed)
    try:
        hidden.replace(path)
    except BaseException:
        with suppress(OSError):
            hidden.unlink()
        raise
    if flushed:
        flush_folder(path.parent)


def hidden_beside(path: Path) -> Path:
    """A name in the same folder that nothing has."""
    return path.with_name(f".{uuid4().hex}.tmp")


def fill_with(chunks: Iterable[bytes]) -> Fill:
    """A `Fill` that writes the chunks one after another."""

    def fill(sink: Sink) -> None:
        for chunk in chunks:
            sink(chunk)

    return fill


def fill_with_many(chunks: Iterable[bytes]) -> Fill:
    """A `Fill` for many small chunks, which are written together."""

    def fill(sink: Sink) -> None:
        held = bytearray()
        for chunk in chunks:
            held += chunk
            if len(held) >= _CHUNK:
                sink(bytes(held))
                held.clear()
        sink(bytes(held))

    return fill


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        done = os.write(descriptor, rest)
        rest = rest[done:]


def flush(descriptor: int) -> None:
    """Return once the bytes are on the disk itself (macOS keeps them in the drive otherwise)."""
    if _FULL_FLUSH is not None:
        with suppress(OSError):
            fcntl.fcntl(descriptor, _FULL_FLUSH)
            return
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Return once the names in the folder are on the disk, as far as that disk can tell."""
    flushes_folders(folder)


def flushes_folders(folder: Path) -> bool:
    """Flush a folder. False where the disk knows no such thing, as some shares do not."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        flush(descriptor)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
        return False
    finally:
        os.close(descriptor)
    return True


def wipe(path: Path) -> None:
    """Overwrite a file with zeros, flush, and take its name away.

    On file systems that write in place nothing of the text is left in the file's blocks. Others keep copies that no
    program can reach. A file that has another name as well is only robbed of this one: it is in use there.
    """
    # Without O_NONBLOCK the opening of a pipe would wait for a reader.
    flags = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        path.unlink(missing_ok=True)  # a pipe or a socket: nothing is in it
        return
    try:
        overwrite(descriptor)
    finally:
        os.close(descriptor)
    path.unlink(missing_ok=True)


def overwrite(descriptor: int) -> None:
    """Overwrite an open file with zeros and flush it, unless it has another name as well."""
    found = os.fstat(descriptor)
    left = found.st_size if found.st_nlink <= 1 else 0
    while left > 0:
        size = min(left, _CHUNK)
        _write(descriptor, bytes(size))
        left -= size
    flush(descriptor)
