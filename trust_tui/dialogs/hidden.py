"""An empty screen that shows nothing of the user's, until the same key."""

from textual.app import ComposeResult
from textual.screen import ModalScreen


class HiddenScreen(ModalScreen[bool]):
    """Covers everything. The program dismisses it when the user comes back."""

    comes_between = True

    DEFAULT_CSS = """
    HiddenScreen { background: $background; }
    """

    def compose(self) -> ComposeResult:
        """Nothing."""
        yield from ()
