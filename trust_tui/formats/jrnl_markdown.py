"""What `jrnl --format md` writes: a heading for each year, month and entry, those of the entries themselves below."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Final

from trust_tui.formats.kit import DateReader, begins_within_date

_BEGINS: Final = re.compile(r"# \d{4}\n+## [^\n]+\n+### \S")
_OUTLINE: Final = re.compile(r"^#{1,2} .*\n+", re.MULTILINE)
_ENTRY: Final = re.compile(r"^### (.*)\n+", re.MULTILINE)
_OWN: Final = re.compile(r"^###(?=#)", re.MULTILINE)
_LONGEST: Final = 12
"""The most words of a date."""

_SIZES: Final = range(1, _LONGEST)
_ENOUGH: Final = 200
"""How many headings tell how long the date is in all of them."""


def is_markdown(text: str) -> bool:
    """Whether a text is such an export."""
    return _BEGINS.match(text) is not None


def as_journal(text: str) -> str:
    """The same journal in jrnl's own text form."""
    text = _OUTLINE.sub("", text)
    headings = [match[1].split(" ") for match in _ENTRY.finditer(text)]
    length = _length_of_dates(headings)

    def head(match: re.Match[str]) -> str:
        words = match[1].split(" ")
        return f"[{' '.join(words[:length])}] {' '.join(words[length:])}\n"

    return _OWN.sub("", _ENTRY.sub(head, text))


def _length_of_dates(headings: Sequence[Sequence[str]]) -> int:
    """How many words of each heading are its date, in whatever form; the title begins behind it.

    In one heading the title may begin like part of a date, but hardly in all.
    """
    some = headings[:_ENOUGH]
    reader = DateReader(" ".join(words[:_LONGEST]) for words in some)
    dates: Counter[int] = Counter()
    times: Counter[int] = Counter()
    for words, size in product(some, _SIZES):
        when = reader.read(" ".join(words[:size]))
        if when is not None and when.is_alone:
            dates[size] += 1
            times[size] += when.clock is not None
    size = max(_SIZES, key=lambda size: (dates[size], times[size], -size))
    while some and all(
        begins_within_date(" ".join(words[size:])) for words in some
    ):
        size += 1
    return size
