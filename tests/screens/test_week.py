"""The look back at the week on the screen: three minutes, five keys, kept as an entry."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain import (
    NEVER,
    CheckIn,
    Entry,
    Goal,
    Relationship,
    Settings,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library import Library

DAY = MOMENT.date()
TITLE = "A look back at the week"
"""Stands once below *Do*, and on its day among what is open today too."""


def with_day(workbook: Workbook, day: int) -> None:
    """Choose the day of the look back."""
    settings: Settings = workbook.settings
    workbook.set_settings(replace(settings, look_back=day))


def entries(workbook: Workbook) -> list[Entry]:
    workbook.refresh()
    return [record.value for record in workbook.of(Entry).all()]


async def test_it_is_kept_in_five_keys_with_the_users_own_words(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    with_day(welcomed, DAY.weekday())
    about = welcomed.settings.current
    welcomed.of(CheckIn).keep(
        CheckIn(day=DAY, answers={}, good="we laughed", about=about)
    )
    async with start() as session:
        assert session.text.count(TITLE) == 2
        await session.choose(TITLE)
        assert session.shows("What went well", "we laughed")
        await session.type("the evening")
        await session.press("enter", "enter", "enter")
        await session.until_shown("Kept in your journal.")
        assert session.text.count(TITLE) == 1
    (entry,) = entries(welcomed)
    assert entry.title == "The week from 18 Nov to 24 Nov"
    assert entry.answers == packaged.week_prompts()[0].id
    assert entry.about == about
    assert entry.text == (
        "## What went well, in your words\n\n"
        "- \u201cwe laughed\u201d\n\n"
        f"## {packaged.week_prompts()[0].text}\n\nthe evening"
    )


@pytest.mark.parametrize(("answer", "goals"), [("No", 0), ("Yes", 1)])
async def test_the_plan_becomes_a_goal_when_that_is_wanted(
    start: Open, welcomed: Workbook, answer: str, goals: int
) -> None:
    async with start() as session:
        await session.press("W", "enter")
        await session.type("it is late")
        await session.press("enter")
        await session.type("write three lines")
        await session.press("ctrl+s")
        await session.until_shown("Make it a goal?")
        await session.choose(answer)
        await session.until_shown("Today")
    (entry,) = entries(welcomed)
    assert "it is late" in entry.text
    assert "write three lines" in entry.text
    assert len(welcomed.of(Goal).all()) == goals


async def test_a_quiet_week_has_a_kind_sentence_and_the_question(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("W")
        assert session.shows("A quiet week", "a little easier")
        assert not session.shows("What went well")


def answer(
    workbook: Workbook, tags: Callable[[random.Random, bool], bool], seed: int
) -> None:
    """Half a year in which the pull is lower after some evenings."""
    chance = random.Random(seed)
    with workbook.batch():
        for back in range(150):
            quiet = chance.random() < 0.25
            pull = chance.choice((2, 3, 3, 4)) - 2 * quiet
            check_in = CheckIn(
                day=DAY - timedelta(days=back),
                answers={"day-pull": pull, "day-mood": 2},
                tags=("talked",) if tags(chance, quiet) else (),
                about=workbook.settings.current,
            )
            workbook.of(CheckIn).keep(check_in)


async def test_what_goes_with_a_tag_is_told_once_and_never_as_a_cause(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, lambda chance, quiet: quiet, seed=3)
    async with start((100, 40)) as session:
        await session.press("W")
        told = " ".join(session.text.split())
        assert told.count('days tagged talked, "the pull" was lower') == 1
        assert "says nothing of why" in told
        await session.press("ctrl+s")
        await session.until_shown("Kept in your journal.")
        (entry,) = entries(welcomed)
        assert "tagged talked" in entry.text

        await session.press("f2")
        await session.choose("What goes with my tags: told")
        await session.choose("Not told")
        await session.press("escape", "W")
        assert not session.shows("tagged talked")


async def test_a_tag_that_means_nothing_is_not_told(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, lambda chance, quiet: chance.random() < 0.25, seed=3)
    async with start((100, 40)) as session:
        await session.press("W")
        assert session.shows("A look back at the week")
        assert not session.shows("tagged talked")


async def test_on_other_days_and_never_it_is_not_offered(
    start: Open, welcomed: Workbook
) -> None:
    for day in (NEVER, (DAY + timedelta(days=1)).weekday()):
        with_day(welcomed, day)
        async with start() as session:
            assert session.text.count(TITLE) == 1


async def test_the_day_is_chosen_in_the_settings(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("f2")
        await session.choose("A look back at the week: on Sunday")
        await session.choose("Never")
        await session.until_shown("A look back at the week: never")
    welcomed.refresh()
    assert welcomed.settings.look_back == NEVER


async def test_what_was_typed_is_there_again(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("W")
        await session.type("half a thought")
        await session.press("escape", "W")
        assert session.shows("half a thought")
    assert entries(welcomed) == []


@pytest.mark.parametrize("size", [(60, 16), (60, 20), (80, 24)])
async def test_the_question_is_in_view_at_every_size(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("W")
        assert session.shows("A quiet week", "then I will")


def of_two(workbook: Workbook) -> str:
    """Something went well with S and with M; both are in mind. The id of M."""
    other = workbook.of(Relationship).keep(Relationship(label="M"))
    for text, about in (
        ("of S", workbook.settings.current),
        ("of M", other.id),
        ("of particular", None),
    ):
        workbook.of(CheckIn).keep(
            CheckIn(day=DAY, answers={}, good=text, about=about)
        )
    workbook.set_settings(replace(workbook.settings, current=None))
    return other.id


@pytest.mark.parametrize("whom", ["S", "M", "particular"])
async def test_with_all_in_mind_the_week_is_that_of_one(
    start: Open, welcomed: Workbook, whom: str
) -> None:
    others = {"S", "M", "particular"} - {whom}
    other = of_two(welcomed)
    async with start() as session:
        await session.press("W")
        await session.choose(whom)
        assert session.shows(f"of {whom}")
        assert not any(f"of {one}\u201d" in session.text for one in others)
        await session.type("x")
        await session.press("ctrl+s")
        await session.until_shown("Kept in your journal.")
    (entry,) = entries(welcomed)
    assert (entry.about == other) is (whom == "M")
    assert (entry.about is None) is (whom == "particular")


async def test_a_draft_of_a_look_back_is_of_its_week_and_its_person(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    other = of_two(welcomed)
    async with start() as session:
        await session.press("W")
        await session.choose("M")
        await session.type("half a thought")
        await session.press("escape")
    clock.moment += timedelta(days=7)
    welcomed.of(CheckIn).keep(
        CheckIn(day=clock.moment.date(), answers={}, good="of now", about=other)
    )
    async with start() as session:
        await session.choose("Go on with it")
        assert session.shows("of M", "half a thought", "\u00b7 M")
        assert not session.shows("of now")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    (entry,) = entries(welcomed)
    assert (entry.title, entry.about) == (
        "The week from 18 Nov to 24 Nov",
        other,
    )
