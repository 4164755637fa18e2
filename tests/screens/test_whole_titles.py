"""Titles of our own are never cut in the list beside a page: what stands beside them gives way, or they go on below."""

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import BAR, MOMENT
from trust_tui.domain import Mark, Relationship, StepMark, Workbook
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


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)], ids=str)
async def test_no_answer_of_a_question_is_cut(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("r")
        await session.choose("Change or remove")
        await session.press("enter", "end")
        assert session.row.strip().startswith("Delete it and everything")
        assert "\u2026" not in session.text
        await session.resize(34, 16)
        assert "\u2026" not in session.text
        assert session.shows("for good")


async def test_a_digit_gives_the_answer_it_stands_before_where_one_goes_on_below(
    start: Open, welcomed: Workbook
) -> None:
    person = welcomed.of(Relationship).all()[0]
    label = (
        "Somebody with a name that has no room in one line of a small window"
    )
    welcomed.of(Relationship).change(person, replace(person.value, label=label))
    async with start((40, 12)) as session:
        await session.press("r", "3")
        await session.until(lambda: session.lines[0].endswith("nobody"))


@pytest.mark.parametrize("size", [(40, 12), (80, 24)], ids=str)
async def test_what_a_key_does_is_whole_in_the_help(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("question_mark")
        assert session.lines[0].startswith(" Help")
        for _ in range(60):
            assert "\u2026" not in session.text
            await session.press("down")


async def test_a_weekday_keeps_its_capital_where_it_is_an_answer(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("f2")
        await session.choose("A look back at the week")
        assert session.shows("On Sunday", "On Monday", "Never")
