"""Opens the form that a wish or a draft asks for."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any, Final, TypeVar

from trust_tui.dialogs import small
from trust_tui.dialogs.check_in import CheckInForm
from trust_tui.dialogs.entry import EntryForm
from trust_tui.dialogs.exercise import ExerciseForm
from trust_tui.dialogs.form import Form
from trust_tui.dialogs.goal import GoalForm, ReviewForm
from trust_tui.dialogs.moment import MomentForm
from trust_tui.dialogs.relationship import RelationshipForm
from trust_tui.dialogs.self_check import SelfCheckForm
from trust_tui.domain import (
    KINDS,
    CheckIn,
    ContentError,
    Draft,
    Entry,
    ExerciseWork,
    Goal,
    Record,
    Relationship,
    SelfCheck,
    latest_work,
)
from trust_tui.session import Session

NAMES: Final = {kind.slug: kind.draft for kind in KINDS.values()} | {
    "review": "A look back at a goal"
}
"""What a draft is of, by the first part of its key."""

SMALL: Final = {KINDS[table].slug: table for table in small.SMALL}
"""The tables of the small kinds, by the first part of a draft's key."""


def check_in_form(session: Session, day: date) -> CheckInForm:
    """The check-in of a day about who is in mind, with what was already answered."""
    return CheckInForm(session, day, _checked_in(session, day, session.about))


def _checked_in(
    session: Session, day: date, about: str | None
) -> Record[CheckIn] | None:
    later = takewhile(
        lambda record: record.value.day >= day,
        session.workbook.of(CheckIn).about(about),
    )
    same = (
        record
        for record in later
        if record.value.day == day and record.value.about == about
    )
    return next(same, None)


def form_for(session: Session, draft: Draft) -> Form[Any]:
    """The form a draft was typed into, about whom it was typed. When the record it changed is gone, one for a new one.

    Raises:
        ContentError: What it belongs to is gone.
    """
    kind, _, rest = draft.key.partition(":")
    if table := SMALL.get(kind):
        record = session.workbook.of(KINDS[table].value).get(rest)
        return _keyed(session, small.SmallForm(session, table, record), draft)
    make = OTHERS.get(kind)
    if make is None:
        raise ContentError(
            "What it belongs to is gone. Copy the words you need before you throw it away."
        )
    return _keyed(session, make(session, rest, draft), draft)


def _entry(session: Session, rest: str, draft: Draft) -> Form[Any]:
    fields = draft.fields
    return EntryForm(
        session,
        session.workbook.of(Entry).get(rest),
        prompt=fields.get("prompt", ""),
        answers=fields.get("answers", ""),
    )


def _goal(session: Session, rest: str, draft: Draft) -> Form[Any]:
    return GoalForm(
        session,
        session.workbook.of(Goal).get(rest),
        source=draft.fields.get("source", ""),
    )


def _review(session: Session, rest: str, _draft: Draft) -> Form[Any]:
    goal = session.workbook.of(Goal).get(rest)
    if goal is None:
        raise ContentError(
            "The goal it looks back at is gone. Bring it back from the trash first."
        )
    return ReviewForm(session, goal)


def _check_in(session: Session, rest: str, draft: Draft) -> Form[Any]:
    day = date.fromisoformat(rest.rpartition(":")[2])
    return CheckInForm(
        session,
        day,
        None
        if _is_gone(session, draft)
        else _checked_in(session, day, _whom(draft)),
    )


def _exercise(session: Session, rest: str, draft: Draft) -> Form[Any]:
    exercise, about = (
        session.library.exercises.one(rest.partition(":")[0]),
        _whom(draft),
    )
    works = [
        work
        for work in session.workbook.of(ExerciseWork).about(about)
        if work.value.about == about
    ]
    return ExerciseForm(
        session,
        exercise,
        None
        if _is_gone(session, draft)
        else latest_work(works).get(exercise.id),
    )


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


def _relationship(session: Session, rest: str, _draft: Draft) -> Form[Any]:
    return RelationshipForm(
        session, session.workbook.of(Relationship).get(rest)
    )


def _self_check(session: Session, rest: str, _draft: Draft) -> Form[Any]:
    return SelfCheckForm(session, session.workbook.of(SelfCheck).get(rest))


def _moment(session: Session, _rest: str, _draft: Draft) -> Form[Any]:
    return MomentForm(session)


OTHERS: Final[Mapping[str, Callable[[Session, str, Draft], Form[Any]]]] = {
    "entry": _entry,
    "goal": _goal,
    "review": _review,
    "check-in": _check_in,
    "exercise": _exercise,
    "relationship": _relationship,
    "self-check": _self_check,
    "moment": _moment,
}
"""What makes the form of a draft of any other kind, by the first part of its key."""

F = TypeVar("F", bound=Form[Any])


def _keyed(session: Session, form: F, draft: Draft) -> F:
    """The form, reading and dropping the draft under the key it was kept by."""
    form.draft.key = draft.key
    session.drafts[draft.key] = draft
    return form


def beginning(draft: Draft) -> str:
    """What a draft is of and its first words, to know it by."""
    name = NAMES.get(draft.key.partition(":")[0], "Something")
    text = " ".join(
        " ".join(
            draft.fields.get(field, "")
            for field in ("title", "text", "action", "good", "note", "label")
        ).split()
    )
    return f"{name}: {text[:160]}" if text else name
