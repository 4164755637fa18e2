"""What is open today: short, honest, and never late."""

from datetime import timedelta

import pytest

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.agenda import MOST, Open, TodayLine, open_today
from trust_tui.domain.exercises import next_exercise
from trust_tui.domain.records import (
    CheckIn,
    ExerciseWork,
    Goal,
    GoalReview,
    GoalState,
    Mark,
    Relationship,
    StepMark,
)
from trust_tui.domain.workbook import Workbook

TODAY = MOMENT.date()
EXERCISES = [
    ("ack-lines", "step-1"),
    ("ack-cost", "step-1"),
    ("past-roots", "step-2"),
    ("talk-start", "step-3a"),
]


def mark(step: str, mark: Mark) -> StepMark:
    return StepMark(step=step, mark=mark, day=TODAY)


@pytest.mark.parametrize(
    ("marks", "works", "following"),
    [
        ([], [], "ack-lines"),
        ([], [ExerciseWork(exercise="ack-lines", times_done=1)], "ack-cost"),
        (
            [],
            [ExerciseWork(exercise="past-roots", ticked=("a",))],
            "past-roots",
        ),
        (
            [],
            [ExerciseWork(exercise="past-roots", written={"a": "b"})],
            "past-roots",
        ),
        ([mark("step-2", Mark.WORKING)], [], "past-roots"),
        ([mark("step-1", Mark.DONE_FOR_NOW)], [], "past-roots"),
        (
            [mark("step-1", Mark.NOT_FOR_ME)],
            [ExerciseWork(exercise="ack-lines", ticked=("a",))],
            "past-roots",
        ),
        (
            [mark("step-2", Mark.WORKING)],
            [ExerciseWork(exercise="past-roots", times_done=2)],
            "ack-lines",
        ),
        (
            [
                mark(step, Mark.DONE_FOR_NOW)
                for step in ("step-1", "step-2", "step-3a")
            ],
            [],
            "",
        ),
        (
            [],
            [ExerciseWork(exercise=id, times_done=1) for id, _ in EXERCISES],
            "",
        ),
        (
            [],
            [ExerciseWork(exercise="gone-from-content", ticked=("a",))],
            "ack-lines",
        ),
    ],
)
def test_which_exercise_comes_next(
    marks: list[StepMark], works: list[ExerciseWork], following: str
) -> None:
    assert (
        next_exercise(
            [record(m) for m in marks], [record(w) for w in works], EXERCISES
        )
        == following
    )


def test_of_two_marks_on_a_step_the_first_listed_is_in_force() -> None:
    marks = [
        record(mark("step-1", Mark.DONE_FOR_NOW)),
        record(mark("step-1", Mark.WORKING), days_ago=4),
    ]

    assert next_exercise(marks, [], EXERCISES) == "past-roots"


def test_an_empty_workbook_offers_a_check_in_and_an_exercise(
    workbook: Workbook,
) -> None:
    assert open_today(workbook, None, TODAY, EXERCISES) == [
        TodayLine(kind=Open.CHECK_IN),
        TodayLine(kind=Open.EXERCISE, target="ack-lines"),
        TodayLine(kind=Open.SELF_CHECK),
    ]


def test_without_exercises_the_checks_are_all(workbook: Workbook) -> None:
    assert open_today(workbook, None, TODAY, []) == [
        TodayLine(kind=Open.CHECK_IN),
        TodayLine(kind=Open.SELF_CHECK),
    ]


@pytest.mark.parametrize(
    ("days", "kind"),
    [(0, Open.CHECKED_IN), (1, Open.CHECK_IN), (300, Open.CHECK_IN)],
)
def test_the_last_check_in_is_named(
    workbook: Workbook, days: int, kind: Open
) -> None:
    day = TODAY - timedelta(days=days)
    last = workbook.of(CheckIn).keep(CheckIn(day=day, answers={"day-mood": 2}))

    assert open_today(workbook, None, TODAY, [])[0] == TodayLine(
        kind=kind, target=last.id, day=day
    )


def test_only_what_is_about_the_relationship_in_mind_is_open(
    workbook: Workbook,
) -> None:
    one = workbook.of(Relationship).keep(Relationship(label="S"))
    other = workbook.of(Relationship).keep(Relationship(label="M"))
    workbook.of(CheckIn).keep(
        CheckIn(day=TODAY, answers={"day-mood": 2}, about=other.id)
    )
    workbook.of(Goal).keep(Goal(action="Ask", about=other.id))

    of_one, of_other = (
        open_today(workbook, about, TODAY, []) for about in (one.id, other.id)
    )
    assert [line.kind for line in of_one] == [Open.CHECK_IN, Open.SELF_CHECK]
    assert [line.kind for line in of_other] == [
        Open.CHECKED_IN,
        Open.GOAL,
        Open.SELF_CHECK,
    ]


def test_goals_come_by_their_first_try_and_those_to_look_back_at_come_first(
    workbook: Workbook, clock: StandingClock
) -> None:
    goals = workbook.of(Goal)
    goals.keep(Goal(action="someday"))
    goals.keep(Goal(action="later", first_try=TODAY + timedelta(days=5)))
    goals.keep(Goal(action="past its day", first_try=TODAY - timedelta(days=3)))
    goals.keep(Goal(action="done", state=GoalState.DONE))
    clock.moment = MOMENT - timedelta(days=8)
    goals.keep(Goal(action="a week old", first_try=TODAY + timedelta(days=1)))
    clock.moment = MOMENT

    lines = open_today(workbook, None, TODAY, [])

    assert [(line.kind, line.label) for line in lines[1:]] == [
        (Open.REVIEW, "a week old"),
        (Open.GOAL, "past its day"),
        (Open.GOAL, "later"),
        (Open.GOAL, "someday"),
    ]


def test_a_goal_that_was_looked_back_at_is_only_a_goal_again(
    workbook: Workbook, clock: StandingClock
) -> None:
    clock.moment = MOMENT - timedelta(days=30)
    workbook.of(Goal).keep(
        Goal(
            action="Ask",
            reviews=(GoalReview(day=TODAY - timedelta(days=2), well="yes"),),
        )
    )
    clock.moment = MOMENT

    kinds = [line.kind for line in open_today(workbook, None, TODAY, [])]
    assert kinds == [Open.CHECK_IN, Open.GOAL, Open.SELF_CHECK]


def test_the_list_stays_short(workbook: Workbook) -> None:
    for number in range(20):
        workbook.of(Goal).keep(Goal(action=f"goal {number}"))

    lines = open_today(workbook, None, TODAY, EXERCISES)

    assert len(lines) == MOST
    assert lines[0].kind is Open.CHECK_IN
