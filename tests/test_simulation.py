"""The tables of docs/TRENDS.md are what `make simulate` writes, and hold what is promised of the rules."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pytest

from scripts import simulate
from scripts.made_up_people import Person
from scripts.simulate import (
    CHANGED,
    DOCUMENT,
    STEADY,
    TABLES,
    TAGGERS,
    YEAR_OF_TAGS,
    Row,
    line_of,
    with_rows,
)
from trust_tui.domain import Direction

HEADS: Final = tuple(TABLES)
QUIET, FOUND, LOOKS, TAGS, CHECKS, RISES = HEADS

MOST: Final = 5.0
"""False words of a line in a hundred readings, all its verdicts counted, where days lean by 0.3 at most."""

NEAR: Final = 1.0
"""How far two shares of the same 2,000 people may lie apart without one of them being the better."""


def table(head: str) -> list[list[str]]:
    """The rows of a table in the document, cell by cell."""
    lines = DOCUMENT.read_text("utf-8").splitlines()
    begin = lines.index(f"| {head} |") + 2
    rows = []
    for line in lines[begin:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.split("|")[1:-1]])
    return rows


def cells(head: str) -> Mapping[str, Sequence[float]]:
    """The numbers of a table by the name of the row."""
    return {name: list(map(float, rest)) for name, *rest in table(head)}


def test_the_document_has_a_row_for_everybody_that_is_simulated() -> None:
    assert [row[0] for row in table(QUIET)] == list(STEADY)
    assert [row[0] for row in table(FOUND)] == [
        name.strip() for name in CHANGED
    ]
    assert [row[0] for row in table(TAGS)] == [*TAGGERS, YEAR_OF_TAGS]


@pytest.mark.parametrize(
    ("head", "made"),
    [
        (QUIET, lambda: simulate.steady_row("... 0.3")),
        (FOUND, lambda: simulate.changed_row("one step, eight weeks ago")),
        (CHECKS, lambda: simulate.checks_row(6, 2.0)),
        (RISES, lambda: simulate.checks_found_row(3)),
    ],
    ids=["nothing changes", "a rise", "self-checks", "a rise in self-checks"],
)
def test_what_is_simulated_again_is_what_the_document_says(
    head: str, made: Callable[[], Row]
) -> None:
    document = DOCUMENT.read_text("utf-8").splitlines()

    assert line_of(made()) in document


def test_a_false_word_is_said_in_five_of_a_hundred_readings_at_most() -> None:
    leaning = {
        name: row
        for name, row in cells(QUIET).items()
        if not name.startswith(("... 0.4", "... 0.5"))
    }

    assert len(leaning) >= 10
    assert max(row[0] for row in leaning.values()) <= MOST
    assert all(
        any_word <= reference + NEAR
        for any_word, *_, reference in leaning.values()
    )


def test_a_rise_is_found_as_often_as_by_the_rule_it_began_with() -> None:
    told = cells(FOUND)

    assert all(
        found >= reference - NEAR for found, _, reference in told.values()
    )
    assert (
        sum(found > reference + NEAR for found, _, reference in told.values())
        >= 3
    )
    assert max(fall for _, fall, _ in told.values()) < 1


def test_a_page_of_self_checks_seldom_names_a_change_that_is_none() -> None:
    assert max(max(row) for row in cells(CHECKS).values()) < 6
    assert all(nine >= 75 for nine, _ in cells(RISES).values())


def test_rows_are_put_in_the_place_of_others_and_all_else_stays() -> None:
    text = (
        "# Title\n\n| A | b |\n|---|---|\n| old | 1 |\n| older | 2 |\n\nEnd.\n"
    )

    changed = with_rows(text, "A | b", [("new", "3")])

    assert changed == "# Title\n\n| A | b |\n|---|---|\n| new | 3 |\n\nEnd.\n"
    with pytest.raises(ValueError, match="not in list"):
        with_rows(text, "A | c", [])


def test_the_rule_it_began_with_needs_half_a_step_and_enough_weeks() -> None:
    level = Person(spread=0.0)
    risen = Person(spread=0.0, step=1.0, weeks=4)
    chance = random.Random(1)

    assert simulate.reference(level.answers(chance)) is Direction.SAME
    assert simulate.reference(risen.answers(chance)) is Direction.MORE
    assert simulate.reference({}) is Direction.SAME
