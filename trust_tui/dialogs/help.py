"""Help for the screen one is on: its keys and what they do. Enter does it."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult

from trust_tui.domain import tr
from trust_tui.widgets import Dialog, Row, RowList, Words, break_titles


class HelpDialog(Dialog[str]):
    """Shows rows of keys; answers with the key of the row chosen."""

    DEFAULT_CSS = """
    HelpDialog #help { max-width: 76; }
    HelpDialog #help-about { margin: 0 0 1 0; max-width: 76; }
    """

    def __init__(self, about: str, rows: Sequence[Row]) -> None:
        """Show the help.

        Args:
            about: A sentence or two on the screen.
            rows: A row for each command, with headings between.
        """
        super().__init__(tr("Help"))
        self._about = about
        self._rows = rows

    def compose_body(self) -> ComposeResult:
        """The sentence and the keys."""
        yield Words(self._about, id="help-about", classes="spare")
        yield RowList(id="help")

    def on_mount(self) -> None:
        """Fill the list."""
        keys = self.query_one(RowList)
        keys.set_rows(self._rows)
        keys.focus()

    def on_resize(self, _event: events.Resize) -> None:
        """Cut none of what they do, in whatever width."""
        keys = self.query_one(RowList)
        self.call_after_refresh(break_titles, keys, self._rows)

    @on(RowList.Chosen)
    def _answer(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)
