"""A made-up language: every letter is another, so that a word of English on the screen is one that has escaped."""

import re
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path
from string import ascii_letters
from typing import Any, Final

from msgspec.structs import replace

from scripts.translations import Words, gathered
from trust_tui.domain import KINDS, TABLES, GoalReview, Workbook

SMALL: Final = (
    "\u00e0\u1e03\u0107\u010f\u00e9\u1e1f\u01f5\u0125\u00ed\u0135\u1e31\u013a\u1e3f"
    "\u0144\u00f3\u1e55\u024b\u0155\u015b\u0165\u00fa\u1e7d\u1e83\u1e8b\u00fd\u017a"
)
"""The letters from a to z, as they are in the made-up language."""

LETTERS: Final = str.maketrans(ascii_letters, SMALL + SMALL.upper())

FILLED_IN: Final = re.compile(r"(\{\w+\})")
"""What stands for a value in a sentence of the program."""

FOR_THE_PROGRAM: Final = re.compile(
    r"(\{[^}]*\}|\]\([^)]*\)|<[^>]*>|&\w+;"
    r"|\[(?:days?|sign|fell|all|tool|some|line|what|tag|steps|kept|x| )\](?!\())"
)
"""What a page has for the program: machine parts, where links lead, boxes, and what stands for a value."""

SHOWN: Final = re.compile(r"(?m)^((?:title|summary): )(.*)$")
"""What is shown of the head of a page."""

CAPS: Final = frozenset(
    (
        "Enter",
        "Esc",
        "Tab",
        "Space",
        "Del",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Shift",
        "Ctrl",
        "Backspace",
    )
)
"""Keys by what stands on them."""

NAMES: Final = frozenset(
    {"Trust", "TUI", "JSON", "Markdown", "CSV", "jrnl", "Day", "One"}
)
"""Names of programs and formats, which are the same in every language."""

TYPED: Final = re.compile(
    r"(?x) ~?\S*/\S* | \w+\.(?:toml|md|html|json|csv|age)\b"
    r"| \b(?:is|who|kind|from|to|on):\S* "
)
"""Places on the disk, and what is typed in filters, which is the same in every language."""


def made_up(text: str) -> str:
    """A text in the made-up language."""
    return text.translate(LETTERS)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """A text in the made-up language but for what a pattern finds."""
    parts = pattern.split(text)
    parts[::2] = map(made_up, parts[::2])
    return "".join(parts)


class MadeUp(NullTranslations):
    """A catalogue of what translators are given; what was not gathered for them stays English, and is found out."""

    def __init__(self) -> None:
        super().__init__()
        known = gathered().keys()
        self._known = {*known, *(words._replace(many="") for words in known)}

    def gettext(self, message: str) -> str:
        """A sentence."""
        return self._said(Words("", message, ""))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A sentence about a number of things."""
        words = Words("", msgid1, msgid2)
        said = _without(FILLED_IN, msgid1 if n == 1 else msgid2)
        return said if words in self._known else msgid1

    def pgettext(self, context: str, message: str) -> str:
        """A word in its context."""
        return self._said(Words(context, message, ""))

    def _said(self, words: Words) -> str:
        if words not in self._known:
            return words.one
        return _without(FILLED_IN, words.one)


def translate_content(source: Path, target: Path) -> None:
    """Write the pages of a folder in the made-up language into another."""
    for path in source.rglob("*.md"):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_page(path.read_text("utf-8")), "utf-8")


def _page(text: str) -> str:
    _, head, body = text.split("---\n", 2)
    head = SHOWN.sub(lambda found: found[1] + made_up(found[2]), head)
    return f"---\n{head}---\n{_without(FOR_THE_PROGRAM, body)}"


def translate_records(workbook: Workbook) -> None:
    """Put the words of every record into the made-up language."""
    for table in TABLES:
        kind = KINDS[table]
        records = workbook.of(kind.value)
        for record in records.all():
            words = {
                name: _value(getattr(record.value, name))
                for name in (*kind.texts, *kind.labels)
            }
            if record.value != (value := replace(record.value, **words)):
                records.change(record, value)


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return made_up(value)
    if isinstance(value, Mapping):
        return {key: made_up(text) for key, text in value.items()}
    if isinstance(value, GoalReview):
        words = {
            name: made_up(getattr(value, name))
            for name in ("well", "in_the_way", "next")
        }
        return replace(value, **words)
    return type(value)(map(_value, value))


def escaped(text: str) -> Iterator[str]:
    """The words of a text that are English."""
    for word in re.findall("[A-Za-z]{2,}", TYPED.sub(" ", text)):
        if word not in CAPS | NAMES and not re.fullmatch(r"F\d+", word):
            yield word
