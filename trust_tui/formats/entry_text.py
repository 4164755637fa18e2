"""What the formats that carry entries alone share: when an entry is dated, and which of its lines is its title."""

import re
from datetime import datetime, time
from typing import Final

from trust_tui.domain import Entry, Record, day_of

NOON: Final = time(12)
MINUTE: Final = "%Y-%m-%d %H:%M"
"""A moment as it tells entries apart."""

STARRED: Final = "starred"
"""The tag that stands for jrnl's star."""

_SENTENCE: Final = re.compile(r"[.!?\u2026]['\"\u2019\u201d]?[\])]*\s+")


def moment_of(record: Record[Entry]) -> datetime:
    """When an entry is dated: the moment it was made, or noon of its day when it was not made before the day's end."""
    made, day = record.made, record.value.day
    if day in (made.date(), day_of(made, NOON.hour)):
        return made
    return datetime.combine(day, NOON, made.tzinfo)


def split_title(text: str) -> tuple[str, str]:
    """The first line of a text, or of a text of one line its first sentence; and the rest."""
    text = text.strip()
    break_at = text.find("\n")
    if break_at >= 0:
        return text[:break_at].strip(), text[break_at:].strip()
    end = _SENTENCE.search(text)
    return (
        (text[: end.end()].strip(), text[end.end() :].strip())
        if end
        else (text, "")
    )
