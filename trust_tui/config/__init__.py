"""What the user has set for this login, in one optional file; looked into only where there is one, as starts are short.

What the file says holds. What it does not say is as the workbook says, or else as it comes.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from trust_tui.errors import ConfigError

THEMES: Final = ("dark", "light", "contrast")
"""The sets of colours, by the names they have in the file."""

Value: TypeAlias = str | int | list[str]
"""What a line of the file can be set to."""

LOCK_MINUTES: Final = 5
"""A sealed workbook is locked after so many minutes without a key, where the file says nothing."""


class ConfigProblem(Struct, frozen=True, kw_only=True):
    """Something in the file that is left out.

    Attributes:
        line: From 1; 0 where it is about the whole file.
        advice: One sentence that says what to do. It repeats nothing of the file.
    """

    line: int
    advice: str

    def __str__(self) -> str:
        return (
            f"config.toml, line {self.line}: {self.advice}"
            if self.line
            else f"config.toml: {self.advice}"
        )


class Config(Struct, frozen=True, kw_only=True):
    """What the file says.

    Attributes:
        theme: One of `THEMES`.
        language: Such as "nl" or "en_GB"; empty for that of the locale.
        lock_minutes: Minutes without a key after which a sealed workbook is locked, 1-120.
        day_ends: Hour at which the user's day ends, 0-12; None for what the workbook says.
        week_start: First day of the week, 0 for Monday to 6 for Sunday.
        habits: Ids of the habits that are offered; None for all of them.
        keys: Keys by action id, several with commas between them, as they are pressed.
        lines: The line of each setting, and of each action id that has other keys; from 1.
        problems: What was left out.
    """

    theme: str = THEMES[0]
    language: str = ""
    lock_minutes: int = LOCK_MINUTES
    day_ends: int | None = None
    week_start: int = 0
    habits: tuple[str, ...] | None = None
    keys: Mapping[str, str]
    lines: Mapping[str, int]
    problems: tuple[ConfigProblem, ...] = ()

    def day_ends_or(self, kept: int) -> int:
        """The hour at which the user's day ends.

        Args:
            kept: What the workbook says, which holds where the file says nothing.
        """
        return kept if self.day_ends is None else self.day_ends

    def offers(self, habit: str) -> bool:
        """Whether a habit of the content is offered."""
        return self.habits is None or habit in self.habits


EMPTY: Final = Config(keys={}, lines={})
"""What holds without a file."""


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
