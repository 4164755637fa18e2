"""Real synchronisers between two folders: nothing is lost, nothing is asked, and both show the same."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.store.helpers import entry, opened, texts
from tests.store.syncthing import Syncthing, until
from trust_tui.domain.records import Entry
from trust_tui.store import write_filters


def words(folder: Path) -> list[str]:
    """What a session shows that is opened just for that; it asks for nothing and misses nothing."""
    workbook = opened(folder)
    found = sorted(texts(workbook).values())
    assert workbook.copies.unjoined() == []
    assert not any(finding.lost for finding in workbook.findings)
    workbook.close()
    return found


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
            joined.copies.clear_up()
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
