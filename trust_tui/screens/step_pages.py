"""What the steps screen shows: the steps and exercises with their marks, and the page of each."""

from collections.abc import Mapping, Sequence
from functools import partial

from trust_tui.domain import (
    MARKS,
    ExerciseWork,
    Mark,
    Record,
    StepMark,
    latest_marks,
    latest_work,
    mark_words,
    tr,
)
from trust_tui.library import Exercise, what_next
from trust_tui.prompter import Prompter
from trust_tui.screens.list_page import Shown, index_row
from trust_tui.session import Session
from trust_tui.widgets import Row


class StepPages:
    """Makes rows and pages from the content and what is kept.

    Attributes:
        marks: The latest mark of each step.
        work: What was done of each exercise.
        exercises: All of them, by id.
    """

    marks: Mapping[str, Record[StepMark]]
    work: Mapping[str, Record[ExerciseWork]]
    exercises: Mapping[str, Exercise]

    def __init__(self, session: Session) -> None:
        self._session = session
        self.marks, self.work, self.exercises = {}, {}, {}

    def rows(self) -> Sequence[Row]:
        """The rows of the steps and their exercises, as things are kept now."""
        library, workbook = self._session.library, self._session.workbook
        about = self._session.shown
        self.marks = latest_marks(workbook.of(StepMark).about(about))
        self.work = latest_work(workbook.of(ExerciseWork).about(about))
        self.exercises = {one.id: one for one in library.exercises.outlines()}
        by_step: dict[str, list[Row]] = {}
        for exercise in self.exercises.values():
            if self._session.offers(exercise):
                row = self._exercise_row(exercise)
                by_step.setdefault(exercise.step, []).append(row)
        rows = [*index_row(library, "steps")]
        for step in library.steps():
            number, mark = f"{step.step}{step.part} ", self._mark_text(step.id)
            title = [(number, "quiet"), (step.title, "strong")]
            named = tr(
                "Step {number} {title}",
                number=number.rstrip(),
                title=step.title,
            )
            said = ", ".join(filter(None, (named, mark)))
            rows += [
                Row("", []),
                Row(step.id, title, [(mark, "quiet")], said=said),
            ]
            rows += by_step.get(step.id, ())
        return rows

    def _mark_text(self, step: str) -> str:
        """The mark of a step in words; empty for one that is not started."""
        record = self.marks.get(step)
        if record is None or record.value.mark is Mark.NOT_STARTED:
            return ""
        return mark_words(record.value.mark)

    def _exercise_row(self, exercise: Exercise) -> Row:
        work = self.work.get(exercise.id)
        state, said = "", [exercise.title]
        if work and (work.value.ticked or work.value.written):
            ticks = self._session.library.exercises.one(exercise.id).ticks
            state = f"{len(work.value.ticked)}/{len(ticks)} "
            said.append(
                tr(
                    "{number} of {count} ticked",
                    number=len(work.value.ticked),
                    count=len(ticks),
                )
            )
        elif work and work.value.times_done:
            state = f"{tr('done')} "
            said.append(tr("done"))
        length = tr("{minutes} min", minutes=exercise.minutes)
        return Row(
            exercise.id,
            [("  ", "text"), (exercise.title, "text")],
            [(state, "care"), (length, "quiet")],
            said=", ".join([*said, length]),
        )

    def page(self, key: str) -> Shown:
        """A step page, or an exercise with its boxes."""
        library = self._session.library
        if key == "steps" or any(step.id == key for step in library.steps()):
            page = library.page(key)
            return Shown(
                title=page.header.title,
                blocks=(
                    *page.blocks,
                    *what_next(library, page.header, self._session.kind),
                ),
                ticked=self._all_ticked(),
                id=key,
            )
        exercise = library.exercises.one(key)
        return Shown(
            title=exercise.title,
            blocks=exercise.blocks,
            ticked=self._all_ticked(),
        )

    def _all_ticked(self) -> set[str]:
        ticked: set[str] = set()
        for record in self.work.values():
            ticked.update(record.value.ticked)
        return ticked

    def step_of(self, key: str) -> str:
        """Id of a step, or of the step that an exercise belongs to; empty for another row."""
        for step in self._session.library.steps():
            if step.id == key:
                return key
        return self.exercises[key].step if key in self.exercises else ""

    def own_work(self, exercise: str) -> Record[ExerciseWork] | None:
        """What was done of an exercise about who is in mind; about nobody where all are, never another's."""
        works = self._session.workbook.of(ExerciseWork)
        return latest_work(works.about(self._session.kept_about)).get(exercise)

    async def ask_mark(self, prompter: Prompter, step: str) -> None:
        """Ask for the user's own mark of a step, and keep it."""
        session = self._session
        own = session.workbook.of(StepMark).about(session.kept_about)
        record = latest_marks(own).get(step)
        answer = await prompter.choose(
            session.library.header(step).title,
            tr("Your own mark. It says where you are, no more."),
            [(str(mark), mark_words(mark)) for mark in MARKS],
            chosen=record.value.mark if record else Mark.NOT_STARTED,
        )
        if answer is None:
            return
        mark = Mark(answer)
        value = StepMark(
            step=step, mark=mark, day=session.today, about=session.about
        )
        repository = session.workbook.of(StepMark)
        change = (
            partial(repository.change, record) if record else repository.keep
        )
        if await prompter.attempt(change, value):
            prompter.freshen()
            prompter.notice(tr("Kept: {state}.", state=mark_words(mark)))
