"""Pure rules about goals, the user's own promises and small wins."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from trust_tui.domain.clock import day_of
from trust_tui.domain.records import (
    Goal,
    GoalState,
    Promise,
    PromiseState,
    Record,
    Win,
)
from trust_tui.domain.translation import tr

OWN: Final = "check-own"
"""Id of the check that asks whether the goal is about what the user does: it looks at how the action begins."""

REVIEW_AFTER: Final = timedelta(days=7)
"""How long after it was set, or last looked back at, a goal is offered for a look back (content brief 5.6)."""

SOON: Final = timedelta(days=7)
"""What is due so far ahead is shown, what comes later not yet."""


def gentle_checks(
    action: str, words: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """The checks a wording calls up. They are questions; none ever stands in the way of keeping the goal.

    Args:
        action: What the user means to do.
        words: By the id of the check, the words that call it up, from the content. `check-own` looks at the beginning
            of the action, every other check anywhere in it; whole words, any case.

    Returns:
        Ids of checks, in the order of `words`.
    """
    called = []
    for id, calls in words.items():
        start = "^" if id == OWN else r"\b"
        if any(_begins(action, word, start) for word in calls):
            called.append(id)
    return tuple(called)


def _begins(action: str, word: str, start: str) -> bool:
    pattern = rf"{start}{re.escape(word.strip())}\b"
    return re.search(pattern, action.strip(), re.IGNORECASE) is not None


def review_due(goal: Record[Goal], today: date) -> bool:
    """Whether a week has passed since a goal under way was set or last looked back at."""
    if goal.value.state is not GoalState.TRYING:
        return False
    reviews = goal.value.reviews
    last = reviews[-1].day if reviews else day_of(goal.made)
    return today - last >= REVIEW_AFTER


def sentence(goal: Goal) -> str:
    """The goal as one sentence or two: the action, when and where, and the if-then line."""
    first = goal.action.rstrip(".")
    if goal.when:
        first += f", {goal.when}"
    if not goal.obstacle or not goal.then:
        return f"{first}."
    obstacle = _without_lead(goal.obstacle, tr("if "))
    then = _without_lead(goal.then, tr("then i will "))
    return tr(
        "{action}. If {obstacle}, then I will {then}.",
        action=first,
        obstacle=obstacle,
        then=then,
    )


def _without_lead(text: str, lead: str) -> str:
    """The text without a lead the form already says, and without its full stop."""
    text = text.strip().rstrip(".")
    return text[len(lead) :] if text.lower().startswith(lead) else text


def kept_or_moved(promises: Iterable[Record[Promise]]) -> tuple[int, int]:
    """How many of the promises that are settled were kept or moved in time, and how many are settled.

    Open ones and those let go are not counted.
    """
    good = missed = 0
    for promise in promises:
        match promise.value.state:
            case PromiseState.KEPT | PromiseState.MOVED:
                good += 1
            case PromiseState.REPAIRED:
                missed += 1
    return good, good + missed


def due(
    promises: Iterable[Record[Promise]], today: date
) -> Sequence[Record[Promise]]:
    """Open promises that are due by the end of the week after today, the earliest first."""
    waiting = []
    for promise in promises:
        day = promise.value.due
        if promise.value.state is not PromiseState.OPEN or day is None:
            continue
        if day - today <= SOON:
            waiting.append((day, promise))
    waiting.sort(key=lambda pair: pair[0])
    return [promise for _, promise in waiting]


def by_month(
    wins: Iterable[Record[Win]],
) -> Sequence[tuple[date, Sequence[Record[Win]]]]:
    """The wins by the first day of their month, the latest month first, as they come within it."""
    months = groupby(wins, key=lambda win: win.value.day.replace(day=1))
    return [(month, list(group)) for month, group in months]
