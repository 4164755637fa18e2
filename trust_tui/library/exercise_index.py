"""The exercises of the step pages: as their headings tell of them, quickly, and with all that they hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from trust_tui.domain import (
    ContentError,
    tr,
)
from trust_tui.library.forms import step_of
from trust_tui.library.model import Exercise, Page
from trust_tui.library.pages import Pages


class ExerciseIndex:
    """Finds exercises.

    Args:
        pages: The content.
        steps: The ids of the step pages in their order.
    """

    def __init__(self, pages: Pages, steps: Sequence[str]) -> None:
        self._pages = pages
        self._steps = steps

    def all(self) -> Sequence[Exercise]:
        """All exercises in the order of the steps."""
        return tuple(self._exercises.values())

    def outlines(self) -> Sequence[Exercise]:
        """All exercises in the order of the steps, as their headings tell of them: nothing to read, tick or fill in.

        A small part of the time that `all` takes.
        """
        return tuple(self._outlines.values())

    def outline(self, id: str) -> Exercise:
        """One exercise, as its heading tells of it.

        Raises:
            ContentError: No step page has it.
        """
        return _one_of(self._outlines, id)

    def one(self, id: str) -> Exercise:
        """One exercise.

        Raises:
            ContentError: No step page has it.
        """
        page = self._pages.page(self.outline(id).step)
        return _one_of(_by_id([page]), id)

    @cached_property
    def _exercises(self) -> Mapping[str, Exercise]:
        return _by_id(self._pages.readable(self._steps))

    @cached_property
    def _outlines(self) -> Mapping[str, Exercise]:
        exercises = _by_id(self._outlined())
        return {
            id: replace(exercise, blocks=(), ticks=(), fields=())
            for id, exercise in exercises.items()
        }

    def _outlined(self) -> Iterator[Page]:
        for id in self._steps:
            try:
                yield self._pages.outline(id, "exercises")
            except ContentError:
                continue  # already among the problems


def _by_id(pages: Iterable[Page]) -> Mapping[str, Exercise]:
    """The exercises of some pages; of those with the same id the first."""
    exercises: dict[str, Exercise] = {}
    for page in pages:
        for exercise in step_of(page).exercises:
            exercises.setdefault(exercise.id, exercise)
    return exercises


def _one_of(exercises: Mapping[str, Exercise], id: str) -> Exercise:
    if id not in exercises:
        raise ContentError(
            tr(
                "There is no exercise {id} any more. Choose another from the steps.",
                id=id,
            )
        )
    return exercises[id]
