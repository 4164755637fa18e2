"""Every operation on files, in one place: whole files, owner only, never through a link, flushed when it matters.

The rest of the package touches the disk through these functions alone, so that a test can make any of them fail.
They raise `OSError`; `trust_tui.store.disk.os_errors` puts that into words.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final
from uuid import uuid4

from trust_tui import whole_file

Sink = whole_file.Sink
Fill = whole_file.Fill
Identity = tuple[int, int, int]
_NO_LINKS: Final = frozenset(
    {
        errno.EPERM,
        errno.EOPNOTSUPP,
        errno.ENOSYS,
        errno.EMLINK,
        errno.EINVAL,
        errno.ERANGE,
        errno.EIO,
    }
)
"""What disks without second names answer: vfat, exfat, CIFS, davfs2, CryFS and rclone, in this order."""

_NO_SUCH_RENAME: Final = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTTY}
)
_HERE: Final = -100
"""AT_FDCWD of Linux."""

_KEEP: Final = 1
"""RENAME_NOREPLACE of Linux."""

FILE_MODE: Final = whole_file.FILE_MODE
FOLDER_MODE: Final = whole_file.FOLDER_MODE

create = whole_file.create
overwrite = whole_file.overwrite
fill_with = whole_file.fill_with
flush = whole_file.flush
flush_folder = whole_file.flush_folder
flushes_folders = whole_file.flushes_folders
wipe = whole_file.wipe

_CHUNK: Final = 1 << 20


def identity(path: Path) -> Identity | None:
    """What tells this file from another that takes its name: inode, size, time of writing. None when there is none."""
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def size(path: Path) -> int:
    """How many bytes a file has; none where there is none."""
    found = identity(path)
    return 0 if found is None else found[1]


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
    """A descriptor for reading. What is no plain file, or somebody else's, is refused with `ELOOP`, as a link is."""
    # Without O_NONBLOCK the opening of a pipe would wait for a writer.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(path, flags)
    try:
        found = os.fstat(descriptor)
        ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid()
        if not ours and not stat.S_ISDIR(found.st_mode):
            raise OSError(errno.ELOOP, "It is no plain file of the user's.")
        yield descriptor
    finally:
        os.close(descriptor)


def _parts(descriptor: int) -> Iterator[bytes]:
    size = os.fstat(descriptor).st_size
    while part := os.read(descriptor, max(size + 1, _CHUNK)):
        yield part


def replace(
    hidden: Path, path: Path, fill: Fill, *, forget_old: bool = False
) -> bool:
    """Put a whole new file in the place of an old one, or where none is, and flush the folder.

    When the flush fails the old file is put back, so that a failure means that nothing changed.

    Args:
        hidden: A name in the same folder that nothing has.
        path: The place.
        fill: Called once with the function that takes the bytes.
        forget_old: Overwrite the old file, so that its text is gone from the disk.

    Returns:
        Whether the old file is gone as well, which is no failure: the next start removes what is left of it.
    """
    old = hidden.with_name(f"{hidden.name}.old.tmp")
    remove = wipe if forget_old else unlink
    remove(old)  # what a failure has left
    create(hidden, fill)
    try:
        with _held(path, old, wanted=forget_old) as forget:
            rename(hidden, path)
            _make_sure(path, old)
            forget()
    except BaseException:
        for left in (hidden, old):
            with suppress(OSError):
                unlink(left)
        raise
    try:
        remove(old)
    except OSError:
        return False
    return True


@contextmanager
def _held(
    path: Path, old: Path, *, wanted: bool
) -> Iterator[Callable[[], None]]:
    """Give a file that is to be replaced a second name, and what overwrites it should it only be a copy there."""
    if not exists(path):
        yield _nothing
        return
    link(path, old)
    if not wanted or identity(path) == identity(old):
        yield _nothing
        return
    flags = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(path, flags)
    try:
        yield lambda: _forget(descriptor)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _nothing() -> None:
    """There is nothing to overwrite."""


def _forget(descriptor: int) -> None:
    with suppress(
        OSError
    ):  # some shares know no file any more that has no name
        overwrite(descriptor)


def _make_sure(path: Path, old: Path) -> None:
    """Flush the folder, or put back what was there."""
    try:
        flush_folder(path.parent)
    except OSError:
        if exists(old):
            rename(old, path)
        else:
            unlink(path)
        raise


def replace_for_good(hidden: Path, path: Path, fill: Fill) -> None:
    """As `replace`, where the text of the old file must be gone.

    Raises:
        OSError: Nothing changed, or the old file could not be overwritten.
    """
    if not replace(hidden, path, fill, forget_old=True):
        raise OSError(errno.EIO, "The old file could not be overwritten.")


def link(path: Path, name: Path) -> None:
    """Give a file a second name. On a disk that knows no second names a copy gets it.

    Raises:
        FileExistsError: The name is taken.
    """
    try:
        os.link(path, name, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except OSError as error:
        there = identity(name)
        if there is not None and there == identity(path):
            return  # it was done, and the answer got lost on the way
        if there is not None:  # which sshfs, for one, calls not allowed
            raise _taken() from error
        if error.errno not in _NO_LINKS:
            raise
        _copy(path, name)


def _copy(path: Path, name: Path) -> None:
    hidden = name.with_name(f".{uuid4().hex[:16]}.copy.tmp")
    create(hidden, fill_with([read(path)]))
    try:
        try:
            rename_to_free(hidden, name)
        except OSError as error:
            if error.errno not in _NO_SUCH_RENAME:
                raise
            # Here the lock alone keeps two sessions apart, and the name of the machine two machines.
            if exists(name):
                raise _taken() from error
            rename(hidden, name)
    except BaseException:
        with suppress(OSError):
            unlink(hidden)
        raise


def _taken() -> FileExistsError:
    return FileExistsError(errno.EEXIST, "The name is taken.")


def rename_to_free(path: Path, name: Path) -> None:
    """Give a file another name that nothing has.

    Raises:
        FileExistsError: The name is taken.
        OSError: `EINVAL` or the like, where the disk or the system knows no such rename.
    """
    from ctypes import CDLL, get_errno  # noqa: PLC0415 - only disks without second names need it

    call = getattr(CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, "There is no such rename.")
    if call(_HERE, os.fsencode(path), _HERE, os.fsencode(name), _KEEP) != 0:
        raise OSError(get_errno(), "The name cannot be taken.")


def step_aside(path: Path) -> None:
    """Give another name to a file whose place is needed; its text is nowhere else."""
    if not exists(path):
        return
    stem, _, rest = path.name.partition(".")
    for attempt in count(1):
        with suppress(FileExistsError):
            link(path, path.with_name(f"{stem}-{attempt}.{rest}"))
            break
    unlink(path)
    flush_folder(path.parent)


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
        # Once, as there are folders that are there and take none, such as /proc.
        folder.mkdir(FOLDER_MODE, exist_ok=True)
    flush_folder(folder.parent)
    return True


def tighten(path: Path, mode: int) -> bool:
    """Take rights of others away. True when there were any."""
    if not is_open_to_others(path):
        return False
    path.chmod(mode)
    return True


def is_open_to_others(path: Path) -> bool:
    """Whether others may do anything with it. Some disks say yes whatever was asked of them."""
    found = path.stat(follow_symlinks=False)
    if stat.S_ISLNK(found.st_mode):
        return False
    return bool(stat.S_IMODE(found.st_mode) & 0o077)
