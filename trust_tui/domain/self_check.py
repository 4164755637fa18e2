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

SPAN: Final = 3
"""So many self-checks are compared with as many before them."""

CLEAR: Final = 1.25
"""How far the means of three and three self-checks must lie apart on a sign of two statements or more. Such means lie
sixths apart, so that in effect it is 4/3. The content brief (5.1) has 1.0, by which chance calls up a change on one of
six signs in 21 % of looks."""

CLEAR_ALONE: Final = 1.75
"""The same for a sign of one statement, whose answer swings more than the mean of two; in effect it is 2."""

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


class Reading(Struct, frozen=True, kw_only=True):
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
) -> Reading:
    """The reading of one self-check.

    Args:
        answers: What was answered.
        signs: Item ids by sign id, in the order of the signs.
        grounds: Ids of the ground items.
    """
    means = {sign: mean(answers, items) for sign, items in signs.items()}
    answered = {sign: value for sign, value in means.items() if value is not None}
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
    return Reading(
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


def over_time(checks: Sequence[Record[SelfCheck]], items: Sequence[str]) -> Direction:
    """What may be said of a sign over time: nothing before six whole self-checks, then three against three.

    A self-check is whole when every statement of the sign is answered: one answer swings more than the mean of two, and
    one statement has another level than the other. In someone in whom nothing changes, fewer than 5 % of looks at a
    page of six signs name a change on any of them; a change of two steps is found in 19 of 20 looks. The tests simulate
    it, with the spread of 1 and the reliability of 0.7 that the content brief assumes (5.1).

    Args:
        checks: The self-checks about one relationship, latest first.
        items: Ids of the sign's statements.
    """
    latest: list[float] = []
    for check in checks:
        given = [check.value.answers.get(item) for item in items]
        answered = [answer for answer in given if answer is not None]
        if answered and len(answered) == len(given):
            latest.append(sum(answered) / len(answered))
        if len(latest) == 2 * SPAN:
            break
    else:
        return Direction.EARLY
    late, early = latest[:SPAN], latest[SPAN:]
    least = CLEAR if len(items) > 1 else CLEAR_ALONE
    return direction(sum(late) / SPAN - sum(early) / SPAN, least)


def days_since(checks: Sequence[Record[SelfCheck]], today: date) -> int | None:
    """Days since the last self-check; None without one."""
    return (today - checks[0].value.day).days if checks else None
