"""What *Right now* says: the words of the content for each of its questions, and what the times so far show."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from trust_tui.dialogs.moment_course import KEEP, SAFETY, TEAR, MomentCourse
from trust_tui.domain import (
    Moment,
    later,
    looked_back,
    tr,
)
from trust_tui.library import Library

WAYS: Final = later("0-4 answers, Enter takes the row, Space skips.")
MAY_STAY_EMPTY: Final = later("Enter goes on. It may stay empty.")


class Asked(Struct, frozen=True, kw_only=True):
    """A question as it is shown.

    Attributes:
        rows: The answers to choose from, by their keys.
        field: "line" or "text" where something may be written.
        below: What stands below all that.
        ways: Which keys answer.
        is_last: Whether the day it is kept under stands below.
    """

    question: str
    rows: Mapping[str, str] = {}
    field: str = ""
    below: str = ""
    ways: str = ""
    is_last: bool = False


class MomentWords:
    """Words each stage of the course."""

    def __init__(self, library: Library, course: MomentCourse) -> None:
        self._library = library
        self._course = course

    def asked(
        self,
        moments: Callable[[], Sequence[Moment]],
        *,
        is_safety_first: bool,
    ) -> Asked:
        """The question one is at.

        Args:
            moments: This time, as far as it is answered, and the times before.
            is_safety_first: Whether the page on safety stands before the tools.
        """
        stage = self._course.stage
        if stage.step is not None:
            rows = {str(c.value): c.text for c in stage.step.choices}
            write = stage.step.write
            below = tr(MAY_STAY_EMPTY) if write == "line" else ""
            return Asked(
                question=stage.step.text, rows=rows, field=write, below=below
            )
        match stage.id:
            case "before" | "after":
                return self._pull(f"ask-{stage.id}")
            case "tools":
                question = self._library.text("now", "choose").title
                return Asked(
                    question=question, rows=self._tools(is_safety_first)
                )
            case "torn":
                part = self._library.text("now", "keep-or-tear")
                return Asked(
                    question=part.title,
                    rows={KEEP: tr("Keep it"), TEAR: tr("Tear it up")},
                    below=" ".join(part.paragraphs),
                )
        return self._end(moments())

    def about(self, row: str) -> str:
        """What a row of the tools is for, and when it is not the right one."""
        for tool in self._course.tools:
            if tool.id == row:
                return f"{tool.purpose}\n{tool.not_now}"
        return self._said("fear-first")

    def _said(self, part: str) -> str:
        return " ".join(self._library.text("now", part).paragraphs)

    def _pull(self, part: str) -> Asked:
        scale = self._library.labels("now", "scale")
        return Asked(
            question=self._library.text("now", part).title,
            rows={id: item.text for id, item in scale.items()},
            below=self._said(part),
            ways=tr(WAYS),
        )

    def _tools(self, is_safety_first: bool) -> Mapping[str, str]:
        safety = {SAFETY: self._library.text("now", "fear-first").title}
        tools = {tool.id: tool.title for tool in self._course.tools}
        return safety | tools if is_safety_first else tools | safety

    def _end(self, moments: Sequence[Moment]) -> Asked:
        title = self._library.text("now", self._outcome()).title
        line = self._library.text("now", "one-line").title
        said = f"{title}. {self._said(self._outcome())}"
        return Asked(
            question=f"{said}\n\n{line}",
            field="line",
            below=self._looked_back(moments),
            is_last=True,
            ways=tr("Enter keeps it. Tab leads to its day and time."),
        )

    def _outcome(self) -> str:
        """Id of the part that says how it went."""
        before, after = self._course.pull("before"), self._course.pull("after")
        if not before or after is None:
            return "done"
        return "fell" if after < before else "not-fell"

    def _looked_back(self, moments: Sequence[Moment]) -> str:
        """What the times so far show; empty while there are too few."""
        outcome = looked_back(moments)
        if outcome is None:
            return ""
        said = self._said("often-fell").replace("[fell]", str(outcome.fell))
        said = said.replace("[all]", str(outcome.all))
        titles = {tool.id: tool.title for tool in self._course.tools}
        if title := titles.get(outcome.tool):
            said += " " + self._said("most-often").replace("[tool]", title)
        return said
