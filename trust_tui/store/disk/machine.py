"""What belongs to this machine alone and not to the workbook, so that no synchroniser carries it elsewhere.

It lies with the user's state, in a folder for each data folder and machine: the lock, a lock for each living session,
and the name under which this machine writes changes.
"""

import hashlib
import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

import platformdirs
from msgspec import Struct

from trust_tui.store.disk import file_access as files

INSIDE: Final = ".here"
"""Where it lies in the data folder itself, when the user's own state folder cannot be written to."""

_LENGTH: Final = 12
_SIZE: Final = 128


class Writer(Struct, frozen=True):
    """The name under which a machine writes.

    Attributes:
        name: Twelve random characters; empty when it has none.
        count: How many changes it has written.
        store: The store it has written them in.
    """

    name: str
    count: int
    store: str


NOBODY: Final = Writer("", 0, "")


class Machine:
    """This machine's place beside a data folder. Nothing is made before something is written.

    Attributes:
        path: The folder.
        lock: Held while something is written; says by whom.
        sessions: A lock for each session that lives.
        reserve: Room to give back on a full disk.
    """

    def __init__(self, data: Path) -> None:
        self.path: Final = _place(data)
        self.lock: Final = self.path / "lock"
        self.sessions: Final = self.path / "sessions"
        self.reserve: Final = self.path / "reserve"
        self._note: Final = self.path / "writer"
        self._descriptor: int | None = None

    def make(self) -> None:
        """Make the folder."""
        if not files.exists(self.sessions):
            files.make_folder(self.sessions)

    def forget(self) -> None:
        """Remove all of it."""
        self.close()
        if files.exists(self.path):
            files.wipe_all(self.path)

    def writer(self) -> Writer:
        """The name under which this machine writes."""
        try:
            noted = json.loads(files.read(self._note))
            name, count = noted["writer"], noted["count"]
            store = noted["store"]
        except (OSError, ValueError, KeyError, TypeError):
            return NOBODY
        has_name = isinstance(name, str) and len(name) == _LENGTH
        if not has_name or not isinstance(count, int):
            return NOBODY
        return Writer(name, count, store)

    def note(self, writer: Writer) -> None:
        """Remember them, to notice when the files of the workbook are older than this; it need not last."""
        line = _line(writer).ljust(_SIZE)
        with suppress(OSError):
            if self._descriptor is None:
                self.make()
                flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
                flags |= os.O_NONBLOCK
                self._descriptor = os.open(self._note, flags, files.FILE_MODE)
            os.pwrite(self._descriptor, line, 0)

    def close(self) -> None:
        """Let go of it."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


def _line(writer: Writer) -> bytes:
    noted = {
        "writer": writer.name,
        "count": writer.count,
        "store": writer.store,
    }
    return json.dumps(noted).encode()


def new_writer() -> str:
    """A random name for a machine that has none yet."""
    while True:
        name = secrets.token_hex(_LENGTH // 2)
        if (
            name[0] not in "0f"
        ):  # those that begin so stand for what has no writer of its own
            return name


def _place(data: Path) -> Path:
    name = hashlib.sha256(
        f"{_machine()}\0{os.path.realpath(data)}".encode()
    ).hexdigest()
    try:
        state = platformdirs.user_state_path("trust-tui", appauthor=False)
    except RuntimeError:  # there is no home
        return data / INSIDE
    there = state
    while not os.path.exists(there) and there != there.parent:  # noqa: PTH110 - this one says no where nobody may look
        there = there.parent
    if not os.access(there, os.W_OK | os.X_OK):
        return data / INSIDE
    return state / "folders" / name[:24]


def _machine() -> str:
    known = ""
    with suppress(OSError):
        known = Path("/etc/machine-id").read_text("ascii", "replace").strip()
    return f"{known}\0{os.uname().nodename}"
