"""The fields an exercise is written in, each with what was written there last time."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Input, TextArea

from trust_tui.typeset import ListItem
from trust_tui.widgets import LabelledLine, Words
from trust_tui.widgets.long_field import Lines

WIDER_SCREEN: Final = 130
"""Columns from which on what was written before stands beside its field."""


LOW_SCREEN: Final = 16
"""Lines of the screen below which the fields take the place of the page while one writes."""

WIDE_SCREEN: Final = 110
"""Columns of the screen from which on the fields stand beside the page."""


class ExercisePane(Vertical):
    """The page of an exercise and its fields, one below the other or side by side."""

    DEFAULT_CSS = """
    ExercisePane {
        max-width: 86;
        & #both { height: 1fr; layout: vertical; }
        &.-beside { max-width: 164; }
        &.-beside #both { layout: horizontal; }
        &.-beside #page { width: 1fr; max-width: 76; }
        &.-beside #writing { width: 1fr; height: 100%; max-height: 100%; border-top: none; border-left: solid $rule; }
    }
    """

    def on_resize(self) -> None:
        """Have the fields stand beside the page where there is room."""
        self.set_class(self.app.size.width >= WIDE_SCREEN, "-beside")


class ExerciseFields(VerticalScroll, can_focus=False):
    """Asks for each text of an exercise, and for the day."""

    DEFAULT_CSS = """
    ExerciseFields {
        height: auto; max-height: 60%; padding: 1 2 0 2; border-top: solid $rule; scrollbar-size-vertical: 1;
        & Lines { height: 4; background: $panel; margin: 0 0 1 0; }
        & .asked, & .today { height: auto; }
        & .earlier { margin: 0 0 1 1; max-height: 3; }
        &.-beside .asked { layout: horizontal; }
        &.-beside .today { width: 1fr; }
        &.-beside .earlier { width: 1fr; max-height: 100%; margin: 1 0 1 2; }
    }
    ExerciseFields.-low:focus-within { max-height: 100%; height: 7fr; padding: 0 2; border-top: none; }
    """

    def __init__(
        self,
        items: Sequence[ListItem],
        earlier: Mapping[str, str],
        day: LabelledLine,
    ) -> None:
        """Make the fields.

        Args:
            items: What is asked for.
            earlier: What was written last time, by the text that asked for it.
            day: The field for the day it is kept under.
        """
        super().__init__(id="writing")
        self._items = items
        self._earlier = earlier
        self._day = day

    def compose(self) -> ComposeResult:
        """A field for each item."""
        for item in self._items:
            with Container(classes="asked"):
                with Container(classes="today"):
                    yield from self._field(item)
                if last := self._earlier.get(item.text, ""):
                    yield Words(last, classes="quiet earlier")
        yield self._day

    @staticmethod
    def _field(item: ListItem) -> ComposeResult:
        if item.attrs.get("write") == "line":
            yield LabelledLine(item.text, id=item.id)
        else:
            yield Words(item.text, classes="strong")
            yield Lines(id=item.id)

    def on_resize(self) -> None:
        """Fit in what was written before and the page, as there is room."""
        self.set_class(self.app.size.width >= WIDER_SCREEN, "-beside")
        self.set_class(self.app.size.height < LOW_SCREEN, "-low")

    def written(self) -> Mapping[str, str]:
        """What is written, by the id of the item."""
        written: dict[str, str] = {}
        for item in self._items:
            widget = self.query_one(f"#{item.id}")
            if isinstance(widget, TextArea):
                written[item.id] = widget.text
            elif isinstance(widget, Input):
                written[item.id] = widget.value
        return written

    def fill(self, written: Mapping[str, str]) -> None:
        """Put a draft in."""
        for item in self._items:
            widget = self.query_one(f"#{item.id}")
            if isinstance(widget, TextArea):
                widget.text = written.get(item.id, "")
            elif isinstance(widget, Input):
                widget.value = written.get(item.id, "")
