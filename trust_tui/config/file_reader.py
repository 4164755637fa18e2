"""Reads the file: every line that can be used, and for every other one its number and what to do about it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from trust_tui.config.key_names import pressed
from trust_tui.config.settings import (
    EMPTY,
    THEMES,
    Config,
    ConfigProblem,
    Value,
)
from trust_tui.domain import (
    WEEKDAYS,
    later,
    tr,
)
from trust_tui.plain_file import NotPlainError, TooLargeError, read_plain

LARGEST: Final = 64 << 10
"""Bytes of the largest file that is read."""

_LINE: Final = re.compile(r"at line (\d+)")
_TABLE: Final = re.compile(r"\s*\[")
_NAME: Final = re.compile(
    r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)\s*="""
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})?\Z")
_COUNTRY: Final = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,3})?\Z")
_HABIT: Final = re.compile(r"[a-z][a-z0-9-]*\Z")

NOT_TOML: Final = later(
    'This line cannot be read: write it like theme = "light", with text in quotation marks.'
)
TWICE: Final = later(
    "This was set before in the same file: take one of the two lines out."
)
KEYS_TABLE: Final = later(
    'Put keys under a line [keys], each like "app.search" = "f3".'
)


def _theme(value: object) -> str:
    if not isinstance(value, str) or value not in THEMES:
        raise ValueError(tr("Write one of {words}.", words=_listed(THEMES)))
    return value


def _language(value: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.match(value):
        raise ValueError(
            tr('Write the short name of a language, such as "en" or "nl".')
        )
    return value.replace("-", "_")


def _country(value: object) -> str:
    if not isinstance(value, str) or not _COUNTRY.match(value):
        raise ValueError(
            tr('Write the short name of a place, such as "ie" or "gb-sct".')
        )
    return value


def _number(least: int, most: int, unit: str) -> Callable[[object], int]:
    def check(value: object) -> int:
        if (
            not isinstance(value, int)
            or isinstance(value, bool)
            or not least <= value <= most
        ):
            raise ValueError(
                tr(
                    "Write a whole number of {unit} from {least} to {most}, without quotation marks.",
                    unit=unit,
                    least=least,
                    most=most,
                )
            )
        return value

    return check


def _week_start(value: object) -> int:
    if not isinstance(value, str) or value not in WEEKDAYS:
        raise ValueError(tr("Write one of {words}.", words=_listed(WEEKDAYS)))
    return WEEKDAYS.index(value)


def _habits(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(id, str) and _HABIT.match(id) for id in value
    ):
        raise ValueError(
            tr('Write a list of ids, such as ["habit-open"], or [] for none.')
        )
    return tuple(value)


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(tr("Write true or false, without quotation marks."))
    return value


SETTINGS: Final[Mapping[str, Callable[[object], Any]]] = {
    "theme": _theme,
    "language": _language,
    "country": _country,
    "lock_minutes": _number(1, 120, "minutes"),
    "day_ends": _number(0, 12, "hours"),
    "week_start": _week_start,
    "habits": _habits,
    "plain": _yes,
    "reader": _yes,
}
"""Every setting with what makes its value, or raises `ValueError` with a sentence that says what to write."""


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def read(path: Path) -> Config:
    """What a file says. Nothing in it, nor a file that cannot be read, is ever a failure."""
    try:
        text = text_of(path)
    except ValueError as error:
        return replace(
            EMPTY, problems=(ConfigProblem(line=0, advice=str(error)),)
        )
    return read_text(text)


def text_of(path: Path) -> str:
    """The text of the file.

    Raises:
        ValueError: It cannot be had, in one sentence that says what to do.
    """
    try:
        held = read_plain(path, LARGEST)
    except NotPlainError:
        raise ValueError(
            tr("This is not an ordinary file: take it away.")
        ) from None
    except TooLargeError:
        raise ValueError(
            tr(
                "The file is bigger than {size} kB: make it shorter.",
                size=LARGEST >> 10,
            )
        ) from None
    except OSError:
        raise ValueError(
            tr("The file cannot be opened: check that you may read it.")
        ) from None
    try:
        return held.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ValueError(
            tr("The file is not in UTF-8: save it with that encoding.")
        ) from None


def read_text(text: str) -> Config:
    """What the text of a file says."""
    given, problems = _parse(text)
    places = lines_of(text)
    values: dict[str, Any] = {}
    keys: dict[str, str] = {}
    lines: dict[str, int] = {}
    for name, value in given.items():
        line = places.get((name,), 0)
        if name == "keys":
            if not isinstance(value, dict):
                problems.append(ConfigProblem(line=line, advice=tr(KEYS_TABLE)))
                continue
            for id, wanted in _flat(value):
                lines[id] = places.get(("keys", *id.split(".")), line)
                try:
                    keys[id] = pressed(_key_list(wanted))
                except ValueError as error:
                    problems.append(
                        ConfigProblem(line=lines[id], advice=str(error))
                    )
            continue
        lines[name] = line
        try:
            if name not in SETTINGS:
                raise ValueError(
                    tr(
                        "There is no such setting: there are {names}, and [keys].",
                        names=", ".join(SETTINGS),
                    )
                )
            values[name] = SETTINGS[name](value)
        except ValueError as error:
            problems.append(ConfigProblem(line=line, advice=str(error)))
    problems.sort(key=lambda problem: problem.line)
    return Config(**values, keys=keys, lines=lines, problems=tuple(problems))


def with_change(
    config: Config, name: str, value: Value, *, action: bool
) -> Config:
    """What holds once a setting, or the keys of an action, are others.

    Raises:
        ValueError: There is no such value.
    """
    if action:
        return replace(
            config,
            keys={**config.keys, name: str(value)},
            lines={**config.lines, name: 0},
        )
    return replace(
        config,
        **{name: SETTINGS[name](value)},
        lines={**config.lines, name: config.lines.get(name, 0)},
    )


def _key_list(wanted: object) -> list[str]:
    given = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(given, list) or not all(
        isinstance(key, str) for key in given
    ):
        raise ValueError(
            tr(
                'Write a key in quotation marks, or several as a list, such as ["f3", "/"].'
            )
        )
    return given


def _flat(
    table: Mapping[str, Any], before: str = ""
) -> Iterator[tuple[str, object]]:
    """The action ids of a table: `app.search`, written without quotation marks, is a table in a table to TOML."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _parse(text: str) -> tuple[Mapping[str, Any], list[ConfigProblem]]:
    """The file as TOML reads it without the lines that it cannot read."""
    lines = text.split("\n")
    problems: list[ConfigProblem] = []
    while True:
        try:
            return tomllib.loads("\n".join(lines)), problems
        except RecursionError:
            return {}, [
                ConfigProblem(
                    line=0,
                    advice=tr(
                        "There are too many brackets within brackets: take them out."
                    ),
                )
            ]
        except tomllib.TOMLDecodeError as error:
            place = _LINE.search(str(error))
            line = min(int(place[1]), len(lines)) if place else len(lines)
            while line > 1 and not lines[line - 1].strip():
                line -= 1  # an error at the end is that of the last line
            is_repeated = (
                "overwrite" in str(error)
                or "twice" in str(error)
                or "again" in str(error)
            )
            problems.append(
                ConfigProblem(
                    line=line, advice=tr(TWICE) if is_repeated else tr(NOT_TOML)
                )
            )
            last = line
            if _TABLE.match(
                lines[line - 1]
            ):  # what follows belongs to a table of no name
                while last < len(lines) and not _TABLE.match(lines[last]):
                    last += 1
            if not any(kept.strip() for kept in lines[line - 1 : last]):
                return {}, problems
            lines[line - 1 : last] = [""] * (last - line + 1)


def lines_of(text: str) -> Mapping[tuple[str, ...], int]:
    """The line of each table and each name in it, from 1; the first one counts."""
    table: tuple[str, ...] = ()
    places: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if _TABLE.match(line):
            table = _names(line)
            places.setdefault(table, number)
        elif found := _NAME.match(line):
            names = (*table, *_names(f"{found[1]} = 0"))
            places.setdefault(names, number)
            places.setdefault(names[:1], number)
    return places


def _names(line: str) -> tuple[str, ...]:
    """The names in a line that has one of them after another and nothing else."""
    try:
        found: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ("",)
    names: list[str] = []
    while isinstance(found, dict) and found:
        name, found = next(iter(found.items()))
        names += name.split(".")
    return tuple(names)
