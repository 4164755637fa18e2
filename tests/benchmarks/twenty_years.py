"""Makes stores to measure with: one that holds nothing yet, and one after twenty years of daily use."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from trust_tui.domain import new_id
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    GoalState,
    Record,
    Relationship,
    Settings,
    Value,
)
from trust_tui.store import open_workbook
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.log import changes, sheets
from trust_tui.store.log.documents import raw_of
from trust_tui.store.log.stamps import stamped, tail_of

DAYS: Final = 7300
GOALS: Final = 500
WORDS: Final = 400
"""Words in an entry."""

WRITER: Final = "1" * 12
TAIL: Final = tail_of(0, WRITER, 1)
"""As if one machine had kept all of it as one change."""

VOCABULARY: Final = (  # noqa: SIM905 - fifty words read better as a text than as a list
    "the a and I to it was that of my in we they said not with when asked what felt for about later again before "
    "morning evening dinner walk train phone friend talk quiet honest worry calm trust small promise answer "
    "because thought never always still only a little more than last week nothing happened kept plan Sunday"
).split()


def make_empty(folder: Path) -> None:
    """Keep nothing but that the first-run page was left."""
    workbook = open_workbook(folder, clock=SystemClock())
    workbook.set_settings(Settings(welcomed=datetime.now(UTC).date()))
    workbook.close()


def make_twenty_years(folder: Path) -> None:
    """Keep 7,300 check-ins, 7,300 entries of 400 words and 500 goals, as both snapshots of a folder of its own."""
    tables: dict[str, list[tuple[str, bytes]]] = {Settings.TABLE: []}
    for record in _records():
        table = record.value.TABLE
        line = stamped(table, record.id, raw_of(record), TAIL)
        tables.setdefault(table, []).append((record.id, line))
    write_snapshots(folder, tables)


def write_snapshots(
    folder: Path, tables: Mapping[str, Sequence[tuple[str, bytes]]]
) -> None:
    """Make a store of these lines."""
    files.make_folder(folder)
    header = changes.header(
        "snapshot", 1, store=new_id(), reach={WRITER: 1}, chain={}
    )
    for name in (Folder(folder).snapshot(""), Folder(folder).previous("")):
        files.create(name, files.fill_with(sheets.write(header, tables)))


def seal(folder: Path, passphrase: str) -> None:
    """Encrypt a store."""
    workbook = open_workbook(folder, clock=SystemClock())
    workbook.set_passphrase(passphrase)
    workbook.close()


def _records() -> Iterator[Record[Value]]:
    chance = random.Random(20)
    now = datetime.now(UTC)
    partner = _record(Relationship(label="S"), now - timedelta(days=DAYS))
    yield partner
    yield Record(
        id="1",
        revision=1,
        made=partner.made,
        changed=partner.made,
        value=Settings(welcomed=partner.made.date(), current=partner.id),
    )
    for back in range(DAYS, 0, -1):
        made = datetime.combine(
            now.date() - timedelta(days=back),
            time(20, chance.randrange(60)),
            UTC,
        )
        yield _record(_check_in(chance, made.date(), partner.id), made)
        yield _record(
            _entry(chance, made.date(), partner.id), made + timedelta(minutes=5)
        )
    for number in range(GOALS):
        made = now - timedelta(days=DAYS - number * DAYS // GOALS)
        state = GoalState.TRYING if number > GOALS - 4 else GoalState.DONE
        yield _record(
            Goal(
                action=f"Ask once, {_words(chance, 5)}",
                state=state,
                about=partner.id,
            ),
            made,
        )


def _record(value: Value, made: datetime) -> Record[Value]:
    return Record(id=new_id(), revision=1, made=made, changed=made, value=value)


def _check_in(chance: random.Random, day: date, about: str) -> CheckIn:
    items = ("day-settled", "day-pull", "day-open", "day-word", "day-mood")
    return CheckIn(
        day=day,
        answers={item: chance.randrange(5) for item in items},
        good="a walk",
        about=about,
    )


def _entry(chance: random.Random, day: date, about: str) -> Entry:
    paragraphs = (_words(chance, WORDS // 4) for _ in range(4))
    return Entry(
        text="\n\n".join(paragraphs),
        title=_words(chance, 4),
        day=day,
        tags=("evening",),
        about=about,
    )


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(VOCABULARY, k=count)).capitalize() + "."
