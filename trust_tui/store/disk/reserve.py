"""A little room kept aside, to give back when the disk is full: the words of a bad week must still fit."""

from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from trust_tui.store.disk import file_access as files
from trust_tui.store.disk.data_folder import Folder

T = TypeVar("T")
SIZE: Final = 1 << 18
_NAME: Final = "reserve"


class Reserve:
    """The file that takes the room."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def keep(self, session: str) -> None:
        """Take the room, when it is not taken. A disk that has none to give is no error."""
        if any(files.exists(place) for place in self._places()):
            return
        with suppress(OSError):
            place = self._folder.path / _NAME
            if self._is_one_disk():
                self._folder.here.make()
                place = self._folder.here.reserve
            hidden = place.with_name(f".{session}.reserve.tmp")
            files.create(hidden, lambda sink: sink(bytes(SIZE)))
            files.rename(hidden, place)

    def _places(self) -> tuple[Path, Path]:
        return self._folder.here.reserve, self._folder.path / _NAME

    def _is_one_disk(self) -> bool:
        """Whether room given back outside of the data folder is room inside."""
        there = self._folder.here.path
        while not there.exists() and there != there.parent:
            there = there.parent
        return there.stat().st_dev == self._folder.path.stat().st_dev

    def give_back(self) -> bool:
        """Make the room free. False when it was free already."""
        for place in self._places():
            if files.exists(place):
                files.unlink(place)
                return True
        return False
