"""The daily check-in: the items of the content, a line that went well, anything else; under a minute, one hand."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from trust_tui import formats
from trust_tui.dialogs.form import Form, whom_about
from trust_tui.dialogs.kept_day import KeptDay
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.domain import (
    NOBODY,
    CheckIn,
    Record,
    day_and_month,
    known_tags,
    later,
    tags_in,
    tr,
)
from trust_tui.library import Item
from trust_tui.messages import CheckInWanted
from trust_tui.session import Session
from trust_tui.widgets import FieldError, LabelledLine, TagLine, Words
from trust_tui.widgets.scale_form import ScaleForm

FIXED_LINES: Final = 14
"""Lines of the dialog that are not the items: the frame, the first sentence, the three lines and what is between."""


LOW: Final = 22
"""Below this height the line about safety gives its place to the items."""

TAGS: Final = later("Tags for the day, with commas")

SEEN: Final = 400
"""Check-ins whose tags are offered again, the latest ones."""


def _past_day(given: Sequence[str], *, today: date) -> date:
    """The day that was typed.

    Raises:
        UsageError: It is none.
        ValueError: It is still to come.
    """
    day = formats.moments.read_day(given[0], today) or today
    if day > today:
        raise ValueError(tr("That day is still to come."))
    return day


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

    DEFAULT_CSS = """
    CheckInForm #check-in { max-width: 76; scrollbar-size-vertical: 1; }
    CheckInForm #check-in-intro { margin: 0 0 1 2; }
    CheckInForm ScaleForm { height: auto; max-height: 13; min-height: 6; }
    CheckInForm LabelledLine { margin: 0 0 0 2; }
    CheckInForm #not-safe { margin: 1 0 0 2; }
    CheckInForm #day-good-box { margin: 1 0 0 2; }
    CheckInForm Horizontal { height: auto; }
    CheckInForm #day-tags-box { width: 2fr; }
    CheckInForm #day-kept { width: 1fr; height: auto; margin: 0 0 0 2; }
    """

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
        self._day = day
        self._on = self.kept_day = KeptDay(
            session, "checkin-day", record, day=day
        )
        library = session.library
        labels = library.labels("checkin-daily", "lines")
        self._lines = {
            id: item.said(session.kind_of(self.about))
            for id, item in labels.items()
        }
        self._not_safe = library.text("checkin-daily", "not-safe").title

    @property
    def _items(self) -> Sequence[Item]:
        return self.session.library.daily_items(
            self.session.kind_of(self.about)
        )

    def compose(self) -> ComposeResult:
        """The items and the lines."""
        old = CheckIn(day=self._day, answers={})
        if self.record:
            old = self.record.value
        with VerticalScroll(id="check-in", can_focus=False):
            yield Words(
                tr("0-4 answers, - does not apply, Space skips."),
                said="",
                classes="quiet spare",
                id="check-in-intro",
            )
            yield ScaleForm(id="check-in-items")
            yield LabelledLine(self._lines["day-good"], old.good, id="day-good")
            yield LabelledLine(self._lines["day-note"], old.note, id="day-note")
            of = self.session.workbook.of(CheckIn)
            kept = of.about(self.about or NOBODY)
            known = known_tags(record.value for record in kept[:SEEN])
            with Horizontal():
                yield TagLine(tr(TAGS), old.tags, known, id="day-tags")
                with Vertical(id="day-kept"):
                    yield Words(tr("Day and time"), classes="strong")
                    yield self._on.make_line()
            yield Words(f"! {self._not_safe}", classes="quiet", id="not-safe")

    def on_mount(self) -> None:
        """Show the items."""
        form = self.query_one(ScaleForm)
        form.set_items(
            self._items, self.record.value.answers if self.record else {}
        )
        form.focus()
        super().on_mount()

    def on_resize(self) -> None:
        """Give the items the room that the lines leave."""
        height = self.app.size.height
        form = self.query_one(ScaleForm)
        low = height < LOW
        self.query_one(
            "#not-safe"
        ).display = not low  # the key line says it too
        form.styles.height = max(
            6, min(form.tallest, height - FIXED_LINES + (2 if low else 0))
        )

    def value(self) -> CheckIn:
        """The check-in as it stands."""
        answers = self.query_one(ScaleForm).answers
        good, note, typed = (
            self.query_one(f"#{id}-box", LabelledLine).value
            for id in ("day-good", "day-note", "day-tags")
        )
        tags = tags_in(typed)
        if not (answers or good or note or tags):
            raise FieldError(
                tr("Nothing is answered yet. Press Esc to leave it for today."),
                "check-in-items",
            )
        return CheckIn(
            day=self._kept_on(),
            answers=answers,
            good=good,
            note=note,
            tags=tags,
            about=self.about,
        )

    def _kept_on(self) -> date:
        """The day in its field, which has no other check-in about the same.

        Raises:
            FieldError: It is none, still to come, or has one.
        """
        day, own = self._on.day, self.record.id if self.record else ""
        if day > self.session.today:
            raise FieldError(tr("That day is still to come."), "checkin-day")
        if day == self._day:
            return day
        kept = self.session.workbook.of(CheckIn).about(self.about or NOBODY)
        others = {one.value.day for one in kept if one.id != own}
        if day in others:
            raise FieldError(
                tr(
                    "That day has a check-in: leave this as it was, and change the one there."
                ),
                "checkin-day",
            )
        return day

    def fields(self) -> Mapping[str, str]:
        """The answers as JSON and the lines."""
        return {
            "answers": json.dumps(
                self.query_one(ScaleForm).answers, sort_keys=True
            ),
            "good": self.query_one("#day-good", Input).value,
            "note": self.query_one("#day-note", Input).value,
            "tags": self.query_one("#day-tags", Input).value,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        answers: dict[str, int | None] = json.loads(fields.get("answers", "{}"))
        self.query_one(ScaleForm).set_items(self._items, answers)
        self.query_one("#day-good", Input).value = fields.get("good", "")
        self.query_one("#day-note", Input).value = fields.get("note", "")
        self.query_one("#day-tags", Input).value = fields.get("tags", "")

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
        back = (self.session.today - self._day).days
        return (
            isinstance(step, int)
            and self.about == self._asked_for
            and back - step >= 0
        )

    @work(exclusive=True, group="back")
    async def action_other_day(self, step: int) -> None:
        """The check-in of the day before or after; what was typed here stays as a draft."""
        app = self.app
        if await self.leave():
            app.post_message(
                CheckInWanted(
                    self._day + timedelta(days=step), self.about or NOBODY
                )
            )

    @work
    async def action_choose_day(self) -> None:
        """The check-in of any day that is past."""
        app, today = self.app, self.session.today
        hint = tr("Like yesterday, friday, 3 days ago or 2 March 2026.")
        question = LinesDialog(
            tr("Another day"),
            tr("Which day is it about?"),
            [Asked(label=tr("Day"), hint=hint)],
            partial(_past_day, today=today),
        )
        day = await app.push_screen_wait(question)
        if day is not None and await self.leave():
            app.post_message(CheckInWanted(day, self.about or NOBODY))

    @on(ScaleForm.Refused)
    def _say_which(self, event: ScaleForm.Refused) -> None:
        self.notice(event.sentence)

    @on(ScaleForm.Changed)
    def _answered(self) -> None:
        self.touched()

    @on(ScaleForm.Left)
    def _go_on(self, event: ScaleForm.Left) -> None:
        if event.step > 0:
            self.query_one("#day-good", Input).focus()

    @on(Input.Submitted, "#day-good")
    def _to_note(self) -> None:
        self.query_one("#day-note", Input).focus()

    @on(Input.Submitted, "#day-note")
    @on(Input.Submitted, "#day-tags")
    @on(Input.Submitted, "#checkin-day")
    def _finish(self) -> None:
        self.finish()
