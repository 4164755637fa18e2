"""What the user has set for this login, in one optional file; looked into only where there is one, as starts are short.

What the file says holds. What it does not say is as the workbook says, or else as it comes.
"""

from pathlib import Path

from trust_tui.config.settings import EMPTY as EMPTY
from trust_tui.config.settings import LOCK_MINUTES as LOCK_MINUTES
from trust_tui.config.settings import THEMES as THEMES
from trust_tui.config.settings import Config as Config
from trust_tui.config.settings import ConfigProblem as ConfigProblem
from trust_tui.config.settings import Value as Value
from trust_tui.domain import ConfigError, tr


class ConfigFile:
    """The file, and what holds of it now.

    Attributes:
        config: What holds now.
        is_there: Whether there was a file.
    """

    def __init__(self, path: Path | None, *, is_kept: bool = True) -> None:
        """Read the file, if there is one. What is wrong with it stands in `config.problems`.

        Args:
            path: Where it is or would be; None for nowhere.
            is_kept: Whether changes are written into it. Where they are not, they hold until the program is left.
        """
        self._path = path
        self._is_kept = is_kept and path is not None
        self.config = EMPTY
        self._mark = self._mark_now()
        self.is_there = path is not None and path.exists()
        if path is not None and self.is_there:
            from trust_tui.config.file_reader import read  # noqa: PLC0415 - the TOML reader, which most starts need not

            self.config = read(path)
        self._minutes = self.config.lock_minutes

    def changed_minutes(self) -> int | None:
        """Minutes until it locks that somebody else has put into the file since; told once, and not in force here."""
        mark = self._mark_now()
        if mark == self._mark or self._path is None:
            return None
        self._mark = mark
        from trust_tui.config.file_reader import read  # noqa: PLC0415

        minutes = (read(self._path) if mark else EMPTY).lock_minutes
        if minutes == self._minutes:
            return None
        self._minutes = minutes
        return minutes

    def _mark_now(self) -> tuple[int, ...]:
        """What tells one state of the file from another; empty where there is none."""
        if self._path is None:
            return ()
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return (found.st_ino, found.st_size, found.st_mtime_ns)

    def change(self, name: str, value: Value, *, action: bool = False) -> None:
        """Set something from now on, and write its line into the file. All other lines stay as they are.

        Args:
            name: A setting, or an action id.
            value: As it stands in the file; for an action its keys, with commas between them.
            action: Whether `name` is an action id.

        Raises:
            ConfigError: It holds until the program is left only.
        """
        from trust_tui.config.file_reader import with_change  # noqa: PLC0415
        from trust_tui.config.file_writer import write  # noqa: PLC0415

        self.config = with_change(self.config, name, value, action=action)
        if not self._is_kept or self._path is None:
            raise ConfigError(tr("Until you leave: nothing is written here."))
        if name == "lock_minutes":
            self._minutes = self.config.lock_minutes
        write(self._path, name, value, action=action)
