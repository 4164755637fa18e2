"""The passphrase: everything sealed, opened by the stock age command, nothing plain left behind."""

import io
import secrets
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest
from tinydb import TinyDB

from tests.store.disk import Killed
from tests.store.helpers import (
    PHRASE,
    TickingClock,
    compact_often,
    entry,
    holding,
    names,
    opened,
    texts,
)
from trust_tui.domain.errors import (
    DamagedError,
    FullError,
    LockedError,
    StoreError,
    UncertainError,
    WrongPassphraseError,
)
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import is_sealed, leave_note
from trust_tui.store.care import backups
from trust_tui.store.disk import files
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption import keyfile, passphrase_change, sealed_files
from trust_tui.store.encryption.sealed_files import age
from trust_tui.store.log.compaction import snapshot_fill
from trust_tui.store.store_workbook import StoreWorkbook

AGE = shutil.which("age")
needs_age = pytest.mark.skipif(
    AGE is None, reason="the age command is not installed"
)


def filled(folder: Path) -> list[str]:
    """Something in every kind of file. Returns ids."""
    workbook = opened(folder)
    ids = [
        workbook.of(Entry).keep(entry(f"secret {number}")).id
        for number in range(3)
    ]
    workbook.backup()
    compact_often(workbook)
    workbook.of(Entry).keep(entry("secret at last"))
    workbook.drafts.keep(
        Draft(key="new-entry", fields={"text": "secret draft"})
    )
    (folder / "quarantine" / "000-x.json").write_bytes(b"secret rubbish")
    workbook.close()
    return ids


def test_setting_a_passphrase_leaves_no_plain_text_in_the_folder(
    folder: Path,
) -> None:
    filled(folder)
    before = texts(opened(folder))
    workbook = opened(folder)
    said = workbook.set_passphrase(PHRASE)
    assert "cannot be promised" in said
    assert holding(folder, b"secret") == []
    assert not [name for name in names(folder) if name.endswith(".json")]
    assert is_sealed(folder) and workbook.has_passphrase and not workbook.locked
    workbook.of(Entry).keep(entry("secret afterwards"))
    workbook.compact()
    workbook.close()
    assert holding(folder, b"secret") == []
    again = opened(folder, PHRASE)
    assert texts(again).items() > before.items()
    assert [draft.fields["text"] for draft in again.drafts.orphans()] == [
        "secret draft"
    ]
    assert [finding.file for finding in again.check()] == [
        "quarantine/000-x.json.age"
    ]


def test_a_passphrase_can_be_set_before_anything_is_written(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("first word"))
    workbook.close()
    assert list(texts(opened(folder, PHRASE)).values()) == ["first word"]


def test_a_wrong_passphrase_can_be_tried_as_often_as_liked(
    folder: Path,
) -> None:
    filled(folder)
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    workbook.lock()
    before = {
        name: (folder / name).read_bytes()
        for name in names(folder)
        if not name.startswith("drafts/")
    }
    for wrong in ("", "x", PHRASE + " ", PHRASE.upper(), "\ud800") * 3:
        with pytest.raises(WrongPassphraseError):
            workbook.unlock(wrong)
    assert workbook.locked
    assert before == {name: (folder / name).read_bytes() for name in before}
    workbook.unlock(PHRASE)
    assert len(texts(workbook)) == 6


def test_a_sealed_workbook_without_its_passphrase_shows_and_takes_nothing(
    folder: Path,
) -> None:
    filled(folder)
    opened(folder).set_passphrase(PHRASE)
    workbook = opened(folder)
    assert workbook.locked and workbook.has_passphrase
    for action in (
        lambda: workbook.of(Entry).all(),
        lambda: workbook.of(Entry).keep(entry("x")),
        lambda: workbook.settings,
        lambda: workbook.search("secret"),
        lambda: workbook.trash(),
        lambda: workbook.refresh(),
        lambda: workbook.backup(),
        lambda: workbook.check(),
        lambda: workbook.change_passphrase("x", "y"),
    ):
        with pytest.raises(LockedError):
            action()


def test_locking_forgets_the_key_and_the_records(folder: Path) -> None:
    workbook = opened(folder)
    with pytest.raises(StoreError):
        workbook.lock()
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("x"))
    workbook.lock()
    assert workbook.locked and workbook._ledger.seal.secret is None  # type: ignore[attr-defined]
    with pytest.raises(LockedError):
        workbook.of(Entry).all()
    workbook.unlock(PHRASE)
    assert len(workbook.of(Entry).all()) == 1
    assert workbook.undo() is None


def test_changing_the_passphrase_writes_the_key_files_and_a_note_of_them(
    folder: Path,
) -> None:
    filled(folder)
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    with pytest.raises(WrongPassphraseError):
        workbook.change_passphrase("wrong", "new")
    with (
        (folder / "key.age").open("rb") as key,
        (folder / "backups" / "key.age").open("rb") as copy,
    ):
        workbook.change_passphrase(PHRASE, "new")
        assert not (key.read() + copy.read()).strip(b"\0")
    changed = {
        name
        for name in names(folder)
        if before.get(name) != (folder / name).read_bytes()
    }
    assert {name for name in changed if not name.startswith("log/")} == {
        "key.age",
        "backups/key.age",
    }
    workbook.of(Entry).keep(entry("x"))
    workbook.close()
    with pytest.raises(WrongPassphraseError):
        opened(folder, PHRASE)
    assert len(texts(opened(folder, "new"))) == 7


def test_removing_the_passphrase_makes_everything_plain_again(
    folder: Path,
) -> None:
    filled(folder)
    workbook = opened(folder)
    before = texts(workbook)
    workbook.set_passphrase(PHRASE)
    leave_note(folder, entry("secret note"), clock=workbook._unit._clock)
    with pytest.raises(WrongPassphraseError):
        workbook.remove_passphrase("wrong")
    assert "gone" in workbook.remove_passphrase(PHRASE)
    assert not is_sealed(folder)
    assert not [
        name for name in names(folder) if name.endswith((".age", ".pub"))
    ]
    workbook.close()
    again = opened(folder)
    assert set(texts(again).values()) == {*before.values(), "secret note"}
    assert [draft.fields["text"] for draft in again.drafts.orphans()] == [
        "secret draft"
    ]
    assert len(again.backups()) == 1
    again.restore_backup(again.backups()[0].name)


@pytest.mark.parametrize("again", ["set", "change", "remove"])
def test_what_makes_no_sense_is_refused(folder: Path, again: str) -> None:
    workbook = opened(folder)
    with pytest.raises(StoreError):
        workbook.set_passphrase("")
    if again == "set":
        workbook.set_passphrase(PHRASE)
        with pytest.raises(StoreError):
            workbook.set_passphrase("other")
        with pytest.raises(StoreError):
            workbook.change_passphrase(PHRASE, "")
    elif again == "change":
        with pytest.raises(StoreError):
            workbook.change_passphrase("a", "b")
    else:
        with pytest.raises(StoreError):
            workbook.remove_passphrase("a")
    workbook.of(Entry).keep(entry("goes on"))


def test_another_session_is_locked_when_a_passphrase_is_set_and_goes_on_once_it_is_entered(
    folder: Path,
) -> None:
    mine, other = opened(folder), opened(folder)
    mine.of(Entry).keep(entry("one"))
    other.refresh()
    mine.set_passphrase(PHRASE)
    with pytest.raises(LockedError):
        other.of(Entry).keep(entry("two"))
    assert other.locked
    other.unlock(PHRASE)
    other.of(Entry).keep(entry("two"))
    assert mine.refresh()
    assert sorted(texts(mine).values()) == ["one", "two"]
    mine.remove_passphrase(PHRASE)
    assert not other.refresh()
    with pytest.raises(StoreError, match="taken away outside"):
        other.of(Entry).keep(entry("three"))
    assert other.access.stripped
    other.access.go_on_in_plain()
    other.of(Entry).keep(entry("three"))
    assert mine.refresh()
    assert not other.has_passphrase


def test_a_locked_session_goes_on_when_the_passphrase_was_removed_elsewhere(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("one"))
    mine.set_passphrase(PHRASE)
    other = opened(folder)
    mine.remove_passphrase(PHRASE)
    with pytest.raises(LockedError):
        other.refresh()
    other.unlock("whatever")
    assert list(texts(other).values()) == ["one"]
    assert not other.has_passphrase


@pytest.mark.parametrize("lost", ["key.age", "backups/key.age", "owner.pub"])
@pytest.mark.parametrize("how", ["deleted", "damaged"])
def test_one_lost_copy_of_a_key_is_made_anew(
    folder: Path, lost: str, how: str
) -> None:
    filled(folder)
    opened(folder).set_passphrase(PHRASE)
    if how == "deleted":
        (folder / lost).unlink()
    else:
        (folder / lost).write_bytes(b"x" + (folder / lost).read_bytes()[1:])
    workbook = opened(folder, PHRASE)
    assert len(texts(workbook)) == 6
    assert [Path(finding.file).name for finding in workbook.findings] == [
        Path(lost).name
    ]
    workbook.close()
    assert [*opened(folder, PHRASE).findings] == []


@pytest.mark.parametrize("line", range(5))
@pytest.mark.parametrize("name", ["key.age", "backups/key.age"])
def test_one_damaged_copy_of_a_key_keeps_nobody_out_and_opens_to_nobody(
    folder: Path, name: str, line: int
) -> None:
    filled(folder)
    opened(folder).set_passphrase(PHRASE)
    lines = (folder / name).read_bytes().split(b"\n", 4)
    lines[line] = (
        lines[line][:-2] + bytes([lines[line][-2] ^ 1]) + lines[line][-1:]
    )
    spoilt = b"\n".join(lines)
    (folder / name).write_bytes(spoilt)
    with pytest.raises(WrongPassphraseError):
        opened(folder, "wrong")
    assert (folder / name).read_bytes() == spoilt
    assert len(texts(opened(folder, PHRASE))) == 6
    assert (
        (folder / "key.age").read_bytes()
        == (folder / "backups" / "key.age").read_bytes()
        != spoilt
    )


def test_a_damaged_sealed_file_costs_no_other_when_the_passphrase_is_removed(
    folder: Path,
) -> None:
    filled(folder)
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    damaged = (
        "backups/2000-01-01T000000Z-asked-1.json.age",
        "drafts/00-0.json.age",
        "quarantine/000-a.json.age",
    )
    for name in damaged:
        (folder / name).write_bytes(b"damaged")
    said = workbook.remove_passphrase(PHRASE)
    assert all(name in said for name in damaged)
    assert len(workbook.backups()) == 2
    workbook.restore_backup(workbook.backups()[0].name)
    assert [draft.fields["text"] for draft in workbook.drafts.orphans()] == [
        "secret draft"
    ]
    assert (
        folder / "quarantine" / "000-x.json"
    ).read_bytes() == b"secret rubbish"


def test_a_session_whose_key_file_is_taken_away_goes_on_sealed(
    folder: Path,
) -> None:
    filled(folder)
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    (folder / "key.age").unlink()
    workbook.refresh()
    workbook.of(Entry).keep(entry("secret still"))
    workbook.compact()
    workbook.close()
    assert holding(folder, b"secret") == []
    assert "secret still" in texts(opened(folder, PHRASE)).values()
    assert (folder / "key.age").exists()


def test_a_sealed_copy_beside_a_plain_workbook_asks_for_no_passphrase(
    folder: Path,
) -> None:
    filled(folder)
    before = texts(opened(folder))
    (folder / "trust.json.age").write_bytes(b"age-encryption.org/v1\n")
    (folder / "trust.json.age").chmod(0o600)
    assert not is_sealed(folder)
    assert texts(opened(folder)) == before


def test_a_damaged_key_file_is_told_apart_from_a_wrong_passphrase(
    folder: Path,
) -> None:
    opened(folder).set_passphrase(PHRASE)
    for name in ("key.age", "backups/key.age"):
        (folder / name).write_bytes((folder / name).read_bytes()[:-5])
    with pytest.raises(DamagedError):
        opened(folder, PHRASE)
    for name in ("key.age", "backups/key.age"):
        (folder / name).unlink()
    with pytest.raises(DamagedError):
        opened(folder, PHRASE)


def test_the_recovery_sheet_is_given_once_and_opens_the_workbook(
    folder: Path,
) -> None:
    filled(folder)
    workbook = opened(folder)
    with pytest.raises(StoreError):
        workbook.recovery_sheet()
    workbook.set_passphrase(PHRASE)
    sheet = workbook.recovery_sheet()
    with pytest.raises(StoreError):
        workbook.recovery_sheet()
    assert workbook.recovery_sheet(again=True) == sheet
    workbook.close()
    secret = next(
        line for line in sheet.splitlines() if "AGE-SECRET-KEY-1" in line
    )
    for name in ("key.age", "backups/key.age", "owner.pub"):
        (folder / name).unlink()
    forgotten = opened(folder)
    assert forgotten.locked
    with pytest.raises(DamagedError):
        forgotten.access.unlock_with_key("AGE-SECRET-KEY-1NOT", "new")
    with pytest.raises(DamagedError):
        forgotten.access.unlock_with_key(
            str(age().x25519.Identity.generate()), "new"
        )
    forgotten.access.unlock_with_key(secret, "new")
    forgotten.of(Entry).keep(entry("goes on"))
    forgotten.lock()
    forgotten.close()
    assert len(texts(opened(folder, "new"))) == 7


def test_a_note_can_be_left_without_the_passphrase_and_is_filed_at_the_next_unlock(
    folder: Path,
) -> None:
    workbook = opened(folder)
    with pytest.raises(StoreError):
        leave_note(folder, entry("x"), clock=workbook._unit._clock)
    workbook.set_passphrase(PHRASE)
    workbook.lock()
    ids = [
        leave_note(
            folder, entry(f"secret note {n}"), clock=workbook._unit._clock
        )
        for n in range(2)
    ]
    assert holding(folder, b"secret") == []
    spoilt = folder / "inbox" / f"{ids[1]}.json.age"
    again = spoilt.read_bytes()
    spoilt.write_bytes(again[:-1])
    workbook.unlock(PHRASE)
    assert texts(workbook) == {ids[0]: "secret note 0"}
    assert [finding.lost for finding in workbook.findings] == [True, False]
    assert [name for name in names(folder) if name.startswith("inbox/")] == []
    assert [
        path.read_bytes() for path in (folder / "quarantine").iterdir()
    ] == [again[:-1]]
    workbook.of(Entry).delete(workbook.of(Entry).all()[0])
    workbook.lock()
    spoilt.write_bytes(again)
    workbook.unlock(PHRASE)
    workbook.lock()
    spoilt.write_bytes(
        again
    )  # a session that was killed before it removed the note
    workbook.unlock(PHRASE)
    assert texts(workbook) == {ids[1]: "secret note 1"}
    workbook.of(Entry).change(
        workbook.of(Entry).all()[0], entry("edited since")
    )
    workbook.lock()
    spoilt.write_bytes(again)
    workbook.unlock(PHRASE)
    assert texts(workbook) == {ids[1]: "edited since"}
    workbook.of(Entry).delete(workbook.of(Entry).all()[0])
    workbook.lock()
    spoilt.write_bytes(again)
    workbook.unlock(PHRASE)
    assert texts(workbook) == {}
    assert [thrown.record.id for thrown in workbook.trash()] == [ids[1], ids[0]]


def test_a_note_for_which_there_is_no_room_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder).set_passphrase(PHRASE)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "create", full)
    with pytest.raises(FullError):
        leave_note(folder, entry("x"), clock=TickingClock())


@pytest.mark.parametrize("part", range(0, 400, 7))
def test_a_key_file_with_any_bit_flipped_never_opens_to_another_key(
    part: int,
) -> None:
    sealed = bytearray(keyfile.Cover(PHRASE, cost=2).seal("AGE-SECRET-KEY-1X"))
    sealed[part * len(sealed) // 400] ^= 1
    with pytest.raises((WrongPassphraseError, DamagedError)):
        keyfile.unseal(bytes(sealed), PHRASE)


def test_a_key_file_that_asks_for_absurd_work_is_refused() -> None:
    sealed = (
        keyfile.Cover(PHRASE, cost=2)
        .seal("AGE-SECRET-KEY-1X")
        .replace(b" 2\n", b" 40\n", 1)
    )
    with pytest.raises(DamagedError):
        keyfile.unseal(sealed, PHRASE)


def test_the_cost_is_fixed_and_the_age_library_opens_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    assert keyfile.COST == 17
    sealed = keyfile.Cover(PHRASE, cost=15).seal("AGE-SECRET-KEY-1X")
    assert b" 15\n" in sealed
    assert keyfile.unseal(sealed, PHRASE) == "AGE-SECRET-KEY-1X"
    assert b"AGE-SECRET-KEY-1X" in age().passphrase.decrypt(sealed, PHRASE)


def test_one_cover_seals_each_state_of_a_key_file_and_no_two_alike() -> None:
    cover = keyfile.Cover(PHRASE, cost=2)
    sealed = [cover.seal(text) for text in ("one", "one", "another")]
    assert [keyfile.unseal(one, PHRASE) for one in sealed] == [
        "one",
        "one",
        "another",
    ]
    payloads = [one.partition(b"\n---")[2][45:] for one in sealed]
    assert len({one[:16] for one in payloads}) == 3
    assert not payloads[0].endswith(payloads[1][-16:])


def test_a_new_key_takes_the_work_of_each_passphrase_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    asked: list[str] = []
    derive = keyfile._wrapping_key

    def noted(passphrase: str, salt: bytes, cost: int) -> bytes:
        asked.append(passphrase)
        return derive(passphrase, salt, cost)

    monkeypatch.setattr(keyfile, "_wrapping_key", noted)
    workbook.new_key(PHRASE, "another")
    assert asked == [PHRASE, "another"]
    workbook.close()
    opened(folder, "another").close()


def run_age(key: Path, sealed: Path) -> bytes:
    """Open a file with the stock command, which asks for the passphrase at its terminal."""
    plain = sealed.with_suffix(".opened")
    child = pexpect.spawn(
        "age", ["-d", "-i", str(key), "-o", str(plain), str(sealed)], timeout=60
    )
    child.expect("passphrase")
    child.sendline(PHRASE)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    content = plain.read_bytes()
    plain.unlink()
    return content


@needs_age
def test_the_stock_age_command_opens_every_file_down_to_stock_tinydb(
    folder: Path, tmp_path: Path
) -> None:
    ids = filled(folder)
    opened(folder).set_passphrase(PHRASE)
    workbook = opened(folder, PHRASE)
    workbook.of(Entry).keep(entry("a change"))
    workbook.close()
    key = tmp_path / "key.age"
    shutil.copy(folder / "key.age", key)
    sealed = sorted(
        name
        for name in names(folder)
        if name.endswith(".age") and not name.endswith("key.age")
    )
    assert {name.partition("/")[0] for name in sealed} >= {
        "trust.json.age",
        "log",
        "backups",
        "drafts",
    }
    for name in sealed:
        shutil.copy(folder / name, tmp_path / "sealed.age")
        content = run_age(key, tmp_path / "sealed.age")
        if name == "trust.json.age":
            (tmp_path / "trust.json").write_bytes(content)
    stock = TinyDB(tmp_path / "trust.json", access_mode="r", encoding="utf-8")
    assert set(ids) <= {
        str(document.doc_id) for document in stock.table("entries")
    }
    stock.close()


@needs_age
def test_the_stock_age_command_opens_the_workbook_with_the_key_of_the_recovery_sheet(
    folder: Path, tmp_path: Path
) -> None:
    filled(folder)
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    sheet = workbook.recovery_sheet()
    key = tmp_path / "key"
    key.write_text(
        next(
            line.strip()
            for line in sheet.splitlines()
            if "AGE-SECRET-KEY-1" in line
        )
        + "\n"
    )
    done = subprocess.run(
        ["age", "-d", "-i", str(key), str(folder / "trust.json.age")],
        capture_output=True,
        check=True,
    )
    assert b"secret 0" in done.stdout


def folded_elsewhere(other: StoreWorkbook) -> None:
    other.of(Entry).keep(entry("secret of another session"))


def folded_away_elsewhere(other: StoreWorkbook) -> None:
    folded_elsewhere(other)
    compact_often(other, 3)


@pytest.mark.parametrize(
    "elsewhere",
    [folded_elsewhere, folded_away_elsewhere],
    ids=["kept", "folded"],
)
@pytest.mark.parametrize("sealed", [False, True], ids=["set", "removed"])
def test_what_another_session_has_kept_since_is_there_when_the_passphrase_was_set_or_removed(
    folder: Path, sealed: bool, elsewhere: Callable[[StoreWorkbook], None]
) -> None:
    filled(folder)
    if sealed:
        opened(folder).set_passphrase(PHRASE)
    mine, other = (
        opened(folder, PHRASE if sealed else None),
        opened(folder, PHRASE if sealed else None),
    )
    elsewhere(other)
    mine.remove_passphrase(PHRASE) if sealed else mine.set_passphrase(PHRASE)
    mine.close()
    assert (
        "secret of another session"
        in texts(opened(folder, None if sealed else PHRASE)).values()
    )


@pytest.mark.parametrize("before", [[], ["secret and earlier"]])
def test_what_another_session_types_while_the_passphrase_is_set_is_sealed_and_offered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, before: list[str]
) -> None:
    mine, other = opened(folder), opened(folder)
    appear = passphrase_change._appear
    for text in before:
        other.drafts.keep(Draft(key="new-entry", fields={"text": text}))

    def late(where: Folder) -> None:
        other.drafts.keep(
            Draft(key="new-entry", fields={"text": "secret and late"})
        )
        appear(where)

    monkeypatch.setattr(passphrase_change, "_appear", late)
    mine.set_passphrase(PHRASE)
    other.close()
    assert holding(folder, b"secret") == []
    assert [draft.fields["text"] for draft in mine.drafts.orphans()] == [
        "secret and late"
    ]


def test_a_note_that_is_left_while_the_passphrase_is_removed_is_filed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    disappear = passphrase_change._disappear

    def late(where: Folder) -> None:
        leave_note(folder, entry("left meanwhile"), clock=TickingClock())
        disappear(where)

    monkeypatch.setattr(passphrase_change, "_disappear", late)
    workbook.remove_passphrase(PHRASE)
    assert (
        list(texts(workbook).values())
        == list(texts(opened(folder)).values())
        == ["left meanwhile"]
    )
    assert not [name for name in names(folder) if name.endswith(".age")]


def test_a_backup_that_was_being_made_while_the_passphrase_was_set_leaves_no_plain_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(folder)
    workbook = opened(folder)
    before = workbook.backups()

    def meanwhile(*arguments: Any) -> files.Fill:
        fill = snapshot_fill(*arguments)
        monkeypatch.undo()
        monkeypatch.setattr(keyfile, "COST", 4)
        workbook.set_passphrase(PHRASE)
        return fill

    monkeypatch.setattr(backups, "snapshot_fill", meanwhile)
    with pytest.raises(StoreError, match="changed meanwhile"):
        workbook.backup()
    assert holding(folder, b"secret") == []
    assert [backup.made for backup in workbook.backups()] == [
        backup.made for backup in before
    ]


@pytest.mark.parametrize(
    ("sealed", "at", "then"),
    [
        (False, "_appear", False),
        (False, "finish_turning", True),
        (True, "_disappear", True),
        (True, "finish_turning", False),
    ],
    ids=["set-early", "set-late", "removed-early", "removed-late"],
)
def test_a_passphrase_that_was_being_set_or_removed_when_the_session_ended_is_finished_at_the_next_start(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    sealed: bool,
    at: str,
    then: bool,
) -> None:
    filled(folder)
    if sealed:
        opened(folder).set_passphrase(PHRASE)
    workbook = opened(folder, PHRASE if sealed else None)
    before = texts(workbook)

    def killed(_: Folder) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(passphrase_change, at, killed)
        with pytest.raises(Killed):
            workbook.remove_passphrase(
                PHRASE
            ) if sealed else workbook.set_passphrase(PHRASE)
    assert (folder / ("key.going.age" if sealed else "key.coming.age")).exists()
    workbook.close()
    half = folder / "backups" / ".0123456789abcdef.3.tmp"
    half.write_bytes(b"secret half")
    with half.open("rb") as still_open:
        again = opened(folder, PHRASE if then else None)
        assert not still_open.read().strip(b"\0")
    assert again.has_passphrase == then
    assert texts(again) == before
    assert [draft.fields["text"] for draft in again.drafts.orphans()] == [
        "secret draft"
    ]
    assert len(again.backups()) == 1
    kinds = {
        Path(name).suffix
        for name in names(folder)
        if name.endswith((".json", ".age", ".pub"))
    }
    assert kinds == ({".age", ".pub"} if then else {".json"})
    assert (
        not (folder / "key.coming.age").exists()
        and not (folder / "key.going.age").exists()
    )
    again.close()
    assert texts(opened(folder, PHRASE if then else None)) == before


@pytest.mark.parametrize("certain", [True, False])
@pytest.mark.parametrize("sealed", [False, True], ids=["set", "removed"])
def test_a_passphrase_whose_turn_the_disk_does_not_confirm_stays_as_it_was_or_is_called_uncertain(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sealed: bool, certain: bool
) -> None:
    filled(folder)
    if sealed:
        opened(folder).set_passphrase(PHRASE)
    workbook = opened(folder, PHRASE if sealed else None)
    before, there = texts(workbook), names(folder)
    flush, takes_back = files.flush_folder, "link" if sealed else "unlink"
    real = getattr(files, takes_back)
    failed: list[int] = []

    def unsure(part: Path) -> None:
        if (
            not failed
            and part == folder
            and (folder / "key.age").exists() != sealed
        ):
            failed.append(1)
            raise OSError(5, "broken")
        flush(part)

    def broken(path: Path, *more: Path) -> None:
        if failed and folder / "key.age" in (path, *more) and not certain:
            raise OSError(5, "broken")
        real(path, *more)

    with monkeypatch.context() as patch:
        patch.setattr(files, "flush_folder", unsure)
        patch.setattr(files, takes_back, broken)
        with pytest.raises(StoreError if certain else UncertainError) as caught:
            workbook.remove_passphrase(
                PHRASE
            ) if sealed else workbook.set_passphrase(PHRASE)
    assert isinstance(caught.value, UncertainError) != certain
    if certain:
        assert (names(folder), workbook.has_passphrase) == (there, sealed)
        workbook.of(Entry).keep(entry("secret, and goes on"))
        before = texts(workbook)
        assert len(before) == 7
    workbook.close()
    again = opened(folder, PHRASE if is_sealed(folder) else None)
    assert is_sealed(folder) == (sealed if certain else not sealed)
    assert texts(again) == before
    assert [*again.findings] == []


class Failing(io.BytesIO):
    """Fails from some read on."""

    def __init__(self, sealed: bytes, good_reads: int) -> None:
        super().__init__(sealed)
        self._left = good_reads

    def read(self, size: int | None = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise OSError(5, "broken")
        return super().read(size)


@pytest.mark.parametrize("good_reads", range(4))
def test_a_disk_that_fails_while_a_sealed_file_is_read_is_no_broken_seal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, good_reads: int
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry(secrets.token_hex(100_000)))
    workbook.set_passphrase(PHRASE)
    workbook.close()
    before = {
        name: (folder / name).read_bytes()
        for name in names(folder)
        if name.endswith(".age")
    }
    sealed = before["trust.json.age"]
    with monkeypatch.context() as patch:
        patch.setattr(
            sealed_files,
            "open",
            lambda *_, **__: Failing(sealed, good_reads),
            raising=False,
        )
        with pytest.raises(StoreError, match="The disk answered with an error"):
            opened(folder, PHRASE)
    assert before == {
        name: (folder / name).read_bytes()
        for name in names(folder)
        if name.endswith(".age")
    }
    assert len(texts(opened(folder, PHRASE))) == 1


def test_a_key_that_cannot_be_made_anew_for_want_of_room_keeps_nobody_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(folder)
    opened(folder).set_passphrase(PHRASE)
    (folder / "backups" / "key.age").unlink()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace", full)
    workbook = opened(folder, PHRASE)
    assert len(texts(workbook)) == 6
    assert [finding.file for finding in workbook.findings] == ["key.age"]
