"""Every operation on files, in one place: whole files, owner only, never through a link, flushed when it matters.

The rest of the package touches the disk through these functions alone, so that a test can make any of them fail.
They raise `OSError`; `trust_tui.store.failures` puts that into words.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from trust_tui import whole_file

Sink = whole_file.Sink
Fill = whole_file.Fill
Identity = tuple[int, int, int]

FILE_MODE: Final = whole_file.FILE_MODE
FOLDER_MODE: Final = whole_file.FOLDER_MODE

create = whole_file.create
fill_with = whole_file.fill_with
flush = whole_file.flush
flush_folder = whole_file.flush_folder
wipe = whole_file.wipe

_CHUNK: Final = 1 << 20


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
