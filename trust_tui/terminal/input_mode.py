"""How a terminal takes keys while the program has it: each at once and unchanged, and no message of other users."""

import os
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from trust_tui.terminal import handover
from trust_tui.terminal.others_messages import OthersMessages


class InputMode:
    """The settings of a terminal, and what they were before. Nothing is said of a terminal that is gone."""

    def __init__(
        self, descriptor: int, raw: Callable[[int, int], tuple[int, int]]
    ) -> None:
        """Leave it as it is for now.

        Args:
            descriptor: The terminal.
            raw: Changes the local and the input flags so that every key is delivered.
        """
        self._descriptor = descriptor
        self._raw = raw
        self._before: list[Any] | None = None
        self._messages = OthersMessages(descriptor)

    @property
    def is_in_foreground(self) -> bool:
        """Whether the terminal is ours to use; a program continued with `bg` must not touch it."""
        try:
            return os.tcgetpgrp(self._descriptor) == os.getpgrp()
        except OSError:
            return True

    def take(self) -> None:
        """Have every key delivered, at once and unchanged."""
        self._messages.refuse()
        with suppress(termios.error):
            self._before = termios.tcgetattr(self._descriptor)
            self._set_raw()

    def take_again(self) -> None:
        """The same where they may have been changed behind our back; what they were before stays known."""
        self._messages.refuse()
        with suppress(termios.error):
            self._set_raw()

    def take_over(self) -> bool:
        """Take the terminal, which may be that of a program whose place this one has taken; whether it is."""
        handed_over = handover.take_over()
        self.take()
        if handed_over is not None:
            self._before, self._messages.taken = handed_over
        return handed_over is not None

    def hand_over(self) -> bool:
        """Leave word for a program that takes this one's place; False where nothing was taken."""
        if self._before is None:
            return False
        handover.hand_over(self._before, self._messages.taken)
        return True

    def forget_typed(self) -> None:
        """Drop what was typed and not read."""
        with suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCIFLUSH)

    def give_back(self) -> None:
        """Undo all of it."""
        self._messages.allow_again()
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(
                    self._descriptor, termios.TCSANOW, self._before
                )

    def _set_raw(self) -> None:
        attributes = termios.tcgetattr(self._descriptor)
        attributes[tty.LFLAG], attributes[tty.IFLAG] = self._raw(
            attributes[tty.LFLAG], attributes[tty.IFLAG]
        )
        attributes[tty.CC][termios.VMIN] = 1
        termios.tcsetattr(self._descriptor, termios.TCSANOW, attributes)
