"""Titles of our own are never cut in the list beside a page: what stands beside them gives way, or they go on below."""

import pytest

from tests.conftest import Open
from tests.support import BAR, MOMENT
from trust_tui.domain import Mark, StepMark, Workbook
from trust_tui.library import Library

SIZES = [(60, 40), (80, 24), (110, 30), (140, 40)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_question_is_whole_in_its_list(
    start: Open, welcomed: Workbook, packaged: Library, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("4")
        side = session.app.screen.query_one("#list-side").size.width
        seen = set()
        for _ in packaged.questions():
            lines = [
                line[: side + 1].strip(f" \u25b8{BAR}")
                for line in session.lines
            ]
            seen.add(" ".join(filter(None, lines)))
            await session.press("down")
        shown = " ".join(seen)
        assert "\u2026" not in shown
        for question in packaged.questions():
            assert question.text in shown


async def test_a_mark_that_has_no_room_beside_its_step_stands_below_it(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    about = welcomed.settings.current
    for step in packaged.steps():
        welcomed.of(StepMark).keep(
            StepMark(
                step=step.id,
                mark=Mark.DONE_FOR_NOW,
                day=MOMENT.date(),
                about=about,
            )
        )
    async with start((80, 70)) as session:
        await session.press("3")
        for step in packaged.steps():
            at, line = next(
                (index, line)
                for index, line in enumerate(session.lines)
                if f"{step.step}{step.part} {step.title.split()[0]}" in line
            )
            assert "done for now" in line + "".join(
                session.lines[at + 1 : at + 3]
            )
