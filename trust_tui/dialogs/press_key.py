"""Asks for a key by having it pressed."""

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from trust_tui.domain import tr
from trust_tui.widgets import Overlay, Words


class Pressed(Words, can_focus=True):
    """Takes every key that is not needed to leave, hide or get help."""

    class Key(Message):
        """A key was pressed, under the name it has in the configuration."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def on_key(self, event: events.Key) -> None:
        """Take it; Esc goes its usual way."""
        if event.key != "escape":
            event.stop()
            event.prevent_default()
            is_typed = (
                event.character is not None
                and event.character.isprintable()
                and event.character != " "
            )
            self.post_message(
                self.Key(str(event.character) if is_typed else event.key)
            )


class KeyDialog(Overlay[str]):
    """Answers with the key that was pressed: a character, or a name such as `f3`."""

    DEFAULT_CSS = """
    KeyDialog Words { max-width: 76; margin: 0 0 1 0; }
    """

    def __init__(self, name: str) -> None:
        """Ask.

        Args:
            name: What the key will do.
        """
        super().__init__(tr("A new key"))
        self._name_of_action = name

    def compose_body(self) -> ComposeResult:
        """What is asked."""
        yield Pressed(
            tr(
                "Press the key for: {name_of_action}",
                name_of_action=self._name_of_action,
            )
        )
        yield Words(
            tr(
                "Esc leaves it as it is. One of its usual keys gives it all of those back."
            ),
            classes="quiet",
        )

    def on_pressed_key(self, event: Pressed.Key) -> None:
        """Answer with it."""
        self.dismiss(event.key)
