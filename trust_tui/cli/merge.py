"""`trust-tui merge OTHER`: joins another copy of the workbook into this one."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trust_tui.cli.opening import ask_passphrase, opened
from trust_tui.cli.waiting import patience
from trust_tui.domain.clock import SystemClock
from trust_tui.errors import UsageError
from trust_tui.exchange.kept import Kept, gather
from trust_tui.exchange.merge import merge, news
from trust_tui.store import open_workbook


def run(options: argparse.Namespace) -> int:
    """Join it: the later change of a record wins, a text changed in both is kept twice, deletions travel."""
    other = Path(options.other)
    if not other.exists():
        raise UsageError("There is nothing of that name: give the other data folder, or a copy of trust.json.")
    with opened(options) as workbook, _copy(other) as folder:
        theirs = _read(folder)
        with patience():
            mine = gather(workbook)
            merged = merge(mine, theirs)
            records, trash = news(mine, merged.kept)
            if records or trash:
                workbook.adopt(records, trash)
    if not records and not trash:
        print("Nothing is new in the other copy.")
        return 0
    count = len(records) + len(trash)
    print("Joined: one record came in or changed." if count == 1 else f"Joined: {count} records came in or changed.")
    if merged.twice:
        texts = "One text was" if len(merged.twice) == 1 else f"{len(merged.twice)} texts were"
        print(f"{texts} changed in both and kept twice: look in the journal.")
    return 0


@contextmanager
def _copy(other: Path) -> Iterator[Path]:
    """The other store, as a copy: opening one may repair it, and what is somebody's only copy stays as it is.

    Links are not followed. A single file is taken for a conflict copy of the store.
    """
    with tempfile.TemporaryDirectory(prefix="trust-tui-") as name:
        folder = Path(name) / "data"
        if other.is_dir():
            shutil.copytree(other, folder, symlinks=True)
        else:
            folder.mkdir(0o700)
            sealed = other.name.endswith(".age")
            shutil.copyfile(other, folder / ("trust.json.age" if sealed else "trust.json"), follow_symlinks=False)
            for key in ("key.age", "owner.pub"):
                if sealed and (other.parent / key).is_file():
                    shutil.copyfile(other.parent / key, folder / key, follow_symlinks=False)
        yield folder


def _read(folder: Path) -> Kept:
    """Everything in the other store. A sealed one asks for its own passphrase."""
    workbook = open_workbook(folder, clock=SystemClock(), passphrase=ask_passphrase, upkeep=False)
    try:
        return gather(workbook)
    finally:
        workbook.close()
