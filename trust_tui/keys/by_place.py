"""Commands on keyboards of other scripts: outside of fields a letter is the key that it stands on."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from trust_tui.domain import tr
from trust_tui.terminal.keyboard import Keyboard
from trust_tui.terminal.layouts import Layouts, languages_of_locale, plain_sign


class KeysByPlace:
    """Turns letters, digits and signs of other scripts into the keys that commands are on."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """Begin with nothing typed.

        Args:
            say: Says something in the key line.
        """
        self._say = say
        self._layouts = Layouts(languages_of_locale())
        self._has_said = False

    def meant(self, key: events.Key, screen: Screen[Any]) -> events.Key:
        """The key that is meant where letters are commands; the same one where that is not known.

        The first letter of another keyboard is named, so that nobody wonders why nothing or something happened.

        Args:
            key: What was typed.
            screen: Where; a key that the user has given to a command there is that one.
        """
        typed = key.character or ""
        if len(typed) != 1 or typed.isascii():
            return key
        if key.key in screen.active_bindings:
            return key
        if sign := plain_sign(typed):
            return _key_of(sign)
        latin, keyboard = self._layouts.latin_of(typed)
        self._name(typed, latin, keyboard)
        return _key_of(latin) if latin else key

    def _name(self, typed: str, latin: str, keyboard: str) -> None:
        """Say, once, what the matter is."""
        if self._has_said or not typed.isprintable():
            return
        self._has_said = True
        if latin:
            self._say(
                tr(
                    "Keyboard: {keyboard}. {typed} counts as {latin} here. F10 leaves.",
                    keyboard=keyboard,
                    typed=typed,
                    latin=latin,
                )
            )
        else:
            self._say(tr("Commands are Latin letters here. F10 leaves."))


def _key_of(character: str) -> events.Key:
    """The key that types a character of ASCII."""
    (key,) = Keyboard().feed(character.encode())
    assert isinstance(key, events.Key)
    return key
