"""Keeps what other users send with `write` and `wall` off the screen while the program has it, as `mesg n` does."""

import os
import stat
from contextlib import suppress
from typing import Final

_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
"""Those who may write to a terminal beside its owner: the group of `write`, as a rule."""


class OthersMessages:
    """The right of others to write to a terminal, taken for a while. Left alone where it is not ours to say.

    Attributes:
        taken: The bits of the mode that were taken and not given back.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.taken = 0

    def refuse(self) -> None:
        """Take it, once."""
        with suppress(OSError):
            mode = stat.S_IMODE(os.fstat(self._descriptor).st_mode)
            if os.isatty(self._descriptor) and mode & _OTHERS:
                os.fchmod(self._descriptor, mode & ~_OTHERS)
                self.taken |= mode & _OTHERS

    def allow_again(self) -> None:
        """Give back what was taken."""
        if not self.taken:
            return
        with suppress(OSError):
            mode = stat.S_IMODE(os.fstat(self._descriptor).st_mode)
            os.fchmod(self._descriptor, mode | self.taken)
        self.taken = 0
