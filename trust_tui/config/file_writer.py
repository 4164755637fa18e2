"""Writes one line of the file, whole and at once; comments and every other line stay as the user left them."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from trust_tui.config import Value
from trust_tui.config.file_reader import lines_of, text_of
from trust_tui.errors import ConfigError
from trust_tui.whole_file import FOLDER_MODE, fill_with, put

BEGINNING: Final = "# Settings of trust-tui; docs/CONFIGURATION.md lists them all. It works without this file, too.\n"
"""Begins a file that was not there before."""

BY_HAND: Final = "Until you leave: in config.toml, change the line yourself."
NOT_WRITTEN: Final = "Until you leave: config.toml cannot be written."

_VALUE: Final = re.compile(
    r"""(?P<before>[^=]*=\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|\[[^\[\]#]*\]|[^\s#"'\[{]+)(?P<after>\s*(?:\#.*)?)\Z"""
)
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
                NOT_WRITTEN
            )  # made so on purpose; a new file in its place would not be
    except (ValueError, OSError):
        raise ConfigError(BY_HAND) from None
    new = changed(old, name, value, action=action)
    try:
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        put(path, fill_with([new.encode()]))
    except OSError:
        raise ConfigError(NOT_WRITTEN) from None


def changed(text: str, name: str, value: Value, *, action: bool) -> str:
    """The text with one line set.

    Raises:
        ConfigError: That line cannot be set without a risk for the others.
    """
    names = ("keys", *name.split(".")) if action else (name,)
    key, written = (
        (f'"{name}"', _keys(str(value))) if action else (name, _written(value))
    )
    lines = text.removesuffix("\n").split("\n")
    places = lines_of(text)
    if number := places.get(names):
        found = _VALUE.match(lines[number - 1])
        if found is None:
            raise ConfigError(BY_HAND)
        lines[number - 1] = f"{found['before']}{written}{found['after']}"
    elif not action:
        at = next((n for n, line in enumerate(lines) if _TABLE.match(line)), len(lines))
        while (
            at
            and at < len(lines)
            and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#"))
        ):
            at -= 1  # what stands above a table belongs to it
        lines.insert(at, f"{key} = {written}")
    elif number := places.get(("keys",)):
        if not _TABLE.match(lines[number - 1]):
            raise ConfigError(BY_HAND)
        lines.insert(number, f"{key} = {written}")
    else:
        lines += ["", "[keys]", f"{key} = {written}"]
    new = "\n".join(lines) + "\n"
    if not _is_that_change(text, new, names):
        raise ConfigError(BY_HAND)
    return new


def _is_that_change(old: str, new: str, names: tuple[str, ...]) -> bool:
    """Whether both can be read and differ in this one value."""
    try:
        before, after = _all_values(tomllib.loads(old)), _all_values(tomllib.loads(new))
    except tomllib.TOMLDecodeError:
        return False
    before.pop(names, None)
    return after.pop(names, None) is not None and before == after


def _all_values(
    table: Mapping[str, Any], before: tuple[str, ...] = ()
) -> dict[tuple[str, ...], object]:
    values: dict[tuple[str, ...], object] = {}
    for name, value in table.items():
        names = (*before, *name.split("."))
        values |= (
            _all_values(value, names) if isinstance(value, dict) else {names: value}
        )
    return values


def _written(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _keys(keys: str) -> str:
    given = ["," if key == "comma" else key for key in keys.split(",")]
    return (
        _written(given[0])
        if len(given) == 1
        else f"[{', '.join(map(_written, given))}]"
    )
