"""Says which word of a command line is not understood, without repeating it: it may be a word of the journal."""

from collections.abc import Collection, Sequence

from trust_tui.domain import (
    later,
    tr,
)

HELP = later("says what can be typed.")
COMMA = ","


class WrongUseError(Exception):
    """Arguments that are not understood.

    Attributes:
        message: What the parser says of it; it may repeat what was typed.
        known: The words that can stand there.
        program: The program, and the command where it is one.
    """

    def __init__(
        self, message: str, known: Collection[str], program: str
    ) -> None:
        super().__init__(message)
        self.message = message
        self.known = known
        self.program = program


def wrong_use(error: WrongUseError, typed: Sequence[str]) -> str:
    """One line for standard error on arguments that were typed."""
    what = _what(error.message, typed, error.known)
    return f"trust-tui: {what}`{error.program} --help` {tr(HELP)}\n"


def _what(message: str, typed: Sequence[str], known: Collection[str]) -> str:
    subject, _, rest = message.partition(": ")
    if subject.startswith("the following arguments are required"):
        return tr("{what} is missing: ", what=rest.partition(COMMA)[0])
    if rest.startswith("takes"):
        return f"{subject.removeprefix('argument ')} {rest}: "
    if "expected" in rest:
        return tr(
            "{what} needs something behind it: ",
            what=subject.removeprefix("argument "),
        )
    at = _place(rest, typed)
    if at is None:
        return tr("That is not understood: ")
    told = tr("Word {number} is not understood", number=at + 1)
    nearest = _nearest(typed[at], known)
    if nearest:
        return tr(
            "{told}. Did you mean {nearest}? ", told=told, nearest=nearest
        )
    return f"{told}: "


def _place(rest: str, typed: Sequence[str]) -> int | None:
    """The place of the word that is meant, from 0."""
    for at, word in enumerate(typed):
        if word in rest.split() or f"{word!r}" in rest:
            return at
    return None


def _nearest(word: str, known: Collection[str]) -> str:
    # Few command lines are wrong, and it takes a few milliseconds.
    from difflib import get_close_matches  # noqa: PLC0415

    return next(iter(get_close_matches(word, known, 1)), "")
