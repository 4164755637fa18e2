"""What somebody else may have made and that came while a session was open: each is told once, as at an unlock."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    Finding,
    later,
    tr,
)
from trust_tui.store.disk import SEALED, Folder, Seal
from trust_tui.store.log.loading import Loaded
from trust_tui.store.log.unproved import put_doubtful_aside, said_of

CAME_IN_PLAIN: Final = later(
    "Changes that came in plain were joined: from a machine that does not know of the passphrase yet, or from somebody "
    "who can write into this folder. Look whether they are yours."
)


class Newcomers:
    """Tells of what nothing proves to be the user's.

    Attributes:
        findings: What was told since the store was read.
    """

    def __init__(self, folder: Folder) -> None:
        self.findings: list[Finding] = []
        self._folder = folder
        self._told: set[Path] = set()

    def begin(self, loaded: Loaded, seal: Seal) -> None:
        """Take what is there when the store was read for told: whoever reads it tells."""
        self._told = {*_plain(loaded, seal), *loaded.doubtful}

    def look(self, loaded: Loaded, seal: Seal, *, put_aside: bool) -> None:
        """Tell what is new: what came in plain beside sealed files, and what nothing proves.

        The older snapshot stays in its place until the next unlock, which makes it anew.
        """
        plain = _plain(loaded, seal)
        self._tell(plain, tr(CAME_IN_PLAIN))
        self._tell(loaded.doubtful, said_of(len(loaded.doubtful)))
        if put_aside:
            previous = self._folder.previous(seal.suffix)
            for path in loaded.doubtful - {previous}:
                self._put_aside(path)
            loaded.doubtful &= {previous}
        self._told = {*plain, *loaded.doubtful}

    def put_aside_and_tell(self, path: Path) -> None:
        """Put a file aside that stands in the way of the next change, and tell of it."""
        self._tell({path}, said_of(1))
        put_doubtful_aside(self._folder, path)

    def _put_aside(self, path: Path) -> None:
        with suppress(
            OSError
        ):  # another session was quicker, or the next start
            put_doubtful_aside(self._folder, path)

    def _tell(self, paths: Iterable[Path], said: str) -> None:
        new = sorted(set(paths) - self._told)
        if new:
            file = new[0].relative_to(self._folder.path).as_posix()
            self.findings.append(Finding(file=file, said=said))


def _plain(loaded: Loaded, seal: Seal) -> set[Path]:
    if not seal.suffix:
        return set()
    return {
        path for path in tuple(loaded.joined) if not path.name.endswith(SEALED)
    }
