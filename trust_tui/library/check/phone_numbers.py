"""Phone numbers and outside addresses: both belong on the page of helplines, where each is dated."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from trust_tui.library.model import Page, Problem
from trust_tui.library.parse import Passage
from trust_tui.typeset.blocks import Table, plain_spans

OPEN_TO_ALL: Final = "https://findahelpline.com"
"""The one address that may also stand on the page on safety, and leads the list of helplines."""

_PHONE: Final = re.compile(
    r"(?<![\w.,-])(?:\+|\(0\)|\()?\d(?:[ ()/.\u2011-]{0,2}\d){6,}(?![\w-])"
)
_DATE: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")
_SHORT: Final = re.compile(r"(?<![\w.,-])\d{1,4}(?:[ -]\d{1,4})*(?![\w-]|[.,]\d)")
_COLUMNS: Final = 8
_WAYS: Final = (3, 4, 6)
"""Columns of the number, the text line and the site."""
_YEAR: Final = 366


def short_numbers(page: Page) -> frozenset[str]:
    """The numbers of three digits and more that a page of helplines lists, with their spaces and hyphens."""
    numbers: set[str] = set()
    for table in _tables(page):
        for row in table.rows:
            for number in _SHORT.findall(" | ".join(map(plain_spans, row[3:5]))):
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


def helpline_problems(page: Page, today: date) -> Iterator[Problem]:
    """Rows that lack a way to get help or the day they were checked, or were checked more than a year ago."""

    def problem(line: int, advice: str) -> Problem:
        return Problem(file=page.header.path, line=line, advice=advice)

    tables = list(_tables(page))
    if len(tables) != 1:
        yield problem(
            0,
            "The helplines stand in one table. Join the tables, or add the one that is missing.",
        )
        return
    table = tables[0]
    if len(table.head) != _COLUMNS:
        yield problem(
            0,
            f"The table needs {_COLUMNS} columns: place, for, name, call, text, hours, web, checked.",
        )
        return
    for row, line in zip(table.rows, table.lines, strict=True):
        texts = [plain_spans(cell).strip() for cell in row]
        if not any(texts[column].strip("-–— ") for column in _WAYS):
            yield problem(
                line,
                "This row has no number, no text line and no web address. Add one, or take the row out.",
            )
        yield from (problem(line, advice) for advice in _checked(texts[-1], today))
    if not table.rows or OPEN_TO_ALL not in " ".join(
        plain_spans(cell) for cell in table.rows[0]
    ):
        line = table.lines[0] if table.lines else 0
        yield problem(
            line, f"The first row must be {OPEN_TO_ALL}, which serves most countries."
        )


def _checked(text: str, today: date) -> Iterator[str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        yield "The last column of this row is no date. Check the row at its site and write the day, as in 2026-11-24."
        return
    if day > today:
        yield "This row was checked on a day that has not come yet. Correct the date."
    elif (today - day).days > _YEAR:
        yield "This row was checked more than 12 months ago. Check it at its own site and write the new day."


def _tables(page: Page) -> Iterator[Table]:
    return (block for block in page.blocks if isinstance(block, Table))
