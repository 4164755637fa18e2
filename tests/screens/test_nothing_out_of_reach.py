"""Nothing is kept that search, the journal or an offer does not show, whoever is in mind, moved or put away."""

from pathlib import Path
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
)
from trust_tui.library import Library
from trust_tui.screens.giving import about_nobody, give_all
from trust_tui.screens.journal_pages import JournalPages
from trust_tui.screens.journal_views import VIEWS
from trust_tui.session import Session
from trust_tui.store import open_workbook

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
        ids = filled(workbook, people, kept, moves)
        session = Session(packaged, clock)
        session.attach(workbook)
        everything = {
            record.id for record in workbook.timeline([v.TABLE for v in VALUES])
        }
        for current in (None, NOBODY, *ids):
            workbook.set_settings(Settings(welcomed=DAY, current=current))
            finder = FinderDialog(session, lambda _: ("", ()), own_first=True)
            own = finder._own(session.filter_of("zanzibar"))
            shown = (*own.here.shown, *own.nobody.shown)
            found = {record.id for record in shown}
            assert len(found) == own.here.number + own.nobody.number
            assert len(found) + own.others == len(everything)

            listed = {
                row.key for row in JournalPages(session).rows(VIEWS[0])
            } - {"", "give"}
            offered = {record.id for record in about_nobody(session)}
            if current is None:
                assert listed == everything
            unseen = everything - listed - offered - found
            assert len(unseen) == own.others
        workbook.close()
