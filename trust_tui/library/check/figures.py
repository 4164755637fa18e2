"""Figures of studies stand on the page on evidence, each with its source; the check finds one that stands elsewhere."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from trust_tui.library.model import Header, Kind, Problem
from trust_tui.library.parse import Passage

_FIGURE: Final = re.compile(
    r"\d[\d.,]* ?(?:%|per ?cent)"
    r"|\b\d[\d,]* (?:studies|trials|tests|reviews|people|couples|adults|women|men|participants)\b"
    r"|\b[dgr] ?= ?-?\d?\.\d+",
    re.IGNORECASE,
)

_OWN: Final = ("about",)
"""Pages with figures of our own, of which docs/TRENDS.md has the source."""

_WITH_FIGURES: Final = frozenset({Kind.EVIDENCE, Kind.HELPLINES, Kind.CHECK_IN})


def unsourced(header: Header, passages: Iterable[Passage]) -> Iterator[Problem]:
    """Figures on a page that is not the one on evidence, with the line of each."""
    if header.kind in _WITH_FIGURES or header.id in _OWN:
        return
    for passage in passages:
        for found in _FIGURE.finditer(passage.text):
            advice = (
                f'The figure "{found[0]}" has no source here. Put it on the page on evidence, with its source, and '
                "link to it."
            )
            before = passage.text.count("\n", 0, found.start())
            yield Problem(
                file=header.path, line=passage.line + before, advice=advice
            )
