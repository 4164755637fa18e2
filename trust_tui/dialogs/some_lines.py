"""An answer of some lines, apart from the others: what it is made of takes long to load, and few questions need it."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from trust_tui.widgets.long_field import Lines


class SomeLines(Lines):
    """An answer of some lines, in which Enter begins another one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "go_on",
            "Go on",
            id="now.go-on-writing",
            key_display="Tab",
        )
    ]

    def __init__(self, go_on: Callable[[], object]) -> None:
        """Make the field.

        Args:
            go_on: Called to go on.
        """
        super().__init__(id="lines")
        self._go_on = go_on

    def action_go_on(self) -> None:
        """Go on."""
        self._go_on()
