"""Values, records and whole workbooks that nobody thought of, for Hypothesis."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from trust_tui.domain.contents import SETTINGS_ID, Contents
from trust_tui.domain.kinds import TABLES
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    GoalReview,
    GoalState,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    Mark,
    PageRead,
    Promise,
    PromiseState,
    Record,
    Relationship,
    RelationshipKind,
    SelfCheck,
    Settings,
    StepMark,
    Whose,
    Win,
)
from trust_tui.domain.workbook import Trashed

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
"""Text with everything a broken paste can leave, lone surrogates included."""

TELLING = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\n\r[]*#@-'\"=+: \\<&`|!_. "),
    ),
    max_size=60,
)
"""Text with many signs that mean something to one format or other, without broken surrogates."""

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
MOMENTS = st.datetimes(
    datetime(1990, 1, 2),  # noqa: DTZ001 - bounds may name no zone; it is drawn
    datetime(2090, 12, 30),  # noqa: DTZ001 - as above
    timezones=OFFSETS,
)
IDS = st.integers(10**23, 10**24 - 1).map(str)
ABOUT = st.none() | IDS
ITEMS = st.sampled_from(
    ["day-mood", "day-pull", "id", "date", "type", "a: b", "made"]
)
ANSWERS = st.dictionaries(ITEMS, st.none() | st.integers(0, 4), max_size=4)


def values(text: st.SearchStrategy[str] = ANY_TEXT) -> st.SearchStrategy[Any]:
    """Values of every kind but settings."""
    texts = st.lists(text, max_size=3).map(tuple)
    mapping = st.dictionaries(text, text, max_size=3)
    review = st.builds(
        GoalReview, day=DAYS, well=text, in_the_way=text, next=text
    )
    return st.one_of(
        st.builds(
            Relationship,
            label=text,
            kind=st.sampled_from(RelationshipKind),
            archived=st.booleans(),
            joint=st.booleans(),
        ),
        st.builds(
            CheckIn,
            day=DAYS,
            answers=ANSWERS,
            good=text,
            note=text,
            about=ABOUT,
        ),
        st.builds(
            SelfCheck,
            day=DAYS,
            answers=ANSWERS,
            reviewed=st.none() | DAYS,
            finished=st.booleans(),
            about=ABOUT,
        ),
        st.builds(
            JointCheckIn,
            day=DAYS,
            kept=mapping,
            agreement=text,
            next_day=st.none() | DAYS,
            about=ABOUT,
        ),
        st.builds(
            ExerciseWork,
            exercise=text,
            ticked=texts,
            written=mapping,
            times_done=st.integers(0, 10**6),
            entries=texts,
            about=ABOUT,
        ),
        st.builds(
            StepMark,
            step=text,
            mark=st.sampled_from(Mark),
            day=DAYS,
            about=ABOUT,
        ),
        st.builds(
            PageRead, page=text, day=DAYS, place=text, finished=st.booleans()
        ),
        st.builds(
            Goal,
            action=text,
            when=text,
            know=text,
            first_try=st.none() | DAYS,
            obstacle=text,
            then=text,
            why=text,
            state=st.sampled_from(GoalState),
            source=text,
            reviews=st.lists(review, max_size=2).map(tuple),
            earlier=texts,
            about=ABOUT,
        ),
        st.builds(
            Promise,
            text=text,
            to=text,
            due=st.none() | DAYS,
            state=st.sampled_from(PromiseState),
            about=ABOUT,
        ),
        st.builds(
            Win, text=text, day=DAYS, whose=st.sampled_from(Whose), about=ABOUT
        ),
        st.builds(Habit, habit=text, on=st.booleans(), about=ABOUT),
        st.builds(HabitTick, habit=text, day=DAYS, line=text, about=ABOUT),
        st.builds(Limit, text=text, about=ABOUT),
        entries(text),
    )


def entries(text: st.SearchStrategy[str] = TELLING) -> st.SearchStrategy[Entry]:
    """Journal entries."""
    return st.builds(
        Entry,
        text=text,
        day=DAYS,
        title=text,
        tags=st.lists(text, max_size=3).map(tuple),
        answers=text,
        about=ABOUT,
    )


VALUES = values()
LATER = st.timedeltas(timedelta(), timedelta(days=400))
REVISIONS = st.integers(1, 50)


@st.composite
def records(
    draw: st.DrawFn, of: st.SearchStrategy[Any] = VALUES
) -> Record[Any]:
    """Records, changed when they were made or later."""
    made = draw(MOMENTS)
    later = draw(LATER)
    revision = draw(REVISIONS)
    return Record(
        id=draw(IDS),
        revision=revision,
        made=made,
        changed=made + later,
        value=draw(of),
    )


FOUND = st.lists(records(), max_size=8, unique_by=lambda record: record.id)
SETTINGS = st.builds(
    Settings,
    welcomed=st.none() | DAYS,
    current=st.none() | IDS,
    tracking_paused=st.booleans(),
    day_ends=st.integers(0, 12),
)
KEPT_SETTINGS = st.none() | st.builds(
    Record,
    id=st.just(SETTINGS_ID),
    revision=st.integers(1, 9),
    made=MOMENTS,
    changed=MOMENTS,
    value=SETTINGS,
)


@st.composite
def wholes(draw: st.DrawFn) -> Contents:
    """Everything somebody may keep."""
    found = draw(FOUND)
    cut = draw(st.integers(0, len(found)))
    live = sorted(found[:cut], key=lambda record: (record.made, record.id))
    trash = [
        Trashed(record=record, deleted=record.changed) for record in found[cut:]
    ]
    settings = draw(KEPT_SETTINGS)
    return Contents(
        records={
            table: [record for record in live if table == record.value.TABLE]
            for table in TABLES
        },
        trash=sorted(
            trash, key=lambda thrown: (thrown.deleted, thrown.record.id)
        ),
        settings=settings,
    )
