"""*Right now*: three minutes with a tool in the minute in which trust is hard, one question at a time."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Final

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from trust_tui.dialogs.form import Form
from trust_tui.dialogs.moment_course import SAFETY, MomentCourse
from trust_tui.dialogs.moment_words import MomentWords
from trust_tui.dialogs.one_question import OneQuestion
from trust_tui.domain import (
    Moment,
    helped_first,
    tr,
)
from trust_tui.library import Tool
from trust_tui.messages import OpenTarget
from trust_tui.session import Session
from trust_tui.widgets import ANSWERS, RowList

DRAFT: Final = "right-now"

GOES_ON: Final = timedelta(minutes=15)
"""What was left so long ago at most is gone on with."""


class MomentForm(Form[Moment]):
    """Asks how strong the pull is, leads through a tool, asks again.

    Everything may be passed over, and it can be left at any time. What was written stays a draft until it is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Go on", show=False, id="now.go-on-writing"),
        Binding(
            "shift+tab", "go_back", "One back", show=False, id="now.go-back"
        ),
        *(
            Binding(
                str(n),
                f"answer({n})",
                ANSWERS[n],
                show=False,
                id=f"now.answer-{n}",
            )
            for n in range(10)
        ),
    ]

    def __init__(
        self,
        session: Session,
        *,
        is_safety_first: Callable[[], bool] = lambda: False,
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            is_safety_first: Whether answers that were kept suggest that the page on safety be offered before any tool.
        """
        super().__init__(tr("Right now"), session, _draft_key(session))
        self._is_safety_first = is_safety_first
        self._course = MomentCourse(self._offered)
        self._words = MomentWords(session.library, self._course)
        self._on = self.under_day("now-day")
        day = self._on.make_labelled(tr("Day and time"))
        self._shown = OneQuestion(day, ascii=session.ascii)

    def compose(self) -> ComposeResult:
        """One question, and whatever answers it."""
        yield self._shown

    def on_mount(self) -> None:
        """Ask the first question."""
        super().on_mount()
        self._show()
        self.after_picture(self._shown.complete)

    def _offered(self) -> Sequence[Tool]:
        """The tools for the kind of relationship, those first that helped before."""
        tools = self.session.library.tools(self.session.kind_of(self.about))
        by_id = {tool.id: tool for tool in tools}
        return [by_id[id] for id in helped_first(self._kept(), list(by_id))]

    def _kept(self) -> Sequence[Moment]:
        kept = self.session.workbook.of(Moment).about(self.about)
        return [record.value for record in kept]

    def _now(self) -> Moment:
        """This time, as far as it is answered."""
        blank = Moment(day=self.session.today, about=self.about)
        return self._course.fill(blank)

    def value(self) -> Moment:
        """What was answered so far."""
        self._take_text()
        if self._now() == Moment(day=self.session.today, about=self.about):
            raise ValueError(tr("Nothing is answered yet. Press Esc to leave."))
        return replace(self._now(), day=self._on.day)

    def fields(self) -> Mapping[str, str]:
        """Where one is and what was written; nothing as long as nothing was."""
        self._take_text()
        texts = {id: text for id, text in self._course.texts.items() if text}
        if not texts:
            return {}
        return {
            "at": self._course.stage.id,
            "chosen": json.dumps(self._course.chosen, sort_keys=True),
            "texts": json.dumps(texts, sort_keys=True),
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Go on where a draft was left."""
        self._course.chosen = json.loads(fields.get("chosen", "{}"))
        self._course.texts = json.loads(fields.get("texts", "{}"))
        self._course.go_to(fields.get("at", ""))
        self._show()

    def words(self, value: Moment) -> str:
        """What was written."""
        return "\n\n".join((*value.written.values(), value.line))

    def _show(self) -> None:
        """Show the question one is at."""
        stage = self._course.stage
        is_choice = stage.id == "tools"
        asked = self._words.asked(
            lambda: [self._now(), *self._kept()],
            is_safety_first=is_choice and self._is_safety_first(),
        )
        self._shown.show(
            asked,
            chosen=self._course.chosen.get(stage.id, ""),
            text=self._course.texts.get(stage.id, ""),
        )
        if stage.step is not None and stage.seconds:
            self._shown.keep_pace(stage.seconds, stage.step.breath)
        if is_choice:
            self._shown.say(self._words.about(self._shown.rows.key))

    def _take_text(self) -> None:
        """Note what stands in the field that is shown."""
        if (text := self._shown.text) is not None:
            self._course.texts[self._course.stage.id] = text

    def action_go_on(self) -> None:
        """To the next question; from the last one to the day, and then keep it."""
        if not self._shown.go_to_day():
            self._go_on()

    def _go_on(self) -> None:
        self._take_text()
        if self._course.is_last:
            self.finish()
        elif self._course.stage.id == "tools":
            self._shown.rows.action_choose()
        else:
            self._course.go_on()
            self._show()

    def action_go_back(self) -> None:
        """To the question before; from the day to the last one."""
        self._take_text()
        if not self._shown.leave_day() and self._course.go_back():
            self._show()

    def action_answer(self, number: int) -> None:
        """Take the row of that number, where there is one."""
        self._shown.take(number)

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.key == SAFETY:
            self.post_message(OpenTarget(SAFETY))
            return
        self._course.choose(event.key)
        if self._course.is_torn:
            self._shown.forget()
            self.draft.follow()
        self._course.go_on()
        self._show()

    @on(RowList.Moved)
    def _say_what_for(self, event: RowList.Moved) -> None:
        event.stop()
        if self._course.stage.id == "tools":
            self._shown.say(self._words.about(event.key))

    @on(Input.Submitted)
    @on(OneQuestion.Left)
    def _submit(self, event: Message) -> None:
        event.stop()
        self._go_on()


def _draft_key(session: Session) -> str:
    """The draft of a few minutes ago is gone on with; an older one waits for the next start, and this begins anew."""
    now = session.clock.now().replace(tzinfo=None, second=0, microsecond=0)
    for key in session.drafts:
        kind, _, begun = key.partition(":")
        if kind == DRAFT and now - datetime.fromisoformat(begun) <= GOES_ON:
            return key
    return f"{DRAFT}:{now.isoformat()}"
