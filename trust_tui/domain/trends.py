"""What a series of check-ins shows, and how little can be said of it. Gaps stay gaps; nothing is added up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from math import sqrt
from typing import Final

from trust_tui.domain.records import CheckIn, Record

WINDOW: Final = 7
"""Days in each of the two spans that are compared (content brief 5.2)."""

ENOUGH: Final = 5
"""Answers that each span needs before anything is said."""

STEP: Final = 1.0
"""How far apart two means must lie to count as a change; a rule of thumb of ours, see `about.md`."""

CERTAIN: Final = 2.3
"""How many times its own standard error a difference must reach besides: Student's t at 5 %, both sides, for the fewest
days that are compared (five and five, 8 degrees of freedom). Whose days differ more hears of a change later."""

RECENT: Final = timedelta(days=2 * WINDOW)
"""How far back a fall of mood calls up the offer of a break: the 14 days of the reading (content brief 5.2)."""

LOW_MOOD: Final = 1
LOW_DAYS: Final = 7
LOW_SPAN: Final = 10
"""Mood 0-1 on 7 of the last 10 answered days calls up the kind line."""


class Direction(StrEnum):
    """What may be said of a series; the values name the sentences in the content."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    EARLY = "early"


def series(
    check_ins: Iterable[Record[CheckIn]], item: str, since: date
) -> dict[date, int]:
    """The answers to one item by day; of two check-ins for a day the one made last counts.

    Args:
        check_ins: The latest day first, and within a day the one made last first; read no further than `since`.
        item: Id of the item.
        since: First day wanted.
    """
    found: dict[date, int] = {}
    for record in check_ins:
        if record.value.day < since:
            break
        answer = record.value.answers.get(item)
        if answer is not None:
            found.setdefault(record.value.day, answer)
    return found


def recent(
    check_ins: Iterable[Record[CheckIn]], since: date
) -> Sequence[Record[CheckIn]]:
    """The check-ins from a day on, read once for several series.

    Args:
        check_ins: The latest day first.
        since: First day wanted.
    """
    return list(takewhile(lambda record: record.value.day >= since, check_ins))


def compare(points: Mapping[date, int], today: date) -> Direction:
    """The last seven days against the seven before them.

    In someone in whom nothing changes, fewer than 5 % of looks at a line say "more" or "less", however much the days
    differ. `WINDOW`, `ENOUGH` and `STEP` are those of content brief 5.2; by these alone it would be 7 to 8 % where days
    differ by a deviation of 1, and 20 % where they are drawn blindly. The tests simulate it.
    """
    late = _span(points, today - timedelta(days=WINDOW - 1), today)
    early = _span(
        points, today - timedelta(days=2 * WINDOW - 1), today - timedelta(days=WINDOW)
    )
    if len(late) < ENOUGH or len(early) < ENOUGH:
        return Direction.EARLY
    difference = sum(late) / len(late) - sum(early) / len(early)
    return direction(difference, max(STEP, CERTAIN * _standard_error(late, early)))


def _standard_error(one: Sequence[int], other: Sequence[int]) -> float:
    """The standard error of the difference of two means, from the scatter within both."""
    scatter = sum(
        (answer - sum(each) / len(each)) ** 2
        for each in (one, other)
        for answer in each
    )
    return sqrt(scatter / (len(one) + len(other) - 2) * (1 / len(one) + 1 / len(other)))


def direction(difference: float, least: float) -> Direction:
    """What a difference of means lets one say, when a change has to be so large at least."""
    if abs(difference) < least:
        return Direction.SAME
    return Direction.MORE if difference > 0 else Direction.LESS


def means(
    points: Mapping[date, int], today: date, spans: int, days: int
) -> Sequence[float | None]:
    """The mean of each span of days up to today, oldest first; None where nothing was answered."""
    told: list[float | None] = []
    for back in range(spans - 1, -1, -1):
        last = today - timedelta(days=back * days)
        answers = _span(points, last - timedelta(days=days - 1), last)
        told.append(sum(answers) / len(answers) if answers else None)
    return told


def low_mood(points: Mapping[date, int]) -> bool:
    """Whether mood was low on so many of the last answered days that the kind line is shown."""
    last = [points[day] for day in sorted(points)[-LOW_SPAN:]]
    return sum(answer <= LOW_MOOD for answer in last) >= LOW_DAYS


def fell_three_times(points: Mapping[date, int], today: date) -> bool:
    """Whether each of the last three answers of the last 14 days was lower than the one before it.

    Then the break is offered. "Three check-ins in a row" (content brief 5.2) counts check-ins, not days: days without
    an answer may lie between them, but an answer from before the 14 days that the reading is about is no part of now.
    """
    recent = []
    for day in sorted(points):
        if today - RECENT < day <= today:
            recent.append(points[day])
    last = recent[-4:]
    if len(last) < 4:
        return False
    return all(after < before for before, after in pairwise(last))


def moved_together(
    one: Mapping[date, int], other: Mapping[date, int], today: date
) -> bool:
    """Whether two series changed in the same two weeks: said as what it is, never as a cause."""
    return all(
        compare(points, today) in (Direction.MORE, Direction.LESS)
        for points in (one, other)
    )


def _span(points: Mapping[date, int], first: date, last: date) -> list[int]:
    return [answer for day, answer in points.items() if first <= day <= last]
