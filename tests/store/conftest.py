"""A folder of its own for each test, and a passphrase that costs little."""

from pathlib import Path

import pytest

from trust_tui.store import keyfile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "trust-tui"


@pytest.fixture(autouse=True)
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "COST", 4)
