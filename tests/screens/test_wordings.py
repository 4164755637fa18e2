"""What is asked has the words for the kind of relationship in mind; what was answered is kept under the same ids."""

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import CheckIn, Relationship, RelationshipKind
from trust_tui.domain.workbook import Draft, Workbook
from trust_tui.library.library import Library

WORK = RelationshipKind.WORK


@pytest.fixture
def colleague(welcomed: Workbook) -> Workbook:
    """A workbook with a colleague in mind."""
    about = welcomed.of(Relationship).keep(Relationship(label="K", kind=WORK))
    welcomed.set_settings(replace(welcomed.settings, current=about.id))
    return welcomed


def shows_words(session: Sitting, text: str) -> bool:
    """Whether a text stands on the screen, over several lines or not; rules between panes left out."""
    return text in " ".join(session.text.replace("\u2502", " ").split())


async def test_a_check_in_asks_a_colleague_s_questions_and_keeps_the_same_ids(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    first, plain = packaged.daily_items(WORK)[0], packaged.daily_items()[0]
    async with start((100, 40)) as session:
        await session.press("c")
        assert shows_words(session, first.text)
        assert not shows_words(session, plain.text)
        await session.press("3", "ctrl+s")
        await session.until_shown("Kept")
        await session.press(*to_view("Check-ins"), "enter")
        assert shows_words(session, first.text)
    colleague.refresh()
    (kept,) = colleague.of(CheckIn).all()
    assert kept.value.answers == {plain.id: 3}


async def test_a_check_in_is_shown_in_the_words_of_whom_it_is_about(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    partner = next(
        record
        for record in colleague.of(Relationship).all()
        if record.value.label == "S"
    )
    colleague.of(CheckIn).keep(
        CheckIn(day=MOMENT.date(), answers={"day-settled": 2}, about=partner.id)
    )
    colleague.set_settings(replace(colleague.settings, current=None))
    async with start((100, 40)) as session:
        await session.press(*to_view("Check-ins"))

        assert shows_words(session, packaged.daily_items("partner")[0].text)


async def test_a_draft_is_asked_on_in_the_words_of_whom_it_was_typed_about(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    partner = next(
        record
        for record in colleague.of(Relationship).all()
        if record.value.label == "S"
    )
    key = f"check-in:{partner.id}:{MOMENT.date().isoformat()}"
    colleague.drafts.keep(
        Draft(
            key=key,
            fields={"about": partner.id, "answers": "{}", "good": "a walk"},
        )
    )
    colleague.close()
    async with start((100, 40)) as session:
        await session.until_shown("You had not finished")
        await session.choose("Go on")

        assert shows_words(session, packaged.daily_items("partner")[0].text)


async def test_the_trend_names_the_question_as_it_is_asked(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    about = colleague.settings.current
    colleague.of(CheckIn).keep(
        CheckIn(day=MOMENT.date(), answers={"day-settled": 2}, about=about)
    )
    async with start((100, 40)) as session:
        await session.press(*to_view("Trends"), "down")

        assert shows_words(session, packaged.daily_items(WORK)[0].text)


async def test_a_prompt_and_a_goal_of_a_step_are_worded(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    step = packaged.step("step-3a", WORK)
    async with start((100, 40)) as session:
        await session.press("3")
        await session.go_down_to(step.page.header.title[:20])
        await session.press("w")
        assert session.shows(step.prompts[-1].text)
        await session.press("escape", "o")
        assert shows_words(session, "task")
        assert not shows_words(session, "topic")


async def test_the_journal_has_questions_of_its_own_to_write_on(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    free = [
        prompt
        for prompt in packaged.prompts(WORK)
        if prompt.source == "journal"
    ]
    async with start() as session:
        await session.press("5", "p")
        assert session.shows(*(prompt.text for prompt in free))
        await session.choose(free[1].text)
        assert session.shows(free[1].text, "New entry")
        await session.type("the list")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        assert shows_words(session, free[1].text)


async def test_after_the_four_kinds_comes_the_kind_in_mind(
    start: Open, colleague: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("tab")
        await session.choose(packaged.header("relationships").title)
        await session.press("end")

        assert session.shows(
            "What next", packaged.header("relationship-work").title
        )
