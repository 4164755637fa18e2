"""What the tests of the store share."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from trust_tui.domain.records import CheckIn, Entry
from trust_tui.store import open_workbook
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.store_workbook import StoreWorkbook

DAY: Final = date(2026, 3, 1)
PHRASE: Final = "correct horse, naïve battery"
LONG: Final = bool(os.environ.get("TRUST_TUI_LONG_TESTS"))
"""Run the big counts of issue 3 instead of those that fit into a minute."""


def times(short: int, long: int) -> int:
    """How often to do something, now or in a long run."""
    return long if LONG else short


class TickingClock:
    """A second later each time it is asked."""

    def __init__(self, start: datetime | None = None) -> None:
        self.moment = start or datetime(
            2026, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=1))
        )

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def opened(
    folder: Path, phrase: str | None = None, **more: Any
) -> StoreWorkbook:
    """A session, without work in the background unless asked for."""
    more.setdefault("upkeep", False)
    more.setdefault("clock", TickingClock())
    return open_workbook(
        folder, passphrase=None if phrase is None else lambda: phrase, **more
    )


def entry(text: str, **more: Any) -> Entry:
    more.setdefault("day", DAY)
    return Entry(text=text, **more)


def check_in(day: date = DAY, **more: Any) -> CheckIn:
    return CheckIn(day=day, answers={"settled": 3, "pull": None}, **more)


def texts(workbook: StoreWorkbook) -> dict[str, str]:
    """The text of every entry, by id."""
    return {record.id: record.value.text for record in workbook.of(Entry).all()}


def everything(workbook: StoreWorkbook) -> dict[str, dict[str, Any]]:
    """Every document in every table."""
    tables = workbook.db.storage.read() or {}
    return {name: dict(table) for name, table in tables.items() if table}


def compact_often(workbook: StoreWorkbook, times: int = 2) -> None:
    """Fold until both snapshots are from now."""
    for number in range(times):
        workbook.of(Entry).keep(entry(f"fold {number}"))
        assert workbook.compact()


def holding(folder: Path, needle: bytes) -> list[str]:
    """Names of the files that hold these bytes."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and needle in path.read_bytes()
    )


def names(folder: Path) -> set[str]:
    """Names of all files in a folder and below."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
    }


Content = dict[str, bytes | None]
"""What is in a folder and below: names of files with their bytes, and of folders."""


def content(folder: Path) -> Content:
    """What to lay down again, folders before what is in them."""
    return {
        str(path.relative_to(folder)): None
        if path.is_dir()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def lay_down(what: Content, folder: Path) -> None:
    """Put it where it was spoilt by the last run, for the owner alone. Folders stay, as they cost most."""
    Folder(folder).here.forget()
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_dir():
            path.unlink()
        elif what.get(str(path.relative_to(folder)), b"") is not None:
            path.rmdir()
    for path in (
        folder,
        *(folder / name for name, data in what.items() if data is None),
    ):
        path.mkdir(exist_ok=True)
        path.chmod(0o700)
    for name, data in what.items():
        if data is not None:
            (folder / name).write_bytes(data)
            (folder / name).chmod(0o600)


def log_file(folder: Path, count: int) -> Path:
    """The file of a change, by its place among those of the one writer there is."""
    (found,) = (folder / "log").glob(f"*-{count:08d}.json*")
    return found


def leftovers(folder: Path) -> list[str]:
    """Half-written files and locks of sessions."""
    here = Folder(folder).here.path
    return sorted(
        name
        for name in names(folder) | names(here)
        if name.endswith((".tmp", ".lock")) or "trust.next" in name
    )


def environment(**more: str) -> Mapping[str, str]:
    """For a process that runs our code."""
    root = str(Path(__file__).resolve().parents[2])
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([root, *sys.path]),
        **more,
    }


NOON: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
