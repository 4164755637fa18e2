"""What is open today: a short, honest list. Nothing is ever late, and an empty list is a good day."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile
from typing import Final

from msgspec import Struct

from trust_tui.domain.exercises import next_exercise, switched_on
from trust_tui.domain.goals import SOON, due, review_due
from trust_tui.domain.path import current_path, is_path_due
from trust_tui.domain.records import (
    CheckIn,
    ExerciseWork,
    Goal,
    GoalState,
    Habit,
    HabitTick,
    JointCheckIn,
    Promise,
    Record,
    SelfCheck,
    StepMark,
)
from trust_tui.domain.self_check import OFFERED_AFTER
from trust_tui.domain.week_summary import is_looked_back
from trust_tui.domain.workbook import Workbook

MOST: Final = 5
"""The most lines shown (content brief 5; DESIGN 2)."""


class Open(StrEnum):
    """What a line is about."""

    CHECK_IN = "check-in"
    CHECKED_IN = "checked-in"
    WEEK = "week"
    PATH = "path"
    EXERCISE = "exercise"
    PROMISE = "promise"
    REVIEW = "review"
    GOAL = "goal"
    TOGETHER = "together"
    SELF_CHECK = "self-check"
    HABIT = "habit"


class TodayLine(Struct, frozen=True, kw_only=True):
    """One line.

    Attributes:
        target: Id of the record, the exercise or the habit it is about, or empty.
        label: The user's own words for it, or empty.
        day: The day that goes with it: the last check-in, the first try, the day it is due; None without one.
    """

    kind: Open
    target: str = ""
    label: str = ""
    day: date | None = None


def open_today(
    workbook: Workbook,
    about: str | None,
    today: date,
    exercises: Sequence[tuple[str, str]],
    *,
    ticks: Sequence[str] = (),
) -> Sequence[TodayLine]:
    """What is open, in this order, at most `MOST` lines.

    The check-in, unless tracking is on a break; the look back at the week on its day; the next sitting of a path; what
    was promised and is due; goals to look back at; the next exercise; the next check-in together; goals with a first
    try within a week; the self-check after two weeks; habits.

    Args:
        workbook: What was kept.
        about: The relationship in mind, None for all.
        today: The user's day.
        exercises: Ids of the exercises on offer with the step they belong to, in the order of the steps.
        ticks: Ids of the habits that are ticked, as the content has them.
    """
    return list(islice(_lines(workbook, about, today, exercises, ticks), MOST))


def _lines(
    workbook: Workbook,
    about: str | None,
    today: date,
    exercises: Sequence[tuple[str, str]],
    ticks: Sequence[str],
) -> Iterator[TodayLine]:
    if not workbook.settings.tracking_paused:
        yield _check_in(workbook, about, today)
    if today.weekday() == workbook.settings.look_back:
        yield from _week(workbook, about, today)
    path = current_path(workbook, about)
    if path is not None and is_path_due(workbook, path, today):
        yield TodayLine(kind=Open.PATH, target=path.id)
    yield from _promises(workbook, about, today)
    goals = workbook.of(Goal).about(about)
    under_way = [goal for goal in goals if goal.value.state is GoalState.TRYING]
    yield from _reviews(under_way, today)
    marks = workbook.of(StepMark).about(about)
    works = workbook.of(ExerciseWork).about(about)
    if following := next_exercise(marks, works, exercises):
        yield TodayLine(kind=Open.EXERCISE, target=following)
    yield from _together(workbook, about, today)
    yield from _first_tries(under_way, today)
    yield from _self_check(workbook, about, today)
    yield from _habits(workbook, about, today, ticks)


def _week(
    workbook: Workbook, about: str | None, today: date
) -> Iterator[TodayLine]:
    """The look back at the week, on its day alone: that it was passed over on another is not said."""
    if not is_looked_back(workbook, about, today):
        yield TodayLine(kind=Open.WEEK)


def _promises(
    workbook: Workbook, about: str | None, today: date
) -> Iterator[TodayLine]:
    for promise in due(workbook.of(Promise).about(about), today):
        value = promise.value
        yield TodayLine(
            kind=Open.PROMISE,
            target=promise.id,
            label=value.text,
            day=value.due,
        )


def _reviews(goals: Sequence[Record[Goal]], today: date) -> Iterator[TodayLine]:
    """Goals to look back at."""
    for goal in goals:
        if review_due(goal, today):
            action, made = goal.value.action, goal.made.date()
            yield TodayLine(
                kind=Open.REVIEW, target=goal.id, label=action, day=made
            )


def _first_tries(
    goals: Sequence[Record[Goal]], today: date
) -> Iterator[TodayLine]:
    """Goals that are not to be looked back at, those to be tried first first; what is far ahead is left out."""
    for goal in sorted(
        goals, key=lambda goal: goal.value.first_try or date.max
    ):
        action, day = goal.value.action, goal.value.first_try
        if review_due(goal, today):
            continue
        if day is None or day - today <= SOON:
            yield TodayLine(
                kind=Open.GOAL, target=goal.id, label=action, day=day
            )


def _self_check(
    workbook: Workbook, about: str | None, today: date
) -> Iterator[TodayLine]:
    checks = workbook.of(SelfCheck).about(about)
    last = checks[0].value.day if checks else None
    if last is None or today - last >= OFFERED_AFTER:
        yield TodayLine(kind=Open.SELF_CHECK, day=last)


def _check_in(workbook: Workbook, about: str | None, today: date) -> TodayLine:
    last = next(iter(workbook.of(CheckIn).about(about)), None)
    if last is None:
        return TodayLine(kind=Open.CHECK_IN)
    done = last.value.day >= today
    return TodayLine(
        kind=Open.CHECKED_IN if done else Open.CHECK_IN,
        target=last.id,
        day=last.value.day,
    )


def _together(
    workbook: Workbook, about: str | None, today: date
) -> Iterator[TodayLine]:
    """The next date both agreed on, from a week before until a week after it."""
    for last in workbook.of(JointCheckIn).about(about)[:1]:
        day = last.value.next_day
        if day is not None and abs(day - today) <= SOON:
            yield TodayLine(kind=Open.TOGETHER, target=last.id, day=day)


def _habits(
    workbook: Workbook, about: str | None, today: date, ticks: Sequence[str]
) -> Iterator[TodayLine]:
    """Habits that are switched on and not ticked today."""
    newest_first = workbook.of(HabitTick).about(about)
    ticked = {
        tick.value.habit
        for tick in takewhile(
            lambda tick: tick.value.day >= today, newest_first
        )
    }
    on = switched_on(workbook.of(Habit).about(about))
    for habit in ticks:
        if habit in on and habit not in ticked:
            yield TodayLine(kind=Open.HABIT, target=habit)
