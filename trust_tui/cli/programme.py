"""`trust-tui habit`, `step`, `exercise`, `self-check` and `together`: the programme itself, in lines."""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from trust_tui.cli.context import (
    configuration,
    open_library,
    opened,
    today_of,
)
from trust_tui.cli.in_mind import shown, whom
from trust_tui.cli.options import (
    FILTERS,
    past_day,
    refuse_beside,
    refuse_together,
    refuse_without,
    selection,
)
from trust_tui.cli.page_text import print_page
from trust_tui.cli.record_lines import kept, print_found
from trust_tui.domain import (
    NOBODY,
    ExerciseWork,
    Habit,
    HabitTick,
    JointCheckIn,
    Mark,
    Record,
    StepMark,
    UsageError,
    Workbook,
    later,
    latest_marks,
    latest_work,
    long_day,
    mark_words,
    switched_on,
    tr,
    trn,
)
from trust_tui.library import Library, Section
from trust_tui.plain.prompt import number_of

V = TypeVar("V", Habit, HabitTick, StepMark)


SEVERAL: Final = later(
    "Several begin so: {command} lists them with their numbers."
)
NONE: Final = later(
    "There is none of that name: {command} lists them with their numbers."
)


def one_of(typed: str, ids: Sequence[str], what: str) -> str:
    """The id of the content that is meant: whole, the beginning of it, or its number in the list.

    Raises:
        UsageError: There is none, or more than one.
    """
    number = number_of(typed)
    if number in map(str, range(1, len(ids) + 1)):
        return ids[int(number) - 1]
    found = [id for id in ids if id.startswith(typed.lower())]
    if typed in ids:
        found = [typed]
    if len(found) != 1:
        raise UsageError(
            tr(SEVERAL if found else NONE, command=f"trust-tui {what}")
        )
    return found[0]


def run_habit(options: argparse.Namespace) -> int:
    """List the habits, switch one on or off, tick one."""
    refuse_together(options, "on", "off", "tick")
    refuse_without(options, "tick", "--tick", "line")
    for done in ("on", "off", "tick"):
        refuse_beside(options, done, "first", "last")
    refuse_beside(options, "on", "day")
    refuse_beside(options, "off", "day")
    library = open_library(options)
    parts = library.text("habits", "habits").parts
    parts = tuple(filter(_offered, parts))
    ids = [part.id for part in parts]
    with opened(options) as workbook:
        if {options.on, options.off, options.tick} == {None}:
            _list_habits(options, workbook, parts)
            return 0
        about = whom(workbook, options)
        for typed, on in ((options.on, True), (options.off, False)):
            if typed is not None:
                id = one_of(typed, ids, "habit")
                value = Habit(habit=id, on=on, about=about)
                record = _keep(workbook, value, _habit(workbook, value))
                kept(record, workbook, options)
                return 0
        return _tick(options, workbook, ids, about)


def _offered(part: Section) -> bool:
    return configuration().config.offers(part.id)


def _habit(workbook: Workbook, value: Habit) -> Record[Habit] | None:
    """Whether that habit was ever switched."""
    for record in workbook.of(Habit).about(value.about):
        if (record.value.habit, record.value.about) == (
            value.habit,
            value.about,
        ):
            return record
    return None


def _keep(
    workbook: Workbook,
    value: V,
    record: Record[V] | None,
) -> Record[Any]:
    """Keep a value in the place of a record, or as a new one."""
    if record is None:
        new: Record[Any] = workbook.of(type(value)).keep(value)
        return new
    changed: Record[Any] = workbook.of(type(value)).change(record, value)
    return changed


def _tick(
    options: argparse.Namespace,
    workbook: Workbook,
    ids: Sequence[str],
    about: str | None,
) -> int:
    today = today_of(workbook)
    tick = HabitTick(
        habit=one_of(options.tick, ids, "habit"),
        day=past_day(options.day, today),
        line=options.line,
        about=about,
    )
    record = _keep(workbook, tick, None)
    kept(record, workbook, options)
    return 0


def _list_habits(
    options: argparse.Namespace,
    workbook: Workbook,
    parts: Sequence[Section],
) -> None:
    about = shown(workbook, options)
    on = switched_on(workbook.of(Habit).about(about))
    counts: dict[str, int] = {}
    wanted = selection(options, workbook, today_of(workbook))
    for tick in filter(wanted.wants, workbook.of(HabitTick).about(about)):
        counts[tick.value.habit] = counts.get(tick.value.habit, 0) + 1
    told: list[dict[str, Any]] = [
        {
            "id": part.id,
            "title": part.title,
            "on": part.id in on,
            "ticks": counts.get(part.id, 0),
        }
        for part in parts
    ]
    if options.json:
        print(json.dumps(told, indent=1))
        return
    for number, habit in enumerate(told, 1):
        times = habit["ticks"]
        ticks = trn(", ticked once", ", ticked {count} times", times)
        if not times:
            ticks = ""
        state = tr("on") if habit["on"] else tr("off")
        print(f"{number}. {habit['title']}: {state}{ticks}")


def run_step(options: argparse.Namespace) -> int:
    """List the steps, read one, or mark one."""
    library = open_library(options)
    steps = library.steps()
    ids = [step.id for step in steps]
    refuse_without(options, "mark", "--mark", "day")
    if options.mark is None and options.which is not None:
        page = library.page(one_of(options.which, ids, "step"))
        print_page(page, json_wanted=options.json)
        return 0
    with opened(options) as workbook:
        if options.mark is not None:
            if options.which is None:
                raise UsageError(
                    tr("Say which step: trust-tui step lists them.")
                )
            value = StepMark(
                step=one_of(options.which, ids, "step"),
                mark=_mark(options.mark),
                day=past_day(options.day, today_of(workbook)),
                about=whom(workbook, options),
            )
            own = workbook.of(StepMark).about(value.about or NOBODY)
            before = latest_marks(own).get(value.step)
            record = _keep(workbook, value, before)
            kept(record, workbook, options)
            return 0
        marks = latest_marks(
            workbook.of(StepMark).about(shown(workbook, options))
        )
    told = []
    for step in steps:
        held = marks.get(step.id)
        mark = held.value.mark if held else Mark.NOT_STARTED
        told.append({"id": step.id, "title": step.title, "mark": str(mark)})
    if options.json:
        print(json.dumps(told, indent=1))
        return 0
    for number, line in enumerate(told, 1):
        print(f"{number}. {line['title']}: {mark_words(Mark(line['mark']))}")
    return 0


def _mark(typed: str) -> Mark:
    wanted = typed.strip().lower().replace(" ", "-")
    if wanted not in list(Mark):
        raise UsageError(
            tr("A mark is one of: {names}.", names=", ".join(Mark))
        )
    return Mark(wanted)


def run_together(options: argparse.Namespace) -> int:
    """List what was kept of check-ins together, or read the page that leads through one."""
    if options.read:
        refuse_beside(options, "read", *FILTERS)
        page = open_library(options).page("checkin-together")
        print_page(page, json_wanted=options.json)
        return 0
    with opened(options) as workbook:
        about, today = shown(workbook, options), today_of(workbook)
        wanted = selection(options, workbook, today)
        records = list(workbook.of(JointCheckIn).about(about))
        none = tr(
            "Nothing was kept of one yet. trust-tui together --read says how it goes; "
            "trust-tui plain leads through it."
        )
        if records:
            none = tr("Nothing was found.")
        print_found(
            filter(wanted.wants, records),
            workbook,
            options,
            today,
            none=none,
        )
        for record in () if options.json else records[:1]:
            if record.value.next_day is not None:
                print(
                    tr(
                        "The next one: {day}.",
                        day=long_day(record.value.next_day),
                    )
                )
    return 0


def works(
    workbook: Workbook, about: str | None
) -> Mapping[str, Record[ExerciseWork]]:
    """What was done of each exercise."""
    return latest_work(workbook.of(ExerciseWork).about(about))


def list_exercises(
    options: argparse.Namespace,
    library: Library,
    done: Mapping[str, Record[ExerciseWork]],
) -> None:
    """Print the exercises in the order of the steps."""
    told: list[dict[str, Any]] = []
    for exercise in library.exercises.outlines():
        held = done.get(exercise.id)
        told.append(
            {
                "id": exercise.id,
                "title": exercise.title,
                "step": exercise.step,
                "minutes": exercise.minutes,
                "times_done": held.value.times_done if held else 0,
                "begun": bool(held and held.value.ticked),
            }
        )
    if options.json:
        print(json.dumps(told, indent=1))
        return
    for number, line in enumerate(told, 1):
        state = f", {tr('begun')}" if line["begun"] else ""
        if line["times_done"]:
            state = trn(
                ", done once", ", done {count} times", line["times_done"]
            )
        print(
            tr(
                "{number}. {title}, {minutes} minutes{state}",
                number=number,
                title=line["title"],
                minutes=line["minutes"],
                state=state,
            )
        )
