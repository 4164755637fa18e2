"""Writes one line of the file, whole and at once; comments and every other line stay as the user left them."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from trust_tui.config.file_reader import lines_of, text_of
from trust_tui.config.settings import Value
from trust_tui.domain import (
    ConfigError,
    later,
    tr,
)
from trust_tui.whole_file import FOLDER_MODE, fill_with, put

BEGINNING: Final = "# Settings of trust-tui; docs/CONFIGURATION.md lists them all. It works without this file, too.\n"
"""Begins a file that was not there before."""

BY_HAND: Final = later(
    "Until you leave: in config.toml, change the line yourself."
)
NOT_WRITTEN: Final = later("Until you leave: config.toml cannot be written.")

_TABLE: Final = re.compile(r"\s*\[")


def write(path: Path, name: str, value: Value, *, action: bool) -> None:
    """Set one line of the file, which is made where there is none.

    Args:
        path: The file. Where it is a link, what it leads to is changed.
        name: A setting, or an action id.
        value: As it stands in the file; for an action its keys, with commas between them.
        action: Whether `name` is an action id.

    Raises:
        ConfigError: Nothing was written.
    """
    try:
        path = path.resolve()
        old = text_of(path) if path.exists() else BEGINNING
        if path.exists() and not path.stat().st_mode & 0o200:
            raise ConfigError(
                tr(NOT_WRITTEN)
            )  # made so on purpose; a new file in its place would not be
    except (ValueError, OSError):
        raise ConfigError(tr(BY_HAND)) from None
    new = changed(old, name, value, action=action)
    try:
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        put(path, fill_with([new.encode()]))
    except OSError:
        raise ConfigError(tr(NOT_WRITTEN)) from None


def changed(text: str, name: str, value: Value, *, action: bool) -> str:
    """The text with one line set.

    Raises:
        ConfigError: That line cannot be set without a risk for the others.
    """
    names = ("keys", *name.split(".")) if action else (name,)
    wanted = _keys(str(value)) if action else value
    try:
        document = tomlkit.parse(text)
        holder = _holder(document, names)
        if holder is None:
            new = _added(
                text, name, tomlkit.item(wanted).as_string(), action=action
            )
        else:
            table, key = holder
            table[key] = wanted
            new = document.as_string().removesuffix("\n") + "\n"
    except TOMLKitError:
        raise ConfigError(tr(BY_HAND)) from None
    if not _is_that_change(text, new, names):
        raise ConfigError(tr(BY_HAND))
    return new


def _holder(
    table: MutableMapping[str, Any], names: tuple[str, ...]
) -> tuple[MutableMapping[str, Any], str] | None:
    """The table that has a value, and its key there: action ids may be one key in quotation marks, or several."""
    for count in range(1, len(names) + 1):
        key, rest = ".".join(names[:count]), names[count:]
        if key in table:
            if not rest:
                return table, key
            inner = table[key]
            if isinstance(inner, MutableMapping):
                return _holder(inner, rest)
    return None


def _added(text: str, name: str, written: str, *, action: bool) -> str:
    """The text with a line more. tomlkit would put it between a table and the comment above that table."""
    lines = text.removesuffix("\n").split("\n")
    if not action:
        lines.insert(_end_of_settings(lines), f"{name} = {written}")
    elif number := lines_of(text).get(("keys",)):
        if not _TABLE.match(lines[number - 1]):
            raise ConfigError(tr(BY_HAND))
        lines.insert(number, f'"{name}" = {written}')
    else:
        lines += ["", "[keys]", f'"{name}" = {written}']
    return "\n".join(lines) + "\n"


def _end_of_settings(lines: Sequence[str]) -> int:
    """Where a setting can be added: before the first table and what belongs to it, the comment above."""
    at = next(
        (n for n, line in enumerate(lines) if _TABLE.match(line)), len(lines)
    )
    if at == len(lines):
        return at
    while at and (
        not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")
    ):
        at -= 1
    return at


def _is_that_change(old: str, new: str, names: tuple[str, ...]) -> bool:
    """Whether both can be read, and differ in this one value and in one line."""
    try:
        before, after = (
            _all_values(tomllib.loads(old)),
            _all_values(tomllib.loads(new)),
        )
    except tomllib.TOMLDecodeError:
        return False
    before.pop(names, None)
    lost = Counter(old.splitlines()) - Counter(new.splitlines())
    return (
        after.pop(names, None) is not None
        and before == after
        and lost.total() <= 1
    )


def _all_values(
    table: Mapping[str, Any], before: tuple[str, ...] = ()
) -> dict[tuple[str, ...], object]:
    values: dict[tuple[str, ...], object] = {}
    for name, value in table.items():
        names = (*before, *name.split("."))
        values |= (
            _all_values(value, names)
            if isinstance(value, dict)
            else {names: value}
        )
    return values


def _keys(keys: str) -> str | list[str]:
    """Keys as they stand in the file: one, or a list of several."""
    given = ["," if key == "comma" else key for key in keys.split(",")]
    return given[0] if len(given) == 1 else given
