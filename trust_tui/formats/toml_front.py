"""The front matter of Hugo and Zola: TOML between two lines of `+++`."""

import re
import tomllib
from typing import Any, Final

_BLOCK: Final = re.compile(
    r"\+\+\+[ \t]*\n(?P<front>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)"
)
_LONGEST: Final = 64_000


def toml_front(
    text: str,
) -> tuple[dict[str, str | tuple[str, ...]], str] | None:
    """What it holds, as texts, and the text after it; None where there is none or it is no TOML."""
    found = _BLOCK.match(text[:_LONGEST]) if text.startswith("+++") else None
    if found is None:
        return None
    try:
        given = tomllib.loads(found["front"])
    except (ValueError, RecursionError):
        return None
    # What Zola and Hugo know of a note beside its name and date, such as its tags, may stand in a table of its own.
    for table in ("taxonomies", "extra", "params"):
        inner = given.pop(table, None)
        if isinstance(inner, dict):
            given = {**inner, **given}
    values = {key: _held(value) for key, value in given.items()}
    return values, text[found.end() :]


def _held(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return "" if isinstance(value, dict) else str(value)
