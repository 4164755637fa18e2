"""A folder of its own for each test, a passphrase that costs little, and processes that start at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.nursery import Nursery


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "trust-tui"


@pytest.fixture(autouse=True)
def always_cheap(cheap_passphrase: None) -> None:
    """No test of the store waits for a passphrase."""


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Starts sessions in processes of their own."""
    made = Nursery()
    yield made
    made.close()
