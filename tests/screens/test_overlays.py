"""A question of a few rows lies over the screen it was asked on: one sees where one is, and is pointed to one place."""

from pathlib import Path

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from trust_tui.config import ConfigFile
from trust_tui.domain import Workbook


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)], ids=str)
async def test_the_screen_stays_in_view_behind_a_question(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.until_shown("Today")
        top = session.lines[0]
        await session.press("r")
        assert session.shows("Choose a relationship", "Enter choose")
        assert session.lines[0] == top
        assert session.text.count("\u25b8") == 1
        await session.press("escape")
        assert session.lines[0] == top
        assert not session.shows("Choose a relationship")


async def test_a_question_over_a_form_leaves_the_form_in_view(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Promises & wins"), "n", "enter")
        await session.type("Ring on Thursday")
        await session.press("ctrl+x")
        assert session.title == "Throw this away?"
        assert session.shows("A promise of mine", "No, go on writing")
        await session.press("enter")
        assert session.shows("Ring on Thursday")


@pytest.mark.parametrize("size", [(40, 12), (53, 40), (80, 15)], ids=str)
async def test_a_question_fills_a_small_window(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("r")
        assert session.lines[0].strip() == "Choose a relationship"
        assert not session.shows("Today")


async def test_a_window_that_changes_shows_nothing_of_another_size(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        for size in ((100, 30), (40, 12), (90, 20)):
            await session.resize(*size)
            assert session.shows("Choose a relationship")
            assert not session.shows("Today")
        await session.resize(80, 24)
        await session.until_shown("Today")


async def test_a_screen_reader_has_the_question_alone(
    start: Open, welcomed: Workbook, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("reader = true\n")
    async with start(config_file=ConfigFile(file)) as session:
        await session.press("r")
        assert session.lines[0].strip() == "Choose a relationship"
        assert not session.shows("Today")
