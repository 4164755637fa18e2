"""Which form changes a record of a kind."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, assert_never

from trust_tui import dialogs
from trust_tui.domain import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    Moment,
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

if TYPE_CHECKING:
    from trust_tui.dialogs.form import Form

MakeForm = Callable[[Session], "Form[Any]"]


def form_of(record: Record[Any]) -> MakeForm | None:
    """What makes the form that changes a record, loaded then; None where nothing or something else changes it."""
    value: Value = record.value
    match value:
        case Entry():
            return lambda session: dialogs.entry.EntryForm(
                session, record=record
            )
        case CheckIn():
            return lambda session: dialogs.check_in.CheckInForm(
                session, day=value.day, record=record
            )
        case SelfCheck():
            return lambda session: dialogs.self_check.SelfCheckForm(
                session, record=record
            )
        case Goal():
            return lambda session: dialogs.goal.GoalForm(session, record=record)
        case Promise() | Win() | Limit() | Moment():
            return lambda session: dialogs.small.SmallForm(
                session, table=value.TABLE, record=record
            )
        case Relationship():
            return lambda session: dialogs.relationship.RelationshipForm(
                session, record=record
            )
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
