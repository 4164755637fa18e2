"""The reading of a self-check (content brief 5.1): per sign, in words, never a total."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from trust_tui.domain.records import Answers, Record, SelfCheck
from trust_tui.domain.trends import Direction, direction

APART: Final = timedelta(days=7)
"""The least time between two self-checks; the statements ask about seven days."""

OFFERED_AFTER: Final = timedelta(days=14)
"""How long after the last self-check the next one is offered."""

BEGIN_AT: Final = 1.5
"""From this mean on, the most frequent sign is named as a place to begin."""

FEWEST: Final = 3
"""So many self-checks stand on each side of a change at least."""

REMEMBERED: Final = 26
"""So many self-checks are looked at: a year, at one in two weeks."""

CLEAR: Final = 1.0
"""How far the means before and after must lie apart at least (content brief 5.1)."""

SURE: Final = 3.1
"""How many standard errors they must lie apart besides. The simulation in `docs/TRENDS.md` sets it: weeks that swing by
half a step and come back, six signs on a page, and every split of the history looked at."""

SWING: Final = 0.5
"""How far a week may lie from the weeks around it, in steps, without anything having changed."""

ERROR: Final = 0.3**0.5
"""Error of the mean of two statements: a spread of 1 at a reliability of 0.7 (content brief 5.1)."""

CONTROL: Final = "sign-control"
"""Any answer of 1 or more on this sign calls up the quiet line with the way to safety."""

SUSPICION: Final = "sign-suspicion"


class Level(StrEnum):
    """How much came up; the values name the phrases in the content."""

    HARDLY = "level-hardly"
    NOW_AND_THEN = "level-now-and-then"
    QUITE_OFTEN = "level-quite-often"
    MOST_DAYS = "level-most-days"
    NOT_ANSWERED = "level-not-answered"


class SelfCheckReading(Struct, frozen=True, kw_only=True):
    """What a self-check says.

    Attributes:
        levels: Level by sign id, in the order of the signs.
        grounds: Level by ground item id, in their order.
        most: The sign that came up most, or several that tie; empty when none reaches `BEGIN_AT`.
        little: True when signs were answered and none reaches 0.5.
        care: True when the line about checking and control belongs there.
        doubt_fits: True when doubt came up often and solid ground was rare.
    """

    levels: Mapping[str, Level]
    grounds: Mapping[str, Level]
    most: tuple[str, ...] = ()
    little: bool = False
    care: bool = False
    doubt_fits: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything was answered."""
        return any(
            level is not Level.NOT_ANSWERED
            for level in (*self.levels.values(), *self.grounds.values())
        )


def level(mean: float | None) -> Level:
    """The level of a mean of answers 0-4; None is not answered."""
    if mean is None:
        return Level.NOT_ANSWERED
    for limit, found in (
        (0.5, Level.HARDLY),
        (1.5, Level.NOW_AND_THEN),
        (2.5, Level.QUITE_OFTEN),
    ):
        if mean < limit:
            return found
    return Level.MOST_DAYS


def mean(answers: Answers, items: Sequence[str]) -> float | None:
    """The mean of the items that were answered; "does not apply" and skipped ones are not counted."""
    given = []
    for item in items:
        answer = answers.get(item)
        if answer is not None:
            given.append(answer)
    return sum(given) / len(given) if given else None


def read(
    answers: Answers, signs: Mapping[str, Sequence[str]], grounds: Sequence[str]
) -> SelfCheckReading:
    """The reading of one self-check.

    Args:
        answers: What was answered.
        signs: Item ids by sign id, in the order of the signs.
        grounds: Ids of the ground items.
    """
    means = {sign: mean(answers, items) for sign, items in signs.items()}
    answered = {
        sign: value for sign, value in means.items() if value is not None
    }
    highest = max(answered.values(), default=0.0)
    most = []
    for sign, value in answered.items():
        if value == highest >= BEGIN_AT:
            most.append(sign)
    doubt = means.get(SUSPICION)
    ground = mean(answers, grounds)
    doubt_fits = False
    if doubt is not None and ground is not None:
        doubt_fits = doubt >= BEGIN_AT > ground
    control = [answers.get(item) or 0 for item in signs.get(CONTROL, ())]
    return SelfCheckReading(
        levels={sign: level(value) for sign, value in means.items()},
        grounds={item: level(mean(answers, [item])) for item in grounds},
        most=tuple(most),
        little=bool(answered) and highest < 0.5,
        care=max(control, default=0) >= 1,
        doubt_fits=doubt_fits,
    )


def history(
    checks: Sequence[Record[SelfCheck]], items: Sequence[str]
) -> Sequence[tuple[date, float | None]]:
    """The mean of a sign at each self-check, oldest first."""
    return [
        (check.value.day, mean(check.value.answers, items))
        for check in reversed(checks)
    ]


def over_time(
    checks: Sequence[Record[SelfCheck]], items: Sequence[str]
) -> Direction:
    """What may be said of a sign over time: nothing before six whole self-checks, then what changed and has lasted.

    The history is parted where before and after differ most, and both sides have at least three self-checks; what is
    told must hold for the last three as well. A self-check is whole when every statement of the sign is answered: one
    answer swings more than the mean of two, and one statement has another level than the other. In someone in whom
    nothing changes, fewer than 5 % of looks at a page of six signs name a change on any of them, also where weeks
    swing by half a step.

    Args:
        checks: The self-checks about one relationship, latest first.
        items: Ids of the sign's statements.
    """
    means = []
    for check in checks:
        whole = all(check.value.answers.get(id) is not None for id in items)
        value = mean(check.value.answers, items)
        if whole and value is not None:
            means.append(value)
    means = means[:REMEMBERED]
    if len(means) < 2 * FEWEST:
        return Direction.EARLY
    change = max(
        (
            _change(means[:split], means[split:], len(items))
            for split in range(FEWEST, len(means) - FEWEST + 1)
        ),
        key=abs,
    )
    return direction(change, SURE)


def _change(
    late: Sequence[float], early: Sequence[float], statements: int
) -> float:
    """By how many standard errors a sign has changed; 0 where the change is small or did not last."""
    before = sum(early) / len(early)
    change = sum(late) / len(late) - before
    lasting = sum(late[:FEWEST]) / FEWEST - before
    if min(abs(change), abs(lasting)) < CLEAR or change * lasting < 0:
        return 0.0
    error = ERROR if statements > 1 else ERROR * 2**0.5
    assumed = error**2 + SWING**2
    middle = sum(late) / len(late)
    seen = sum((value - middle) ** 2 for value in late)
    seen += sum((value - before) ** 2 for value in early)
    scatter = max(assumed, seen / (len(late) + len(early) - 2))
    return float(change / (scatter * (1 / len(late) + 1 / len(early))) ** 0.5)


def days_since(checks: Sequence[Record[SelfCheck]], today: date) -> int | None:
    """Days since the last self-check; None without one."""
    return (today - checks[0].value.day).days if checks else None
