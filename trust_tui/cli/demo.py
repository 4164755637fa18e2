"""Made-up data over some months, for trying the program and for its pictures. Nobody in it is real."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from trust_tui.domain import (
    CheckIn,
    Clock,
    Entry,
    ExerciseWork,
    Goal,
    GoalReview,
    Habit,
    Mark,
    PageRead,
    Promise,
    PromiseState,
    Relationship,
    RelationshipKind,
    SelfCheck,
    Settings,
    StepMark,
    SystemClock,
    Whose,
    Win,
    Workbook,
)
from trust_tui.store import open_workbook

DAYS: Final = 96
"""How far back the made-up data goes."""

NOTES: Final = (
    (
        90,
        "A start",
        "I said it to myself today: it is hard for me to trust S right now. Nothing happened this week. "
        "The old alarm rang all the same.",
        ("start",),
    ),
    (
        71,
        "",
        "Asked about Friday again, though I knew the answer. S answered kindly. It helped for an hour.",
        ("asking",),
    ),
    (
        52,
        "Then and now",
        "The worry fits what happened two years ago better than it fits S.\n\n"
        "What is the same: late messages.\nWhat differs: S tells me before, not after.",
        ("then-and-now",),
    ),
    (
        33,
        "A talk that went well",
        "Fifteen minutes, phones in the other room. I said what I saw, what I felt and what "
        "I would like. S said it back. We laughed at the end.",
        ("talk", "good"),
    ),
    (
        12,
        "",
        "A quiet week. I noticed that I did not look at the clock once on Tuesday evening.",
        ("good",),
    ),
    (
        3,
        "What would I tell a friend?",
        "That slow is fine. That asking once is asking, and asking five times is fear.",
        (),
    ),
)
GOOD: Final = (
    "a walk after dinner",
    "S called before the train",
    "we cooked",
    "I asked once",
    "slept well",
    "a long laugh",
)


TAGS: Final = ("slept badly", "talked")
"""Tags of days: of many low ones and some others, and of any."""


PROMISES: Final = (
    (40, "Say by noon when I will be late", "S", PromiseState.KEPT),
    (26, "Ring on Thursday", "S", PromiseState.MOVED),
    (13, "Bring the photos", "S", PromiseState.KEPT),
    (2, "Ask before Sunday about the trip", "S", PromiseState.OPEN),
)
WINS: Final = (
    (44, "I said what I felt before I asked", Whose.MINE),
    (29, "We stopped in time and came back to it", Whose.OURS),
    (10, "A whole evening without the old question", Whose.MINE),
)
SELF_CHECK_ITEMS: Final = (
    *(
        f"{sign}-{letter}"
        for sign in (
            "jealousy",
            "back",
            "tight",
            "apart",
            "suspicion",
            "control",
        )
        for letter in "ab"
    ),
    *(f"ground-{letter}" for letter in "abc"),
)
SELF_CHECKS: Final = (
    (3, 3, 2, 3, 2, 1, 0, 1, 3, 2, 1, 0, 2, 2, 0),
    (3, 2, 2, 2, 2, 1, 1, 1, 2, 3, 1, 0, 2, 1, 1),
    (2, 3, 2, 2, 1, 1, 0, 0, 2, 2, 0, 0, 3, 2, 1),
    (2, 2, 1, 2, 1, 0, 1, 1, 2, 1, 0, 0, 3, 3, 1),
    (2, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 3, 3, 2),
    (1, 1, 1, 2, 1, 0, 0, 1, 1, 1, 0, 0, 3, 3, 2),
)


class StandingClock:
    """A clock that shows the moment it was set to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment set."""
        return self.moment


@contextmanager
def demo_folder() -> Iterator[Path]:
    """A data folder with the made-up data, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="trust-tui-demo-") as name:
        folder = Path(name) / "data"
        fill(folder, SystemClock())
        yield folder


def fill(folder: Path, clock: Clock) -> None:
    """Keep the made-up data in an empty data folder, as if it had come together until now.

    Args:
        folder: Where to keep it; made if it is not there.
        clock: What now is.
    """
    now = clock.now()
    today = now - timedelta(hours=Settings().day_ends)
    standing = StandingClock(now)
    chance = random.Random(51)
    workbook = open_workbook(folder, clock=standing)

    def at(days: int, hour: int = 20) -> datetime:
        standing.moment = (today - timedelta(days=days)).replace(
            hour=hour, minute=chance.randrange(60)
        )
        return standing.moment

    at(DAYS, 19)
    partner = workbook.of(Relationship).keep(
        Relationship(label="S", kind=RelationshipKind.PARTNER)
    )
    standing.moment += timedelta(minutes=1)
    workbook.of(Relationship).keep(
        Relationship(label="Team", kind=RelationshipKind.WORK)
    )
    workbook.set_settings(
        Settings(welcomed=standing.moment.date(), current=partner.id)
    )
    tagging = random.Random(52)
    for back in range(DAYS - 2, 0, -1):
        if chance.random() < 0.88:
            check_in = _check_in(chance, back, partner.id, at(back).date())
            tags = _tags(tagging, check_in.answers["day-mood"] or 0)
            workbook.of(CheckIn).keep(replace(check_in, tags=tags))
    for back, title, text, tags in NOTES:
        day = at(back, 21).date()
        workbook.of(Entry).keep(
            Entry(title=title, text=text, tags=tags, day=day, about=partner.id)
        )
    _work(workbook, partner.id, at)
    workbook.close()


def _work(workbook: Workbook, about: str, at: Callable[..., datetime]) -> None:
    """Goals, marks, exercises and pages read, each on its day."""
    made = at(30)
    walk = workbook.of(Goal).keep(
        Goal(
            action="Ask for fifteen minutes about Sunday",
            when="Thursday, after dinner",
            know="I asked, and I listened",
            first_try=(made + timedelta(days=35)).date(),
            obstacle="it gets heated",
            then="say pause, and come back at nine",
            why="So that plans stop being a test",
            source="step-3a",
            about=about,
        )
    )
    review = GoalReview(
        day=at(9).date(),
        well="We began",
        in_the_way="I was tired",
        next="Earlier in the evening",
    )
    workbook.of(Goal).change(walk, replace(walk.value, reviews=(review,)))
    at(15)
    workbook.of(Goal).keep(
        Goal(
            action="Write three lines before I ask where they are",
            source="step-1",
            about=about,
        )
    )
    for back, step, mark in (
        (60, "step-1", Mark.DONE_FOR_NOW),
        (40, "step-2", Mark.WORKING),
        (20, "step-3a", Mark.WORKING),
    ):
        workbook.of(StepMark).keep(
            StepMark(step=step, mark=mark, day=at(back).date(), about=about)
        )
    for back, exercise, ticks, times in (
        (58, "ack-lines", (), 1),
        (38, "past-roots", (), 1),
        (18, "talk-start", ("talk-start-1",), 0),
    ):
        at(back)
        workbook.of(ExerciseWork).keep(
            ExerciseWork(
                exercise=exercise, ticked=ticks, times_done=times, about=about
            )
        )
    for back, text, to, state in PROMISES:
        made = at(back)
        promise = workbook.of(Promise).keep(
            Promise(
                text=text,
                to=to,
                due=(made + timedelta(days=5)).date(),
                about=about,
            )
        )
        if state is not PromiseState.OPEN:
            workbook.of(Promise).change(
                promise, replace(promise.value, state=state)
            )
    for back, text, whose in WINS:
        workbook.of(Win).keep(
            Win(text=text, day=at(back).date(), whose=whose, about=about)
        )
    at(50)
    workbook.of(Habit).keep(Habit(habit="habit-open", about=about))
    for back, answers in zip(
        (88, 74, 60, 45, 31, 16), SELF_CHECKS, strict=True
    ):
        day = at(back, 18).date()
        given = dict(zip(SELF_CHECK_ITEMS, answers, strict=True))
        workbook.of(SelfCheck).keep(
            SelfCheck(day=day, answers=given, about=about)
        )
    for back, page in ((80, "overview"), (78, "causes"), (30, "tips")):
        workbook.of(PageRead).keep(
            PageRead(page=page, day=at(back).date(), finished=True)
        )


def _check_in(
    chance: random.Random, back: int, about: str, day: date
) -> CheckIn:
    """A day in a series that slowly eases, with days that differ."""
    ease = 1 - back / DAYS

    def near(mean: float) -> int:
        return min(4, max(0, round(chance.gauss(mean, 0.8))))

    answers: dict[str, int | None] = {
        "day-settled": near(0.9 + 2.2 * ease),
        "day-pull": near(3.2 - 2.0 * ease),
        "day-open": near(1.4 + 1.2 * ease) if chance.random() < 0.85 else None,
        "day-word": chance.choice((2, 4, 4)),
        "day-mood": near(1.7 + 1.0 * ease),
    }
    good = chance.choice(GOOD) if chance.random() < 0.4 else ""
    return CheckIn(day=day, answers=answers, good=good, about=about)


def _tags(chance: random.Random, mood: int) -> tuple[str, ...]:
    """Tags for a day: nights are bad more often before low days."""
    bad, talked = TAGS
    often = 0.6 if mood <= 1 else 0.05
    tags = [bad] if chance.random() < often else []
    return (*tags, talked) if chance.random() < 0.2 else tuple(tags)
