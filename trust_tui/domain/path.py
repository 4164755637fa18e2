"""The way through the path of four weeks: which sittings are on it, and which of them comes next, and why."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from trust_tui.domain.records import Path, PathState, Record, Sitting
from trust_tui.domain.workbook import Workbook

OTHER: Final = "other"
"""Stands for the other person in a sitting that is for two."""

WEEK: Final = 7


class Why(StrEnum):
    """Why a sitting comes now; the values name the sentences in the content."""

    ORDER = "because-order"
    SIGN = "because-sign"
    PULL = "because-pull"
    GONE = "because-gone"


class PathStep(Struct, frozen=True, kw_only=True):
    """A sitting as the content has it.

    Attributes:
        week: 1-4.
        parts: Whom it is for, by the part in the problem; empty for all.
        company: `alone` where it is on the way for one alone, `other` where it needs both; empty for either way.
        exercise: Id of the exercise to do, or empty.
        page: Page to read instead, or empty.
        signs: Ids of the signs it goes with.
        is_for_pull: Whether it comes sooner while the pull is stronger.
        is_end: Whether it is the last page.
    """

    id: str
    week: int
    parts: tuple[str, ...] = ()
    company: str = ""
    exercise: str = ""
    page: str = ""
    signs: tuple[str, ...] = ()
    is_for_pull: bool = False
    is_end: bool = False


class Next(Struct, frozen=True, kw_only=True):
    """What comes next.

    Attributes:
        others: The other sittings that are open, to take one of them instead.
        sign: Id of the sign it comes for, or empty.
    """

    step: PathStep
    why: Why
    others: tuple[PathStep, ...] = ()
    sign: str = ""


def route(steps: Iterable[PathStep], path: Path) -> list[PathStep]:
    """The sittings on the way of a path, in order."""
    company = OTHER if path.joint else "alone"
    found = []
    for step in steps:
        if step.company not in ("", company):
            continue
        if not step.parts or path.part in step.parts:
            found.append(step)
    return found


def next_sitting(
    way: Sequence[PathStep],
    passed: Collection[str],
    offered: Collection[str],
    *,
    signs: Sequence[str] = (),
    is_pull_up: bool = False,
) -> Next | None:
    """The sitting that comes next on a way; None when none is left.

    Within a week, one for the sign that is most frequent comes first, then one for the pull, then the next in order.

    Args:
        way: The sittings in order.
        passed: Ids of those done or left out.
        offered: Ids of the exercises there are for who is in mind.
        signs: Ids of the signs that are most frequent.
        is_pull_up: Whether the pull has been stronger.
    """
    left = [step for step in way if step.id not in passed]
    opened = [
        step for step in left if not step.exercise or step.exercise in offered
    ]
    if not opened:
        return None
    first = opened[0]
    week = [step for step in opened if step.week == first.week]
    step, why, sign = first, Why.ORDER, ""
    if left[0] is not first:
        why = Why.GONE
    elif fitting := _for_sign(week, signs):
        (step, sign), why = fitting, Why.SIGN
    elif is_pull_up:
        step = next((each for each in week if each.is_for_pull), first)
        why = Why.PULL if step.is_for_pull else Why.ORDER
    others = tuple(each for each in opened if each is not step)
    return Next(step=step, why=why, sign=sign, others=others)


def _for_sign(
    week: Sequence[PathStep], signs: Sequence[str]
) -> tuple[PathStep, str] | None:
    for step in week:
        for sign in signs:
            if sign in step.signs:
                return step, sign
    return None


def current_path(workbook: Workbook, about: str | None) -> Record[Path] | None:
    """The path under way or paused about somebody, the latest begun; None without one."""
    for record in workbook.of(Path).about(about):
        if record.value.state in (PathState.UNDER_WAY, PathState.PAUSED):
            return record
    return None


def sittings_on(
    workbook: Workbook, path: Record[Path]
) -> Sequence[Record[Sitting]]:
    """The sittings of a path, the latest first."""
    sittings = workbook.of(Sitting).about(path.value.about)
    return [record for record in sittings if record.value.path == path.id]


def is_path_due(workbook: Workbook, path: Record[Path], today: date) -> bool:
    """Whether the next sitting is offered, by the pace that was chosen. It is never late."""
    if path.value.state is not PathState.UNDER_WAY:
        return False
    for last in sittings_on(workbook, path)[:1]:
        return (today - last.value.day).days >= WEEK // path.value.pace
    return True
