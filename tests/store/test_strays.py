"""A passphrase was set on one machine while another made backups in plain: they do not stay so."""

from pathlib import Path

import pytest

from tests.store.helpers import entry, opened, texts
from trust_tui.domain.records import Entry

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
    assert not [
        path
        for path in joined.rglob("*")
        if path.is_file() and b"one" in path.read_bytes()
    ]
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
    assert session.older_copies() == []
    kept.mkdir()
    (kept / "entry~20261130-112139.txt").write_text("one")
    (copy,) = session.older_copies()
    assert copy.path == kept
    assert session.wipe_copies([copy.path]) == []
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
    assert session.older_copies() == []
    session.close()
