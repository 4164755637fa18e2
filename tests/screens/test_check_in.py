"""The daily check-in."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import (
    CheckIn,
    Relationship,
    RelationshipKind,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.widgets import scale_form

DAY = MOMENT.date()


def only_check_in(workbook: Workbook) -> CheckIn:
    workbook.refresh()
    (record,) = workbook.of(CheckIn).all()
    return record.value


async def test_one_key_an_answer_and_it_is_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "3", "1", "minus", "space", "4")
        await session.type("a walk")
        await session.press("enter")
        await session.type("no more")
        await session.press("enter")

        assert session.shows("Checked in today")
    assert only_check_in(welcomed) == CheckIn(
        day=DAY,
        answers={
            "day-settled": 3,
            "day-pull": 1,
            "day-open": None,
            "day-mood": 4,
        },
        good="a walk",
        note="no more",
        about=welcomed.settings.current,
    )


async def test_an_answer_is_changed_and_taken_away(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(
            "c",
            "3",
            "up",
            "right",
            "right",
            "down",
            "left",
            "up",
            "h",
            "l",
            "j",
            "x",
            "k",
            "ctrl+s",
        )
    assert only_check_in(welcomed).answers == {"day-settled": 4}


@pytest.mark.parametrize("digit", ["5", "9"])
async def test_a_digit_beyond_the_scale_says_which_answer(
    start: Open, welcomed: Workbook, digit: str
) -> None:
    async with start() as session:
        await session.press("c", digit)
        assert session.shows("Here 0, 1, 2, 3 or 4 answers.")


async def test_an_answer_that_a_question_does_not_have_is_not_given(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("c", "minus", "space", "space", "space", "1")
        assert session.shows("Here 0, 2 or 4 answers.")
        monkeypatch.setattr(scale_form, "HELD_SECONDS", 0.0)
        form = session.app.screen.query_one(scale_form.ScaleForm)
        form._held_until = 0.0
        await session.press("2", "ctrl+s")
    assert only_check_in(welcomed).answers == {"day-word": 2}


async def test_what_is_typed_on_at_speed_lands_on_no_other_question(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c")
        await session.type("3213" + "1" + "2")
        await session.press("ctrl+s")
    answers = only_check_in(welcomed).answers
    assert answers == {
        "day-settled": 3,
        "day-pull": 2,
        "day-open": 1,
    }


async def test_nothing_answered_is_not_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "ctrl+s")
        assert session.shows("Nothing is answered yet")
        await session.press("escape")
        assert session.shows("Today")
    welcomed.refresh()
    assert welcomed.of(CheckIn).all() == []


async def test_the_same_day_is_changed_not_doubled(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c", "3", "ctrl+s")
        await session.press("c")
        assert session.shows("Mostly")
        await session.press("down", "2", "ctrl+s")
    assert only_check_in(welcomed).answers == {"day-settled": 3, "day-pull": 2}


async def test_after_midnight_it_is_still_the_day_before(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    clock.moment = MOMENT.replace(hour=2)
    async with start() as session:
        await session.press("c", "3", "ctrl+s")
    assert only_check_in(welcomed).day == DAY - timedelta(days=1)


async def test_a_check_in_is_changed_from_the_journal(
    start: Open, welcomed: Workbook
) -> None:
    day = DAY - timedelta(days=4)
    old = CheckIn(
        day=day,
        answers={"day-mood": 1},
        good="rain",
        about=welcomed.settings.current,
    )
    welcomed.of(CheckIn).keep(old)
    async with start() as session:
        await session.press("5")
        assert session.shows("rain", "20 Nov")
        await session.press("e")
        assert session.shows("Friday, 20 November")
        await session.press("4", "ctrl+s")
        await session.until_shown("Kept")
    assert only_check_in(welcomed) == replace(
        old, answers={"day-mood": 1, "day-settled": 4}
    )


async def test_the_trend_lines_follow(start: Open, welcomed: Workbook) -> None:
    about = welcomed.settings.current
    with welcomed.batch():
        for back in range(14):
            answers = {"day-settled": 4 if back < 7 else 1, "day-mood": 2}
            welcomed.of(CheckIn).keep(
                CheckIn(
                    day=DAY - timedelta(days=back), answers=answers, about=about
                )
            )
    async with start((120, 40)) as session:
        assert session.shows(
            "more settled than the week before", "too early to say"
        )
        assert session.shows(28 * "\u00b7" + 7 * "\u2586" + 7 * "\u2588")


async def test_the_overview_invites_and_does_not_count_days_missed(
    start: Open, welcomed: Workbook
) -> None:
    long_ago = DAY - timedelta(days=80)
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=long_ago,
            answers={"day-mood": 1},
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        assert session.shows("Check in")
        assert not any(
            word in session.text.casefold()
            for word in ("missed", "streak", "80 days", "overdue")
        )


async def test_enter_on_the_overview_checks_in(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.go_down_to("Check in")
        await session.press("enter")

        assert session.lines[0].strip().startswith("Check in")


async def test_all_of_it_can_be_reached_where_there_is_little_room(
    start: Open, welcomed: Workbook
) -> None:
    async with start((60, 16)) as session:
        await session.press("c", "4", "0", "1", "2", "0")
        await session.paste("laundry")
        assert session.shows("laundry")
        await session.press("enter")
        await session.paste("drizzle")
        assert session.shows("drizzle")
        await session.press("enter")
    assert (only_check_in(welcomed).good, only_check_in(welcomed).note) == (
        "laundry",
        "drizzle",
    )


async def test_tags_are_kept_and_offered_again(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=DAY - timedelta(days=1),
            answers={"day-mood": 2},
            tags=("slept badly", "talked"),
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        await session.press("c", "3", *("space",) * 4, "tab", "tab")
        assert session.shows("slept badly, talked")
        await session.type("walk, Sle")
        await session.until_shown("walk, Slept badly")
        await session.press("right", "enter")
        await session.until_shown("Checked in today")
    welcomed.refresh()
    latest = welcomed.of(CheckIn).all()[0].value
    assert latest.tags == ("walk", "Slept badly")


async def test_the_check_ins_of_two_people_on_one_day_stay_their_own(
    start: Open, welcomed: Workbook
) -> None:
    kept = welcomed.of(CheckIn)
    team = welcomed.of(Relationship).keep(
        Relationship(label="Team", kind=RelationshipKind.WORK)
    )
    for about in (team.id, welcomed.settings.current):
        kept.keep(CheckIn(day=DAY, answers={"day-mood": 1}, about=about))
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start() as session:
        await session.press(*to_view("Check-ins"))
        await session.press("e", "4", "escape", "down", "e")
        assert not session.shows("what you had typed")
        await session.press("ctrl+s")
    welcomed.refresh()
    assert [one.value.answers for one in kept.all()] == [{"day-mood": 1}] * 2


async def test_the_day_before_a_check_in_about_nobody_is_about_nobody(
    start: Open, welcomed: Workbook
) -> None:
    kept, before = welcomed.of(CheckIn), DAY - timedelta(days=1)
    about = welcomed.settings.current
    kept.keep(CheckIn(day=DAY, answers={}, note="zanzibar"))
    kept.keep(CheckIn(day=before, answers={}, note="of S", about=about))
    async with start() as session:
        await session.press("5", "f")
        await session.type("zanzibar who:nobody")
        await session.press("enter", "e", "comma")
        assert not session.shows("of S")
        await session.press("3", "ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    abouts = [one.value.about for one in kept.all() if one.value.day == before]
    assert sorted(abouts, key=str) == sorted([None, about], key=str)
