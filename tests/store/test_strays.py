"""A passphrase was set on one machine while another made backups in plain: they do not stay so."""

import shutil
from pathlib import Path

import pytest

from tests.store.helpers import TickingClock, entry, holding, opened, texts
from tests.store.test_drafts import TYPED
from trust_tui.domain.records import Entry
from trust_tui.store import leave_note

pytestmark = pytest.mark.usefixtures("cheap_passphrase")


@pytest.fixture
def joined(folder: Path) -> Path:
    """A sealed workbook beside which a backup and a damaged file of a plain machine have arrived."""
    session = opened(folder)
    session.of(Entry).keep(entry("one"))
    name = session.backup().name
    plain = (folder / "backups" / name).read_bytes()
    session.set_passphrase("secret")
    session.of(Entry).keep(entry("two"))
    session.close()
    (folder / "backups" / "2026-11-30T101500Z-auto-1.json").write_bytes(plain)
    (folder / "quarantine").mkdir(exist_ok=True)
    (folder / "quarantine" / "001-trust.json").write_bytes(plain[:-20])
    for path in folder.rglob("*.json"):
        path.chmod(0o600)
    return folder


def test_they_are_sealed_and_told_of_once(joined: Path) -> None:
    session = opened(joined, "secret", upkeep=True)
    assert any("came in plain" in each.said for each in session.findings)
    session.finish_upkeep()
    session.close()
    assert not holding(joined, b"one")
    session = opened(joined, "secret")
    assert not any("came in plain" in each.said for each in session.findings)
    session.close()


def test_a_backup_that_was_sealed_so_can_be_restored(joined: Path) -> None:
    session = opened(joined, "secret", upkeep=True)
    session.finish_upkeep()
    session.restore_backup("2026-11-30T101500Z-auto-1.json.age")
    assert list(texts(session).values()) == ["one"]
    session.close()


def test_what_syncthing_keeps_of_deleted_files_is_named(folder: Path) -> None:
    session = opened(folder)
    session.of(Entry).keep(entry("one"))
    kept = folder / ".stversions"
    assert session.copies.older() == []
    kept.mkdir()
    (kept / "entry~20261130-112139.txt").write_text("one")
    (copy,) = session.copies.older()
    assert copy.path == kept
    assert session.copies.wipe([copy.path]) == []
    assert not kept.exists()
    session.close()


def test_a_plain_change_that_came_is_no_older_copy(folder: Path) -> None:
    plain = opened(folder)
    plain.of(Entry).keep(entry("one"))
    plain.close()
    (change,) = (folder / "log").iterdir()
    text = change.read_bytes()
    session = opened(folder)
    session.set_passphrase("secret")
    (folder / "log" / "abcabcabcabc-00000001.json").write_bytes(text)
    assert session.copies.older() == []
    session.close()


def test_draft_that_came_in_plain_is_offered_as_unproved_and_sealed(
    folder: Path,
) -> None:
    plain = opened(folder)
    plain.drafts.keep(TYPED)
    plain.close()
    (draft,) = (folder / "drafts").iterdir()
    text = draft.read_bytes()
    session = opened(folder)
    session.set_passphrase("secret")
    session.close()
    for path in (folder / "drafts").iterdir():
        path.unlink()
    draft.write_bytes(text)
    draft.chmod(0o600)
    session = opened(folder, "secret", upkeep=True)
    assert any(
        "draft that came in plain" in each.said for each in session.findings
    )
    session.finish_upkeep()
    (orphan,) = session.drafts.orphans()
    assert orphan.fields == TYPED.fields
    assert not orphan.proved
    assert not any(each.lost for each in session.findings)
    assert holding(folder, b"thought") == []
    session.close()


def test_draft_that_came_in_plain_is_read_before_it_is_sealed(
    folder: Path,
) -> None:
    plain = opened(folder)
    plain.drafts.keep(TYPED)
    plain.close()
    (draft,) = (folder / "drafts").iterdir()
    text = draft.read_bytes()
    session = opened(folder)
    session.set_passphrase("secret")
    session.close()
    for path in (folder / "drafts").iterdir():
        path.unlink()
    draft.write_bytes(text)
    draft.chmod(0o600)
    session = opened(folder, "secret")
    (orphan,) = session.drafts.orphans()
    assert orphan.fields == TYPED.fields
    assert draft.exists()
    session.close()


@pytest.mark.parametrize("phrase", [None, "first"])
def test_draft_and_note_under_another_key_are_left_as_they_are(
    tmp_path: Path, folder: Path, phrase: str | None
) -> None:
    other = opened(tmp_path / "other")
    other.set_passphrase("second")
    other.drafts.keep(TYPED)
    other.close()
    leave_note(tmp_path / "other", entry("left"), clock=TickingClock())
    mine = opened(folder)
    if phrase is not None:
        mine.set_passphrase(phrase)
    mine.close()
    came = []
    for part in ("drafts", "inbox"):
        (path,) = (tmp_path / "other" / part).iterdir()
        (folder / part).mkdir(exist_ok=True, mode=0o700)
        came.append(Path(shutil.copy2(path, folder / part)))
    mine = opened(folder, phrase)
    assert list(mine.drafts.orphans()) == []
    assert all(map(Path.exists, came))
    assert not any(each.lost for each in (*mine.findings, *mine.check()))
    mine.close()


@pytest.mark.parametrize("alike", [True, False])
def test_plain_file_beside_its_sealed_namesake_goes_only_when_they_are_alike(
    joined: Path, alike: bool
) -> None:
    (plain,) = (joined / "quarantine").iterdir()
    text = plain.read_bytes()
    session = opened(joined, "secret", upkeep=True)
    session.finish_upkeep()
    session.close()
    words = text if alike else b"words that are nowhere else"
    plain.write_bytes(words)
    plain.chmod(0o600)
    session = opened(joined, "secret", upkeep=True)
    session.finish_upkeep()
    kept = [
        bytes(session._ledger.seal.read(path))
        for path in sorted((joined / "quarantine").iterdir())
    ]
    assert sorted(kept) == sorted({text, words})
    session.close()


@pytest.mark.parametrize("part", ["backups", "drafts", "quarantine"])
def test_what_cannot_be_sealed_keeps_nothing_else_from_being_looked_after(
    joined: Path, part: str
) -> None:
    for path in (joined / "backups").glob("*.age"):
        path.unlink()
    (joined / part).mkdir(exist_ok=True)
    (joined / part / "0.json").mkdir(mode=0o700)

    session = opened(joined, "secret", upkeep=True)
    session.finish_upkeep()
    session.close()

    assert not holding(joined, b"one")
    assert list((joined / "backups").glob("*-auto-*.json.age"))
    assert not any("0.json" in each.file for each in session.findings)
