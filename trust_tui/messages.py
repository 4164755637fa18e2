"""The few messages that cross from a screen, a dialog or a widget to the program."""

from datetime import date

from textual.message import Message


class OpenTarget(Message):
    """The user wants to go to a place of the content: `page-id` or `page-id#part`."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target


class CheckInWanted(Message):
    """The user wants to check in.

    Attributes:
        day: The day it is about; None for today.
    """

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self.day = day


class WriteWanted(Message):
    """The user wants to write a new entry.

    Attributes:
        prompt: The question it answers, shown above the text; empty for none.
        answers: Id of the prompt or exercise, or empty.
    """

    def __init__(self, prompt: str = "", answers: str = "") -> None:
        super().__init__()
        self.prompt = prompt
        self.answers = answers


class GoalWanted(Message):
    """The user wants to set a goal.

    Attributes:
        template: The wording to start from, with `[blanks]`; empty for none.
        source: Id of the page it comes from, or empty.
    """

    def __init__(self, template: str = "", source: str = "") -> None:
        super().__init__()
        self.template = template
        self.source = source


class OpenRecord(Message):
    """The user wants to see something they kept."""

    def __init__(self, id: str) -> None:
        super().__init__()
        self.id = id


class ProblemsWanted(Message):
    """The user wants to know which content files cannot be shown."""


class SelfCheckWanted(Message):
    """The user wants to do the self-check."""


class TogetherWanted(Message):
    """Two people want to check in together."""
