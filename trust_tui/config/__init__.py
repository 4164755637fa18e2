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
from trust_tui.domain.errors import ConfigError


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
        self.is_there = path is not None and path.exists()
        if path is not None and self.is_there:
            from trust_tui.config.file_reader import read  # noqa: PLC0415 - the TOML reader, which most starts need not

            self.config = read(path)

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
            raise ConfigError("Until you leave: nothing is written here.")
        write(self._path, name, value, action=action)
