"""What is sent, and when: nothing while nobody does anything, and little when somebody does."""

import time
from pathlib import Path
from statistics import fmean

import pytest

from tests.everywhere.terminal import forked
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Entry
from trust_tui.store import open_workbook

pytestmark = pytest.mark.terminal

IDLE_SECONDS = 4.0

SCREEN = 6_000
"""Bytes of a whole screen of 80x24, at most."""


def test_an_idle_program_sends_nothing_and_hardly_works(filled: Path) -> None:
    """The quietest of some windows, as what is loaded after the start takes its time on a busy machine."""
    with forked(filled) as program:
        program.settle(1.0)
        loads = []
        for _ in range(4):
            used, began = program.cpu, time.monotonic()
            while time.monotonic() - began < IDLE_SECONDS / 4:
                assert not program.read(0.1)
            loads.append((program.cpu - used) / (time.monotonic() - began))
        assert min(loads) < 0.004


def test_nothing_blinks_anywhere(filled: Path) -> None:
    with forked(filled) as program:
        for keys in (
            ["n"],
            ["c"],
            ["/"],
            ["2", "s"],
            ["\x1b[19~"],
            ["\x1b[19~", "4"],
        ):
            program.press(*keys)
            program.settle(0.5)
            began = time.monotonic()
            while time.monotonic() - began < 1.2:
                assert not program.read(0.2), keys
            program.press("\x1b", quiet=0.25)


def test_the_first_screen_is_small(filled: Path) -> None:
    with forked(filled) as program:
        assert len(program.sent) < SCREEN


def test_a_typed_letter_and_a_scrolled_line_are_few_bytes(filled: Path) -> None:
    with forked(filled) as program:
        program.press("n", quiet=0.3)
        letters = [
            program.press(letter, quiet=0.05)
            for letter in "what felt honest today"
        ]
        assert 0 < fmean(letters) < 300
        program.press("\x1b", quiet=0.3)
        for key in "3\t":
            program.press(key)
        lines = [program.press(key, quiet=0.05) for key in "j" * 10 + "k" * 10]
        assert fmean(lines) < 800


def test_keys_that_pile_up_on_a_line_that_takes_nothing_are_few_repaints(
    filled: Path,
) -> None:
    """Two hundred changes of screen are about a megabyte, one by one."""
    with forked(filled) as program:
        before = len(program.sent)
        program.type("12345" * 40 + "2")
        program.wait(
            lambda: not program.waiting_input,
            "the keys to be read",
            reading=False,
        )
        used = [-1.0]

        def has_come_to_rest() -> bool:
            used.append(program.cpu)
            return len(used) > 15 and used[-1] == used[-15]

        program.wait(has_come_to_rest, "its rest", reading=False)
        program.wait_shown("Jealousy", "\u25b8")
        program.settle()
        assert len(program.sent) - before < 6 * SCREEN


def test_what_is_typed_faster_than_the_line_is_all_there(filled: Path) -> None:
    text = "nothing is lost on a slow line, "
    with forked(filled) as program:
        program.press("n")
        for _ in range(20):
            program.type(text)
        program.wait(
            lambda: not program.waiting_input,
            "the keys to be read",
            reading=False,
        )
        program.wait_shown(f"{len((text * 20).split())} words")
        program.type("\x13")
        program.wait_shown("Check in")
        program.type("\x11")
        assert program.wait_end() == 0
    workbook = open_workbook(filled, clock=SystemClock())
    assert text * 20 in [
        record.value.text for record in workbook.of(Entry).all()
    ]
    workbook.close()
