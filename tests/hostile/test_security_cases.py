"""The files of the security review, through the commands: a sentence, no traceback and no loop, the rest shown."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Run, folder, now, run

__all__ = ["folder", "now", "run"]

CASES: Final = Path(__file__).parent / "cases"
COMMANDS: Final = (
    ("today",),
    ("export",),
    ("doctor",),
    ("trend",),
    ("note", "kept all the same"),
)


def lay(folder: Path, name: str) -> None:
    folder.mkdir(mode=0o700)
    shutil.copyfile(CASES / name, folder / "trust.json")
    (folder / "trust.json").chmod(0o600)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
@pytest.mark.parametrize(
    "name",
    [
        "sheet-without-line-break.json",
        "row-is-text.json",
        "schema-missing.json",
        "previous-text.json",
    ],
)
@pytest.mark.timeout(60)
def test_sheet_of_the_review_is_answered_with_a_sentence_or_read_around(
    run: Run, folder: Path, name: str, command: tuple[str, ...]
) -> None:
    lay(folder, name)
    before = (folder / "trust.json").read_bytes()
    outcome = run(*command)
    assert "Traceback" not in outcome.err
    assert outcome.err or command == ("doctor",)
    if name != "previous-text.json":  # it holds nothing, and is brought up
        there = [one for one in folder.rglob("*") if one.is_file()]
        assert before in [one.read_bytes() for one in there]


@pytest.mark.timeout(60)
def test_sheet_of_the_review_that_is_merged_changes_nothing(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    assert run("note", "mine").status == 0
    other = tmp_path / "other"
    lay(other, "sheet-without-line-break.json")
    outcome = run("merge", str(other), "--yes")
    assert "Traceback" not in outcome.err
    assert outcome.status != 0
    assert b"mine" in run("export").out


def test_one_odd_record_of_the_review_is_named_and_the_other_exported(
    run: Run, folder: Path
) -> None:
    lay(folder, "one-odd-record.json")
    outcome = run("export")
    assert outcome.status == 0
    assert b"a good entry" in outcome.out
    assert "283659985291333471940187" in outcome.err + str(run("doctor").out)


def test_title_of_the_review_forges_no_entry_in_jrnl(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    source = CASES / "jrnl-title-like-a-head.json"
    assert run("import", str(source), "--yes").status == 0
    text = run("export", "--format", "jrnl").out.decode()
    heads = [line for line in text.split("\n") if line.startswith("[")]
    assert len(heads) == 1
