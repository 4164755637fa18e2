"""Where the data lies, with and without a home."""

import os
import pwd
from pathlib import Path
from typing import Never

import pytest

from tests.cli.checks import check_refused
from tests.cli.conftest import Program, Run


def test_the_option_comes_before_the_variable(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("note", "here", "--data", str(tmp_path / "named"))

    assert (tmp_path / "named").is_dir()
    assert not folder.exists()


def test_without_either_the_platforms_folder_is_used(
    run: Run, monkeypatch: pytest.MonkeyPatch, surroundings: Path
) -> None:
    monkeypatch.delenv("TRUST_TUI_DATA")

    run("note", "here")

    assert (
        surroundings / "xdg" / "data" / "trust-tui" / "trust.json"
    ).is_file()


def test_a_folder_named_from_here_is_found_from_here(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    run("note", "here", "--data", "mine")

    assert (tmp_path / "mine" / "trust.json").is_file()


def test_without_a_home_a_folder_must_be_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_uid: int) -> Never:
        raise KeyError("no such user")

    for name in ("TRUST_TUI_DATA", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", nobody)

    outcome = run("note", "here")

    check_refused(outcome, 2)
    assert "--data" in outcome.err
    assert list(Path.cwd().iterdir()) == []


def test_without_a_home_the_folder_named_is_enough(
    program: Program, tmp_path: Path
) -> None:
    without = (
        "HOME",
        "TRUST_TUI_DATA",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    )

    assert (
        program(
            "note", "here", "--data", str(tmp_path / "named"), without=without
        ).status
        == 0
    )


def test_reading_a_page_makes_no_folder(
    run: Run, folder: Path, surroundings: Path
) -> None:
    run("read", "safety")

    assert not folder.exists()
    assert {path.name for path in surroundings.iterdir()} == {"cwd"}


def test_the_working_folder_may_be_gone(
    program: Program, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    prelude = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})"

    assert program("note", "here", prelude=prelude).status == 0


@pytest.mark.skipif(
    os.geteuid() == 0, reason="The superuser may write everywhere."
)
def test_a_folder_that_may_only_be_read_is_said(run: Run, folder: Path) -> None:
    run("note", "before")
    folder.chmod(0o500)

    outcome = run("note", "after")
    folder.chmod(0o700)

    check_refused(outcome, 1)
