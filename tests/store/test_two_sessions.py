"""Several sessions of one user: each sees the other's changes, nothing is lost, nobody waits for ever."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as replace_in

from tests.store.helpers import (
    PHRASE,
    compact_often,
    entry,
    everything,
    holding,
    leftovers,
    log_file,
    opened,
    texts,
    times,
)
from tests.store.nursery import Child
from trust_tui.domain.errors import BusyError, ConflictError, LockedError
from trust_tui.domain.records import Entry
from trust_tui.store import access
from trust_tui.store.care import backups, check_files, scrub
from trust_tui.store.disk import locks
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.seals import Plain
from trust_tui.store.encryption import key_files, passphrase_change
from trust_tui.store.log import PENDING, changes, compaction
from trust_tui.store.log import ledger as ledger_module
from trust_tui.store.log.documents import raw_of
from trust_tui.store.log.ledger import Ledger, Transaction
from trust_tui.store.log.stamps import Reach
from trust_tui.store.store_workbook import StoreWorkbook

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.store.helpers import opened, entry
    from trust_tui.domain.records import Entry
    from trust_tui.domain.errors import ConflictError
    folder, name, inserts, edits, locked = Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6])
    if not locked:
        import fcntl
        fcntl.flock = lambda *arguments: None
    workbook = opened(folder)
    shared = next(record for record in workbook.of(Entry).all() if record.value.text.startswith("shared"))
    conflicts = 0
    for number in range(inserts):
        kept = workbook.of(Entry).keep(entry(f"{name}-{number}"))
        print("kept", kept.id, flush=True)
        if edits and number % 3 == 0:
            workbook.refresh()
            now = workbook.of(Entry).get(shared.id)
            try:
                workbook.of(Entry).change(now, entry(f"shared {name}"))
                print("edited", flush=True)
            except ConflictError:
                conflicts += 1
    workbook.close()
    """
)


def writers(
    folder: Path, count: int, inserts: int, *, edits: bool, locked: bool = True
) -> tuple[list[str], int]:
    """Run processes that write at once. Returns the ids they saw confirmed, and how many edits."""
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("shared"))
    workbook.close()
    running = [
        Child(WRITER, folder, name, inserts, int(edits), int(locked))
        for name in range(count)
    ]
    kept: list[str] = []
    edited = 0
    for process in running:
        status, out, errors = process.end()
        assert (status, errors) == (0, "")
        kept += [
            line.split()[1]
            for line in out.splitlines()
            if line.startswith("kept")
        ]
        edited += out.count("edited")
    return kept, edited


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("count", "inserts", "edits", "locked"),
    [
        (2, times(150, 500), False, True),
        (5, times(40, 200), True, True),
        (2, times(100, 500), True, False),
        (5, times(30, 200), True, False),
    ],
    ids=[
        "two",
        "five-with-edits",
        "two-without-locks",
        "five-with-edits-without-locks",
    ],
)
def test_what_several_processes_write_at_once_is_all_kept(
    folder: Path, count: int, inserts: int, edits: bool, locked: bool
) -> None:
    kept, edited = writers(folder, count, inserts, edits=edits, locked=locked)
    workbook = opened(folder)
    ids = [record.id for record in workbook.of(Entry).all()]
    assert len(kept) == len(set(kept)) == count * inserts
    assert set(kept) <= set(ids)
    assert len(ids) == len(set(ids)) == count * inserts + 1
    shared = next(
        record
        for record in workbook.of(Entry).all()
        if record.value.text.startswith("shared")
    )
    assert shared.revision == edited + 1
    assert [*workbook.findings, *workbook.check()] == []
    workbook.close()
    assert leftovers(folder) == []


def test_a_change_made_elsewhere_appears_at_refresh(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    kept = other.of(Entry).keep(entry("theirs"))
    assert mine.of(Entry).get(kept.id) is None
    assert mine.refresh() is True
    assert mine.of(Entry).get(kept.id) == kept
    assert mine.refresh() is False
    other.of(Entry).delete(kept)
    assert mine.refresh() is True
    assert len(mine.of(Entry).all()) == 0


def test_an_edit_of_what_another_session_changed_is_refused_and_both_texts_are_there(
    folder: Path,
) -> None:
    mine, other = opened(folder), opened(folder)
    kept = mine.of(Entry).keep(entry("start"))
    other.refresh()
    other.of(Entry).change(kept, entry("theirs"))
    with pytest.raises(ConflictError):
        mine.of(Entry).change(kept, entry("mine"))
    assert list(texts(mine).values()) == ["theirs"]


def test_a_session_keeps_up_over_many_folds_of_another(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    for number in range(4):
        other.of(Entry).keep(entry(str(number)))
        assert other.compact()
    assert mine.refresh() is True
    assert sorted(texts(mine).values()) == ["0", "1", "2", "3"]
    mine.of(Entry).keep(entry("4"))
    assert other.refresh() is True
    assert len(texts(other)) == 5
    assert mine.compact()
    assert other.compact() is False
    assert other.refresh() is False


def test_only_one_of_two_folds_at_once_takes_place(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    mine.of(Entry).keep(entry("x"))
    other.refresh()
    assert mine.compact()
    assert other.compact() is False
    assert texts(opened(folder)) == texts(mine)


def test_changes_are_folded_in_the_background_when_there_are_enough(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trust_tui.store.log.compaction.EVERY", 5)
    workbook = opened(folder)
    for number in range(12):
        workbook.of(Entry).keep(entry(str(number)))
        workbook.finish_upkeep()
    assert len(list((folder / "log").iterdir())) < 12
    workbook.close()
    assert len(texts(opened(folder))) == 12


def test_a_change_that_was_withdrawn_after_another_session_saw_it_is_forgotten_there(
    folder: Path,
) -> None:
    mine, other = opened(folder), opened(folder)
    mine.of(Entry).keep(entry("stays"))
    withdrawn = mine._ledger
    mine.of(Entry).keep(entry("withdrawn"))
    other.refresh()
    place = log_file(folder, 2)
    place.unlink()
    dot = (withdrawn.author.name, 2)
    raw = raw_of(
        replace_in(mine.of(Entry).all()[0], value=entry("in its place"))
    )
    seen = Reach({withdrawn.author.name: 1})
    change = changes.make(dot, 2, seen, 0, {"entries": {"7": raw}})
    text = changes.text_of(change, withdrawn.loaded.store, Plain())
    assert changes.write(withdrawn.folder, withdrawn.seal, "a", dot, text)
    assert other.refresh() is True
    assert sorted(texts(other).values()) == ["in its place", "stays"]


def test_a_change_whose_file_vanishes_stays_in_view_and_is_put_back(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("one"))
    mine.of(Entry).keep(entry("two"))
    log_file(folder, 2).unlink()
    assert mine.refresh() is False
    assert sorted(texts(mine).values()) == ["one", "two"]
    other = opened(folder)
    assert any(finding.lost for finding in other.findings)
    other.of(Entry).keep(entry("three"))
    mine.refresh()
    mine.finish_upkeep()
    assert sorted(texts(mine).values()) == ["one", "three", "two"]
    assert sorted(texts(opened(folder)).values()) == ["one", "three", "two"]


def hold(folder: Path) -> int:
    descriptor = os.open(Folder(folder).here.lock, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    stamp = {"pid": 4711, "host": os.uname().nodename[:64], "since": 1772366400}
    os.pwrite(descriptor, json.dumps(stamp).encode().ljust(256), 0)
    return descriptor


def test_a_holder_that_does_not_let_go_delays_a_save_for_a_stated_time_and_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locks.PATIENCE <= 5
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("before"))
    workbook._ledger.lock._patience = 0.01
    descriptor = hold(folder)
    workbook.of(Entry).keep(entry("beside"))
    assert "Process 4711 on this machine" in workbook.held_by
    with pytest.raises(BusyError) as caught:
        workbook.delete_for_good([workbook.of(Entry).all()[0].id])
    assert "4711" in caught.value.advice
    with pytest.raises(BusyError):
        workbook.set_passphrase("x")
    os.close(descriptor)
    workbook.of(Entry).keep(entry("after"))
    assert workbook.held_by == ""
    workbook.close()
    assert sorted(texts(opened(folder)).values()) == [
        "after",
        "before",
        "beside",
    ]


def test_a_save_beside_a_frozen_holder_waits_while_the_passphrase_is_being_changed(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("before"))
    workbook._ledger.lock._patience = 0.01
    descriptor = hold(folder)
    (folder / "key.coming.age").write_bytes(b"x")
    with pytest.raises(BusyError):
        workbook.of(Entry).keep(entry("beside"))
    os.close(descriptor)


def test_a_session_that_holds_the_workbook_is_named(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    other._ledger.lock._patience = 0.01
    with mine._ledger.lock.held():
        other.of(Entry).keep(entry("beside"))
        assert f"Process {os.getpid()} on this machine" in other.held_by


@pytest.mark.parametrize(
    "signed",
    [
        b"",
        b"{",
        b"[]",
        b'{"pid": 1}',
        b'{"pid": 1, "host": "x", "since": 1e30}',
        b"\xff" * 300,
    ],
)
def test_a_holder_that_left_no_name_is_still_told_of(
    folder: Path, signed: bytes
) -> None:
    workbook = opened(folder)
    workbook._ledger.lock._patience = 0.01
    descriptor = hold(folder)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, signed, 0)
    workbook.of(Entry).keep(entry("beside"))
    assert workbook.held_by == "Another session is holding the workbook."
    os.close(descriptor)


def test_a_lock_of_a_dead_process_locks_nobody_out(folder: Path) -> None:
    workbook = opened(folder)
    code = (
        "import fcntl, os, signal, sys\n"
        "d = os.open(sys.argv[1], os.O_RDWR)\n"
        "fcntl.flock(d, fcntl.LOCK_EX)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    workbook.of(Entry).keep(entry("x"))
    ended = subprocess.run(
        [sys.executable, "-c", code, str(Folder(folder).here.lock)], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    workbook.of(Entry).keep(entry("y"))
    assert workbook.held_by == ""


@pytest.mark.parametrize("code", [38, 37, 95])
def test_a_disk_that_knows_no_locks_is_written_to_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    with pytest.raises(BusyError):
        workbook.compact()
    workbook.close()
    assert list(texts(opened(folder)).values()) == ["x"]


def test_the_number_of_a_change_is_taken_once_however_many_want_it(
    folder: Path,
) -> None:
    first, second = opened(folder), opened(folder)
    ledger = first._ledger
    dot = ("123456789abc", 1)
    change = changes.make(dot, 1, Reach(), 0, {"entries": {"7": b"{}"}})
    text = changes.text_of(change, "x", Plain())
    assert changes.write(ledger.folder, ledger.seal, "a", dot, text) is True
    assert changes.write(ledger.folder, ledger.seal, "b", dot, text) is False
    second.refresh()
    assert leftovers(folder) == []


def test_threads_of_one_session_wait_for_each_other_while_another_thread_reads(
    folder: Path,
) -> None:
    workbook = opened(folder)
    other = opened(folder)
    done = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not done.is_set():
            seen.append(len(workbook.of(Entry).all()))

    usual = sys.getswitchinterval()
    sys.setswitchinterval(
        1e-6
    )  # after each call to the disk the threads take turns sooner
    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        other.of(Entry).keep(entry(str(number)))
        workbook.refresh()
    done.set()
    reader.join()
    sys.setswitchinterval(usual)
    assert seen == sorted(seen)
    assert len(workbook.of(Entry).all()) == 30


# --- on a disk whose locks do nothing, and where somebody comes in between --------------------------------------------


def work_once(first: Callable[[], object]) -> Callable[[Transaction], None]:
    """Keeps a text, while something else happens the first time."""
    happenings = [first]

    def work(transaction: Transaction) -> None:
        while happenings:
            happenings.pop()()
        transaction.put("notes", "1", b'{"text":"secret of mine"}')

    return work


def folds(other: StoreWorkbook) -> None:
    compact_often(other, 3)


def settles(other: StoreWorkbook) -> None:
    other.delete_for_good([other.of(Entry).all()[0].id])


@pytest.mark.parametrize(
    ("happens", "left"),
    [(folds, ["first", "fold 0", "fold 1", "fold 2"]), (settles, [])],
)
def test_a_change_whose_number_was_taken_and_folded_away_meanwhile_is_kept_under_the_next(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[StoreWorkbook], None],
    left: list[str],
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    opened(folder).of(Entry).keep(entry("first"))
    mine, other = opened(folder), opened(folder)
    mine._ledger.write(work_once(lambda: happens(other)))
    for session in (mine, opened(folder)):
        assert everything(session)["notes"] == {"1": {"text": "secret of mine"}}
        assert sorted(texts(session).values()) == left
    assert [*mine.findings, *mine.check()] == []


@pytest.mark.parametrize("locks", [True, False])
def test_a_change_beside_which_a_passphrase_was_set_is_not_left_in_plain_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch, locks: bool
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    mine, other = opened(folder), opened(folder)
    if locks:
        monkeypatch.setattr(mine._ledger.lock, "_acquire", lambda: False)
    with pytest.raises(LockedError):
        mine._ledger.write(work_once(lambda: other.set_passphrase(PHRASE)))
    assert holding(folder, b"secret") == []
    assert mine.locked


@pytest.mark.parametrize("key", ["key.coming.age", "key.going.age"])
def test_a_change_beside_which_a_passphrase_begins_to_be_set_or_removed_is_taken_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    mine = opened(folder)
    monkeypatch.setattr(mine._ledger.lock, "_acquire", lambda: False)
    tried: list[int] = []

    def begins() -> None:
        (folder / key).write_bytes(b"x")

    def taken_back(where: Folder, place: Path) -> None:
        withdraw(where, place)
        tried.append(len(list((folder / "log").iterdir())))
        (folder / key).unlink()

    withdraw = changes.withdraw
    monkeypatch.setattr(changes, "withdraw", taken_back)
    mine._ledger.write(work_once(begins))
    assert tried == [0]
    assert everything(opened(folder))["notes"] == {
        "1": {"text": "secret of mine"}
    }


def repairs(workbook: StoreWorkbook) -> None:
    (workbook._ledger.folder.path / "trust.previous.json").write_bytes(b"{}")
    workbook.check(repair=True)


@pytest.mark.parametrize(
    "doing",
    [repairs, lambda workbook: scrub.go_on(workbook._ledger, workbook.drafts)],
)
def test_a_session_that_has_not_looked_for_long_settles_nothing_away(
    folder: Path, doing: Callable[[StoreWorkbook], object]
) -> None:
    mine, other = opened(folder), opened(folder)
    mine._ledger.write(lambda transaction: transaction.put(PENDING, "1", b"{}"))
    compact_often(other, 3)
    other.of(Entry).keep(entry("x"))
    doing(mine)
    for session in (mine, opened(folder)):
        assert sorted(texts(session).values()) == [
            "fold 0",
            "fold 1",
            "fold 2",
            "x",
        ]
        assert [*session.findings] == []


def test_a_fold_goes_on_after_a_session_that_ended_in_the_middle_of_one(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("x"))
    (folder / "trust.next.json").write_bytes(b"half")
    assert mine.compact()
    assert not (folder / "trust.next.json").exists()
    assert list(texts(opened(folder)).values()) == ["x"]


def replace(folder: Path, other: Path) -> None:
    """Put the files of another workbook in the place of those of this one, as a synchroniser does."""
    for part in ("log", "backups"):
        shutil.rmtree(folder / part)
    for path in folder.glob("trust.*"):
        path.unlink()
    shutil.copytree(
        other,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("*.lock", "lock"),
    )


@pytest.mark.parametrize("settled", [False, True])
def test_a_session_in_whose_place_an_older_workbook_was_put_writes_its_own_again(
    folder: Path, tmp_path: Path, settled: bool
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("first"))
    compact_often(mine)
    mine.close()
    shutil.copytree(folder, tmp_path / "older")
    mine = opened(folder)
    mine.of(Entry).keep(entry("came later"))
    compact_often(mine, 3)
    if settled:
        (folder / "trust.previous.json").write_bytes(b"{}")
        mine.check(repair=True)
    replace(folder, tmp_path / "older")
    before = texts(mine)
    mine.refresh()
    mine.finish_upkeep()
    assert texts(mine) == before
    kept = mine.of(Entry).keep(entry("goes on"))
    mine.finish_upkeep()
    again = opened(folder)
    assert texts(again) == before | {kept.id: "goes on"}
    assert [*mine.check(), *again.findings] == []


@pytest.mark.parametrize("folds", [0, 1, 2])
def test_another_workbook_in_the_place_of_this_one_is_read_anew(
    folder: Path, tmp_path: Path, folds: int
) -> None:
    mine, other = opened(folder), opened(tmp_path / "other")
    for workbook, text in ((mine, "mine"), (other, "theirs")):
        workbook.of(Entry).keep(entry(text))
        compact_often(workbook, folds)
    replace(folder, tmp_path / "other")
    assert mine.refresh() is True
    assert texts(mine) == texts(other)


# --- what is done, nothing else is done meanwhile ---------------------------------------------------------------------

ALONE: dict[
    str, tuple[object, str, Callable[[StoreWorkbook], object], bool]
] = {
    "keep": (
        changes,
        "write",
        lambda workbook: workbook.of(Entry).keep(entry("y")),
        True,
    ),
    "refresh": (
        ledger_module,
        "load",
        lambda workbook: workbook.refresh(),
        False,
    ),
    "fold": (compaction, "_switch", lambda workbook: workbook.compact(), True),
    "backup": (backups, "_link", lambda workbook: workbook.backup(), False),
    "repair": (
        check_files,
        "drop_old_snapshots",
        lambda workbook: workbook.check(repair=True),
        True,
    ),
    "go on": (
        scrub,
        "drop_old_snapshots",
        lambda workbook: scrub.go_on(workbook._ledger, workbook.drafts),
        True,
    ),
    "delete for good": (
        scrub,
        "drop_old_snapshots",
        lambda workbook: workbook.delete_for_good(["1"]),
        True,
    ),
    "set": (
        passphrase_change,
        "_appear",
        lambda workbook: workbook.set_passphrase("z"),
        True,
    ),
    "change": (
        key_files,
        "put",
        lambda workbook: workbook.change_passphrase(PHRASE, "z"),
        True,
    ),
    "remove": (
        passphrase_change,
        "_disappear",
        lambda workbook: workbook.remove_passphrase(PHRASE),
        True,
    ),
    "unlock": (
        access,
        "enter",
        lambda workbook: workbook.unlock(PHRASE),
        False,
    ),
    "lock": (
        Ledger,
        "forget",
        lambda workbook: workbook.lock(),
        False,
    ),
}


@pytest.mark.parametrize("what", ALONE)
def test_nothing_else_is_done_while_it_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    module, name, doing, locks = ALONE[what]
    workbook = opened(folder)
    workbook._ledger.write(
        lambda transaction: transaction.put("notes", "1", b"{}")
    )
    if what == "go on":
        workbook._ledger.write(
            lambda transaction: transaction.put(PENDING, "1", b"{}")
        )
    if what in ("change", "remove", "unlock", "lock"):
        workbook.set_passphrase(PHRASE)
    if what in ("refresh", "repair"):
        compact_often(opened(folder), 3)
    if what == "repair":
        workbook.refresh()
        (folder / "trust.previous.json").write_bytes(b"{}")
    if what == "unlock":
        workbook.lock()
    real = getattr(module, name)
    ledger = workbook._ledger
    free: list[bool] = []

    def watched(*arguments: Any, **named: Any) -> Any:
        thread = threading.Thread(
            target=lambda: free.append(ledger.writing.acquire(blocking=False))
        )
        thread.start()
        thread.join()
        with (
            (Folder(folder).here.lock).open("r+b") as lock,
            suppress(BlockingIOError),
        ):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free.append(locks)
        return real(*arguments, **named)

    monkeypatch.setattr(module, name, watched)
    doing(workbook)
    assert free and not any(free)
