"""Goals: set, changed, looked back at, let go."""

import re
from datetime import date, timedelta

import pytest

from tests.conftest import Open
from tests.screens.keys import new_goal, to_view
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Goal, GoalReview, GoalState, Record
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library

DAY = MOMENT.date()


def only_goal(workbook: Workbook) -> Goal:
    workbook.refresh()
    (record,) = workbook.of(Goal).all()
    return record.value


@pytest.fixture
def goal(welcomed: Workbook, clock: StandingClock) -> Record[Goal]:
    """A goal set nine days ago."""
    clock.moment = MOMENT - timedelta(days=9)
    record = welcomed.of(Goal).keep(
        Goal(action="Ask about Sunday", about=welcomed.settings.current)
    )
    clock.moment = MOMENT
    return record


async def test_a_goal_is_set(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press(*new_goal())
        for text in (
            "Ask once",
            "Thursday",
            "I asked",
            "29 nov",
            "it gets heated",
            "say pause",
        ):
            await session.paste(text)
            await session.press("enter")
        await session.paste("because")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        assert session.shows("Ask once")
    assert only_goal(welcomed) == Goal(
        action="Ask once",
        when="Thursday",
        know="I asked",
        first_try=date(2026, 11, 29),
        obstacle="it gets heated",
        then="say pause",
        why="because",
        about=welcomed.settings.current,
    )


async def test_a_goal_without_an_action_is_asked_for_one(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*new_goal(), "ctrl+s")

        assert session.shows("Write in the first line what you will do")


async def test_a_day_that_is_none_is_asked_for_again(
    start: Open, welcomed: Workbook
) -> None:
    async with start((120, 30)) as session:
        await session.press(*new_goal())
        await session.paste("Ask")
        await session.press("tab", "tab", "tab")
        await session.paste("soonish")
        await session.press("ctrl+s")
        assert session.shows("Write the day like tomorrow")
        assert session.shows("soonish")


async def test_a_gentle_question_never_stands_in_the_way(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        question = (
            session.app.session.library.text("goals", "checks").parts[0].title
        )
        await session.press(*new_goal())
        assert not session.shows(question)
        await session.type("he calls")
        assert session.shows(question)
        await session.press("ctrl+s")
    assert only_goal(welcomed).action == "he calls"


@pytest.mark.parametrize("state", list(GoalState))
async def test_where_a_goal_stands_is_kept(
    start: Open, welcomed: Workbook, goal: Record[Goal], state: GoalState
) -> None:
    async with start() as session:
        await session.press("5", "x")
        await session.choose(state.replace("-", " "))
        await session.until_shown("Kept")
        assert session.shows(state.replace("-", " "))
    assert only_goal(welcomed).state is state


async def test_to_leave_the_question_changes_nothing(
    start: Open, welcomed: Workbook, goal: Record[Goal]
) -> None:
    async with start() as session:
        await session.press("5", "x", "down", "escape")
    assert only_goal(welcomed) == goal.value


async def test_a_look_back_is_kept_and_shown(
    start: Open, welcomed: Workbook, goal: Record[Goal]
) -> None:
    async with start((80, 40)) as session:
        assert session.shows("Ask about Sunday", "look back?")
        await session.press("5", "v")
        assert session.shows("Ask about Sunday.")
        for text in ("we began", "tired"):
            await session.paste(text)
            await session.press("enter")
        await session.press("down", "tab")
        await session.paste("next friday")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        assert session.shows(
            "we began", "tired", "Smaller", "Tuesday, 24 November 2026"
        )
        await session.press("1")
        assert session.shows("Ask about Sunday")
        assert not session.shows("look back?")
    assert only_goal(welcomed).reviews == (
        GoalReview(
            day=DAY, well="we began", in_the_way="tired", next="Smaller"
        ),
    )
    assert only_goal(welcomed).first_try == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("steps", "state"),
    [(0, "trying"), (1, "trying"), (2, "changed"), (3, "done")],
)
async def test_what_is_next_sets_where_the_goal_stands(
    start: Open,
    welcomed: Workbook,
    goal: Record[Goal],
    steps: int,
    state: str,
) -> None:
    async with start() as session:
        await session.press("5", "v", "tab", "tab", *["down"] * steps, "enter")
        await session.until_shown("Kept")
    assert only_goal(welcomed).state == state


async def test_an_empty_look_back_is_not_kept(
    start: Open, welcomed: Workbook, goal: Record[Goal]
) -> None:
    async with start() as session:
        await session.press("5", "v", "ctrl+s")
        assert session.shows("A word, a day, or Enter on what is next")
        await session.press("escape")
        assert session.mode == "journal"
    assert only_goal(welcomed) == goal.value


async def test_another_wording_keeps_the_one_before(
    start: Open, welcomed: Workbook, goal: Record[Goal]
) -> None:
    async with start() as session:
        await session.press("5", "e", "end")
        await session.type(" once")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        assert session.shows("Ask about Sunday once.", "Earlier wordings")
    assert only_goal(welcomed).action == "Ask about Sunday once"
    assert only_goal(welcomed).earlier == ("Ask about Sunday",)


async def test_a_goal_on_the_overview_leads_to_its_page(
    start: Open, goal: Record[Goal]
) -> None:
    async with start() as session:
        await session.go_down_to("Ask about Sunday")
        await session.press("enter")
        assert session.mode == "journal"
        assert session.shows("Ask about Sunday.", "Now: trying")
        await session.press("escape", "escape")
        assert session.mode == "overview"


async def test_a_step_offers_a_goal_whose_blanks_are_filled_in(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    step = packaged.steps()[0]
    template = packaged.step(step.id).goal
    blanks = re.findall(r"\[[^\]]+\]", template)
    async with start() as session:
        await session.press("3", "down", "o")
        for number in range(len(blanks)):
            await session.press("ctrl+k", "ctrl+u")
            await session.paste(f"word{number}")
            await session.press("tab")
        await session.press("ctrl+s")
        assert "New goal" in session.lines[0]
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    for number, blank in enumerate(blanks):
        template = template.replace(blank, f"word{number}", 1)
    assert only_goal(welcomed).action == template
    assert only_goal(welcomed).source == step.id


async def test_a_goal_from_a_step_can_be_left_at_its_blanks(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("3", "down", "o", "escape")
        assert session.mode == "steps"
    welcomed.refresh()
    assert welcomed.of(Goal).all() == []


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=str)
async def test_a_look_back_begins_with_its_goal_and_first_question_in_view(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    about = welcomed.settings.current
    welcomed.of(Goal).keep(Goal(action="Ask before Sunday", about=about))
    async with start(size) as session:
        await session.press(*to_view("Goals"), "v")
        assert session.shows("Ask before Sunday", "What went well?")
        await session.press("a")
        assert session.shows("What went well?")
