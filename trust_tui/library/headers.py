"""The header of a content file: what its front matter says of the page, and what is wrong with it."""

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from trust_tui.domain import (
    clean,
    tr,
)
from trust_tui.library.model import Header, Kind, Problem

if TYPE_CHECKING:
    from trust_tui.front_matter import Fields

KEYS: Final = (
    "id",
    "kind",
    "title",
    "summary",
    "order",
    "step",
    "part",
    "for",
    "leads_to",
    "scale",
    "covers",
    "lang",
    "reviewed",
    "reviewer",
)
"""Every key that means something."""

PAGE_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""What the id of a page looks like."""


def reading_minutes(words: int) -> int:
    """Reading time in whole minutes, at about 200 words a minute."""
    return max(1, round(words / 200))


WORDING: Final = 10
"""About how many words a wording for a kind of relationship has, which stands in the place of another."""


def count_words(body: str) -> int:
    """About how many words a reader meets in Markdown text.

    Counted from the gaps, less those that markup makes: splitting the text would take ten times as long, for every
    page at every start. A test keeps it within a tenth of the true count.
    """
    gaps = (
        body.count(" ")
        + body.count("\n")
        - body.count("\n\n")
        - 2 * body.count("\n  ")
        - body.count("\n   ")
    )
    marks = (
        body.count("\n#")
        + body.count("\n- ")
        + body.count("[ ] ") * 2
        + body.count("{")
        + body.count("=")
    )
    return (
        max(0, gaps - marks - body.count("| ") - WORDING * body.count("{for="))
        + 1
    )


def make_header(
    fields: "Fields", path: str, words: int, problems: list[Problem]
) -> Header | None:
    """The header of a file, or None when the file cannot be used; what is wrong is added to the problems."""
    reader = _Reader(fields, path, problems)
    id, title = reader.text("id"), reader.text("title")
    kind = reader.kind()
    if id and not PAGE_ID.match(id):
        reader.complain(
            "id",
            tr(
                "The id of a page is made of small letters, digits and hyphens, such as my-page."
            ),
        )
        return None
    for key, value in (("id", id), ("kind", kind), ("title", title)):
        if not value and (key != "kind" or "kind" not in fields):
            reader.complain(
                key,
                tr(
                    "The front matter has no {key}. Add a line that starts with {key}: to it.",
                    key=key,
                ),
            )
    if not id or not title or kind is None:
        return None
    return Header(
        id=id,
        kind=kind,
        title=title,
        summary=reader.text("summary"),
        path=path,
        order=reader.number("order") or 0,
        step=reader.number("step"),
        part=reader.text("part"),
        leads_to=reader.many("leads_to"),
        audience=reader.many("for"),
        scale=reader.text("scale"),
        covers=reader.many("covers"),
        lang=reader.text("lang") or "en",
        reviewed=reader.day("reviewed"),
        reviewer=reader.text("reviewer"),
        minutes=reading_minutes(words),
    )


class _Reader:
    """Takes typed values out of fields and notes what does not fit."""

    def __init__(
        self, fields: "Fields", path: str, problems: list[Problem]
    ) -> None:
        self._fields = fields
        self._path = path
        self._problems = problems

    def complain(self, key: str, advice: str, *, warning: bool = False) -> None:
        """Note a problem at the line of a key, or at the first line when the key is not there."""
        line = self._fields[key].line if key in self._fields else 1
        self._problems.append(
            Problem(file=self._path, line=line, advice=advice, warning=warning)
        )

    def text(self, key: str) -> str:
        """The value of a key as one harmless line, empty when there is none."""
        field = self._fields.get(key)
        if field is None:
            return ""
        if not isinstance(field.value, str):
            self.complain(
                key,
                tr(
                    "The value of {key} is a list. Write one text, without square brackets.",
                    key=key,
                ),
            )
            return ""
        return clean(" ".join(field.value.split()))

    def many(self, key: str) -> tuple[str, ...]:
        """The values of a list; a single text counts as a list of one."""
        field = self._fields.get(key)
        if field is None or not field.value:
            return ()
        values = (field.value,) if isinstance(field.value, str) else field.value
        return tuple(clean(value) for value in values)

    def number(self, key: str) -> int | None:
        """A whole number of at most four digits, None when there is none."""
        value = self.text(key)
        if not value:
            return None
        if not (value.isascii() and value.isdecimal() and len(value) <= 4):
            self.complain(
                key,
                tr(
                    "The value of {key} is not a whole number. Write digits only, such as 3.",
                    key=key,
                ),
                warning=True,
            )
            return None
        return int(value)

    def day(self, key: str) -> date | None:
        """A date written as year-month-day, None when there is none."""
        value = self.text(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.complain(
                key,
                tr(
                    "The value of {key} is not a date. Write it as in 2026-11-24.",
                    key=key,
                ),
                warning=True,
            )
            return None

    def kind(self) -> Kind | None:
        """The kind of the page, None when it is missing or none of ours."""
        value = self.text("kind")
        try:
            return Kind(value) if value else None
        except ValueError:
            self.complain(
                "kind",
                tr(
                    "There is no such kind of page. Write one of: {kinds}.",
                    kinds=", ".join(Kind),
                ),
            )
            return None
