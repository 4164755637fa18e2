"""The look back at the week: the user's own words, nothing of hard days, nothing of what was left out."""

from datetime import timedelta

import pytest

from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain import (
    NEVER,
    CheckIn,
    Entry,
    Goal,
    GoalState,
    Open,
    Promise,
    PromiseState,
    Settings,
    WeekBack,
    Win,
    next_question,
    open_today,
    week_back,
)
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()
QUESTIONS = ["week-a", "week-b", "week-c"]


def good(text: str, days: int = 0, mood: int | None = None) -> CheckIn:
    """A check-in with something that went well."""
    answers = {} if mood is None else {"day-mood": mood}
    day = DAY - timedelta(days=days)
    return CheckIn(day=day, answers=answers, good=text)


def answered(question: str, days: int) -> Entry:
    """An entry that answers a question."""
    return Entry(text="x", day=DAY - timedelta(days=days), answers=question)


def test_what_went_well_is_quoted_up_to_three_times(workbook: Workbook) -> None:
    for days, text in enumerate(["tea", "", "a walk", "", "quiet", "a call"]):
        workbook.of(CheckIn).keep(good(text, days))

    week = week_back(workbook, None, DAY, ())

    assert week.well == ("tea", "a walk", "quiet")


def test_nothing_is_quoted_from_hard_days_other_weeks_or_tomorrow(
    workbook: Workbook,
) -> None:
    for check_in in (good("hard", 1, mood=1), good("old", 7), good("new", -1)):
        workbook.of(CheckIn).keep(check_in)
    workbook.of(Win).keep(Win(text="hard too", day=DAY - timedelta(days=1)))
    workbook.of(CheckIn).keep(good("fine", 2, mood=2))

    assert week_back(workbook, None, DAY, ()).well == ("fine",)


def test_promises_exercises_and_goals_of_the_week_are_told(
    workbook: Workbook,
) -> None:
    for state in PromiseState:
        workbook.of(Promise).keep(Promise(text=state.value, state=state))
    for goal in (GoalState.DONE, GoalState.LET_GO):
        workbook.of(Goal).keep(Goal(action=goal.value, state=goal))
    for entry in (answered("ack-lines", 1), answered("ack-cost", 9)):
        workbook.of(Entry).keep(entry)

    week = week_back(workbook, None, DAY, ("ack-lines", "ack-cost"))

    assert set(week.kept) == {"kept", "moved"}
    assert week.open == ("open",)
    assert week.exercises == ("ack-lines",)
    assert week.goals == ("done",)


def test_what_was_done_counts_in_the_days_of_the_user_and_of_the_week(
    workbook: Workbook, clock: StandingClock
) -> None:
    for text, since in (
        ("before it", timedelta(days=-6, hours=-18)),
        ("in it", timedelta(days=-6)),
        ("in its last night", timedelta(hours=6)),
        ("after it", timedelta(days=1)),
    ):
        clock.moment = MOMENT + since
        state = PromiseState.KEPT
        workbook.of(Promise).keep(Promise(text=text, state=state))

    week = week_back(workbook, None, DAY, (), day_ends=4)

    assert set(week.kept) == {"in it", "in its last night"}


def test_a_week_without_anything_is_empty(workbook: Workbook) -> None:
    assert week_back(workbook, None, DAY, ()) == WeekBack(
        first=DAY - timedelta(days=6), last=DAY
    )


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], "week-a"),
        ([("week-a", 7)], "week-b"),
        ([("week-a", 57)], "week-a"),
        ([("week-a", 14), ("week-c", 7)], "week-b"),
        ([("week-b", 21), ("week-a", 14), ("week-c", 7)], "week-b"),
    ],
)
def test_no_question_comes_twice_in_eight_weeks_while_there_are_others(
    workbook: Workbook, before: list[tuple[str, int]], expected: str
) -> None:
    for question, days in before:
        workbook.of(Entry).keep(answered(question, days))

    assert next_question(workbook, None, DAY, QUESTIONS) == expected


def test_without_questions_there_is_none(workbook: Workbook) -> None:
    assert next_question(workbook, None, DAY, []) == ""


def offered(workbook: Workbook) -> bool:
    """Whether Today has the look back."""
    lines = open_today(workbook, None, DAY, ())
    return any(line.kind is Open.WEEK for line in lines)


def test_it_is_offered_on_its_day_alone_and_once(workbook: Workbook) -> None:
    assert not offered(workbook)
    workbook.set_settings(Settings(look_back=DAY.weekday()))
    assert offered(workbook)
    workbook.of(Entry).keep(answered("week-a", 3))
    assert not offered(workbook)
    assert not offered_when_never(workbook)


def offered_when_never(workbook: Workbook) -> bool:
    """Whether it is offered to someone who wants none, on any day of a week."""
    workbook.set_settings(Settings(look_back=NEVER))
    days = [DAY + timedelta(days=days) for days in range(7)]
    return any(
        line.kind is Open.WEEK
        for day in days
        for line in open_today(workbook, None, day, ())
    )
