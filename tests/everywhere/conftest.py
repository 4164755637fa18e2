"""A data folder of someone who has been here for some months."""

import shutil
from pathlib import Path

import pytest

from trust_tui.cli.demo import fill
from trust_tui.domain.clock import SystemClock


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "data"
    fill(folder, SystemClock())
    return folder


@pytest.fixture
def filled(_filled: Path, tmp_path: Path) -> Path:
    """The made-up data of the demo, for this test alone."""
    folder = tmp_path / "filled"
    shutil.copytree(_filled, folder)
    return folder
