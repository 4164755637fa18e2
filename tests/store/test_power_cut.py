"""The power goes at any moment, and whatever was not flushed may be missing."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.disk import disk
from tests.store.helpers import (
    PHRASE,
    TickingClock,
    compact_often,
    entry,
    opened,
    texts,
    times,
)
from tests.store.power import Recorder
from trust_tui.domain.errors import StoreError
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import is_sealed, leave_note
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.store_workbook import StoreWorkbook

States = list[tuple[int, set[str]]]


def work(workbook: StoreWorkbook, between: Recorder, passphrase: str) -> States:
    """A session with a bit of everything. Returns what was confirmed after how many operations."""
    kept = set(texts(workbook).values())
    states = [(0, set(kept))]

    def confirmed() -> None:
        states.append((between.count, set(kept)))

    for round in range(4):
        record = workbook.of(Entry).keep(entry(f"new {round}"))
        kept.add(f"new {round}")
        confirmed()
        workbook.of(Entry).change(record, entry(f"changed {round}"))
        kept.remove(f"new {round}")
        kept.add(f"changed {round}")
        confirmed()
        workbook.compact()
    if passphrase == "set":
        workbook.set_passphrase(PHRASE)
    if passphrase == "removed":
        workbook.remove_passphrase(PHRASE)
    if passphrase == "changed":
        workbook.change_passphrase(PHRASE, "new")
    workbook.of(Entry).keep(entry("last of all"))
    kept.add("last of all")
    confirmed()
    return states


def recorded(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    passphrase: str,
    *,
    forgetful: bool = False,
) -> tuple[Recorder, States]:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("first"))
    compact_often(workbook)
    workbook.backup()
    if passphrase in ("kept", "removed", "changed"):
        workbook.set_passphrase(PHRASE)
    workbook.close()
    recorder = Recorder(str(folder), forgetful=forgetful)
    recorder.begin()
    with disk(monkeypatch, folder, between=recorder):
        workbook = opened(folder, PHRASE if is_sealed(folder) else None)
        states = work(workbook, recorder, passphrase)
        workbook.close()
    return recorder, states


def lost(
    recorder: Recorder, states: States, at: int, seed: int, target: Path
) -> str:
    """What is wrong after a cut, or nothing."""
    recorder.after_cut(at, random.Random(seed), target)
    try:
        before = [texts for count, texts in states if count <= at][-1]
        coming = next((texts for count, texts in states if count > at), before)
        for phrase in [PHRASE, "new"] if is_sealed(target) else [None]:
            try:
                workbook = opened(target, phrase)
            except StoreError as error:
                problem = f"does not open: {error.advice}"
                continue
            found = set(texts(workbook).values())
            workbook.close()
            if found in (before, coming) and not any(
                finding.lost for finding in workbook.findings
            ):
                return ""
            problem = f"found {found}, wanted {before} or {coming}; {workbook.findings}"
        return problem
    finally:
        shutil.rmtree(target)
        Folder(target).here.forget()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "passphrase", ["none", "kept", "set", "changed", "removed"]
)
def test_a_power_cut_loses_nothing_confirmed(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
    record_property: Callable[[str, object], None],
) -> None:
    """Five stories of 120 states or more each: 600 in all, 5,000 in a long run."""
    recorder, states = recorded(monkeypatch, folder, passphrase)
    count = times(120, 1000)
    record_property("states", count)
    for number in range(count):
        at = 1 + number * recorder.count // count
        assert lost(recorder, states, at, number, tmp_path / "after") == "", (
            f"state {number}, after {at} operations"
        )
    print(
        f"passphrase {passphrase}: {recorder.count} operations, {count} states"
    )


@pytest.mark.parametrize("passphrase", ["set", "removed"])
def test_a_power_cut_while_the_files_of_before_are_removed_loses_nothing(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
) -> None:
    """Every operation from the one that turns the key on."""
    recorder, states = recorded(monkeypatch, folder, passphrase)
    turned = next(
        count
        for count, naming in recorder.namings
        if str(folder / "key.age") in naming.names
    )
    for at in range(turned, states[-1][0]):
        for seed in (at, at + 1000):
            assert lost(recorder, states, at, seed, tmp_path / "after") == "", (
                f"{at} operations, {seed}"
            )


def test_without_flushing_a_power_cut_would_lose_something(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control run: the test above must be able to fail."""
    recorder, states = recorded(monkeypatch, folder, "none", forgetful=True)
    problems = [
        lost(
            recorder,
            states,
            1 + n * recorder.count // 100,
            n,
            tmp_path / "after",
        )
        for n in range(100)
    ]
    assert sum(1 for problem in problems if problem) > 20


DONE: dict[
    str,
    tuple[
        Callable[[StoreWorkbook, Path], object],
        Callable[[StoreWorkbook], object],
    ],
] = {
    "draft": (
        lambda workbook, _: workbook.drafts.keep(
            Draft(key="new-entry", fields={"text": "done"})
        ),
        lambda workbook: (
            [draft.fields["text"] for draft in workbook.drafts.orphans()]
            == ["done"]
        ),
    ),
    "note": (
        lambda _, folder: leave_note(
            folder, entry("done"), clock=TickingClock()
        ),
        lambda workbook: "done" in texts(workbook).values(),
    ),
    "backup": (
        lambda workbook, _: workbook.backup(),
        lambda workbook: workbook.restore_backup(workbook.backups()[0].name),
    ),
}


@pytest.mark.parametrize("what", DONE)
def test_what_is_called_done_is_there_after_a_power_cut(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    doing, is_there = DONE[what]
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("first"))
    workbook.set_passphrase(PHRASE)
    recorder = Recorder(str(folder))
    recorder.begin()
    with disk(monkeypatch, folder, between=recorder):
        doing(workbook, folder)
    for seed in range(15):
        recorder.after_cut(
            recorder.count, random.Random(seed), tmp_path / "after"
        )
        Folder(tmp_path / "after").here.forget()
        after = opened(tmp_path / "after", PHRASE)
        assert is_there(after), seed
        assert [one for one in after.findings if not one.quiet] == []
        after.close()
        shutil.rmtree(tmp_path / "after")


def test_what_was_called_failed_is_not_there_after_a_power_cut(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    recorder = Recorder(str(folder))
    recorder.begin()
    with disk(monkeypatch, folder, between=recorder):
        workbook.of(Entry).keep(entry("first"))
        before = recorder.count
        workbook.of(Entry).keep(entry("second"))
        kinds = recorder.kinds[before:]
        recorder.plan.at = (
            recorder.count + len(kinds) - kinds[::-1].index("fsync")
        )
        with pytest.raises(StoreError):
            workbook.of(Entry).keep(entry("third"))
        assert recorder.kinds[recorder.plan.at - 1] == "fsync"
    for seed in range(20):
        recorder.after_cut(
            recorder.count, random.Random(seed), tmp_path / "after"
        )
        Folder(tmp_path / "after").here.forget()
        after = opened(tmp_path / "after")
        assert sorted(texts(after).values()) == ["first", "second"], seed
        after.close()
        shutil.rmtree(tmp_path / "after")
