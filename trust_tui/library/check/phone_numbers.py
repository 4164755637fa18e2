"""Phone numbers and outside addresses: both belong on the page of helplines, where each is dated."""

import re
from collections.abc import Iterator
from typing import Final

from trust_tui.library.model import Page, Problem
from trust_tui.library.parse import Passage
from trust_tui.typeset import Table, plain_spans

OPEN_TO_ALL: Final = "https://findahelpline.com"
"""The one address that may also stand on the page on safety, and leads the list of helplines."""

_PHONE: Final = re.compile(
    r"(?<![\w.,-])(?:\+|\(0\)|\()?\d(?:[ ()/.\u2011-]{0,2}\d){6,}(?![\w-])"
)
_DATE: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")
_SHORT: Final = re.compile(
    r"(?<![\w.,-])\d{1,4}(?:[ -]\d{1,4})*(?![\w-]|[.,]\d)"
)
_WAYS: Final = slice(2, 5)
"""Columns of the number, the text line and the way for deaf callers."""


def short_numbers(page: Page) -> frozenset[str]:
    """The numbers of three digits and more that a page of helplines lists, with their spaces and hyphens."""
    numbers: set[str] = set()
    for table in _tables(page):
        for row in table.rows:
            for number in _SHORT.findall(
                " | ".join(map(plain_spans, row[_WAYS]))
            ):
                if sum(map(str.isdecimal, number)) >= 3:
                    numbers.add(number)
    return frozenset(numbers)


def misplaced(
    passages: list[Passage], path: str, numbers: frozenset[str], safety: bool
) -> Iterator[Problem]:
    """Phone numbers and addresses on a page that is not the one of helplines.

    Args:
        numbers: Short numbers of helplines, such as 116 123.
        safety: True for the page on safety.
    """
    listed = re.compile(
        rf"(?<![\w.,-])(?:{'|'.join(map(re.escape, sorted(numbers, key=len, reverse=True)))})(?![\w-])"
    )
    for passage in passages:
        text = _DATE.sub(lambda found: " " * len(found[0]), passage.text)
        met = [*_PHONE.finditer(text)]
        if numbers:
            met += listed.finditer(text)
        for found in met:
            advice = f"The number {found[0]} looks like a phone number. Numbers stand on the page of helplines only."
            yield Problem(
                file=path,
                line=passage.line + text.count("\n", 0, found.start()),
                advice=advice,
            )
        for found in _ADDRESS.finditer(text):
            if safety and found[0].rstrip("/.,") == OPEN_TO_ALL:
                continue
            advice = "Addresses of sites stand on the page of helplines only. Take this one out, or link to that page."
            yield Problem(
                file=path,
                line=passage.line + text.count("\n", 0, found.start()),
                advice=advice,
            )


def _tables(page: Page) -> Iterator[Table]:
    return (block for block in page.blocks if isinstance(block, Table))
