"""Every form shows its day and can change it, and a draft keeps the day it was begun on."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.screens.test_exercise import open_it
from tests.screens.test_together import to_agreement
from tests.support import MOMENT
from tests.support import Sitting as Sat
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs.form_dialog import FormDialog
from trust_tui.domain import (
    CheckIn,
    Entry,
    Goal,
    JointCheckIn,
    Limit,
    Promise,
    Record,
    SelfCheck,
    Sitting,
    Value,
    Win,
    Workbook,
)
from trust_tui.domain import Moment as Held
from trust_tui.library import Library

DAY = MOMENT.date()


def entry(workbook: Workbook) -> Record[Entry]:
    workbook.refresh()
    (kept,) = workbook.of(Entry).all()
    return kept


@pytest.mark.parametrize(
    ("typed", "back", "at"),
    [
        ("yesterday", 1, "12:00"),
        ("3 days ago, 21:15", 3, "21:15"),
        ("", 0, f"{MOMENT:%H:%M}"),
    ],
)
async def test_an_entry_is_kept_under_the_day_that_was_typed(
    start: Open, welcomed: Workbook, typed: str, back: int, at: str
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        await session.press("tab", "tab")
        await session.type(typed)
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    kept = entry(welcomed)
    assert kept.value.day == DAY - timedelta(days=back)
    assert f"{kept.made:%H:%M}" == at


async def test_the_day_of_an_entry_is_changed_and_the_rest_stays(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY, about=about))
    async with start() as session:
        await session.press("5", "e")
        assert session.shows(f"{MOMENT:%Y-%m-%d %H:%M}")
        await session.press("tab", "tab", "ctrl+u")
        await session.type("2026-03-02 21:15")
        await session.press("ctrl+s")
        await session.until_shown("Monday, 2 March 2026")
    kept = entry(welcomed)
    assert kept.value == Entry(
        text="zanzibar", day=date(2026, 3, 2), about=about
    )
    assert f"{kept.made:%Y-%m-%d %H:%M}" == "2026-03-02 21:15"
    assert kept.changed.date() == DAY


async def test_a_change_of_words_leaves_the_day_alone(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    made = MOMENT - timedelta(days=3)
    welcomed.of(Entry).keep(
        Entry(text="zanzibar", day=made.date(), about=about), made
    )
    async with start() as session:
        await session.press("5", "e")
        await session.type("x")
        await session.press("ctrl+s")
        await session.until_shown("zanzibarx")
    kept = entry(welcomed)
    assert (kept.value.day, kept.made) == (made.date(), made)


async def test_a_day_that_is_none_is_said_with_the_cursor_in_its_field(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        await session.press("tab", "tab")
        await session.type("whenever")
        await session.press("shift+tab", "ctrl+s")
        assert session.shows("Write the day like yesterday")
        assert session.app.focused is not None
        assert session.app.focused.id == "entry-day"


async def test_a_draft_is_kept_under_the_day_it_was_begun_on(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("zanzibar")
        await session.press("escape")
        clock.moment = MOMENT + timedelta(days=8)
        await session.press("n")
        await session.until_shown("Begun 8 days ago")
        assert session.shows(f"{MOMENT:%Y-%m-%d %H:%M}")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    kept = entry(welcomed)
    assert kept.value.day == DAY
    assert f"{kept.made:%Y-%m-%d %H:%M}" == f"{MOMENT:%Y-%m-%d %H:%M}"


async def test_a_win_is_of_the_day_that_was_typed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Promises & wins"), "n")
        await session.choose("A small win")
        await session.type("tea")
        await session.press("tab", "ctrl+u")
        await session.type("2 days ago")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (win,) = welcomed.of(Win).all()
    assert win.value.day == DAY - timedelta(days=2)


async def test_a_goal_is_tried_next_friday(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Goals"), "n")
        await session.type("Ask")
        await session.press("tab", "tab", "tab")
        await session.type("next friday")
        assert session.shows("What, when, how I know")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (goal,) = welcomed.of(Goal).all()
    assert goal.value.first_try == date(2026, 11, 27)


async def test_an_error_of_a_goal_stands_at_its_field_and_is_whole(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Goals"), "n")
        await session.press("tab", "tab", "tab")
        await session.type("whenever")
        await session.press("ctrl+s")
        await session.until_shown("Write in the first line what you will do")
        assert session.app.focused is not None
        assert session.app.focused.id == "goal-action"
        await session.type("Ask")
        await session.until_shown("Ask")
        await session.press("ctrl+s")
        assert session.app.focused is not None
        assert session.app.focused.id == "goal-first-try"
        assert "29 Nov, 2026-11-29 or +7." in " ".join(session.words.split())


async def test_a_goal_and_a_promise_are_kept_under_the_day_that_was_typed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press(*to_view("Goals"), "n")
        await session.type("Ask")
        await session.press("shift+tab")
        await session.until_shown("Set on")
        await session.type("3 days ago, 21:15")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    async with start() as session:
        await session.press(*to_view("Promises & wins"), "n")
        await session.choose("A promise of mine")
        await session.type("Call")
        await session.press("tab", "tab", "tab")
        await session.type("2026-03-02")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (goal,) = welcomed.of(Goal).all()
    (promise,) = welcomed.of(Promise).all()
    assert goal.made == MOMENT.replace(hour=21, minute=15) - timedelta(days=3)
    assert promise.made.date() == date(2026, 3, 2)


async def to_the_day(session: Sat) -> None:
    """To the line for the day and time of the form."""
    screen = session.app.screen
    assert isinstance(screen, FormDialog)
    kept_day = screen.form.kept_day
    assert kept_day is not None
    for _ in range(12):
        if kept_day.line.has_focus:
            return
        await session.press("tab")
    raise AssertionError(session.text)


@pytest.mark.parametrize(
    "value",
    [
        Goal(action="zanzibar"),
        Promise(text="zanzibar"),
        Limit(text="zanzibar"),
        Win(text="zanzibar", day=DAY),
        SelfCheck(day=DAY, answers={"sign-phone": 1}),
        Held(day=DAY, line="zanzibar"),
        Held(day=DAY, before=3),
        Sitting(path="p", sitting="s", day=DAY, act="zanzibar"),
        CheckIn(day=DAY, answers={"day-mood": 1}),
        JointCheckIn(day=DAY, agreement="zanzibar"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_every_form_shows_its_day_and_time_and_can_change_them(
    start: Open, welcomed: Workbook, value: Value
) -> None:
    about = welcomed.settings.current
    repository = welcomed.of(type(value))
    repository.keep(replace(value, about=about), MOMENT)
    async with start() as session:
        await session.press("5", "e")
        if type(value) is SelfCheck:
            await session.press("d")
        await to_the_day(session)
        assert session.shows(f"{MOMENT:%Y-%m-%d %H:%M}")
        await session.press("ctrl+u")
        await session.type("2026-03-02 07:30")
        await session.press("ctrl+s")
        await session.until_shown("Mar")
    welcomed.refresh()
    (kept,) = repository.all()
    assert f"{kept.made:%Y-%m-%d %H:%M}" == "2026-03-02 07:30"
    if hasattr(value, "day"):
        value = replace(value, day=date(2026, 3, 2))
    if isinstance(kept.value, SelfCheck):
        kept = replace(kept, value=replace(kept.value, reviewed=None))
    assert replace(kept.value, about=None) == value


async def test_a_new_check_in_shows_its_day_and_time_and_can_change_them(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("c")
        assert session.shows("today, 20:00")
        await session.press("3")
        await to_the_day(session)
        await session.type("yesterday 21:15")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (kept,) = welcomed.of(CheckIn).all()
    assert kept.value.day == DAY - timedelta(days=1)
    assert kept.made == MOMENT.replace(hour=21, minute=15) - timedelta(days=1)


async def test_a_check_in_is_moved_to_no_day_that_has_one_or_is_to_come(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for back in (0, 1):
        day = DAY - timedelta(days=back)
        welcomed.of(CheckIn).keep(
            CheckIn(day=day, answers={"day-mood": back}, about=about)
        )
    async with start() as session:
        await session.press("c")
        await to_the_day(session)
        await session.press("ctrl+u")
        await session.type("yesterday")
        await session.press("ctrl+s")
        await session.until_shown("That day has a check-in")
        await session.press("ctrl+u")
        await session.type("2030-01-01")
        await session.press("ctrl+s")
        await session.until_shown("That day is still to come.")
        assert session.app.focused is not None
        assert session.app.focused.id == "checkin-day"
    welcomed.refresh()
    assert {
        one.value.day: one.value.answers for one in welcomed.of(CheckIn).all()
    } == {DAY - timedelta(days=back): {"day-mood": back} for back in (0, 1)}


async def test_a_check_in_together_is_of_the_day_on_which_they_talked(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await to_agreement(session)
        assert session.shows("You talked")
        await session.paste("zanzibar")
        await session.press("tab", "tab")
        await session.type("whenever")
        await session.press("ctrl+s")
        await session.until_shown("Write the day like yesterday")
        await session.press("ctrl+u")
        await session.type("3 days ago, 21:15")
        await session.press("ctrl+s")
        await session.choose("What you agreed on, and the date")
        await session.until_shown("Kept what you both agreed to")
    welcomed.refresh()
    (joint,) = welcomed.of(JointCheckIn).all()
    (goal,) = welcomed.of(Goal).all()
    then = MOMENT.replace(hour=21, minute=15) - timedelta(days=3)
    assert joint.value.day == then.date()
    assert joint.made == goal.made == then


async def to_the_last_question(session: Sat) -> None:
    """Through a time of Right now to the line about it."""
    await session.press("ctrl+r", "3", "1", *["tab"] * 5)
    assert session.shows("One line about it")


async def test_a_new_right_now_shows_its_day_and_time_and_can_change_them(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await to_the_last_question(session)
        assert session.shows("today, 20:00")
        await session.type("it passed")
        await session.press("tab")
        await session.type("whenever")
        await session.press("ctrl+s")
        await session.until_shown("Write the day like yesterday")
        await session.press("ctrl+u")
        await session.type("yesterday 21:15")
        await session.press("shift+tab")
        assert session.app.focused is not None
        assert session.app.focused.id == "line"
        await session.press("tab", "enter")
        await session.until_shown("Kept")
    welcomed.refresh()
    (kept,) = welcomed.of(Held).all()
    then = MOMENT.replace(hour=21, minute=15) - timedelta(days=1)
    assert (kept.value.day, kept.made) == (then.date(), then)
    assert (kept.value.before, kept.value.line) == (3, "it passed")


async def test_a_right_now_that_was_left_is_kept_under_the_day_it_was_begun_on(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    async with start() as session:
        await to_the_last_question(session)
        await session.type("it passed")
        await session.press("escape")
    clock.moment = MOMENT + timedelta(days=8)
    async with start() as session:
        await session.choose("Go on with it")
        await session.until_shown("Begun 8 days ago")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (kept,) = welcomed.of(Held).all()
    assert (kept.value.day, kept.made) == (DAY, MOMENT)


async def test_another_word_leaves_a_day_after_midnight_alone(
    start: Open, welcomed: Workbook
) -> None:
    at_night = MOMENT.replace(hour=2, minute=0)
    night_before = DAY - timedelta(days=1)
    about = welcomed.settings.current
    welcomed.of(Entry).keep(
        Entry(text="zanzibar", day=night_before, about=about), at_night
    )
    async with start() as session:
        await session.press("5", "e")
        await session.type("x")
        await session.press("ctrl+s")
        await session.until_shown("zanzibarx")
    kept = entry(welcomed)
    assert (kept.value.day, kept.made) == (night_before, at_night)


async def test_a_goal_begun_on_another_day_keeps_it_and_says_so(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    async with start() as session:
        await session.press(*to_view("Goals"), "n")
        await session.type("Ask")
        await session.press("escape")
        clock.moment = MOMENT + timedelta(days=3)
        await session.press("n")
        await session.until_shown("Begun 3 days ago")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (goal,) = welcomed.of(Goal).all()
    assert goal.made == MOMENT


async def test_a_day_that_is_none_is_said_at_its_field_in_an_exercise_too(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await open_it(session, packaged.exercises.one("ack-lines"))
        await session.press("shift+tab")
        await session.type("whenever")
        await session.press("ctrl+s")
        await session.until_shown("Write the day like yesterday")
        assert session.app.focused is not None
        assert session.app.focused.id == "exercise-kept-on"
        await session.press("ctrl+u", "shift+tab")
        await session.type("zanzibar")
        await session.press("tab")
        await session.type("yesterday")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    assert entry(welcomed).value.day == DAY - timedelta(days=1)
