"""The rules for the page of helplines: nobody in a country it names is left without a line, and no row grows old."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from trust_tui.library.check.phone_numbers import OPEN_TO_ALL
from trust_tui.library.helplines import COLUMNS, Helpline, Place, places_of
from trust_tui.library.model import Page, Problem
from trust_tui.typeset import Table

NEEDED: Final[Mapping[str, str]] = {
    "danger": "danger now",
    "hurt": "people who are hurt",
    "harm": "people who hurt someone",
    "crisis": "people in a crisis",
}
"""Whom every country needs a row for."""

_KINDS: Final = ("country", "part", "region")
_WAYS: Final = (2, 3, 4)
_HOURS: Final = 5
_SOURCE: Final = 6
_LOOKED: Final = 7
_YEAR: Final = 366
_LOCAL: Final = Path(__file__).with_name("lists") / "local_numbers.txt"
_ELSEWHERE: Final = re.compile(
    r"\b(?:see|look at|check)\b.*\bsite\b", re.IGNORECASE
)


class HelplineRules:
    """The rules for the page.

    Args:
        today: For the age of rows.
    """

    def __init__(self, page: Page, today: date) -> None:
        self._page = page
        self._today = today
        self._places = places_of(page)
        self._values = _values(page)

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with the page."""
        held = {id(row.table) for place in self._places for row in place.rows}
        for block in self._page.blocks:
            if isinstance(block, Table) and id(block) not in held:
                yield self._problem(
                    block.lines[0] if block.lines else 0,
                    "This table belongs to no place. Put it below a heading whose braces say place=country.",
                )
        yield from self._first()
        for place in self._places:
            yield from self._place(place)
            for row in place.rows:
                for advice in self._row(row):
                    yield self._problem(row.line, advice)

    def _problem(self, line: int, advice: str) -> Problem:
        return Problem(file=self._page.header.path, line=line, advice=advice)

    def _first(self) -> Iterator[Problem]:
        rows = [row for place in self._places for row in place.rows]
        if not rows or OPEN_TO_ALL not in " ".join(rows[0].cells):
            yield self._problem(
                rows[0].line if rows else 0,
                f"The first row must be {OPEN_TO_ALL}, which serves most countries.",
            )

    def _place(self, place: Place) -> Iterator[Problem]:
        if place.kind not in _KINDS or (place.kind == "part") != bool(
            place.country
        ):
            advice = "Say in the braces what place it is: place=country, place=region, or below a country place=part."
            yield self._problem(place.line, advice)
        if not place.rows:
            yield self._problem(
                place.line,
                "This place has no rows. Add a table below its heading.",
            )
        if place.kind != "country":
            return
        whole = {whom for row in place.rows for whom in row.whom}
        for value, people in NEEDED.items():
            if value not in whole:
                advice = f"{place.title} has no row for {people}. Add one for the whole country."
                if value == "hurt" and self._every_part_has(place, value):
                    continue
                yield self._problem(place.line, advice)

    def _every_part_has(self, country: Place, value: str) -> bool:
        parts = [place for place in self._places if place.country == country.id]
        return bool(parts) and all(
            any(value in row.whom for row in part.rows) for part in parts
        )

    def _row(self, row: Helpline) -> Iterator[str]:
        if len(row.cells) != COLUMNS:
            yield (
                f"The table needs {COLUMNS} columns: for, service, call, text or chat, if you are deaf, hours, source, "
                "looked at."
            )
            return
        unknown = sorted(row.whom - self._values["who"])
        if unknown:
            yield f'Whom the row is for does not start with words of the list "who": {", ".join(unknown)}.'
        ways = [row.cells[column] for column in _WAYS]
        if "://" not in row.cells[_SOURCE] and not any(map(_filled, ways)):
            yield "This row has no number, no text line and no web address. Add one, or take the row out."
        if not _filled(row.cells[_HOURS]) or _ELSEWHERE.search(
            row.cells[_HOURS]
        ):
            yield "This row says no hours. Write them, or that they are not known: a visit to a site can be seen."
        if not _filled(row.cells[_SOURCE]):
            yield "This row has no source. Write the site or the page that it was taken from."
        yield from self._looked(row.cells[_LOOKED])
        yield from _local(row)

    def _looked(self, text: str) -> Iterator[str]:
        day_text, _, state = text.partition(",")
        try:
            day = date.fromisoformat(day_text.strip())
        except ValueError:
            yield "The last column of this row is no date. Look at its source and write the day, as in 2026-11-24."
            return
        if state.strip().lower() not in self._values["checked"]:
            yield (
                "After the day, say whether the row was checked with the service, in words of the list "
                '"checked", such as: 2026-11-24, not checked with the service.'
            )
        if day > self._today:
            yield "This row was looked at on a day that has not come yet. Correct the date."
        elif (self._today - day).days > _YEAR:
            yield "This row was looked at more than 12 months ago. Look at it again and write the new day."


def _filled(text: str) -> bool:
    return bool(text.strip("-–— "))


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _local(row: Helpline) -> Iterator[str]:
    number = _digits(row.cells[2])
    part = _local_numbers().get(number, row.place)
    if part != row.place:
        yield f"This number serves one part of the country only. Put the row below the heading with the id {part}."


def _local_numbers() -> dict[str, str]:
    numbers: dict[str, str] = {}
    for line in _LOCAL.read_text("utf-8").splitlines():
        number, _, part = line.partition("\t")
        if part:
            numbers[number] = part
    return numbers


def _values(page: Page) -> dict[str, frozenset[str]]:
    """What the lists of the page allow: values of whom a row is for, words of whether it was checked."""
    who, checked = page.section("who"), page.section("checked")
    return {
        "who": frozenset(item.attrs.get("value", "") for item in who.items)
        if who
        else frozenset(),
        "checked": frozenset(item.text.lower() for item in checked.items)
        if checked
        else frozenset(),
    }
