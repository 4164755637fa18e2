"""What a week held, in the user's own words: for the look back that is offered once a week."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from typing import Final

from msgspec import Struct

from trust_tui.domain.clock import day_of
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    GoalState,
    Promise,
    PromiseState,
    Win,
)
from trust_tui.domain.trends import recent
from trust_tui.domain.workbook import Workbook

WEEK: Final = timedelta(days=6)
"""From the first day of the week to the last."""

QUOTED: Final = 3
"""The most of the user's own lines that are quoted of one kind (content brief 5.8)."""

ASKED_AGAIN: Final = timedelta(weeks=8)
"""Before so much time has passed no question comes a second time (content brief 5.8)."""

ANSWERS: Final = "week-"
"""How the ids of the questions begin: an entry that answers one is a look back."""

MOOD: Final = "day-mood"

HARD: Final = 1
"""A mood from which down a day counts as hard. Nothing of a hard day is quoted."""


class WeekBack(Struct, frozen=True, kw_only=True):
    """What the seven days up to one day held. No field says what was left out.

    Attributes:
        well: What went well, as the user wrote it.
        kept: Own promises that were kept or moved in time in these days.
        open: Own promises that are open.
        exercises: Ids of the exercises something was written in.
        goals: Goals that were done in these days.
    """

    first: date
    last: date
    well: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


def week_back(
    workbook: Workbook,
    about: str | None,
    today: date,
    exercises: Collection[str],
    day_ends: int = 0,
) -> WeekBack:
    """The week up to a day.

    Args:
        workbook: What was kept.
        about: The relationship, `NOBODY` for none.
        today: The last day of the week.
        exercises: Ids of the exercises there are.
        day_ends: The hour at which the user's day ends.
    """
    first = today - WEEK
    promises = workbook.of(Promise).about(about)
    settled = (PromiseState.KEPT, PromiseState.MOVED)
    goals = workbook.of(Goal).about(about)

    def is_of_the_week(changed: datetime) -> bool:
        return first <= day_of(changed, day_ends) <= today

    return WeekBack(
        first=first,
        last=today,
        well=_few(_well(workbook, about, first, today)),
        kept=_few(
            record.value.text
            for record in promises
            if record.value.state in settled and is_of_the_week(record.changed)
        ),
        open=_few(
            record.value.text
            for record in promises
            if record.value.state is PromiseState.OPEN
        ),
        exercises=_few(
            entry.answers
            for entry in _entries(workbook, about, first, today)
            if entry.answers in exercises
        ),
        goals=_few(
            record.value.action
            for record in goals
            if record.value.state is GoalState.DONE
            and is_of_the_week(record.changed)
        ),
    )


def is_looked_back(workbook: Workbook, about: str | None, today: date) -> bool:
    """Whether there is a look back in the week up to a day."""
    entries = _entries(workbook, about, today - WEEK, today)
    return any(entry.answers.startswith(ANSWERS) for entry in entries)


def next_question(
    workbook: Workbook, about: str | None, today: date, questions: Sequence[str]
) -> str:
    """The first question not answered for eight weeks, else the one answered longest ago; empty without any."""
    asked = [
        entry.answers
        for entry in _entries(workbook, about, today - ASKED_AGAIN, today)
        if entry.answers in questions
    ]
    fresh = [question for question in questions if question not in asked]
    return next(iter([*fresh, *reversed(asked)]), "")


def _entries(
    workbook: Workbook, about: str | None, first: date, last: date
) -> Iterator[Entry]:
    """Entries of some days, the latest first."""
    for record in workbook.of(Entry).about(about):
        if record.value.day < first:
            return
        if record.value.day <= last:
            yield record.value


def _well(
    workbook: Workbook, about: str | None, first: date, last: date
) -> Iterator[str]:
    """What went well on days that were not hard."""
    check_ins = recent(workbook.of(CheckIn).about(about), first)
    hard = set()
    for record in check_ins:
        mood = record.value.answers.get(MOOD)
        if mood is not None and mood <= HARD:
            hard.add(record.value.day)
    said = [(record.value.day, record.value.good) for record in check_ins]
    wins = takewhile(
        lambda record: record.value.day >= first, workbook.of(Win).about(about)
    )
    said += [(record.value.day, record.value.text) for record in wins]
    for day, text in said:
        if day <= last and day not in hard:
            yield text.strip()


def _few(texts: Iterator[str]) -> tuple[str, ...]:
    """The first few of them, none twice."""
    return tuple(islice(dict.fromkeys(filter(None, texts)), QUOTED))
