"""An exercise as a page of its own: ticked, written on, done more than once, gone on with, timed."""

import pytest
from textual.widgets import Input

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.dialogs import exercise as exercise_module
from trust_tui.domain.records import Entry, ExerciseWork, Relationship
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library
from trust_tui.library.model import Exercise


@pytest.fixture
def lines(packaged: Library) -> Exercise:
    """An exercise with fields of one line."""
    return packaged.exercises.one("ack-lines")


async def open_it(session: Sitting, exercise: Exercise) -> None:
    """Open an exercise from the steps."""
    await session.press("3")
    await session.choose(exercise.title)


def works(workbook: Workbook) -> list[ExerciseWork]:
    workbook.refresh()
    return [record.value for record in workbook.of(ExerciseWork).all()]


def entries(workbook: Workbook) -> list[Entry]:
    workbook.refresh()
    return [record.value for record in workbook.of(Entry).all()]


async def test_a_tick_is_on_the_disk_as_it_is_set(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    async with start((120, 40)) as session:
        await open_it(session, lines)
        await session.press("right", "enter")
        (work,) = works(welcomed)
        assert work.ticked == (lines.ticks[0].id,)
        assert work.times_done == 0
        await session.leave()
    async with start((120, 40)) as session:
        await open_it(session, lines)
        assert session.text.count("[x]") == 1


async def test_what_is_written_becomes_an_entry_linked_to_the_exercise(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    async with start() as session:
        await open_it(session, lines)
        await session.press("tab")
        await session.paste("a late reply")
        await session.press("tab", "tab")
        await session.paste("an evening")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    (entry,), (work,) = entries(welcomed), works(welcomed)
    first, _, third = (field.text for field in lines.fields)
    assert entry == Entry(
        text=f"{first}\na late reply\n\n{third}\nan evening",
        title=lines.title,
        day=MOMENT.date(),
        answers=lines.id,
        about=welcomed.settings.current,
    )
    assert work.entries == (welcomed.of(Entry).all()[0].id,)


@pytest.mark.parametrize("columns", [80, 120, 150])
async def test_many_lines_are_written_where_the_exercise_has_room_for_them(
    start: Open, welcomed: Workbook, packaged: Library, columns: int
) -> None:
    async with start(size=(columns, 24)) as session:
        await open_it(session, packaged.exercises.one("ack-friend"))
        await session.press("tab")
        await session.paste("Dear friend,\nit is hard.")
        await session.press("escape", "enter")
        assert session.shows("Dear friend,", "it is hard.")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    (entry,) = entries(welcomed)
    assert entry.text.endswith("Dear friend,\nit is hard.")


async def test_it_is_done_twice_and_each_round_has_its_entry(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    async with start() as session:
        await open_it(session, lines)
        for text in ("first round", "second round"):
            await session.press("right", "enter", "tab")
            await session.paste(text)
            await session.press("ctrl+s")
            await session.until(
                lambda: len(session.app.screen_stack) == 1,
                "the end of the round",
            )
            await session.press("enter")
            assert not session.shows("[x]")
            fields = session.app.screen.query(Input)
            assert not any(field.value for field in fields)
        assert session.shows("Done 2 times before")
    (work,) = works(welcomed)
    assert (work.times_done, len(work.entries), work.ticked) == (2, 2, ())
    assert {entry.text.split("\n")[1] for entry in entries(welcomed)} == {
        "first round",
        "second round",
    }


async def test_a_round_is_gone_on_with(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    async with start((120, 40)) as session:
        await open_it(session, lines)
        await session.press("right", "enter", "tab")
        await session.paste("half a line")
        await session.press("escape")
        assert session.shows(f"1/{len(lines.ticks)}")
        await session.press("enter")
        assert session.shows("half a line", "[x]")
    assert entries(welcomed) == []


async def test_a_round_under_way_comes_first_on_the_overview(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    later = packaged.exercises.one("past-roots")
    welcomed.of(ExerciseWork).keep(
        ExerciseWork(
            exercise=later.id,
            ticked=(later.ticks[0].id,),
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        assert session.shows(later.title)
        await session.choose(later.title)
        assert later.title in session.lines[0]


async def test_each_relationship_has_rounds_of_its_own(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    one, other = (
        welcomed.settings.current,
        welcomed.of(Relationship).keep(Relationship(label="Mother")),
    )
    async with start((120, 40)) as session:
        await open_it(session, lines)
        await session.press("right", "enter", "escape", "r")
        await session.choose("Mother")
        await open_it(session, lines)
        assert not session.shows("[x]")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    about = {
        work.about: (len(work.ticked), work.times_done)
        for work in works(welcomed)
    }
    assert about == {one: (1, 0), other.id: (0, 1)}


async def test_the_timer_counts_minutes_and_says_when_they_are_over(
    start: Open,
    welcomed: Workbook,
    lines: Exercise,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exercise_module, "MINUTE", 0.02)
    async with start() as session:
        await open_it(session, lines)
        await session.press("t")
        await session.until_shown("That was the time. Stop, or take longer.")
        monkeypatch.setattr(exercise_module, "MINUTE", 3600.0)
        await session.press("t")
        assert session.shows(f"{lines.minutes} min left. t stops the timer.")
        await session.press("t")
        assert not session.shows("min left")
    assert works(welcomed) == []


async def test_an_exercise_without_fields_is_only_ticked(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = next(
        exercise for exercise in packaged.exercises.all() if not exercise.fields
    )
    async with start((120, 40)) as session:
        await open_it(session, exercise)
        await session.press("right", "enter", "ctrl+s")
        await session.until_shown("Kept")
    assert works(welcomed)[0].times_done == 1
    assert entries(welcomed) == []


async def test_ticks_of_two_sessions_come_together(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    record = welcomed.of(ExerciseWork).keep(
        ExerciseWork(exercise=lines.id, about=welcomed.settings.current)
    )
    async with start((120, 40)) as session:
        await open_it(session, lines)
        other = ExerciseWork(
            exercise=lines.id,
            ticked=(lines.ticks[2].id,),
            about=welcomed.settings.current,
        )
        welcomed.of(ExerciseWork).change(record, other)
        await session.press("right", "enter")
        assert session.text.count("[x]") == 2
    assert works(welcomed)[0].ticked == (lines.ticks[0].id, lines.ticks[2].id)


async def test_what_was_written_last_time_stands_beside_todays_field(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    async with start() as session:
        await open_it(session, lines)
        for text in ("a late reply", "a locked door"):
            assert session.shows("e shows what you wrote") == (
                text == "a locked door"
            )
            await session.press("tab")
            await session.paste(text)
            await session.press("ctrl+s")
            await session.until(
                lambda: len(session.app.screen_stack) == 1, "the end"
            )
            await session.press("enter")
        await session.press("tab")
        assert session.shows("today: a locked door")
        assert not session.shows("a late reply")
        await session.press("shift+tab", "e")
        assert session.shows("a late reply", "a locked door")
        await session.press("escape", "tab")
        await session.paste("fresh")
        assert session.shows("fresh", "today: a locked door")


async def test_a_round_that_was_deleted_is_not_shown_beside_todays(
    start: Open, welcomed: Workbook, lines: Exercise
) -> None:
    async with start() as session:
        await open_it(session, lines)
        await session.press("tab")
        await session.paste("a late reply")
        await session.press("ctrl+s")
        welcomed.refresh()
        (record,) = welcomed.of(Entry).all()
        welcomed.of(Entry).delete(record)
        await session.app.session.refresh()
        await session.press("enter", "tab")
        assert not session.shows("a late reply")


@pytest.mark.parametrize("columns", [80, 120, 150])
async def test_what_was_written_before_stands_beside_todays_field_where_it_is_wide(
    start: Open, welcomed: Workbook, packaged: Library, columns: int
) -> None:
    exercise = packaged.exercises.one("ack-lines")
    async with start() as session:
        await open_it(session, exercise)
        await session.press("tab")
        await session.type("zanzibar")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    async with start(size=(columns, 40)) as session:
        await session.press("3")
        await session.choose("Three hon")
        await session.press("tab")
        await session.type("lisbon")
        (field,) = (line for line in session.lines if "lisbon" in line)
        assert session.shows("zanzibar")
        assert ("zanzibar" in field) is (columns == 150)
        assert ("\u2502" in field) is (columns > 80)
