"""What is open today: a short, honest list. Nothing is ever late, and an empty list is a good day."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from trust_tui.domain.goals import review_due
from trust_tui.domain.records import CheckIn, ExerciseWork, Goal, GoalState, Mark, Record, StepMark
from trust_tui.domain.values import dataclass
from trust_tui.domain.workbook import Workbook

MOST: Final = 5
"""The most lines shown."""


class Open(StrEnum):
    """What a line is about."""

    CHECK_IN = "check-in"
    CHECKED_IN = "checked-in"
    EXERCISE = "exercise"
    GOAL = "goal"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayLine:
    """One line.

    Attributes:
        target: Id of the record or of the exercise it is about, or empty.
        label: The user's own words for it, or empty.
        day: The day that goes with it: the last check-in, the first try, the day it was set; None without one.
    """

    kind: Open
    target: str = ""
    label: str = ""
    day: date | None = None


def open_today(
    workbook: Workbook, about: str | None, today: date, exercises: Sequence[tuple[str, str]]
) -> Sequence[TodayLine]:
    """What is open, the check-in first; at most `MOST` lines.

    Args:
        workbook: What was kept.
        about: The relationship in mind, None for all.
        today: The user's day.
        exercises: Ids of all exercises with the step they belong to, in the order of the steps.
    """
    lines = [_check_in(workbook, about, today)]
    following = next_exercise(workbook.of(StepMark).about(about), workbook.of(ExerciseWork).about(about), exercises)
    if following:
        lines.append(TodayLine(kind=Open.EXERCISE, target=following))
    goals = [goal for goal in workbook.of(Goal).about(about) if goal.value.state is GoalState.TRYING]
    lines += [
        TodayLine(kind=Open.REVIEW, target=goal.id, label=goal.value.action, day=goal.made.date())
        for goal in goals
        if review_due(goal, today)
    ]
    waiting = [goal for goal in goals if not review_due(goal, today)]
    waiting.sort(key=lambda goal: goal.value.first_try or date.max)
    lines += [
        TodayLine(kind=Open.GOAL, target=goal.id, label=goal.value.action, day=goal.value.first_try) for goal in waiting
    ]
    return lines[:MOST]


def _check_in(workbook: Workbook, about: str | None, today: date) -> TodayLine:
    last = next(iter(workbook.of(CheckIn).about(about)), None)
    if last is None:
        return TodayLine(kind=Open.CHECK_IN)
    done = last.value.day >= today
    return TodayLine(kind=Open.CHECKED_IN if done else Open.CHECK_IN, target=last.id, day=last.value.day)


def next_exercise(
    marks: Sequence[Record[StepMark]], works: Sequence[Record[ExerciseWork]], exercises: Sequence[tuple[str, str]]
) -> str:
    """The exercise to go on with: one begun, else the first not done of a step under way, else the first not done.

    Steps marked as done for now or not for me are passed over. Empty when nothing is left.
    """
    marked = {mark.value.step: mark.value.mark for mark in reversed(marks)}
    by_exercise = {work.value.exercise: work.value for work in reversed(works)}
    offered = [
        (id, step) for id, step in exercises if marked.get(step, Mark.NOT_STARTED) in (Mark.NOT_STARTED, Mark.WORKING)
    ]
    begun = [id for id, _ in offered if id in by_exercise and (by_exercise[id].ticked or by_exercise[id].written)]
    fresh = [(id, step) for id, step in offered if id not in by_exercise or not by_exercise[id].times_done]
    working = [id for id, step in fresh if marked.get(step) is Mark.WORKING]
    return next(iter([*begun, *working, *(id for id, _ in fresh)]), "")
