"""What the moments show, once there are enough of them: how often the pull fell, and which tool was there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from trust_tui.domain.records import Moment

ENOUGH: Final = 6
"""Times with both answers before anything is said of them; fewer say nothing (content brief 5.7)."""


class Outcome(Struct, frozen=True, kw_only=True):
    """How it went in all the times that there was a pull and it was asked for twice.

    Attributes:
        fell: How often it was weaker afterwards, at least once.
        all: How often there was one.
        tool: Id of the tool that was there most often when it fell; empty where two are level or it fell once only.
    """

    fell: int
    all: int
    tool: str = ""


def helped_first(moments: Iterable[Moment], tools: Sequence[str]) -> list[str]:
    """The tools, those first that were there most often when the pull fell; the others stay in their order."""
    falls = _falls(moments)
    return sorted(tools, key=lambda tool: -falls[tool])


def looked_back(moments: Sequence[Moment]) -> Outcome | None:
    """What may be said of all moments; None while there are too few, and where the pull never fell."""
    asked = [moment for moment in moments if _was_asked(moment)]
    falls = _falls(asked)
    if len(asked) < ENOUGH or not falls:
        return None
    (tool, most), *others = falls.most_common(2)
    is_clear = most > 1 and all(most > count for _, count in others)
    return Outcome(
        fell=falls.total(), all=len(asked), tool=tool if is_clear else ""
    )


def _was_asked(moment: Moment) -> bool:
    """Whether both answers are there; without a pull there is nothing that could have fallen."""
    return bool(moment.tool and moment.before and moment.after is not None)


def _falls(moments: Iterable[Moment]) -> Counter[str]:
    falls: Counter[str] = Counter()
    for moment in moments:
        before, after = moment.before, moment.after
        if before is not None and after is not None and after < before:
            falls[moment.tool] += 1
    return falls
