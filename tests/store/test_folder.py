"""Whose the files are, where they may lie, and a disk that is full or cannot be written to."""

import errno
import fcntl
import os
import stat
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.store.disk import Plan, disk
from tests.store.helpers import (
    PHRASE,
    TickingClock,
    compact_often,
    entry,
    environment,
    holding,
    leftovers,
    log_file,
    names,
    opened,
    texts,
)
from trust_tui import whole_file
from trust_tui.domain.errors import (
    FolderError,
    FullError,
    ReadOnlyError,
    StoreError,
)
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import erase_everything, is_sealed, leave_note
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import PARTS, Folder
from trust_tui.store.disk.locks import SessionLock, StoreLock
from trust_tui.store.disk.os_errors import store_error
from trust_tui.store.store_workbook import StoreWorkbook

root_only = pytest.mark.skipif(
    os.getuid() != 0, reason="only root can give files away"
)


def test_everything_is_the_owners_alone_from_the_first_byte(
    folder: Path,
) -> None:
    seen: list[int] = []
    before = os.umask(0)
    try:
        workbook = opened(folder, upkeep=True)
        workbook.of(Entry).keep(entry("x"))
        workbook.drafts.keep(Draft(key="new-entry", fields={"text": "x"}))
        workbook.compact()
        workbook.backup()
        workbook.set_passphrase(PHRASE)
        leave_note(folder, entry("y"), clock=TickingClock())
        workbook.finish_upkeep()
    finally:
        os.umask(before)
    for path in (folder, *folder.rglob("*")):
        seen.append(stat.S_IMODE(path.stat().st_mode))
        assert seen[-1] == (0o700 if path.is_dir() else 0o600), path
    assert len(seen) > 12


def test_loose_rights_are_repaired_and_told(folder: Path) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    folder.chmod(0o755)
    (folder / "log").chmod(0o750)
    (folder / "trust.json").chmod(0o644)
    log_file(folder, 1).chmod(0o604)
    workbook = opened(folder)
    assert {finding.file for finding in workbook.findings} == {
        "",
        "log",
        "trust.json",
        f"log/{log_file(folder, 1).name}",
    }
    assert stat.S_IMODE((folder / "trust.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [*opened(folder).findings] == []


@pytest.mark.parametrize("part", PARTS)
def test_loose_rights_are_repaired_in_every_part(
    folder: Path, part: str
) -> None:
    opened(folder).close()
    (folder / part / "x").touch(0o640)
    (folder / part / "y").mkdir(0o755)
    (folder / part).chmod(0o755)
    workbook = opened(folder)
    assert {finding.file for finding in workbook.findings} == {
        part,
        f"{part}/x",
        f"{part}/y",
    }
    assert stat.S_IMODE((folder / part / "x").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / part / "y").stat().st_mode) == 0o700


def test_what_others_keep_in_the_folder_is_no_leftover_of_ours(
    folder: Path,
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    for name in (
        ".stfolder/x",
        ".hidden",
        "notes.tmp",
        "notes.lock",
        "log/notes.lock",
    ):
        (folder / name).parent.mkdir(0o700, exist_ok=True)
        (folder / name).touch(0o600)
    before = names(folder)
    (folder / "drafts" / "0123456789abcdef.lock").touch(0o600)
    (folder / "drafts" / ".0123456789abcdef.3.tmp").touch(0o600)
    opened(folder).close()
    assert names(folder) == before


def test_loose_rights_that_cannot_be_repaired_keep_nobody_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    folder.chmod(0o755)

    def refuse(*_: object) -> bool:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(files, "tighten", refuse)
    assert list(texts(opened(folder)).values()) == ["x"]


@pytest.mark.parametrize(
    "name", ["", "log", "trust.json", "drafts/x.json", "lock"]
)
def test_a_symbolic_link_is_refused(
    folder: Path, tmp_path: Path, name: str
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    place = folder / name
    if place.exists():
        place.rename(tmp_path / "elsewhere")
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderError):
        opened(folder)
    assert not (tmp_path / "nowhere").exists()


def test_a_link_put_in_the_place_of_a_file_while_the_session_lives_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    mine = opened(folder)
    (tmp_path / "other").write_bytes(b"x")
    (folder / "log" / "0123456789ab-00000001.json").symlink_to(
        tmp_path / "other"
    )
    with pytest.raises(FolderError):
        mine.refresh()
    mine.of(Entry).keep(entry("x"))
    assert (tmp_path / "other").read_bytes() == b"x"


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.write_bytes(b"")
    with pytest.raises(FolderError):
        opened(folder)
    with pytest.raises(FolderError):
        opened(folder / "below")


def test_a_folder_in_the_place_of_a_file_is_refused(folder: Path) -> None:
    opened(folder).close()
    (folder / "trust.json").unlink()
    (folder / "trust.json").mkdir(mode=0o700)
    with pytest.raises(StoreError):
        opened(folder)


@root_only
@pytest.mark.parametrize("name", ["", "trust.json", "log"])
def test_files_of_another_user_are_refused(folder: Path, name: str) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    os.chown(folder / name, 12345, 12345)
    with pytest.raises(FolderError):
        opened(folder)


def test_folders_above_are_made_for_the_owner_alone(folder: Path) -> None:
    deep = folder / "a" / "b"
    opened(deep).of(Entry).keep(entry("x"))
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o700


READER = """
import os, sys, tempfile
from pathlib import Path
from tests.store.helpers import opened, entry, texts
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.domain.errors import ReadOnlyError, StoreError
with tempfile.TemporaryDirectory() as name:  # all modules, as the other user may reach none
    opened(Path(name)).close()
os.setgid(12345); os.setuid(12345)
try:
    workbook = opened(Path(sys.argv[1]))
except StoreError as error:
    print(type(error).__name__)
    raise SystemExit
print(workbook.read_only, sorted(texts(workbook).values()))
for action in (
    lambda: workbook.of(Entry).keep(entry("y")),
    lambda: workbook.drafts.keep(Draft(key="k", fields={})),
    lambda: workbook.backup(),
    lambda: workbook.set_passphrase("x"),
    lambda: workbook.delete_for_good(["1"]),
):
    try:
        action()
    except ReadOnlyError:
        print("refused")
workbook.close()
"""


def read_as_another(folder: Path) -> list[str]:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 12345, 12345)
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid() and "/pytest-of-" in str(parent):
            parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", READER, str(folder)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr or "Permission" in done.stderr:
        pytest.skip("another user cannot reach the program here")
    assert done.stderr == ""
    return done.stdout.splitlines()


@root_only
def test_a_folder_that_cannot_be_written_to_is_opened_for_reading(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    workbook.close()
    folder.chmod(0o500)
    (folder / "log").chmod(0o500)
    assert read_as_another(folder) == ["True ['x']", *["refused"] * 5]


@root_only
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert read_as_another(closed) == ["ReadOnlyError"]


def test_a_damaged_store_that_cannot_be_written_to_is_read_as_far_as_it_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    compact_often(workbook)
    workbook.close()
    (folder / "trust.json").write_bytes(b"")
    monkeypatch.setattr("trust_tui.store.opening._writable", lambda _: False)
    reading = opened(folder)
    assert reading.read_only and "x" in texts(reading).values()
    assert [finding.file for finding in reading.findings] == ["trust.json"]
    assert (folder / "trust.json").read_bytes() == b""
    with pytest.raises(ReadOnlyError):
        reading.of(Entry).keep(entry("y"))
    with pytest.raises(ReadOnlyError):
        reading.check(repair=True)


def test_what_can_only_be_read_refuses_all_that_writes_and_stays_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for phrase in (None, PHRASE):
        workbook = opened(folder, phrase)
        first = workbook.of(Entry).keep(entry("x"))
        workbook.drafts.keep(Draft(key="new-entry", fields={"text": "typed"}))
        workbook.backup()
        if phrase is None:
            workbook.set_passphrase(PHRASE)
        workbook.close()
    leave_note(folder, entry("left"), clock=TickingClock())
    (folder / "backups" / "key.age").unlink()
    (folder / "trust (1).json").write_bytes(b"{}")
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    workbook = opened(folder, PHRASE, upkeep=True)
    assert workbook.read_only
    assert [finding.file for finding in workbook.findings] == [
        "trust (1).json",
        "key.age",
    ]
    for action in (
        lambda: workbook.of(Entry).keep(entry("y")),
        lambda: workbook.of(Entry).delete(first),
        lambda: workbook.drafts.keep(Draft(key="k", fields={})),
        lambda: workbook.drafts.adopt(workbook.drafts.orphans()[0]),
        lambda: workbook.backup(),
        lambda: workbook.restore_backup(workbook.backups()[0].name),
        lambda: workbook.set_passphrase("x"),
        lambda: workbook.change_passphrase(PHRASE, "x"),
        lambda: workbook.remove_passphrase(PHRASE),
        lambda: workbook.delete_for_good([first.id]),
        lambda: workbook.copies.put_aside(folder / "trust (1).json"),
    ):
        with pytest.raises(ReadOnlyError):
            action()
    workbook.finish_upkeep()
    workbook.close()
    assert before == {
        name: (folder / name).read_bytes() for name in names(folder)
    }


def test_a_lock_that_cannot_be_opened_makes_the_store_read_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    (folder / "inbox").rmdir()
    real = os.open

    def refuse(path: object, *arguments: int, **named: int) -> int:
        if str(path).endswith("/lock"):
            raise OSError(30, "Read-only file system")
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    workbook = opened(folder)
    assert workbook.read_only
    assert list(texts(workbook).values()) == ["x"]


# --- a full disk ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", [28, 122, 27], ids=["ENOSPC", "EDQUOT", "EFBIG"]
)
def test_a_full_disk_loses_nothing_and_the_same_session_saves_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("before"))
    with disk(monkeypatch, folder, Plan(1, "on", code)) as between:
        between.plan.at = 0
        with pytest.raises(FullError) as caught:
            between.plan = Plan(between.count + 9, "on", code)
            for _ in range(3):
                workbook.of(Entry).keep(entry("no room"))
        assert "room" in caught.value.advice
    workbook.of(Entry).keep(entry("after"))
    workbook.close()
    found = sorted(texts(opened(folder)).values())
    assert found[0] == "after" and found[1] == "before"
    assert leftovers(folder) == []


def test_the_reserve_is_given_back_for_a_save_that_finds_no_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder, upkeep=True)
    workbook.finish_upkeep()
    reserve = Folder(folder).here.reserve
    assert reserve.stat().st_size == 1 << 18
    real = files.create

    def full_while_reserved(path: Path, fill: files.Fill) -> None:
        if reserve.exists():
            raise OSError(28, "No space left on device")
        real(path, fill)

    with monkeypatch.context() as patch:
        patch.setattr(files, "create", full_while_reserved)
        workbook.of(Entry).keep(entry("fits after all"))
    assert not reserve.exists()
    workbook.close()
    again = opened(folder, upkeep=True)
    again.finish_upkeep()
    assert reserve.exists()
    assert list(texts(again).values()) == ["fits after all"]
    again.close()


def test_a_fold_that_fails_is_not_tried_again_at_each_save(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trust_tui.store.log.compaction.EVERY", 5)
    tried: list[int] = []

    def full(*_: object) -> bool:
        tried.append(1)
        raise FullError("no room")

    workbook = opened(folder)
    with monkeypatch.context() as patch:
        patch.setattr("trust_tui.store.log.compaction.compact", full)
        for number in range(14):
            workbook.of(Entry).keep(entry(str(number)))
            workbook.finish_upkeep()
    assert len(tried) == 2
    workbook.close()
    assert len(texts(opened(folder))) == 14


def test_what_is_done_in_the_background_goes_on_once_there_is_room_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    monkeypatch.setattr("trust_tui.store.log.compaction.EVERY", 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(SessionLock, "hold", full)
        workbook = opened(folder, upkeep=True)
        workbook.finish_upkeep()
    for number in range(2):
        workbook.of(Entry).keep(entry(str(number)))
    workbook.finish_upkeep()
    assert (folder / "trust.previous.json").exists()
    workbook.close()


def test_the_backup_of_the_day_is_made_where_there_is_no_room_for_the_reserve(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    create = files.create

    def full(path: Path, fill: files.Fill, *, flushed: bool = True) -> None:
        if "reserve" in path.name:
            raise OSError(28, "No space left on device")
        create(path, fill, flushed=flushed)

    monkeypatch.setattr(files, "create", full)
    workbook = opened(folder, upkeep=True)
    workbook.finish_upkeep()
    assert len(workbook.backups()) == 1
    workbook.close()


def test_a_short_write_is_gone_on_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    real = os.write
    monkeypatch.setattr(
        os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:7])
    )
    kept = workbook.of(Entry).keep(entry("long " * 50))
    monkeypatch.undo()
    again = opened(folder).of(Entry).get(kept.id)
    assert again == kept


def test_the_drive_itself_is_flushed_where_the_system_needs_to_be_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(whole_file, "_FULL_FLUSH", 51)
    monkeypatch.setattr(
        fcntl, "fcntl", lambda descriptor, command: asked.append(command)
    )
    opened(folder).of(Entry).keep(entry("x"))
    assert set(asked) == {51}


def test_a_disk_that_answers_nothing_any_more_is_told_in_words_whatever_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook, locked = opened(folder), opened(folder)
    kept = workbook.of(Entry).keep(entry("x"))
    backup = workbook.backup()
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("to be folded"))
    locked.drafts.keep(Draft(key="new-entry", fields={}))
    locked.close()
    (orphan,) = workbook.drafts.orphans()
    locked = opened(folder)

    def broken(*_: object, **__: object) -> Any:
        raise OSError(5, "broken")

    for name in (
        "identity",
        "names",
        "opened",
        "create",
        "unlink",
        "rename",
        "make_folder",
        "flush_folder",
        "wipe",
    ):
        monkeypatch.setattr(files, name, broken)
    monkeypatch.setattr(StoreLock, "_acquire", lambda _: True)
    for action in (
        lambda: is_sealed(folder),
        lambda: opened(folder),
        lambda: leave_note(folder, entry("y"), clock=TickingClock()),
        lambda: erase_everything(folder),
        lambda: workbook.of(Entry).keep(entry("y")),
        lambda: workbook.refresh(),
        lambda: workbook.compact(),
        lambda: workbook.check(),
        lambda: workbook.check(repair=True),
        lambda: workbook.backups(),
        lambda: workbook.backup(),
        lambda: workbook.restore_backup(backup.name),
        lambda: workbook.copies.unjoined(),
        lambda: workbook.copies.put_aside(folder / "trust (1).json"),
        lambda: workbook.delete_for_good([kept.id]),
        lambda: workbook.drafts.keep(Draft(key="k", fields={})),
        lambda: workbook.drafts.drop("k"),
        lambda: workbook.drafts.orphans(),
        lambda: workbook.drafts.adopt(orphan),
        lambda: workbook.change_passphrase(PHRASE, "y"),
        lambda: workbook.remove_passphrase(PHRASE),
        lambda: locked.unlock(PHRASE),
        lambda: locked.access.unlock_with_key(
            workbook._ledger.seal.secret or "",  # type: ignore[attr-defined]
            "y",
        ),
    ):
        with pytest.raises(StoreError):
            action()


@pytest.mark.parametrize("code", [28, 13, 30, 40, 5, 0])
def test_every_error_of_the_disk_has_its_sentence_without_a_path(
    code: int,
) -> None:
    error = store_error(OSError(code, "x", "/home/alice/secret"))
    assert error.advice.endswith(".") and "secret" not in error.advice


def test_a_clock_set_back_loses_nothing(folder: Path) -> None:
    clock = TickingClock()
    workbook = opened(folder, clock=clock, upkeep=True)
    workbook.of(Entry).keep(entry("before"))
    clock.moment = clock.moment.replace(year=1999)
    workbook.of(Entry).keep(entry("after"))
    workbook.close()
    again = opened(folder, clock=clock, upkeep=True)
    again.finish_upkeep()
    assert sorted(texts(again).values()) == ["after", "before"]
    again.close()


def test_importing_the_store_costs_no_database_no_cipher_and_no_screen() -> (
    None
):
    code = "import sys, trust_tui.store; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    loaded = set(done.stdout.split())
    assert not loaded & {
        "tinydb",
        "pyrage",
        "cryptography",
        "textual",
        "rich",
    }


def test_no_file_of_the_store_is_named_after_what_the_user_wrote(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x", title="PRIVATE"))
    workbook.drafts.keep(Draft(key="PRIVATE", fields={}))
    assert not any("PRIVATE" in name for name in names(folder))


def descriptors() -> set[str]:
    return {path.name for path in Path("/dev/fd").iterdir()}


def test_a_long_session_keeps_no_file_open(folder: Path) -> None:
    def work(workbook: StoreWorkbook) -> None:
        kept = workbook.of(Entry).keep(entry("x"))
        workbook.drafts.keep(Draft(key="new-entry", fields={"text": "x"}))
        workbook.drafts.orphans()
        workbook.compact()
        workbook.refresh()
        workbook.restore_backup(workbook.backup().name)
        workbook.delete_for_good([kept.id])
        workbook.check()
        with workbook.copies.opened(folder):
            pass

    for phrase in (None, PHRASE):
        workbook, other = opened(folder, phrase), opened(folder, phrase)
        other.drafts.keep(Draft(key="new-entry", fields={"text": "y"}))
        work(workbook)
        before = descriptors()
        for _ in range(2):
            work(workbook)
            other.refresh()
            leave_note(
                folder, entry("note"), clock=TickingClock()
            ) if phrase else None
        assert descriptors() <= before
        if phrase is None:
            workbook.set_passphrase(PHRASE)
        workbook.close()
        other.close()
    erase_everything(folder)
    assert len(descriptors()) < len(before)


def test_a_workbook_that_is_closed_twice_closes_nothing_of_anybody_else(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(Draft(key="new-entry", fields={"text": "x"}))
    workbook.close()
    with (
        (folder / "trust.json").open("rb") as taken,
        (Folder(folder).here.lock).open("rb") as also_taken,
    ):
        workbook.close()
        assert taken.read(1) and also_taken.read(1)


@pytest.mark.parametrize("forget_old", [False, True])
@pytest.mark.parametrize(
    ("failing", "there"),
    [
        ("link", True),
        *[
            (name, there)
            for name in ("create", "rename", "flush_folder")
            for there in (False, True)
        ],
    ],
)
def test_a_file_that_cannot_be_replaced_for_certain_is_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    there: bool,
    forget_old: bool,
) -> None:
    path = tmp_path / "x"
    if there:
        path.write_bytes(b"old")
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    real = getattr(files, failing)
    calls: list[int] = []

    def broken(*arguments: Any) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError(5, "broken")
        real(*arguments)

    monkeypatch.setattr(files, failing, broken)
    with pytest.raises(OSError):
        files.replace(
            tmp_path / ".hidden",
            path,
            files.fill_with([b"new"]),
            forget_old=forget_old,
        )
    assert before == {
        name: (tmp_path / name).read_bytes() for name in names(tmp_path)
    }


# --- wiped and erased -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 70_000, (1 << 20) + 1])
def test_a_file_that_is_wiped_holds_nothing_any_more(
    tmp_path: Path, size: int
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"w" * size)
    with path.open("rb") as still_open:
        files.wipe(path)
        assert still_open.read() == bytes(size)
    assert not path.exists()
    files.wipe(path)


def test_a_file_that_has_another_name_is_not_overwritten(
    tmp_path: Path,
) -> None:
    path, other = tmp_path / "x", tmp_path / "y"
    path.write_bytes(b"in use")
    files.link(path, other)
    files.wipe(path)
    assert not path.exists()
    assert other.read_bytes() == b"in use"


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_erasing_everything_overwrites_it_and_leaves_what_is_not_ours(
    folder: Path, sealed: bool
) -> None:
    workbook = opened(folder, upkeep=True)
    workbook.finish_upkeep()
    workbook.of(Entry).keep(entry("zanzibar"))
    workbook.drafts.keep(Draft(key="new-entry", fields={"text": "zanzibar"}))
    workbook.backup()
    compact_often(workbook)
    workbook.of(Entry).keep(entry("zanzibar"))
    workbook.close()
    (folder / "content").mkdir()
    (folder / "notes.txt").write_text("mine")
    for name in (
        "fault.txt",
        ".0123456789abcdef.3.tmp",
        "drafts/0123456789abcdef.lock",
    ):
        (folder / name).touch(0o600)
    with ExitStack() as stack:
        still_open = [
            stack.enter_context((folder / name).open("rb"))
            for name in holding(folder, b"zanzibar")
        ]
        assert len(still_open) > 3
        if sealed:
            opened(folder).set_passphrase(PHRASE)
        erase_everything(folder)
        assert not any(file.read().strip(b"\0") for file in still_open)
    assert sorted(path.name for path in folder.iterdir()) == [
        "content",
        "notes.txt",
    ]
    erase_everything(folder.with_name("nowhere"))


def test_erasing_everything_follows_no_link(
    folder: Path, tmp_path: Path
) -> None:
    real = tmp_path / "elsewhere"
    opened(real).of(Entry).keep(entry("x"))
    before = {name: (real / name).read_bytes() for name in names(real)}
    folder.symlink_to(real)
    with pytest.raises(FolderError):
        erase_everything(folder)
    with pytest.raises(FolderError):
        leave_note(folder, entry("y"), clock=TickingClock())
    assert before == {name: (real / name).read_bytes() for name in names(real)}


def test_what_cannot_be_erased_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).close()

    def broken(_: Path) -> None:
        raise OSError(5, "broken")

    monkeypatch.setattr(files, "wipe", broken)
    with pytest.raises(StoreError):
        erase_everything(folder)


# --- disks that can do less -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["EPERM", "EOPNOTSUPP", "ENOSYS", "ERANGE", "EIO"]
)
def test_a_disk_without_second_names_is_written_to_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(getattr(errno, code), "no links here")

    monkeypatch.setattr(os, "link", refuse)
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.compact()
    workbook.of(Entry).keep(entry("two"))
    workbook.compact()
    name = workbook.backup().name
    workbook.restore_backup(name)
    workbook.set_passphrase(PHRASE)
    workbook.remove_passphrase(PHRASE)
    workbook.delete_for_good([kept.id])
    workbook.close()
    again = opened(folder)
    assert list(texts(again).values()) == ["two"]
    assert [*again.findings, *again.check()] == []
    assert leftovers(folder) == []


def test_a_taken_name_is_taken_whatever_the_disk_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "b").write_bytes(b"theirs")

    def not_allowed(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "as sshfs says")

    monkeypatch.setattr(os, "link", not_allowed)
    with pytest.raises(FileExistsError):
        files.link(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"theirs"


def test_a_name_that_was_given_though_the_disk_says_otherwise_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    real = os.link

    def answer_lost(*names: Any, **how: Any) -> None:
        real(*names, **how)
        raise FileExistsError(errno.EEXIST, "asked for the second time")

    monkeypatch.setattr(os, "link", answer_lost)
    files.link(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"mine"


def test_a_disk_that_keeps_nobody_out_is_told_once_and_never_called_ones_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    monkeypatch.setattr(os, "chmod", lambda *_, **__: None)
    said = [finding.said for finding in opened(folder).findings]
    assert len(said) == 1 and "cannot keep others out" in said[0]


@pytest.mark.parametrize("name", [".stfolder", ".git", ".stversions"])
def test_folders_of_synchronisers_are_left_as_they_are(
    folder: Path, name: str
) -> None:
    opened(folder).close()
    (folder / name).mkdir(0o755)
    (folder / name / "x").touch(0o644)
    assert [*opened(folder).findings] == []
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o755


PLACES = (
    "trust.json",
    "trust.previous.json",
    "log/abcabcabcabc-00000001.json",
    "drafts/abc-def.json",
    "inbox/1.json.age",
    "quarantine/x",
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PLACES)
def test_named_pipe_in_the_place_of_a_file_is_refused_at_once(
    folder: Path, name: str
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    workbook.compact()
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name, 0o600)
    with suppress(StoreError):  # in a session that lives it is passed over
        workbook.refresh()
        workbook.drafts.orphans()
        workbook.check()
    workbook.close()
    with pytest.raises(FolderError):
        opened(folder)


@pytest.mark.timeout(60)
def test_named_pipe_is_wiped_without_waiting_for_a_reader(
    folder: Path,
) -> None:
    opened(folder).close()
    os.mkfifo(folder / "log" / "pipe", 0o600)
    files.wipe(folder / "log" / "pipe")
    assert not (folder / "log" / "pipe").exists()


@root_only
def test_file_of_another_user_that_comes_while_a_session_lives_is_not_read(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(Draft(key="k", fields={"text": "not theirs"}))
    (draft,) = (folder / "drafts").glob("*.json")
    os.chown(draft, 12345, 12345)
    with pytest.raises(OSError, match="no plain file"):
        files.read(draft)


def test_folder_in_which_others_can_write_above_ours_is_told(
    folder: Path,
) -> None:
    workbook = opened(folder)
    assert not any("above" in one.said for one in workbook.check())
    folder.parent.chmod(0o777)
    assert any("above" in one.said for one in workbook.check())
    folder.parent.chmod(0o1777)
    assert not any("above" in one.said for one in workbook.check())


def test_folder_in_which_others_can_write_above_ours_is_told_once_at_a_start(
    folder: Path,
) -> None:
    def is_told() -> bool:
        workbook = opened(folder)
        workbook.close()
        return any("above" in one.said for one in workbook.findings)

    assert not is_told()
    folder.parent.chmod(0o777)
    assert [is_told(), is_told()] == [True, False]
    folder.parent.chmod(0o755)
    assert not is_told()
    folder.parent.chmod(0o777)
    assert is_told()


def test_a_lock_whose_file_is_removed_while_it_is_taken_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    opening = StoreLock._open

    def removed(lock: StoreLock) -> int:
        monkeypatch.undo()
        descriptor = opening(lock)
        path.unlink()
        return descriptor

    monkeypatch.setattr(StoreLock, "_open", removed)
    with StoreLock(path).held() as alone:
        assert alone
        with StoreLock(path, patience=0.01).held() as both:
            assert not both
    with StoreLock(path, patience=0.01).held() as later:
        assert later
