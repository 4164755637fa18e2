"""Steps: exercises ticked, prompts written on, marks set."""

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import (
    Entry,
    ExerciseWork,
    Mark,
    Relationship,
    Settings,
    StepMark,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library


async def open_exercise(session: Sitting, library: Library) -> None:
    """Open the first exercise of the first step."""
    await session.press("3")
    await session.choose(library.exercises.all()[0].title[:15])


def only_work(workbook: Workbook) -> ExerciseWork:
    workbook.refresh()
    (record,) = workbook.of(ExerciseWork).all()
    return record.value


async def test_an_exercise_is_ticked_item_by_item(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.all()[0]
    first, second = (tick.id for tick in exercise.ticks[:2])
    async with start((120, 40)) as session:
        await open_exercise(session, packaged)
        await session.press("right", "enter")
        assert only_work(welcomed).ticked == (first,)
        assert session.text.count("[x]") == 1
        await session.press("right", "enter")
        assert only_work(welcomed).ticked == (first, second)
        await session.press("left", "enter")
        assert only_work(welcomed).ticked == (second,)
        await session.press("escape")
        assert session.mode == "steps"
        assert session.shows(f"1/{len(exercise.ticks)}")

        await session.press("enter")
        assert session.text.count("[x]") == 1


async def test_a_round_that_is_done_becomes_an_entry(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.all()[0]
    async with start() as session:
        await open_exercise(session, packaged)
        await session.press("right", "enter", "tab")
        for text in ("a late reply", "a cold stomach"):
            await session.paste(text)
            await session.press("tab")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        assert session.shows("done")
        await session.press("5")
        assert session.shows("a late reply", "a cold stomach")
    work = only_work(welcomed)
    (entry,) = welcomed.of(Entry).all()
    assert work == ExerciseWork(
        exercise=exercise.id,
        times_done=1,
        entries=(entry.id,),
        about=welcomed.settings.current,
    )
    assert entry.value.answers == exercise.id
    assert entry.value.about == welcomed.settings.current


async def test_a_round_may_be_done_without_a_word(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await open_exercise(session, packaged)
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("enter")
        assert session.shows("Done once before")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("enter")
        assert session.shows("Done 2 times before")
    assert only_work(welcomed).times_done == 2
    assert welcomed.of(Entry).all() == []


async def test_a_timer_can_be_started_and_stopped(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await open_exercise(session, packaged)
        await session.press("t")
        assert session.shows(f"{packaged.exercises.all()[0].minutes} min left")
        await session.press("t")
        assert not session.shows("min left")


@pytest.mark.parametrize("mark", list(Mark))
async def test_a_step_is_marked_by_its_user(
    start: Open, welcomed: Workbook, mark: Mark, packaged: Library
) -> None:
    step = packaged.steps()[0]
    async with start() as session:
        await session.press("3", "down", "m")
        assert session.shows(step.title)
        await session.choose(mark.replace("-", " "))
        await session.until_shown("Kept")
    welcomed.refresh()
    (record,) = welcomed.of(StepMark).all()
    assert record.value == StepMark(
        step=step.id,
        mark=mark,
        day=MOMENT.date(),
        about=welcomed.settings.current,
    )


async def test_a_mark_is_changed_not_doubled(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("3", "down", "m")
        await session.choose("working")
        await session.until_shown("Kept: working on it")
        assert session.shows("working on it")
        await session.press("m")
        await session.choose("done for now")
        await session.until_shown("Kept: done for now")
        await session.press("m", "escape")
    welcomed.refresh()
    (record,) = welcomed.of(StepMark).all()
    assert record.value.mark is Mark.DONE_FOR_NOW


async def test_a_prompt_opens_the_editor_with_the_question_on_top(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    step = packaged.steps()[0]
    prompt = packaged.step(step.id).prompts[0]
    async with start() as session:
        await session.press("3", "down", "w")
        assert session.shows(prompt.text[:40])
        await session.press("enter")
        assert "New entry" in session.lines[0]
        assert session.shows(prompt.text[:40])
        await session.type("when it rang")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("5")
        assert session.shows("when it rang", prompt.text[:30])
    welcomed.refresh()
    (entry,) = welcomed.of(Entry).all()
    assert (entry.value.answers, entry.value.text) == (
        prompt.id,
        "when it rang",
    )


@pytest.mark.parametrize("key", ["m", "w", "o"])
async def test_where_there_is_no_step_that_is_said(
    start: Open, welcomed: Workbook, key: str
) -> None:
    async with start() as session:
        await session.press("3", "home", key)

        assert session.shows("Go to a step first")


async def test_exercises_for_two_are_not_offered_where_that_is_not_wanted(
    start: Open, workbook: Workbook, packaged: Library
) -> None:
    joint = next(
        exercise for exercise in packaged.exercises.all() if exercise.joint
    )
    about = workbook.of(Relationship).keep(Relationship(label="S", joint=False))
    workbook.set_settings(Settings(welcomed=MOMENT.date(), current=about.id))
    async with start((100, 60)) as session:
        await session.press("3")
        assert not session.shows(joint.title)
    workbook.set_settings(Settings(welcomed=MOMENT.date(), current=None))
    async with start((100, 60)) as session:
        await session.press("3")
        assert session.shows(joint.title)


async def test_the_next_exercise_on_the_overview_leads_to_it(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.all()[0]
    async with start() as session:
        await session.go_down_to(exercise.title)
        await session.press("enter")
        assert exercise.title in session.lines[0]
        await session.press("escape", "escape", "escape")
        assert session.mode == "overview"


async def test_with_all_in_mind_nobody_elses_round_or_mark_is_changed(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise, about = packaged.exercises.all()[0], welcomed.settings.current
    assert about is not None
    welcomed.of(ExerciseWork).keep(
        ExerciseWork(exercise=exercise.id, times_done=3, about=about)
    )
    welcomed.of(StepMark).keep(
        StepMark(
            step=exercise.step,
            mark=Mark.WORKING,
            day=MOMENT.date(),
            about=about,
        )
    )
    before = [welcomed.of(kind).all()[0] for kind in (ExerciseWork, StepMark)]
    welcomed.set_settings(Settings(welcomed=MOMENT.date()))
    async with start() as session:
        await session.press("3")
        await session.choose("Three hon")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
        await session.press("m")
        await session.choose("done for now")
        await session.until_shown("Kept")
    welcomed.refresh()
    works, marks = welcomed.of(ExerciseWork).all(), welcomed.of(StepMark).all()
    assert {one.value.about for one in works} == {about, None}
    assert {one.value.about for one in marks} == {about, None}
    assert all(one in (*works, *marks) for one in before)
