"""Pure rules about the user's marks on steps and the state of exercises."""

from collections.abc import Iterable
from dataclasses import replace

from trust_tui.domain.records import ExerciseWork, Mark, Record, StepMark


def latest_marks(marks: Iterable[Record[StepMark]]) -> dict[str, Record[StepMark]]:
    """The mark in force by step id; of several the one changed last."""
    found: dict[str, Record[StepMark]] = {}
    for mark in marks:
        known = found.get(mark.value.step)
        if known is None or mark.changed > known.changed:
            found[mark.value.step] = mark
    return found


def latest_work(
    works: Iterable[Record[ExerciseWork]],
) -> dict[str, Record[ExerciseWork]]:
    """The state of each exercise by its id; of several the one changed last."""
    found: dict[str, Record[ExerciseWork]] = {}
    for work in works:
        known = found.get(work.value.exercise)
        if known is None or work.changed > known.changed:
            found[work.value.exercise] = work
    return found


def ticked(work: ExerciseWork, item: str) -> ExerciseWork:
    """The exercise with an item ticked, or unticked if it was."""
    held = set(work.ticked)
    return replace(work, ticked=tuple(sorted(held ^ {item})))


def next_mark(mark: Mark) -> Mark:
    """The mark after this one, in the order of `Mark`, round and round."""
    order = list(Mark)
    return order[(order.index(mark) + 1) % len(order)]
