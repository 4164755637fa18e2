"""Somebody who can write into the folder of a sealed workbook, but does not know the passphrase."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.helpers import (
    PHRASE,
    compact_often,
    entry,
    log_file,
    opened,
    texts,
)
from trust_tui.domain.records import Entry
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption.sealed_files import Sealed, public_seal
from trust_tui.store.log import changes, sheets
from trust_tui.store.log.loading import begin
from trust_tui.store.log.reach import Reach
from trust_tui.store.workbook import StoreWorkbook

FORGED = "not yours"


def sealed(folder: Path) -> StoreWorkbook:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("mine later"))
    return workbook


def forged(store: str, writer: str, count: int) -> bytes:
    """A change by somebody who has read how the files are made."""
    line = (
        b'{"made":"2026-03-01T20:00:00.000000Z","made_offset":0,"changed":"2026-03-01T20:00:00.000000Z",'
        b'"changed_offset":0,"revision":1,"about":null,"day":"2026-03-01","text":"not yours","title":"","tags":[],'
        b'"answers":""}'
    )
    change = changes.make(
        (writer, count), 99, Reach(), 0, {"entries": {"1" * 24: line}}
    )
    return changes.text_of(change, store)


def put(folder: Path, name: str, text: bytes) -> None:
    """Seal it to the public key, as anybody can."""
    place = folder / name
    place.unlink(missing_ok=True)
    parts: list[bytes] = []
    public_seal(Folder(folder)).fill([text])(parts.append)
    place.write_bytes(b"".join(parts))
    place.chmod(0o600)


def store_of(workbook: StoreWorkbook) -> str:
    return workbook._ledger.loaded.store


def told(folder: Path) -> tuple[StoreWorkbook, list[str]]:
    workbook = opened(folder, PHRASE)
    return workbook, [finding.said for finding in workbook.findings]


def aside(folder: Path) -> list[str]:
    return sorted(
        path.name for path in (folder / "quarantine").glob("doubtful-*")
    )


def test_change_sealed_to_the_public_key_alone_is_kept_aside_and_told(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    mine = texts(workbook)
    put(
        folder,
        "log/abcabcabcabc-00000001.json.age",
        forged(store_of(workbook), "abcabcabcabc", 1),
    )
    workbook.close()
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert any("cannot be proved to be yours" in one for one in said)
    assert aside(folder) == ["doubtful-abcabcabcabc-00000001.json.age"]
    assert any("Nothing proves" in finding.said for finding in workbook.check())
    workbook.close()
    workbook, said = told(folder)
    assert said == []


def test_next_change_of_ones_own_cannot_be_put_in_the_way_of_a_save(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    writer = workbook._ledger.writer
    count = workbook._ledger.state.reach.upto[writer] + 1
    put(
        folder,
        f"log/{writer}-{count:08d}.json.age",
        forged(store_of(workbook), writer, count),
    )
    workbook.of(Entry).keep(entry("kept all the same"))
    assert FORGED not in texts(workbook).values()
    mine = texts(workbook)
    workbook.close()
    workbook, _ = told(folder)
    assert texts(workbook) == mine
    assert aside(folder)


@pytest.mark.parametrize(
    "names",
    [
        ["trust.json.age"],
        ["trust.json.age", "trust.previous.json.age"],
    ],
)
def test_forged_snapshot_is_put_aside_and_made_anew_from_the_rest(
    folder: Path, names: list[str]
) -> None:
    workbook = sealed(folder)
    workbook.backup()
    compact_often(workbook, 2)
    workbook.backup()
    mine = texts(workbook)
    reach = workbook._ledger.state.reach.plain()
    head = changes.header(
        "snapshot", 99, store=store_of(workbook), reach=reach, chain={}
    )
    workbook.close()
    for name in names:
        put(folder, name, b"".join(sheets.write(head, {})))
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert any("cannot be proved to be yours" in one for one in said)
    assert len(aside(folder)) == len(names)
    workbook.close()
    workbook, said = told(folder)
    assert (texts(workbook), said) == (mine, [])


def test_forged_older_snapshot_is_told_by_a_look_at_every_file(
    folder: Path,
) -> None:
    """It is read at a start only where the other one is damaged."""
    workbook = sealed(folder)
    compact_often(workbook, 2)
    workbook.backup()
    mine = texts(workbook)
    head = changes.header(
        "snapshot", 99, store=store_of(workbook), reach={}, chain={}
    )
    put(folder, "trust.previous.json.age", b"".join(sheets.write(head, {})))
    assert [one.file for one in workbook.check()] == ["trust.previous.json.age"]
    workbook.close()
    (folder / "trust.json.age").write_bytes(b"damaged")
    workbook, said = told(folder)
    assert said
    assert texts(workbook) == mine
    assert aside(folder)


def test_lines_of_a_forged_change_that_is_broken_are_not_saved_from_it(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    mine = texts(workbook)
    writer = workbook._ledger.writer
    count = workbook._ledger.state.reach.upto[writer] + 1
    broken = forged(store_of(workbook), writer, count)[:-90]
    workbook.close()
    put(folder, f"log/{writer}-{count:08d}.json.age", broken)
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert said


def test_forged_conflict_copy_is_not_joined(folder: Path) -> None:
    workbook = sealed(folder)
    mine, store = texts(workbook), store_of(workbook)
    workbook.close()
    text = forged(store, "abcabcabcabc", 1)
    put(folder, "log/abcabcabcabc-00000001 (conflicted).json.age", text)
    head = changes.header(
        "snapshot", 99, store=store, reach={"abcabcabcabc": 1}, chain={}
    )
    rows = sheets.read(text).tables["entries"].items()
    put(
        folder,
        "trust (conflicted copy).json.age",
        b"".join(sheets.write(head, {"entries": rows})),
    )
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert any("2 files here cannot be proved" in one for one in said)
    assert len(aside(folder)) == 2


def test_change_of_another_store_is_kept_aside_also_where_nothing_is_sealed(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    mine = texts(workbook)
    workbook.close()
    place = folder / "log" / "abcabcabcabc-00000001.json"
    place.write_bytes(forged("1" * 24, "abcabcabcabc", 1))
    place.chmod(0o600)
    workbook = opened(folder)
    assert texts(workbook) == mine
    assert any("cannot be proved" in one.said for one in workbook.findings)
    assert aside(folder)


def test_plain_change_in_a_sealed_folder_is_told_as_such(folder: Path) -> None:
    workbook = sealed(folder)
    text = forged(store_of(workbook), "abcabcabcabc", 1)
    workbook.close()
    place = folder / "log" / "abcabcabcabc-00000001.json"
    place.write_bytes(text)
    place.chmod(0o600)
    workbook, said = told(folder)
    assert any("came in plain" in one for one in said)


def without_proofs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sealed workbook as versions before proofs have left it."""
    with monkeypatch.context() as before:
        before.setattr(Sealed, "prove", lambda *_: "")
        before.setattr(
            "trust_tui.store.encryption.owner_key._PROVED", "# of old"
        )
        workbook = sealed(folder)
        workbook.backup()
        workbook.close()


def test_sealed_workbook_from_before_proofs_gets_them_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_proofs(folder, monkeypatch)
    workbook, said = told(folder)
    mine, store = texts(workbook), store_of(workbook)
    assert said == []
    name = workbook.backups()[0].name
    workbook.restore_backup(name)
    workbook.close()
    put(
        folder,
        "log/abcabcabcabc-00000001.json.age",
        forged(store, "abcabcabcabc", 1),
    )
    workbook, said = told(folder)
    assert FORGED not in texts(workbook).values()
    assert said
    assert set(texts(workbook).values()) <= set(mine.values())


STRANGE: dict[str, Callable[[Path], object]] = {
    "removed": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:90]),
}


@pytest.mark.parametrize("how", STRANGE)
def test_change_of_ones_own_that_is_gone_or_broken_is_told(
    folder: Path, how: str
) -> None:
    workbook = sealed(folder)
    workbook.close()
    last = max((folder / "log").glob("*.age"))
    STRANGE[how](last)
    workbook, said = told(folder)
    assert "mine" in texts(workbook).values()
    assert said


def test_swapped_changes_are_told_and_nothing_is_lost(folder: Path) -> None:
    workbook = sealed(folder)
    workbook.of(Entry).keep(entry("and more"))
    writer = workbook._ledger.writer
    count = workbook._ledger.state.reach.upto[writer]
    mine = texts(workbook)
    workbook.close()
    one, other = log_file(folder, count - 1), log_file(folder, count)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    workbook, said = told(folder)
    assert said
    assert "mine" in texts(workbook).values()
    assert set(texts(workbook)) <= set(mine)


def test_snapshot_reads_only_with_the_right_proof(folder: Path) -> None:
    workbook = sealed(folder)
    compact_often(workbook, 2)
    seal = workbook._ledger.seal
    assert isinstance(seal, Sealed)
    path = Folder(folder).snapshot(".age")
    sheet = changes.read_sheet(path, seal, "snapshot")
    assert begin(sheet, None).store == store_of(workbook)
    assert seal.is_proved(sheet.proven, sheet.proof)
    put(folder, "trust.json.age", bytes(seal.read(path))[:-1] + b"\n")
    seal.demands_proof = True
    changes.read_sheet(path, seal, "snapshot")
