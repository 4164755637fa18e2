"""The self-check: answered one by one or all at once, and read back in words."""

from datetime import timedelta

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import Answers, SelfCheck
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library

DAY = MOMENT.date()
TALL = (100, 60)


def only_check(workbook: Workbook) -> SelfCheck:
    workbook.refresh()
    (record,) = workbook.of(SelfCheck).all()
    return record.value


def keep(workbook: Workbook, answers: Answers, *, days_ago: int = 0) -> None:
    day = DAY - timedelta(days=days_ago)
    workbook.of(SelfCheck).keep(
        SelfCheck(day=day, answers=answers, about=workbook.settings.current)
    )


async def read_it(session: Sitting) -> None:
    """Open the reading of the self-checks."""
    await session.press("2")
    await session.choose("Your self-checks")


def page(session: Sitting) -> str:
    """The page that is being read, its lines joined."""
    return " ".join(" ".join(session.lines).split())


def dated_dots(session: Sitting) -> int:
    """How many dots stand beside a day, below the rows of the signs."""
    return sum(
        "\u25cf" in line and line.rstrip().endswith("4")
        for line in session.lines
    )


async def test_one_statement_is_shown_at_a_time(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    first, second = (item.text for item in packaged.self_check_items()[:2])
    async with start() as session:
        await session.press("2", "s")
        assert session.shows("1 of 15", first[:40])
        assert not session.shows(second[:40])
        await session.press("2")
        assert session.shows("2 of 15", second[:40], "1 of 15 answered")
        assert not session.shows(first[:40])


async def test_all_statements_can_be_shown_at_once(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    texts = [item.text[:30] for item in packaged.self_check_items()]
    async with start(TALL) as session:
        await session.press("2", "s", "3", "a")
        assert session.shows(*texts)
        await session.press("a")
        assert not session.shows(texts[0])
        assert session.shows("2 of 15")


async def test_one_key_a_statement_and_all_is_kept(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("2", "s", *"0123401234", "minus", "space", *"012")
        assert session.shows("That was the last one")
        await session.press("ctrl+s")
        await session.until_shown("Your self-checks")
    items = [item.id for item in packaged.self_check_items()]
    given = dict(
        zip(
            items, (*(0, 1, 2, 3, 4) * 2, None, "skipped", 0, 1, 2), strict=True
        )
    )
    check = only_check(welcomed)
    assert check.answers == {
        id: answer for id, answer in given.items() if answer != "skipped"
    }
    assert check.reviewed == packaged.header("self-check").reviewed
    assert check.about == welcomed.settings.current


async def test_nothing_answered_is_not_kept(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("2", "s", "ctrl+s")
        assert session.shows("Nothing is answered yet")
        await session.press("escape")
        assert session.mode == "signs"
    welcomed.refresh()
    assert welcomed.of(SelfCheck).all() == []


async def test_the_reading_follows_at_once(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    title = packaged.header("sign-jealousy").title
    async with start(TALL) as session:
        await session.press(
            "2", "s", "3", "3", *"0" * 10, "3", "3", "3", "ctrl+s"
        )
        await session.until_shown("Your self-checks")
        assert f"{title} came up most" in page(session)
        row = next(line for line in session.lines if title in line)
        assert row.split()[-3:] == ["on", "most", "days"]


async def test_a_reading_begins_with_a_row_a_sign_on_one_screen(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    items = packaged.self_check_items()
    keep(welcomed, {item.id: 1 for item in items}, days_ago=15)
    keep(welcomed, {item.id: 3 for item in items} | {"control-a": 4})
    async with start() as session:
        await read_it(session)
        rows = [
            next(line for line in session.lines if sign.title in line)
            for sign in packaged.signs()
        ]
        assert all("0──○───●──4" in row for row in rows[:-1]), rows
        assert all("on most days" in row for row in rows)
        assert session.shows("● today", "○ 9 Nov", "came up most")


async def test_a_reading_says_each_phrase_of_the_scale_once(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    keep(welcomed, {item.id: 1 for item in packaged.self_check_items()})
    async with start(TALL) as session:
        await read_it(session)
        assert page(session).count('That is near "Once"') == 1


async def test_a_reading_names_the_day_of_a_self_check_of_some_time_ago(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed, {"jealousy-a": 1}, days_ago=15)
    async with start() as session:
        await read_it(session)
        assert session.shows("● 9 Nov")


async def test_it_is_gone_on_with_where_it_was_left(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    third = packaged.self_check_items()[2].text
    async with start() as session:
        await session.press("2", "s", "1", "1", "escape")
        await session.press("s")
        assert session.shows("3 of 15", third[:40], "2 of 15 answered")
    welcomed.refresh()
    assert welcomed.of(SelfCheck).all() == []


@pytest.mark.parametrize("days", [0, 6])
async def test_too_soon_is_said_and_may_be_done_all_the_same(
    start: Open, welcomed: Workbook, days: int
) -> None:
    keep(welcomed, {"jealousy-a": 1}, days_ago=days)
    async with start() as session:
        await session.press("2", "s")
        assert session.shows(f"Days since your last self-check: {days}")
        await session.press("enter")
        assert session.mode == "signs"
        assert len(session.app.screen_stack) == 1
        await session.press("s")
        await session.choose("Do it now")
        assert session.shows("1 of 15")


@pytest.mark.parametrize("days", [7, 90, -2])
async def test_after_a_week_it_is_not_asked_whether_to_wait(
    start: Open, welcomed: Workbook, days: int
) -> None:
    keep(welcomed, {"jealousy-a": 1}, days_ago=days)
    async with start() as session:
        await session.press("2", "s")

        assert session.shows("1 of 15")


async def test_the_sign_named_leads_to_its_page(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    keep(welcomed, {"jealousy-a": 4, "suspicion-a": 1, "ground-a": 4})
    async with start(TALL) as session:
        await read_it(session)
        await session.press("right", "enter")
        assert session.mode == "signs"
        assert packaged.header("sign-jealousy").title in page(session)


async def test_the_place_to_begin_is_a_link_to_a_step(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    keep(welcomed, {"jealousy-a": 4})
    begin = packaged.header("sign-jealousy").leads_to[0]
    async with start(TALL) as session:
        await read_it(session)
        await session.press("right", "right", "enter")
        assert session.mode == "steps"
        assert session.shows(packaged.header(begin).title)


async def test_all_that_tie_are_named(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    keep(welcomed, {"jealousy-a": 2, "suspicion-a": 2, "back-a": 0})
    async with start(TALL) as session:
        await read_it(session)
        titles = ", ".join(
            packaged.header(id).title
            for id in ("sign-jealousy", "sign-suspicion")
        )
        assert f"about equally: {titles}" in page(session)


async def test_a_mark_on_control_leads_to_safety(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    keep(welcomed, {"control-b": 1})
    async with start(TALL) as session:
        await read_it(session)
        assert "You marked something about checking" in page(session)
        await session.press("right", "enter")
        assert packaged.header("safety").title in session.lines[0]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"suspicion-a": 3, "ground-a": 0}, "Doubt can be good information"),
        ({"jealousy-a": 0, "ground-a": 3}, "Little came up this week"),
        (
            dict.fromkeys(("jealousy-a", "ground-b"), None),
            "You left every statement open",
        ),
        ({"jealousy-a": 1}, "not answered"),
    ],
)
async def test_the_reading_says(
    start: Open, welcomed: Workbook, answers: Answers, said: str
) -> None:
    keep(welcomed, answers)
    async with start(TALL) as session:
        await read_it(session)

        assert said in page(session)


async def test_little_has_no_line_on_care_and_no_place_to_begin(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed, {"jealousy-a": 0, "control-a": 0, "ground-a": 3})
    async with start(TALL) as session:
        await read_it(session)

        assert "A place to begin" not in page(session)
        assert "part for people who do this" not in page(session)


async def test_no_total_is_told(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    keep(welcomed, {item.id: 3 for item in packaged.self_check_items()})
    async with start((100, 100)) as session:
        await read_it(session)

        words = page(session).casefold()
        assert not any(
            word in words
            for word in (
                "total",
                "score",
                "45",
                "average",
                "points",
                "anxious",
                "avoidant",
            )
        )


@pytest.mark.parametrize(
    ("late", "said"), [(4, "more often than before"), (1, "no clear change")]
)
async def test_from_six_on_a_direction_is_told(
    start: Open, welcomed: Workbook, late: int, said: str
) -> None:
    for number in range(6):
        answer = late if number < 3 else 1
        keep(
            welcomed,
            {"jealousy-a": answer, "jealousy-b": answer},
            days_ago=14 * number,
        )
    async with start((100, 110)) as session:
        await read_it(session)

        assert said in page(session)
        assert dated_dots(session) == 6


async def test_before_six_every_answer_is_a_dot_and_nothing_is_said(
    start: Open, welcomed: Workbook
) -> None:
    for number in range(5):
        keep(
            welcomed,
            {"jealousy-a": 4 if number < 3 else 0},
            days_ago=14 * number,
        )
    async with start((100, 110)) as session:
        await read_it(session)

        assert dated_dots(session) == 5
        assert "From six self-checks with every statement" in page(session)
        assert not session.shows("more often than before")


async def test_a_sign_of_which_one_statement_is_answered_has_its_dots_and_no_direction(
    start: Open, welcomed: Workbook
) -> None:
    for number in range(6):
        keep(
            welcomed,
            {"jealousy-a": 4 if number < 3 else 0},
            days_ago=14 * number,
        )
    async with start((100, 110)) as session:
        await read_it(session)

        assert dated_dots(session) == 6
        assert "From six self-checks with every statement" in page(session)
        assert not session.shows("more often than before")


async def test_a_self_check_is_changed_from_the_journal_and_keeps_its_day(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed, {"jealousy-a": 1}, days_ago=20)
    async with start() as session:
        await session.press(*to_view("Check-ins"), "e", "3", "ctrl+s")
        await session.until_shown("Kept")
    check = only_check(welcomed)
    assert (check.day, check.answers) == (
        DAY - timedelta(days=20),
        {"jealousy-a": 3},
    )


async def test_an_answer_that_is_no_longer_asked_is_kept_and_shown(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed, {"jealousy-a": 1, "gone-z": 3})
    async with start(TALL) as session:
        await read_it(session)
        await session.press(*to_view("Check-ins"))
        assert session.shows("gone-z (no longer asked)")
        await session.press("e", "2", "ctrl+s")
        await session.until_shown("Kept")
    assert only_check(welcomed).answers == {"jealousy-a": 2, "gone-z": 3}


async def test_the_overview_offers_it_and_leads_to_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.choose("Self-check")

        assert session.shows("1 of 15")
        await session.press("escape")
        assert session.mode == "signs"
