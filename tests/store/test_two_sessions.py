"""Several sessions of one user: each sees the other's changes, nothing is lost, nobody waits for ever."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tests.store.helpers import entry, environment, leftovers, opened, texts, times
from trust_tui.domain.records import Entry
from trust_tui.errors import BusyError, ConflictError
from trust_tui.store import changes, locking

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.store.helpers import opened, entry
    from trust_tui.domain.records import Entry
    from trust_tui.errors import ConflictError
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


def writers(folder: Path, count: int, inserts: int, *, edits: bool, locked: bool = True) -> tuple[list[str], int]:
    """Run processes that write at once. Returns the ids they saw confirmed, and how many edits."""
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("shared"))
    workbook.close()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(name), str(inserts), str(int(edits)), str(int(locked))],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            text=True,
        )
        for name in range(count)
    ]
    kept: list[str] = []
    edited = 0
    for process in running:
        out, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")
        kept += [line.split()[1] for line in out.splitlines() if line.startswith("kept")]
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
    ids=["two", "five-with-edits", "two-without-locks", "five-with-edits-without-locks"],
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
    shared = next(record for record in workbook.of(Entry).all() if record.value.text.startswith("shared"))
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


def test_an_edit_of_what_another_session_changed_is_refused_and_both_texts_are_there(folder: Path) -> None:
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
        assert other.fold()
    assert mine.refresh() is True
    assert sorted(texts(mine).values()) == ["0", "1", "2", "3"]
    mine.of(Entry).keep(entry("4"))
    assert other.refresh() is True
    assert len(texts(other)) == 5
    assert mine.fold()
    assert other.fold() is False
    assert other.refresh() is False


def test_only_one_of_two_folds_at_once_takes_place(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    mine.of(Entry).keep(entry("x"))
    other.refresh()
    assert mine.fold()
    assert other.fold() is False
    assert texts(opened(folder)) == texts(mine)


def test_changes_are_folded_in_the_background_when_there_are_enough(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trust_tui.store.folding.EVERY", 5)
    workbook = opened(folder)
    for number in range(12):
        workbook.of(Entry).keep(entry(str(number)))
        workbook.finish_upkeep()
    assert len(list((folder / "log").iterdir())) < 12
    workbook.close()
    assert len(texts(opened(folder))) == 12


def test_a_change_that_was_withdrawn_after_another_session_saw_it_is_forgotten_there(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    mine.of(Entry).keep(entry("stays"))
    mine.of(Entry).keep(entry("withdrawn"))
    other.refresh()
    (folder / "log" / "000000000002.json").unlink()
    third = opened(folder)
    third.of(Entry).keep(entry("in its place"))
    assert other.refresh() is True
    assert sorted(texts(other).values()) == ["in its place", "stays"]


def hold(folder: Path) -> int:
    descriptor = os.open(folder / "lock", os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    stamp = {"pid": 4711, "host": os.uname().nodename[:64], "since": 1772366400}
    os.pwrite(descriptor, json.dumps(stamp).encode().ljust(256), 0)
    return descriptor


def test_a_holder_that_does_not_let_go_delays_a_save_for_a_stated_time_and_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert locking.PATIENCE <= 5
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
    assert sorted(texts(opened(folder)).values()) == ["after", "before", "beside"]


def test_a_save_beside_a_frozen_holder_waits_while_the_passphrase_is_being_changed(folder: Path) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("before"))
    workbook._ledger.lock._patience = 0.01
    descriptor = hold(folder)
    (folder / "key.coming.age").write_bytes(b"x")
    with pytest.raises(BusyError):
        workbook.of(Entry).keep(entry("beside"))
    os.close(descriptor)


@pytest.mark.parametrize("signed", [b"", b"{", b'{"pid": 1}', b"\xff" * 300])
def test_a_holder_that_left_no_name_is_still_told_of(folder: Path, signed: bytes) -> None:
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
    ended = subprocess.run([sys.executable, "-c", code, str(folder / "lock")], check=False)
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
        workbook.fold()
    workbook.close()
    assert list(texts(opened(folder)).values()) == ["x"]


def test_the_number_of_a_change_is_taken_once_however_many_want_it(folder: Path) -> None:
    first, second = opened(folder), opened(folder)
    change = changes.Change(1, 1, {"entries": {"7": b"{}"}})
    ledger = first._ledger
    assert changes.write(ledger.folder, ledger.seal, "a", change, store="x") is True
    assert changes.write(ledger.folder, ledger.seal, "b", change, store="x") is False
    second.refresh()
    assert leftovers(folder) == []


def test_threads_of_one_session_wait_for_each_other_while_another_thread_reads(folder: Path) -> None:
    workbook = opened(folder)
    other = opened(folder)
    done = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not done.is_set():
            seen.append(len(workbook.of(Entry).all()))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        other.of(Entry).keep(entry(str(number)))
        workbook.refresh()
    done.set()
    reader.join()
    assert seen == sorted(seen)
    assert len(workbook.of(Entry).all()) == 30
