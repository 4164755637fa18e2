"""The files of the security review, through the commands: a sentence, no traceback and no loop, the rest shown."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Run, folder, now, run
from tests.store.helpers import holding
from tests.support import control_characters
from trust_tui.cli import passphrase
from trust_tui.store.encryption import keyfile

__all__ = ["folder", "now", "run"]

CASES: Final = Path(__file__).parent / "cases"
COMMANDS: Final = (
    ("today",),
    ("export",),
    ("doctor",),
    ("trend",),
    ("note", "kept all the same"),
)
SHEETS: Final = (
    "sheet-without-line-break.json",
    "row-is-text.json",
    "schema-missing.json",
    "previous-text.json",
)


def lay(folder: Path, name: str) -> None:
    folder.mkdir(mode=0o700)
    shutil.copyfile(CASES / name, folder / "trust.json")
    (folder / "trust.json").chmod(0o600)


def conflict_copy(of: Path, folder: Path) -> Path:
    """Put the backup of a workbook into a folder, as a synchroniser leaves another copy there."""
    (backup,) = (of / "backups").glob("*asked*")
    copy = folder / "trust (conflicted copy).json"
    shutil.copyfile(backup, copy)
    copy.chmod(0o600)
    return copy


def assert_exports(run: Run, *words: bytes) -> None:
    exported = run("export").out
    assert [one for one in words if one not in exported] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.timeout(60)
def test_sheet_of_the_review_is_answered_with_a_sentence_or_read_around(
    run: Run, folder: Path, name: str, command: tuple[str, ...]
) -> None:
    lay(folder, name)
    before = (folder / "trust.json").read_bytes()
    outcome = run(*command)
    assert "Traceback" not in outcome.err
    assert outcome.text if command == ("doctor",) else outcome.err
    if name != "previous-text.json":  # it holds nothing, and is brought up
        there = [one for one in folder.rglob("*") if one.is_file()]
        assert before in [one.read_bytes() for one in there]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.timeout(60)
def test_sheet_of_the_review_that_is_merged_changes_nothing(
    run: Run, folder: Path, tmp_path: Path, name: str
) -> None:
    assert run("note", "mine").status == 0
    other = tmp_path / "other"
    lay(other, name)
    outcome = run("merge", str(other))
    assert "Traceback" not in outcome.err
    assert bool(outcome.err) is (outcome.status != 0)
    assert (outcome.status == 0) is (name == "previous-text.json")
    assert_exports(run, b"mine")


@pytest.mark.timeout(60)
def test_sheet_of_the_review_under_the_name_of_a_conflict_takes_nothing_away(
    run: Run, folder: Path
) -> None:
    assert run("note", "mine").status == 0
    copy = folder / "trust (conflicted copy).json"
    shutil.copyfile(CASES / "sheet-without-line-break.json", copy)
    for command in COMMANDS:
        assert "Traceback" not in run(*command).err
    assert_exports(run, b"mine", b"kept all the same")


def test_name_of_a_conflict_copy_steers_no_terminal(
    run: Run, folder: Path
) -> None:
    assert run("note", "words").status == 0
    copy = folder / "trust (conflicted copy \x1b]0;title\a).json"
    copy.write_text("what it may hold is nowhere else")
    copy.chmod(0o600)
    outcome = run("doctor")
    said = outcome.text + outcome.err
    assert "title" in said
    assert control_characters(said) == {"\n"}


@pytest.mark.parametrize("command", [("today",), ("trend",)])
def test_one_odd_record_of_the_review_stands_in_no_ones_way(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    lay(folder, "one-odd-record.json")
    outcome = run(*command)
    assert outcome.status == 0
    assert "Traceback" not in outcome.err


def test_one_odd_record_of_the_review_is_joined_without(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    assert run("note", "mine").status == 0
    other = tmp_path / "other"
    lay(other, "one-odd-record.json")
    assert "Traceback" not in run("merge", str(other)).err
    assert_exports(run, b"mine", b"a good entry")


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
    written = tmp_path / "journal.txt"
    written.write_text(text)
    other = ("--data", str(tmp_path / "other"))
    assert run("import", str(written), "--yes", *other).status == 0
    records = json.loads(run("export", *other).out)["records"]
    assert len(records["entries"]) == 1


def test_pages_of_the_review_hide_neither_ours_nor_their_number(
    run: Run, folder: Path
) -> None:
    assert run("note", "mine").status == 0
    shutil.copytree(CASES / "content-safety", folder / "content")
    said = run("doctor").text
    for page in ("safety", "helplines"):
        assert f"packaged {page}: " in said
        ours, _, theirs = run("read", page).text.partition(
            "A content folder has another page in place of this one:"
        )
        assert len(ours) > 500 and theirs
        strange = ("Nobody needs help here", "555 0100")
        assert not any(one in ours for one in strange)
        assert any(one in theirs for one in strange)
    assert "Nobody needs help here" not in run("safety").text


def test_conflict_copy_in_the_folder_keeps_nothing_that_was_deleted_for_good(
    run: Run, folder: Path
) -> None:
    assert run("note", "CopyZebra words").status == 0
    assert run("backup").status == 0
    copy = conflict_copy(folder, folder)
    (id,) = (
        entry["id"]
        for entry in json.loads(run("export").out)["records"]["entries"]
    )
    said = run("erase", "--record", id, "--yes").text
    left = holding(folder, b"CopyZebra")
    assert all(name in said for name in left)
    assert left == [copy.name] * len(left)


def test_conflict_copy_of_another_workbook_is_sealed_or_named_and_goes_with_all(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("note", "mine").status == 0
    other = folder.with_name("other")
    assert run("note", "CopyZebra", "--data", str(other)).status == 0
    assert run("backup", "--data", str(other)).status == 0
    copy = conflict_copy(other, folder)
    shutil.rmtree(other)

    monkeypatch.setattr(keyfile, "COST", 2)
    monkeypatch.setattr(passphrase, "typed_secret", lambda _: "a long phrase")
    assert holding(folder, b"CopyZebra") == [copy.name]
    outcome = run("passphrase", "set")
    assert outcome.status == 0
    said = outcome.text
    assert all(name in said for name in holding(folder, b"CopyZebra"))
    assert run("erase", "--yes").status == 0
    assert not holding(folder.parent, b"CopyZebra")
