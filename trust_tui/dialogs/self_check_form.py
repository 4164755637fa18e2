"""The self-check: twelve statements on signs and three on solid ground, about the past seven days."""

import json
from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from trust_tui.dialogs.form import Form, SavedNote, whom_about
from trust_tui.domain import (
    Record,
    SelfCheck,
    later,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import FieldError, Words
from trust_tui.widgets.scale_form import ScaleForm


class SelfCheckForm(Form[SelfCheck]):
    """Answers the statements. What is answered so far is kept as a draft, so it can be gone on with later."""

    DEFAULT_CSS = """
    SelfCheckForm #self-check { max-width: 76; }
    SelfCheckForm #self-check-intro { margin: 0 0 1 2; }
    SelfCheckForm ScaleForm { height: 1fr; }
    SelfCheckForm LabelledLine { margin: 0 0 0 1; }
    SelfCheckForm SavedNote { margin: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "one_or_all", "One or all", id="self-check.one-or-all"),
        Binding("d", "to_day", "Its day", id="self-check.day"),
    ]

    def __init__(
        self,
        session: Session,
        record: Record[SelfCheck] | None = None,
        whom: str | None = None,
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            record: The self-check to change, None for a new one.
            whom: Whom a new one is about, or `NOBODY`; None for whoever is in mind.
        """
        about = whom_about(session, record, whom)
        key = (
            f"self-check:{record.id}"
            if record
            else f"self-check:new:{about or 'all'}"
        )
        title = session.titled(tr("Self-check"), about)
        super().__init__(title, session, key, record)
        self.about = about
        self._on = self.under_day("self-check-day", record)
        self._items = session.library.self_check_items()
        self._heading = session.library.text("self-check", "scale").title

    def compose(self) -> ComposeResult:
        """The statements."""
        with Vertical(id="self-check"):
            yield Words(
                tr(
                    "{heading}. 0-4 answers, - does not apply, Space skips.",
                    heading=self._heading,
                ),
                said=f"{self._heading}.",
                classes="quiet spare",
                id="self-check-intro",
            )
            yield ScaleForm(id="items", one=True)
            yield self._on.make_labelled(tr("Day"))
            yield SavedNote(id="self-check-note")

    def on_mount(self) -> None:
        """Show the statements."""
        form = self.query_one(ScaleForm)
        form.set_items(
            self._items, self.record.value.answers if self.record else {}
        )
        form.focus()
        super().on_mount()
        self._count()

    def value(self) -> SelfCheck:
        """The self-check as it stands."""
        answers = self.query_one(ScaleForm).answers
        if not answers:
            raise FieldError(
                tr(
                    "Nothing is answered yet. Press Esc to leave it for another day."
                ),
                "items",
            )
        return SelfCheck(
            day=self._on.day,
            answers=answers,
            reviewed=self.session.library.header("self-check").reviewed,
            about=self.about,
        )

    def fields(self) -> Mapping[str, str]:
        """The answers as JSON."""
        return {
            "answers": json.dumps(
                self.query_one(ScaleForm).answers, sort_keys=True
            )
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in, and go on at the first statement that is open."""
        answers: dict[str, int | None] = json.loads(fields.get("answers", "{}"))
        form = self.query_one(ScaleForm)
        form.set_items(self._items, answers)
        form.cursor = next(
            (i for i, item in enumerate(self._items) if item.id not in answers),
            0,
        )

    def words(self, value: SelfCheck) -> str:
        """The answers as text."""
        texts = {item.id: item.text for item in self._items}
        return "\n".join(
            f"{texts.get(id, id)} {'-' if answer is None else answer}"
            for id, answer in value.answers.items()
        )

    def action_one_or_all(self) -> None:
        """One statement at a time, or all of them as a list."""
        form = self.query_one(ScaleForm)
        form.one = not form.one

    def action_to_day(self) -> None:
        """To the line for the day."""
        self._on.line.focus()

    @on(ScaleForm.Refused)
    def _say_which(self, event: ScaleForm.Refused) -> None:
        self.notice(event.sentence)

    @on(ScaleForm.Changed)
    def _answered(self) -> None:
        self.touched()
        self._count()

    @on(ScaleForm.Left)
    def _at_the_end(self, event: ScaleForm.Left) -> None:
        if event.step > 0:
            self.notice(
                tr("That was the last one. ^s keeps it and shows the reading.")
            )

    def _count(self) -> None:
        answers = self.query_one(ScaleForm).answers
        answered = sum(item.id in answers for item in self._items)
        # The short one takes no second line in a small window, where nobody would see it.
        said = (
            later("{answered} of {number} answered. ^s keeps.")
            if self.screen.has_class("-short")
            else later(
                "{answered} of {number} answered, and none has to be. ^s keeps."
            )
        )
        self.query_one(SavedNote).say(
            tr(said, answered=answered, number=len(self._items))
        )
