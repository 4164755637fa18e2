"""With the setting for screen readers: what is written first is the row in focus, whole, and nothing beside it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.everywhere.terminal import Program, forked
from tests.terminal.test_focus import (
    DOWN,
    LEFT,
    POINTER,
    RIGHT,
    UP,
    line_of,
)
from trust_tui.terminal.cells import Cell, Palette, cells_of
from trust_tui.terminal.read_out import read_out
from trust_tui.terminal.styles import PLAIN

ROW: Final = re.compile(r"\x1b\[[\d;]*H|\r|\n|\x1b\[\d*[ABCDK]")
"""What ends a run of text."""


def cells(text: str) -> list[Cell]:
    return cells_of(text, PALETTE)


PALETTE = Palette(PLAIN, False)


def test_a_field_is_written_whole_and_its_neighbour_not_at_all() -> None:
    row = cells("  Fairly well     3 times  ")
    assert read_out({4: [5]}, [[], [], [], [], row], None) == {
        4: list(range(2, 13))
    }
    assert read_out({4: [18, 19]}, [[], [], [], [], row], None) == {
        4: list(range(18, 25))
    }


def test_the_row_in_focus_comes_before_the_others() -> None:
    rows = [cells("one"), cells("two"), cells("six")]
    changes = {0: [0, 1, 2], 1: [0, 1, 2], 2: [0, 1, 2]}
    assert list(read_out(changes, rows, (2, 0))) == [2, 0, 1]


@pytest.mark.parametrize(
    ("columns", "column"), [([6], 7), ([6], 6), ([6, 7], 8), ([6, 7], 6)]
)
def test_what_one_types_is_not_said_again_as_a_whole(
    columns: list[int], column: int
) -> None:
    row = cells("some words here")
    assert read_out({0: columns}, [row], (0, column)) == {0: columns}


def test_with_the_pointer_of_a_row_the_row_is_said() -> None:
    rows = [cells(" > Holding back        3 times"), cells("   Keeping apart")]
    assert read_out({0: [1, 2], 1: [1]}, rows, (0, 1)) == {
        0: list(range(1, 30)),
        1: [1],
    }


def test_what_is_blanked_is_blanked_alone() -> None:
    assert read_out({0: [7]}, [cells("one     two")], None) == {0: [7]}


@pytest.fixture
def reader(filled: Path, tmp_path: Path) -> Iterator[Program]:
    """The program with the setting, at a usual size."""
    folder = tmp_path / "config" / "trust-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("reader = true\n")
    variables = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    with forked(filled, variables=variables) as program:
        yield program


def said(program: Program, key: str) -> list[str]:
    """The runs of text that are written for a key, in order."""
    before = len(program.text)
    program.press(key)
    program.settle(0.2)
    runs = [
        re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", run).strip()
        for run in ROW.split(program.text[before:])
    ]
    return [run for run in runs if run]


@pytest.mark.terminal
@pytest.mark.parametrize("place", ["1", "2", "3", "4", "5"])
def test_the_first_that_is_said_is_the_row_in_focus(
    reader: Program, place: str
) -> None:
    reader.press(place)
    reader.settle(0.3)
    for key in (DOWN, DOWN, DOWN, UP):
        first = said(reader, key)[0]
        row = " ".join(line_of(reader).split())
        assert row
        assert row.startswith(" ".join(first.split())), (key, reader.shown)
        # One pane: nothing of another stands in the same line.
        assert "|" not in row


@pytest.mark.terminal
def test_the_answer_chosen_is_said_whole(reader: Program) -> None:
    reader.press("c")
    reader.wait(lambda: "> How settled" in line_of(reader))
    assert "[0 Not at all]" in " ".join(said(reader, RIGHT))
    assert "[1 A little]" in " ".join(said(reader, RIGHT))
    assert "[0 Not at all]" in " ".join(said(reader, LEFT))


@pytest.mark.terminal
def test_nothing_but_the_letter_is_said_while_one_writes(
    reader: Program,
) -> None:
    reader.press("n")
    reader.wait_shown("New entry")
    reader.settle(0.3)
    for letter in "words":
        assert said(reader, letter) == [letter]
    reader.settle(3.0, limit=4.0)
    assert "draft kept" not in reader.shown


@pytest.mark.terminal
def test_signs_are_those_that_speech_and_braille_have(reader: Program) -> None:
    for key in ("1", "2", "4", "5", "c"):
        reader.press(key)
        reader.settle(0.2)
        assert POINTER not in reader.shown
        assert not set(reader.shown) & set("▸✓→…▃▅│─")


@pytest.mark.terminal
def test_its_cursor_is_shown_and_hidden_for_nobody_else(
    reader: Program, filled: Path
) -> None:
    assert reader.emulator.modes["25"] == "h"
    reader.type("\x0c")
    reader.settle(0.3)
    assert reader.emulator.modes["25"] == "h"
    reader.type("\x11")
    assert reader.wait_end() == 0
    reader.check_given_back()
    with forked(filled) as program:
        assert program.emulator.modes["25"] == "l"
