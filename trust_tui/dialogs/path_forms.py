"""The dialogs of the path of four weeks: the problem at its beginning, the opening of a sitting, and its end."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from trust_tui.dialogs.confirm import Answers
from trust_tui.dialogs.form import Form
from trust_tui.domain import (
    Path,
    PathStep,
    Sitting,
    later,
    tr,
)
from trust_tui.library import suggestion_of
from trust_tui.session import Session
from trust_tui.widgets import (
    Dialog,
    FieldError,
    LabelledLine,
    Row,
    RowList,
    Words,
)

CHOICES: Mapping[str, str] = {
    "begin": later("Begin"),
    "other": later("Another one instead"),
    "out": later("Leave this one out"),
    "pause": later("Pause for now"),
    "leave": later("Leave the four weeks"),
}
"""What may be done with a sitting; Esc does none of it."""


class PathForm(Form[Path]):
    """Asks for the problem, and how many sittings a week."""

    DEFAULT_CSS = """
    PathForm #path { max-width: 76; }
    PathForm #pace { height: 4; }
    """

    def __init__(self, session: Session, *, part: str, joint: bool) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            part: The part one has in it, by its value in the content.
            joint: Whether sittings for two are on the way.
        """
        title = session.library.header("path").title
        super().__init__(title, session, "path:new")
        self._old = Path(part=part, problem="", day=session.today, joint=joint)
        self._on = self.under_day("path-day")
        self._problem = session.library.text("path", "problem")
        self._pace = session.library.text("path", "pace")
        self._paces = {
            item.attrs["value"]: item.text for item in self._pace.items
        }

    def compose(self) -> ComposeResult:
        """The problem, and the pace."""
        with Vertical(id="path"):
            yield LabelledLine(
                self._problem.title,
                hint=" ".join(self._problem.paragraphs),
                id="problem",
            )
            yield self._on.make_labelled(tr("Begun on"))
            yield Words(self._pace.title, classes="strong")
            yield Words(" ".join(self._pace.paragraphs), classes="quiet")
            yield RowList(id="pace", answers=True)

    def on_mount(self) -> None:
        """Start on the problem."""
        rows = [Row(id, [(text, "text")]) for id, text in self._paces.items()]
        self.query_one(RowList).set_rows(rows, key=str(self._old.pace))
        super().on_mount()
        self.query_one("#problem", Input).focus()

    def value(self) -> Path:
        """The path as it stands."""
        problem = self.query_one("#problem-box", LabelledLine).value
        if not problem:
            raise FieldError(
                tr(
                    "Write your problem in one sentence, or press Esc to leave."
                ),
                "problem",
            )
        pace = int(self.query_one(RowList).key)
        return replace(
            self._old,
            problem=problem,
            pace=pace,
            day=self._on.day,
            about=self.about,
        )

    def fields(self) -> Mapping[str, str]:
        """All of it, as a draft may be opened without what was asked before."""
        return {
            "text": self.query_one("#problem", Input).value,
            "pace": self.query_one(RowList).key,
            "part": self._old.part,
            "joint": "yes" if self._old.joint else "",
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self.query_one("#problem", Input).value = fields.get("text", "")
        self.query_one(RowList).select(fields.get("pace", ""))

    def words(self, value: Path) -> str:
        """The problem."""
        return value.problem

    @on(Input.Submitted)
    def _to_pace(self) -> None:
        self.query_one(RowList).focus()

    @on(RowList.Chosen)
    def _finish(self) -> None:
        self.finish()


class SittingDialog(Dialog[str]):
    """Opens a sitting: what was written last time, what comes next and why. Answers with one of `CHOICES`."""

    DEFAULT_CSS = """
    SittingDialog #sitting { max-width: 76; height: 1fr; scrollbar-size-vertical: 1; }
    SittingDialog #sitting Words { margin: 0 0 1 0; }
    SittingDialog Answers { max-width: 76; margin: 1 0 0 0; }
    """

    def __init__(
        self, title: str, texts: Sequence[tuple[str, str]], *, has_others: bool
    ) -> None:
        """Open it.

        Args:
            title: A few words for the top line.
            texts: Headings with what stands below each.
            has_others: Whether another sitting can be taken instead.
        """
        super().__init__(title)
        self._texts = texts
        self._choices = {key: tr(said) for key, said in CHOICES.items()}
        if not has_others:
            del self._choices["other"]

    def compose_body(self) -> ComposeResult:
        """The texts, and what may be done."""
        with VerticalScroll(id="sitting", can_focus=False):
            for heading, text in self._texts:
                yield Words(f"{heading}\n{text}".strip())
        yield Answers(id="choices")

    def on_mount(self) -> None:
        """Start on the first choice."""
        answers = self.query_one(Answers)
        answers.offer(list(self._choices.items()))
        answers.focus()

    @on(RowList.Chosen)
    def _answer(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)


class SittingForm(Form[Sitting]):
    """Ends a sitting with one small act and an if-then line, and the last one with what is different."""

    DEFAULT_CSS = """
    SittingForm #sitting { max-width: 76; scrollbar-size-vertical: 1; }
    """
    FIELDS: ClassVar = ("said", "act", "if", "then")

    def __init__(
        self, session: Session, sitting: Sitting, step: PathStep
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            sitting: What is known of it.
            step: The sitting as the content has it.
        """
        part = session.library.text("path", step.id)
        key = f"path-sitting:{sitting.path}:{step.id}"
        super().__init__(part.title, session, key)
        self.about = sitting.about
        self._old = sitting
        self._on = self.under_day("sitting-day")
        fields = self.FIELDS if step.is_end else self.FIELDS[1:]
        self._labels = {
            id: session.library.text("path", id).title for id in fields
        }
        self._suggested = {id: suggestion_of(part, id) for id in fields}

    def compose(self) -> ComposeResult:
        """A line for each, with what the content suggests in it."""
        with VerticalScroll(id="sitting", can_focus=False):
            for id, label in self._labels.items():
                yield LabelledLine(
                    label,
                    self._suggested[id],
                    hint=tr("Change it until it fits, or leave it empty."),
                    id=f"sitting-{id}",
                )
            yield self._on.make_labelled(tr("Day"))

    def on_mount(self) -> None:
        """Start in the first line."""
        super().on_mount()
        self.query(Input).first().focus()

    def value(self) -> Sitting:
        """The sitting as it stands."""
        written = {id: text.strip() for id, text in self.fields().items()}
        return replace(
            self._old,
            day=self._on.day,
            about=self.about,
            said=written.get("said", ""),
            act=written["act"],
            obstacle=written["if"],
            then=written["then"],
        )

    def fields(self) -> Mapping[str, str]:
        """What is written."""
        return {
            id: self.query_one(f"#sitting-{id}", Input).value
            for id in self._labels
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for id in self._labels:
            line = self.query_one(f"#sitting-{id}", Input)
            line.value = fields.get(id, "")

    def words(self, value: Sitting) -> str:
        """What was set out."""
        return "\n".join((value.said, value.act, value.obstacle, value.then))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id in ("sitting-then", "sitting-day"):
            self.finish()
        else:
            self.screen.focus_next()
