"""The few messages that cross from a screen, a dialog or a widget to the program."""

from dataclasses import dataclass
from datetime import date

from textual.message import Message


@dataclass
class OpenTarget(Message):
    """The user wants to go to a place of the content: `page-id` or `page-id#part`."""

    target: str


@dataclass
class CheckInWanted(Message):
    """The user wants to check in.

    Attributes:
        day: The day it is about; None for today.
    """

    day: date | None = None


@dataclass
class WriteWanted(Message):
    """The user wants to write a new entry.

    Attributes:
        prompt: The question it answers, shown above the text; empty for none.
        answers: Id of the prompt or exercise, or empty.
    """

    prompt: str = ""
    answers: str = ""


@dataclass
class GoalWanted(Message):
    """The user wants to set a goal.

    Attributes:
        template: The wording to start from, with `[blanks]`; empty for none.
        source: Id of the page it comes from, or empty.
    """

    template: str = ""
    source: str = ""


@dataclass
class OpenRecord(Message):
    """The user wants to see something they kept."""

    id: str


@dataclass
class ProblemsWanted(Message):
    """The user wants to know which content files cannot be shown."""


@dataclass
class SelfCheckWanted(Message):
    """The user wants to do the self-check."""


@dataclass
class TogetherWanted(Message):
    """Two people want to check in together."""
