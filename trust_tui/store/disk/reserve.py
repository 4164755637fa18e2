"""A little room kept aside, to give back when the disk is full: the words of a bad week must still fit."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.os_errors import NO_ROOM

T = TypeVar("T")
SIZE: Final = 1 << 18


class Reserve:
    """The file that takes the room."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def keep(self, session: str) -> None:
        """Take the room, when it is not taken. A disk that has none to give is no error."""
        if files.exists(self._folder.reserve):
            return
        hidden = self._folder.path / f".{session}.reserve.tmp"
        with suppress(OSError):
            files.create(hidden, lambda sink: sink(bytes(SIZE)))
            files.rename(hidden, self._folder.reserve)

    def give_back(self) -> bool:
        """Make the room free. False when it was free already."""
        if not files.exists(self._folder.reserve):
            return False
        files.unlink(self._folder.reserve)
        return True

    def with_room(self, action: Callable[[], T]) -> T:
        """Do something that writes; when there is no room, give the reserve back and do it once more."""
        try:
            return action()
        except OSError as error:
            if error.errno not in NO_ROOM or not self.give_back():
                raise
        return action()
