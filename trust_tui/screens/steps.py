"""Steps: five steps in any order, each with exercises to do, prompts to write on and a goal to make one's own."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from trust_tui import dialogs
from trust_tui.domain import later, tr
from trust_tui.library import Exercise
from trust_tui.messages import GoalWanted, WriteWanted
from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.screens.step_pages import StepPages
from trust_tui.session import Session


class StepsScreen(ListPageScreen):
    """The steps and their exercises, and the page of the one in focus."""

    MODE: ClassVar = "steps"
    WHOLE_TITLES = True
    ABOUT: ClassVar = later(
        "Five steps, in any order. Open an exercise, tick what you did, write, and set your own mark."
    )
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

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._steps = StepPages(session)

    def reload(self) -> None:
        """List the steps and exercises with their marks."""
        self.list_rows(self._steps.rows())

    def shown(self, key: str) -> Shown:
        """A step page, or an exercise with its boxes."""
        return self._steps.page(key)

    def show(self, target: str) -> None:
        """Go to a step page or, `step#exercise`, to one of its exercises."""
        _, _, part = target.partition("#")
        if part and self.rows.select(part):
            self.pages.show_row(part)
            self.pages.to_list()
            self._do(self.session.library.exercises.one(part))
        else:
            super().show(target)

    @property
    def step_id(self) -> str:
        """Id of the step in focus, or of the step that the exercise in focus belongs to; empty on the first row."""
        return self._steps.step_of(self.rows.key)

    def open_row(self, key: str) -> None:
        """Do an exercise, or go into the page of a step."""
        if key in self._steps.exercises:
            self._do(self.session.library.exercises.one(key))
        else:
            super().open_row(key)

    @work
    async def _do(self, exercise: Exercise) -> None:
        """Do a round of an exercise."""
        work = self._steps.own_work(exercise.id)
        await self.prompter.fill_in(
            partial(
                dialogs.exercise.ExerciseForm, self.session, exercise, work
            ),
            tr("Kept. Doing one is enough for a day."),
        )

    @work
    async def action_mark(self) -> None:
        """Ask for the mark of the step in focus, and keep it."""
        if step := self.step_id:
            await self._steps.ask_mark(self.prompter, step)
        else:
            self.notice(tr("Go to a step first."))

    @work
    async def action_write_here(self) -> None:
        """Choose a prompt of the step and write on it, or on the exercise in focus."""
        library, step = self.session.library, self.step_id
        if not step:
            self.notice(tr("Go to a step first."))
            return
        if self.rows.key != step:
            self._do(library.exercises.one(self.rows.key))
            return
        prompts = {
            prompt.id: prompt.text
            for prompt in library.step(step, self.session.kind).prompts
        }
        answer = await self.prompter.choose(
            tr("Write on a question"),
            tr("Choose one. Ten minutes is plenty."),
            list(prompts.items()),
        )
        if answer:
            self.post_message(WriteWanted(prompts[answer], answer))

    def action_goal(self) -> None:
        """Start a goal from the template of the step."""
        if step := self.step_id:
            self.post_message(
                GoalWanted(
                    self.session.library.step(step, self.session.kind).goal,
                    step,
                )
            )
        else:
            self.notice(tr("Go to a step first."))
