"""`trust-tui check-content` tells authors what to mend."""

import shutil
from pathlib import Path

from tests.cli.checks import SECRET, check_refused
from tests.cli.conftest import Run
from tests.support import control_characters
from trust_tui.library.library import packaged_folder


def test_the_packaged_content_is_clean(run: Run) -> None:
    outcome = run("check-content", "--strict", str(packaged_folder() / "en"))

    assert (outcome.status, outcome.text, outcome.err) == (
        0,
        "Nothing to mend.\n",
        "",
    )


def test_a_fault_is_told_by_file_and_line(run: Run, tmp_path: Path) -> None:
    shutil.copytree(packaged_folder() / "en", tmp_path / "en")
    page = tmp_path / "en" / "overview.md"
    page.write_text(page.read_text() + "\n\nSee [nowhere](nowhere.md).\n")
    line = len(page.read_text().splitlines())

    outcome = run("check-content", str(tmp_path / "en"))

    assert outcome.status == 1
    assert f"overview.md:{line}: " in outcome.text


def test_a_broken_file_is_told_and_shown_harmless(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "\x1b[2J.md").write_bytes(b"\xff\xfe no page")

    outcome = run("check-content", str(tmp_path))

    assert outcome.status == 1
    assert control_characters(outcome.text) == {"\n"}


def test_a_folder_that_is_not_there_is_said(run: Run) -> None:
    check_refused(run("check-content", f"/nowhere/{SECRET}"), 2)
