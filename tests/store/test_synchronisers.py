"""Real synchronisers between two folders: nothing is lost, nothing is asked, and both show the same."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store.helpers import entry, opened, texts
from trust_tui.domain.records import Entry
from trust_tui.store import write_filters

_PATIENCE = 120.0

CONFIG = """<configuration version="36">
  <folder id="w" label="w" path="{path}" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true"
      fsWatcherDelayS="1" ignorePerms="false" autoNormalize="true">
    <device id="{own}"/><device id="{other}"/>
    <minDiskFree unit="%">0</minDiskFree>
  </folder>
  <device id="{own}" name="own"><address>dynamic</address></device>
  <device id="{other}" name="other"><address>tcp://127.0.0.1:{other_port}</address></device>
  <gui enabled="true"><address>127.0.0.1:{gui}</address><apikey>test</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
  </options>
</configuration>
"""


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for a condition."""
    given_up = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < given_up, what
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def words(folder: Path) -> list[str]:
    """What a session shows that is opened just for that; it asks for nothing and misses nothing."""
    workbook = opened(folder)
    found = sorted(texts(workbook).values())
    assert workbook.copies() == []
    assert not any(finding.lost for finding in workbook.findings)
    workbook.close()
    return found


class Syncthing:
    """An instance with a configuration of its own, that knows of one other and of nobody else."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.port, self.gui = free_port(), free_port()
        made = subprocess.run(
            ["syncthing", "generate", f"--home={home}", "--no-default-folder"],
            check=True,
            capture_output=True,
            text=True,
        )
        found = re.search(
            r"[A-Z0-9]{7}(?:-[A-Z0-9]{7}){7}", made.stdout + made.stderr
        )
        assert found is not None
        self.id = found[0]
        (folder / ".stfolder").mkdir(0o700)

    @contextmanager
    def beside(self, other: "Syncthing") -> Iterator[None]:
        """Let it run; it ends by its own process id."""
        text = CONFIG.format(
            path=self.folder,
            own=self.id,
            other=other.id,
            port=self.port,
            other_port=other.port,
            gui=self.gui,
        )
        (self.home / "config.xml").write_text(text)
        with (self.home / "said").open("wb") as said:
            process = subprocess.Popen(
                ["syncthing", "serve", f"--home={self.home}", "--no-browser"],
                stdout=said,
                stderr=said,
                env=os.environ | {"STNOUPGRADE": "1", "HOME": str(self.home)},
            )
            try:
                yield
            finally:
                process.terminate()
                process.wait()


@pytest.mark.timeout(400)
@pytest.mark.skipif(
    shutil.which("syncthing") is None, reason="Syncthing is not here"
)
def test_syncthing_between_two_machines_that_write_by_turns_and_apart(
    tmp_path: Path,
) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    opened(a).close()
    shutil.copytree(a, b)
    here, there = (Syncthing(tmp_path / f"home-{f.name}", f) for f in (a, b))
    with here.beside(there), there.beside(here):
        mine = opened(a, upkeep=True)
        for number in range(150):
            mine.of(Entry).keep(entry(f"a {number:03}"))
            if number % 10 == 0:
                words(b)
        until(lambda: len(words(b)) == 150, "150 on the other side")
        mine.close()
    for folder in (a, b):
        apart = opened(folder, upkeep=True)
        for number in range(10):
            apart.of(Entry).keep(entry(f"{folder.name} apart {number}"))
        apart.compact()
        apart.close()
    with here.beside(there), there.beside(here):
        until(lambda: len(words(a)) == 170, "170 on the one side")
        until(lambda: len(words(b)) == 170, "170 on the other side")
        for folder in (a, b):
            tidy = opened(folder, upkeep=True)
            tidy.finish_upkeep()
            tidy.close()
        until(lambda: words(a) == words(b), "the same on both")
    assert len(words(a)) == len(set(words(a))) == 170


@pytest.mark.skipif(shutil.which("unison") is None, reason="unison is not here")
def test_unison_between_two_machines_that_wrote_apart(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    opened(a).close()
    shutil.copytree(a, b)

    def carry() -> None:
        run = [
            "unison",
            str(a),
            str(b),
            "-batch",
            "-copyonconflict",
            "-prefer",
            str(a),
        ]
        ended = subprocess.run(
            [*run, "-ignore", "Path drafts", "-perms", "0"],
            env=os.environ | {"UNISON": str(tmp_path / "unison")},
            capture_output=True,
            text=True,
        )
        assert ended.returncode in (0, 1), ended.stderr

    carry()
    for folder in (a, b):
        apart = opened(folder)
        for number in range(10):
            apart.of(Entry).keep(entry(f"{folder.name} {number}"))
        apart.compact()
        apart.close()
    for _ in range(3):
        carry()
    assert words(a) == words(b)
    assert len(words(a)) == 20


@pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not here")
def test_rclone_bisync_between_two_machines_that_wrote_apart(
    tmp_path: Path,
) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    opened(a).close()
    shutil.copytree(a, b)

    def carry(*more: str) -> None:
        (filters,) = [
            path for path in write_filters(a) if path.name == "sync.filter"
        ]
        command = ["rclone", "bisync", str(a), str(b), "--filters-file"]
        ended = subprocess.run(
            [
                *command,
                str(filters),
                "--workdir",
                str(tmp_path / "state"),
                *more,
            ],
            env=os.environ | {"RCLONE_CONFIG": str(tmp_path / "none")},
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, ended.stderr

    carry("--resync")
    for folder in (a, b):
        apart = opened(folder)
        for number in range(10):
            apart.of(Entry).keep(entry(f"{folder.name} {number}"))
            if number % 4 == 0:
                apart.compact()
        apart.close()
    for _ in range(3):
        carry("--force")
        for folder in (a, b):
            joined = opened(folder)
            joined.refresh()
            joined.clear_up()
            joined.close()
    carry("--force")
    assert words(a) == words(b)
    assert len(words(a)) == len(set(words(a))) == 20


@pytest.mark.skipif(shutil.which("restic") is None, reason="restic is not here")
def test_a_restore_over_a_newer_folder_loses_nothing(tmp_path: Path) -> None:
    a = tmp_path / "a"
    workbook = opened(a)
    for number in range(5):
        workbook.of(Entry).keep(entry(f"old {number}"))
        workbook.compact()
    workbook.close()
    restic = ["restic", "--repo", str(tmp_path / "repository"), "--no-cache"]
    environment = os.environ | {"RESTIC_PASSWORD": "x"}

    def run(*arguments: str) -> None:
        subprocess.run(
            [*restic, *arguments],
            env=environment,
            check=True,
            capture_output=True,
        )

    run("init")
    run("backup", str(a))
    workbook = opened(a)
    for number in range(20):
        workbook.of(Entry).keep(entry(f"new {number:02}"))
        if number % 6 == 0:
            workbook.compact()
    workbook.backup()
    workbook.close()
    run("restore", "latest", "--target", "/")
    assert len(words(a)) == 25
    assert len(words(a)) == 25
