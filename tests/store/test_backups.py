"""Backups, what is deleted for good, upgrades, and what is done in the background."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.store.helpers import (
    NOON,
    PHRASE,
    TickingClock,
    compact_often,
    entry,
    everything,
    holding,
    names,
    opened,
    texts,
)
from trust_tui.domain.errors import (
    DamagedError,
    NewerError,
    StoreError,
    UncertainError,
)
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store.care.backups import Backup, rotate, to_keep
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.locks import StoreLock
from trust_tui.store.log import changes, encode, upgrades


def daily(days: int, until: date = date(2026, 6, 30)) -> list[Backup]:
    noon = datetime(until.year, until.month, until.day, 12, tzinfo=UTC)
    return [
        Backup(f"{days - n}", noon - timedelta(days=n), "auto", days - n)
        for n in range(days)
    ]


def test_backups_stay_daily_for_a_week_weekly_for_two_months_monthly_for_two_years() -> (
    None
):
    there = daily(1200)
    kept = to_keep(there, date(2026, 6, 30))
    made = sorted(
        (backup.made.date() for backup in there if backup.name in kept),
        reverse=True,
    )
    assert made[:7] == [date(2026, 6, 30) - timedelta(days=n) for n in range(7)]
    weeks = [day for day in made if 7 <= (date(2026, 6, 30) - day).days < 62]
    assert len(weeks) in (8, 9)
    months = [day for day in made if (date(2026, 6, 30) - day).days >= 62]
    assert 22 <= len(months) <= 24
    assert len(made) <= 40


def test_backups_that_are_rotated_every_day_cover_the_same_times() -> None:
    there: list[Backup] = []
    for number, backup in enumerate(reversed(daily(800))):
        there.insert(0, backup)
        kept = to_keep(there, backup.made.date())
        there = [one for one in there if one.name in kept]
        assert len(there) <= 41, number
    ages = [(date(2026, 6, 30) - backup.made.date()).days for backup in there]
    assert ages[:7] == list(range(7))
    assert max(b - a for a, b in itertools.pairwise(ages)) <= 62
    assert ages[-1] > 600


def test_backups_of_a_clock_that_was_wrong_do_not_push_out_the_right_ones() -> (
    None
):
    there = [*daily(3, date(2099, 1, 3)), *daily(20)]
    kept = to_keep(there, date(2026, 6, 30))
    assert len(kept) >= 7


def test_the_number_of_backups_of_each_other_kind_is_bounded() -> None:
    there = [
        Backup(f"{kind}{n}", NOON, kind, n)
        for n in range(30)
        for kind in ("asked", "safety", "upgrade")
    ]
    assert len(to_keep(there, NOON.date())) == 17


def test_the_size_of_all_backups_is_bounded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trust_tui.store.care.backups._SMALL", 1000)
    monkeypatch.setattr("trust_tui.store.care.backups._TIMES", 2)
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x" * 5000))
    for _ in range(8):
        workbook.backup()
    assert len(workbook.backups()) == 4
    rotate(Folder(folder), NOON)
    assert len(workbook.backups()) == 4
    monkeypatch.setattr("trust_tui.store.care.backups._TIMES", 6)
    for _ in range(8):
        workbook.backup()
    assert len(workbook.backups()) == 6


def test_the_backup_of_the_day_is_made_once_and_only_when_something_changed(
    folder: Path,
) -> None:
    clock = TickingClock()
    for expected in (0, 1, 1):
        workbook = opened(folder, clock=clock, upkeep=True)
        workbook.finish_upkeep()
        assert len(workbook.backups()) == expected
        workbook.of(Entry).keep(entry("x"))
        workbook.close()
    clock.moment += timedelta(days=1)
    workbook = opened(folder, clock=clock, upkeep=True)
    workbook.finish_upkeep()
    assert [backup.kind for backup in workbook.backups()] == ["auto", "auto"]
    clock.moment += timedelta(days=1)
    workbook.close()
    workbook = opened(folder, clock=clock, upkeep=True)
    workbook.finish_upkeep()
    assert len(workbook.backups()) == 2


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_restoring_puts_everything_back_after_a_safety_copy_and_can_be_undone(
    folder: Path, sealed: bool
) -> None:
    workbook, other = opened(folder), opened(folder)
    if sealed:
        workbook.set_passphrase(PHRASE)
        other.unlock(PHRASE)
    first = workbook.of(Entry).keep(entry("first"))
    gone = workbook.of(Entry).keep(entry("gone by then"))
    backup = workbook.backup()
    changed = workbook.of(Entry).change(first, entry("changed"))
    workbook.of(Entry).delete(gone)
    workbook.of(Entry).keep(entry("new"))
    later = texts(workbook)
    safety = workbook.restore_backup(backup.name)
    assert safety.kind == "safety"
    assert sorted(texts(workbook).values()) == ["first", "gone by then"]
    restored = workbook.of(Entry).get(first.id)
    assert restored is not None and restored.revision > changed.revision
    assert len(workbook.trash()) == 0
    assert other.refresh() and texts(other) == texts(workbook)
    with pytest.raises(StoreError):
        other.of(Entry).change(changed, entry("from an editor that was open"))
    workbook.undo()
    assert texts(workbook) == later
    workbook.restore_backup(safety.name)
    assert texts(workbook) == later


@pytest.mark.parametrize("doing", ["restore", "take back"])
def test_the_safety_copy_holds_what_another_session_has_kept(
    folder: Path, doing: str
) -> None:
    mine, other = opened(folder), opened(folder)
    first = mine.of(Entry).keep(entry("first"))
    backup = mine.backup()
    mine.take_in([replace(first, id="1")])
    other.of(Entry).keep(entry("theirs"))
    if doing == "restore":
        mine.restore_backup(backup.name)
    else:
        mine.take_import_back()
    (safety,) = (backup for backup in mine.backups() if backup.kind == "safety")
    mine.restore_backup(safety.name)
    assert sorted(texts(mine).values()) == ["first", "first", "theirs"]


def test_restoring_brings_back_what_the_store_notes_for_itself(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    came = workbook.of(Entry).all()[0]
    workbook.take_in([replace(came, id="1")])
    made = workbook.last_import()
    backup = workbook.backup()
    workbook.take_import_back()
    workbook.restore_backup(backup.name)
    assert made is not None and workbook.last_import() == made


@pytest.mark.parametrize("revision", ["x", None, 2.5])
def test_an_odd_record_in_a_backup_keeps_none_from_coming_back(
    folder: Path, revision: object
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("words"))
    odd = encode({"text": "odd", "revision": revision})
    workbook._ledger.write(lambda change: change.put(Entry.TABLE, "odd", odd))
    backup = workbook.backup()
    workbook._ledger.write(lambda change: change.put(Entry.TABLE, "odd", None))
    workbook.of(Entry).delete(kept)

    workbook.restore_backup(backup.name)

    assert list(texts(workbook).values()) == ["words"]
    assert workbook._ledger.state.row(Entry.TABLE, "odd") is not None


def test_a_damaged_or_missing_backup_is_not_restored(folder: Path) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("first"))
    backup = workbook.backup()
    path = folder / "backups" / backup.name
    path.write_bytes(path.read_bytes()[:-1])
    workbook.of(Entry).keep(entry("second"))
    with pytest.raises(DamagedError):
        workbook.restore_backup(backup.name)
    with pytest.raises(StoreError):
        workbook.restore_backup("none.json")
    assert len(texts(workbook)) == 2
    assert [finding.file for finding in workbook.check()] == [
        f"backups/{backup.name}"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "2026-99-99T000000Z-auto-1.json",
        "notes.json",
        "2026-03-01T120000Z-mine-1.json",
    ],
)
def test_what_only_looks_like_a_backup_is_none_and_stays(
    folder: Path, name: str
) -> None:
    opened(folder).of(Entry).keep(entry("first"))
    (folder / "backups" / name).touch(0o600)
    workbook = opened(folder, upkeep=True)
    workbook.finish_upkeep()
    made = workbook.backup()
    assert workbook.backups()[0] == made
    assert len(workbook.backups()) == 2
    assert (folder / "backups" / name).exists()
    workbook.close()


def test_two_backups_in_the_same_second_have_two_names(folder: Path) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("first"))
    workbook._unit._clock = type("Still", (), {"now": lambda self: NOON})()
    made = [workbook.backup(), workbook.backup()]
    assert made[0].name != made[1].name
    assert (
        sorted(workbook.backups(), key=lambda backup: len(backup.name)) == made
    )


@pytest.mark.parametrize("name", ["../log/*-00000002.json", "../drafts/*.json"])
def test_a_file_of_the_workbook_that_is_no_backup_is_not_restored(
    folder: Path, name: str
) -> None:
    workbook = opened(folder)
    for text in ("first", "second"):
        workbook.of(Entry).keep(entry(text))
    workbook.backup()
    workbook.drafts.keep(Draft(key="new-entry", fields={"text": "typed"}))
    (path,) = (folder / "backups").glob(name)
    with pytest.raises(DamagedError):
        workbook.restore_backup(str(path))
    assert len(texts(workbook)) == 2
    assert len(workbook.backups()) == 1


def test_a_backup_that_the_disk_does_not_confirm_is_not_called_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("first"))

    def unsure(_: Path) -> None:
        raise OSError(5, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(files, "flush_folder", unsure)
        with pytest.raises(StoreError):
            workbook.backup()
    assert workbook.backups() == []
    assert list((folder / "backups").iterdir()) == []


def test_backups_of_the_day_go_when_their_time_is_over(folder: Path) -> None:
    clock = TickingClock()
    for _ in range(16):
        workbook = opened(folder, clock=clock, upkeep=True)
        workbook.finish_upkeep()
        workbook.of(Entry).keep(entry("x"))
        workbook.close()
        clock.moment += timedelta(days=1)
    made = [backup.made.date() for backup in opened(folder).backups()]
    assert len(made) < 11
    assert made[:7] == [
        (clock.moment - timedelta(days=n)).astimezone(UTC).date()
        for n in range(1, 8)
    ]


# --- deleted for good -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_what_is_deleted_for_good_leaves_no_byte_in_the_folder(
    folder: Path, sealed: bool
) -> None:
    workbook, other = opened(folder), opened(folder)
    kept = workbook.of(Entry).keep(entry("GOODBYE one"))
    trashed = workbook.of(Entry).keep(entry("GOODBYE two"))
    stays = workbook.of(Entry).keep(entry("stays"))
    workbook.backup()
    workbook.of(Entry).delete(trashed)
    kept = workbook.of(Entry).change(kept, entry("GOODBYE three"))
    compact_often(workbook)
    workbook.of(Entry).change(kept, entry("GOODBYE four"))
    workbook.drafts.keep(
        Draft(key=f"entry:{kept.id}", fields={"text": "GOODBYE five"})
    )
    (folder / "quarantine" / "000-x.json").write_bytes(
        kept.id.encode() + b"GOODBYE six"
    )
    (folder / "quarantine" / "001-x.json").write_bytes(b"something else")
    (folder / "backups" / "2026-01-01T000000Z-auto-1.json").write_bytes(
        b"GOODBYE damaged backup"
    )
    if sealed:
        workbook.set_passphrase(PHRASE)
        other.unlock(PHRASE)
        (folder / "quarantine" / "002-x.json.age").write_bytes(b"a broken seal")
    else:
        other.refresh()
    workbook.delete_for_good([kept.id, trashed.id, "42"])
    assert holding(folder, b"GOODBYE") == []
    assert {name for name in names(folder) if "quarantine" in name} == {
        f"quarantine/001-x.json{'.age' if sealed else ''}"
    }
    assert other.refresh()
    for session in (
        workbook,
        other,
        opened(folder, PHRASE if sealed else None),
    ):
        assert session.of(Entry).get(kept.id) is None
        assert [
            thrown
            for thrown in session.trash()
            if thrown.record.id == trashed.id
        ] == []
        assert session.of(Entry).get(stays.id) == stays
    for backup in workbook.backups():
        workbook.restore_backup(backup.name)
        assert "GOODBYE" not in repr(everything(workbook))
    while workbook.undo() is not None:
        pass
    assert "GOODBYE" not in repr(everything(workbook))


@contextmanager
def all_overwritten(folder: Path, needle: bytes) -> Iterator[None]:
    """Every file that holds these bytes now is overwritten inside, not just robbed of its name."""
    with ExitStack() as stack:
        files = [
            stack.enter_context((folder / name).open("rb"))
            for name in holding(folder, needle)
        ]
        yield
        assert len(files) > 4
        assert [file.name for file in files if needle in file.read()] == []


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_deleting_for_good_overwrites_old_copies_and_costs_no_whole_backup(
    folder: Path, sealed: bool
) -> None:
    workbook = opened(folder)
    gone = workbook.of(Entry).keep(entry("GOODBYE"))
    stays = workbook.of(Entry).keep(entry("stays"))
    for _ in range(2):
        workbook.backup()
    compact_often(workbook, 3)
    workbook.of(Entry).change(gone, entry("GOODBYE again"))
    (folder / "quarantine" / "000-x.json").write_bytes(
        gone.id.encode() + b"GOODBYE"
    )
    workbook.drafts.keep(
        Draft(key=f"entry:{gone.id}", fields={"text": "GOODBYE"})
    )
    with all_overwritten(folder, b"GOODBYE"):
        if sealed:
            workbook.set_passphrase(PHRASE)
            workbook.backup()
        newest = max(
            name for name in names(folder) if name.startswith("backups/2")
        )
        (folder / newest.replace("2026", "2027")).write_bytes(
            b"GOODBYE damaged"
        )
        whole = len(workbook.backups()) - 1
        workbook.delete_for_good([gone.id])
    assert holding(folder, b"GOODBYE") == []
    assert "scrub" not in everything(workbook)
    assert len(workbook.backups()) == whole
    for backup in workbook.backups():
        workbook.restore_backup(backup.name)
        assert workbook.of(Entry).get(gone.id) is None
        assert workbook.of(Entry).get(stays.id) is not None


def test_a_damaged_draft_does_not_keep_anything_from_being_deleted_for_good(
    folder: Path,
) -> None:
    typing = opened(folder)
    typing.drafts.keep(Draft(key="new-entry", fields={"text": "x"}))
    (path,) = (folder / "drafts").glob("*.json")
    path.write_bytes(b"half")
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("GOODBYE"))
    workbook.delete_for_good([kept.id])
    assert holding(folder, b"GOODBYE") == []


def test_deleting_for_good_goes_on_at_the_next_start_when_a_file_resists(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("GOODBYE"))
    workbook.backup()

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(files, "wipe", broken)
        with pytest.raises(UncertainError) as caught:
            workbook.delete_for_good([kept.id])
    assert caught.value.title == "Removed, but not everywhere yet"
    assert workbook.of(Entry).get(kept.id) is None
    workbook.close()
    again = opened(folder, upkeep=True)
    again.finish_upkeep()
    assert holding(folder, b"GOODBYE") == []
    again.close()


def test_what_was_in_the_trash_for_thirty_days_is_scrubbed(
    folder: Path,
) -> None:
    clock = TickingClock()
    workbook = opened(folder, clock=clock)
    old = workbook.of(Entry).keep(entry("OLD"))
    young = workbook.of(Entry).keep(entry("YOUNG"))
    workbook.of(Entry).delete(old)
    clock.moment += timedelta(days=2)
    workbook.of(Entry).delete(young)
    workbook.close()
    clock.moment += timedelta(days=29)
    workbook = opened(folder, clock=clock, upkeep=True)
    workbook.finish_upkeep()
    assert [thrown.record.id for thrown in workbook.trash()] == [young.id]
    assert holding(folder, b"OLD") == []
    workbook.close()


# --- upgrades ---------------------------------------------------------------------------------------------------------


def shouting(documents: dict[str, dict[str, Any]]) -> None:
    for document in documents.get("entries", {}).values():
        document["text"] = document["text"].upper()
        document["loud"] = True


def as_version_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "SCHEMA", 3)
    monkeypatch.setitem(upgrades.STEPS, 2, shouting)


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_a_store_of_an_older_version_is_brought_up_and_a_backup_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sealed: bool
) -> None:
    workbook = opened(folder)
    if sealed:
        workbook.set_passphrase(PHRASE)
    for text in ("one", "two"):
        workbook.of(Entry).keep(entry(text))
        workbook.compact()
    workbook.of(Entry).keep(entry("three"))
    asked = workbook.backup()
    workbook.close()
    as_version_two(monkeypatch)
    phrase = PHRASE if sealed else None
    upgraded = opened(folder, phrase)
    assert sorted(texts(upgraded).values()) == ["ONE", "THREE", "TWO"]
    assert [finding.file for finding in upgraded.findings] == ["trust.json"]
    assert [backup.kind for backup in upgraded.backups()] == [
        "upgrade",
        "asked",
    ] or len(upgraded.backups()) == 2
    upgraded.of(Entry).keep(entry("four"))
    for backup in (
        asked,
        next(
            backup for backup in upgraded.backups() if backup.kind == "upgrade"
        ),
    ):
        upgraded.restore_backup(backup.name)
        assert sorted(texts(upgraded).values()) == ["ONE", "THREE", "TWO"]
    upgraded.close()
    assert [*opened(folder, phrase).findings] == []


def test_a_store_of_a_newer_version_is_refused_untouched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened(folder)
    with monkeypatch.context() as patch:
        as_version_two(patch)
        newer = opened(folder)
        newer.of(Entry).keep(entry("from the future"))
        newer.compact()
        newer.close()
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    with pytest.raises(NewerError):
        opened(folder)
    with pytest.raises(NewerError):
        old.refresh()
    with pytest.raises(NewerError):
        old.of(Entry).keep(entry("from the past"))
    assert before == {
        name: (folder / name).read_bytes() for name in names(folder)
    }


def test_a_session_of_the_older_version_stops_when_a_newer_one_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened(folder)
    old.of(Entry).keep(entry("one"))
    with monkeypatch.context() as patch:
        as_version_two(patch)
        newer = opened(folder)
        newer.of(Entry).keep(entry("two"))
    with pytest.raises(NewerError):
        old.of(Entry).keep(entry("three"))


def test_an_old_snapshot_with_a_newer_change_is_brought_up_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("one"))
    workbook.compact()
    workbook.close()
    old = (folder / "trust.json").read_bytes()
    as_version_two(monkeypatch)
    newer = opened(folder)
    newer.of(Entry).keep(entry("Two"))
    newer.close()
    (folder / "trust.json").write_bytes(b"{}")
    (folder / "trust.previous.json").write_bytes(old)
    again = opened(folder)
    assert sorted(texts(again).values()) == ["ONE", "Two"]


def test_a_store_of_an_older_version_is_read_in_the_present_form_where_it_cannot_be_written_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("one"))
    workbook.close()
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    as_version_two(monkeypatch)
    monkeypatch.setattr("trust_tui.store.opening._writable", lambda _: False)
    assert list(texts(opened(folder)).values()) == ["ONE"]
    assert before == {
        name: (folder / name).read_bytes() for name in names(folder)
    }


def test_a_store_that_another_session_has_brought_up_meanwhile_is_not_brought_up_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("one"))
    workbook.close()
    as_version_two(monkeypatch)
    acquire = StoreLock._acquire

    def late(lock: StoreLock) -> bool:
        patch.undo()
        other = opened(folder)
        compact_often(other)
        other.of(Entry).keep(entry("Meanwhile"))
        other.close()
        return acquire(lock)

    with monkeypatch.context() as patch:
        patch.setattr(StoreLock, "_acquire", late)
        workbook = opened(folder)
    for session in (workbook, opened(folder)):
        assert sorted(texts(session).values()) == [
            "Meanwhile",
            "ONE",
            "fold 0",
            "fold 1",
        ]
        assert [*session.findings] == []
    assert [backup.kind for backup in workbook.backups()] == ["upgrade"]


def test_a_store_is_brought_up_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).of(Entry).keep(entry("one"))
    as_version_two(monkeypatch)
    for _ in range(3):
        workbook = opened(folder)
        assert list(texts(workbook).values()) == ["ONE"]
        workbook.close()
    assert [backup.kind for backup in workbook.backups()] == ["upgrade"]
