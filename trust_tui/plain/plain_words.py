"""Words as they are said: no sign that speech passes over or spells."""

import re
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


TYPED: Final = (
    (re.compile(r"\bPress Esc\b"), "Type b"),
    (re.compile(r"\bpress Esc\b"), "type b"),
    (re.compile(r"\bEsc\b"), "b"),
    (re.compile(r"\bEnter ticks\b"), "A number ticks"),
    (re.compile(r"\^s goes on"), "An empty line goes on"),
    (re.compile(r"\bCtrl\+S sets\b"), "An empty line sets"),
    (re.compile(r"\^s\b"), ":keep"),
    (re.compile(r"^f: "), ""),
    (re.compile(r"(?<=\S) {2,}(?=\S)"), ", "),
)
"""Keys and columns in sentences of the program, and what stands for them in plain lines."""


def typed_instead(text: str) -> str:
    """A sentence of the program with what is typed in place of keys that plain lines do not have."""
    for key, typed in TYPED:
        text = key.sub(typed, text)
    return text


def plain(text: str) -> str:
    """A text as it is said."""
    return clean(text).replace(DOT, ",").translate(SIGNS).strip()
