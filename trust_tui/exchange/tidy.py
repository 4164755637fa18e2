"""Text from elsewhere, made fit to be kept; and what counts as the same words."""

import re
from typing import Final

from trust_tui.domain.records import Entry
from trust_tui.domain.text import clean

_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


def tidy(text: str) -> str:
    """The text with plain line breaks, and a visible mark in place of every control character."""
    if text.replace("\n", "").isprintable():
        return text
    return _CONTROLS.sub(lambda found: clean(found[0]), _BREAKS.sub("\n", text))


def words_of(entry: Entry) -> str:
    """Title and text with every run of white space one blank: equal for entries that say the same."""
    return " ".join(f"{entry.title} {entry.text}".split())
