"""What another key has sealed, or was never joined, outlives every change of the passphrase, and is named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.store.disk import Killed
from tests.store.helpers import (
    PHRASE,
    compact_often,
    content,
    entry,
    holding,
    log_file,
    opened,
    texts,
)
from trust_tui.domain.errors import DamagedError
from trust_tui.domain.records import Entry
from trust_tui.store import is_sealed
from trust_tui.store.encryption import passphrase_change
from trust_tui.store.log import changes, sheets
from trust_tui.store.store_workbook import StoreWorkbook

STRANGE: Final = (
    "trust (conflicted copy).json.age",
    "log/abcabcabcabc-00000001.json.age",
    "log/abcabcabcabc-00000002.sync-conflict-1.json.age",
    "backups/2026-02-01T120000Z-asked-7.json.age",
    "drafts/0123456789abcdef-0.json.age",
    "quarantine/000-x.json.age",
)
"""Where another key's files may lie."""


def sealed_elsewhere(home: Path) -> bytes:
    """A workbook sealed by another key, as one file."""
    other = opened(home / "other")
    other.of(Entry).keep(entry("somebody else's"))
    other.set_passphrase("another phrase")
    other.close()
    return (home / "other" / "trust.json.age").read_bytes()


def lay_strange(folder: Path, data: bytes) -> dict[str, bytes]:
    for name in STRANGE:
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o600)
    return dict.fromkeys(STRANGE, data)


def filled(folder: Path, *, sealed: bool) -> StoreWorkbook:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    workbook.backup()
    compact_often(workbook)
    workbook.of(Entry).keep(entry("mine at last"))
    if sealed:
        workbook.set_passphrase(PHRASE)
    return workbook


def there(folder: Path, wanted: dict[str, bytes]) -> bool:
    return all((folder / name).read_bytes() == wanted[name] for name in wanted)


def test_what_another_key_sealed_stays_and_is_named_when_the_passphrase_goes(
    folder: Path, tmp_path: Path
) -> None:
    workbook = filled(folder, sealed=True)
    strange = lay_strange(folder, sealed_elsewhere(tmp_path))
    mine = texts(workbook)
    said = workbook.remove_passphrase(PHRASE)
    assert there(folder, strange)
    assert "Left as they are" in said and STRANGE[0] in said
    assert said.count(".age") == 5 and ", ..." in said
    workbook.close()
    again = opened(folder)
    assert texts(again) == mine
    told = {one.file: one.said for one in again.check()}
    assert "sealed by another passphrase" in told[STRANGE[3]]
    with pytest.raises(DamagedError, match="sealed by another passphrase"):
        again.restore_backup(Path(STRANGE[3]).name)
    assert again.drafts.orphans() == []
    assert there(folder, strange)


@pytest.mark.parametrize("sealed", [False, True], ids=["set", "removed"])
@pytest.mark.parametrize("at", ["_appear", "_disappear", "finish_turning"])
def test_a_kill_while_the_passphrase_is_turned_costs_no_file_of_another_key(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sealed: bool,
    at: str,
) -> None:
    workbook = filled(folder, sealed=sealed)
    strange = lay_strange(folder, sealed_elsewhere(tmp_path))
    mine = texts(workbook)

    def killed(*_: object) -> None:
        raise Killed

    def turn() -> None:
        if sealed:
            workbook.remove_passphrase(PHRASE)
        else:
            workbook.set_passphrase(PHRASE)

    with monkeypatch.context() as patch:
        patch.setattr(passphrase_change, at, killed)
        if (at, sealed) in (("_appear", True), ("_disappear", False)):
            turn()
        else:
            with pytest.raises(Killed):
                turn()
    workbook.close()
    again = opened(folder, PHRASE if is_sealed(folder) else None)
    assert texts(again) == mine
    assert there(folder, strange)
    assert not (folder / "key.copies.json").exists()


@pytest.mark.parametrize(
    "first",
    [["trust.json.age", "trust.previous.json.age"], ["backups/key.age"]],
    ids=["snapshots", "key"],
)
def test_files_that_lie_where_the_sealed_ones_are_to_be_get_other_names(
    folder: Path, tmp_path: Path, first: list[str]
) -> None:
    workbook = filled(folder, sealed=False)
    data = sealed_elsewhere(tmp_path)
    backup = workbook.backups()[0].name
    last = log_file(folder, 4).name
    places = [
        *first,
        f"backups/{backup}.age",
        f"log/{last}.age",
    ]
    for name in places:
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o600)
    mine = texts(workbook)
    workbook.set_passphrase(PHRASE)
    held = [path for path in folder.rglob("*.age") if path.read_bytes() == data]
    assert len(held) == len(places)
    workbook.close()
    workbook = opened(folder, PHRASE)
    assert texts(workbook) == mine
    assert len(workbook.backups()) == 2
    workbook.remove_passphrase(PHRASE)
    assert sum(
        path.read_bytes() == data for path in folder.rglob("*.age")
    ) == len(places)
    assert texts(opened(folder)) == mine


def test_a_copy_of_a_change_that_was_never_joined_is_joined_or_kept_when_a_passphrase_is_set(
    folder: Path, tmp_path: Path
) -> None:
    workbook = filled(folder, sealed=False)
    there = content(folder)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    other = opened(elsewhere)
    other.of(Entry).keep(entry("written elsewhere"))
    other.close()
    (name,) = {path.name for path in (elsewhere / "log").iterdir()} - {
        Path(one).name for one in there
    }
    arrived = folder / "log" / name.replace(".json", ".sync-conflict-1.json")
    shutil.copy(elsewhere / "log" / name, arrived)
    half = folder / "log" / "abcabcabcabc-00000001.sync-conflict-1.json"
    half.write_bytes(b'{"HALF OF A TEXT')
    half.chmod(0o600)
    workbook.set_passphrase(PHRASE)
    assert "written elsewhere" in texts(workbook).values()
    assert holding(folder, b"HALF OF A TEXT") == []
    workbook.close()
    workbook = opened(folder, PHRASE)
    assert "written elsewhere" in texts(workbook).values()
    workbook.remove_passphrase(PHRASE)
    assert holding(folder, b"HALF OF A TEXT") == [f"log/{half.name}"]


def test_a_copy_sealed_by_our_own_key_can_be_read_once_the_key_is_gone(
    folder: Path,
) -> None:
    workbook = filled(folder, sealed=True)
    damaged = bytes(workbook._ledger.seal.read(folder / "trust.json.age"))
    parts: list[bytes] = []
    workbook._ledger.seal.fill([damaged[:200]])(parts.append)
    copy = folder / "trust (conflicted copy).json.age"
    copy.write_bytes(b"".join(parts))
    copy.chmod(0o600)
    workbook.remove_passphrase(PHRASE)
    assert (folder / copy.name.removesuffix(".age")).read_bytes() == damaged[
        :200
    ]
    assert not copy.exists()


def test_a_forged_change_is_not_made_the_users_own_by_removing_the_passphrase(
    folder: Path,
) -> None:
    workbook = filled(folder, sealed=True)
    workbook.of(Entry).keep(entry("mine at last"))
    mine = texts(workbook)
    last = max((folder / "log").glob("*.age"))
    unproved = workbook._ledger.seal.without_secret
    text = bytes(workbook._ledger.seal.read(last))
    text = text.replace(b"mine at last", b"not by me...")
    parts: list[bytes] = []
    unproved.fill([text])(parts.append)
    forged = folder / "log" / "abcabcabcabc-00000009.json.age"
    forged.write_bytes(b"".join(parts))
    forged.chmod(0o600)
    workbook.remove_passphrase(PHRASE)
    workbook.close()
    assert texts(opened(folder)) == mine


DOINGS: dict[str, Callable[[StoreWorkbook], object]] = {
    "renewed": lambda workbook: workbook.new_key(PHRASE, "new phrase"),
    "deleted": lambda workbook: workbook.delete_for_good(
        [next(iter(texts(workbook)))]
    ),
}


@pytest.mark.parametrize("doing", DOINGS)
def test_what_another_key_sealed_outlives_a_new_key_and_deleting_for_good(
    folder: Path, tmp_path: Path, doing: str
) -> None:
    workbook = filled(folder, sealed=True)
    data = sealed_elsewhere(tmp_path)
    strange = lay_strange(folder, data)
    previous = folder / "trust.previous.json.age"
    previous.write_bytes(data)
    DOINGS[doing](workbook)
    assert there(folder, strange)
    held = [path for path in folder.glob("trust*") if path.read_bytes() == data]
    assert len(held) == 2
    named = {path.name for path in workbook.copies.holding(["1"])}
    assert named >= {Path(name).name for name in STRANGE if "log/" not in name}


@pytest.mark.parametrize("doing", ["compacted", *DOINGS])
def test_what_another_key_sealed_under_the_name_of_a_change_of_ours_stays(
    folder: Path, tmp_path: Path, doing: str
) -> None:
    data = sealed_elsewhere(tmp_path)
    workbook = filled(folder, sealed=True)
    for number in range(3):
        workbook.of(Entry).keep(entry(f"sealed {number}"))
    ours = {path: path.read_bytes() for path in (folder / "log").iterdir()}
    place = max(ours)
    place.unlink()
    place.write_bytes(data)
    place.chmod(0o600)
    (DOINGS | {"compacted": compact_often})[doing](workbook)
    assert place.read_bytes() == data
    held = [path for path in ours if path.exists() and path != place]
    assert [path for path in held if path.read_bytes() == ours[path]] == []
    workbook.close()


def test_a_joined_folder_of_another_key_is_named_and_not_wiped_for_one_record(
    folder: Path, tmp_path: Path
) -> None:
    workbook = filled(folder, sealed=True)
    sealed_elsewhere(tmp_path)
    joined = folder.with_name(f"{folder.name} (conflicted copy) joined")
    shutil.copytree(tmp_path / "other", joined)
    before = content(joined)
    id = next(iter(texts(workbook)))
    workbook.delete_for_good([id])
    assert content(joined) == before
    assert joined in workbook.copies.holding([id])


@pytest.mark.parametrize("name", ["{}/thesis", "../thesis", "log/../../thesis"])
def test_a_list_that_somebody_else_wrote_has_no_file_outside_removed(
    folder: Path, tmp_path: Path, name: str
) -> None:
    filled(folder, sealed=True).close()
    thesis = tmp_path / "thesis"
    thesis.write_text("years of work", "utf-8")
    (folder / "key.coming.age").write_bytes(b"")
    (folder / "key.coming.age").chmod(0o600)
    rows = {
        "files": [
            (name.format(tmp_path), sheets.encode({"copy": "trust.json.age"}))
        ]
    }
    text = b"".join(sheets.write(changes.header("copies", 0), rows))
    (folder / "key.copies.json").write_bytes(text)
    (folder / "key.copies.json").chmod(0o600)
    assert texts(opened(folder, PHRASE))
    assert thesis.read_text("utf-8") == "years of work"
    assert not (folder / "key.coming.age").exists()
