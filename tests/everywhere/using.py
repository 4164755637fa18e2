"""The main path of a user at a real terminal, from the first page to a check-in that is kept, and what comes next."""

from pathlib import Path
from typing import Final

from tests.everywhere.terminal import Program
from trust_tui.domain.clock import SystemClock
from trust_tui.store import open_workbook

ANSWERS: Final = {"day-settled": 3}
"""What is answered on the way."""


def check_in_from_the_first_page(program: Program) -> None:
    """Go through the first run, look at every screen, check in, and leave."""
    program.press("\r", "\r")
    program.wait_shown("Who do you have in mind?")
    program.press("\r", "S", "\r")
    program.wait_shown("Today", "Check in", "S \u00b7 partner")
    for key, shown in (
        ("2", "Signs that"),
        ("3", "Acknowledge it"),
        ("4", "filter"),
        ("5", "Nothing here yet"),
    ):
        program.press(key)
        program.wait_shown(shown)
    program.press("c")
    program.wait_shown("How settled did I feel about my partner?")
    program.press("3")
    program.wait_shown("Mostly")
    program.type("\x13")
    program.wait_shown("Kept")
    program.type("\x11")
    assert program.wait_end() == 0
    program.check_given_back()


def offered(data: Path) -> list[str]:
    """The texts of the drafts that the next start offers."""
    workbook = open_workbook(data, clock=SystemClock())
    texts = [
        draft.fields.get("text", "") for draft in workbook.drafts.orphans()
    ]
    workbook.close()
    return texts


def go_to(program: Program, text: str) -> None:
    """Move down the list until its pointer is at a row with these words."""
    program.press("\x1b[H")
    for _ in range(40):
        if any(
            "\u25b8" in line and text in line.partition("\u25b8")[2]
            for line in program.emulator.lines
        ):
            return
        program.press("\x1b[B")
    raise AssertionError(f"No row has {text!r}:\n{program.shown}")
