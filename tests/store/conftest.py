"""A folder of its own for each test, and what makes the store quick: cheap passphrases and no waits."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "trust-tui"


@pytest.fixture(autouse=True)
def always_cheap(cheap_passphrase: None) -> None:
    """No test of the store waits for a passphrase."""


@pytest.fixture(autouse=True)
def never_flushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power, so none waits for the disk; but what is flushed has to be open."""

    def look(descriptor: int) -> None:
        os.fstat(descriptor)

    monkeypatch.setattr(os, "fsync", look)
