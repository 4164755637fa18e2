"""What a field holds as a cell that people read, and back; as JSON where no plainer form would come back."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import convert

from trust_tui.domain import tr

_FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)
_KEY: Final = re.compile(r"([A-Za-z0-9_.-]+): ?(.*)", re.DOTALL)
_WHOLE: Final = re.compile(r"([0-9]+)(?:\.0+)?")
_PLAIN: Final[Mapping[bool, str]] = {True: "yes", False: "no"}


def guarded(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would work it out."""
    return f"'{text}" if _is_like_a_formula(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return (
        text[1:] if text.startswith("'") and _is_like_a_formula(text) else text
    )


def _is_like_a_formula(text: str) -> bool:
    # Apostrophes count as nothing here, so that one of the user's own is plain from one that was put before the text.
    return text.lstrip("' \u00a0\ufeff").startswith(_FORMULA)


def cell_of(held: Any, hint: Any) -> str:
    """The cell of a field.

    Args:
        held: What it holds, as plain JSON.
        hint: The type of the field.
    """
    if held is None:
        return ""
    if isinstance(held, bool):
        return _PLAIN[held]
    if isinstance(held, str | int):
        return str(held)
    shown = _shown(held)
    return shown if _comes_back(shown, held, hint) else json.dumps(held)


def plain_of(cell: str, hint: Any) -> Any:
    """What a cell holds, as plain JSON; None for nothing.

    Raises:
        ValueError: It holds no such thing.
    """
    for plain in (_json(cell), cell, *_readings(cell)):
        if _fits(plain, hint):
            return plain
    raise ValueError(tr("one of its cells is not of the right form"))


def _comes_back(shown: str, held: Any, hint: Any) -> bool:
    try:
        found = convert(plain_of(shown, hint), hint)
    except ValueError:
        return False
    return bool(found == convert(held, hint))


def _fits(plain: Any, hint: Any) -> bool:
    try:
        convert(plain, hint)
    except ValueError:
        return False
    return True


def _json(cell: str) -> Any:
    """The JSON in a cell; the cell itself where it begins like none."""
    if not cell.startswith(("[", "{")):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _readings(cell: str) -> list[Any]:
    """What a cell may mean that is no plain text."""
    readings: list[Any] = [None] if not cell else []
    for flag, word in _PLAIN.items():
        if cell.strip().lower() == word:
            readings.append(flag)
    # pandas and some spreadsheets write 3.0 where a column has empty cells.
    if match := _WHOLE.fullmatch(cell):
        readings.append(int(match[1]))
    readings.append(cell.split(", ") if cell else [])
    readings.append(_mapping(cell))
    readings.append(_mappings(cell))
    return readings


def _shown(held: Any) -> str:
    """A list or a mapping as people read it."""
    if isinstance(held, dict):
        return "\n".join(f"{key}: {text}" for key, text in held.items() if text)
    if held and isinstance(held[0], dict):
        return "\n".join(map(_shown, held))
    return ", ".join(map(str, held))


def _mapping(cell: str) -> dict[str, str]:
    """Texts by key; a line that begins with no key goes on with the text above it."""
    found: dict[str, str] = {}
    key = ""
    for line in cell.split("\n"):
        match = _KEY.match(line)
        if match is not None:
            key, line = match[1], match[2]
            found[key] = line
        elif key:
            found[key] += f"\n{line}"
    return found


def _mappings(cell: str) -> list[dict[str, str]]:
    """Several mappings, each of which begins with the key of the first."""
    match = _KEY.match(cell)
    if match is None:
        return []
    parts = re.split(rf"\n(?={re.escape(match[1])}: )", cell)
    return [_mapping(part) for part in parts]
