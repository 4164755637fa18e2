"""The course of *Right now*: which question comes when, and what has been answered. Knows no screen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from trust_tui.domain import Moment
from trust_tui.library import Tool, ToolStep

SAFETY: Final = "safety"
"""Key of the row that leads to the page on safety."""

KEEP: Final = "keep"
TEAR: Final = "tear"

MINUTE: Final = 60

COUNTED: Final = ("wait", "breathe")
"""What a step does that takes its seconds; the others take as long as they take."""


class Stage(Struct, frozen=True, kw_only=True):
    """What is on the screen at one time.

    Attributes:
        id: `before`, `tools`, the id of a step, `after`, `torn` or `done`.
        step: The step of the tool it is, None for the others.
        seconds: How long it counts down; 0 for not at all.
    """

    id: str
    step: ToolStep | None = None
    seconds: int = 0


class MomentCourse:
    """Leads from the first question to the last. Any of them may be passed over.

    Attributes:
        chosen: The row chosen, by stage.
        texts: What was written, by stage.
    """

    def __init__(self, offer: Callable[[], Sequence[Tool]]) -> None:
        """Begin.

        Args:
            offer: Gives the tools in the order in which they are offered; called when they are first needed.
        """
        self._offer = offer
        self._at = 0
        self.chosen: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    @cached_property
    def tools(self) -> Sequence[Tool]:
        """The tools."""
        return self._offer()

    @property
    def tool(self) -> Tool | None:
        """The tool taken; None for none so far, and for one that is gone from the content."""
        if taken := self.chosen.get("tools"):
            return next((t for t in self.tools if t.id == taken), None)
        return None

    @property
    def stage(self) -> Stage:
        """Where one is."""
        stages = list(self._stages())
        return stages[min(self._at, len(stages) - 1)]

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after this."""
        return self.stage.id == "done"

    def choose(self, key: str) -> None:
        """Take a row at the stage one is at; empty takes none."""
        self.chosen[self.stage.id] = key
        if self.is_torn:
            for step in self._unsent:
                self.texts.pop(step.id, None)

    @property
    def is_torn(self) -> bool:
        """Whether what was written was torn up: from then on it is nowhere."""
        return self.chosen.get("torn") == TEAR

    def go_on(self) -> None:
        """To the next question. From the choice of a tool it goes on only with one."""
        if not self.is_last and (self.stage.id != "tools" or self.tool):
            self._at += 1

    def go_back(self) -> bool:
        """To the question before; False at the first one."""
        if not self._at:
            return False
        self._at -= 1
        return True

    def go_to(self, stage: str) -> None:
        """To a stage by its id, where there is one."""
        ids = [each.id for each in self._stages()]
        self._at = ids.index(stage) if stage in ids else 0

    def pull(self, stage: str) -> int | None:
        """The number chosen at a stage, such as how strong the pull was `before` and `after`."""
        said = self.chosen.get(stage, "")
        return int(said) if said.isdecimal() else None

    def written(self) -> Mapping[str, str]:
        """What was written, by step, without blanks at its ends."""
        kept = {}
        for step in self._steps:
            if text := self._text(step.id):
                kept[step.id] = text
        return kept

    def fill(self, moment: Moment) -> Moment:
        """A moment with all that was answered."""
        return Moment(
            day=moment.day,
            about=moment.about,
            tool=self.tool.id if self.tool else "",
            before=self.pull("before"),
            after=self.pull("after"),
            written=self.written(),
            line=self._text("done"),
        )

    @property
    def _steps(self) -> Sequence[ToolStep]:
        return self.tool.steps if self.tool else ()

    @property
    def _unsent(self) -> Sequence[ToolStep]:
        """The steps after which it is asked whether what was written is kept or torn up."""
        return [step for step in self._steps if step.keep]

    def _text(self, stage: str) -> str:
        return self.texts.get(stage, "").strip()

    def _stages(self) -> Iterator[Stage]:
        yield Stage(id="before")
        yield Stage(id="tools")
        if self.tool is None:
            return
        before: ToolStep | None = None
        for step in self._steps:
            seconds = self._seconds(step, before)
            yield Stage(id=step.id, step=step, seconds=seconds)
            before = step
        yield Stage(id="after")
        if any(self._text(one.id) for one in self._unsent) or self.is_torn:
            yield Stage(id="torn")
        yield Stage(id="done")

    def _seconds(self, step: ToolStep, before: ToolStep | None) -> int:
        """How long a step counts down; the answer chosen right before a wait is its minutes."""
        if step.does not in COUNTED:
            return 0
        said = self.pull(before.id) if before else None
        if step.does == "wait" and said:
            return said * MINUTE
        return step.seconds
