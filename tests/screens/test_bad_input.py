"""What comes with the years: content that lost a question, very long texts, nothing at all, twenty years of days."""

import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Habit,
    HabitTick,
    JointCheckIn,
    SelfCheck,
    StepMark,
)
from trust_tui.domain.records import Mark as StepMarkValue
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library, packaged_folder

DAY = MOMENT.date()
LONG = 100_000


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, to change."""
    shutil.copytree(packaged_folder(), tmp_path / "content")
    return tmp_path / "content" / "en"


def without_line(page: Path, words: str) -> None:
    """Take the lines that hold these words out of a page."""
    lines = page.read_text().splitlines(keepends=True)
    assert any(words in line for line in lines)
    page.write_text("".join(line for line in lines if words not in line))


async def test_an_answer_to_a_question_that_is_gone_is_kept_and_said_to_be_no_longer_asked(
    start: Open, welcomed: Workbook, content: Path
) -> None:
    page = content / "checkin-daily.md"
    head, _, tail = page.read_text().partition("- How was my mood? {#day-mood}")
    page.write_text(head + tail[tail.index("\n\n") :])
    old = CheckIn(
        day=DAY,
        answers={"day-settled": 1, "day-mood": 3},
        about=welcomed.settings.current,
    )
    record = welcomed.of(CheckIn).keep(old)
    async with start((100, 40), library=Library([content.parent])) as session:
        await session.press(*to_view("Check-ins"))
        assert session.shows("day-mood (no longer asked)")
        await session.press("e", "4", "ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    changed = welcomed.of(CheckIn).get(record.id)
    assert changed is not None
    assert changed.value.answers == {"day-settled": 4, "day-mood": 3}


async def test_a_statement_that_is_gone_does_not_stop_the_reading(
    start: Open, welcomed: Workbook, content: Path
) -> None:
    without_line(content / "signs" / "1-jealousy.md", "{#jealousy-b}")
    check = SelfCheck(
        day=DAY,
        answers={"jealousy-a": 0, "jealousy-b": 4},
        about=welcomed.settings.current,
    )
    welcomed.of(SelfCheck).keep(check)
    async with start((100, 60), library=Library([content.parent])) as session:
        await session.press("2")
        await session.choose("Your self-checks")
        assert "hardly came up" in " ".join(session.text.split())
        await session.press(*to_view("Check-ins"))
        assert session.shows("jealousy-b (no longer asked)")


async def test_an_exercise_a_step_and_a_habit_that_are_gone_do_no_harm(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    welcomed.of(ExerciseWork).keep(
        ExerciseWork(exercise="gone", ticked=("gone-1",), about=about)
    )
    welcomed.of(StepMark).keep(
        StepMark(step="gone", mark=StepMarkValue.WORKING, day=DAY, about=about)
    )
    welcomed.of(Habit).keep(Habit(habit="gone", about=about))
    welcomed.of(HabitTick).keep(HabitTick(habit="gone", day=DAY, about=about))
    welcomed.of(Goal).keep(Goal(action="Ask", source="gone", about=about))
    welcomed.of(Entry).keep(
        Entry(text="words", answers="gone", day=DAY, about=about)
    )
    welcomed.of(JointCheckIn).keep(
        JointCheckIn(day=DAY, kept={"gone": "words"}, about=about)
    )
    async with start((100, 40)) as session:
        for key in "12345":
            await session.press(key)
        await session.press(*to_view("Entries"))
        assert session.shows("To a question that is no longer asked")
        await session.press("1", "h", "escape")
        assert session.shows("Today")


FIELDS: Mapping[str, tuple[tuple[str, ...], type[Entry | CheckIn | Goal]]] = {
    "an entry": (("n",), Entry),
    "a check-in": (("c", "3", "1", "1", "2", "2"), CheckIn),
    "a goal": ((*to_view("Goals"), "n"), Goal),
}


@pytest.mark.parametrize("field", FIELDS)
async def test_a_hundred_thousand_letters_are_kept_and_shown(
    start: Open, welcomed: Workbook, field: str
) -> None:
    keys, kind = FIELDS[field]
    text = ("word " * (LONG // 5)).strip()
    async with start() as session:
        await session.press(*keys)
        await session.paste(text)
        await session.press("ctrl+s")
        await session.until(
            lambda: len(session.app.screen_stack) == 1, "the form to close"
        )
        await session.press(*to_view("All"))
        assert session.shows("word word")
        await session.press("enter", "end", "q", "e", "escape")
        assert session.mode == "journal"
    welcomed.refresh()
    assert [
        text in str(record.value) for record in welcomed.of(kind).all()
    ] == [True]


async def test_a_word_of_a_hundred_thousand_letters_is_shown(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(
        Entry(text="x" * LONG, day=DAY, about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press("5", "enter", "end", "home", "q", "e")
        assert "Entry" in session.lines[0]


async def test_an_empty_workbook_shows_every_screen(
    start: Open, workbook: Workbook
) -> None:
    workbook.set_settings(type(workbook.settings)(welcomed=DAY))
    async with start() as session:
        for key in "12345":
            await session.press(key, "down", "enter", "escape")
        for _ in range(6):
            await session.press(
                "right_square_bracket", "enter", "escape", "e", "d", "x", "v"
            )
        assert session.app.is_running


def fill(workbook: Workbook, days: int) -> None:
    """A check-in and an entry a day."""
    with workbook.batch():
        for back in range(days):
            day = DAY - timedelta(days=back)
            answers = {"day-settled": back % 5, "day-mood": 2}
            workbook.of(CheckIn).keep(
                CheckIn(
                    day=day, answers=answers, about=workbook.settings.current
                )
            )
            workbook.of(Entry).keep(
                Entry(
                    text=f"entry {back}",
                    day=day,
                    about=workbook.settings.current,
                )
            )


async def calls(session: Sitting, *keys: str) -> int:
    """How many calls it takes until what some keys do has settled."""
    counted = Counter[str]()
    sys.setprofile(lambda _frame, event, _value: counted.update([event]))
    try:
        await session.press(*keys)
    finally:
        sys.setprofile(None)
    return counted["call"]


async def test_twenty_years_of_days_open_and_move_about_with_the_work_of_a_week(
    start: Open, welcomed: Workbook
) -> None:
    """Opening the journal and moving in it: at most two calls, and one, for each record more."""
    taken: dict[int, tuple[int, int]] = {}
    for days in (7, 7_300):
        fill(welcomed, days - len(welcomed.of(CheckIn).all()))
        async with start() as session:
            await session.press("5", "1")
            session.app.session.version += 1
            opening = await calls(session, "5")
            moving = await calls(
                session, "down", "down", "pagedown", "up", "end", "home"
            )
            assert session.shows("entry 0")
        taken[days] = opening, moving
    small, large = taken[7], taken[7_300]
    assert large[0] - small[0] < 2 * 14_600, taken
    assert large[1] - small[1] < 14_600, taken


async def test_the_record_at_the_end_of_twenty_years_is_reached(
    start: Open, welcomed: Workbook
) -> None:
    fill(welcomed, 1_000)
    welcomed.of(Entry).keep(
        Entry(
            text="the first",
            day=DAY - timedelta(days=7_300),
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        await session.press(*to_view("Entries"), "end")
        assert session.shows("the first", "2006")
