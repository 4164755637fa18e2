"""How long a passphrase would hold against somebody who has the files and guesses, as a sentence."""

from typing import Final

from trust_tui.domain.translation import latern, tr, trn

GUESSES_A_SECOND: Final = 1_000
"""What a few dozen machines come to, at half a second of work and 128 MB of memory for each guess."""

LASTING: Final = 10 * 365 * 86_400
"""Seconds of guessing after which nothing is said."""

LONGEST: Final = 72
"""Characters that are looked at; the time that takes grows faster than the text."""

WORDS: Final = 7_776
"""Words among which one is looked for: as many as the usual list for passphrases has."""

_UNITS: Final = (
    (365 * 86_400, latern("about {count} year", "about {count} years")),
    (86_400, latern("about {count} day", "about {count} days")),
    (3_600, latern("about {count} hour", "about {count} hours")),
    (60, latern("about {count} minute", "about {count} minutes")),
)


def guessing_sentence(passphrase: str) -> str:
    """One sentence on a passphrase, which is not empty, that does not last; nothing of one that does."""
    # Lists of words that take 30 ms to load, for the one moment in which a passphrase is chosen. Nothing leaves the
    # machine, and nothing is kept.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    guesses = min(
        zxcvbn(passphrase[:LONGEST])["guesses"], _guesses_of_words(passphrase)
    )
    seconds = int(guesses / GUESSES_A_SECOND)
    if seconds >= LASTING:
        return ""
    time = tr("less than a minute")
    for length, about in _UNITS:
        if seconds >= length:
            time = trn(*about, max(2, round(seconds / length)))
            break
    return tr(
        "Somebody who has your files could guess this one in {time}. Four or five words that do not belong together"
        " last.",
        time=time,
    )


def _guesses_of_words(passphrase: str) -> float:
    """Guesses that a few plain words hold against, whatever their language; without end for anything else.

    zxcvbn knows English words alone: two common words of another language count there as letters drawn by chance.
    """
    words = passphrase.split()
    if len(words) < 2 or not all(map(str.isalpha, words)):
        return float("inf")
    return float(WORDS) ** min(len(words), LONGEST)
