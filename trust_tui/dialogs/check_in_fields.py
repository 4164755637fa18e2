"""The fields of a check-in: the items of the content, and below them a line each for what went well and the rest."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from trust_tui.dialogs.check_in_day import CheckInDay
from trust_tui.domain import Answers, CheckIn, later, tr
from trust_tui.library import Item, Library
from trust_tui.widgets import LabelledLine, TagLine, Words
from trust_tui.widgets.scale_form import ScaleForm

FIXED_LINES: Final = 14
"""Lines of the dialog that are not the items: the frame, the first sentence, the three lines and what is between."""

LOW: Final = 22
"""Below this height the line about safety gives its place to the items."""

TAGS: Final = later("Tags for the day, with commas")

LINES: Final = {"good": "#day-good", "note": "#day-note", "tags": "#day-tags"}
"""The field of each line, by its name in a draft."""


class FieldWords(Struct, frozen=True, kw_only=True):
    """The words around the fields, from the content: their labels by id, and the line about safety."""

    labels: Mapping[str, str]
    not_safe: str


def words_for(library: Library, kind: str) -> FieldWords:
    """The words for a kind of relationship.

    Raises:
        ContentError: The content lacks them.
    """
    labels = library.labels("checkin-daily", "lines")
    return FieldWords(
        labels={id: item.said(kind) for id, item in labels.items()},
        not_safe=library.text("checkin-daily", "not-safe").title,
    )


class CheckInFields(VerticalScroll):
    """Shows the fields, and knows what stands in them."""

    DEFAULT_CSS = """
    CheckInFields { max-width: 76; scrollbar-size-vertical: 1; }
    CheckInFields #check-in-intro { margin: 0 0 1 2; }
    CheckInFields ScaleForm { height: auto; max-height: 13; min-height: 6; }
    CheckInFields LabelledLine { margin: 0 0 0 2; }
    CheckInFields #not-safe { margin: 1 0 0 2; }
    CheckInFields #day-good-box { margin: 1 0 0 2; }
    CheckInFields Horizontal { height: auto; }
    CheckInFields #day-tags-box { width: 2fr; }
    CheckInFields #day-kept { width: 1fr; height: auto; margin: 0 0 0 2; }
    """

    def __init__(
        self,
        words: FieldWords,
        old: CheckIn,
        day: CheckInDay,
        known_tags: Sequence[str],
    ) -> None:
        """Prepare.

        Args:
            words: The words around the fields.
            old: What the lines begin with.
            day: Its field stands beside the tags.
            known_tags: Those that are offered.
        """
        super().__init__(id="check-in", can_focus=False)
        self._old = old
        self._day = day
        self._known_tags = known_tags
        self._words = words

    def compose(self) -> ComposeResult:
        """The items and the lines."""
        old = self._old
        yield Words(
            tr("0-4 answers, - does not apply, Space skips."),
            said="",
            classes="quiet spare",
            id="check-in-intro",
        )
        yield ScaleForm(id="check-in-items")
        yield LabelledLine(
            self._words.labels["day-good"], old.good, id="day-good"
        )
        yield LabelledLine(
            self._words.labels["day-note"], old.note, id="day-note"
        )
        with Horizontal():
            yield TagLine(tr(TAGS), old.tags, self._known_tags, id="day-tags")
            with Vertical(id="day-kept"):
                yield Words(tr("Day and time"), classes="strong")
                yield self._day.make_line()
        yield Words(f"! {self._words.not_safe}", classes="quiet", id="not-safe")

    @property
    def items(self) -> ScaleForm:
        """The items with their answers."""
        return self.query_one(ScaleForm)

    @property
    def typed(self) -> Sequence[str]:
        """What stands in the three lines, without spaces around it."""
        return [
            self.query_one(f"{line}-box", LabelledLine).value
            for line in LINES.values()
        ]

    def fit(self, height: int) -> None:
        """Give the items the room that the lines leave of the screen."""
        low = height < LOW
        self.query_one(
            "#not-safe"
        ).display = not low  # the key line says it too
        room = height - FIXED_LINES + (2 if low else 0)
        self.items.styles.height = max(6, min(self.items.tallest, room))

    def drafted(self) -> Mapping[str, str]:
        """The answers as JSON and the lines."""
        lines = {
            name: self.query_one(line, Input).value
            for name, line in LINES.items()
        }
        answers = json.dumps(self.items.answers, sort_keys=True)
        return {"answers": answers, **lines}

    def fill(self, fields: Mapping[str, str], items: Sequence[Item]) -> None:
        """Put a draft in."""
        answers: Answers = json.loads(fields.get("answers", "{}"))
        self.items.set_items(items, answers)
        for name, line in LINES.items():
            self.query_one(line, Input).value = fields.get(name, "")

    @on(ScaleForm.Left)
    def _go_on(self, event: ScaleForm.Left) -> None:
        if event.step > 0:
            self.query_one(LINES["good"]).focus()

    @on(Input.Submitted, "#day-good")
    def _to_note(self) -> None:
        self.query_one(LINES["note"]).focus()
