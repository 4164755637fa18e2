"""Waiting on the command line: a quiet line on the terminal says how far it is, and Ctrl+C stops it without loss."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from trust_tui.domain.cancellable_task import AGAIN, HOW_FAR, SOON, Work

GONE: Final = "\r\x1b[K"
"""Takes the line away again."""


@contextmanager
def patience() -> Iterator[None]:
    """Have what is done inside shown, where standard error is a terminal, and stopped with Ctrl+C.

    Raises:
        StoppedError: The user stopped it. Everything is as it was before.
    """
    work = Work()
    usual = signal.getsignal(signal.SIGINT) or signal.default_int_handler

    def stop(_signum: int, _frame: FrameType | None) -> None:
        signal.signal(
            signal.SIGINT, usual
        )  # pressed again it ends the program, as ever
        work.stop()

    done = threading.Event()
    teller = threading.Thread(
        target=_tell, args=(work, done), name="waiting", daemon=True
    )
    signal.signal(signal.SIGINT, stop)
    if sys.stderr.isatty():
        teller.start()
    try:
        with work.in_force():
            yield
    finally:
        signal.signal(signal.SIGINT, usual)
        done.set()
        if teller.ident is not None:
            teller.join()


def _tell(work: Work, done: threading.Event) -> None:
    """Write the line anew until it is done; nothing at all where that is soon."""
    if done.wait(SOON):
        return
    waited = SOON
    while True:
        told = work.told if waited >= HOW_FAR else ""
        _write(f"{GONE}{told or 'One moment ...'}")
        if done.wait(AGAIN):
            break
        waited += AGAIN
    _write(GONE)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
