"""What stopped people at their first tries of the program stays mended; other tests show most of it."""

import pytest

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import Entry, SelfCheck, Workbook
from trust_tui.library import Library

DAY = MOMENT.date()


def test_the_exercise_on_a_summary_leads_to_the_page_made_for_it(
    packaged: Library,
) -> None:
    exercise = packaged.exercises.one("help-summary")
    assert "F3" in str(exercise.blocks)
    assert "trust-tui page" in str(exercise.blocks)
    assert "trust-tui export" not in str(exercise.blocks)


async def test_no_sentence_of_a_self_check_has_a_full_stop_before_a_colon(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    answers: dict[str, int | None] = {
        item.id: 1 for item in packaged.self_check_items()
    }
    about = welcomed.settings.current
    welcomed.of(SelfCheck).keep(
        SelfCheck(day=DAY, answers=answers, about=about)
    )
    async with start(size=(110, 60)) as session:
        await session.press("2", "end")
        assert session.shows("self-check")
        assert ".:" not in session.text
        assert "aken together" not in session.text


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_no_keys_of_the_help_are_glued_to_what_they_do(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size=size) as session:
        await session.press("question_mark")
        seen = ""
        for _ in range(40):
            seen += session.text
            await session.press("pagedown")
        assert "Backspace" in seen
        assert "qBack" not in seen
        assert "BackspaceBack" not in seen
        assert ")app." not in seen


async def test_the_title_of_an_exercise_stands_once_on_its_page(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.one("ack-lines")
    entry = Entry(
        text="What happens\ntea",
        title=exercise.title,
        day=DAY,
        answers=exercise.id,
        about=welcomed.settings.current,
    )
    welcomed.of(Entry).keep(entry)
    async with start(size=(80, 24)) as session:
        await session.press("5", "enter")
        assert session.text.count(exercise.title) == 1
