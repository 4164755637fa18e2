"""Every kind of terminal, locale and size: the program starts, shows itself and is left without a trace."""

import re
from pathlib import Path

import pytest

from tests.everywhere.terminal import (
    Program,
    foreign,
    forked,
    running,
    trust_tui,
)
from trust_tui.terminal.question import ASK
from trust_tui.widgets.frame import SMALLEST

pytestmark = pytest.mark.terminal

TERMINALS = (
    "xterm",
    "xterm-256color",
    "screen",
    "screen-256color",
    "tmux-256color",
    "linux",
    "vt100",
    "",
    None,
)
"""Values of TERM; None is unset."""

ONE_SCREEN = ("linux", "vt100")
"""Terminals that have no second screen."""

MANY_COLOURS = ("xterm-256color", "screen-256color", "tmux-256color")

LOCALES = ({"LC_ALL": None, "LANG": "C"}, {"LC_ALL": "de_DE.ISO-8859-1"})

SIZES = ((300, 100), (60, 20), (40, 12), (32, 10), (20, 6))
"""Beside 80x24, which every other test has."""


def leave(program: Program, *, alternate: bool = True) -> None:
    """Leave with Ctrl+Q and look at what the terminal is then."""
    program.type("\x11")
    assert program.wait_end() == 0
    if alternate:
        program.check_given_back()
    else:
        lines, place, _, hidden, *_ = program.emulator.state
        assert lines == [""] * 24
        assert (place, hidden) == ((0, 0), False)
        assert program.attributes == program.attributes_before
    assert foreign(program.text) == []


@pytest.mark.parametrize("term", TERMINALS)
def test_every_kind_of_terminal_shows_the_program_and_is_left_as_it_was(
    term: str | None, filled: Path
) -> None:
    alternate = term not in ONE_SCREEN
    with running(
        filled, variables={"TERM": term}, alternate=alternate
    ) as program:
        assert all(
            text in program.shown
            for text in ("1 Overview", "5 Journal", "Today", "Check in")
        )
        colours = set(re.findall(r"(?<!\d)[34]8;(\d)", program.text))
        assert colours == ({"5"} if term in MANY_COLOURS else set())
        if term == "vt100":
            assert program.text.isascii()
        program.press("5", "n")
        program.wait_shown("New entry")
        leave(program, alternate=alternate)


def test_a_terminal_that_cannot_draw_gets_plain_lines(filled: Path) -> None:
    program = Program(trust_tui("--data", filled), variables={"TERM": "dumb"})
    try:
        program.wait_shown("in plain lines", "Enter goes on:")
        program.type("q\r")
        assert program.wait_end() == 0
        assert "\x1b" not in program.text
    finally:
        program.close()


COLOUR = re.compile(
    r"\x1b\[(?:[\d;]*;)?(?:[39][0-8]|4[0-8]|10[0-7])(?:;[\d;]*)?m"
)


@pytest.mark.parametrize("value", ["1", ""])
def test_without_colour_the_terminals_own_hold_and_the_place_still_shows(
    value: str, filled: Path
) -> None:
    """An empty NO_COLOR means colours, as https://no-color.org says."""
    with running(
        filled, variables={"NO_COLOR": value, "COLORTERM": "truecolor"}
    ) as program:
        program.press("2", "\x1b[B")
        assert bool(COLOUR.search(program.text)) == (not value)
        screen = program.emulator.screen
        row = screen.cursor.y
        assert "\u25b8 Jealousy" in program.emulator.lines[row]
        assert screen.buffer[row][5].reverse == bool(value)
        leave(program)


def test_the_colours_of_the_terminal_can_be_chosen_and_left(
    filled: Path,
) -> None:
    with forked(filled) as program:
        program.press("\x14", "\x14", "\x14")
        program.wait_shown("Colours: those of the terminal.")
        program.settle(0.3)
        before = len(program.text)
        program.press("2", "5", "2")
        assert not COLOUR.search(program.text[before:])
        program.press("\x14")
        program.wait(lambda: COLOUR.search(program.text[before:]), "colours")
        leave(program)


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_a_locale_without_unicode_gets_ascii_alone(
    locale: dict[str, str | None], filled: Path
) -> None:
    with running(filled, variables=locale, answers=b"") as program:
        for key in "12345":
            program.press(key)
            assert not any(ord(letter) > 126 for letter in program.shown)
        program.press("n")
        program.type("caf\u00e9 \u4f60\u597d \u2713")
        program.settle()
        assert "caf" in program.shown
        leave(program)
        # LANG alone is not believed before the terminal was asked.
        assert program.text.replace(ASK, "").isascii()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_size_shows_the_program_or_says_what_it_needs(
    size: tuple[int, int], filled: Path
) -> None:
    fits = size[0] >= SMALLEST.width and size[1] >= SMALLEST.height
    with forked(
        filled, size=size, shows="Check in" if fits else "^q"
    ) as program:
        if fits:
            assert "Check in" in program.shown
        else:
            said = " ".join(program.shown.split())
            assert f"{SMALLEST.width}x{SMALLEST.height}" in said
            assert f"{size[0]}x{size[1]}" in said
            assert "^q leaves" in said
        program.press("5", "2", "j", "n", "a")
        leave(program)


def test_without_a_terminal_one_line_says_what_to_do(filled: Path) -> None:
    """Each of the three streams that is no terminal is reason enough."""
    for redirection in ("</dev/null", ">/dev/null", "2>/dev/null"):
        command = " ".join(trust_tui("--data", filled))
        program = Program(["/bin/sh", "-c", f"{command} {redirection}"])
        try:
            assert program.wait_end() == 2
            assert "\x1b" not in program.text
            assert "ssh -t" in program.text or redirection.startswith("2")
        finally:
            program.close()
