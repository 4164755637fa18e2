"""An exercise as a page of its own: instructions, items to tick, fields to write in, a quiet timer."""

import asyncio
from collections.abc import Callable, Mapping
from typing import ClassVar, Final, TypeAlias

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, TextArea

from trust_tui.dialogs.earlier_rounds import (
    last_answers,
    page_of_rounds,
    rounds_of,
)
from trust_tui.dialogs.form import Form, SavedNote
from trust_tui.dialogs.page_reader import PageDialog
from trust_tui.domain import (
    ConflictError,
    Entry,
    ExerciseWork,
    Record,
    StoreError,
    ticked,
)
from trust_tui.library import Exercise
from trust_tui.session import Session
from trust_tui.typeset import Block, ListBlock, ListItem
from trust_tui.widgets import LabelledLine, PageView, Words
from trust_tui.widgets.long_field import Lines

MINUTE: Final = 60.0

Change: TypeAlias = Callable[[ExerciseWork], ExerciseWork]
"""What becomes of an exercise."""


class ExerciseForm(Form[ExerciseWork]):
    """Does one round of an exercise.

    A tick is kept as it is set. What is written stays a draft until the round is done; then it becomes a journal
    entry that answers the exercise. Stepping back leaves the round open, to be gone on with.
    """

    DEFAULT_CSS = """
    ExerciseForm #exercise { max-width: 86; }
    ExerciseForm PageView { height: 1fr; }
    ExerciseForm #writing {
        height: auto; max-height: 60%; padding: 1 2 0 2; border-top: solid $rule; scrollbar-size-vertical: 1;
    }
    .-short ExerciseForm #writing:focus-within { max-height: 100%; height: 100%; padding: 0 2; border-top: none; }
    ExerciseForm Lines { height: 4; background: $panel; margin: 0 0 1 0; }
    ExerciseForm SavedNote { margin: 0 2; }
    ExerciseForm .earlier { margin: 0 0 1 1; max-height: 3; }
    """
    BODY: ClassVar = "-to-the-edge"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s",
            "screen.save",
            "Done for now",
            id="form.save",
            key_display="^s",
        ),
        Binding(
            "tab",
            "app.focus_next",
            "Write",
            id="exercise.write",
            key_display="Tab",
        ),
        Binding("t", "timer", "Timer", id="exercise.timer"),
        Binding("e", "earlier", "Earlier", id="exercise.earlier"),
    ]

    def __init__(
        self,
        session: Session,
        exercise: Exercise,
        record: Record[ExerciseWork] | None = None,
    ) -> None:
        super().__init__(
            exercise.title,
            session,
            f"exercise:{exercise.id}:{session.about or 'all'}",
            record,
        )
        self.exercise = exercise
        self._round = ExerciseRound(session, exercise, record)
        self._rounds = rounds_of(session.workbook, self._work)

    @property
    def _work(self) -> ExerciseWork:
        return (
            self.record.value
            if self.record
            else ExerciseWork(exercise=self.exercise.id, about=self.about)
        )

    def compose(self) -> ComposeResult:
        """The page, and below it the fields."""
        with Vertical(id="exercise"):
            yield PageView(id="page")
            if self.exercise.fields:
                with VerticalScroll(id="writing", can_focus=False):
                    yield from self._fields()
            yield QuietTimer(id="exercise-note")

    def _fields(self) -> ComposeResult:
        """The fields, each with what was written there last time."""
        fields = self.exercise.fields
        labels = [item.text for item in fields]
        earlier = last_answers(self._rounds, labels, self.session.today)
        for item in fields:
            last = earlier.get(item.text, "")
            if item.attrs.get("write") == "line":
                yield LabelledLine(item.text, id=item.id)
            else:
                yield Words(item.text, classes="strong")
                yield Lines(id=item.id)
            if last:
                yield Words(last, classes="quiet earlier")

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Earlier answers where there are some."""
        return bool(self._rounds) if action == "earlier" else True

    def action_earlier(self) -> None:
        """Show all that was written in this exercise before."""
        self.app.push_screen(
            PageDialog(
                self.session,
                "",
                blocks=page_of_rounds(self._rounds),
                title=self.exercise.title,
            )
        )

    def on_mount(self) -> None:
        """Show the page where the round was left."""
        page = self.query_one(PageView)
        page.show(_without_fields(self.exercise), ticked=self._work.ticked)
        page.focus()
        super().on_mount()
        if times := self._work.times_done:
            done = "once" if times == 1 else f"{times} times"
            earlier = " e shows what you wrote." if self._rounds else ""
            self.query_one(SavedNote).say(f"Done {done} before.{earlier}")

    def value(self) -> ExerciseWork:
        """The exercise with this round done."""
        return _one_more_round(self._work)

    def fields(self) -> Mapping[str, str]:
        """What is written, by field id."""
        written: dict[str, str] = {}
        for item in self.exercise.fields:
            widget = self.query_one(f"#{item.id}")
            if isinstance(widget, TextArea):
                written[item.id] = widget.text
            elif isinstance(widget, Input):
                written[item.id] = widget.value
        return written

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for item in self.exercise.fields:
            widget = self.query_one(f"#{item.id}")
            if isinstance(widget, TextArea):
                widget.text = fields.get(item.id, "")
            elif isinstance(widget, Input):
                widget.value = fields.get(item.id, "")

    def words(self, value: ExerciseWork) -> str:
        """What is written, each field under its label."""
        written = self.fields()
        texts = [
            (item.text, written[item.id].strip())
            for item in self.exercise.fields
        ]
        return "\n\n".join(f"{label}\n{text}" for label, text in texts if text)

    async def keep(self, value: ExerciseWork) -> Record[ExerciseWork]:
        """Have the round on the disk, and what is written as an entry with it."""
        return await self._change(_one_more_round, self.words(value))

    async def _change(
        self, change: Change, text: str = ""
    ) -> Record[ExerciseWork]:
        self.record = await self._round.change(change, text, self.about)
        self.draft.revision = self.record.revision
        return self.record

    @on(PageView.Ticked)
    def _tick(self, event: PageView.Ticked) -> None:
        self._keep_tick(event.id)

    @work(group="tick")
    async def _keep_tick(self, item: str) -> None:
        try:
            record = await self._change(lambda work: ticked(work, item))
        except StoreError as error:
            self.notice(f"{error.title}: {error.advice}")
            return
        self.query_one(PageView).set_ticked(record.value.ticked)

    def action_timer(self) -> None:
        """Start a timer of the exercise's length, or stop it."""
        self.query_one(QuietTimer).turn(self.exercise.minutes)


class QuietTimer(SavedNote):
    """The line below an exercise: what was done before, and the minutes that are left once a timer runs."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._minutes = 0
        self._minute: Timer | None = None

    def turn(self, minutes: int) -> None:
        """Start a timer, or stop the one that runs."""
        if self._minute is not None:
            self._stop()
            self.say("")
            return
        self._minutes = minutes
        self._minute = self.set_interval(MINUTE, self._count_down)
        self._say_minutes()

    def _stop(self) -> None:
        if self._minute is not None:
            self._minute.stop()
            self._minute = None

    def _count_down(self) -> None:
        self._minutes -= 1
        self._say_minutes()
        if self._minutes <= 0:
            self._stop()

    def _say_minutes(self) -> None:
        if self._minutes > 0:
            self.say(f"{self._minutes} min left. t stops the timer.")
        else:
            self.say("That was the time. Stop, or take longer.")


class ExerciseRound:
    """What is kept of an exercise: its ticks and rounds, and an entry for what was written."""

    def __init__(
        self,
        session: Session,
        exercise: Exercise,
        record: Record[ExerciseWork] | None,
    ) -> None:
        self._session = session
        self._exercise = exercise
        self._record = record
        self._one_at_a_time = asyncio.Lock()

    async def change(
        self, change: Change, text: str, about: str | None
    ) -> Record[ExerciseWork]:
        """Change the exercise as it stands now, one change after the other, and keep a text as an entry with it."""
        new = ExerciseWork(exercise=self._exercise.id, about=about)
        async with self._one_at_a_time:
            self._record = await self._session.write(
                self._latest, change, text, new
            )
        return self._record

    def _latest(
        self, change: Change, text: str, new: ExerciseWork
    ) -> Record[ExerciseWork]:
        """Another session may have gone on with it: what is done here is added to that."""
        try:
            return self._write(self._record, change, text, new)
        except ConflictError:
            record = self._record
            if record is not None:
                record = self._session.workbook.of(ExerciseWork).get(record.id)
            return self._write(record, change, text, new)

    def _write(
        self,
        record: Record[ExerciseWork] | None,
        change: Change,
        text: str,
        new: ExerciseWork,
    ) -> Record[ExerciseWork]:
        workbook = self._session.workbook
        value = change(record.value if record else new)
        with workbook.batch():
            if text:
                entry = Entry(
                    text=text,
                    title=self._exercise.title,
                    day=self._session.today,
                    answers=self._exercise.id,
                    about=value.about,
                )
                kept = workbook.of(Entry).keep(entry)
                value = replace(value, entries=(*value.entries, kept.id))
            repository = workbook.of(ExerciseWork)
            if record:
                return repository.change(record, value)
            return repository.keep(value)


def _one_more_round(work: ExerciseWork) -> ExerciseWork:
    """The exercise with the round under way done."""
    return replace(work, ticked=(), written={}, times_done=work.times_done + 1)


def _without_fields(exercise: Exercise) -> list[Block]:
    """The exercise to read: the writing fields stand below as fields."""
    blocks: list[Block] = []
    for block in exercise.blocks:
        if isinstance(block, ListBlock):
            items: tuple[ListItem, ...] = tuple(
                item for item in block.items if "write" not in item.attrs
            )
            if not items:
                continue
            block = replace(block, items=items)
        blocks.append(block)
    return blocks
