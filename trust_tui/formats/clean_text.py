"""Text from elsewhere, made fit to be kept; and what counts as the same words."""

import re
from typing import Final

from trust_tui.domain import Entry, clean

_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]"
)
_CONTROL_BYTES: Final = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
_WHITE: Final = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f"
"""The white space in ASCII but for blanks and line feeds."""

_WHITE_BYTES: Final = f" \n{_WHITE}".encode("ascii")
_CONTROL_SIGNS: Final = _CONTROL_BYTES.decode("ascii")
_LONG: Final = 2_000
_BREAKS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


def tidy(text: str) -> str:
    """The text with plain line breaks, and a visible mark in place of every control character."""
    if is_tidy(text):
        return text
    return _CONTROLS.sub(lambda found: clean(found[0]), _BREAKS.sub("\n", text))


def is_tidy(text: str) -> bool:
    """Whether there is nothing to do, found out the quick way; False may be wrong."""
    if not text.isascii():
        return text.replace("\n", "").isprintable()
    if (
        len(text) > _LONG
    ):  # to look for one sign after another is the quick way where there is much to look through
        return not any(map(text.__contains__, _CONTROL_SIGNS))
    raw = text.encode("ascii")
    return len(raw.translate(None, _CONTROL_BYTES)) == len(raw)


def letters_of(entry: Entry) -> bytes:
    """Title and text without any white space: equal for entries that say the same, and quickly had."""
    whole = f"{entry.title} {entry.text}"
    if whole.isascii():
        return whole.encode("ascii").translate(None, _WHITE_BYTES)
    return "".join(whole.split()).encode("utf-8", "surrogatepass")


def words_of(entry: Entry) -> str:
    """Title and text with every run of white space one blank: equal for entries that say the same."""
    whole = f"{entry.title} {entry.text}".replace("\n", " ")
    if not whole.isascii() or any(sign in whole for sign in _WHITE):
        return " ".join(whole.split())
    # Blanks are the only white space in it: to close gaps is quicker than to take every word apart.
    while "  " in whole:
        whole = whole.replace("  ", " ")
    return whole.strip(" ")
