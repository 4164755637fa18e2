"""Which form changes a record of a kind, and which one a draft was typed into."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar, assert_never

from trust_tui import dialogs
from trust_tui.domain import (
    KINDS,
    NOBODY,
    CheckIn,
    ContentError,
    Draft,
    Entry,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    Moment,
    PageRead,
    Path,
    Promise,
    Record,
    Relationship,
    SelfCheck,
    Settings,
    Sitting,
    StepMark,
    Value,
    Win,
    later,
    latest_work,
    one_line,
    tr,
)
from trust_tui.session import Session

if TYPE_CHECKING:
    from trust_tui.dialogs.check_in_form import CheckInForm
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
            return lambda session: dialogs.check_in_form.CheckInForm(
                session, day=value.day, record=record
            )
        case SelfCheck():
            return lambda session: dialogs.self_check_form.SelfCheckForm(
                session, record=record
            )
        case Goal():
            return lambda session: dialogs.goal.GoalForm(session, record=record)
        case (
            Promise() | Win() | Limit() | Moment() | Sitting() | JointCheckIn()
        ):
            return lambda session: dialogs.small.SmallForm(
                session, table=value.TABLE, record=record
            )
        case Relationship():
            return lambda session: dialogs.relationship.RelationshipForm(
                session, record=record
            )
        case (
            ExerciseWork()
            | StepMark()
            | PageRead()
            | Habit()
            | HabitTick()
            | Path()
            | Settings()
        ):
            return None
        case _:
            assert_never(value)


NAMES: Final = {kind.slug: kind.draft for kind in KINDS.values()} | {
    "review": later("A look back at a goal"),
    "right-now": later("Right now"),
    "week": later("A look back at the week"),
    "path-sitting": later("A sitting"),
}
"""What a draft is of, by the first part of its key."""

SOMETHING: Final = later("Something")

TABLES: Final = {kind.slug: table for table, kind in KINDS.items()}
"""The tables of the kinds, by the first part of a draft's key."""


def check_in_form(
    session: Session, day: date, about: str | None = None
) -> "CheckInForm":
    """The check-in of a day about somebody, `NOBODY` or else who is in mind, with what was already answered."""
    about = session.kept_about if about is None else about
    return dialogs.check_in_form.CheckInForm(
        session, day, _checked_in(session, day, about), about
    )


def _checked_in(
    session: Session, day: date, about: str
) -> Record[CheckIn] | None:
    for record in session.workbook.of(CheckIn).about(about):
        if record.value.day <= day:
            return record if record.value.day == day else None
    return None


def form_for(session: Session, draft: Draft) -> "Form[Any]":
    """The form a draft was typed into, about whom it was typed. When the record it changed is gone, one for a new one.

    Raises:
        ContentError: What it belongs to is gone.
    """
    kind, _, rest = draft.key.partition(":")
    table = TABLES.get(kind, "")
    if table in dialogs.small.SMALL:
        record = session.workbook.of(KINDS[table].value).get(rest)
        small = dialogs.small.SmallForm(session, table, record)
        return _keyed(session, small, draft)
    make = OTHERS.get(kind)
    if make is None:
        raise ContentError(
            tr(
                "What it belongs to is gone. Copy the words you need before you throw it away."
            )
        )
    return _keyed(session, make(session, rest, draft), draft)


def _entry(session: Session, rest: str, draft: Draft) -> "Form[Any]":
    fields = draft.fields
    return dialogs.entry.EntryForm(
        session,
        session.workbook.of(Entry).get(rest),
        prompt=fields.get("prompt", ""),
        answers=fields.get("answers", ""),
    )


def _goal(session: Session, rest: str, draft: Draft) -> "Form[Any]":
    return dialogs.goal.GoalForm(
        session,
        session.workbook.of(Goal).get(rest),
        source=draft.fields.get("source", ""),
    )


def _review(session: Session, rest: str, _draft: Draft) -> "Form[Any]":
    goal = session.workbook.of(Goal).get(rest)
    if goal is None:
        raise ContentError(
            tr(
                "The goal it looks back at is gone. Bring it back from the trash first."
            )
        )
    return dialogs.goal.ReviewForm(session, goal)


def _check_in(session: Session, rest: str, draft: Draft) -> "Form[Any]":
    day = date.fromisoformat(rest.rpartition(":")[2])
    return dialogs.check_in_form.CheckInForm(
        session,
        day,
        None
        if _is_gone(session, draft)
        else _checked_in(session, day, _whom(draft) or NOBODY),
    )


def _exercise(session: Session, rest: str, draft: Draft) -> "Form[Any]":
    exercise = session.library.exercises.one(rest.partition(":")[0])
    about = _whom(draft)
    works = session.workbook.of(ExerciseWork).about(about or NOBODY)
    record = None
    if not _is_gone(session, draft):
        record = latest_work(works).get(exercise.id)
    return dialogs.exercise.ExerciseForm(session, exercise, record)


def _whom(draft: Draft) -> str | None:
    """Id of the relationship a draft was typed about."""
    return draft.fields.get("about") or None


def _is_gone(session: Session, draft: Draft) -> bool:
    """Whether that relationship is no more. Its words then go into a record of their own, in nobody's place."""
    about = _whom(draft)
    return (
        about is not None
        and session.workbook.of(Relationship).get(about) is None
    )


def _relationship(session: Session, rest: str, _draft: Draft) -> "Form[Any]":
    return dialogs.relationship.RelationshipForm(
        session, session.workbook.of(Relationship).get(rest)
    )


def _self_check(session: Session, rest: str, _draft: Draft) -> "Form[Any]":
    return dialogs.self_check_form.SelfCheckForm(
        session, session.workbook.of(SelfCheck).get(rest)
    )


def _right_now(session: Session, _rest: str, _draft: Draft) -> "Form[Any]":
    return dialogs.moment.MomentForm(session)


def _path(session: Session, _rest: str, draft: Draft) -> "Form[Any]":
    return dialogs.path_forms.PathForm(
        session,
        part=draft.fields.get("part", ""),
        joint=draft.fields.get("joint", "") == "yes",
    )


def _path_sitting(session: Session, rest: str, draft: Draft) -> "Form[Any]":
    path, _, id = rest.partition(":")
    for step in session.library.sittings():
        if step.id == id:
            sitting = Sitting(
                path=path, sitting=id, day=session.today, about=_whom(draft)
            )
            return dialogs.path_forms.SittingForm(session, sitting, step)
    raise ContentError(
        tr(
            "That sitting is gone from the content. Copy the words you need before you throw it away."
        )
    )


def _week(session: Session, rest: str, draft: Draft) -> "Form[Any]":
    day = date.fromisoformat(rest.rpartition(":")[2])
    about = NOBODY if _is_gone(session, draft) else _whom(draft)
    return dialogs.week.WeekForm(session, day, about or NOBODY)


OTHERS: Final[Mapping[str, Callable[[Session, str, Draft], "Form[Any]"]]] = {
    "entry": _entry,
    "goal": _goal,
    "review": _review,
    "check-in": _check_in,
    "exercise": _exercise,
    "relationship": _relationship,
    "self-check": _self_check,
    "right-now": _right_now,
    "week": _week,
    "path": _path,
    "path-sitting": _path_sitting,
}
"""What makes the form of a draft of any other kind, by the first part of its key."""

F = TypeVar("F", bound="Form[Any]")


def _keyed(session: Session, form: F, draft: Draft) -> F:
    """The form, reading and dropping the draft under the key it was kept by."""
    form.draft.key = draft.key
    session.drafts[draft.key] = draft
    return form


UNSAID: Final = [
    "about",
    "answers",
    "at",
    "begun",
    "chosen",
    "day",
    "kind",
    "next",
    "pace",
    "part",
    "joint",
    "prompt",
    "source",
    "to",
    "whose",
]
"""The fields of drafts that hold no words to know them by."""


def beginning(draft: Draft) -> str:
    """What a draft is of and its first words, to know it by."""
    name = tr(NAMES.get(draft.key.partition(":")[0], SOMETHING))
    fields = dict(draft.fields)
    texts = json.loads(fields.pop("texts", "{}"))
    for field in UNSAID:
        fields.pop(field, "")
    text = one_line(" ".join((*fields.values(), *texts.values())))
    return f"{name}: {text[:160]}".removesuffix(": ")
