"""The habits of the content: each is switched on or off by the user, and counted without a row of days to keep up."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from trust_tui.domain import (
    Habit,
    HabitTick,
    Record,
    StoreError,
    switched_on,
    tr,
    trn,
)
from trust_tui.library import Section
from trust_tui.session import Session
from trust_tui.typeset import Block, Paragraph, Span
from trust_tui.widgets import Dialog, PageView, Row, RowList


class HabitsDialog(Dialog[str]):
    """Shows the habits and what each is; Enter switches the one in focus.

    Answers with what the habit in focus keeps (`promises`, `letter` ...) when the user wants to note one.
    """

    DEFAULT_CSS = """
    HabitsDialog > #body { padding: 1 0 0 0; }
    HabitsDialog RowList { width: 36; padding: 0 1; }
    HabitsDialog PageView { width: 1fr; max-width: 80; border-left: solid $rule; }
    HabitsDialog.-narrow Horizontal { layout: vertical; }
    HabitsDialog.-narrow RowList { width: 1fr; height: 45%; }
    HabitsDialog.-narrow PageView { width: 1fr; border-left: none; border-top: solid $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "On or off",
            id="habits.switch",
            key_display="Enter",
        ),
        Binding("n", "note", "Note one", id="habits.note"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Small habits"))
        self.session = session

    def compose_body(self) -> ComposeResult:
        """The list and the text of the one in focus."""
        with Horizontal():
            yield RowList(
                id="habits",
                empty=[
                    tr("None is offered."),
                    tr("Choose some in the settings."),
                ],
            )
            yield PageView(id="page")

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()
        self.query_one(RowList).focus()

    @property
    def _habits(self) -> tuple[Section, ...]:
        parts = self.session.library.text("habits", "habits").parts
        return tuple(
            part for part in parts if self.session.config.offers(part.id)
        )

    def _show(self) -> None:
        on = switched_on(
            self.session.workbook.of(Habit).about(self.session.shown)
        )
        rows = [
            Row(
                part.id,
                [(part.title, "text")],
                [(tr("on") if part.id in on else "", "care")],
            )
            for part in self._habits
        ]
        self.query_one(RowList).set_rows(rows)

    @on(RowList.Moved)
    def _read(self, event: RowList.Moved) -> None:
        self.refresh_bindings()
        part = next(part for part in self._habits if part.id == event.key)
        ticks = sum(
            t.value.habit == part.id
            for t in self.session.workbook.of(HabitTick).about(
                self.session.shown
            )
        )
        blocks: list[Block] = [*part.blocks]
        if ticks:
            said = trn(
                "Ticked once so far.", "Ticked {count} times so far.", ticks
            )
            blocks.append(Paragraph(spans=(Span(text=said, emphasis=True),)))
        self.query_one(PageView).show(blocks, title=part.title)

    @on(RowList.Chosen)
    @work
    async def _switch(self, event: RowList.Chosen) -> None:
        repository = self.session.workbook.of(Habit)
        records: list[Record[Habit]] = [
            r
            for r in repository.about(self.session.shown)
            if r.value.habit == event.key
            and r.value.about == self.session.about
        ]
        on = event.key not in switched_on(repository.about(self.session.shown))
        value = Habit(habit=event.key, on=on, about=self.session.about)
        try:
            if records:
                await self.session.write(repository.change, records[0], value)
            else:
                await self.session.write(repository.keep, value)
        except StoreError as error:
            self.notice(f"{error.title}: {error.advice}")
            return
        self._show()

    def action_note(self) -> None:
        """Note what the habit in focus keeps."""
        part = next(
            (
                part
                for part in self._habits
                if part.id == self.query_one(RowList).key
            ),
            None,
        )
        if part is not None:
            self.dismiss(part.heading.attrs.get("keeps", ""))

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """A habit that is ticked day by day is ticked on the overview."""
        if action != "note" or not self.is_mounted:
            return True
        key = self.query_one(RowList).key
        return any(
            part.id == key and part.heading.attrs.get("keeps") != "tick"
            for part in self._habits
        )

    def action_choose(self) -> None:
        """Switch the habit in focus."""
        self.query_one(RowList).action_choose()
