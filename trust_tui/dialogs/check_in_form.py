"""The daily check-in: the items of the content, a line that went well, anything else; under a minute, one hand."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from trust_tui.dialogs.check_in_day import CheckInDay
from trust_tui.dialogs.check_in_fields import CheckInFields, words_for
from trust_tui.dialogs.form import Form, whom_about
from trust_tui.domain import (
    NOBODY,
    CheckIn,
    Record,
    day_and_month,
    known_tags,
    tags_in,
    tr,
)
from trust_tui.library import Item
from trust_tui.messages import CheckInWanted
from trust_tui.session import Session
from trust_tui.widgets import FieldError
from trust_tui.widgets.scale_form import ScaleForm

SEEN: Final = 400
"""Check-ins whose tags are offered again, the latest ones."""


class CheckInForm(Form[CheckIn]):
    """Checks in for one day, or changes that day's check-in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "comma",
            "other_day(-1)",
            "Day before",
            id="check-in.day-before",
            key_display=",",
        ),
        Binding(
            "full_stop",
            "other_day(1)",
            "Day after",
            id="check-in.day-after",
            key_display=".",
        ),
        Binding("d", "choose_day", "Another day", id="check-in.choose-day"),
    ]

    def __init__(
        self,
        session: Session,
        day: date,
        record: Record[CheckIn] | None = None,
        about: str | None = None,
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            day: The day it is about.
            record: What was answered for it already.
            about: Id of the relationship a new one is about, or `NOBODY`; None for whoever is in mind.
        """
        about = whom_about(session, record, about)
        title = (
            tr("Check in")
            if day == session.today
            else tr("Check in for {day}", day=day_and_month(day))
        )
        super().__init__(
            session.titled(title, about),
            session,
            f"check-in:{about or 'all'}:{day.isoformat()}",
            record,
        )
        self.about = about
        self._asked_for = about
        self._day = self.kept_day = CheckInDay(session, record, day)
        self._words = words_for(session.library, session.kind_of(about))

    @property
    def _items(self) -> Sequence[Item]:
        return self.session.library.daily_items(
            self.session.kind_of(self.about)
        )

    def compose(self) -> ComposeResult:
        """The items and the lines."""
        old = CheckIn(day=self._day.opened_for, answers={})
        if self.record:
            old = self.record.value
        kept = self.session.workbook.of(CheckIn).about(self.about or NOBODY)
        yield CheckInFields(
            self._words,
            old,
            self._day,
            known_tags(record.value for record in kept[:SEEN]),
        )

    @property
    def _fields(self) -> CheckInFields:
        return self.query_one(CheckInFields)

    def on_mount(self) -> None:
        """Show the items."""
        items = self._fields.items
        items.set_items(
            self._items, self.record.value.answers if self.record else {}
        )
        items.focus()
        super().on_mount()

    def on_resize(self) -> None:
        """Give the items the room that the lines leave."""
        self._fields.fit(self.app.size.height)

    def value(self) -> CheckIn:
        """The check-in as it stands."""
        answers = self._fields.items.answers
        good, note, typed = self._fields.typed
        tags = tags_in(typed)
        if not (answers or good or note or tags):
            raise FieldError(
                tr("Nothing is answered yet. Press Esc to leave it for today."),
                "check-in-items",
            )
        return CheckIn(
            day=self._day.free(self.about),
            answers=answers,
            good=good,
            note=note,
            tags=tags,
            about=self.about,
        )

    def fields(self) -> Mapping[str, str]:
        """The answers as JSON and the lines."""
        return self._fields.drafted()

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self._fields.fill(fields, self._items)

    def words(self, value: CheckIn) -> str:
        """The answers and lines as text."""
        items = {item.id: item for item in self._items}
        lines = []
        for id, answer in value.answers.items():
            if id in items:
                lines.append(
                    f"{items[id].text} {items[id].answer_text(answer)}"
                )
        lines += [value.good, value.note, *value.tags]
        return "\n".join(lines).strip()

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Days that may still be filled, from today back."""
        if action != "other_day":
            return True
        step = parameters[0]
        return (
            isinstance(step, int)
            and self.about == self._asked_for
            and self._day.has_come(step)
        )

    @work(exclusive=True, group="back")
    async def action_other_day(self, step: int) -> None:
        """The check-in of the day before or after; what was typed here stays as a draft."""
        day = self._day.opened_for + timedelta(days=step)
        await self._go_to(day)

    @work
    async def action_choose_day(self) -> None:
        """The check-in of any day that is past."""
        day = await self._day.ask_another(self.app)
        if day is not None:
            await self._go_to(day)

    async def _go_to(self, day: date) -> None:
        app = self.app
        if await self.leave():
            app.post_message(CheckInWanted(day, self.about or NOBODY))

    @on(ScaleForm.Refused)
    def _say_which(self, event: ScaleForm.Refused) -> None:
        self.notice(event.sentence)

    @on(ScaleForm.Changed)
    def _answered(self) -> None:
        self.touched()

    @on(Input.Submitted, "#day-note")
    @on(Input.Submitted, "#day-tags")
    @on(Input.Submitted, "#checkin-day")
    def _finish(self) -> None:
        self.finish()
