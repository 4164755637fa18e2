"""Words as they are said: no sign that speech passes over or spells."""

from typing import Final

from trust_tui.domain import clean

SIGNS: Final = str.maketrans(
    {
        "\u2713": "done",
        "\u25b8": "",
        "\u2192": "to",
        "\u2190": "left",
        "\u2026": "...",
        "\u2022": "-",
        "\u2013": "-",
        "\u2500": "-",
        "\u2502": "",
        "\u25cf": "*",
    }
)
"""Signs that speech passes over or spells, and what is said instead."""

DOT: Final = " \u00b7"
"""Parts what stands in one line."""


def plain(text: str) -> str:
    """A text as it is said."""
    return clean(text).replace(DOT, ",").translate(SIGNS).strip()
