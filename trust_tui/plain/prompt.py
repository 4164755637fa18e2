"""Asks for one line after another; the same signs help, lead to safety, step back and leave at every question."""

import sys
from collections.abc import Callable
from typing import Final

from trust_tui.domain import EndedError, later, tr

HELP: Final = "?"
SAFETY: Final = "!"
BACK: Final = "b"
LEAVE: Final = "q"
SIGNS: Final = (HELP, SAFETY, BACK, LEAVE)

LONGEST: Final = 6
"""The most digits that can be the number of something."""

LITERAL: Final = "\\"
"""Before a sign that is meant as text."""

ALWAYS: Final = later(
    "At every question: ? helps, ! is the page on safety, b goes back, q leaves and keeps what was typed as a draft. "
    "A backslash before such a sign makes it text."
)


class StepBackError(Exception):
    """The user wants the question before."""


class LeaveError(Exception):
    """The user wants to be gone; what was typed is to be kept as a draft."""


class Prompt:
    """Reads lines from standard input."""

    def __init__(self, safety: Callable[[], None]) -> None:
        """Prepare.

        Args:
            safety: Prints the page on safety.
        """
        self._safety = safety

    def line(self, label: str, help: str = "") -> str:
        """What was typed, without blanks at its ends; may be empty.

        Args:
            label: Stands before what is typed.
            help: What can be typed here, in a sentence or two.

        Raises:
            StepBackError: `b` was typed.
            LeaveError: `q` was typed.
            EndedError: The input ended.
        """
        while True:
            typed = read(label).strip()
            if typed == HELP:
                say(*filter(None, (help, tr(ALWAYS))))
            elif typed == SAFETY:
                self._safety()
            elif typed.lower() == BACK:
                raise StepBackError
            elif typed.lower() == LEAVE:
                raise LeaveError
            elif typed.startswith(LITERAL) and typed[1:].lower() in SIGNS:
                return typed[1:]
            else:
                return typed


def read(label: str) -> str:
    """A line of standard input with its end.

    Raises:
        EndedError: There is none.
    """
    sys.stdout.write(f"{label} ")
    sys.stdout.flush()
    typed = sys.stdin.readline()
    if not typed:
        raise EndedError(tr("The answers ended before the questions did."))
    return typed


def number_of(typed: str) -> str:
    """A number in the digits of any script as one in ours; words, and a number longer than any list, as they are."""
    if typed.isdecimal() and len(typed) <= LONGEST:
        return str(int(typed))
    return typed


def say(*sentences: str) -> None:
    """Print sentences, a line each."""
    for sentence in sentences:
        print(sentence)
