"""Two machines that write under one name, as after a disk was copied, and compacted before their files first meet."""

import shutil
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import time_ns
from typing import Any

import pytest

from tests.store.helpers import (
    PHRASE,
    compact_often,
    entry,
    everything,
    holding,
    log_file,
    opened,
    texts,
    times,
)
from tests.store.test_two_beginnings import carry
from trust_tui.domain.records import Entry
from trust_tui.store.disk import Folder
from trust_tui.store.log.change_marks import Marks
from trust_tui.store.store_workbook import StoreWorkbook

MACHINES = ("mine", "other")
Clones = tuple[StoreWorkbook, StoreWorkbook]


def cloned(
    tmp_path: Path, more: int, compacting: Sequence[str] = MACHINES
) -> Clones:
    """Two machines of one name, of which the second has kept some more, and some have compacted."""
    mine = opened(tmp_path / "mine")
    for text in ("both", "changed", "deleted"):
        mine.of(Entry).keep(entry(text))
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    here, there = (Folder(tmp_path / name).here for name in MACHINES)
    shutil.copytree(here.path, there.path)
    sessions = mine, opened(tmp_path / "other")
    for name, session in zip(MACHINES, sessions, strict=True):
        entries = session.of(Entry)
        by_text = {record.value.text: record for record in entries.all()}
        entries.delete(by_text["deleted"])
        entries.change(by_text["changed"], entry(f"changed on {name}"))
        entries.keep(entry(f"new on {name}"))
        for number in range(more if name == "other" else 0):
            entries.keep(entry(f"more {number}"))
        if name in compacting:
            compact_often(session)
    names = {session._ledger.author.name for session in sessions}
    assert len(names) == 1
    for name in compacting:
        log = holding(tmp_path / name / "log", b"new on")
        assert log == []
    return sessions


def expected(more: int, compacting: Sequence[str] = MACHINES) -> list[str]:
    """What is to be on both machines: the words of each, what both changed twice."""
    folds = ["fold 0", "fold 1"] * len(compacting)
    new = [
        f"{word} on {name}" for word in ("new", "changed") for name in MACHINES
    ]
    return sorted(["both", *new, *folds, *(f"more {at}" for at in range(more))])


def words(session: StoreWorkbook) -> list[str]:
    return sorted(texts(session).values())


def is_named_apart(sessions: Clones) -> bool:
    names = {session._ledger.author.name for session in sessions}
    return len(names) == 2


@pytest.mark.parametrize("more", [0, 5])
@pytest.mark.parametrize("wins", [True, False])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("lives", [True, False])
@pytest.mark.parametrize("compacting", [MACHINES, ["mine"], ["other"], []])
def test_clones_keep_what_either_wrote_whoever_has_compacted_before_they_met(
    tmp_path: Path,
    *,
    more: int,
    wins: bool,
    first: int,
    lives: bool,
    compacting: Sequence[str],
) -> None:
    sessions = cloned(tmp_path, more, compacting)
    source, target = MACHINES[first], MACHINES[1 - first]
    sessions = meet(tmp_path, sessions, source, target, wins=wins, lives=lives)
    assert words(sessions[1 - first]) == expected(more, compacting)
    sessions[1 - first].compact()
    sessions = meet(
        tmp_path, sessions, target, source, wins=not wins, lives=lives
    )
    assert [words(session) for session in sessions] == [
        expected(more, compacting)
    ] * 2
    assert everything(sessions[0]) == everything(sessions[1])
    for session in sessions:
        session.of(Entry).keep(entry("later"))
    assert is_named_apart(sessions)
    for session in sessions:
        session.close()


def meet(
    tmp_path: Path,
    sessions: Clones,
    source: str,
    target: str,
    *,
    wins: bool,
    lives: bool,
) -> Clones:
    """Bring the files of one machine to the other, whose session goes on or is started anew."""
    for session in sessions:
        session.finish_upkeep()
        if not lives:
            session.close()
    carry(tmp_path / source, tmp_path / target, wins=wins)
    if not lives:
        return opened(tmp_path / "mine"), opened(tmp_path / "other")
    for session in sessions:
        session.refresh()
    return sessions


@pytest.mark.parametrize("phrase", [None, PHRASE])
def test_log_of_a_clone_is_taken_in_where_no_line_tells_of_it_any_more(
    tmp_path: Path, phrase: str | None
) -> None:
    mine = opened(tmp_path / "mine")
    record = mine.of(Entry).keep(entry("both"))
    if phrase:
        mine.set_passphrase(phrase)
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    here, there = (Folder(tmp_path / name).here for name in MACHINES)
    shutil.copytree(here.path, there.path)
    other = opened(tmp_path / "other", phrase)
    (known,) = other.of(Entry).all()
    other.of(Entry).change(known, entry("theirs"))
    other.of(Entry).keep(entry("new on other"))
    for at in range(9):
        record = mine.of(Entry).change(record, entry(f"mine {at}"))
        mine.compact()
    for session in (mine, other):
        session.close()
    carry(tmp_path / "other" / "log", tmp_path / "mine" / "log", wins=False)
    for _ in range(3):
        mine = opened(tmp_path / "mine", phrase)
        assert words(mine) == ["mine 8", "new on other", "theirs"]
        mine.compact()
        mine.copies.clear_up()
        mine.close()


def test_change_that_both_snapshots_hold_brings_nothing_back_when_it_comes_again(
    folder: Path,
) -> None:
    workbook = opened(folder)
    gone = workbook.of(Entry).keep(entry("goes for good"))
    workbook.of(Entry).keep(entry("stays"))
    files = {path: path.read_bytes() for path in (folder / "log").iterdir()}
    workbook.of(Entry).delete(gone)
    workbook.delete_for_good([gone.id])
    compact_often(workbook)
    for lives in (True, False):
        for path, data in files.items():
            path.write_bytes(data)
            path.chmod(0o600)
        if lives:
            workbook.refresh()
        else:
            workbook.close()
            workbook = opened(folder)
        assert words(workbook) == ["fold 0", "fold 1", "stays"]
        assert not workbook.findings
    compact_often(workbook)
    assert not set(files) & set((folder / "log").iterdir())
    workbook.close()


def test_what_is_deleted_after_clones_met_stays_deleted(
    tmp_path: Path,
) -> None:
    sessions = cloned(tmp_path, 2)
    for source, target in (MACHINES, MACHINES[::-1]):
        sessions = meet(
            tmp_path, sessions, source, target, wins=False, lives=False
        )
        for session in sessions:
            session.compact()
    entries = sessions[0].of(Entry)
    for record in list(entries.all()):
        if record.value.text.startswith("new on"):
            entries.delete(record)
    for number in range(2):
        entries.keep(entry(f"after {number}"))
        sessions[0].finish_upkeep()
        sessions[0].compact()
    left = words(sessions[0])
    assert not any(text.startswith("new on") for text in left)
    for source, target in (MACHINES, MACHINES[::-1]):
        sessions = meet(
            tmp_path, sessions, source, target, wins=False, lives=False
        )
        for session in sessions:
            session.compact()
    assert [words(session) for session in sessions] == [left] * 2
    for session in sessions:
        session.close()


def replaced(
    tmp_path: Path, phrase: str | None = None
) -> tuple[StoreWorkbook, Path, bytes]:
    """A machine with two changes, and what another of its name has written in the place of the second."""
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("both"))
    if phrase:
        mine.set_passphrase(phrase)
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    here, there = (Folder(tmp_path / name).here for name in MACHINES)
    shutil.copytree(here.path, there.path)
    other = opened(tmp_path / "other", phrase)
    mine.of(Entry).keep(entry("mine"))
    other.of(Entry).keep(entry("theirs"))
    other.close()
    theirs = log_file(tmp_path / "other", 2)
    return mine, tmp_path / "mine" / "log" / theirs.name, theirs.read_bytes()


def put_in_place(path: Path, data: bytes) -> None:
    """As a synchroniser does: another file of that name."""
    path.unlink()
    path.write_bytes(data)
    path.chmod(0o600)


@pytest.mark.parametrize("compacting", [0, 1])
@pytest.mark.parametrize("more", [0, 1, 2])
def test_file_of_a_clone_in_the_place_of_ours_is_found_whichever_session_compacts(
    tmp_path: Path, compacting: int, more: int
) -> None:
    mine, place, theirs = replaced(tmp_path)
    sessions = mine, opened(tmp_path / "mine")
    assert sessions[compacting].compact()
    for session in sessions:
        session.refresh()
    put_in_place(place, theirs)
    compact_often(mine, more)
    for session in sessions:
        session.close()
    again = opened(tmp_path / "mine")
    folds = [f"fold {number}" for number in range(more)]
    assert words(again) == ["both", *folds, "mine", "theirs"]
    again.close()


def test_file_of_a_clone_is_found_after_the_clock_was_put_back(
    tmp_path: Path,
) -> None:
    mine, place, theirs = replaced(tmp_path)
    mine.compact()
    mine.close()
    opened(tmp_path / "mine").close()
    noted = Folder(tmp_path / "mine").here.path / "held"
    snapshot, _, _ = noted.read_text().rpartition(" ")
    in_a_day = time_ns() + 86_400 * 1_000_000_000
    noted.write_text(f"{snapshot} {in_a_day}")
    put_in_place(place, theirs)
    again = opened(tmp_path / "mine")
    assert words(again) == ["both", "mine", "theirs"]
    again.close()


@pytest.mark.parametrize("phrase", [None, PHRASE])
@pytest.mark.parametrize("looks", [True, False])
def test_what_was_kept_last_stays_where_a_clones_file_takes_its_place(
    tmp_path: Path, phrase: str | None, looks: bool
) -> None:
    mine, place, theirs = replaced(tmp_path, phrase)
    mine.refresh()
    put_in_place(place, theirs)
    wanted = ["both", "mine", "theirs"]
    if looks:
        mine.refresh()
        assert words(mine) == wanted
    mine.of(Entry).keep(entry("next"))
    mine.compact()
    assert words(mine) == sorted([*wanted, "next"])
    mine.close()
    again = opened(tmp_path / "mine", phrase)
    assert words(again) == sorted([*wanted, "next"])
    again.close()


@pytest.mark.parametrize("phrase", [None, PHRASE])
def test_file_of_a_clone_outlives_that_a_passphrase_is_set_or_removed(
    tmp_path: Path, phrase: str | None
) -> None:
    mine, place, theirs = replaced(tmp_path, phrase)
    mine.compact()
    put_in_place(place, theirs)
    if phrase:
        mine.remove_passphrase(phrase)
    else:
        mine.set_passphrase(PHRASE)
    mine.close()
    again = opened(tmp_path / "mine", None if phrase else PHRASE)
    assert words(again) == ["both", "mine", "theirs"]
    again.close()


def test_file_of_a_clone_that_comes_after_the_passphrase_went_is_compared(
    tmp_path: Path,
) -> None:
    mine, place, theirs = replaced(tmp_path)
    mine.set_passphrase(PHRASE)
    mine.remove_passphrase(PHRASE)
    mine._ledger.loaded.looked_at.add(place.name)
    place.write_bytes(theirs)
    place.chmod(0o600)
    compact_often(mine, 1)
    mine.close()
    again = opened(tmp_path / "mine")
    assert words(again) == ["both", "fold 0", "mine", "theirs"]
    again.close()


def test_marks_are_whole_while_several_threads_ask_for_them() -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        found = [copied_at_once(3) for _ in range(times(400, 10_000))]
    finally:
        sys.setswitchinterval(before)
    assert all(one == [({1}, {2}, {3}, set[str]())] * 2 for one in found)


def copied_at_once(most: int) -> list[tuple[set[Any], ...]]:
    """What two threads find that ask at the same moment, while none is in its place yet: the marks, and who is two."""
    marks = Marks()
    dots = [("abcdefabcdef", count + 1) for count in range(most)]
    marks.taken += [(dot, dot[1]) for dot in dots]
    both = threading.Barrier(2)

    def ask(_: int) -> tuple[set[Any], ...]:
        both.wait(30)
        copy = marks.copy()
        return (*map(copy.at, dots), marks.shared())

    with ThreadPoolExecutor(2) as threads:
        return [*threads.map(ask, range(2))]
