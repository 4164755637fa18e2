"""Pure rules about where the user is: marks on steps, exercises under way, habits switched on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from msgspec.structs import replace

from trust_tui.domain.records import (
    ExerciseWork,
    Habit,
    Mark,
    Record,
    StepMark,
    Value,
)
from trust_tui.domain.translation import later, tr

V = TypeVar("V", bound=Value)

MARKS: Final[Mapping[Mark, str]] = {
    Mark.NOT_STARTED: later("not started"),
    Mark.WORKING: later("working on it"),
    Mark.DONE_FOR_NOW: later("done for now"),
    Mark.NOT_FOR_ME: later("not for me"),
}
"""The marks of a step in words, in English."""


def mark_words(mark: Mark) -> str:
    """A mark in words."""
    return tr(MARKS[mark])


def _latest(
    records: Iterable[Record[V]], key: Callable[[V], str]
) -> dict[str, Record[V]]:
    """The record in force of each key; of several the one changed last."""
    found: dict[str, Record[V]] = {}
    for record in records:
        known = found.get(key(record.value))
        if known is None or record.changed > known.changed:
            found[key(record.value)] = record
    return found


def latest_marks(
    marks: Iterable[Record[StepMark]],
) -> dict[str, Record[StepMark]]:
    """The mark in force by step id."""
    return _latest(marks, lambda mark: mark.step)


def latest_work(
    works: Iterable[Record[ExerciseWork]],
) -> dict[str, Record[ExerciseWork]]:
    """The state of each exercise by its id."""
    return _latest(works, lambda work: work.exercise)


def switched_on(habits: Iterable[Record[Habit]]) -> set[str]:
    """Ids of the habits whose last change switched them on."""
    latest = _latest(habits, lambda habit: habit.habit)
    return {id for id, habit in latest.items() if habit.value.on}


def ticked(work: ExerciseWork, item: str) -> ExerciseWork:
    """The exercise with an item ticked, or unticked if it was."""
    return replace(work, ticked=tuple(sorted({*work.ticked} ^ {item})))


def next_exercise(
    marks: Sequence[Record[StepMark]],
    works: Sequence[Record[ExerciseWork]],
    exercises: Sequence[tuple[str, str]],
) -> str:
    """The exercise to go on with: one begun, else the first not done of a step under way, else the first not done.

    Steps marked as done for now or not for me are passed over. Empty when nothing is left.
    """
    marked = {mark.value.step: mark.value.mark for mark in reversed(marks)}
    worked = {work.value.exercise: work.value for work in reversed(works)}
    first: dict[Mark, str] = {}
    for id, step in exercises:
        mark = marked.get(step, Mark.NOT_STARTED)
        if mark not in (Mark.NOT_STARTED, Mark.WORKING):
            continue
        work = worked.get(id, ExerciseWork(exercise=id))
        if work.ticked or work.written:
            return id
        if not work.times_done:
            first.setdefault(mark, id)
    of_others = first.get(Mark.NOT_STARTED, "")
    return first.get(Mark.WORKING, of_others)
