"""The lines of today: in one order, at most five, honest about what is due and silent about what is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.agenda import MOST, Open, TodayLine, open_today
from trust_tui.domain.goals import SOON
from trust_tui.domain.records import (
    CheckIn,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    Mark,
    Promise,
    PromiseState,
    Relationship,
    SelfCheck,
    StepMark,
)
from trust_tui.domain.workbook import Workbook

TODAY = MOMENT.date()
TICKS = ("habit-open", "habit-ask")

Lines = Callable[..., list[TodayLine]]


@pytest.fixture
def quiet(workbook: Workbook) -> Workbook:
    """A workbook in which nothing is open: on a break from tracking, and a self-check done today."""
    workbook.set_settings(replace(workbook.settings, tracking_paused=True))
    workbook.of(SelfCheck).keep(SelfCheck(day=TODAY, answers={}))
    return workbook


def kinds(
    workbook: Workbook,
    about: str | None = None,
    exercises: tuple[tuple[str, str], ...] = (),
) -> list[Open]:
    return [
        line.kind
        for line in open_today(workbook, about, TODAY, exercises, ticks=TICKS)
    ]


def test_nothing_is_due(quiet: Workbook) -> None:
    assert kinds(quiet) == []


def test_everything_comes_in_one_order_and_five_lines_are_enough(
    workbook: Workbook, clock: StandingClock
) -> None:
    workbook.of(Promise).keep(Promise(text="ring", due=TODAY))
    workbook.of(JointCheckIn).keep(JointCheckIn(day=TODAY, next_day=TODAY))
    workbook.of(Goal).keep(Goal(action="new"))
    clock.moment = MOMENT - timedelta(days=8)
    workbook.of(Goal).keep(Goal(action="a week old"))
    clock.moment = MOMENT
    workbook.of(Habit).keep(Habit(habit="habit-open"))

    shown = kinds(workbook, exercises=(("ack-lines", "step-1"),))

    assert shown == [
        Open.CHECK_IN,
        Open.PROMISE,
        Open.REVIEW,
        Open.EXERCISE,
        Open.TOGETHER,
    ]
    assert len(shown) == MOST


def test_the_last_lines_are_a_goal_a_self_check_and_habits(
    workbook: Workbook,
) -> None:
    workbook.set_settings(replace(workbook.settings, tracking_paused=True))
    workbook.of(Goal).keep(Goal(action="new"))
    workbook.of(Habit).keep(Habit(habit="habit-open"))

    assert kinds(workbook) == [Open.GOAL, Open.SELF_CHECK, Open.HABIT]


def test_a_break_from_tracking_takes_the_check_in_away(
    workbook: Workbook,
) -> None:
    assert Open.CHECK_IN in kinds(workbook)
    workbook.set_settings(replace(workbook.settings, tracking_paused=True))

    assert not {Open.CHECK_IN, Open.CHECKED_IN} & set(kinds(workbook))


def test_a_promise_due_is_shown_with_its_day(quiet: Workbook) -> None:
    kept = quiet.of(Promise).keep(
        Promise(text="ring", due=TODAY + timedelta(days=2))
    )

    assert open_today(quiet, None, TODAY, ()) == [
        TodayLine(
            kind=Open.PROMISE,
            target=kept.id,
            label="ring",
            day=TODAY + timedelta(days=2),
        )
    ]


@pytest.mark.parametrize(
    "promise",
    [Promise(text="a"), Promise(text="a", due=TODAY, state=PromiseState.KEPT)],
)
def test_a_promise_without_a_day_or_settled_is_not_due(
    quiet: Workbook, promise: Promise
) -> None:
    quiet.of(Promise).keep(promise)

    assert kinds(quiet) == []


@pytest.mark.parametrize(
    ("days", "shown"),
    [(None, False), (-8, False), (-7, True), (0, True), (7, True), (8, False)],
    ids=str,
)
def test_a_joint_date_is_shown_a_week_around(
    quiet: Workbook, days: int | None, shown: bool
) -> None:
    next_day = None if days is None else TODAY + timedelta(days=days)
    quiet.of(JointCheckIn).keep(JointCheckIn(day=TODAY, next_day=next_day))

    assert kinds(quiet) == ([Open.TOGETHER] if shown else [])


def test_only_the_last_joint_check_in_has_a_next_date(quiet: Workbook) -> None:
    quiet.of(JointCheckIn).keep(
        JointCheckIn(day=TODAY - timedelta(days=7), next_day=TODAY)
    )
    quiet.of(JointCheckIn).keep(JointCheckIn(day=TODAY))

    assert kinds(quiet) == []


@pytest.mark.parametrize(
    ("days", "offered"),
    [(0, False), (13, False), (14, True), (300, True), (-3, False)],
)
def test_a_self_check_is_offered_after_two_weeks(
    workbook: Workbook, days: int, offered: bool
) -> None:
    workbook.of(SelfCheck).keep(
        SelfCheck(day=TODAY - timedelta(days=days), answers={})
    )

    assert (Open.SELF_CHECK in kinds(workbook)) is offered


def test_a_habit_is_shown_until_it_is_ticked_today(quiet: Workbook) -> None:
    quiet.of(Habit).keep(Habit(habit="habit-open"))
    quiet.of(HabitTick).keep(
        HabitTick(habit="habit-open", day=TODAY - timedelta(days=1))
    )
    assert open_today(quiet, None, TODAY, (), ticks=TICKS) == [
        TodayLine(kind=Open.HABIT, target="habit-open")
    ]

    quiet.of(HabitTick).keep(HabitTick(habit="habit-open", day=TODAY))
    assert kinds(quiet) == []


def test_a_habit_that_was_switched_off_is_not_shown(
    quiet: Workbook, clock: StandingClock
) -> None:
    quiet.of(Habit).keep(Habit(habit="habit-open"))
    clock.moment = MOMENT + timedelta(minutes=1)
    quiet.of(Habit).keep(Habit(habit="habit-open", on=False))

    assert kinds(quiet) == []


def test_a_habit_that_is_not_ticked_is_no_line(quiet: Workbook) -> None:
    quiet.of(Habit).keep(Habit(habit="habit-promises"))

    assert kinds(quiet) == []


def test_what_is_about_another_person_is_not_open(quiet: Workbook) -> None:
    one, other = (
        quiet.of(Relationship).keep(Relationship(label=label)).id
        for label in "SM"
    )
    quiet.of(SelfCheck).keep(SelfCheck(day=TODAY, answers={}, about=one))
    quiet.of(Promise).keep(Promise(text="ring", due=TODAY, about=other))
    quiet.of(JointCheckIn).keep(
        JointCheckIn(day=TODAY, next_day=TODAY, about=other)
    )
    quiet.of(Habit).keep(Habit(habit="habit-open", about=other))

    assert kinds(quiet, one) == []


def test_what_was_done_about_another_person_takes_nothing_away(
    quiet: Workbook,
) -> None:
    one, other = (
        quiet.of(Relationship).keep(Relationship(label=label)).id
        for label in "SM"
    )
    quiet.of(SelfCheck).keep(SelfCheck(day=TODAY, answers={}, about=other))
    quiet.of(Habit).keep(Habit(habit="habit-open", about=one))
    quiet.of(HabitTick).keep(
        HabitTick(habit="habit-open", day=TODAY, about=other)
    )
    quiet.of(StepMark).keep(
        StepMark(step="step-1", mark=Mark.DONE_FOR_NOW, day=TODAY, about=other)
    )
    quiet.of(ExerciseWork).keep(
        ExerciseWork(exercise="past-roots", ticked=("a",), about=other)
    )
    exercises = (("ack-lines", "step-1"), ("past-roots", "step-2"))

    assert open_today(quiet, one, TODAY, exercises, ticks=TICKS) == [
        TodayLine(kind=Open.EXERCISE, target="ack-lines"),
        TodayLine(kind=Open.SELF_CHECK),
        TodayLine(kind=Open.HABIT, target="habit-open"),
    ]


def test_each_line_leads_to_what_it_is_about_and_says_its_day(
    workbook: Workbook, clock: StandingClock
) -> None:
    workbook.set_settings(replace(workbook.settings, tracking_paused=True))
    clock.moment = MOMENT - timedelta(days=8)
    old = workbook.of(Goal).keep(Goal(action="a week old"))
    clock.moment = MOMENT
    soon = workbook.of(Goal).keep(
        Goal(action="in a week", first_try=TODAY + SOON)
    )
    workbook.of(Goal).keep(
        Goal(action="later", first_try=TODAY + SOON + timedelta(days=1))
    )
    joint = workbook.of(JointCheckIn).keep(
        JointCheckIn(day=TODAY, next_day=TODAY + timedelta(days=3))
    )
    workbook.of(SelfCheck).keep(
        SelfCheck(day=TODAY - timedelta(days=20), answers={})
    )

    assert open_today(workbook, None, TODAY, ()) == [
        TodayLine(
            kind=Open.REVIEW,
            target=old.id,
            label="a week old",
            day=TODAY - timedelta(days=8),
        ),
        TodayLine(
            kind=Open.TOGETHER, target=joint.id, day=TODAY + timedelta(days=3)
        ),
        TodayLine(
            kind=Open.GOAL, target=soon.id, label="in a week", day=TODAY + SOON
        ),
        TodayLine(kind=Open.SELF_CHECK, day=TODAY - timedelta(days=20)),
    ]


def test_a_clock_set_back_makes_nothing_late(workbook: Workbook) -> None:
    ahead = TODAY + timedelta(days=40)
    last = workbook.of(CheckIn).keep(CheckIn(day=ahead, answers={}))
    workbook.of(SelfCheck).keep(SelfCheck(day=ahead, answers={}))

    assert open_today(workbook, None, TODAY, ()) == [
        TodayLine(kind=Open.CHECKED_IN, target=last.id, day=ahead)
    ]


def test_an_exercise_under_way_is_gone_on_with(quiet: Workbook) -> None:
    quiet.of(ExerciseWork).keep(
        ExerciseWork(exercise="past-roots", ticked=("a",))
    )
    exercises = (("ack-lines", "step-1"), ("past-roots", "step-2"))

    assert open_today(quiet, None, TODAY, exercises) == [
        TodayLine(kind=Open.EXERCISE, target="past-roots")
    ]
