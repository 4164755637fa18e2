"""Bits flip, files are cut short, files vanish: it is noticed, and at most the one record is lost."""

import fcntl
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.helpers import (
    PHRASE,
    compact_often,
    content,
    entry,
    lay_down,
    leftovers,
    log_file,
    names,
    opened,
    texts,
    times,
)
from trust_tui.domain.errors import BusyError, DamagedError, StoreError
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft, Finding
from trust_tui.store import erase_everything, is_sealed
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.locks import StoreLock
from trust_tui.store.log import changes, sheets, upgrades
from trust_tui.store.store_workbook import StoreWorkbook

UNIMPORTANT = ("lock", "reserve")


def filled(folder: Path, *, sealed: bool) -> dict[str, str]:
    """A store with two snapshots, changes before and after them, a backup, and a draft. Returns its texts."""
    workbook = opened(folder)
    if sealed:
        workbook.set_passphrase(PHRASE)
    for number in range(5):
        workbook.of(Entry).keep(entry(f"old {number}"))
    workbook.backup()
    compact_often(workbook)
    for number in range(5):
        workbook.of(Entry).keep(entry(f"new {number}"))
    workbook.drafts.keep(Draft(key="new-entry", fields={"text": "drafted"}))
    found = texts(workbook)
    workbook.close()
    return found


def enter(folder: Path) -> StoreWorkbook:
    return opened(
        folder,
        PHRASE
        if is_sealed(folder) or (folder / "trust.json.age").exists()
        else None,
    )


def spoil(path: Path, rng: random.Random) -> str:
    how = rng.choice(["flip", "cut", "delete"])
    data = bytearray(path.read_bytes())
    if how == "delete":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: rng.randrange(len(data))])
    else:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
    return how


@pytest.mark.timeout(900)
@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_damage_to_any_file_is_noticed_and_costs_one_record_at_most(
    folder: Path,
    tmp_path: Path,
    sealed: bool,
    record_property: Callable[[str, object], None],
) -> None:
    """300 spoilt files each, plain and sealed: 600."""
    before = filled(folder, sealed=sealed)
    rng = random.Random(7)
    victims = sorted(name for name in names(folder) if name not in UNIMPORTANT)
    newest = max(name for name in victims if name.startswith("log/"))
    count = times(300, 600)
    tried = dict.fromkeys(victims, 0)
    whole, spoilt = content(folder), tmp_path / "spoilt"
    own = Folder(folder).here.writer()
    for number in range(count):
        victim = victims[number % len(victims)]
        tried[victim] += 1
        lay_down(whole, spoilt)
        Folder(spoilt).here.note(own)
        how = spoil(spoilt / victim, rng)
        workbook = enter(spoilt)
        after = texts(workbook)
        found = [*workbook.findings]
        found += [*workbook.check()]
        workbook.drafts.orphans()
        found += [*workbook.findings]
        case = f"{victim}, {how}, {found}"
        assert after.items() <= before.items(), case
        assert len(before) - len(after) <= (
            1 if victim.startswith("log/") else 0
        ), case
        quiet = how == "delete" and (
            victim == newest
            or victim.startswith(("backups/2", "drafts/"))
            or (victim.startswith("log/") and after == before)
        )
        assert found or quiet, case
        if len(after) < len(before) and victim != newest:
            assert any(finding.lost for finding in found), case
        kept = workbook.of(Entry).keep(entry("afterwards"))
        workbook.close()
        again = enter(spoilt)
        assert texts(again) == after | {kept.id: "afterwards"}, case
        assert not any(
            finding.lost
            for finding in again.findings
            if "draft" not in finding.file
        ), case
        again.close()
    record_property("spoilt", count)
    print(f"{count} spoilt files over {len(victims)} names")
    assert min(tried.values()) >= 5


def findings_of(folder: Path) -> list[Finding]:
    workbook = enter(folder)
    workbook.close()
    return [*workbook.findings]


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_a_damaged_snapshot_is_put_aside_and_made_anew(
    folder: Path, sealed: bool
) -> None:
    before = filled(folder, sealed=sealed)
    snapshot = folder / ("trust.json.age" if sealed else "trust.json")
    snapshot.write_bytes(snapshot.read_bytes()[:-100])
    found = findings_of(folder)
    assert [(finding.file, finding.lost) for finding in found] == [
        (snapshot.name, False)
    ]
    assert [
        name for name in names(folder) if name.startswith("quarantine/")
    ] == [f"quarantine/000-{snapshot.name}"]
    workbook = enter(folder)
    assert texts(workbook) == before
    assert [*workbook.findings] == []
    assert [finding.file for finding in workbook.check()] == [
        f"quarantine/000-{snapshot.name}"
    ]
    workbook.close()
    snapshot.write_bytes(b"damaged again")
    enter(folder).close()
    assert (
        folder / "quarantine" / f"001-{snapshot.name}"
    ).read_bytes() == b"damaged again"


def test_a_damaged_change_costs_its_record_and_later_ones_stay(
    folder: Path,
) -> None:
    before = filled(folder, sealed=False)
    changes = sorted((folder / "log").iterdir())
    changes[-3].write_bytes(b"")
    workbook = opened(folder)
    assert set(before.values()) - set(texts(workbook).values()) == {"new 2"}
    assert [finding.lost for finding in workbook.findings] == [True]
    assert "new 2" not in workbook.findings[0].said
    assert [
        path.read_bytes() for path in (folder / "quarantine").iterdir()
    ] == [b""]


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("at", "how", "lost"),
    [(-2, empty, True), (-2, Path.unlink, True)],
)
def test_what_is_said_of_a_change_that_is_damaged_or_missing_is_so(
    folder: Path, at: int, how: Callable[[Path], None], lost: bool
) -> None:
    before = filled(folder, sealed=False)
    (folder / "trust.previous.json").unlink()
    how(sorted((folder / "log").iterdir())[at])
    workbook = opened(folder)
    assert (texts(workbook) != before) == lost
    (finding,) = (
        finding
        for finding in workbook.findings
        if finding.file.startswith("log/")
    )
    assert (finding.lost, "nothing is lost" not in finding.said) == (lost, lost)


def test_a_record_in_a_damaged_change_is_back_when_it_was_saved_again_later(
    folder: Path,
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.of(Entry).change(kept, entry("two"))
    workbook.close()
    log_file(folder, 1).write_bytes(b"x")
    assert list(texts(opened(folder)).values()) == ["two"]


def test_with_both_snapshots_damaged_a_backup_is_used(folder: Path) -> None:
    before = filled(folder, sealed=False)
    for name in ("trust.json", "trust.previous.json"):
        (folder / name).write_bytes(b"{}")
    workbook = opened(folder)
    missing = set(before.values()) - set(texts(workbook).values())
    assert missing <= {"fold 0", "fold 1"}
    assert any(finding.lost for finding in workbook.findings) == bool(missing)


def test_a_store_that_was_never_folded_is_made_anew_from_its_changes(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("one"))
    workbook.close()
    (folder / "trust.json").unlink()
    workbook = opened(folder)
    assert list(texts(workbook).values()) == ["one"]
    assert workbook.findings


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"_default": {"1": {"text": "mine"}}}',
        b"\x89PNG\r\n",
        b"[1, 2",
        b"\0" * 5000,
    ],
)
def test_a_foreign_file_in_the_place_of_the_store_is_refused_and_left_alone(
    folder: Path, content: bytes
) -> None:
    folder.mkdir(mode=0o700)
    (folder / "trust.json").write_bytes(content)
    (folder / "trust.json").chmod(0o600)
    with pytest.raises(DamagedError):
        opened(folder)
    assert (folder / "trust.json").read_bytes() == content


def test_damage_that_comes_while_the_session_lives_is_said_and_nothing_is_written_over_it(
    folder: Path,
) -> None:
    mine, other = opened(folder), opened(folder)
    other.of(Entry).keep(entry("one"))
    path = log_file(folder, 1)
    path.write_bytes(b"spoilt")
    with pytest.raises(DamagedError):
        mine.refresh()
    with pytest.raises(StoreError):
        mine.of(Entry).keep(entry("two"))
    assert path.read_bytes() == b"spoilt"


def test_a_snapshot_that_is_damaged_while_the_session_lives_is_said_and_left_alone(
    folder: Path,
) -> None:
    mine, other = opened(folder), opened(folder)
    compact_often(other)
    (folder / "trust.json").write_bytes(
        (folder / "trust.json").read_bytes()[:-5]
    )
    before = (folder / "trust.json").read_bytes()
    with pytest.raises(DamagedError):
        mine.refresh()
    with pytest.raises(DamagedError):
        mine.of(Entry).keep(entry("two"))
    assert (folder / "trust.json").read_bytes() == before


def test_a_repair_asked_for_makes_damaged_copies_anew(folder: Path) -> None:
    before = filled(folder, sealed=False)
    workbook = opened(folder)
    (folder / "trust.previous.json").write_bytes(b"{}")
    assert [finding.file for finding in workbook.check(repair=True)] == [
        "trust.previous.json"
    ]
    assert [*workbook.check()] == []
    workbook.close()
    assert texts(opened(folder)) == before


def test_a_repair_asked_for_saves_what_a_damaged_change_held(
    folder: Path,
) -> None:
    before = filled(folder, sealed=False)
    workbook = opened(folder)
    newest = max((folder / "log").iterdir())
    was = newest.stat()
    newest.write_bytes(newest.read_bytes().replace(b"new 4", b"mew 4"))
    os.utime(
        newest, ns=(was.st_atime_ns, was.st_mtime_ns)
    )  # a disk that forgets changes no time
    assert [finding.file for finding in workbook.check(repair=True)] == [
        f"log/{newest.name}"
    ]
    assert [*workbook.check()] == []
    workbook.close()
    again = opened(folder)
    assert texts(again) == before
    assert [*again.findings] == []


def test_a_store_that_cannot_be_repaired_for_want_of_room_is_read_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(folder, sealed=False)
    (folder / "trust.json").write_bytes(b"{}")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("trust_tui.store.entering.drop_old_snapshots", full)
        workbook = opened(folder)
    assert texts(workbook) == before
    assert workbook.read_only
    assert any(
        "could not be written" in finding.said for finding in workbook.findings
    )
    workbook.close()
    assert texts(opened(folder)) == before
    assert leftovers(folder) == []


def test_copies_that_others_put_beside_the_workbook_are_noticed(
    folder: Path,
) -> None:
    filled(folder, sealed=True)
    for name in (
        "trust (conflicted copy).json",
        "trust.json",
        "trust.json.sync-conflict-2026.age",
        "notes.txt",
    ):
        (folder / name).write_bytes(b"{}")
        (folder / name).chmod(0o600)
    workbook = enter(folder)
    assert {finding.file for finding in workbook.check()} == {
        "trust (conflicted copy).json",
        "trust.json",
        "trust.json.sync-conflict-2026.age",
    }
    assert (folder / "trust.json").read_bytes() == b"{}"


def without_its_last_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("trust.json.age", Path.unlink, {"trust.json.age"}),
        ("trust.previous.json.age", Path.unlink, {"trust.previous.json.age"}),
        ("trust.json.age", without_its_last_bytes, {"trust.json.age"}),
        (
            "trust.previous.json.age",
            without_its_last_bytes,
            {"trust.previous.json.age"},
        ),
        ("log/*8.json.age", without_its_last_bytes, {"log/*8.json.age"}),
        ("backups/2*", without_its_last_bytes, {"backups/2*"}),
        ("drafts/*.json.age", without_its_last_bytes, {"drafts/*.json.age"}),
        ("key.age", Path.unlink, {"key.age"}),
        ("backups/key.age", Path.unlink, {"key.age"}),
        ("backups/key.age", without_its_last_bytes, {"backups/key.age"}),
        ("owner.pub", Path.unlink, {"owner.pub"}),
        ("owner.pub", without_its_last_bytes, {"owner.pub"}),
        ("nothing", lambda _: None, set()),
    ],
)
def test_a_check_of_an_open_workbook_names_each_file_that_is_damaged_and_touches_none(
    folder: Path, name: str, damage: Callable[[Path], object], said: set[str]
) -> None:
    filled(folder, sealed=True)
    workbook = enter(folder)
    wanted = {
        str(path.relative_to(folder))
        for pattern in said
        for path in folder.glob(pattern)
    }
    for path in folder.glob(name):
        damage(path)
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    assert {finding.file for finding in workbook.check()} == wanted
    assert len(wanted) == len(said)
    assert before == {
        name: (folder / name).read_bytes() for name in names(folder)
    }


def test_an_old_change_under_the_number_of_the_next_one_is_not_taken_in(
    folder: Path,
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.of(Entry).change(kept, entry("two"))
    first = log_file(folder, 1)
    third = first.with_name(first.name.replace("00000001.", "00000003."))
    shutil.copyfile(first, third)
    with pytest.raises(DamagedError):
        workbook.refresh()
    workbook.close()
    third.chmod(0o600)
    workbook = opened(folder)
    assert list(texts(workbook).values()) == ["two"]
    assert [finding.file for finding in workbook.findings] == [
        f"log/{third.name}"
    ]
    workbook.of(Entry).keep(entry("three"))
    workbook.close()
    assert sorted(texts(opened(folder)).values()) == ["three", "two"]


def test_damage_that_another_session_repairs_meanwhile_is_not_repaired_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(folder, sealed=False)
    (folder / "trust.json").write_bytes(b"{}")
    acquire = StoreLock._acquire

    def late(lock: StoreLock) -> bool:
        monkeypatch.undo()
        other = opened(folder)
        other.of(Entry).keep(entry("meanwhile"))
        other.close()
        return acquire(lock)

    monkeypatch.setattr(StoreLock, "_acquire", late)
    workbook = opened(folder)
    assert set(texts(workbook).values()) == {*before.values(), "meanwhile"}
    assert [*workbook.findings] == []
    assert len(list((folder / "quarantine").iterdir())) == 1


@pytest.mark.parametrize(
    "what",
    [
        "repair",
        "upgrade",
        "erase",
        "check",
        "fold",
        "set",
        "change",
        "remove",
        "delete",
    ],
)
def test_what_replaces_files_leaves_them_alone_while_another_session_holds_the_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    sealed = what in ("change", "remove")
    filled(folder, sealed=sealed)
    monkeypatch.setattr(StoreLock.__init__, "__defaults__", (0.01,))
    doings: dict[str, Callable[[StoreWorkbook], object]] = {
        "check": lambda workbook: workbook.check(repair=True),
        "fold": lambda workbook: workbook.compact(),
        "set": lambda workbook: workbook.set_passphrase("x"),
        "change": lambda workbook: workbook.change_passphrase(PHRASE, "x"),
        "remove": lambda workbook: workbook.remove_passphrase(PHRASE),
        "delete": lambda workbook: workbook.delete_for_good(
            [workbook.of(Entry).all()[0].id]
        ),
    }
    workbook = enter(folder) if what in doings else None
    if what == "check":
        (folder / "trust.previous.json").write_bytes(b"{}")
    if what == "repair":
        (folder / "trust.json").write_bytes(b"{}")
    if what == "upgrade":
        monkeypatch.setattr(changes, "SCHEMA", 3)
        monkeypatch.setitem(upgrades.STEPS, 2, lambda _: None)
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    with (Folder(folder).here.lock).open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            if workbook is not None:
                doings[what](workbook)
            else:
                erase_everything(folder) if what == "erase" else opened(folder)
    after = {
        name: (folder / name).read_bytes()
        for name in names(folder)
        if not name.startswith("drafts/")
    }
    assert after.items() <= before.items()
    assert {
        name
        for name in before.keys() - after.keys()
        if not name.startswith("drafts/")
    } == set()


@pytest.mark.parametrize("part", ["trust.json", "trust.previous.json", "log"])
def test_file_of_a_newer_version_that_comes_while_it_is_open_is_named_as_that(
    folder: Path, part: str
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    compact_often(workbook)
    path = folder / part
    path = min(path.iterdir()) if path.is_dir() else path
    sheet = sheets.read(path.read_bytes())
    rows = {name: lines.items() for name, lines in sheet.tables.items()}
    head = sheet.header | {"schema": changes.SCHEMA + 1}
    path.write_bytes(b"".join(sheets.write(head, rows)))
    (said,) = [one for one in workbook.check() if one.file.endswith(path.name)]
    assert "newer version" in said.said
    workbook.close()
