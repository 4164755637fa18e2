"""An exercise as a page of its own: instructions, items to tick, fields to write in, a quiet timer."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar, Final, TypeAlias

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.timer import Timer

from trust_tui.dialogs.earlier_rounds import (
    last_answers,
    page_of_rounds,
    rounds_of,
)
from trust_tui.dialogs.exercise_fields import ExerciseFields, ExercisePane
from trust_tui.dialogs.form import Form, SavedNote, whom_about
from trust_tui.dialogs.page_reader import PageDialog
from trust_tui.domain import (
    ConflictError,
    Entry,
    ExerciseWork,
    Record,
    StoreError,
    ticked,
    tr,
    trn,
)
from trust_tui.library import Exercise
from trust_tui.session import Session
from trust_tui.typeset import Block, ListBlock, ListItem
from trust_tui.widgets import PageView

MINUTE: Final = 60.0

Change: TypeAlias = Callable[[ExerciseWork], ExerciseWork]
"""What becomes of an exercise."""


class ExerciseForm(Form[ExerciseWork]):
    """Does one round of an exercise.

    A tick is kept as it is set. What is written stays a draft until the round is done; then it becomes a journal
    entry that answers the exercise. Stepping back leaves the round open, to be gone on with.
    """

    DEFAULT_CSS = """
    ExerciseForm PageView { height: 1fr; }
    ExerciseForm SavedNote { padding: 0 2; }
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
        about: str | None = None,
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            exercise: What is done.
            record: What was done of it before.
            about: Id of the relationship a first round is about; None for whoever is in mind.
        """
        about = whom_about(session, record, about)
        super().__init__(
            exercise.title,
            session,
            f"exercise:{exercise.id}:{about or 'all'}",
            record,
        )
        self.about = about
        self.exercise = exercise
        self._round = ExerciseRound(session, record)
        self._rounds = rounds_of(session.workbook, self._work)
        if exercise.fields:
            self.under_day("exercise-kept-on")

    @property
    def _work(self) -> ExerciseWork:
        return (
            self.record.value
            if self.record
            else ExerciseWork(exercise=self.exercise.id, about=self.about)
        )

    def compose(self) -> ComposeResult:
        """The page, and below it the fields."""
        with ExercisePane(id="exercise"):
            with Container(id="both"):
                yield PageView(id="page")
                if self.kept_day is not None:
                    items = self.exercise.fields
                    asked = [item.text for item in items]
                    last = last_answers(self._rounds, asked, self.session.today)
                    day = self.kept_day.make_labelled(tr("Day"))
                    yield ExerciseFields(items, last, day)
            yield QuietTimer(id="exercise-note")

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Earlier answers where there are some."""
        return bool(self._rounds) if action == "earlier" else True

    def action_earlier(self) -> None:
        """Show all that was written in this exercise before."""
        blocks = page_of_rounds(self._rounds)
        title = self.exercise.title
        page = PageDialog(self.session, "", blocks=blocks, title=title)
        self.app.push_screen(page)

    def on_mount(self) -> None:
        """Show the page where the round was left."""
        page = self.query_one(PageView)
        page.show(_without_fields(self.exercise), ticked=self._work.ticked)
        page.focus()
        super().on_mount()
        note, times = self.query_one(QuietTimer), self._work.times_done
        note.say_done(times, has_earlier=bool(self._rounds))

    def value(self) -> ExerciseWork:
        """The exercise with this round done."""
        return _one_more_round(self._work)

    def fields(self) -> Mapping[str, str]:
        """What is written, by field id."""
        for fields in self.query(ExerciseFields):
            return fields.written()
        return {}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for writing in self.query(ExerciseFields):
            writing.fill(fields)

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
        text = self.words(value)
        if not text or self.kept_day is None:
            return await self._change(_one_more_round)
        entry = Entry(
            text=text,
            title=self.exercise.title,
            day=self.kept_day.day,
            answers=self.exercise.id,
            about=self.about,
        )
        return await self._change(_one_more_round, entry, self.kept_day.made)

    async def _change(
        self,
        change: Change,
        entry: Entry | None = None,
        made: datetime | None = None,
    ) -> Record[ExerciseWork]:
        new = ExerciseWork(exercise=self.exercise.id, about=self.about)
        self.record = await self._round.change(new, change, entry, made)
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

    def say_done(self, times: int, *, has_earlier: bool) -> None:
        """Say how often it was done before; nothing where it was not."""
        if times:
            said = trn("Done once before.", "Done {count} times before.", times)
            if has_earlier:
                said += " " + tr("e shows what you wrote.")
            self.say(said)

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
            self.say(
                tr(
                    "{minutes} min left. t stops the timer.",
                    minutes=self._minutes,
                )
            )
        else:
            self.say(tr("That was the time. Stop, or take longer."))


class ExerciseRound:
    """What is kept of an exercise: its ticks and rounds, and an entry for what was written."""

    def __init__(
        self,
        session: Session,
        record: Record[ExerciseWork] | None,
    ) -> None:
        self._session = session
        self._record = record
        self._one_at_a_time = asyncio.Lock()

    async def change(
        self,
        new: ExerciseWork,
        change: Change,
        entry: Entry | None,
        made: datetime | None,
    ) -> Record[ExerciseWork]:
        """Change the exercise as it stands now, one change after the other, and keep an entry with it.

        Args:
            new: The exercise where it was not begun yet.
            change: What becomes of it.
            entry: What was written, None for nothing.
            made: When that was, None for now.
        """
        async with self._one_at_a_time:
            self._record = await self._session.write(
                self._latest, new, change, entry, made
            )
        return self._record

    def _latest(
        self,
        new: ExerciseWork,
        change: Change,
        entry: Entry | None,
        made: datetime | None,
    ) -> Record[ExerciseWork]:
        """Another session may have gone on with it: what is done here is added to that."""
        try:
            return self._write(self._record, new, change, entry, made)
        except ConflictError:
            record = self._record
            if record is not None:
                record = self._session.workbook.of(ExerciseWork).get(record.id)
            return self._write(record, new, change, entry, made)

    def _write(
        self,
        record: Record[ExerciseWork] | None,
        new: ExerciseWork,
        change: Change,
        entry: Entry | None,
        made: datetime | None,
    ) -> Record[ExerciseWork]:
        workbook = self._session.workbook
        value = change(record.value if record else new)
        with workbook.batch():
            if entry is not None:
                kept = workbook.of(Entry).keep(entry, made)
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
