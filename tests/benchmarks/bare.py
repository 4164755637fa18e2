"""The bare Textual program that everything is measured against: a header, a footer and one line of text.

Run as a script. The key `x` puts another number into the line, so that there is an answer to time.
"""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Header, Static


class BareApp(App[None]):
    """As little as makes a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "count", "Count"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def compose(self) -> ComposeResult:
        """The three widgets."""
        yield Header()
        yield Static("One line")
        yield Footer()

    def action_count(self) -> None:
        """Answer a key."""
        self._count += 1
        self.query_one("Static", Static).update(f"One line {self._count}")


if __name__ == "__main__":
    BareApp().run()
