"""The trends: a chart, a sentence and a calendar for each question; gaps stay gaps."""

import random
from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import CheckIn, Entry, Goal
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()
TALL = (110, 70)


def answer(workbook: Workbook, item: str, answers: Mapping[int, int]) -> None:
    """Check in so many days ago, with this answer each."""
    with workbook.batch():
        for back, value in answers.items():
            day = DAY - timedelta(days=back)
            workbook.of(CheckIn).keep(
                CheckIn(
                    day=day,
                    answers={item: value},
                    about=workbook.settings.current,
                )
            )


def page(session: Sitting) -> list[str]:
    return [line.partition("\u2502")[2] for line in session.lines]


def prose(session: Sitting) -> str:
    return " ".join(" ".join(page(session)).split())


async def open_trend(session: Sitting, name: str) -> None:
    await session.press(*to_view("Trends"))
    await session.go_down_to(name)


@pytest.mark.parametrize(
    ("late", "early", "said"),
    [
        (4, 1, "more settled than the week before"),
        (1, 4, "less settled than the week before"),
        (2, 2, "no clear change"),
    ],
)
async def test_each_question_has_its_sentence(
    start: Open, welcomed: Workbook, late: int, early: int, said: str
) -> None:
    answer(
        welcomed,
        "day-settled",
        {back: late if back < 7 else early for back in range(14)},
    )
    async with start(TALL) as session:
        await open_trend(session, "settled")

        assert f"{said}." in prose(session)
        assert "Days differ. When trust is low they differ more." in prose(
            session
        )


async def test_too_few_days_are_too_early(
    start: Open, welcomed: Workbook
) -> None:
    answer(
        welcomed,
        "day-settled",
        {back: 4 if back < 7 else 0 for back in (0, 1, 2, 3, 7, 8, 9, 10, 11)},
    )
    async with start(TALL) as session:
        await open_trend(session, "settled")

        assert "too early to say." in prose(session)


async def test_the_chart_has_a_dot_for_each_answered_day_and_gaps_stay_gaps(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 4, 2: 0, 20: 3, 50: 3})
    async with start(TALL) as session:
        await open_trend(session, "settled")
        rows = {
            line.strip()[0]: line
            for line in page(session)
            if line.strip()[1:3] == " \u2502"
        }
        assert list(rows) == ["4", "3", "2", "1", "0"]
        assert "".join(rows.values()).count("\u25cf") == 3
        assert rows["4"].rstrip().endswith("\u25cf")
        axis = next(
            line for line in page(session) if line.strip().startswith("\u2514")
        )
        assert axis.count("\u2500") == 4


async def test_a_longer_or_an_earlier_time_can_be_looked_at(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 4, 30: 1, 60: 2, 300: 3})
    async with start(TALL) as session:
        await open_trend(session, "settled")
        for key, shown in (
            ("minus", "Two weeks: 11 Nov to today"),
            ("plus", "Six weeks: 14 Oct to today"),
            ("less_than_sign", "Six weeks: 23 Sep to 3 Nov"),
            ("greater_than_sign", "Six weeks: 14 Oct to today"),
            ("plus", "Half a year: 27 May to today"),
            ("plus", "All: 23 Jan to today"),
            ("plus", "All: 23 Jan to today"),
        ):
            await session.press(key)
            assert shown in prose(session)


async def test_all_lines_stand_on_one_axis_with_what_was_done_below(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 4, 41: 0})
    about = welcomed.settings.current
    welcomed.of(Entry).keep(
        Entry(
            text="a",
            day=DAY - timedelta(days=20),
            answers="ack-p1",
            about=about,
        )
    )
    welcomed.of(Goal).keep(Goal(action="ask", about=about))
    async with start(TALL) as session:
        await session.press(*to_view("Trends"))
        lines = page(session)
        line = next(line for line in lines if "settled" in line)
        assert line.split()[1] == "\u2581" + 40 * "\u00b7" + "\u2587"
        assert next(row for row in lines if row.split() == ["x", "g"])
        assert "too early to say" in prose(session)


async def test_the_calendar_has_the_answer_in_its_day_and_a_gap_without_one(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 3, 1: 0})
    async with start(TALL) as session:
        await open_trend(session, "settled")
        week = next(
            line for line in page(session) if line.strip().startswith("23 Nov")
        )
        assert week.split() == ["23", "Nov", "0", "3"]
        before = next(
            line for line in page(session) if line.strip().startswith("16 Nov")
        )
        assert before.split() == ["16", "Nov", *"\u00b7" * 7]
        assert not any(
            word in session.text.casefold()
            for word in ("missed", "streak", "skipped")
        )


async def test_digits_stand_in_place_of_blocks_where_only_ascii_is_shown(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", dict.fromkeys(range(7), 4))
    async with start(TALL, ascii=True) as session:
        assert any(
            "settled" in line and "\u00b7\u00b7\u00b7\u00b7\u00b74" in line
            for line in session.lines
        )
        await session.press(*to_view("Trends"))
        assert "4" * 7 in next(
            line for line in page(session) if "\u00b7" * 20 in line
        )
        assert not any(
            block in session.text for block in "\u2581\u2582\u2583\u2585\u2587"
        )


async def test_that_pull_and_mood_moved_together_is_all_that_is_said(
    start: Open, welcomed: Workbook
) -> None:
    with welcomed.batch():
        for back in range(14):
            answers = {
                "day-pull": 4 if back < 7 else 1,
                "day-mood": 1 if back < 7 else 3,
            }
            day = DAY - timedelta(days=back)
            welcomed.of(CheckIn).keep(
                CheckIn(
                    day=day, answers=answers, about=welcomed.settings.current
                )
            )
    async with start(TALL) as session:
        await open_trend(session, "the pull")
        assert "the pull and your mood moved together" in prose(session)
        assert "stronger than the week before" in prose(session)
        await session.go_down_to("mood")
        assert "the pull and your mood moved together" in prose(session)
        assert "because" not in prose(session)


async def test_low_days_call_up_the_kind_line_with_its_links(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-mood", dict.fromkeys(range(7), 1))
    async with start(TALL) as session:
        await open_trend(session, "mood")
        assert "a good reason to let someone help" in prose(session)
        await session.press("enter", "right", "enter")
        assert "Your own mind and health" in session.lines[0]


@pytest.mark.parametrize(
    ("moods", "offered"), [((1, 2, 3, 4), True), ((2, 2, 3, 4), False)]
)
async def test_a_break_is_offered_when_mood_fell_three_times(
    start: Open, welcomed: Workbook, moods: tuple[int, ...], offered: bool
) -> None:
    answer(welcomed, "day-mood", dict(enumerate(moods)))
    async with start(TALL) as session:
        await open_trend(session, "mood")

        assert ("You can take a break" in prose(session)) is offered


async def test_a_break_is_taken_and_ended(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-mood", {1: 3})
    async with start() as session:
        await session.press(*to_view("Trends"), "b")
        await session.choose("Take a break")
        await session.press("1")
        assert not session.shows("Check in ")
        welcomed.refresh()
        assert welcomed.settings.tracking_paused
        await session.press("5", "b")
        assert session.shows("Tracking is on a break")
        await session.choose("Start again")
        await session.press("1")
        assert session.shows("Check in ")
    welcomed.refresh()
    assert not welcomed.settings.tracking_paused


async def test_the_five_lines_are_never_added_up(
    start: Open, welcomed: Workbook
) -> None:
    with welcomed.batch():
        for back in range(14):
            answers = dict.fromkeys(
                ("day-settled", "day-pull", "day-open", "day-word", "day-mood"),
                4,
            )
            day = DAY - timedelta(days=back)
            welcomed.of(CheckIn).keep(
                CheckIn(
                    day=day, answers=answers, about=welcomed.settings.current
                )
            )
    async with start(TALL) as session:
        await session.press(*to_view("Trends"))

        assert not any(
            word in session.text
            for word in ("20", "280", "total", "average", "score")
        )


def answer_with_tags(workbook: Workbook) -> None:
    """Half a year in which the pull is weaker on days that are tagged."""
    chance = random.Random(5)
    with workbook.batch():
        for back in range(150):
            tagged = chance.random() < 0.25
            workbook.of(CheckIn).keep(
                CheckIn(
                    day=DAY - timedelta(days=back),
                    answers={"day-pull": 1 if tagged else 3 + back % 2},
                    tags=("[b]talked[/b]",) if tagged else (),
                    about=workbook.settings.current,
                )
            )


async def test_what_goes_with_a_tag_is_told_in_one_sentence_and_never_why(
    start: Open, welcomed: Workbook
) -> None:
    answer_with_tags(welcomed)
    async with start(TALL) as session:
        await session.press(*to_view("Trends"))

        assert 'days tagged [b]talked[/b], "the pull" was lower' in prose(
            session
        )
        assert prose(session).count("tagged") == 1
        assert "says nothing of why" in prose(session)
        await session.press("f2")
        await session.choose("What goes with my tags: told")
        await session.choose("Not told")
        await session.until_shown("What goes with my tags: not told")
        await session.press("escape")
        assert "tagged" not in prose(session)
    welcomed.refresh()
    assert not welcomed.settings.tags_read
