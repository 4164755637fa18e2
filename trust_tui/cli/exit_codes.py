"""How a command ends, in a number that scripts can rely on."""

from collections.abc import Mapping
from typing import Final

from trust_tui.domain.errors import EndedError, TrustError, UsageError

DONE: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2
ENDED: Final = 3
INTERRUPTED: Final = 130

EXITS: Final[Mapping[int, str]] = {
    DONE: "It is done.",
    FAILED: "It was refused or failed; one sentence on standard error says why, and what to do.",
    WRONG_USE: "Wrong use: an unknown word, a number or id that is not there, or one that fits several.",
    ENDED: "Standard input ended before the questions did; what was answered is a draft.",
    INTERRUPTED: "It was interrupted with Ctrl+C.",
}
"""Every exit status and what it means; they stay as they are."""


def exit_of(error: TrustError) -> int:
    """The exit status of a failure."""
    if isinstance(error, UsageError):
        return WRONG_USE
    return ENDED if isinstance(error, EndedError) else FAILED
