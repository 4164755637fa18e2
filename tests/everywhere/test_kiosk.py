"""The program behind a forced command: whatever is pressed, nothing leads out of it but leaving."""

import contextlib
from pathlib import Path

import pytest

from tests.everywhere.terminal import Program, forked

pytestmark = pytest.mark.terminal

LEAVING = ("\x03", "\x11", "\x1b[21~")
"""Ctrl+C, Ctrl+Q and F10."""

CONTROL = [
    chr(code)
    for code in (*range(1, 27), *range(28, 32), 127)
    if chr(code) not in LEAVING
]

FUNCTION = [f"\x1bO{letter}" for letter in "PQRS"] + [
    f"\x1b[{number}{shift}~"
    for number in (15, 17, 18, 19, 20, 21, 23, 24)
    for shift in ("", ";2")
    if f"\x1b[{number}{shift}~" not in LEAVING
]

OTHERS = [
    "\x1b[Z",
    "\x1bx",
    "\x1b!",
    "\x1b[1;5A",
    "\x1b[200~!sh\r\x1b[201~",
    ":!sh\r",
    "|",
    "`",
]

PLACES = {
    "the overview": "",
    "an entry": "nw",
    "the palette": "\x10",
}

ESC = "\x1b"

HIDING = ("\x07", "\x1b[19~")
"""Ctrl+G and F8."""


def outside(home: Path) -> set[str]:
    """What lies in the user's home beside what the program keeps."""
    return {
        str(path.relative_to(home))
        for path in home.rglob("*")
        if not path.is_relative_to(home / "filled")
    }


def children(program: Program) -> str:
    """The processes that the program has started and that are still there."""
    found = []
    for task in Path(f"/proc/{program.pid}/task").iterdir():
        with contextlib.suppress(OSError):
            found.append((task / "children").read_text())
    return "".join(found).strip()


def back_to_the_page(program: Program) -> None:
    """Close whatever is open."""
    for _ in range(4):
        if program.emulator.lines[0].startswith(" Trust"):
            return
        program.press(ESC, quiet=0.1)
    assert program.emulator.lines[0].startswith(" Trust"), program.shown


@pytest.mark.parametrize("place", PLACES)
def test_no_key_leads_out(place: str, filled: Path) -> None:
    """Where a key changes nothing that is seen, the next one follows."""
    home = filled.parent
    before = outside(home)
    with forked(
        filled,
        "--kiosk",
        variables={"HOME": str(home), "VISUAL": "sh", "EDITOR": "sh"},
    ) as program:
        picture = ""
        for key in [*CONTROL, *FUNCTION, *OTHERS]:
            if program.shown != picture:
                back_to_the_page(program)
                for letter in PLACES[place]:
                    program.press(letter, quiet=0.03)
                picture = program.shown
            program.press(key, quiet=0.05)
            if key in HIDING:
                program.wait(
                    lambda: not program.shown.strip(), "the empty screen"
                )
                program.type(key)
                program.wait(lambda: program.shown.strip(), "what was hidden")
            assert program.state in ("R", "S", "D"), repr(key)
            assert children(program) == "", repr(key)
        back_to_the_page(program)
        assert outside(home) == before
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()
