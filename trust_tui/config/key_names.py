"""How keys are written in the file, and which of them a terminal can send."""

import re
from collections.abc import Sequence
from typing import Final

from trust_tui.domain import tr

SHORT: Final = {
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
}
"""Other names of keys, as they stand on keyboards and in our help."""

TAKEN: Final = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
}
"""Keys that a terminal cannot tell from others."""

_MOVING: Final = "up|down|left|right|home|end|pageup|pagedown"
_KEY: Final = re.compile(
    rf"(?:(?:shift\+|ctrl\+)?(?:f[1-9]|f1[0-2]|{_MOVING})|ctrl\+[a-z]|(?:shift\+)?tab"
    r"|enter|escape|backspace|delete|insert|space)\Z"
)
_ALWAYS_SENT: Final = re.compile(r"(?:shift\+|ctrl\+)?f\d+\Z|ctrl\+[a-z]\Z")


def pressed(given: Sequence[str]) -> str:
    """Keys as the program knows them, with commas between them.

    Args:
        given: Keys as they stand in the file.

    Raises:
        ValueError: One of them is none, or cannot be sent; or there is none at all.
    """
    if not given:
        raise ValueError(
            tr(
                "Name at least one key: an action without a key could not be reached."
            )
        )
    return ",".join(_key(key) for key in given)


def _key(given: str) -> str:
    if len(given) == 1 and given.isprintable() and given != " ":
        return "comma" if given == "," else given
    name = given.strip().lower()
    name = SHORT.get(name, name)
    if name in TAKEN:
        raise ValueError(
            tr(
                "A terminal takes Ctrl+{letter} for {what}: choose another key.",
                letter=name[-1].upper(),
                what=TAKEN[name],
            )
        )
    if not _KEY.match(name):
        raise ValueError(
            tr(
                'There is no such key: write a character, or a name such as "f3", "ctrl+f" or "pageup".'
            )
        )
    return name


def is_typed(key: str) -> bool:
    """Whether a key puts a character into a field of text."""
    return not _KEY.match(key) or key == "space"


def is_for_anywhere(key: str) -> bool:
    """Whether a key means nothing while one types or moves: a function key, or Ctrl and a letter."""
    return _ALWAYS_SENT.match(key) is not None
