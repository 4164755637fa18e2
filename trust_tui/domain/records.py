"""The records a user keeps, as frozen values.

A value (`CheckIn`, `Goal`, ...) is what the user wrote. Once kept it travels inside a `Record`, which adds the
id, the revision and the times. A value that is in no `Record` has not been saved.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final, Generic, TypeVar

from msgspec import Struct, field

from trust_tui.domain.translation import tr

Answers = Mapping[str, int | None]
"""Answers by item id: 0-4, or None for "does not apply". A skipped item is absent."""

NOBODY: Final = ""
"""Stands for nobody where an id of a relationship is asked for, as None is everybody there. No record holds it."""

NEVER: Final = -1
"""Stands for no day where a weekday is asked for."""

LOWEST: Final = 0
HIGHEST: Final = 4


class RelationshipKind(StrEnum):
    """The four kinds of relationship."""

    PARTNER = "partner"
    FAMILY = "family"
    FRIEND = "friend"
    WORK = "work"


class Mark(StrEnum):
    """The user's own mark on a step. All are equal; none is a score."""

    NOT_STARTED = "not-started"
    WORKING = "working"
    DONE_FOR_NOW = "done-for-now"
    NOT_FOR_ME = "not-for-me"


class GoalState(StrEnum):
    """Where a goal stands. All four are equal."""

    TRYING = "trying"
    DONE = "done"
    CHANGED = "changed"
    LET_GO = "let-go"


class PromiseState(StrEnum):
    """Where one of the user's own promises stands."""

    OPEN = "open"
    KEPT = "kept"
    MOVED = "moved"
    REPAIRED = "repaired"
    LET_GO = "let-go"


class Whose(StrEnum):
    """Whose small win it was."""

    MINE = "mine"
    OURS = "ours"


class Relationship(Struct, frozen=True, kw_only=True):
    """Someone the user has in mind, by a label of their making (an initial will do).

    Attributes:
        joint: False when exercises for two and the check-in together must not be offered.
    """

    TABLE: ClassVar = "relationships"

    label: str
    kind: RelationshipKind = RelationshipKind.PARTNER
    archived: bool = False
    joint: bool = True


class CheckIn(Struct, frozen=True, kw_only=True):
    """The daily check-in. At most one per day and relationship is offered.

    Attributes:
        about: Id of the relationship, or None.
        day: The day it is about, by the user's own day's end.
        tags: The user's own words for the day, in their order.
    """

    TABLE: ClassVar = "check_ins"

    day: date
    answers: Answers
    good: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    about: str | None = None

    def __post_init__(self) -> None:
        check_answers(self.answers)


class SelfCheck(Struct, frozen=True, kw_only=True):
    """The self-check on the signs.

    Attributes:
        reviewed: The review date of the content that was answered.
        finished: False while it may be resumed.
    """

    TABLE: ClassVar = "self_checks"

    day: date
    answers: Answers
    reviewed: date | None = None
    finished: bool = True
    about: str | None = None

    def __post_init__(self) -> None:
        check_answers(self.answers)


class JointCheckIn(Struct, frozen=True, kw_only=True):
    """What both agreed to keep of a check-in together.

    Attributes:
        kept: Texts by the id of the question they answer.
        agreement: The if-then line, or empty.
        next_day: When to meet again, or None.
    """

    TABLE: ClassVar = "joint_check_ins"

    day: date
    kept: Mapping[str, str] = field(default_factory=dict)
    agreement: str = ""
    next_day: date | None = None
    about: str | None = None


class ExerciseWork(Struct, frozen=True, kw_only=True):
    """Where the user is in one exercise.

    Attributes:
        exercise: Id of the exercise in the content.
        ticked: Ids of the ticked items of the round under way.
        written: What stands in the writing fields of the round under way, by field id.
        times_done: Rounds finished.
        entries: Ids of the journal entries the rounds produced, oldest first.
    """

    TABLE: ClassVar = "exercises"

    exercise: str
    ticked: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    times_done: int = 0
    entries: tuple[str, ...] = ()
    about: str | None = None


class StepMark(Struct, frozen=True, kw_only=True):
    """The user's own mark on a step page and the day it was set."""

    TABLE: ClassVar = "steps"

    step: str
    mark: Mark
    day: date
    about: str | None = None


class PageRead(Struct, frozen=True, kw_only=True):
    """A page the user has opened.

    Attributes:
        place: Id of the section in view when it was left, empty for the top.
        finished: True once its end was in view.
    """

    TABLE: ClassVar = "pages"

    page: str
    day: date
    place: str = ""
    finished: bool = False


class GoalReview(Struct, frozen=True, kw_only=True):
    """A look back at a goal: what went well, what was in the way, what is next."""

    day: date
    well: str = ""
    in_the_way: str = ""
    next: str = ""


class Goal(Struct, frozen=True, kw_only=True):
    """Something the user means to do.

    Attributes:
        action: What I will do: the user's own action.
        when: When and where, in the user's words.
        know: How I will know.
        first_try: By when to try first, or None.
        obstacle: What may come in the way ("If ...").
        then: What I will do then ("then I will ...").
        source: Id of the step, exercise or joint check-in it came from, or empty.
        reviews: Oldest first.
        earlier: Earlier wordings of `action`, oldest first.
    """

    TABLE: ClassVar = "goals"

    action: str
    when: str = ""
    know: str = ""
    first_try: date | None = None
    obstacle: str = ""
    then: str = ""
    why: str = ""
    state: GoalState = GoalState.TRYING
    source: str = ""
    reviews: tuple[GoalReview, ...] = ()
    earlier: tuple[str, ...] = ()
    about: str | None = None


class Promise(Struct, frozen=True, kw_only=True):
    """A promise of the user's own, small. Never one of the other person's."""

    TABLE: ClassVar = "promises"

    text: str
    to: str = ""
    due: date | None = None
    state: PromiseState = PromiseState.OPEN
    about: str | None = None


class Win(Struct, frozen=True, kw_only=True):
    """A small win, mine or ours."""

    TABLE: ClassVar = "wins"

    text: str
    day: date
    whose: Whose = Whose.MINE
    about: str | None = None


class Habit(Struct, frozen=True, kw_only=True):
    """A habit from the tips and whether it is switched on."""

    TABLE: ClassVar = "habits"

    habit: str
    on: bool = True
    about: str | None = None


class HabitTick(Struct, frozen=True, kw_only=True):
    """One day on which a habit was done, with an optional line."""

    TABLE: ClassVar = "habit_ticks"

    habit: str
    day: date
    line: str = ""
    about: str | None = None


class Limit(Struct, frozen=True, kw_only=True):
    """A limit of the user's own, about what the user does."""

    TABLE: ClassVar = "limits"

    text: str
    about: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """A journal entry.

    Attributes:
        text: Markdown, as typed.
        tags: Without the leading sign, in the user's order.
        answers: Id of the prompt or exercise it answers, or empty.
        day: The day it is about.
    """

    TABLE: ClassVar = "entries"

    text: str
    day: date
    title: str = ""
    tags: tuple[str, ...] = ()
    answers: str = ""
    about: str | None = None


class Moment(Struct, frozen=True, kw_only=True):
    """Three minutes with a tool, in the minute in which trust was hard.

    Attributes:
        tool: Id of the tool in the content, empty where none was taken.
        before: How strong the pull was, 0-4; None where it was not said.
        after: How strong it was afterwards.
        written: What was written and is to stay, by the id of the tool's step.
        line: One line about it.
    """

    TABLE: ClassVar = "moments"

    day: date
    tool: str = ""
    before: int | None = None
    after: int | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    line: str = ""
    about: str | None = None

    def __post_init__(self) -> None:
        check_answers({"before": self.before, "after": self.after})


class PathState(StrEnum):
    """Where a path of four weeks stands. None is a score."""

    UNDER_WAY = "under-way"
    PAUSED = "paused"
    ENDED = "ended"
    LEFT = "left"


class Path(Struct, frozen=True, kw_only=True):
    """One trust question, gone through in some four weeks.

    Attributes:
        part: The part one has in it, by its value in the content.
        problem: The problem in the user's own words.
        day: The day it was begun.
        joint: Whether sittings for two are on the way.
        pace: Sittings a week, 2-5.
        left_out: Ids of the sittings that were left out.
    """

    TABLE: ClassVar = "paths"

    part: str
    problem: str
    day: date
    joint: bool = False
    pace: int = 3
    state: PathState = PathState.UNDER_WAY
    left_out: tuple[str, ...] = ()
    about: str | None = None


class Sitting(Struct, frozen=True, kw_only=True):
    """One sitting on a path.

    Attributes:
        path: Id of the record of the path.
        sitting: Id of the sitting in the content.
        said: What is different now, on the last page.
        act: One small act until next time.
        obstacle: What may come in the way ("If ...").
        then: What I will do then.
        entries: Ids of the journal entries it led to.
    """

    TABLE: ClassVar = "sittings"

    path: str
    sitting: str
    day: date
    said: str = ""
    act: str = ""
    obstacle: str = ""
    then: str = ""
    entries: tuple[str, ...] = ()
    about: str | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """What the program remembers for the user beside their records. There is one record of it at most.

    Attributes:
        welcomed: The day the first-run page was left, None before.
        current: Id of the relationship in mind, None for all, `NOBODY` for what is about nobody.
        tracking_paused: True during a break from tracking.
        year_ago: False where the overview shows nothing of the same day a year before.
        tags_read: False where nothing is to be said of what goes with a tag.
        look_back: Weekday on which a look back at the week is offered, 0 for Monday to 6 for Sunday; or `NEVER`.
        day_ends: Hour at which the user's day ends, 0-12; 4 means that 03:59 still counts as the day before.
        favourites: Ids of the question cards that were marked.
        import_answers: Answers to what a source left open, by the name of its format, a blank and the question.
        left_alone: What was kept about nobody up to then is offered to nobody; microseconds since 1970, 0 for none.
        content_mark: What tells whether the user's own content folder changed since the last unlock; empty for none.
        lock_minutes: After how many minutes it locked when last open, by the name of the machine.
    """

    TABLE: ClassVar = "settings"

    welcomed: date | None = None
    current: str | None = None
    tracking_paused: bool = False
    tags_read: bool = True
    year_ago: bool = True
    look_back: int = 6
    day_ends: int = 4
    favourites: tuple[str, ...] = ()
    import_answers: Mapping[str, str] = field(default_factory=dict)
    left_alone: int = 0
    content_mark: str = ""
    lock_minutes: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.day_ends <= 12:
            raise ValueError(
                tr(
                    "The hour at which a day ends is a whole number from 0 to 12."
                )
            )


Value = (
    Relationship
    | CheckIn
    | SelfCheck
    | JointCheckIn
    | ExerciseWork
    | StepMark
    | PageRead
    | Goal
    | Promise
    | Win
    | Habit
    | HabitTick
    | Limit
    | Entry
    | Moment
    | Path
    | Sitting
    | Settings
)
"""Any value that can be kept."""

V_co = TypeVar("V_co", bound=Value, covariant=True)


class Record(Struct, Generic[V_co], frozen=True, kw_only=True):
    """A value that has been kept.

    Attributes:
        id: Random string, unique over all tables and stores.
        revision: 1 when made, one more with each change.
        made: When it was kept first; aware, with the offset the user had.
        changed: When it was changed last; aware, with the offset the user had.
    """

    id: str
    revision: int
    made: datetime
    changed: datetime
    value: V_co


def check_answers(answers: Answers) -> None:
    """Refuse an answer outside the scale.

    Raises:
        ValueError: In words a user could read.
    """
    for answer in answers.values():
        if answer is not None and not LOWEST <= answer <= HIGHEST:
            raise ValueError(
                tr(
                    "An answer is a whole number from {lowest} to {highest}, or does not apply.",
                    lowest=LOWEST,
                    highest=HIGHEST,
                )
            )
