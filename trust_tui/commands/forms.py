"""Opens the form that a wish or a draft asks for."""

from datetime import date
from typing import Any, TypeVar

from trust_tui.desk import Desk
from trust_tui.dialogs.check_in import CheckInDialog
from trust_tui.dialogs.entry import EntryDialog
from trust_tui.dialogs.exercise import ExerciseDialog
from trust_tui.dialogs.form import FormDialog
from trust_tui.dialogs.goal import GoalDialog, ReviewDialog
from trust_tui.dialogs.relationship import RelationshipDialog
from trust_tui.dialogs.self_check import SelfCheckDialog
from trust_tui.domain.records import CheckIn, Entry, ExerciseWork, Goal, Relationship
from trust_tui.domain.steps import latest_work
from trust_tui.domain.workbook import Draft
from trust_tui.errors import ContentError

NAMES = {
    "entry": "A journal entry",
    "goal": "A goal",
    "review": "A look back at a goal",
    "check-in": "A check-in",
    "relationship": "Someone you have in mind",
    "self-check": "A self-check",
    "exercise": "An exercise",
}
"""What a draft is of, by the first part of its key."""


def check_in_form(desk: Desk, day: date) -> CheckInDialog:
    """The check-in of a day, with what was already answered."""
    todays = (record for record in desk.workbook.of(CheckIn).about(desk.about) if record.value.day <= day)
    record = next(todays, None)
    same = record if record and record.value.day == day and record.value.about == desk.about else None
    return CheckInDialog(desk, day, same)


def form_for(desk: Desk, draft: Draft) -> FormDialog[Any]:
    """The form a draft was typed into. When the record it changed is gone, a form for a new one.

    Raises:
        ContentError: Such drafts are not known in this version.
    """
    kind, _, rest = draft.key.partition(":")
    workbook = desk.workbook
    match kind:
        case "entry":
            record = workbook.of(Entry).get(rest)
            fields = draft.fields
            form = EntryDialog(
                desk,
                record,
                prompt=fields.get("prompt", ""),
                answers=fields.get("answers", ""),
                about=fields.get("about") or None,
            )
        case "goal":
            goal = workbook.of(Goal).get(rest)
            return _keyed(desk, GoalDialog(desk, goal, source=draft.fields.get("source", "")), draft)
        case "review" if (goal := workbook.of(Goal).get(rest)) is not None:
            return ReviewDialog(desk, goal)
        case "check-in":
            return _keyed(desk, check_in_form(desk, date.fromisoformat(rest.rpartition(":")[2])), draft)
        case "self-check":
            return _keyed(desk, SelfCheckDialog(desk), draft)
        case "exercise":
            exercise = desk.library.exercise(rest.partition(":")[0])
            works = latest_work(workbook.of(ExerciseWork).about(desk.about))
            return _keyed(desk, ExerciseDialog(desk, exercise, works.get(exercise.id)), draft)
        case "relationship":
            return _keyed(desk, RelationshipDialog(desk, workbook.of(Relationship).get(rest)), draft)
        case _:
            raise ContentError("What it belongs to is gone. Copy the words you need before you throw it away.")
    return _keyed(desk, form, draft)


F = TypeVar("F", bound=FormDialog[Any])


def _keyed(desk: Desk, form: F, draft: Draft) -> F:
    """The form, reading and dropping the draft under the key it was kept by."""
    form.draft_key = draft.key
    desk.drafts[draft.key] = draft
    return form


def beginning(draft: Draft) -> str:
    """What a draft is of and its first words, to know it by."""
    name = NAMES.get(draft.key.partition(":")[0], "Something")
    text = " ".join(
        " ".join(draft.fields.get(field, "") for field in ("title", "text", "action", "good", "note", "label")).split()
    )
    return f"{name}: {text[:160]}" if text else name
