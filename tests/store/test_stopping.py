"""What takes a while can be stopped at any step: the store is then, byte for byte, what it was before."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from tests.store.helpers import PHRASE, compact_often, entry, everything, opened
from trust_tui.domain.cancellable_task import CancellableTask
from trust_tui.domain.errors import StoppedError, TrustError
from trust_tui.domain.records import Entry
from trust_tui.store.store_workbook import StoreWorkbook

T = TypeVar("T")
RECORDS = 40
NEW_PHRASE = "a new one"
Doing = Callable[[StoreWorkbook], object]


class HeldTask(CancellableTask):
    """Waits at one of its steps until somebody has made up his mind."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._left = step
        self.reached = threading.Event()
        self.go_on = threading.Event()

    def count(self, items: Iterable[T]) -> Iterator[T]:
        for item in super().count(items):
            self._left -= 1
            if not self._left:
                self.reached.set()
                assert self.go_on.wait(30)
            yield item


def adopt(workbook: StoreWorkbook) -> None:
    """Take records in, as an import does."""
    first = workbook.of(Entry).all()[0]
    workbook.adopt(
        [
            replace(first, id=f"{number}", value=entry(f"new {number}"))
            for number in range(1, RECORDS)
        ]
    )


def restore(workbook: StoreWorkbook) -> None:
    """Go back to the oldest backup."""
    workbook.restore_backup(workbook.backups()[-1].name)


DOINGS: dict[str, Doing] = {
    "backup": lambda workbook: workbook.backup(),
    "restore": restore,
    "import": adopt,
    "passphrase": lambda workbook: (
        workbook.remove_passphrase(PHRASE)
        if workbook.has_passphrase
        else workbook.set_passphrase(PHRASE)
    ),
}


def renew(workbook: StoreWorkbook) -> None:
    """Make a new key, which counts from its first step on."""
    workbook.new_key(PHRASE, NEW_PHRASE)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file but the lock, which says who wrote last."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock" and path.suffix != ".lock"
    }


def filled(folder: Path, *, sealed: bool) -> StoreWorkbook:
    """A store with a backup, drafts aside, and changes since."""
    workbook = opened(folder)
    with workbook.batch():
        for number in range(RECORDS):
            workbook.of(Entry).keep(entry(f"text {number}"))
    workbook.backup()
    compact_often(workbook)
    workbook.of(Entry).keep(entry("since"))
    if sealed:
        workbook.set_passphrase(PHRASE)
    return workbook


@pytest.mark.parametrize("step", [1, RECORDS // 2, RECORDS - 1])
@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("doing", DOINGS)
def test_stopped_at_a_step_it_leaves_everything_as_it_was(
    doing: str, sealed: bool, step: int, tmp_path: Path
) -> None:
    workbook = filled(tmp_path, sealed=sealed)
    before, records = bytes_of(tmp_path), everything(workbook)
    work, ended = HeldTask(step), []

    def run() -> None:
        with work.in_force():
            try:
                DOINGS[doing](workbook)
            except StoppedError as error:
                ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert work.reached.wait(30)
    assert work.stop()
    work.go_on.set()
    thread.join(30)

    assert len(ended) == 1
    assert bytes_of(tmp_path) == before
    assert everything(workbook) == records
    workbook.of(Entry).keep(entry("afterwards"))
    workbook.close()
    with_it = everything(opened(tmp_path, PHRASE if sealed else None))
    assert len(with_it["entries"]) == len(records["entries"]) + 1


@pytest.mark.parametrize("doing", DOINGS)
def test_what_is_not_stopped_is_done_and_counts_to_the_end(
    doing: str, tmp_path: Path
) -> None:
    workbook = filled(tmp_path, sealed=False)
    work = CancellableTask()

    with work.in_force():
        DOINGS[doing](workbook)

    assert work.progress.endswith(": 100 %")


def test_too_late_is_said(tmp_path: Path) -> None:
    workbook = filled(tmp_path, sealed=False)
    work = CancellableTask()

    with work.in_force():
        adopt(workbook)

    assert not work.stop()
    assert len(workbook.of(Entry).all()) == 2 * RECORDS + 2


class LateTask(CancellableTask):
    """Is stopped at the very last step of what counts."""

    def count(self, items: Iterable[T]) -> Iterator[T]:
        for item in super().count(items):
            if self._done == self._whole and self._stage != "Making a backup":
                assert self.stop()
            yield item


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("doing", ["restore", "import", "passphrase"])
def test_stopped_at_the_last_step_it_leaves_everything_as_it_was(
    doing: str, sealed: bool, tmp_path: Path
) -> None:
    workbook = filled(tmp_path, sealed=sealed)
    before, records = bytes_of(tmp_path), everything(workbook)

    with LateTask().in_force(), pytest.raises(StoppedError):
        DOINGS[doing](workbook)

    assert bytes_of(tmp_path) == before
    assert everything(workbook) == records


@pytest.mark.parametrize("step", [1, RECORDS // 2, RECORDS - 1])
def test_new_key_is_not_stopped_any_more_and_never_said_to_be(
    step: int, tmp_path: Path
) -> None:
    workbook = filled(tmp_path, sealed=True)
    records = everything(workbook)["entries"]
    work, ended = HeldTask(step), []

    def run() -> None:
        with work.in_force():
            try:
                renew(workbook)
            except TrustError as error:
                ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert work.reached.wait(30)
    assert not work.stop()
    work.go_on.set()
    thread.join(30)

    assert ended == []
    assert work.progress.endswith(": 100 %")
    workbook.close()
    again = opened(tmp_path, NEW_PHRASE)
    assert everything(again)["entries"] == records
    assert again.findings == ()


class EarlyTask(CancellableTask):
    """Is stopped as soon as it is known how much there is to do."""

    def begin(self, stage: str, whole: int) -> None:
        super().begin(stage, whole)
        assert self.stop()


def test_new_key_that_is_stopped_before_it_counts_leaves_everything_as_it_was(
    tmp_path: Path,
) -> None:
    workbook = filled(tmp_path, sealed=True)
    before = bytes_of(tmp_path)
    with EarlyTask().in_force(), pytest.raises(StoppedError):
        renew(workbook)
    assert bytes_of(tmp_path) == before
    workbook.close()
    assert opened(tmp_path, PHRASE).findings == ()
