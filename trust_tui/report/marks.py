"""The letters below lines over time: what was done on which day, and breaks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from trust_tui.domain import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    JointCheckIn,
    Record,
    later,
    tr,
)

BREAK: Final = timedelta(days=14)
"""Days without a check-in that are marked as a break."""

LEGEND: Final = {
    "g": later("g: a goal was set."),
    "x": later("x: an exercise, or something written on a question."),
    "t": later("t: a check-in together."),
    "b": later("b---: two weeks or more without a check-in."),
}


def legend(used: Collection[str]) -> str:
    """What the letters mean, those that stand there."""
    return " ".join(tr(words) for mark, words in LEGEND.items() if mark in used)


def marks_of(records: Iterable[Record[Any]]) -> Mapping[date, str]:
    """A letter for each day on which something was done; of several the last one given."""
    marks = {}
    for record in records:
        match record.value:
            case Entry(answers=answers) if answers:
                marks[record.value.day] = "x"
            case ExerciseWork(times_done=times) if times:
                marks[record.changed.date()] = "x"
            case Goal():
                marks[record.made.date()] = "g"
            case JointCheckIn():
                marks[record.value.day] = "t"
            case _:
                pass
    return marks


def marks_between(
    first: date,
    until: date,
    check_ins: Sequence[Record[CheckIn]],
    done: Mapping[date, str],
) -> Mapping[date, str]:
    """What stands below these days. A break that began before them has its letter on the first.

    Args:
        first: The first day.
        until: The last day.
        check_ins: Those of one person, one from before the first day among them where there is one.
        done: Letters of what was done.
    """
    breaks = _breaks_in(check_ins, until)
    if first in breaks:
        breaks[first] = "b"
    marks = {**breaks, **done}
    return {day: mark for day, mark in marks.items() if first <= day <= until}


def _breaks_in(
    check_ins: Sequence[Record[CheckIn]], until: date
) -> dict[date, str]:
    """A letter for the first day of two weeks or more without a check-in, and a dash for the others."""
    days = sorted({one.value.day for one in check_ins})
    end = max([until, *days]) + timedelta(days=1)
    marks: dict[date, str] = {}
    for before, after in pairwise([*days, end]):
        gone = (after - before).days
        if gone > BREAK.days:
            for n in range(1, gone):
                marks[before + timedelta(days=n)] = "b" if n == 1 else "-"
    return marks
