"""What may be said of the times that a tool was taken: nothing before there are enough."""

from datetime import date

import pytest

from trust_tui.domain import Moment, Outcome, helped_first, looked_back

DAY = date(2026, 11, 24)


def moment(tool: str, before: int | None, after: int | None) -> Moment:
    """A time with a tool."""
    return Moment(day=DAY, tool=tool, before=before, after=after)


FELL = moment("wait", 3, 1)
STAYED = moment("wait", 3, 3)


def test_the_tools_that_were_there_when_it_fell_come_first() -> None:
    moments = [
        moment("walk", 4, 1),
        moment("walk", 3, 2),
        moment("breathe", 2, 1),
        moment("wait", 2, 3),
    ]

    order = helped_first(moments, ["wait", "breathe", "facts", "walk"])

    assert order == ["walk", "breathe", "wait", "facts"]


@pytest.mark.parametrize(
    "moments",
    [
        [],
        [FELL] * 5,
        [STAYED] * 9,
        [FELL] * 5 + [moment("wait", None, 1)] * 9,
        [FELL] * 5 + [moment("wait", 3, None)] * 9,
        [FELL] * 5 + [moment("wait", 0, 0)] * 9,
        [FELL] * 5 + [moment("", 3, 1)] * 9,
    ],
)
def test_nothing_is_said_of_too_few_times_or_where_it_never_fell(
    moments: list[Moment],
) -> None:
    assert looked_back(moments) is None


def test_from_six_times_on_it_says_how_often_it_fell_and_what_was_there() -> (
    None
):
    moments = [FELL] * 5 + [moment("walk", 4, 3)] * 2 + [STAYED] * 2

    assert looked_back(moments) == Outcome(fell=7, all=9, tool="wait")


@pytest.mark.parametrize(
    "moments",
    [
        [FELL] * 3 + [moment("walk", 4, 3)] * 3,
        [FELL] + [STAYED] * 5,
    ],
)
def test_no_tool_is_named_where_two_are_level_or_it_fell_once(
    moments: list[Moment],
) -> None:
    outcome = looked_back(moments)

    assert outcome is not None
    assert outcome.tool == ""


def test_a_pull_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number from 0 to 4"):
        moment("wait", 5, None)
