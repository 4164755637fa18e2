"""How long a passphrase would hold against somebody who has the files and guesses, as a sentence."""

from typing import Final

GUESSES_A_SECOND: Final = 1_000
"""What a few dozen machines come to, at half a second of work and 128 MB of memory for each guess."""

LASTING: Final = 10 * 365 * 86_400
"""Seconds of guessing after which nothing is said."""

LONGEST: Final = 72
"""Characters that are looked at; the time that takes grows faster than the text."""

_UNITS: Final = (
    (365 * 86_400, "years"),
    (86_400, "days"),
    (3_600, "hours"),
    (60, "minutes"),
)


def guessing_sentence(passphrase: str) -> str:
    """One sentence on a passphrase, which is not empty, that does not last; nothing of one that does."""
    # Lists of words that take 30 ms to load, for the one moment in which a passphrase is chosen. Nothing leaves the
    # machine, and nothing is kept.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    guesses = zxcvbn(passphrase[:LONGEST])["guesses"]
    seconds = int(guesses / GUESSES_A_SECOND)
    if seconds >= LASTING:
        return ""
    time = "less than a minute"
    for length, unit in _UNITS:
        if seconds >= length:
            time = f"about {max(2, round(seconds / length))} {unit}"
            break
    return (
        f"Somebody who has your files could guess this one in {time}. "
        "Four or five words that do not belong together last."
    )
