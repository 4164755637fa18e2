"""Steps: five steps in any order, each with exercises to do, prompts to write on and a goal to make one's own."""

from functools import partial
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from trust_tui import dialogs
from trust_tui.domain.exercises import latest_marks, latest_work
from trust_tui.domain.records import ExerciseWork, Mark, Record, StepMark
from trust_tui.library.model import Exercise
from trust_tui.library.next_links import what_next
from trust_tui.messages import GoalWanted, WriteWanted
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.widgets.row_list import Row

MARKS: Final = {
    Mark.NOT_STARTED: "not started",
    Mark.WORKING: "working on it",
    Mark.DONE_FOR_NOW: "done for now",
    Mark.NOT_FOR_ME: "not for me",
}


class StepsScreen(ListPageScreen):
    """The steps and their exercises, and the page of the one in focus."""

    MODE: ClassVar = "steps"
    ABOUT: ClassVar = "Five steps, in any order. Open an exercise, tick what you did, write, and set your own mark."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m",
            "mark",
            "Mark",
            id="steps.mark",
            tooltip="Set your own mark on the step",
        ),
        Binding("w", "write_here", "Write on this", id="steps.write"),
        Binding("o", "goal", "Make a goal", id="steps.goal"),
    ]

    def reload(self) -> None:
        """List the steps and exercises with their marks."""
        library, workbook = self.session.library, self.session.workbook
        about = self.session.about
        self._marks = latest_marks(workbook.of(StepMark).about(about))
        self._work = latest_work(workbook.of(ExerciseWork).about(about))
        self._exercises = {
            exercise.id: exercise for exercise in library.exercise_outlines()
        }
        rows = [*self.index_row("steps")]
        by_step: dict[str, list[Exercise]] = {}
        for exercise in self._exercises.values():
            if self.session.offers(exercise):
                by_step.setdefault(exercise.step, []).append(exercise)
        for step in library.steps():
            number, mark = f"{step.step}{step.part} ", self._mark_text(step.id)
            title = [(number, "quiet"), (step.title, "strong")]
            rows += [Row("", []), Row(step.id, title, [(mark, "quiet")])]
            rows += [
                self._exercise_row(exercise) for exercise in by_step.get(step.id, ())
            ]
        self.list_rows(rows)

    def _mark_text(self, step: str) -> str:
        """The mark of a step in words; empty for one that is not started."""
        record = self._marks.get(step)
        if record is None or record.value.mark is Mark.NOT_STARTED:
            return ""
        return MARKS[record.value.mark]

    def _exercise_row(self, exercise: Exercise) -> Row:
        work = self._work.get(exercise.id)
        state = ""
        if work and (work.value.ticked or work.value.written):
            ticks = self.session.library.exercise(exercise.id).ticks
            state = f"{len(work.value.ticked)}/{len(ticks)} "
        elif work and work.value.times_done:
            state = "done "
        length = f"{exercise.minutes} min"
        return Row(
            exercise.id,
            [("  ", "text"), (exercise.title, "text")],
            [(state, "care"), (length, "quiet")],
        )

    def shown(self, key: str) -> Shown:
        """A step page, or an exercise with its boxes."""
        library = self.session.library
        if key == "steps" or any(step.id == key for step in library.steps()):
            page = library.page(key)
            return Shown(
                title=page.header.title,
                blocks=(
                    *page.blocks,
                    *what_next(library, page.header, self.session.kind),
                ),
                ticked=self._all_ticked(),
                id=key,
            )
        exercise = library.exercise(key)
        return Shown(
            title=exercise.title, blocks=exercise.blocks, ticked=self._all_ticked()
        )

    def _all_ticked(self) -> set[str]:
        ticked: set[str] = set()
        for record in self._work.values():
            ticked.update(record.value.ticked)
        return ticked

    def show(self, target: str) -> None:
        """Go to a step page or, `step#exercise`, to one of its exercises."""
        _, _, part = target.partition("#")
        if part and self.rows.select(part):
            self.pages.show_row(part)
            self.pages.to_list()
            self._do(self.session.library.exercise(part))
        else:
            super().show(target)

    @property
    def step_id(self) -> str:
        """Id of the step in focus, or of the step that the exercise in focus belongs to; empty on the first row."""
        key = self.rows.key
        if any(step.id == key for step in self.session.library.steps()):
            return key
        return self._exercises[key].step if key in self._exercises else ""

    def open_row(self, key: str) -> None:
        """Do an exercise, or go into the page of a step."""
        if key in self._exercises:
            self._do(self.session.library.exercise(key))
        else:
            super().open_row(key)

    @work
    async def _do(self, exercise: Exercise) -> None:
        """Do a round of an exercise."""
        work = self._work.get(exercise.id)
        await self.prompter.fill_in(
            partial(dialogs.exercise.ExerciseForm, self.session, exercise, work),
            "Kept. Doing one is enough for a day.",
        )

    @work
    async def action_mark(self) -> None:
        """Ask for the mark of the step in focus, and keep it."""
        step = self.step_id
        if not step:
            self.notice("Go to a step first.")
            return
        record: Record[StepMark] | None = self._marks.get(step)
        answer = await self.prompter.choose(
            self.session.library.header(step).title,
            "Your own mark. It says where you are, no more.",
            [(str(mark), text) for mark, text in MARKS.items()],
            chosen=record.value.mark if record else Mark.NOT_STARTED,
        )
        if answer is not None:
            await self._keep_mark(step, Mark(answer), record)

    async def _keep_mark(
        self, step: str, mark: Mark, record: Record[StepMark] | None
    ) -> None:
        session = self.session
        value = StepMark(step=step, mark=mark, day=session.today, about=session.about)
        repository = session.workbook.of(StepMark)
        change = partial(repository.change, record) if record else repository.keep
        if await self.prompter.attempt(change, value):
            self.freshen()
            self.notice(f"Kept: {MARKS[mark]}.")

    @work
    async def action_write_here(self) -> None:
        """Choose a prompt of the step and write on it, or on the exercise in focus."""
        library, step = self.session.library, self.step_id
        if not step:
            self.notice("Go to a step first.")
            return
        if self.rows.key != step:
            self._do(library.exercise(self.rows.key))
            return
        prompts = {
            prompt.id: prompt.text
            for prompt in library.step(step, self.session.kind).prompts
        }
        answer = await self.prompter.choose(
            "Write on a question",
            "Choose one. Ten minutes is plenty.",
            list(prompts.items()),
        )
        if answer:
            self.post_message(WriteWanted(prompts[answer], answer))

    def action_goal(self) -> None:
        """Start a goal from the template of the step."""
        if step := self.step_id:
            self.post_message(
                GoalWanted(
                    self.session.library.step(step, self.session.kind).goal, step
                )
            )
        else:
            self.notice("Go to a step first.")
