"""One section of a page as its headings alone: the overview names a few of them and shall not wait for the rest."""

import re
from collections.abc import Iterator
from typing import Final

_SECTION: Final = re.compile(r" {0,3}##? ")
_PART: Final = re.compile(r" {0,3}### ")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")


def headings_of(source: str, section: str) -> str:
    """A page of which nothing is left but the heading of one section, by its id, and the headings of its parts."""
    return "\n\n".join(
        _headings(source, re.compile(r"\{#" + re.escape(section) + "[ }]"))
    )


def _headings(source: str, mark: re.Pattern[str]) -> Iterator[str]:
    fence = ""
    inside = False
    for line in source.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            # A fence is closed by one of its own kind that is at least as long and has nothing after it.
            is_end = opening is not None and opening[1].startswith(fence)
            if is_end and not line.strip().strip(fence[0]):
                fence = ""
        elif opening:
            fence = opening[1]
        elif _SECTION.match(line):
            inside = bool(mark.search(line))
            if inside:
                yield line
        elif inside and _PART.match(line):
            yield line
