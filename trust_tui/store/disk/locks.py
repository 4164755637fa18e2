"""Who may write now: one lock for the store, one for each living session."""

import errno
import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from trust_tui.domain import BusyError, tr
from trust_tui.store.disk import file_access as files
from trust_tui.store.disk.os_errors import store_error

PATIENCE: Final = 5.0
_IMPATIENCE: Final = 0.05
_POLL: Final = 0.002
_HOLDER_SIZE: Final = 256
_TAKEN: Final = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES})
"""What disks answer when another session has the lock; where a lock is kept on a server, the last of them too."""

_NO_LOCKS: Final = frozenset(
    {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}
)


class StoreLock:
    """The lock around each whole read, change and write.

    Two writers cannot overwrite each other even without it, since a change takes its number by a link that refuses a
    name in use. So a holder that is frozen makes others wait `PATIENCE` seconds once and no longer: then a save goes
    on beside it. Only what replaces or removes files insists on the lock.

    Attributes:
        stuck: Who did not let go, in words, or empty.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        self._descriptor: int | None = None
        self._depth = 0
        self.stuck = ""
        self.alone = False

    @contextmanager
    def held(self, *, insist: bool = False) -> Iterator[bool]:
        """Hold the lock inside. May be nested by the thread that holds it.

        Args:
            insist: Fail when another session does not let go in time, instead of going on without.

        Yields:
            True when the lock is really held.

        Raises:
            BusyError: With `insist`: another session does not let go. It says which one.
        """
        if self._depth == 0:
            self.alone = self._acquire()
        if insist and not self.alone:
            raise BusyError(
                tr(
                    "{why} Nothing was changed; try again in a moment.",
                    why=self.stuck or "This disk knows no locks.",
                )
            )
        self._depth += 1
        try:
            yield self.alone
        finally:
            self._depth -= 1
            if self._depth == 0:
                self._release()

    def _acquire(self) -> bool:
        patience = _IMPATIENCE if self.stuck else self._patience
        end = time.monotonic() + patience
        try:
            while not self._try():
                if time.monotonic() >= end:
                    self.stuck = _holder(self._path)
                    return False
                time.sleep(_POLL)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            raise store_error(error) from error
        self.stuck = ""
        return True

    def _try(self) -> bool:
        """Take the lock and sign it. False when another session has it, or its file was removed meanwhile."""
        descriptor = self._open()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(descriptor).st_nlink:
                # Of use to people alone, so it need not reach the disk.
                with suppress(OSError):
                    os.pwrite(descriptor, _signature(), 0)
                self._descriptor, descriptor = descriptor, -1
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
        finally:
            if descriptor >= 0:
                os.close(descriptor)
        return descriptor < 0

    def _open(self) -> int:
        # Without O_NONBLOCK the opening of a pipe would wait for a reader.
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        flags |= os.O_NONBLOCK
        try:
            return os.open(self._path, flags, files.FILE_MODE)
        except FileNotFoundError:
            files.make_folder(self._path.parent)
            return os.open(self._path, flags, files.FILE_MODE)

    def _release(self) -> None:
        # What was saved is saved: an error in letting go must not turn it into a failure.
        if self._descriptor is not None:
            with suppress(OSError):
                # A program that was started meanwhile may hold the file too, and then closing lets nothing go.
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


def _signature() -> bytes:
    line = json.dumps(
        {
            "pid": os.getpid(),
            "host": os.uname().nodename[:64],
            "since": int(time.time()),
        }
    )
    return line.encode().ljust(_HOLDER_SIZE)[:_HOLDER_SIZE]


def _holder(path: Path) -> str:
    try:
        signed = json.loads(files.read(path))
        since = datetime.fromtimestamp(signed["since"]).astimezone()
        where = (
            tr("on this machine")
            if signed["host"] == os.uname().nodename[:64]
            else tr("on another machine")
        )
        return tr(
            "Process {pid} {where} has been holding the workbook since {since}.",
            pid=int(signed["pid"]),
            where=where,
            since=f"{since:%H:%M:%S}",
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return tr("Another session is holding the workbook.")


class SessionLock:
    """Tells other sessions that this one lives. Its file appears locked and goes with the session.

    Attributes:
        name: Random name of the session.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self.name = name
        self._descriptor: int | None = None
        self._is_over = False
        self._making = threading.Lock()

    def hold(self) -> None:
        """Make the file, once. A draft that comes to the disk after the session has let go makes it live no longer."""
        with (
            self._making
        ):  # the editor's thread and that of the upkeep may both come first
            if self._descriptor is not None or self._is_over:
                return
            files.make_folder(self._folder)
            try:
                self._make()
            except (
                FileNotFoundError
            ):  # another session took the half-made file for a leftover
                self._make()

    def _make(self) -> None:
        hidden = self._folder / f".{self.name}.lock.tmp"
        descriptor = os.open(
            hidden,
            os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC,
            files.FILE_MODE,
        )
        try:
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            files.rename(hidden, self._folder / f"{self.name}.lock")
        except BaseException:
            os.close(descriptor)
            with suppress(OSError):
                files.unlink(hidden)
            raise
        self._descriptor = descriptor

    def let_go(self) -> None:
        """Remove the file, for good."""
        with self._making:
            self._is_over = True
            if self._descriptor is None:
                return
            with suppress(OSError):
                files.unlink(self._folder / f"{self.name}.lock")
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


def lives(folder: Path, name: str) -> bool:
    """Whether another session of that name lives."""
    try:
        descriptor = os.open(
            folder / f"{name}.lock", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
        )
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
