"""What was shown or typed is let go of once it is closed, and does not stay in memory for the rest of the session."""

import gc

import pytest
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tests.conftest import Open
from trust_tui.domain.workbook import Workbook


def held(word: str) -> list[object]:
    """The drawn lines and the fields in memory that have this word."""
    gc.collect()
    return [
        thing
        for thing in gc.get_objects()
        if (isinstance(thing, (Strip, TextArea)) and word in thing.text)
        or (isinstance(thing, Input) and word in thing.value)
    ]


async def test_a_form_that_was_left_is_gone_with_all_it_showed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        assert session.shows("zanzibar")
        assert held("zanzibar")
        await session.press("escape")
        await session.until(lambda: not held("zanzibar"), "the form to be gone")


@pytest.mark.parametrize(
    "key", ["n", "c", "question_mark", "slash", "exclamation_mark", "f2", "r"]
)
async def test_what_a_dialog_drew_goes_with_it(
    key: str, start: Open, welcomed: Workbook
) -> None:
    def drawing() -> int:
        gc.collect()
        return sum(isinstance(thing, StylesCache) for thing in gc.get_objects())

    async with start() as session:
        before = drawing()
        await session.press(key)
        assert session.shows("Esc")
        assert drawing() > before
        await session.press("escape")
        await session.until(
            lambda: drawing() <= before, "the dialog to be gone"
        )


async def test_a_line_keeps_no_other_forms_of_itself(
    start: Open, welcomed: Workbook
) -> None:
    async with start():
        line = Strip([Segment("zanzibar")])
        assert line.crop(0, 3).text == "zan"
        assert line.divide([3, 8])[1].text == "zibar"
        assert line.apply_style(Style(bold=True)).text == "zanzibar"
        assert held("zan") == [line]
