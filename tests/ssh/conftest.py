"""The server, and a workbook of someone who has been here before."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ssh.server import SBIN, Server
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Relationship, Settings
from trust_tui.store import open_workbook

ATTEMPTS = 3
"""Another program may take a port between finding it free and listening there."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An sshd of the tests' own, ended with them."""
    missing = [
        name
        for name in ("sshd", "ssh", "ssh-keygen")
        if shutil.which(name, path=SBIN) is None
    ]
    if missing:
        pytest.skip(
            f"{' and '.join(missing)} not found: install the packages openssh-server and openssh-client"
        )
    said = ""
    for _ in range(ATTEMPTS):
        running = Server(tmp_path_factory.mktemp("sshd"))
        if running.wait_until_up():
            yield running
            running.stop()
            return
        said = running.said
        running.stop()
    raise AssertionError(f"sshd does not start: {said}")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The data folder of someone who has been here before."""
    folder = tmp_path / "kept"
    clock = SystemClock()
    workbook = open_workbook(folder, clock=clock)
    about = workbook.of(Relationship).keep(Relationship(label="S"))
    workbook.set_settings(
        Settings(welcomed=clock.now().date(), current=about.id)
    )
    workbook.close()
    return folder
