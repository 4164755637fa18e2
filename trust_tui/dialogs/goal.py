"""The goal form, with questions that never block, and the look back at a goal."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from trust_tui.dialogs.blanks import BLANK
from trust_tui.dialogs.form import Form
from trust_tui.domain import (
    Goal,
    GoalReview,
    GoalState,
    Record,
    gentle_checks,
    later,
    sentence,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import FieldError, LabelledLine, Row, RowList, Words

FIELDS: Final = (
    "action",
    "when",
    "know",
    "first-try",
    "obstacle",
    "then",
    "why",
)
"""The fields of the form, in its order; their labels and hints are the items `goal-...` of the content."""


GROUPS: Final = {
    "action": later("What, when, how I know"),
    "obstacle": later("If, then"),
}
"""The headings of the two groups, by the field that begins each."""


class GoalForm(Form[Goal]):
    """Sets a goal or changes one."""

    DEFAULT_CSS = """
    GoalForm #goal { max-width: 76; scrollbar-size-vertical: 1; height: 1fr; }
    GoalForm .group { color: $primary; text-style: bold; margin: 0 0 1 0; }
    GoalForm #goal-sentence { max-width: 76; height: auto; max-height: 3; color: $quiet; margin: 1 0 0 0; }
    """

    def __init__(
        self,
        session: Session,
        record: Record[Goal] | None = None,
        *,
        action: str = "",
        source: str = "",
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            record: The goal to change, None for a new one.
            action: The wording to start from, for a new one.
            source: Id of the page it comes from, or empty.
        """
        self._blanks = [match[0] for match in BLANK.finditer(action)]
        key = f"goal:{record.id}" if record else f"goal:new:{source}"
        super().__init__(
            tr("Goal") if record else tr("New goal"), session, key, record
        )
        old = record.value if record else Goal(action=action, source=source)
        self._old = old
        self._set_on = self.under_day("goal-set-on", record)
        self._labels = session.library.labels("goals", "form")
        self._kind = session.kind_of(self.about)
        checks = session.library.text("goals", "checks").parts
        self._questions = {part.id: part.title for part in checks}
        self._calls = {
            part.id: [item.text for item in part.items] for part in checks
        }

    def compose(self) -> ComposeResult:
        """A labelled line for each field."""
        old = self._old
        first_try = old.first_try.isoformat() if old.first_try else ""
        values = (
            old.action,
            old.when,
            old.know,
            first_try,
            old.obstacle,
            old.then,
            old.why,
        )
        with VerticalScroll(id="goal", can_focus=False):
            for name, value in zip(FIELDS, values, strict=True):
                item = self._labels[f"goal-{name}"]
                hint = item.items[0].said(self._kind) if item.items else ""
                if name in GROUPS:
                    yield Words(tr(GROUPS[name]), classes="group")
                yield LabelledLine(
                    item.said(self._kind), value, hint=hint, id=f"goal-{name}"
                )
            yield self._set_on.make_labelled(tr("Set on"))
        yield Words("", id="goal-sentence")

    def on_mount(self) -> None:
        """Start in the first field."""
        super().on_mount()
        self.query_one("#goal-action", Input).focus(scroll_visible=False)
        self.call_after_refresh(
            self.query_one("#goal", VerticalScroll).scroll_home, animate=False
        )

    def _at(self, name: str) -> str:
        return self.query_one(f"#goal-{name}-box", LabelledLine).value

    def value(self) -> Goal:
        """The goal as it stands; an earlier wording of the action is remembered."""
        action = self._at("action")
        if not action:
            raise FieldError(
                tr(
                    "Write in the first line what you will do, or press Esc to leave."
                ),
                "goal-action",
            )
        if any(blank in action for blank in self._blanks):
            raise FieldError(
                tr(
                    "Put words of yours in the place of what stands in brackets."
                ),
                "goal-action",
            )
        earlier = self._old.earlier
        if self.record and self._old.action != action:
            earlier = (*earlier, self._old.action)
        return replace(
            self._old,
            about=self.about,
            action=action,
            when=self._at("when"),
            know=self._at("know"),
            first_try=self.read_day(self._at("first-try"), "goal-first-try"),
            obstacle=self._at("obstacle"),
            then=self._at("then"),
            why=self._at("why"),
            earlier=earlier,
        )

    def fields(self) -> Mapping[str, str]:
        """The fields by name, and the page it comes from."""
        return {
            name: self.query_one(f"#goal-{name}", Input).value
            for name in FIELDS
        } | {"source": self._old.source}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for name in FIELDS:
            self.query_one(f"#goal-{name}", Input).value = fields.get(name, "")

    def words(self, value: Goal) -> str:
        """The goal in a sentence or two."""
        return sentence(value)

    @on(Input.Changed)
    def _say(self) -> None:
        """Have the sentence grow under the form."""
        goal = replace(
            self._old,
            action=self._at("action"),
            when=self._at("when"),
            obstacle=self._at("obstacle"),
            then=self._at("then"),
        )
        self.query_one("#goal-sentence", Words).say(
            sentence(goal) if goal.action else ""
        )

    @on(Input.Changed, "#goal-action")
    def _check(self, event: Input.Changed) -> None:
        asked = gentle_checks(event.value, self._calls)
        box = self.query_one("#goal-action-box", LabelledLine)
        box.ask(" ".join(self._questions[id] for id in asked[:1]))

    @on(Input.Submitted)
    def _next(self) -> None:
        self.screen.focus_next()


SAME: Final = "same"
NEXT: Final = {
    SAME: (later("The same again"), GoalState.TRYING),
    "smaller": (later("Smaller"), GoalState.TRYING),
    "different": (later("Different"), GoalState.CHANGED),
    "enough": (later("Enough"), GoalState.DONE),
}
"""What may be next, and where the goal stands then."""


class ReviewForm(Form[Goal]):
    """A look back at a goal: what went well, what was in the way, what is next."""

    DEFAULT_CSS = """
    ReviewForm #review { max-width: 76; scrollbar-size-vertical: 1; }
    ReviewForm RowList { height: 4; margin: 0 0 1 0; }
    ReviewForm #review-goal { margin: 0 0 1 0; color: $accent; }
    """

    def __init__(self, session: Session, record: Record[Goal]) -> None:
        super().__init__(
            tr("A look back"), session, f"review:{record.id}", record
        )
        self._goal = record.value
        self._has_chosen = False
        self._on = self.under_day("review-on", moves=False)
        self._asked = session.library.labels("goals", "review")

    def compose(self) -> ComposeResult:
        """The goal, the two questions, what is next, and when."""
        with VerticalScroll(id="review", can_focus=False):
            yield Words(sentence(self._goal), id="review-goal")
            for id in ("review-well", "review-way"):
                yield LabelledLine(self._asked[id].text, id=id)
            yield Words(self._asked["review-next"].text, classes="strong")
            yield RowList(id="review-next", answers=True)
            yield LabelledLine(
                tr("By when"),
                hint=tr("Like next friday, or nothing."),
                id="review-day",
            )
            yield self._on.make_labelled(tr("Looked back on"))

    def on_mount(self) -> None:
        """Begin with what went well, and with the same again."""
        rows = [
            Row(key, [(tr(text), "text")]) for key, (text, _) in NEXT.items()
        ]
        self.query_one(RowList).set_rows(rows)
        super().on_mount()
        self.query(Input).first().focus(scroll_visible=False)
        self.call_after_refresh(
            self.query_one("#review", VerticalScroll).scroll_home, animate=False
        )

    def value(self) -> Goal:
        """The goal with the look back added, where it stands now, and the day of the next try."""
        well, way, day = (
            self.query_one(f"#review-{id}-box", LabelledLine).value
            for id in ("well", "way", "day")
        )
        key = self.query_one(RowList).key
        if not (well or way or day or self._has_chosen or key != SAME):
            raise FieldError(
                tr(
                    "A word, a day, or Enter on what is next is enough. Press Esc to leave it for now."
                ),
                "review-well",
            )
        text, state = NEXT[key]
        review = GoalReview(
            day=self._on.day, well=well, in_the_way=way, next=text
        )
        return replace(
            self._goal,
            reviews=(*self._goal.reviews, review),
            state=state,
            first_try=self.read_day(day, "review-day") or self._goal.first_try,
        )

    def fields(self) -> Mapping[str, str]:
        """The lines, and what is next."""
        return {
            id: self.query_one(f"#review-{id}", Input).value
            for id in ("well", "way", "day")
        } | {"next": self.query_one(RowList).key}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for id in ("well", "way", "day"):
            self.query_one(f"#review-{id}", Input).value = fields.get(id, "")
        self.query_one(RowList).select(fields.get("next", ""))

    @on(RowList.Moved)
    def _move(self) -> None:
        self.touched()

    @on(RowList.Chosen)
    def _choose(self) -> None:
        self._has_chosen = True
        self.finish()

    def words(self, value: Goal) -> str:
        """The goal in a sentence or two, and the last look back."""
        last = (
            value.reviews[-1]
            if value.reviews
            else GoalReview(day=self.session.today)
        )
        return "\n".join(
            filter(
                None,
                (sentence(value), last.well, last.in_the_way, tr(last.next)),
            )
        )

    @on(Input.Submitted)
    def _next(self) -> None:
        self.screen.focus_next()
