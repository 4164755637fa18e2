"""What there is to say of each kind of record, once: its words, its texts, its day and its place in the journal.

A new kind is a class in the union `Value` and an entry here. What is left out is an error of the type checker, or of
`tests/test_kinds.py`, which walks a record of every kind through everything that shows, writes or reads records.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, Generic, NamedTuple, TypeVar

from trust_tui.domain.dates import brief_day, short_day
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    GoalState,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    Moment,
    PageRead,
    Path,
    PathState,
    Promise,
    PromiseState,
    Record,
    Relationship,
    RelationshipKind,
    SelfCheck,
    Settings,
    Sitting,
    StepMark,
    Value,
    Win,
)
from trust_tui.domain.translation import later, tr

V = TypeVar("V", bound=Value)


class JournalView(StrEnum):
    """The views of the journal."""

    ALL = "all"
    ENTRIES = "entries"
    CHECK_INS = "check-ins"
    GOALS = "goals"
    PROMISES = "promises"
    TRENDS = "trends"


class Kind(NamedTuple, Generic[V]):
    """What there is to say of one kind.

    Attributes:
        value: The class of its values, which names its table.
        slug: Its name in files: the type of a Markdown file, the beginning of the key of its drafts.
        singular: One of them, in the middle of a sentence.
        plural: Several of them.
        title: What its form and its page are called.
        draft: What a draft of one is called.
        texts: The fields the user writes in. When two copies of the workbook both changed one, both wordings stay.
        labels: Fields of short words that are searched too, but of which the later one counts.
        dated: Whether it has a `day` that it is about; otherwise that is the day it was made.
        view: The view of the journal it is in beside that of everything; None where the journal does not show it.
        row: What a list says of one.
        beside: What stands beside that; None for how it stands, or else its day.
        states: How one may stand, in words; empty for kinds that do not.
        mark: What stands before its row among rows of other kinds.
        sign: One cell that stands before that where there is somebody to see it; of each kind in the journal another.
        aliases: Other words for it on the command line.
    """

    value: type[V]
    slug: str
    singular: str
    plural: str
    title: str
    draft: str
    texts: tuple[str, ...]
    dated: bool
    view: JournalView | None
    row: Callable[[V], str]
    beside: Callable[[V], str] | None = None
    states: Mapping[StrEnum, str] = {}
    labels: tuple[str, ...] = ()
    mark: str = ""
    sign: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table it is stored in."""
        table: str = self.value.TABLE
        return table

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called on the command line."""
        return (
            self.table,
            self.slug,
            self.singular,
            self.plural,
            *self.aliases,
        )


_RELATIONSHIPS: Final[Mapping[RelationshipKind, str]] = {
    RelationshipKind.PARTNER: later("partner"),
    RelationshipKind.FAMILY: later("family"),
    RelationshipKind.FRIEND: later("friend"),
    RelationshipKind.WORK: later("work"),
}


def relationship_word(kind: RelationshipKind) -> str:
    """A kind of relationship in one word."""
    return tr(_RELATIONSHIPS[kind])


_GOAL_STATES: Final[Mapping[StrEnum, str]] = {
    GoalState.TRYING: later("trying"),
    GoalState.DONE: later("done"),
    GoalState.CHANGED: later("changed"),
    GoalState.LET_GO: later("let go"),
}

_PROMISE_STATES: Final[Mapping[StrEnum, str]] = {
    PromiseState.OPEN: later("open"),
    PromiseState.KEPT: later("kept"),
    PromiseState.MOVED: later("moved in time"),
    PromiseState.REPAIRED: later("missed, repaired"),
    PromiseState.LET_GO: later("let go"),
}


def _check_in_row(check_in: CheckIn) -> str:
    words = check_in.good or check_in.note
    return tr("Check-in: {words}", words=words) if words else tr("Check-in")


_PATH_STATES: Final[Mapping[StrEnum, str]] = {
    PathState.UNDER_WAY: later("under way"),
    PathState.PAUSED: later("paused"),
    PathState.ENDED: later("ended"),
    PathState.LEFT: later("left"),
}


def _sitting_row(sitting: Sitting) -> str:
    words = [sitting.act, sitting.said, sitting.obstacle, sitting.then]
    return next(filter(str.strip, words), tr("Sitting"))


def _moment_row(moment: Moment) -> str:
    words = [moment.line, *moment.written.values()]
    written = next(filter(str.strip, words), "")
    if written:
        return tr("Right now: {written}", written=written)
    return tr("Right now")


def _entry_row(entry: Entry) -> str:
    return entry.title or entry.text.strip().split("\n")[0][:200]


_ALL: Final[tuple[Kind[Any], ...]] = (
    Kind(
        value=Relationship,
        slug="relationship",
        singular=later("relationship"),
        plural=later("relationships"),
        title=later("Someone I have in mind"),
        draft=later("Someone you have in mind"),
        texts=(),
        labels=("label",),  # two labels for one person would confuse
        dated=False,
        view=None,
        row=lambda value: value.label,
        beside=lambda value: relationship_word(value.kind),
    ),
    Kind(
        value=CheckIn,
        sign="\u25cb",
        slug="check-in",
        singular=later("check-in"),
        plural=later("check-ins"),
        title=later("Check-in"),
        draft=later("A check-in"),
        texts=("good", "note"),
        labels=("tags",),
        dated=True,
        view=JournalView.CHECK_INS,
        aliases=("checkin", "checkins"),
        row=_check_in_row,
    ),
    Kind(
        value=SelfCheck,
        sign="?",
        slug="self-check",
        singular=later("self-check"),
        plural=later("self-checks"),
        title=later("Self-check"),
        draft=later("A self-check"),
        texts=(),
        dated=True,
        view=JournalView.CHECK_INS,
        row=lambda _: tr("Self-check"),
    ),
    Kind(
        value=JointCheckIn,
        sign="&",
        slug="check-in-together",
        singular=later("joint check-in"),
        plural=later("joint check-ins"),
        title=later("Check-in together"),
        draft=later("A check-in together"),
        texts=("kept", "agreement"),
        dated=True,
        view=JournalView.CHECK_INS,
        aliases=("joint_checkin", "joint_checkins"),
        row=lambda value: value.agreement or tr("Check-in together"),
    ),
    Kind(
        value=ExerciseWork,
        slug="exercise",
        singular=later("exercise"),
        plural=later("exercises"),
        title=later("Exercise"),
        draft=later("An exercise"),
        texts=("written",),
        dated=False,
        view=None,
        row=lambda value: value.exercise,
        beside=lambda _: tr("exercise"),
    ),
    Kind(
        value=StepMark,
        slug="step",
        singular=later("step"),
        plural=later("steps"),
        title=later("Mark on a step"),
        draft=later("A mark on a step"),
        texts=(),
        dated=True,
        view=None,
        row=lambda value: value.step,
    ),
    Kind(
        value=PageRead,
        slug="page",
        singular=later("page"),
        plural=later("pages"),
        title=later("Page read"),
        draft=later("A page read"),
        texts=(),
        dated=True,
        view=None,
        row=lambda value: value.page,
    ),
    Kind(
        value=Goal,
        sign="\u25b3",
        slug="goal",
        singular=later("goal"),
        plural=later("goals"),
        title=later("Goal"),
        draft=later("A goal"),
        texts=(
            "action",
            "when",
            "know",
            "obstacle",
            "then",
            "why",
            "reviews",
            "earlier",
        ),
        dated=False,
        view=JournalView.GOALS,
        row=lambda value: value.action,
        states=_GOAL_STATES,
        mark=later("Goal: "),
    ),
    Kind(
        value=Promise,
        sign="=",
        slug="promise",
        singular=later("promise"),
        plural=later("promises"),
        title=later("A promise of mine"),
        draft=later("A promise of yours"),
        texts=("text", "to"),
        dated=False,
        view=JournalView.PROMISES,
        mark=later("Promise: "),
        row=lambda value: value.text,
        states=_PROMISE_STATES,
    ),
    Kind(
        value=Win,
        sign="+",
        slug="win",
        singular=later("win"),
        plural=later("wins"),
        title=later("A small win"),
        draft=later("A small win"),
        texts=("text",),
        dated=True,
        view=JournalView.PROMISES,
        mark=later("Win: "),
        row=lambda value: value.text,
    ),
    Kind(
        value=Habit,
        slug="habit",
        singular=later("habit"),
        plural=later("habits"),
        title=later("Habit"),
        draft=later("A habit"),
        texts=(),
        dated=False,
        view=None,
        row=lambda value: value.habit,
        beside=lambda value: tr("on") if value.on else tr("off"),
    ),
    Kind(
        value=HabitTick,
        slug="habit-tick",
        singular=later("habit tick"),
        plural=later("habit ticks"),
        title=later("Habit tick"),
        draft=later("A habit tick"),
        texts=("line",),
        dated=True,
        view=None,
        row=lambda value: value.line or value.habit,
    ),
    Kind(
        value=Limit,
        sign="\u25a0",
        slug="limit",
        singular=later("limit"),
        plural=later("limits"),
        title=later("A limit of mine"),
        draft=later("A limit of yours"),
        texts=("text",),
        dated=False,
        view=JournalView.PROMISES,
        row=lambda value: value.text,
        beside=lambda _: tr("limit"),
    ),
    Kind(
        value=Entry,
        sign="\u00b7",
        slug="entry",
        singular=later("entry"),
        plural=later("entries"),
        title=later("Entry"),
        draft=later("A journal entry"),
        texts=("title", "text"),
        labels=("tags",),
        dated=True,
        view=JournalView.ENTRIES,
        aliases=("journal",),
        row=_entry_row,
    ),
    Kind(
        value=Moment,
        sign="~",
        slug="moment",
        singular=later("moment"),
        plural=later("moments"),
        title=later("Right now"),
        draft=later("Right now"),
        texts=("line", "written"),
        dated=True,
        view=JournalView.CHECK_INS,
        row=_moment_row,
    ),
    Kind(
        value=Path,
        slug="path",
        singular=later("path"),
        plural=later("paths"),
        title=later("A question in four weeks"),
        draft=later("A question in four weeks"),
        texts=("problem",),
        dated=True,
        view=None,
        row=lambda value: value.problem,
        states=_PATH_STATES,
    ),
    Kind(
        value=Sitting,
        sign="\u00bb",
        slug="sitting",
        singular=later("sitting"),
        plural=later("sittings"),
        title=later("Sitting"),
        draft=later("A sitting"),
        texts=("said", "act", "obstacle", "then"),
        dated=True,
        view=JournalView.CHECK_INS,
        row=_sitting_row,
        mark=later("Act: "),
    ),
    Kind(
        value=Settings,
        slug="settings",
        singular=later("settings"),
        plural=later("settings"),
        title=later("Settings"),
        draft=later("Settings"),
        texts=(),
        dated=False,
        view=None,
        row=lambda _: tr("Settings"),
        beside=lambda _: "",
    ),
)

KINDS: Final[Mapping[str, Kind[Any]]] = {kind.table: kind for kind in _ALL}
"""Every kind by its table, in the order in which they are written."""

TABLES: Final = tuple(table for table in KINDS if table != Settings.TABLE)
"""The tables of records: of all kinds but the settings, of which there is one at most."""


def kind_of(value: Value) -> Kind[Any]:
    """The kind of a value."""
    return KINDS[value.TABLE]


@cache
def kinds_in(view: JournalView) -> tuple[Kind[Any], ...]:
    """The kinds in a view of the journal; none for the trends, which are made from records and are none."""
    found = []
    for kind in _ALL:
        if kind.view is None:
            continue
        if view in (JournalView.ALL, kind.view):
            found.append(kind)
    return tuple(found)


def day_of_record(record: Record[Any]) -> date:
    """The day a record is about, or the day it was made."""
    if kind_of(record.value).dated:
        return _day(record.value)
    return record.made.date()


def about_of(value: Value) -> str | None:
    """Id of the relationship a value is about; None for nobody, and for kinds that are about nobody."""
    about: str | None = getattr(value, "about", None)
    return about


def summary_of(value: Value, today: date) -> tuple[str, str]:
    """What a list says of a value, never empty, and what stands beside it: its day, or how it stands."""
    kind = kind_of(value)
    title = kind.row(value)
    if not title.strip():
        title = tr("(empty)")
    if kind.beside is not None:
        return title, kind.beside(value)
    if kind.states:
        return title, state_of(value)
    return title, short_day(_day(value), today) if kind.dated else ""


def state_of(value: Value) -> str:
    """How a value of a kind with states stands, in words."""
    return tr(kind_of(value).states[getattr(value, "state")])  # noqa: B009 - not every kind has one


def name_of(value: Value) -> str:
    """What to know a value by, whatever kind it is of: the kind, and the first text it has, else its day."""
    kind = kind_of(value)
    for field in (*kind.texts, *kind.labels):
        text = getattr(value, field)
        if isinstance(text, str) and text:
            return tr("{kind}: {words}", kind=tr(kind.singular), words=text)
    if kind.dated:
        return tr(
            "{kind} of {day}",
            kind=tr(kind.singular),
            day=brief_day(_day(value)),
        )
    return tr(kind.singular)


def _day(value: Value) -> date:
    day: date = getattr(value, "day")  # noqa: B009 - not every kind has one
    return day
