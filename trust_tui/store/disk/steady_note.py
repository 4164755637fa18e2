"""A small note that is overwritten in place: to move a new file over it makes ext4 write that file out first.

That took as long as a flush, in each save. The note lies in one of two halves of its file, and the next one goes into
the other, so that a reader, or a machine that loses its power, finds a whole one at any moment.
"""

import errno
import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from trust_tui.store.disk import file_access as files

_HEAD: Final = re.compile(rb"(\d{20}) ([0-9a-f]{64}) ")
_HEAD_SIZE: Final = 86
_LEAST: Final = 4096
"""A page: what is written within one reaches the disk together."""


def read_note(path: Path) -> bytes:
    """The note; empty where none is whole.

    Raises:
        OSError: It cannot be read.
    """
    content = files.read(path)
    if content[:1] == b"{":
        return content  # as it was written before there were halves
    size = len(content) // 2
    halves = content[:size], content[size:]
    return max(map(_whole, halves))[1]


def put_note(path: Path, line: bytes) -> None:
    """Put a note in the place of the one before. It need not last through a loss of power; the one before does then.

    Args:
        path: The place, in a folder that is there.
        line: The note, without a line break.

    Raises:
        OSError: The one before is as it was.
    """
    with suppress(FileNotFoundError):
        if _overwritten(path, line):
            return
    size = _LEAST
    while size < 2 * (_HEAD_SIZE + len(line)):  # it grows
        size *= 2
    whole = _half(1, line).ljust(size, b"\n") + _half(0, b"").ljust(size, b"\n")
    # Named as the files of a session that is gone: the next start sweeps up what a failure leaves.
    hidden = path.with_name(f".{os.urandom(8).hex()}.{path.name}.tmp")
    files.create(hidden, files.fill_with([whole]), flushed=False)
    files.rename(hidden, path)


def _half(turn: int, line: bytes) -> bytes:
    digest = sha256(b"%d %b" % (turn, line)).hexdigest()
    return b"%020d %b %b\n" % (turn, digest.encode(), line)


def _whole(half: bytes) -> tuple[int, bytes]:
    """The turn of a half and what it says; -1 where it is not whole."""
    head = _HEAD.match(half)
    line, end, _ = half[_HEAD_SIZE:].partition(b"\n")
    if head and end:
        turn = int(head[1])
        if half.startswith(_half(turn, line)):
            return turn, line
    return -1, b""


def _overwritten(path: Path, line: bytes) -> bool:
    """Write it into the older half, or one that is not whole. False where there is no room, or the file is no note."""
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENXIO):
            raise
        return False  # a link or a pipe, which a new file takes the place of
    try:
        size = os.fstat(descriptor).st_size // 2
        halves = [os.pread(descriptor, size, at) for at in (0, size)]
        turns = [_whole(half)[0] for half in halves]
        half = _half(max(turns) + 1, line)
        if max(turns) < 0 or len(half) > size:
            return False
        os.pwrite(descriptor, half, size * turns.index(min(turns)))
    finally:
        os.close(descriptor)
    return True
