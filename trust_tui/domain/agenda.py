"""What is open today: a short, honest list. Nothing is ever late, and an empty list is a good day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from typing import Final

from trust_tui.domain.goals import review_due
from trust_tui.domain.promises import due
from trust_tui.domain.records import (
    CheckIn,
    ExerciseWork,
    Goal,
    GoalState,
    Habit,
    HabitTick,
    JointCheckIn,
    Mark,
    Promise,
    Record,
    SelfCheck,
    StepMark,
)
from trust_tui.domain.self_check import OFFERED_AFTER
from trust_tui.domain.values import dataclass
from trust_tui.domain.workbook import Workbook

MOST: Final = 5
"""The most lines shown (content brief 5; DESIGN 2)."""

SOON: Final = timedelta(days=7)
"""A first try or a next date so far ahead is shown, a later one not yet."""


class Open(StrEnum):
    """What a line is about."""

    CHECK_IN = "check-in"
    CHECKED_IN = "checked-in"
    EXERCISE = "exercise"
    PROMISE = "promise"
    REVIEW = "review"
    GOAL = "goal"
    TOGETHER = "together"
    SELF_CHECK = "self-check"
    HABIT = "habit"


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayLine:
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

    The check-in, unless tracking is on a break; what was promised and is due; goals to look back at; the next
    exercise; the next check-in together; goals with a first try within a week; the self-check after two weeks; habits.

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
    for promise in due(workbook.of(Promise).about(about), today):
        yield TodayLine(
            kind=Open.PROMISE,
            target=promise.id,
            label=promise.value.text,
            day=promise.value.due,
        )
    goals = [
        goal
        for goal in workbook.of(Goal).about(about)
        if goal.value.state is GoalState.TRYING
    ]
    for goal in goals:
        if review_due(goal, today):
            yield TodayLine(
                kind=Open.REVIEW,
                target=goal.id,
                label=goal.value.action,
                day=goal.made.date(),
            )
    following = next_exercise(
        workbook.of(StepMark).about(about),
        workbook.of(ExerciseWork).about(about),
        exercises,
    )
    if following:
        yield TodayLine(kind=Open.EXERCISE, target=following)
    yield from _together(workbook, about, today)
    for goal in sorted(goals, key=lambda goal: goal.value.first_try or date.max):
        first_try = goal.value.first_try
        if not review_due(goal, today) and (
            first_try is None or first_try - today <= SOON
        ):
            yield TodayLine(
                kind=Open.GOAL, target=goal.id, label=goal.value.action, day=first_try
            )
    checks = workbook.of(SelfCheck).about(about)
    if not checks or today - checks[0].value.day >= OFFERED_AFTER:
        yield TodayLine(
            kind=Open.SELF_CHECK, day=checks[0].value.day if checks else None
        )
    yield from _habits(workbook, about, today, ticks)


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
    last = next(iter(workbook.of(JointCheckIn).about(about)), None)
    if (
        last is not None
        and last.value.next_day is not None
        and abs(last.value.next_day - today) <= SOON
    ):
        yield TodayLine(kind=Open.TOGETHER, target=last.id, day=last.value.next_day)


def _habits(
    workbook: Workbook, about: str | None, today: date, ticks: Sequence[str]
) -> Iterator[TodayLine]:
    """Habits that are switched on and not ticked today."""
    newest_first = workbook.of(HabitTick).about(about)
    ticked = {
        tick.value.habit
        for tick in takewhile(lambda tick: tick.value.day >= today, newest_first)
    }
    on = switched_on(workbook.of(Habit).about(about))
    for habit in ticks:
        if habit in on and habit not in ticked:
            yield TodayLine(kind=Open.HABIT, target=habit)


def switched_on(habits: Sequence[Record[Habit]]) -> set[str]:
    """Ids of the habits whose last change switched them on."""
    latest: dict[str, Record[Habit]] = {}
    for habit in habits:
        known = latest.get(habit.value.habit)
        if known is None or habit.changed > known.changed:
            latest[habit.value.habit] = habit
    return {id for id, habit in latest.items() if habit.value.on}


def next_exercise(
    marks: Sequence[Record[StepMark]],
    works: Sequence[Record[ExerciseWork]],
    exercises: Sequence[tuple[str, str]],
) -> str:
    """The exercise to go on with: one begun, else the first not done of a step under way, else the first not done.

    Steps marked as done for now or not for me are passed over. Empty when nothing is left.
    """
    marked = {mark.value.step: mark.value.mark for mark in reversed(marks)}
    by_exercise = {work.value.exercise: work.value for work in reversed(works)}
    offered = [
        (id, step)
        for id, step in exercises
        if marked.get(step, Mark.NOT_STARTED) in (Mark.NOT_STARTED, Mark.WORKING)
    ]
    begun = [
        id
        for id, _ in offered
        if id in by_exercise and (by_exercise[id].ticked or by_exercise[id].written)
    ]
    fresh = [
        (id, step)
        for id, step in offered
        if id not in by_exercise or not by_exercise[id].times_done
    ]
    working = [id for id, step in fresh if marked.get(step) is Mark.WORKING]
    return next(iter([*begun, *working, *(id for id, _ in fresh)]), "")
