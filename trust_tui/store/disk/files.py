"""Every operation on files, in one place: whole files, owner only, never through a link, flushed when it matters.

The rest of the package touches the disk through these functions alone, so that a test can make any of them fail.
They raise `OSError`; `trust_tui.store.failures` puts that into words.
"""

import fcntl
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

Sink = Callable[[bytes], None]
Fill = Callable[[Sink], None]
Identity = tuple[int, int, int]

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_CHUNK: Final = 1 << 20
_FULL_FLUSH: Final[int | None] = getattr(fcntl, "F_FULLFSYNC", None)


def identity(path: Path) -> Identity | None:
    """What tells this file from another that takes its name: inode, size, time of writing. None when there is none."""
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def exists(path: Path) -> bool:
    """Whether something has that name, a dangling link included."""
    return identity(path) is not None


def names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none when there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)
    except FileNotFoundError:
        return []


def read(path: Path) -> bytes:
    """The whole file. A symbolic link is refused with `ELOOP`."""
    with opened(path) as descriptor:
        parts = list(_parts(descriptor))
    return parts[0] if len(parts) == 1 else b"".join(parts)


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """A descriptor for reading."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _parts(descriptor: int) -> Iterator[bytes]:
    size = os.fstat(descriptor).st_size
    while part := os.read(descriptor, max(size + 1, _CHUNK)):
        yield part


def create(path: Path, fill: Fill) -> None:
    """Make a new file, written whole and flushed. What is left of a failed one is removed.

    Args:
        path: A name that nothing has yet.
        fill: Called once with the function that takes the bytes.
    """
    descriptor = os.open(
        path,
        os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC,
        FILE_MODE,
    )
    try:
        try:
            fill(lambda data: _write(descriptor, data))
            flush(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


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
    """Return once the names in the folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def replace(hidden: Path, path: Path, fill: Fill, *, forget_old: bool = False) -> None:
    """Put a whole new file in the place of an old one, or where none is, and flush the folder.

    When the flush fails the old file is put back, so that a failure means that nothing changed.

    Args:
        hidden: A name in the same folder that nothing has.
        path: The place.
        fill: Called once with the function that takes the bytes.
        forget_old: Overwrite the old file, so that its text is gone from the disk.
    """
    old = hidden.with_name(f"{hidden.name}.old.tmp")
    create(hidden, fill)
    try:
        had_old = exists(path)
        if had_old:
            link(path, old)
        rename(hidden, path)
        try:
            flush_folder(path.parent)
        except OSError:
            if had_old:
                rename(old, path)
            else:
                unlink(path)
            raise
    except BaseException:
        for left in (hidden, old):
            with suppress(OSError):
                unlink(left)
        raise
    if had_old:
        (wipe if forget_old else unlink)(old)


def link(path: Path, name: Path) -> None:
    """Give a file a second name.

    Raises:
        FileExistsError: The name is taken.
    """
    os.link(path, name, follow_symlinks=False)


def rename(path: Path, name: Path) -> None:
    """Give a file another name, in the place of what has it."""
    path.rename(name)


def unlink(path: Path) -> None:
    """Take a name away. One that is gone already is no error."""
    path.unlink(missing_ok=True)


def wipe(path: Path) -> None:
    """Overwrite a file with zeros, flush, and take its name away.

    On file systems that write in place nothing of the text is left in the file's blocks. Others keep copies that no
    program can reach. A file that has another name as well is only robbed of this one: it is in use there.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        found = os.fstat(descriptor)
        left = found.st_size if found.st_nlink == 1 else 0
        while left > 0:
            size = min(left, _CHUNK)
            _write(descriptor, bytes(size))
            left -= size
        flush(descriptor)
    finally:
        os.close(descriptor)
    unlink(path)


def wipe_all(path: Path) -> None:
    """Wipe a file, or every file in a folder and below with the folder. Links are taken away, not followed."""
    if path.is_symlink():
        unlink(path)
    elif path.is_dir():
        for name in names(path):
            wipe_all(path / name)
        path.rmdir()
    else:
        wipe(path)


def make_folder(folder: Path) -> bool:
    """Make a folder for the owner alone, with the folders above it, all of them flushed. False when it was there."""
    try:
        folder.mkdir(FOLDER_MODE)
    except FileExistsError:
        return False
    except FileNotFoundError:
        make_folder(folder.parent)
        return make_folder(folder)
    flush_folder(folder.parent)
    return True


def tighten(path: Path, mode: int) -> bool:
    """Take rights of others away. True when there were any."""
    found = path.stat(follow_symlinks=False)
    if stat.S_ISLNK(found.st_mode) or not stat.S_IMODE(found.st_mode) & 0o077:
        return False
    path.chmod(mode)
    return True


def fill_with(chunks: Iterable[bytes]) -> Fill:
    """A `Fill` that writes the chunks one after another."""

    def fill(sink: Sink) -> None:
        for chunk in chunks:
            sink(chunk)

    return fill
