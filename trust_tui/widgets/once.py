"""A call a moment from now that is sure to come: Textual drops a timer of one tick when the program is held up."""

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump


def once(
    pump: MessagePump, seconds: float, call: Callable[[], object]
) -> asyncio.TimerHandle:
    """Have a screen, widget or the program call something, between two of its messages.

    Args:
        pump: What calls it. When it is gone by then, or about to go, nothing is called.
        seconds: How long from now.
        call: What is called.
    """

    def call_if_there() -> object:
        return call() if pump.is_running else None

    return asyncio.get_running_loop().call_later(seconds, pump.call_next, call_if_there)
