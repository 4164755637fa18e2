"""The line above the journal in which a filter is typed; it takes room only while there is one."""

from textual.app import ComposeResult
from textual.containers import Vertical

from trust_tui.domain import later, tr
from trust_tui.widgets import Line, Words

HINT = later('#tag  -word  "exact phrase"  who:  kind:  from:  to:  is:starred')


class FilterLine(Vertical):
    """A field, and a sentence below it where what stands in it is no filter."""

    DEFAULT_CSS = """
    FilterLine { height: auto; display: none; margin: 1 1 0 1; max-width: 86; }
    FilterLine.-open { display: block; }
    FilterLine Words { color: $accent; display: none; padding: 0 1; }
    FilterLine Words.-said { display: block; }
    """

    def compose(self) -> ComposeResult:
        """The field and the sentence."""
        line = Line(placeholder=tr(HINT), id="filter")
        line.can_focus = (
            False  # or the screen would begin in it, hidden as it is
        )
        yield line
        yield Words("", id="no-filter")

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one(Line).value

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.has_class("-open")

    def open(self, text: str = "") -> None:
        """Show the line, with a filter in it or to type one."""
        line = self.query_one(Line)
        self.add_class("-open")
        line.can_focus = True
        if text:
            line.value = text
        else:
            line.focus()

    def close(self) -> None:
        """Take the filter and the line away."""
        line = self.query_one(Line)
        self.remove_class("-open")
        line.value = ""
        line.can_focus = False

    def refuse(self, sentence: str) -> None:
        """Say why what was typed is no filter; nothing where it is one."""
        words = self.query_one(Words)
        words.say(sentence)
        words.set_class(bool(sentence), "-said")
