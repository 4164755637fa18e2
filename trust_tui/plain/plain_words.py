"""Words as they are said: no sign that speech passes over or spells."""

import re
from typing import Final

from trust_tui.domain import clean, later, tr

SIGNS: Final = str.maketrans(
    {
        "\u25b8": "",
        "\u2026": "...",
        "\u2022": "-",
        "\u2013": "-",
        "\u2500": "-",
        "\u2502": "",
        "\u25cf": "*",
    }
)
"""Signs that speech passes over or spells, and what is said instead."""

NAMED: Final = (
    ("\u2713", later("done")),
    ("\u2192", later("to")),
    ("\u2190", later("left")),
)
"""Signs that stand for a word."""

DOT: Final = " \u00b7"
"""Parts what stands in one line."""


TYPED: Final = (
    (re.compile(r"Press \w (.*) \((\w+) in plain lines\)"), r'Type "\2" \1'),
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
    return without_signs(clean(text).replace(DOT, ",")).strip()


def without_signs(text: str) -> str:
    """A text with words in place of signs, or nothing where they are ornaments."""
    for sign, word in NAMED:
        if sign in text:
            text = text.replace(sign, tr(word))
    return text.translate(SIGNS)
