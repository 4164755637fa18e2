"""The fields an exercise is written in, each with what was written there last time."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, TextArea

from trust_tui.typeset import ListItem
from trust_tui.widgets import LabelledLine, Words
from trust_tui.widgets.long_field import Lines


class ExerciseFields(VerticalScroll, can_focus=False):
    """Asks for each text of an exercise, and for the day."""

    DEFAULT_CSS = """
    ExerciseFields {
        height: auto; max-height: 60%; padding: 1 2 0 2; border-top: solid $rule; scrollbar-size-vertical: 1;
        & Lines { height: 4; background: $panel; margin: 0 0 1 0; }
        & .earlier { margin: 0 0 1 1; max-height: 3; }
    }
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
            if item.attrs.get("write") == "line":
                yield LabelledLine(item.text, id=item.id)
            else:
                yield Words(item.text, classes="strong")
                yield Lines(id=item.id)
            if last := self._earlier.get(item.text, ""):
                yield Words(last, classes="quiet earlier")
        yield self._day

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
