"""What the configuration file can say, as values: settings, keys, and what was left out."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from msgspec import Struct

THEMES: Final = ("dark", "light", "contrast", "own")
"""The sets of colours, by the names they have in the file."""

Value: TypeAlias = str | int | bool | list[str]
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
        country: Id of a place on the page of helplines, such as "gb-eng"; empty for none chosen.
        lock_minutes: Minutes without a key after which a sealed workbook is locked, 1-120.
        day_ends: Hour at which the user's day ends, 0-12; None for what the workbook says.
        week_start: First day of the week, 0 for Monday to 6 for Sunday.
        habits: Ids of the habits that are offered; None for all of them.
        plain: Whether the program begins in plain lines instead of on the screen.
        reader: Whether the screen is drawn so that a screen reader can follow it.
        keys: Keys by action id, several with commas between them, as they are pressed.
        lines: The line of each setting, and of each action id that has other keys; from 1.
        problems: What was left out.
    """

    theme: str = THEMES[0]
    language: str = ""
    country: str = ""
    lock_minutes: int = LOCK_MINUTES
    day_ends: int | None = None
    week_start: int = 0
    habits: tuple[str, ...] | None = None
    plain: bool = False
    reader: bool = False
    keys: Mapping[str, str]
    lines: Mapping[str, int]
    problems: tuple[ConfigProblem, ...] = ()

    @property
    def names_things(self) -> bool:
        """Whether something in it is wrong, or names what may not be there: keys, habits, a place, a language."""
        names = (self.keys, self.habits, self.country, self.language)
        return bool(self.problems) or any(names)

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
