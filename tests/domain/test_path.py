"""The way through four weeks: what is on it for whom, and what comes next and why."""

from datetime import timedelta

import pytest

from tests.support import MOMENT
from trust_tui.domain import (
    Open,
    Path,
    PathState,
    PathStep,
    Record,
    Sitting,
    Why,
    current_path,
    next_sitting,
    open_today,
    route,
)
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()
STEPS = (
    PathStep(id="a", week=1, exercise="x-a"),
    PathStep(id="b", week=1, page="p", parts=("hurt",)),
    PathStep(id="c", week=1, exercise="x-c", signs=("sign-jealousy",)),
    PathStep(id="d", week=1, exercise="x-d", is_for_pull=True),
    PathStep(id="e", week=2, exercise="x-e", company="other"),
    PathStep(id="f", week=2, exercise="x-f", company="alone"),
    PathStep(id="g", week=4, is_end=True),
)
EXERCISES = [step.exercise for step in STEPS if step.exercise]


def path(part: str = "hurt", *, joint: bool = False) -> Path:
    """A path that was begun today."""
    return Path(part=part, problem="late", day=DAY, joint=joint)


def ids(steps: list[PathStep]) -> str:
    return "".join(step.id for step in steps)


@pytest.mark.parametrize(
    ("part", "joint", "expected"),
    [
        ("hurt", False, "abcdfg"),
        ("hurt", True, "abcdeg"),
        ("habit", False, "acdfg"),
    ],
)
def test_a_way_has_what_is_for_the_part_and_the_company(
    part: str, joint: bool, expected: str
) -> None:
    assert ids(route(STEPS, path(part, joint=joint))) == expected


WAY = route(STEPS, path())


@pytest.mark.parametrize(
    ("passed", "signs", "pull", "step", "why"),
    [
        ("", (), False, "a", Why.ORDER),
        ("a", (), False, "b", Why.ORDER),
        ("", ("sign-jealousy",), True, "c", Why.SIGN),
        ("", ("sign-suspicion",), True, "d", Why.PULL),
        ("d", ("sign-suspicion",), True, "a", Why.ORDER),
        ("bda", ("sign-jealousy",), False, "c", Why.SIGN),
        ("abcd", ("sign-jealousy",), True, "f", Why.ORDER),
        ("abcdf", (), False, "g", Why.ORDER),
    ],
)
def test_self_check_and_lines_choose_within_the_week_and_say_why(
    passed: str, signs: tuple[str, ...], pull: bool, step: str, why: Why
) -> None:
    following = next_sitting(
        WAY, passed, EXERCISES, signs=signs, is_pull_up=pull
    )

    assert following is not None
    assert (following.step.id, following.why) == (step, why)
    assert following.step not in following.others


def test_a_sitting_whose_exercise_is_gone_is_passed_over_and_said() -> None:
    following = next_sitting(WAY, "", ["x-c", "x-d", "x-f"])

    assert following is not None
    assert (following.step.id, following.why) == ("b", Why.GONE)
    assert "a" not in ids(list(following.others))


def test_at_the_end_nothing_comes_next() -> None:
    assert next_sitting(WAY, "abcdfg", EXERCISES) is None


def due(workbook: Workbook, days: int = 0) -> bool:
    """Whether Today has the next sitting, some days from now."""
    day = DAY + timedelta(days=days)
    lines = open_today(workbook, None, day, ())
    return any(line.kind is Open.PATH for line in lines)


@pytest.mark.parametrize(("pace", "days"), [(2, 3), (3, 2), (5, 1)])
def test_the_next_sitting_is_offered_at_the_pace_that_was_chosen(
    workbook: Workbook, pace: int, days: int
) -> None:
    assert not due(workbook)
    record = workbook.of(Path).keep(
        Path(part="hurt", problem="late", day=DAY, pace=pace)
    )
    assert due(workbook)
    workbook.of(Sitting).keep(Sitting(path=record.id, sitting="a", day=DAY))
    assert [due(workbook, day) for day in (days - 1, days, 60)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("state", PathState)
def test_only_what_is_under_way_is_offered_and_what_is_paused_gone_on_with(
    workbook: Workbook, state: PathState
) -> None:
    record: Record[Path] = workbook.of(Path).keep(
        Path(part="hurt", problem="late", day=DAY, state=state)
    )

    assert due(workbook) == (state is PathState.UNDER_WAY)
    goes_on = state in (PathState.UNDER_WAY, PathState.PAUSED)
    assert (current_path(workbook, None) == record) == goes_on
