"""The few messages that cross from a screen, a dialog or a widget to the program."""

from datetime import date
from typing import Any

from textual.message import Message


class OpenTarget(Message):
    """The user wants to go to a place of the content: `page-id` or `page-id#part`."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target


class FlowWanted(Message):
    """The user wants to go through a flow.

    Attributes:
        flow: Its name in the program, and what it is given.
    """

    def __init__(self, flow: str, *given: Any) -> None:
        super().__init__()
        self.flow = flow
        self.given = given


class CheckInWanted(FlowWanted):
    """The user wants to check in."""

    def __init__(
        self, day: date | None = None, about: str | None = None
    ) -> None:
        """Say so.

        Args:
            day: The day it is about; None for today.
            about: Id of the relationship it is about; None for whoever is in mind.
        """
        super().__init__("tasks.check_in", day, about)


class WriteWanted(FlowWanted):
    """The user wants to write a new entry."""

    def __init__(self, prompt: str = "", answers: str = "") -> None:
        """Say so.

        Args:
            prompt: The question it answers, shown above the text; empty for none.
            answers: Id of the prompt or exercise, or empty.
        """
        super().__init__("tasks.write", prompt, answers)


class GoalWanted(FlowWanted):
    """The user wants to set a goal."""

    def __init__(self, template: str = "", source: str = "") -> None:
        """Say so.

        Args:
            template: The wording to start from, with `[blanks]`; empty for none.
            source: Id of the page it comes from, or empty.
        """
        super().__init__("tasks.set_goal", template, source)


class OpenRecord(Message):
    """The user wants to see something they kept."""

    def __init__(self, id: str) -> None:
        super().__init__()
        self.id = id


class ProblemsWanted(Message):
    """The user wants to know which content files cannot be shown."""


class SelfCheckWanted(Message):
    """The user wants to do the self-check.

    Attributes:
        about: Id of the relationship it is about; None for whoever is in mind.
    """

    def __init__(self, about: str | None = None) -> None:
        super().__init__()
        self.about = about


class TogetherWanted(FlowWanted):
    """Two people want to check in together."""

    def __init__(self) -> None:
        super().__init__("tasks.together")
