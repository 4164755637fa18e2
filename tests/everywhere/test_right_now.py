"""*Right now* at a real terminal: straight from the shell, few bytes while one breathes, and no trace."""

import time
from pathlib import Path

import pytest

from tests.everywhere.terminal import forked, running

pytestmark = pytest.mark.terminal

FIRST = "How strong is the pull"

STEP = 60
"""Bytes that one second of breathing may send."""

CYCLE = 10
"""Seconds in and out of the packaged tool."""


def test_it_opens_straight_from_the_shell_and_the_process_does_not_tell(
    tmp_path: Path,
) -> None:
    data = tmp_path / "new"
    with running(data, "now", shows=FIRST) as program:
        line = Path(f"/proc/{program.pid}/cmdline").read_bytes().split(b"\0")
        assert b"now" not in line
        program.press("\x1b")
        program.wait_shown("Welcome")
        program.type("\x11")
        assert program.wait_end() == 0
        assert "\x1b]" not in program.text


def test_breathing_sends_few_bytes_a_step(filled: Path) -> None:
    with forked(filled) as program:
        program.press("\x12")
        program.wait_shown(FIRST)
        program.press("3", "3", "\r")
        program.wait_shown("In for four, out for six")
        program.settle(0.3)
        steps = []
        began = time.monotonic()
        while time.monotonic() - began < CYCLE + 1:
            before = len(program.sent)
            if program.read(0.3):
                steps.append(len(program.sent) - before)
        assert len(steps) >= CYCLE // 2
        assert max(steps) <= STEP, steps
