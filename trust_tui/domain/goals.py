"""Pure rules about goals: the gentle checks on their wording, and when to look back."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from trust_tui.domain.clock import day_of
from trust_tui.domain.records import Goal, GoalState, Record

OWN: Final = "check-own"
"""Id of the check that asks whether the goal is about what the user does: it looks at how the action begins."""

REVIEW_AFTER: Final = timedelta(days=7)
"""How long after it was set, or last looked back at, a goal is offered for a look back (content brief 5.6)."""


def gentle_checks(action: str, words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The checks a wording calls up. They are questions; none ever stands in the way of keeping the goal.

    Args:
        action: What the user means to do.
        words: By the id of the check, the words that call it up, from the content. `check-own` looks at the beginning
            of the action, every other check anywhere in it; whole words, any case.

    Returns:
        Ids of checks, in the order of `words`.
    """
    return tuple(
        id
        for id, calls in words.items()
        if any(_calls(action, word, start=id == OWN) for word in calls)
    )


def _calls(action: str, word: str, *, start: bool) -> bool:
    pattern = rf"{'^' if start else chr(92) + 'b'}{re.escape(word.strip())}\b"
    return re.search(pattern, action.strip(), re.IGNORECASE) is not None


def review_due(goal: Record[Goal], today: date) -> bool:
    """Whether a week has passed since a goal under way was set or last looked back at."""
    if goal.value.state is not GoalState.TRYING:
        return False
    reviews = goal.value.reviews
    last = reviews[-1].day if reviews else day_of(goal.made)
    return today - last >= REVIEW_AFTER


def in_words(goal: Goal) -> str:
    """The goal as one sentence or two: the action, when and where, and the if-then line."""
    told = goal.action.rstrip(".")
    if goal.when:
        told += f", {goal.when}"
    told += "."
    if goal.obstacle and goal.then:
        told += f" If {_lower(goal.obstacle, 'if ')}, then I will {_lower(goal.then, 'then i will ')}."
    return told


def _lower(text: str, lead: str) -> str:
    """The text without a lead the form already says, and without its full stop."""
    text = text.strip().rstrip(".")
    return text[len(lead) :] if text.lower().startswith(lead) else text
