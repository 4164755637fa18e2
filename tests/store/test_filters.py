"""What synchronisers are told to leave out: nothing that holds a word, and all that belongs to one machine."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.store.helpers import entry, names, opened, texts
from trust_tui.domain.records import Entry
from trust_tui.store import erase_everything, write_filters


def test_the_filters_are_files_of_ours_that_go_with_everything(
    folder: Path,
) -> None:
    opened(folder).of(Entry).keep(entry("x"))
    assert [path.name for path in write_filters(folder)] == [
        ".stignore",
        "sync.filter",
    ]
    workbook = opened(folder)
    assert [*workbook.findings, *workbook.check()] == []
    workbook.close()
    erase_everything(folder)
    assert not folder.exists()


@pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not here")
def test_rclone_leaves_out_what_belongs_to_one_machine_and_takes_the_rest(
    folder: Path, tmp_path: Path
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    workbook.compact()
    workbook.of(Entry).keep(entry("y"))
    workbook.close()
    before = names(folder)
    for name in (
        ".here/lock",
        "log/.0123456789abcdef.3.tmp",
        "fault.txt",
        "edit-1/x",
    ):
        (folder / name).parent.mkdir(0o700, exist_ok=True)
        (folder / name).write_bytes(b"x")
    filters = write_filters(folder)
    copy = [
        "rclone",
        "--config",
        "/dev/null",
        "copy",
        "--filter-from",
        str(filters[1]),
    ]
    subprocess.run(
        [*copy, folder, tmp_path / "other"], check=True, capture_output=True
    )
    carried = names(tmp_path / "other") - {".stignore", "sync.filter"}
    assert carried == before
    assert sorted(texts(opened(tmp_path / "other")).values()) == ["x", "y"]
