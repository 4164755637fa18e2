"""Whatever is typed, in whatever pieces: the program stays up, and leaves when it is asked to."""

import asyncio
import os
import random
import string
import time
from collections.abc import Sequence
from typing import Final

import pytest

from tests.conftest import Open
from tests.support import MOMENT, PATIENCE, Sitting, key_event
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.program.app import TrustApp

SCRIPTS: Final = int(os.environ.get("TYPED_SCRIPTS", "8"))
"""How many rows of keys are typed; `make typing` types many more."""

KEYS: Final = (
    *"nchrtgsaefbwkpPKW0123456789/?!,.[]jkx",
    *["enter", "escape", "tab", "down", "up", "ctrl+s", "ctrl+x", "y"] * 4,
    *("space", "backspace", "shift+tab", "left", "right", "home", "end"),
    *("pageup", "pagedown", "ctrl+p", "ctrl+r", "ctrl+g", "ctrl+l", "ctrl+t"),
    *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f12"),
    *("shift+f5", "shift+f6", "shift+f12", "delete", "ctrl+u", "ctrl+d"),
    *string.ascii_letters.replace("q", ""),
)
"""What is typed, the keys that lead on more often than others; none that leaves."""

PAUSES: Final = (0, 0, 0, 0.001, 0.01, 0.1)
"""Seconds between two keys, where there are any."""


def is_over(app: TrustApp) -> bool:
    """Whether a program ends, well or not."""
    return app._exit or app._exception is not None


async def type_all(session: Sitting, keys: Sequence[str], seed: int) -> None:
    """Type as the driver takes it from the terminal, in pieces cut anywhere."""
    chance = random.Random(seed)
    for key in keys:
        session._keys.put(key_event(key))
        if chance.random() < 0.4:
            await asyncio.sleep(chance.choice(PAUSES))


@pytest.mark.parametrize("seed", range(SCRIPTS))
async def test_whatever_was_typed_the_program_leaves_when_it_is_asked_to(
    start: Open, welcomed: Workbook, seed: int
) -> None:
    for number in range(3):
        entry = Entry(text=f"text {number}", day=MOMENT.date())
        welcomed.of(Entry).keep(entry)
    chance = random.Random(seed)
    typed = chance.choices(KEYS, k=chance.randint(5, 60))
    async with start(opened=chance.random() < 0.5) as session:
        app = session.app
        with app._context():
            await type_all(session, [*typed, "ctrl+q"], seed)
            given_up = time.monotonic() + 2 * PATIENCE
            while not is_over(app) and time.monotonic() < given_up:
                await asyncio.sleep(0.005)
        assert is_over(app), (typed, session.text)
    assert app._exception is None, typed
