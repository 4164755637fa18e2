"""Helplines as data: what a country must have, what a number may stand for, and what someone there sees."""

import re
from pathlib import Path

import pytest

from trust_tui.library.check.content_check import check_folder
from trust_tui.library.helplines import (
    MOST_ROWS,
    blocks_for,
    places_of,
    rows_for,
)
from trust_tui.library.library import Library
from trust_tui.library.model import Problem
from trust_tui.typeset.blocks import Table, plain_spans

from .test_check import DAY

pytestmark = pytest.mark.usefixtures("pages_at_hand")


def rewrite(whole: Path, pattern: str, new: str = "") -> list[Problem]:
    """Change the page and check it."""
    path = whole / "helplines.md"
    text = path.read_text("utf-8")
    changed = re.sub(pattern, new, text)
    assert changed != text
    path.write_text(changed, "utf-8")
    return check_folder(whole, strict=False, today=DAY)


@pytest.mark.parametrize(
    ("row", "country", "people"),
    [
        (
            r"Hurting someone: people who hurt a partner.*",
            "United Kingdom",
            "who hurt",
        ),
        (
            r"Crisis: distress, or thoughts.*Lifeline.*",
            "Australia",
            "in a crisis",
        ),
        (r"Being hurt: for women, and whom.*", "Canada", "who are hurt"),
        (r"Danger now \| Emergency \| 112 or 999.*", "Ireland", "danger now"),
    ],
)
def test_country_that_leaves_people_without_a_row_is_named(
    whole: Path, row: str, country: str, people: str
) -> None:
    problems = rewrite(whole, rf"\| {row}\n")
    assert any(
        each.file == "helplines.md"
        and each.line
        and each.advice.startswith(f"{country} has no row for")
        and people in each.advice
        for each in problems
    ), [str(each) for each in problems]


def test_number_of_england_cannot_stand_for_the_whole_kingdom(
    whole: Path,
) -> None:
    problems = rewrite(whole, "0808 801 0327", "0808-2000-247")
    (problem,) = [
        each for each in problems if "one part of the country" in each.advice
    ]
    assert "gb-eng" in problem.advice


def test_packaged_rows_say_that_nobody_checked_them_with_the_service(
    packaged: Library,
) -> None:
    rows = [
        row
        for place in places_of(packaged.page("helplines"))
        for row in place.rows
    ]
    assert len(rows) > 30
    assert {row.cells[-1].partition(", ")[2] for row in rows} == {
        "not checked with the service"
    }


def test_someone_at_a_place_sees_seven_rows_at_most_danger_first(
    packaged: Library,
) -> None:
    page = packaged.page("helplines")
    for place in places_of(page):
        _, table = blocks_for(page, place.id)
        assert isinstance(table, Table)
        assert 1 <= len(table.rows) <= MOST_ROWS
        if place.kind != "region":
            assert "danger" in rows_for(page, place.id)[0].whom
            seen = frozenset().union(
                *(row.whom for row in rows_for(page, place.id))
            )
            assert {"hurt", "harm", "crisis"} <= seen


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("gb-eng", "0808 2000 247"),
        ("gb-sct", "0800 027 1234"),
        ("gb-wls", "0808 80 10 800"),
        ("gb-nir", "0808 802 1414"),
    ],
)
def test_each_part_of_the_kingdom_has_its_own_line(
    packaged: Library, place: str, number: str
) -> None:
    page = packaged.page("helplines")
    _, table = blocks_for(page, place)
    assert isinstance(table, Table)
    shown = [plain_spans(row[2]) for row in table.rows]
    assert number in shown
    assert not {"0808 2000 247", "0800 027 1234"} & (set(shown) - {number})


def test_place_that_the_page_does_not_have_has_no_rows(
    packaged: Library,
) -> None:
    assert blocks_for(packaged.page("helplines"), "atlantis") == ()
