"""The marks that text is set with, in Unicode and in ASCII, and text itself in ASCII."""

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from trust_tui.typeset.wrap import Run


class Marks(NamedTuple):
    """Marks with the space that follows them; `bullets` alternate as lists are nested."""

    bullets: tuple[str, str]
    quote: str
    rule: str
    box: str
    filled: str
    ascii: bool


UNICODE: Final = Marks(("• ", "– "), "│ ", "─", "[ ] ", "[x] ", False)
ASCII: Final = Marks(("* ", "- "), "| ", "-", "[ ] ", "[x] ", True)

_NEAREST: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "•": "*",
        "\xa0": " ",
        "→": "->",
    }
)


def plain_runs(runs: Sequence[Run], marks: Marks) -> Sequence[Run]:
    """The runs as they are, or in ASCII where the marks are."""
    return (
        [run._replace(text=to_ascii(run.text)) for run in runs] if marks.ascii else runs
    )


def to_ascii(text: str) -> str:
    """The nearest ASCII: quotes and dashes made straight, accents dropped, `?` for what has no likeness."""
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFKD", text.translate(_NEAREST))
    kept = "".join(
        character for character in bare if not unicodedata.combining(character)
    )
    return kept.encode("ascii", "replace").decode("ascii")
