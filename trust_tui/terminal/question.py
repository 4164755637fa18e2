"""What the terminal is asked, once for each time it is taken, and what its answers tell.

Two signs are drawn on the empty second screen and blanked again at once, with a question for the cursor's place behind
each. Between them it is asked which terminal it is, for the keyboard's sake. Nobody waits for the answers: until they
come the terminal counts as most are.
"""

import os
import select
from time import monotonic
from typing import Final, NamedTuple

SIGNS: Final = ("…", "e\u0301")
"""One that some terminals of East Asia draw two cells wide, and a letter with a mark that belongs on it.

Read as Latin-1, neither has a byte that begins a command."""

ASK: Final = "\x1b[6n\x1b[>c\r".join(SIGNS) + "\x1b[6n\r\x1b[K"
"""The question. It begins in the first cell and leaves the row empty, also where an old console prints the `c`.

The answer that a place has is the last one: what came before it has been read as well."""

_FAST: Final = 1.0
"""Seconds after a question in which leaving waits for the answers, lest they stand in the shell. Afterwards
there are none on their way: whatever is typed at sight of the picture comes behind them."""

_PATIENCE: Final = 0.4
"""Seconds that leaving waits for them."""


class Traits(NamedTuple):
    """What a terminal does that others do not.

    Attributes:
        is_wide: Draws what is neither surely narrow nor wide in two cells: box drawing, dashes, Greek, Cyrillic.
        splits_marks: Gives a mark a cell of its own.
        is_unicode: Has shown that it takes UTF-8; false also as long as nothing is known.
    """

    is_wide: bool = False
    splits_marks: bool = False
    is_unicode: bool = False


class Question:
    """A question that was put, and the answers so far. May be used from any thread."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._answers: list[int] = []
        self._missing = 0
        self._asked_at: float | None = None

    def put(self) -> str:
        """Ask anew; what to send."""
        self._answers.clear()
        self._missing += len(SIGNS)
        self._asked_at = monotonic()
        return ASK

    def answer(self, row: int, column: int) -> Traits | None:
        """Take what the terminal says of its cursor, both counted from 0.

        Returns:
            What is known now, once all answers are here. What was never asked tells nothing.
        """
        if not self._missing or row:
            return None
        self._missing -= 1
        self._answers.append(column)
        if self._missing:
            return None
        first, second = self._answers[-len(SIGNS) :]
        return _TRAITS.get((first, second))

    def give_up(self) -> None:
        """Expect no answer any more."""
        self._missing = 0

    def swallow_answers(self, terminal: int) -> None:
        """Read and drop what comes from a terminal that is left, while answers may be on their way."""
        began = monotonic()
        if self._asked_at is None or began - self._asked_at > _FAST:
            return
        while (
            self._missing > 0 and (left := began + _PATIENCE - monotonic()) > 0
        ):
            if not select.select([terminal], [], [], left)[0]:
                return
            try:
                came = os.read(terminal, 1024)
            except OSError:
                return
            self._missing = self._missing - came.count(b"R") if came else 0


_TRAITS: Final = {
    (1, 1): Traits(is_unicode=True),
    (2, 1): Traits(is_wide=True, is_unicode=True),
    (1, 2): Traits(splits_marks=True, is_unicode=True),
}
"""By the columns after each sign. Others are those of a terminal that does not read UTF-8."""
