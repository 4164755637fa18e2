"""What a series of check-ins shows, and how little can be said of it. Gaps stay gaps; nothing is added up.

A line is looked at once a week, in three ways: the last seven days beside the seven before, the last four weeks beside
the four before, and the last eight beside the eight before. `docs/TRENDS.md` has the question, the rule, the simulation
that sets its numbers, and the limits.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from math import sqrt
from typing import Final

from msgspec import Struct

from trust_tui.domain.dates import short_day
from trust_tui.domain.records import CheckIn, Record

WEEK: Final = 7
"""Days of a week."""

ENOUGH_DAYS: Final = 5
"""Weekdays answered in both weeks before one week is compared with the other."""

STEP: Final = 1.0
"""How far a week must lie from the week before to count as a change."""

ENOUGH_ANSWERS: Final = 3
"""Answers that make a week count among weeks."""

HALF_STEP: Final = 0.5
"""How far means of weeks must lie apart to count as a change."""

FOLLOWED: Final = 52
"""Weeks for which a change that was found is looked after."""

HISTORY: Final = FOLLOWED + 16
"""Weeks that are looked at: those of the oldest change that is followed, and those it was found in."""

LASTS: Final = 1.2
"""How much further than at first a change must lie to be told as lasting, since a year of weeks is searched for it."""

PROFILE: Final = 26
"""Weeks from which the habits of the weekdays are learnt."""

LOW_MOOD: Final = 1
LOW_DAYS: Final = 7
LOW_SPAN: Final = 10
LOW_WITHIN: Final = timedelta(days=21)
"""Mood 0-1 on 7 of the last 10 answered days, none older than three weeks, calls up the kind line."""

RECENT: Final = timedelta(days=14)
"""How far back a fall of mood calls up the offer of a break (content brief 5.2)."""

# Quantiles of Student's t, both sides, from the least degrees of freedom that occur. Beyond the last the last is taken,
# which is a little too strict.
_FEWEST: Final = 4
_AT_0_2: Final = (7.17, 5.89, 5.21, 4.79, 4.50, 4.30, 4.14, 4.02, 3.93)
_AT_1: Final = (
    4.60,
    4.03,
    3.71,
    3.50,
    3.36,
    3.25,
    3.17,
    3.11,
    3.05,
    3.01,
    2.98,
)
_AT_1_5: Final = (
    4.09,
    3.63,
    3.37,
    3.20,
    3.09,
    3.00,
    2.93,
    2.88,
    2.84,
    2.80,
    2.77,
)

_OFTEN: Final = 0.85
"""How many standard errors beyond the limit a change must lie to be found in eight of ten looks."""


class Direction(StrEnum):
    """What may be said of a series; the values name the sentences in the content."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    EARLY = "early"
    FEW = "few"

    @property
    def changed(self) -> bool:
        """Whether it tells of a change."""
        return self in (Direction.MORE, Direction.LESS)


class Span(Struct, frozen=True, kw_only=True):
    """How many weeks are compared with as many before, and how strictly.

    Attributes:
        weeks: Weeks on each side.
        needed: Weeks with enough answers that each side needs.
        blocks: Blocks of so many weeks, the two that are compared included, from which the scatter of weeks is learnt.
        limits: Quantiles of Student's t.
    """

    weeks: int
    needed: int
    blocks: int
    limits: Sequence[float]


FOUR: Final = Span(weeks=4, needed=3, blocks=4, limits=_AT_1)
EIGHT: Final = Span(weeks=8, needed=6, blocks=2, limits=_AT_1_5)


class Comparison(Struct, frozen=True, kw_only=True):
    """Two spans of one length beside each other.

    Attributes:
        direction: What may be said.
        late: Mean of the later span, 0-4; None where nothing was answered.
        early: The same of the earlier one.
        late_count: Days with an answer, or weeks with enough, in the later span.
        early_count: The same in the earlier one.
        visible: The least change that would be found in eight of ten looks; None where nothing can be said.
    """

    direction: Direction
    late: float | None = None
    early: float | None = None
    late_count: int = 0
    early_count: int = 0
    visible: float | None = None


class Reading(Struct, frozen=True, kw_only=True):
    """All that may be said of one line on its day of reading.

    Attributes:
        day: The day it was read on; later answers do not count.
        week: The last seven days beside the seven before.
        four: The last four weeks beside the four before.
        eight: The last eight weeks beside the eight before.
        lasting: A change that was found and has lasted until now; `SAME`, `EARLY` or `FEW` where there is none.
        since: First day of the week in which a lasting change began, as near as can be told; None without one.
    """

    day: date
    week: Comparison
    four: Comparison
    eight: Comparison
    lasting: Direction
    since: date | None = None

    @property
    def direction(self) -> Direction:
        """The one thing to be said where there is room for one: what lasts goes before what the week brought."""
        if self.lasting.changed:
            return self.lasting
        if self.week.direction.changed:
            return self.week.direction
        return _most_telling(self.lasting, self.week.direction)


def series(
    check_ins: Iterable[Record[CheckIn]], item: str, since: date
) -> dict[date, float]:
    """The answers to one item by day; of several check-ins for a day the mean counts.

    Args:
        check_ins: The latest day first; read no further than `since`.
        item: Id of the item.
        since: First day wanted.
    """
    answers: dict[date, list[int]] = {}
    for record in check_ins:
        if record.value.day < since:
            break
        answer = record.value.answers.get(item)
        if answer is not None:
            answers.setdefault(record.value.day, []).append(answer)
    return {day: sum(given) / len(given) for day, given in answers.items()}


def all_series(
    check_ins: Iterable[Record[CheckIn]],
) -> Mapping[str, Mapping[date, float]]:
    """The answers to every item by day, read once for all of them; of several check-ins for a day the mean counts."""
    given: dict[str, dict[date, list[int]]] = {}
    for record in check_ins:
        day = record.value.day
        for item, answer in record.value.answers.items():
            if answer is not None:
                days = given.setdefault(item, {})
                days.setdefault(day, []).append(answer)
    return {
        item: {day: sum(some) / len(some) for day, some in days.items()}
        for item, days in given.items()
    }


def recent(
    check_ins: Iterable[Record[CheckIn]], since: date
) -> Sequence[Record[CheckIn]]:
    """The check-ins from a day on, read once for several series.

    Args:
        check_ins: The latest day first.
        since: First day wanted.
    """
    return list(takewhile(lambda record: record.value.day >= since, check_ins))


def first_day(today: date) -> date:
    """The first day whose answers may play a part in a reading."""
    return today - timedelta(days=HISTORY * WEEK + WEEK - 1)


def reading_day(check_ins: Sequence[Record[CheckIn]], today: date) -> date:
    """The day of the reading that holds today: that of the last whole week since check-ins are kept here.

    A reading is kept until the next, so that looking often does not make more false words. As it hangs on when the
    first check-in was kept and on nothing else, every machine has it on the same day.

    Args:
        check_ins: Those of one line, the latest day first.
        today: The user's day.
    """
    if not check_ins:
        return today
    begun = check_ins[-1].made.date()
    return today - timedelta(days=max(0, (today - begun).days) % WEEK)


def read_line(points: Mapping[date, float], today: date) -> Reading:
    """What may be said of one line.

    In someone in whom nothing changes, whose days lean on the day before by 0.3, fewer than 5 in 100 readings of a line
    name a change, all three comparisons and what lasts counted. `make simulate` shows it.

    Args:
        points: Answers by day, 0-4. Those after `today` do not count.
        today: The day of the reading.
    """
    weeks = _weekly_means(points, today)
    four = _compare_weeks(weeks, FOUR)
    eight = _compare_weeks(weeks, EIGHT)
    lasting, began = _lasting(weeks, four, eight)
    since = None if began is None else today - timedelta(days=began * WEEK - 1)
    return Reading(
        day=today,
        week=_compare_days(points, today),
        four=four,
        eight=eight,
        lasting=lasting,
        since=since,
    )


Weeks = Sequence[float | None]
"""Means of weeks, the latest first; None where too little was answered."""


def trend_sentence(
    sentences: Mapping[str, str], reading: Reading, today: date
) -> str:
    """What is said of a line in a few words.

    Args:
        sentences: By the value of a `Direction`, and `more-since` and `less-since` with `[day]` in them.
        reading: What may be said.
        today: The user's day.
    """
    if reading.since is None:
        return sentences.get(reading.direction, "")
    text = sentences.get(f"{reading.lasting}-since", "")
    return text.replace("[day]", short_day(reading.since, today))


def _compare_days(points: Mapping[date, float], today: date) -> Comparison:
    """One week beside the week before, each weekday with itself, so that a missed weekend is no change."""
    late: list[float] = []
    early: list[float] = []
    changes: list[float] = []
    for back in range(WEEK):
        day = today - timedelta(days=back)
        answer = points.get(day)
        before = points.get(day - timedelta(days=WEEK))
        late += [] if answer is None else [answer]
        early += [] if before is None else [before]
        if answer is not None and before is not None:
            changes.append(answer - before)
    if len(changes) < ENOUGH_DAYS:
        begun = min(points, default=today) <= today - timedelta(
            days=2 * WEEK - 1
        )
        return Comparison(
            direction=Direction.FEW if begun else Direction.EARLY,
            late_count=len(late),
            early_count=len(early),
        )
    freedom = len(changes) - 1
    error = sqrt(_squares(changes) / freedom / len(changes))
    limit = max(STEP, _limit(_AT_0_2, freedom) * error)
    return Comparison(
        direction=direction(_mean(changes), limit),
        late=_mean(late),
        early=_mean(early),
        late_count=len(late),
        early_count=len(early),
        visible=limit + _OFTEN * error,
    )


def _weekly_means(points: Mapping[date, float], today: date) -> Weeks:
    """The mean of each week, the latest first; None for one with too few answers.

    What is usual for a weekday is taken off each answer, so that neither a weekend nor a weekend that was left out
    looks like a change.
    """
    weeks: list[list[tuple[int, float]]] = [[] for _ in range(HISTORY)]
    for day, answer in points.items():
        week, weekday = divmod((today - day).days, WEEK)
        if 0 <= week < HISTORY:
            weeks[week].append((weekday, answer))
    usual = _weekday_habits(weeks[:PROFILE])
    means: list[float | None] = []
    for answers in weeks:
        if len(answers) < ENOUGH_ANSWERS:
            means.append(None)
        else:
            means.append(_level(answers, usual))
    return means


def _level(
    answers: Sequence[tuple[int, float]], usual: Sequence[float]
) -> float:
    """The mean of a week without what is usual for its weekdays."""
    return sum(answer - usual[weekday] for weekday, answer in answers) / len(
        answers
    )


def _weekday_habits(
    weeks: Sequence[Sequence[tuple[int, float]]],
) -> Sequence[float]:
    """How far each weekday usually lies from the mean of its week, by least squares: weeks and weekdays in turn."""
    habits = [0.0] * WEEK
    moved = 1.0
    turns = 0
    while moved > 0.01 and turns < 12:
        turns += 1
        sums, counts = [0.0] * WEEK, [0] * WEEK
        for answers in weeks:
            if len(answers) > 1:
                level = _level(answers, habits)
                for weekday, answer in answers:
                    sums[weekday] += answer - level
                    counts[weekday] += 1
        moved = 0.0
        for weekday, count in enumerate(counts):
            habit = sums[weekday] / max(1, count)
            moved = max(moved, abs(habit - habits[weekday]))
            habits[weekday] = habit
    middle = _mean(habits)
    return [habit - middle for habit in habits]


def _known(weeks: Weeks, first: int, count: int) -> list[float]:
    """The means that there are among so many weeks."""
    return [mean for mean in weeks[first : first + count] if mean is not None]


def _compare_weeks(weeks: Weeks, span: Span) -> Comparison:
    """So many weeks beside as many before. The latest week is the first."""
    late = _known(weeks, 0, span.weeks)
    early = _known(weeks, span.weeks, span.weeks)
    if min(len(late), len(early)) < span.needed:
        begun = bool(_known(weeks, 2 * span.weeks - 1, HISTORY))
        return Comparison(
            direction=Direction.FEW if begun else Direction.EARLY,
            late_count=len(late),
            early_count=len(early),
        )
    # A week scatters about the mean of its own block, so that a change between blocks does not count as scatter.
    freedom, scatter = 0, 0.0
    for block in range(span.blocks):
        means = _known(weeks, block * span.weeks, span.weeks)
        if means:
            freedom += len(means) - 1
            scatter += _squares(means)
    error = sqrt(scatter / freedom * (1 / len(late) + 1 / len(early)))
    limit = max(HALF_STEP, _limit(span.limits, freedom) * error)
    return Comparison(
        direction=direction(_mean(late) - _mean(early), limit),
        late=_mean(late),
        early=_mean(early),
        late_count=len(late),
        early_count=len(early),
        visible=limit + _OFTEN * error,
    )


def _lasting(
    weeks: Weeks, four: Comparison, eight: Comparison
) -> tuple[Direction, int | None]:
    """What lasts, and before how many weeks it began: found now, or found before and still so."""
    for found in (eight, four):
        if found.direction.changed:
            return found.direction, _beginning(weeks, 0, found.direction)
    if four.late_count >= FOUR.needed:
        for back in range(1, FOLLOWED):
            for span in (EIGHT, FOUR):
                change = _change_that_stayed(weeks, back, span)
                if change is None:
                    continue
                began = back + _beginning(weeks, back, direction(change, 0))
                if _holds(weeks, began, change):
                    return direction(change, 0), began
    return _most_telling(four.direction, eight.direction), None


def _most_telling(*directions: Direction) -> Direction:
    """What is said of several comparisons none of which found a change."""
    for told in (Direction.SAME, Direction.FEW):
        if told in directions:
            return told
    return Direction.EARLY


def _change_that_stayed(weeks: Weeks, back: int, span: Span) -> float | None:
    """The change that was read so many weeks ago, if the last four weeks still lie on its far side; else None.

    Most weeks are passed over by their means alone, as this is asked for each week of a year.
    """
    late = _known(weeks, back, span.weeks)
    early = _known(weeks, back + span.weeks, span.weeks)
    if min(len(late), len(early)) < span.needed:
        return None
    change = _mean(late) - _mean(early)
    moved = _mean(_known(weeks, 0, FOUR.weeks)) - _mean(early)
    if abs(change) < HALF_STEP or moved * change < 0:
        return None
    if abs(moved) < max(HALF_STEP, abs(change) / 2):
        return None
    was_told = _compare_weeks(weeks[back:], span).direction.changed
    return change if was_told else None


def _holds(weeks: Weeks, began: int, change: float) -> bool:
    """Whether all weeks since a change differ from the eight before it, more strictly than when it was found."""
    late = _known(weeks, 0, began)
    early = _known(weeks, began, EIGHT.weeks)
    freedom = len(late) + len(early) - 2
    if len(early) < FOUR.needed or freedom < _FEWEST:
        return False
    scatter = _squares(late) + _squares(early)
    error = sqrt(scatter / freedom * (1 / len(late) + 1 / len(early)))
    limit = max(HALF_STEP, LASTS * _limit(_AT_0_2, freedom) * error)
    moved = _mean(late) - _mean(early)
    return direction(moved, limit) is direction(change, 0)


def _beginning(weeks: Weeks, first: int, found: Direction) -> int:
    """How many weeks after `first` a change began, counted back: where sixteen weeks part best into two levels."""
    best, began = 0.0, 1
    length = 2 * EIGHT.weeks
    for split in range(1, length):
        late = _known(weeks, first, split)
        early = _known(weeks, first + split, length - split)
        if late and early:
            change = _mean(late) - _mean(early)
            weight = len(late) * len(early) / (len(late) + len(early))
            if direction(change, 0) is found and change**2 * weight > best:
                best, began = change**2 * weight, split
    return began


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    """The sum of the squared distances from the mean."""
    middle = _mean(values)
    return sum((value - middle) ** 2 for value in values)


def _limit(limits: Sequence[float], freedom: int) -> float:
    return limits[min(freedom - _FEWEST, len(limits) - 1)]


def direction(difference: float, least: float) -> Direction:
    """What a difference of means lets one say, when a change has to be so large at least."""
    if abs(difference) < least - 1e-9:
        return Direction.SAME
    return Direction.MORE if difference > 0 else Direction.LESS


def spans_of(
    points: Mapping[date, float], until: date, spans: int, days: int
) -> Sequence[Sequence[float]]:
    """The answers in each span of so many days, the last of them up to a day; the oldest span first."""
    answers: list[list[float]] = [[] for _ in range(spans)]
    last = until.toordinal()
    if spans * days < len(points):  # of twenty years six weeks are wanted
        for back in range(spans * days):
            answer = points.get(date.fromordinal(last - back))
            if answer is not None:
                answers[-1 - back // days].append(answer)
        return answers
    for day, answer in points.items():
        back = (last - day.toordinal()) // days
        if 0 <= back < spans:
            answers[-1 - back].append(answer)
    return answers


def means(
    points: Mapping[date, float], today: date, spans: int, days: int
) -> Sequence[float | None]:
    """The mean of each span of days up to today, oldest first; None where nothing was answered."""
    answers = spans_of(points, today, spans, days)
    return [_mean(given) if given else None for given in answers]


def low_mood(points: Mapping[date, float], today: date) -> bool:
    """Whether mood was low on so many of the last answered days that the kind line is shown."""
    recent = [
        day for day in sorted(points) if today - LOW_WITHIN < day <= today
    ]
    low = [day for day in recent[-LOW_SPAN:] if points[day] <= LOW_MOOD]
    return len(low) >= LOW_DAYS


def fell_three_times(points: Mapping[date, float], today: date) -> bool:
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


def moved_together(one: Reading, other: Reading) -> bool:
    """Whether two lines changed in the same two weeks: said as what it is, never as a cause."""
    return one.week.direction.changed and other.week.direction.changed
