"""Nothing is kept that search, the journal or an offer does not show, whoever is in mind, moved or put away."""

from datetime import UTC, timedelta
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs.finder import FinderDialog
from trust_tui.domain import (
    NOBODY,
    CheckIn,
    Entry,
    Goal,
    Promise,
    Record,
    Relationship,
    Settings,
    Win,
    Workbook,
    gather,
)
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.formats.own_json import write_json
from trust_tui.library import Library
from trust_tui.screens.giving import about_nobody, give_all
from trust_tui.screens.journal_pages import JournalPages
from trust_tui.screens.journal_views import VIEWS
from trust_tui.session import Session
from trust_tui.store import open_workbook
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.import_plan import carry_out, plan
from trust_tui.transfer.join import join

DAY = MOMENT.date()

VALUES = (
    Entry(text="zanzibar", day=DAY),
    CheckIn(day=DAY, answers={"day-mood": 2}, note="zanzibar"),
    Goal(action="zanzibar"),
    Promise(text="zanzibar"),
    Win(text="zanzibar", day=DAY),
)

PEOPLE = st.lists(st.booleans(), max_size=3)
"""Whether each is put away."""

KEPT = st.lists(
    st.tuples(st.integers(0, 4), st.integers(-1, 3)), min_size=1, max_size=6
)
"""Which value, and whom it is about: -1 for nobody, 3 for somebody who is gone."""

MOVES = st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 2)), max_size=3)


def filled(
    workbook: Workbook,
    people: list[bool],
    kept: list[tuple[int, int]],
    moves: list[tuple[int, int]],
) -> list[str]:
    """Ids of the people, after everything was kept and moved."""
    gone = workbook.of(Relationship).keep(Relationship(label="gone"))
    ids = [
        workbook.of(Relationship)
        .keep(Relationship(label=f"p{at}", archived=away))
        .id
        for at, away in enumerate(people)
    ]

    def id_of(number: int) -> str | None:
        if number == 3:
            return gone.id
        return ids[number] if 0 <= number < len(ids) else None

    records: list[Record[Any]] = []
    for which, whom in kept:
        value = replace(VALUES[which], about=id_of(whom))
        records.append(workbook.of(type(value)).keep(value))
    workbook.of(Relationship).delete(gone)
    for at, whom in moves:
        if at < len(records):
            repository = workbook.of(type(records[at].value))
            record = repository.get(records[at].id)
            assert record is not None
            give_all(workbook, [record], id_of(whom))
    return ids


@given(PEOPLE, KEPT, MOVES)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_is_out_of_reach(
    packaged: Library,
    people: list[bool],
    kept: list[tuple[int, int]],
    moves: list[tuple[int, int]],
) -> None:
    clock = StandingClock(MOMENT)
    with TemporaryDirectory() as folder:
        workbook = open_workbook(Path(folder) / "data", clock=clock)
        filled(workbook, people, kept, moves)
        look_everywhere(packaged, workbook, clock)
        workbook.close()


def look_everywhere(
    packaged: Library, workbook: Workbook, clock: StandingClock
) -> None:
    """Look at all that is shown with each in mind: nothing that is kept is missing."""
    session = Session(packaged, clock)
    session.attach(workbook)
    everything = {
        record.id for record in workbook.timeline([v.TABLE for v in VALUES])
    }
    ids = workbook.of(Relationship).ids()
    for current in (workbook.settings.current, None, NOBODY, *ids):
        workbook.set_settings(Settings(welcomed=DAY, current=current))
        finder = FinderDialog(session, lambda _: ("", ()), own_first=True)
        own = finder._own(session.filter_of("zanzibar"))
        shown = (*own.here.shown, *own.nobody.shown)
        found = {record.id for record in shown}
        assert len(found) == own.here.number + own.nobody.number
        assert len(found) + own.others == len(everything)

        listed = {row.key for row in JournalPages(session).rows(VIEWS[0])} - {
            "",
            "give",
        }
        offered = {record.id for record in about_nobody(session)}
        if session.shown is None:
            assert listed == everything
        unseen = everything - listed - offered - found
        assert len(unseen) == own.others


class Places:
    """The workbook here, one that began as a copy of it, and another one, each gone on with by itself."""

    def __init__(self, folder: Path, clock: StandingClock) -> None:
        self._folder = folder
        self._clock = clock
        self._number = 0
        self.here = self._opened("here")
        self._other = self._opened("other")
        self._copy: Workbook | None = None

    def _opened(self, name: str) -> StoreWorkbook:
        workbook = open_workbook(self._folder / name, clock=self._clock)
        assert isinstance(workbook, StoreWorkbook)
        return workbook

    def begin_copy(self) -> None:
        """Copy the folder as it is now."""
        self.here.finish_upkeep()
        copytree(self._folder / "here", self._folder / "copy")
        self._copy = self._opened("copy")

    def close(self) -> None:
        """Close all."""
        for workbook in (self.here, self._other, self._copy):
            if workbook is not None:
                workbook.close()

    def act(self, place: int, what: str, at: int, whom: int) -> None:
        """Do one thing in one of the three."""
        self._clock.moment += timedelta(minutes=1)
        workbook = (self.here, self._copy or self.here, self._other)[place]
        people = workbook.of(Relationship).all()
        records = workbook.timeline([value.TABLE for value in VALUES])
        about = people[whom % len(people)].id if people and whom else None
        if what == "person":
            workbook.of(Relationship).keep(Relationship(label=f"p{whom}"))
        elif what == "keep":
            value = replace(VALUES[at % len(VALUES)], about=about)
            workbook.of(type(value)).keep(value)
        elif what == "move" and records:
            give_all(workbook, [records[at % len(records)]], about)
        elif what == "delete" and records:
            record = records[at % len(records)]
            workbook.of(type(record.value)).delete(record)
        elif what == "let go" and people:
            workbook.of(Relationship).delete(people[at % len(people)])
        elif what == "put away" and people:
            person = people[at % len(people)]
            away = replace(person.value, archived=not person.value.archived)
            workbook.of(Relationship).change(person, away)

    def merge(self) -> None:
        """Join the copy."""
        if self._copy is not None:
            with self.here.copies.opened(self._folder / "copy") as theirs:
                join(self.here, theirs)

    def bring_in(self) -> None:
        """Import what the other workbook exports."""
        export = self._folder / "export.json"
        export.write_bytes(b"".join(write_json(gather(self._other))))
        found = read_source(export, ReadOptions(zone=MOMENT.tzinfo or UTC))
        carry_out(plan(found, self.here), self.here)


ACTS = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["keep", "person", "move", "delete", "let go", "put away"]),
    st.integers(0, 4),
    st.integers(0, 3),
)
"""Where something is done, what, with which record, and whom it is about."""

STEPS = st.lists(
    st.one_of(ACTS, ACTS, st.sampled_from(["merge", "bring in"])), max_size=14
)


@given(st.lists(ACTS, max_size=6), STEPS)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_is_out_of_reach_after_workbooks_are_joined_and_brought_in(
    packaged: Library,
    before: list[tuple[int, str, int, int]],
    steps: list[tuple[int, str, int, int] | str],
) -> None:
    clock = StandingClock(MOMENT)
    with TemporaryDirectory() as folder:
        places = Places(Path(folder), clock)
        for act in before:
            places.act(*act)
        places.begin_copy()
        for step in (*steps, "merge", "bring in"):
            if step == "merge":
                places.merge()
            elif step == "bring in":
                places.bring_in()
            elif not isinstance(step, str):
                places.act(*step)
        look_everywhere(packaged, places.here, clock)
        places.close()
