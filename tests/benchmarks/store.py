"""What keeping costs: a save, opening, unlocking, compaction, searching, memory. Plain numbers; nothing is asserted."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from tests.benchmarks.twenty_years import (
    DAYS,
    TAIL,
    make_empty,
    make_twenty_years,
    write_snapshots,
)
from trust_tui.domain import new_id
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Record,
    Relationship,
    Settings,
)
from trust_tui.library import Library, packaged_folder
from trust_tui.report.person_lines import PersonLines
from trust_tui.store import open_workbook
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.log import sheets
from trust_tui.store.log.stamps import bare, stamped
from trust_tui.store.store_workbook import StoreWorkbook

_PHRASE: Final = "a passphrase"
_SAVES: Final = 150
_NOTES: Final = 20
NOON: Final = clock_time(12)
_TEXT: Final = "words enough for an entry " * 90
_MEMORY: Final = """
import sys
from pathlib import Path
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) * 1024
from trust_tui.domain.clock import SystemClock
from trust_tui.store import open_workbook
import tinydb
before = resident()
workbook = open_workbook(Path(sys.argv[1]), clock=SystemClock(), upkeep=False)
print(resident() - before)
"""


def all_figures() -> dict[str, float]:
    """Everything, by name. Times in milliseconds, the rest as ratios."""
    with tempfile.TemporaryDirectory(
        prefix="trust-tui-bench-", dir=Path.cwd()
    ) as name:
        home = Path(name)
        twenty = home / "20"
        make_twenty_years(twenty)
        for years, parts in ((1, 0.05), (200, 10.0)):
            scaled(twenty, home / str(years), parts)
        return {
            **_saves(home),
            **_opening(twenty, home / "sealed"),
            **_sealed(home / "sealed", twenty),
            **_work(twenty),
            **_verdicts(home / "five"),
            **_notes(home),
            "memory for the records / size of the file": _memory(twenty)
            / _size(twenty),
        }


def _open(folder: Path, phrase: str | None = None) -> StoreWorkbook:
    ask = None if phrase is None else lambda: phrase
    return open_workbook(
        folder, clock=SystemClock(), passphrase=ask, upkeep=False
    )


def _size(folder: Path) -> int:
    return (folder / "trust.json").stat().st_size


def scaled(origin: Path, folder: Path, parts: float) -> None:
    """A store with a part of the records of another, or many times as many."""
    sheet = sheets.read(files.read(Folder(origin).snapshot("")))
    tables: dict[str, list[tuple[str, bytes]]] = {}
    for table, rows in sheet.tables.items():
        some = [(id, line) for id, line in rows.items() if line is not None]
        if table == Settings.TABLE:
            tables[table] = some
        elif parts < 1:
            tables[table] = some[: int(len(some) * parts)]
        else:
            tables[table] = [
                (id, stamped(table, id, bare(line), TAIL))
                for _ in range(int(parts))
                for line, id in ((line, new_id()) for _, line in some)
            ]
    write_snapshots(folder, tables)


def timed(action: Callable[[], object]) -> float:
    """How long something takes, in milliseconds."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _saves(home: Path) -> dict[str, float]:
    """One save beside one append of 4 KB that is flushed, in turn, at three sizes."""
    workbooks = {years: _open(home / str(years)) for years in (1, 20, 200)}
    ruler = os.open(
        home / "ruler", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
    )
    value = Entry(text=_TEXT, day=SystemClock().now().date())

    def append() -> None:
        os.write(ruler, bytes(4096))
        os.fsync(ruler)

    appends: list[float] = []
    saves: dict[int, list[float]] = {years: [] for years in workbooks}
    for _ in range(_SAVES):
        appends.append(timed(append))
        for years, workbook in workbooks.items():
            saves[years].append(timed(partial(workbook.of(Entry).keep, value)))
    os.close(ruler)
    for workbook in workbooks.values():
        workbook.close()
    appended, saved = median(appends), median(saves[20])
    return {
        "append and flush of 4 KB, ms": appended,
        "save at 20 years, ms": saved,
        "save at 20 years / append": saved / appended,
        "save at 200 years, ms": median(saves[200]),
        "save at 200 years / at 1 year": median(saves[200]) / median(saves[1]),
    }


def _opening(folder: Path, sealed: Path) -> dict[str, float]:
    parse = min(
        timed(lambda: json.loads((folder / "trust.json").read_bytes()))
        for _ in range(3)
    )
    opened = min(timed(lambda: _open(folder)) for _ in range(3))
    shutil.copytree(folder, sealed)
    _open(sealed).set_passphrase(_PHRASE)
    locked = _open(sealed)
    stalled, unlocked = _stall(lambda: locked.unlock(_PHRASE))
    return {
        "open at 20 years, ms": opened,
        "open / parsing its JSON": opened / parse,
        "unlock at 20 years, ms": unlocked,
        "unlock beyond open, ms": unlocked - opened,
        "longest stall by an unlock, ms": stalled,
    }


def _sealed(folder: Path, plain: Path) -> dict[str, float]:
    """Saves, sealed and plain in turn; and sealing everything by a new key."""
    workbook, beside = _open(folder, _PHRASE), _open(plain)
    value = Entry(text=_TEXT, day=SystemClock().now().date())
    sealed: list[float] = []
    bare: list[float] = []
    for _ in range(_SAVES):
        sealed.append(timed(partial(workbook.of(Entry).keep, value)))
        bare.append(timed(partial(beside.of(Entry).keep, value)))
    beside.close()
    workbook.compact()
    size = (folder / "trust.json.age").stat().st_size
    begun = time.process_time()  # as on one core that has nothing else to do
    workbook.new_key(_PHRASE, "another passphrase")
    anew = time.process_time() - begun
    workbook.close()
    return {
        "sealed save at 20 years, ms": median(sealed),
        "a plain save beside it, ms": median(bare),
        "sealing anew, MB/s": 2 * size / 1e6 / anew,
    }


def _work(folder: Path) -> dict[str, float]:
    workbook = _open(folder)
    value = Entry(text=_TEXT, day=SystemClock().now().date())
    saved, _ = _stall(
        lambda: [workbook.of(Entry).keep(value) for _ in range(20)]
    )
    stalled, compaction = _stall(workbook.compact)
    return {
        "longest stall by saves, ms": saved,
        "longest stall by compaction, ms": stalled,
        "compaction at 20 years, ms": compaction,
        "first list of 15,000, ms": timed(
            lambda: workbook.timeline([Entry.TABLE, CheckIn.TABLE])[0]
        ),
        "list of 15,000 again, ms": timed(
            lambda: workbook.timeline([Entry.TABLE, CheckIn.TABLE])[0]
        ),
        "search without a hit, ms": timed(lambda: workbook.search("zzyzx")),
    }


def _verdicts(folder: Path) -> dict[str, float]:
    """All verdicts of five people, each of whom was checked in with for twenty years; the workbook is in order then."""
    workbook = _open(folder)
    today = SystemClock().now().date()
    library = Library([packaged_folder()])
    days = [today - timedelta(days=number) for number in range(DAYS)]
    chance = random.Random(5)
    items = [item.id for item in library.daily_items("")]
    people = [
        workbook.of(Relationship).keep(Relationship(label=label))
        for label in "ABCDE"
    ]
    workbook.take_in(
        Record(
            id=new_id(),
            revision=1,
            made=datetime.combine(day, NOON, UTC),
            changed=datetime.combine(day, NOON, UTC),
            value=CheckIn(
                day=day,
                about=person.id,
                answers={item: chance.randrange(5) for item in items},
            ),
        )
        for person in people
        for day in days
    )
    len(workbook.timeline([CheckIn.TABLE]))

    def read() -> None:
        for person in people:
            lines = PersonLines(library, workbook, today, person)
            for item in items:
                lines.reading(item)

    read()
    return {
        "verdicts of five people, ms": median(timed(read) for _ in range(5))
    }


def _stall(action: Callable[[], object]) -> tuple[float, float]:
    """The longest time that another thread had to wait, and the time the whole took, in milliseconds."""
    longest = 0.0
    over = threading.Event()
    ready = threading.Event()

    def tick() -> None:
        nonlocal longest
        ready.set()
        last = time.perf_counter()
        while not over.wait(0.0005):
            now = time.perf_counter()
            longest = max(longest, now - last)
            last = now

    ticker = threading.Thread(target=tick)
    ticker.start()
    ready.wait()
    took = timed(action)
    over.set()
    ticker.join()
    return longest * 1000, took


def _notes(home: Path) -> dict[str, float]:
    """`trust-tui note` at three sizes, in turn."""
    make_empty(home / "0")
    notes: dict[int, list[float]] = {0: [], 20: [], 200: []}
    for attempt in range(_NOTES):
        for years, times in notes.items():
            took = timed(partial(_note, home, years))
            if attempt > 1:  # the first one makes the backup of the day
                times.append(took)
    empty = median(notes[0])
    return {
        "note in an empty workbook, ms": empty,
        "note at 20 years / empty": median(notes[20]) / empty,
        "note at 200 years / empty": median(notes[200]) / empty,
    }


def _note(home: Path, years: int) -> None:
    program = str(Path(sys.executable).with_name("trust-tui"))
    subprocess.run(
        [program, "--data", str(home / str(years)), "note", "a line"],
        check=True,
        capture_output=True,
        env=os.environ | {"XDG_STATE_HOME": str(home / "state")},
    )


def _memory(folder: Path) -> float:
    run = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout)
