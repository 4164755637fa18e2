"""A folder of its own for each test, and a passphrase that costs little."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "trust-tui"


@pytest.fixture(autouse=True)
def always_cheap(cheap_passphrase: None) -> None:
    """No test of the store waits for a passphrase."""
