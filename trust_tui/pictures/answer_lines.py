"""Questions with the answers on their scale beside them: each where it stands between the lowest and the highest."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from msgspec import Struct

Pieces = Sequence[tuple[str, str]]

MEASURE: Final = 76
"""Cells that a line takes at most, as text does."""

LEAST: Final = 24
"""Cells that a question needs beside its answer; with less the answer stands below it."""

STEPS: Final = 5
GAP: Final = "  "


class Answered(Struct, frozen=True):
    """A question and its answer.

    Attributes:
        question: Its words.
        answer: From 0 to 4; None for one that does not apply.
        word: The answer in words.
    """

    question: str
    answer: int | None
    word: str


class AnswerLines(Struct, frozen=True, kw_only=True):
    """Questions on the left, and on the right a dot on the scale with its word."""

    answered: tuple[Answered, ...]

    def told(self) -> Iterator[str]:
        """Each question, and its answer behind it."""
        return map(_told, self.answered)

    def lines(self, width: int) -> Iterator[Pieces]:
        """All of them, in so many cells."""
        width = min(width, MEASURE)
        words = max(len(one.word) for one in self.answered)
        room = width - len(GAP) - STEPS - 1 - words
        if room < LEAST:
            for one in self.answered:
                for line in wrap(one.question, width):
                    yield [(line, "text")]
                yield [(GAP, "text"), *_scale(one)]
            return
        for one in self.answered:
            first, *others = wrap(one.question, room) or [""]
            yield [(f"{first:{room}}{GAP}", "text"), *_scale(one)]
            for line in others:
                yield [(line, "text")]


def _told(one: Answered) -> str:
    return f"{one.question} {one.word}."


def _scale(one: Answered) -> Pieces:
    """The dot among the five places, and the word for it."""
    dots = " " * STEPS
    if one.answer is not None:
        places = ["\u25cb"] * STEPS
        places[min(max(one.answer, 0), STEPS - 1)] = "\u25cf"
        dots = "".join(places)
    return [(dots, "box"), (f" {one.word}", "strong")]
