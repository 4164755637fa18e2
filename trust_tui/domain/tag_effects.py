"""What goes with a tag of one's own: one sentence at most, only where chance hardly ever says as much; never a cause.

An answer is held against the answers around it and against what its weekday usually brings. How far the tagged days lie
from that is compared with the same tags moved along the days, all lines and all tags at once: as often as the moved
tags do as well as the real ones, it is chance. `docs/TRENDS.md` has the simulation.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Final

from msgspec import Struct

from trust_tui.domain.records import CheckIn, Record
from trust_tui.domain.tags import tags_of
from trust_tui.domain.text_folding import plain_letters
from trust_tui.domain.trends import HALF_STEP, WEEK, Direction, recent

SPAN: Final = timedelta(weeks=26)
"""How far back days are looked at."""

ONE_DAY: Final = timedelta(days=1)

FEWEST_DAYS: Final = 60
"""Days with a check-in before anything is said of a tag."""

FEWEST_TAGGED: Final = 8
"""Days that must have a tag, and days that must not."""

MOST_TAGS: Final = 8
"""Tags that are looked at, those of most days first."""

CHANCE: Final = 0.02
"""Share of moved tags that may do as well as the real ones."""

AROUND: Final = 7
"""Days with an answer on each side that an answer is held against."""

FEWEST_AROUND: Final = 4

MOST_DAYS: Final = 2 / 3
"""Share of the tagged days that must lie on the side that is named."""


class TagEffect(Struct, frozen=True, kw_only=True):
    """On which side of the days around them the days with a tag lie.

    Attributes:
        tag: As it was written last.
        item: Id of the question.
        direction: `MORE` or `LESS`.
        agreeing: Tagged days on that side.
        days: Tagged days with an answer to it.
    """

    tag: str
    item: str
    direction: Direction
    agreeing: int
    days: int


class _Days(Struct, frozen=True):
    """The days with a check-in, the oldest first.

    Attributes:
        offs: By item: how far each answer lies from what was to be expected, in deviations; 0 without an answer.
        steps: By item: the deviation, in steps of the scale.
        answered: By item: the days with an answer, by their place.
        tagged: By tag: the days with it, by their place.
    """

    offs: Mapping[str, Sequence[float]]
    steps: Mapping[str, float]
    answered: Mapping[str, frozenset[int]]
    tagged: Mapping[str, Sequence[int]]
    count: int


def tag_effect(
    check_ins: Sequence[Record[CheckIn]], items: Sequence[str], today: date
) -> TagEffect | None:
    """What may be said of one tag and one line, the clearest there is; None nearly always where there is nothing.

    Args:
        check_ins: Those about one person, the latest day first.
        items: Ids of the questions.
        today: The day of the reading; later answers do not count.
    """
    days = _days_of(check_ins, items, today)
    if days.count < FEWEST_DAYS or not days.tagged:
        return None
    furthest, tag, item = max(
        (abs(_distance(days.offs[item], days.tagged[tag])), tag, item)
        for tag in days.tagged
        for item in items
    )
    if not furthest or not _beyond_chance(days, furthest):
        return None
    return _effect(days, tag, item)


def tag_sentence(
    frame: str, sides: Mapping[str, str], line: str, effect: TagEffect
) -> str:
    """The sentence of an effect.

    Args:
        frame: The sentence, with `[some]`, `[all]`, `[line]`, `[what]` and `[tag]` to be filled in.
        sides: The words for higher and for lower, by `Direction`.
        line: What the line is called.
        effect: What may be said.
    """
    text = frame.replace("[some]", str(effect.agreeing))
    text = text.replace("[all]", str(effect.days)).replace("[line]", line)
    text = text.replace("[what]", sides.get(effect.direction, ""))
    return text.replace("[tag]", effect.tag)


def _days_of(
    check_ins: Sequence[Record[CheckIn]], items: Sequence[str], today: date
) -> _Days:
    by_day: dict[date, list[CheckIn]] = {}
    for record in recent(check_ins, today - SPAN + ONE_DAY):
        if record.value.day <= today:
            by_day.setdefault(record.value.day, []).append(record.value)
    days = sorted(by_day)
    tagged: dict[str, list[int]] = {}
    for place, day in enumerate(days):
        own = {
            plain_letters(tag) for one in by_day[day] for tag in tags_of(one)
        }
        for tag in own:
            tagged.setdefault(tag, []).append(place)
    usable = _usable(tagged, len(days))
    offs, steps, answered = {}, {}, {}
    for item in items if usable else ():
        answers = [_answer(by_day[day], item) for day in days]
        distances = _distances(days, answers)
        spread = sqrt(sum(off * off for off in distances) / max(1, len(days)))
        offs[item] = [off / (spread or 1.0) for off in distances]
        steps[item] = spread
        given = (n for n, answer in enumerate(answers) if answer is not None)
        answered[item] = frozenset(given)
    names: dict[str, str] = {}
    for day in days:
        for check_in in by_day[day]:
            names |= {plain_letters(tag): tag for tag in tags_of(check_in)}
    return _Days(
        offs,
        steps,
        answered,
        {names[tag]: tagged[tag] for tag in usable},
        len(days),
    )


def _usable(tagged: Mapping[str, Sequence[int]], days: int) -> Sequence[str]:
    """The tags of enough days, and not of nearly all, those of most days first."""
    usable = []
    for tag in sorted(tagged, key=lambda tag: (-len(tagged[tag]), tag)):
        if FEWEST_TAGGED <= len(tagged[tag]) <= days - FEWEST_TAGGED:
            usable.append(tag)
    return usable[:MOST_TAGS]


def _answer(check_ins: Sequence[CheckIn], item: str) -> float | None:
    """The mean of a day's answers."""
    given = []
    for check_in in check_ins:
        answer = check_in.answers.get(item)
        if answer is not None:
            given.append(answer)
    return sum(given) / len(given) if given else None


def _distances(
    days: Sequence[date], answers: Sequence[float | None]
) -> Sequence[float]:
    """How far each answer lies from those around it, what is usual for the weekday taken off; 0 without an answer."""
    habits = _habits(days, answers)
    places = []
    levels = []
    for place, answer in enumerate(answers):
        if answer is not None:
            places.append(place)
            levels.append(answer - habits[days[place].weekday()])
    distances = [0.0] * len(days)
    for at, place in enumerate(places):
        around = levels[max(0, at - AROUND) : at]
        around += levels[at + 1 : at + 1 + AROUND]
        if len(around) >= FEWEST_AROUND:
            distances[place] = levels[at] - sum(around) / len(around)
    return distances


def _habits(
    days: Sequence[date], answers: Sequence[float | None]
) -> Sequence[float]:
    """The mean of each weekday; 0 for one without an answer."""
    sums, counts = [0.0] * WEEK, [0] * WEEK
    for day, answer in zip(days, answers, strict=True):
        if answer is not None:
            sums[day.weekday()] += answer
            counts[day.weekday()] += 1
    return [total / max(1, n) for total, n in zip(sums, counts, strict=True)]


def _distance(offs: Sequence[float], places: Sequence[int]) -> float:
    """How far the days at these places lie from what was to be expected, in standard errors."""
    return sum([offs[place] for place in places]) / sqrt(len(places))


def _beyond_chance(days: _Days, furthest: float) -> bool:
    """Whether the tags, moved along the days, hardly ever do so well."""
    may_do_as_well = int(CHANCE * days.count) - 1
    rings = [[*offs, *offs] for offs in days.offs.values()]
    for moved in range(1, days.count):
        if _does_as_well(days, rings, moved, furthest):
            may_do_as_well -= 1
            if may_do_as_well < 0:
                return False
    return True


def _does_as_well(
    days: _Days, rings: Sequence[Sequence[float]], moved: int, furthest: float
) -> bool:
    for places in days.tagged.values():
        there = [place + moved for place in places]
        for ring in rings:
            if abs(_distance(ring, there)) >= furthest - 1e-9:
                return True
    return False


def _effect(days: _Days, tag: str, item: str) -> TagEffect | None:
    """The effect, if it is half a step beside the other days and most of its days show it."""
    places = [n for n in days.tagged[tag] if n in days.answered[item]]
    offs = [days.offs[item][place] for place in places]
    lower = sum(offs) < 0
    if len(offs) < FEWEST_TAGGED:
        return None
    others = [
        days.offs[item][n] for n in days.answered[item].difference(places)
    ]
    apart = sum(offs) / len(offs) - sum(others) / max(1, len(others))
    if abs(apart) * days.steps[item] < HALF_STEP:
        return None
    agreeing = [off for off in offs if off and (off < 0) is lower]
    if len(agreeing) < MOST_DAYS * len(offs):
        return None
    return TagEffect(
        tag=tag,
        item=item,
        direction=Direction.LESS if lower else Direction.MORE,
        agreeing=len(agreeing),
        days=len(offs),
    )
