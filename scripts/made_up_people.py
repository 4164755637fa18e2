"""People made up by chance for `scripts/simulate.py`: what they answer each day, and which days they tag."""

import math
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from trust_tui.domain.records import Answers, CheckIn, Record, SelfCheck

TODAY: Final = date(2026, 11, 24)
HISTORY: Final = 60 * 7
"""Days of history that each made-up person has."""

SKEW: Final = 0.6
"""Deviation of the logarithm of a day of somebody whose days are mostly low and now and then very high."""

BUSY_WEEKS: Final = (1.0, 0.57, 0.15)
"""Shares of days that are answered in the weeks of somebody irregular, each as likely as the others."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """How somebody is made up.

    Attributes:
        lean: Correlation of a day with the day before.
        level: Where the answers lie, 0-4.
        spread: Deviation of a day, in steps.
        answered: Share of days with an answer.
        weekend: Steps that weekends lie higher.
        low_days_left_out: Share of the low days that are not answered.
        step: Steps of a change, 0 for none.
        weeks: Weeks since the change.
        slow: Whether the change is spread over those weeks.
        regular: True where the same weekdays are left out each week.
        skewed: Whether most days are low and a few very high.
        irregular: Whether some weeks are answered each day and some hardly at all.
    """

    lean: float = 0.0
    level: float = 2.0
    spread: float = 0.8
    answered: float = 1.0
    weekend: float = 0.0
    low_days_left_out: float = 0.0
    step: float = 0.0
    weeks: int = 0
    slow: bool = False
    regular: bool = False
    skewed: bool = False
    irregular: bool = False

    def answers(self, chance: random.Random) -> dict[date, float]:
        """A history up to today."""
        state = chance.gauss()
        points = {}
        share = self.answered
        for back in range(HISTORY - 1, -1, -1):
            state = (
                self.lean * state + (1 - self.lean**2) ** 0.5 * chance.gauss()
            )
            day = TODAY - timedelta(days=back)
            value = self.level + self.spread * self._day(state)
            value += self._change(back)
            if day.weekday() >= 5:
                value += self.weekend
            answer = float(min(4, max(0, round(value))))
            if self.irregular and back % 7 == 6:
                share = chance.choice(BUSY_WEEKS)
            if self._is_answered(chance, day, answer, share):
                points[day] = answer
        return points

    def _day(self, state: float) -> float:
        """How far a day lies from the level, in deviations."""
        if not self.skewed:
            return state
        middle = math.exp(SKEW**2 / 2)
        deviation = middle * math.sqrt(math.exp(SKEW**2) - 1)
        return (math.exp(SKEW * state) - middle) / deviation

    def _change(self, back: int) -> float:
        days = 7 * self.weeks
        if back >= days:
            return 0.0
        return self.step * (1 - back / days) if self.slow else self.step

    def _is_answered(
        self, chance: random.Random, day: date, answer: float, share: float
    ) -> bool:
        if self.regular:
            return day.weekday() < round(7 * share)
        if (
            answer <= self.level - 1
            and chance.random() < self.low_days_left_out
        ):
            return False
        return chance.random() < share


ITEMS: Final = ("day-settled", "day-pull", "day-open", "day-word", "day-mood")


@dataclass(frozen=True, kw_only=True)
class Tagger:
    """How somebody with tags is made up.

    Attributes:
        how: What the days are like.
        tags: How many tags there are.
        clustered: Whether tagged days come in runs.
        weekends: Whether the tags are of weekends.
        seldom: Whether a tag is of one day in two weeks, not of two a week.
        half: Whether the tags begin half-way, when all lines move by half a step too.
        effect: Steps by which the first tag lowers one line.
        days: Length of the history.
    """

    how: Person
    tags: int = 4
    clustered: bool = False
    weekends: bool = False
    seldom: bool = False
    half: bool = False
    effect: float = 0.0
    days: int = 182

    def check_ins(self, chance: random.Random) -> list[Record[CheckIn]]:
        """A history up to today, the latest first."""
        lines = {item: self.how.answers(chance) for item in ITEMS}
        states = [chance.gauss() for _ in range(self.tags)]
        kept = []
        for back in range(self.days - 1, -1, -1):
            day = TODAY - timedelta(days=back)
            begun = not self.half or back < self.days / 2
            tags = []
            for n in range(self.tags):
                lean = 0.5 if self.clustered else 0.0
                states[n] = (
                    lean * states[n] + (1 - lean**2) ** 0.5 * chance.gauss()
                )
                least = 1.46 if self.seldom else 0.57
                likely = day.weekday() >= 5 if self.weekends else begun
                if likely and states[n] > (-0.8 if self.weekends else least):
                    tags.append(f"tag {n}")
            answers: dict[str, int | None] = {}
            for item, points in lines.items():
                if day in points:
                    value = points[day] + (0.5 if self.half and begun else 0.0)
                    if item == "day-pull" and "tag 0" in tags:
                        value -= self.effect
                    up = chance.random() < value - int(value)
                    answers[item] = min(4, max(0, int(value) + up))
            if answers:
                kept.append(_record(day, answers, tuple(tags)))
        return kept[::-1]


def _record(
    day: date, answers: dict[str, int | None], tags: tuple[str, ...]
) -> Record[CheckIn]:
    made = datetime.combine(day, time(20), UTC)
    value = CheckIn(day=day, answers=answers, tags=tags)
    return Record(
        id=day.isoformat(), revision=1, made=made, changed=made, value=value
    )


STATEMENT: Final = (2 * 0.3 - 1 / 12) ** 0.5
"""The deviation of one answer of a self-check before it is rounded: of the mean of two rounded ones it is sqrt(0.3)."""

STATEMENTS: Final = ("a", "b")


def self_checks(
    chance: random.Random, levels: list[float], swing: float
) -> list[Record[SelfCheck]]:
    """Self-checks on one sign, the latest first.

    Args:
        chance: Where chance comes from.
        levels: The level at each of them, the oldest first.
        swing: How far weeks lie about the level, as a deviation.
    """
    kept = []
    for back, level in enumerate(reversed(levels)):
        day = TODAY - timedelta(days=14 * back)
        week = level + swing * chance.gauss()
        answers: Answers = {
            id: min(4, max(0, round(chance.gauss(week, STATEMENT))))
            for id in STATEMENTS
        }
        made = datetime.combine(day, time(20), UTC)
        kept.append(
            Record(
                id=day.isoformat(),
                revision=1,
                made=made,
                changed=made,
                value=SelfCheck(day=day, answers=answers),
            )
        )
    return kept
