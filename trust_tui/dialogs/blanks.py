"""A goal template whose `[blanks]` are filled in as fields, one under the other."""

import re
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from trust_tui.domain import tr
from trust_tui.widgets import Dialog, LabelledLine, Words

BLANK: Final = re.compile(r"\[([^\]]+)\]")


class BlanksDialog(Dialog[str]):
    """Answers with the sentence, its blanks filled in; what was left empty stays a blank."""

    DEFAULT_CSS = """
    BlanksDialog #blanks { max-width: 76; scrollbar-size-vertical: 1; }
    BlanksDialog #sentence { margin: 0 0 1 0; color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Go on", id="blanks.done", key_display="^s"),
    ]

    def __init__(self, template: str) -> None:
        super().__init__(tr("Make it yours"))
        self._template = template
        self._blanks = BLANK.findall(template)

    def compose_body(self) -> ComposeResult:
        """The sentence and a field for each blank."""
        with VerticalScroll(id="blanks", can_focus=False):
            yield Words(self._template, id="sentence")
            for index, blank in enumerate(self._blanks):
                number = blank.isdecimal()
                yield LabelledLine(
                    tr("How many") if number else blank,
                    blank if number else "",
                    id=f"blank-{index}",
                )

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query(Input).focus()

    @property
    def sentence(self) -> str:
        """The sentence as it stands."""
        filled = iter(
            [
                self.query_one(f"#blank-{index}", Input).value.strip()
                for index in range(len(self._blanks))
            ]
        )
        return BLANK.sub(lambda found: next(filled) or found[0], self._template)

    @on(Input.Changed)
    def _show(self) -> None:
        self.query_one("#sentence", Words).say(self.sentence)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == f"blank-{len(self._blanks) - 1}":
            self.action_done()
        else:
            self.focus_next()

    def action_done(self) -> None:
        """Go on with the sentence."""
        self.dismiss(self.sentence)
