"""Hands a terminal over to the program that takes this one's place by `exec`: no shell shows through, no key is echoed.

What the terminal was before goes along in a variable, as the new program finds it already taken.
"""

import json
import os
import signal
import termios
from contextlib import suppress
from typing import Any, Final

from trust_tui.terminal.modes import LEAVE
from trust_tui.terminal.others_messages import OthersMessages

VARIABLE: Final = "TERMINAL_HANDED_OVER"

_CONTROLS: Final = 6
"""Where the control characters stand among the attributes."""


def hand_over(attributes: list[Any], others: int) -> None:
    """Leave word of the terminal's own settings, and of the rights of others that were taken."""
    controls = [
        [sign.hex()] if isinstance(sign, bytes) else sign
        for sign in attributes[_CONTROLS]
    ]
    told = {"attributes": [*attributes[:_CONTROLS], controls], "others": others}
    os.environ[VARIABLE] = json.dumps(told)


def take_over() -> tuple[list[Any], int] | None:
    """The settings and rights that were left word of, once; None where the terminal was not handed over."""
    word = os.environ.pop(VARIABLE, "")
    try:
        told = json.loads(word)
        *flags, controls = told["attributes"]
        signs = [
            bytes.fromhex(sign[0]) if isinstance(sign, list) else int(sign)
            for sign in controls
        ]
        if len(flags) == _CONTROLS:
            return [*map(int, flags), signs], int(told["others"])
    except (ValueError, TypeError, KeyError, IndexError):
        pass
    return None


def give_back_unused(descriptor: int = 0) -> None:
    """Give the terminal back where the program ended before it took it over."""
    taken = take_over()
    if taken is not None:
        messages = OthersMessages(descriptor)
        messages.taken = taken[1]
        messages.allow_again()
        with suppress(OSError, termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, taken[0])
            os.write(descriptor, LEAVE.encode())


def stop(descriptor: int = 0) -> None:
    """Stop in the place of a program that was told to, the terminal given back; returns once it goes on."""
    give_back_unused(descriptor)
    os.kill(os.getpid(), signal.SIGSTOP)
