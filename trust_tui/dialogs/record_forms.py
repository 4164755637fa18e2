"""Which form changes a record of a kind."""

from collections.abc import Callable
from functools import partial
from typing import Any, assert_never

from trust_tui.dialogs.check_in import CheckInDialog
from trust_tui.dialogs.entry import EntryDialog
from trust_tui.dialogs.form import FormDialog
from trust_tui.dialogs.goal import GoalDialog
from trust_tui.dialogs.relationship import RelationshipDialog
from trust_tui.dialogs.self_check import SelfCheckDialog
from trust_tui.dialogs.small import SmallDialog
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    PageRead,
    Promise,
    Record,
    Relationship,
    SelfCheck,
    Settings,
    StepMark,
    Value,
    Win,
)
from trust_tui.session import Session

Form = Callable[[Session], FormDialog[Any]]


def form_of(record: Record[Any]) -> Form | None:
    """What makes the form that changes a record; None where nothing or something else changes it."""
    value: Value = record.value
    match value:
        case Entry():
            return partial(EntryDialog, record=record)
        case CheckIn():
            return partial(CheckInDialog, day=value.day, record=record)
        case SelfCheck():
            return partial(SelfCheckDialog, record=record)
        case Goal():
            return partial(GoalDialog, record=record)
        case Promise() | Win() | Limit():
            return partial(SmallDialog, table=value.TABLE, record=record)
        case Relationship():
            return partial(RelationshipDialog, record=record)
        case (
            JointCheckIn()
            | ExerciseWork()
            | StepMark()
            | PageRead()
            | Habit()
            | HabitTick()
            | Settings()
        ):
            return None
        case _:
            assert_never(value)
