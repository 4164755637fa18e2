"""The sittings of the path, as its page has them."""

from collections.abc import Iterator
from typing import Final

from trust_tui.domain import PathStep
from trust_tui.library.model import Page, Section

WEEKS: Final = (1, 2, 3, 4)


def sittings_of(page: Page) -> tuple[PathStep, ...]:
    """All sittings of a page, in order; one without an id is left out."""
    return tuple(_sittings(page))


def suggestion_of(section: Section, what: str) -> str:
    """What a sitting suggests, by `says=`: `act`, `if` or `then`; empty where it suggests nothing."""
    for item in section.items:
        if item.attrs.get("says") == what:
            return item.text
    return ""


def _sittings(page: Page) -> Iterator[PathStep]:
    for week in WEEKS:
        section = page.section(f"week-{week}")
        for part in section.parts if section else ():
            if part.id:
                yield _sitting(part, week)


def _sitting(part: Section, week: int) -> PathStep:
    attrs = part.heading.attrs
    return PathStep(
        id=part.id,
        week=week,
        parts=_listed(attrs.get("part", "")),
        company=attrs.get("with", ""),
        exercise=attrs.get("exercise", ""),
        page=attrs.get("page", ""),
        signs=_listed(attrs.get("signs", "")),
        is_for_pull=attrs.get("pull", "") == "yes",
        is_end=attrs.get("do", "") == "end",
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))
