"""The trends: a chart, a sentence and a calendar for each question; gaps stay gaps."""

import random
from collections.abc import Mapping
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    Relationship,
    RelationshipKind,
)
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
        assert axis.count("\u2500") == 1 + 2 * 3


async def test_a_longer_or_an_earlier_time_can_be_looked_at(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 4, 30: 1, 60: 2, 300: 3})
    async with start(TALL) as session:
        await open_trend(session, "settled")
        for key, shown in (
            ("minus", "two weeks: 11 Nov to today"),
            ("plus", "six weeks: 14 Oct to today"),
            ("less_than_sign", "six weeks: 23 Sep to 3 Nov"),
            ("greater_than_sign", "six weeks: 14 Oct to today"),
            ("plus", "half a year: 27 May to today"),
            ("plus", "all: 28 Jan to today"),
            ("plus", "all: 28 Jan to today"),
        ):
            await session.press(key)
            assert shown in prose(session)


async def test_all_lines_stand_on_one_axis_with_what_was_done_below(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 4, 10: 2, 20: 2, 30: 2, 41: 0})
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
    async with start((80, 24)) as session:
        await session.press(*to_view("Trends"))
        lines = page(session)
        assert any("Six weeks: 14 Oct to today" in line for line in lines)
        (head,) = (n for n, line in enumerate(lines) if "settled" in line)
        assert "too few answers: three a week are enough" in lines[head]
        strip = lines[head + 2].strip()
        assert (strip[0], strip[21], strip[41]) == (
            "\u2581",
            "\u2583",
            "\u2587",
        )
        assert strip.count("\u00b7") == 37
        marks = next(row for row in lines if row.split() == ["x", "g"])
        left = lines[head + 2].index(strip)
        assert (marks.index("x"), marks.index("g")) == (left + 21, left + 41)


async def test_two_weeks_without_a_check_in_are_marked_as_a_break(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 4, 20: 2, 25: 2})
    async with start(TALL) as session:
        await session.press(*to_view("Trends"))
        assert any("b " + "-" * 36 in line for line in page(session))
        assert "two weeks or more without a check-in" in prose(session)


async def test_sentences_are_never_cut_and_pictures_fill_the_width(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {7 * n: 2 for n in range(60)})
    for width in (60, 72, 80, 140, 200):
        async with start((width, 40)) as session:
            await session.press(*to_view("Trends"))
            assert session.shows("too few answers: three a week are enough")
            if width >= 72:
                assert any(line.count("\u00b7") > 30 for line in page(session))


async def test_everybody_in_mind_have_lines_of_their_own(
    start: Open, welcomed: Workbook
) -> None:
    people = [
        welcomed.of(Relationship).keep(Relationship(label=label)).id
        for label in ("Mia", "[b]Jo[/b]")
    ]
    with welcomed.batch():
        for about, late in zip(people, (4, 1), strict=True):
            for back in range(14):
                welcomed.of(CheckIn).keep(
                    CheckIn(
                        day=DAY - timedelta(days=back),
                        answers={"day-settled": late if back < 7 else 2},
                        about=about,
                    )
                )
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start(TALL) as session:
        assert session.shows("Mia")
        assert session.shows("more settled than the week before")
        await session.press(*to_view("Trends"))
        said = prose(session)
        assert said.index("Mia") < said.index("more settled than")
        assert said.index("[b]Jo[/b]") < said.index("less settled than")
        await session.go_down_to("settled")
        said = prose(session)
        assert "Mia more settled than the week before" in said
        assert "[b]Jo[/b] less settled than the week before" in said


async def test_the_calendar_of_the_year_has_the_answer_and_its_shade(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 3, 1: 0, 40: 4})
    async with start(TALL) as session:
        await open_trend(session, "settled")
        lines = page(session)
        assert any("October 2026" in line for line in lines)
        assert any("0\u00b7 3\u2593" in line for line in lines)
        assert any("4\u2588" in line for line in lines)
        assert not any(
            word in session.text.casefold()
            for word in ("missed", "streak", "skipped")
        )


async def test_digits_stand_in_place_of_blocks_where_only_ascii_is_shown(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", dict.fromkeys(range(7), 4))
    async with start(TALL, ascii=True) as session:
        assert session.shows("\u00b7\u00b7\u00b7\u00b7\u00b74444444")
        await session.press(*to_view("Trends"))
        assert any("4" * 7 in line for line in page(session))
        await session.go_down_to("settled")
        assert any("4# 4#" in line for line in page(session))
        assert not any(
            block in session.text
            for block in "\u2581\u2582\u2583\u2585\u2587\u2588\u2593"
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


@pytest.mark.parametrize(
    "backs",
    [
        [0],
        list(range(400, 430)),
        [*range(-39, 0), 0],
        [*range(300, 310), 0],
    ],
)
async def test_few_old_and_future_answers_are_shown_at_every_length(
    start: Open, welcomed: Workbook, backs: list[int]
) -> None:
    answer(welcomed, "day-mood", dict.fromkeys(backs, 2))
    async with start((80, 24)) as session:
        await session.press(*to_view("Trends"))
        for row in ("All lines", "mood"):
            if row != "All lines":
                await session.go_down_to(row)
            for key in ("minus", "less_than_sign", *("plus",) * 3):
                await session.press(key)
                said = prose(session)
                assert "too early to say" in said or "too few answers" in said


async def test_answers_of_days_to_come_alone_make_no_line(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-mood", {-back: 2 for back in range(1, 40)})
    async with start((80, 24)) as session:
        await session.press(*to_view("Trends"))
        for key in ("minus", "less_than_sign", *("plus",) * 3):
            await session.press(key)
            assert session.shows("No check-ins yet.")


async def test_each_is_asked_about_and_remarked_on_by_name(
    start: Open, welcomed: Workbook
) -> None:
    boss = welcomed.of(Relationship).keep(
        Relationship(label="Boss", kind=RelationshipKind.WORK)
    )
    with welcomed.batch():
        for back in range(14):
            for about, mood in ((welcomed.settings.current, 0), (boss.id, 4)):
                welcomed.of(CheckIn).keep(
                    CheckIn(
                        day=DAY - timedelta(days=back),
                        answers={"day-mood": mood, "day-settled": mood},
                        about=about,
                    )
                )
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start(TALL) as session:
        await open_trend(session, "settled")
        assert "S: " in prose(session)
        assert "Boss: " in prose(session)
        await session.go_down_to("mood")
        said, _, _ = prose(session).partition("and it is a good reason")
        assert prose(session).count("and it is a good reason") == 1
        assert said.rindex(" S ") > said.rindex(" Boss ")


async def test_lines_of_one_among_several_bear_the_name(
    start: Open, welcomed: Workbook
) -> None:
    answer(welcomed, "day-settled", {0: 3})
    for label in ("S", "M"):
        welcomed.of(Relationship).keep(
            Relationship(label=label, kind=RelationshipKind.WORK)
        )
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start(TALL) as session:
        await open_trend(session, "All lines")
        assert "S (partner)" in prose(session)
