"""A goal template becomes the user's own: its blanks are fields."""

import pytest

from tests.conftest import Open
from tests.support import Sitting
from trust_tui.dialogs.blanks import BLANK
from trust_tui.domain.records import Goal
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library


@pytest.fixture
def template(packaged: Library) -> str:
    """The template of the first step."""
    return packaged.step("step-1").goal


async def open_template(session: Sitting, packaged: Library) -> None:
    await session.press("3")
    await session.go_down_to(packaged.header("step-1").title)
    await session.press("o")


def as_first_shown(template: str) -> str:
    """The template with its numbers filled in, as the form begins with them."""
    return BLANK.sub(
        lambda blank: blank[1] if blank[1].isdecimal() else blank[0], template
    )


def sentence(session: Sitting, words: str) -> bool:
    """Whether the screen shows words that may run over the end of a line."""
    return words in " ".join(session.text.split())


async def test_each_blank_is_a_field_and_the_sentence_follows(
    start: Open, welcomed: Workbook, packaged: Library, template: str
) -> None:
    blanks = BLANK.findall(template)
    async with start((100, 40)) as session:
        await open_template(session, packaged)
        filled = as_first_shown(template)
        assert sentence(session, filled)
        for number, blank in enumerate(blanks):
            if blank.isdecimal():
                filled = filled.replace(blank, f"[{blank}]", 1)
                await session.press("home", "ctrl+k")
            await session.paste(f"word {number}")
            filled = filled.replace(f"[{blank}]", f"word {number}", 1)
            assert sentence(session, filled)
            await session.press("enter")
        assert "New goal" in session.lines[0]
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (record,) = welcomed.of(Goal).all()
    assert record.value == Goal(
        action=filled, source="step-1", about=welcomed.settings.current
    )


async def test_what_is_left_empty_is_refused_at_the_field(
    start: Open, welcomed: Workbook, packaged: Library, template: str
) -> None:
    async with start((100, 40)) as session:
        await open_template(session, packaged)
        await session.press("ctrl+s", "ctrl+s")
        await session.until_shown("in the place of what stands in brackets")
        assert session.app.focused is not None
        assert session.app.focused.id == "goal-action"
        await session.press("ctrl+u")
        await session.type("Ask")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert [goal.value.action for goal in welcomed.of(Goal).all()] == ["Ask"]


async def test_stepping_back_sets_no_goal(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await open_template(session, packaged)
        await session.press("escape")
        assert session.mode == "steps"
        assert len(session.app.screen_stack) == 1
    welcomed.refresh()
    assert welcomed.of(Goal).all() == []


async def test_a_number_in_a_template_is_the_answer_to_begin_with(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    step = next(
        s
        for s in packaged.steps()
        if any(b.isdecimal() for b in BLANK.findall(packaged.step(s.id).goal))
    )
    number = next(
        blank
        for blank in BLANK.findall(packaged.step(step.id).goal)
        if blank.isdecimal()
    )
    async with start((100, 40)) as session:
        await session.press("3")
        await session.go_down_to(step.title)
        await session.press("o")
        assert session.shows("How many", number)
        assert not session.shows(f"[{number}]")
