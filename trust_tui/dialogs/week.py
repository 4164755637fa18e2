"""The look back at the week: made of the user's own words, with one question and one small plan."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from trust_tui.dialogs.form import Form, whom_about
from trust_tui.dialogs.week_words import (
    lines_of_the_week,
    markdown_of,
    parts_of,
    title_of,
)
from trust_tui.domain import (
    NOBODY,
    Entry,
    Goal,
    next_question,
    tr,
    week_back,
)
from trust_tui.session import Session
from trust_tui.widgets import LabelledLine, Words

LINES = ("answer", "if", "then")
"""The fields in their order."""


class WeekForm(Form[Entry]):
    """Shows the week and keeps what is written of it as an entry.

    Attributes:
        goal: The plan that was kept with it, as a goal that may be made of it; None without one.
    """

    BODY: ClassVar = "-close"
    DEFAULT_CSS = """
    WeekForm #week { max-width: 76; padding: 0 1; scrollbar-size-vertical: 1; }
    WeekForm .part { margin: 1 0 0 0; }
    WeekForm #week-answer-box { margin: 1 0 1 0; }
    """

    def __init__(
        self,
        session: Session,
        day: date | None = None,
        about: str | None = None,
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            day: The last day of the week, or else today.
            about: Id of the relationship the week is about, or `NOBODY`; None for whoever is in mind.
        """
        today = day or session.today
        about = whom_about(session, None, about)
        self.goal: Goal | None = None
        title = session.library.header("week").title
        super().__init__(
            session.titled(title, about),
            session,
            f"week:{about or 'all'}:{today.isoformat()}",
        )
        self.about = about
        self._on = self.under_day("week-day")
        library, workbook = session.library, session.workbook
        exercises = [each.id for each in library.exercises.outlines()]
        of, ends = about or NOBODY, session.day_ends
        self._week = week_back(workbook, of, today, exercises, ends)
        told = lines_of_the_week(workbook, of, today, library)
        self._parts = parts_of(self._week, library, list(told))
        prompts = library.week_prompts(session.kind_of(self.about))
        asked = {prompt.id: prompt.text for prompt in prompts}
        self._question = next_question(workbook, of, today, list(asked))
        answer = library.text("week", "answer").title
        self._labels = {
            "answer": asked.get(self._question, answer),
            "if": library.text("week", "plan-if").title,
            "then": library.text("week", "plan-then").title,
        }

    def compose(self) -> ComposeResult:
        """The week, the question and the plan."""
        with VerticalScroll(id="week", can_focus=False):
            for title, texts in self._parts:
                yield Words(title, classes="strong part")
                yield Words("\n".join(f"  {text}" for text in texts))
            for id, label in self._labels.items():
                yield LabelledLine(label, id=f"week-{id}")
            yield self._on.make_labelled(tr("Day"))

    def on_mount(self) -> None:
        """Start at the question; what goes before it is in view as far as there is room."""
        super().on_mount()
        self.query_one("#week-answer", Input).focus(scroll_visible=False)
        scroll = self.query_one("#week", VerticalScroll)
        self.call_after_refresh(scroll.scroll_home, animate=False)

    def _at(self, name: str) -> str:
        return self.query_one(f"#week-{name}-box", LabelledLine).value

    def _as_goal(self) -> Goal | None:
        """The plan as a goal; None while half of it is missing."""
        if not self._at("if") or not self._at("then"):
            return None
        return Goal(
            action=self._at("then"),
            obstacle=self._at("if"),
            then=self._at("then"),
            source="week",
            about=self.about,
        )

    def value(self) -> Entry:
        """The look back as an entry."""
        self.goal = self._as_goal()
        answered = [(self._labels[id], self._at(id)) for id in LINES]
        return Entry(
            title=title_of(self._week),
            text=markdown_of(self._parts, answered),
            day=self._on.day,
            answers=self._question,
            about=self.about,
        )

    def fields(self) -> Mapping[str, str]:
        """What is written."""
        return {id: self.query_one(f"#week-{id}", Input).value for id in LINES}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for id in LINES:
            self.query_one(f"#week-{id}", Input).value = fields.get(id, "")

    def words(self, value: Entry) -> str:
        """The text."""
        return value.text

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id in (f"week-{LINES[-1]}", "week-day"):
            self.finish()
        else:
            self.screen.focus_next()
