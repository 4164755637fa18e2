"""Data folders as a synchroniser or a restore can leave them: it opens, shows the most there is, and loses nothing."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.store.helpers import (
    PHRASE,
    content,
    entry,
    holding,
    names,
    opened,
    texts,
)
from trust_tui.domain.errors import ConflictError
from trust_tui.domain.records import Entry
from trust_tui.store.disk import Folder
from trust_tui.store.store_workbook import StoreWorkbook

CASES: Final = Path(__file__).parent / "cases"
CONFLICT_NAMES: Final = [
    [part.strip() for part in line.split("|")][:2]
    for line in (CASES / "conflict-names.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def laid_down(name: str, folder: Path) -> Path:
    shutil.copytree(CASES / name, folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def words(workbook: StoreWorkbook) -> list[str]:
    return sorted(texts(workbook).values())


def after_a_restart(folder: Path, phrase: str | None = None) -> list[str]:
    workbook = opened(folder, phrase)
    found = words(workbook)
    workbook.close()
    return found


@pytest.mark.parametrize("living", [False, True])
@pytest.mark.parametrize("writes", [False, True])
def test_a_change_that_comes_after_the_others_is_taken_in(
    tmp_path: Path, living: bool, writes: bool
) -> None:
    case = laid_down("late-change", tmp_path / "case")
    folder = case / "data"
    workbook = opened(folder, upkeep=True)
    assert words(workbook) == ["n0", "n1", "n3", "n4"]
    more = ["meanwhile"] if writes else []
    for text in more:
        workbook.of(Entry).keep(entry(text))
    workbook.finish_upkeep()
    if not living:
        workbook.close()
    shutil.copy2(
        case / "000000000003.json", folder / "log" / "000000000003.json"
    )
    if living:
        assert workbook.refresh()
        assert words(workbook) == [*more, "n0", "n1", "n2", "n3", "n4"]
        workbook.finish_upkeep()
        workbook.close()
    for _ in range(2):
        assert after_a_restart(folder) == [*more, "n0", "n1", "n2", "n3", "n4"]


def test_changes_below_what_was_folded_are_taken_in(tmp_path: Path) -> None:
    folder = laid_down("changes-below-the-fold", tmp_path / "data")
    found = after_a_restart(folder)
    assert len(found) == 17 and {"b0", "b1"} <= set(found)
    assert after_a_restart(folder) == found


def test_plain_changes_in_a_sealed_folder_are_joined_and_sealed(
    tmp_path: Path,
) -> None:
    folder = laid_down("plain-changes-in-a-sealed-folder", tmp_path / "data")
    workbook = opened(folder, "x", upkeep=True)
    assert {"b0", "b1"} <= set(words(workbook))
    workbook.finish_upkeep()
    workbook.close()
    assert {"b0", "b1"} <= set(after_a_restart(folder, "x"))
    plain = [name for name in names(folder) if not name.endswith(".age")]
    assert set(plain) == {"owner.pub"}


def test_what_only_a_newer_backup_holds_is_taken_from_there(
    tmp_path: Path,
) -> None:
    folder = laid_down("older-snapshots-newer-backup", tmp_path / "data")
    wanted = sorted(f"old{at}" for at in range(5)) + sorted(
        f"new{at}" for at in range(15)
    )
    assert after_a_restart(folder) == sorted(wanted)
    assert after_a_restart(folder) == sorted(wanted)


def test_records_between_the_marks_of_git_are_whole(tmp_path: Path) -> None:
    folder = laid_down("git-markers", tmp_path / "data")
    workbook = opened(folder)
    assert words(workbook) == ["a0", "b0", "base0", "base1", "base2"]
    assert not any(
        "can be removed" in finding.said for finding in workbook.check()
    )
    workbook.close()
    assert after_a_restart(folder) == ["a0", "b0", "base0", "base1", "base2"]


@pytest.mark.parametrize(("beside", "among"), CONFLICT_NAMES)
def test_a_conflict_copy_is_joined_whatever_it_is_called(
    tmp_path: Path, beside: str, among: str
) -> None:
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("both"))
    mine.close()
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    other = opened(tmp_path / "other")
    other.of(Entry).keep(entry("folded there"))
    other.compact()
    other.of(Entry).keep(entry("there"))
    other.close()
    (newest,) = [
        path
        for path in (tmp_path / "other" / "log").iterdir()
        if not (tmp_path / "mine" / "log" / path.name).exists()
        and path.name.endswith("-00000002.json")
    ]
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("here"))
    stem = newest.name.removesuffix(".json")
    place = tmp_path / "mine" / "log" / among.replace("000000000002", stem)
    shutil.copy2(newest, place)
    shutil.copy2(tmp_path / "other" / "trust.json", tmp_path / "mine" / beside)
    assert mine.refresh()
    assert words(mine) == ["both", "folded there", "here", "there"]
    mine.finish_upkeep()
    assert mine.copies.unjoined() == []
    mine.close()
    assert after_a_restart(tmp_path / "mine") == [
        "both",
        "folded there",
        "here",
        "there",
    ]
    before = content(tmp_path / "mine")
    assert not any(name.startswith(("trust (", "trust_")) for name in before)


def test_a_text_that_was_changed_elsewhere_at_once_is_not_written_over_by_its_revision(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "mine")
    first = mine.of(Entry).keep(entry("first"))
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    other = opened(tmp_path / "other")
    here = mine.of(Entry).change(first, entry("here"))
    other._ledger.author.wall = lambda: 5e9
    other.of(Entry).change(first, entry("there, by a later clock"))
    for path in (tmp_path / "other" / "log").iterdir():
        place = tmp_path / "mine" / "log" / path.name
        if not place.exists():
            shutil.copy2(path, place)
    assert mine.refresh()
    stands = mine.of(Entry).get(first.id)
    assert stands is not None and stands.value.text == "there, by a later clock"
    assert stands.revision == here.revision
    with pytest.raises(ConflictError):
        mine.of(Entry).change(here, entry("on top of what is not shown"))
    mine.of(Entry).change(stands, entry("on top of both"))
    assert words(mine) == ["here", "on top of both"]
    assert after_a_restart(tmp_path / "mine") == ["here", "on top of both"]


def test_what_is_deleted_for_good_before_a_missing_change_has_come_goes_when_it_has(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "mine")
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    other = opened(tmp_path / "other")
    for text in ("one", "two", "three"):
        other.of(Entry).keep(entry(text))
    log = sorted((tmp_path / "other" / "log").iterdir())
    for path in (log[0], log[2]):
        shutil.copy2(path, tmp_path / "mine" / "log" / path.name)
    mine.refresh()
    assert words(mine) == ["one", "three"]
    (going,) = (id for id, text in texts(mine).items() if text == "three")
    mine.delete_for_good([going])
    assert words(mine) == ["one"]
    mine.finish_upkeep()
    mine.close()
    workbook = opened(tmp_path / "mine")
    said = [finding.said for finding in workbook.findings]
    assert any("not arrived yet" in one for one in said)
    workbook.close()
    shutil.copy2(log[1], tmp_path / "mine" / "log" / log[1].name)
    workbook = opened(tmp_path / "mine", upkeep=True)
    workbook.finish_upkeep()
    assert words(workbook) == ["one", "two"]
    workbook.close()
    assert holding(tmp_path / "mine", b"three") == []


def cloned(tmp_path: Path) -> tuple[StoreWorkbook, StoreWorkbook]:
    """Two machines of which one is a copy of the other with all it had, so that both write under one name."""
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("both"))
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    here, there = (Folder(tmp_path / name).here for name in ("mine", "other"))
    shutil.copytree(here.path, there.path)
    other = opened(tmp_path / "other")
    mine.of(Entry).keep(entry("here"))
    other.of(Entry).keep(entry("there"))
    assert log_of(tmp_path / "mine") == log_of(tmp_path / "other")
    return mine, other


def log_of(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "log").iterdir())


@pytest.mark.parametrize("wins", ["mine", "other"])
def test_two_machines_of_one_name_lose_nothing_and_take_names_of_their_own(
    tmp_path: Path, wins: str
) -> None:
    sessions = cloned(tmp_path)
    name = log_of(tmp_path / "mine")[-1]
    contents = {
        machine: (tmp_path / machine / "log" / name).read_bytes()
        for machine in ("mine", "other")
    }
    loses = {"mine": "other", "other": "mine"}[wins]
    for machine in ("mine", "other"):
        log = tmp_path / machine / "log"
        replaced = log / f".syncthing.{name}.tmp"
        replaced.write_bytes(contents[wins])
        replaced.chmod(0o600)
        replaced.rename(log / name)
        copy = log / name.replace(".json", ".sync-conflict-1.json")
        copy.write_bytes(contents[loses])
        copy.chmod(0o600)
    for machine in ("mine", "other"):
        twin = tmp_path / f"a copy of {machine}"
        shutil.copytree(tmp_path / machine, twin)
        assert after_a_restart(twin) == ["both", "here", "there"]
    for session in sessions:
        session.refresh()
        assert words(session) == ["both", "here", "there"]
    names = set()
    for number, session in enumerate(sessions):
        session.of(Entry).keep(entry(f"later {number}"))
        names.add(session._ledger.author.name)
    assert len(names) == 2
    assert name.partition("-")[0] not in names
    for session in sessions:
        session.copies.clear_up()
        session.close()
    for number, machine in enumerate(("mine", "other")):
        assert after_a_restart(tmp_path / machine) == [
            "both",
            "here",
            f"later {number}",
            "there",
        ]


def test_a_change_that_never_comes_holds_the_log_until_it_is_given_up_and_is_taken_in_if_it_comes(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "mine")
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    other = opened(tmp_path / "other")
    for text in ("one", "two", "three"):
        other.of(Entry).keep(entry(text))
    log = sorted((tmp_path / "other" / "log").iterdir())
    for path in (log[0], log[2]):
        shutil.copy2(path, tmp_path / "mine" / "log" / path.name)
    mine.refresh()
    mine.of(Entry).keep(entry("four"))
    mine.compact()
    assert mine.copies.missing == 1
    assert log[2].name in log_of(tmp_path / "mine")
    assert mine.copies.give_up_missing() == 1
    assert (mine.copies.missing, mine.copies.give_up_missing()) == (0, 0)
    assert log_of(tmp_path / "mine") == []
    assert after_a_restart(tmp_path / "mine") == ["four", "one", "three"]
    shutil.copy2(log[1], tmp_path / "mine" / "log" / log[1].name)
    mine.refresh()
    assert words(mine) == ["four", "one", "three", "two"]
    assert after_a_restart(tmp_path / "mine") == ["four", "one", "three", "two"]


def test_a_change_that_came_after_it_was_given_up_stays_until_both_snapshots_hold_it(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "mine")
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    other = opened(tmp_path / "other")
    for text in ("one", "two", "three"):
        other.of(Entry).keep(entry(text))
    log = sorted((tmp_path / "other" / "log").iterdir())
    for path in (log[0], log[2]):
        shutil.copy2(path, tmp_path / "mine" / "log" / path.name)
    mine.refresh()
    mine.copies.give_up_missing()
    shutil.copy2(log[1], tmp_path / "mine" / "log" / log[1].name)
    mine.refresh()
    mine.finish_upkeep()
    for text in ("four", "five", "six"):
        mine.of(Entry).keep(entry(text))
        is_in_older = (
            "two" in (tmp_path / "mine" / "trust.previous.json").read_text()
        )
        assert is_in_older or log[1].name in log_of(tmp_path / "mine")
        mine.compact()
    assert is_in_older
    assert log[1].name not in log_of(tmp_path / "mine")


@pytest.mark.parametrize("place", ["trust.json", "log"])
def test_half_a_copy_is_called_one_and_nothing_is_said_of_it_once_it_is_gone(
    tmp_path: Path, place: str
) -> None:
    mine = opened(tmp_path / "mine")
    for text in ("one", "two"):
        mine.of(Entry).keep(entry(text))
    whole = tmp_path / "mine" / place
    if place == "log":
        whole /= log_of(tmp_path / "mine")[-1]
    half = whole.with_name(whole.name.replace(".json", ".sync-conflict-1.json"))
    half.write_bytes(whole.read_bytes()[:-20])
    half.chmod(0o600)
    (finding,) = mine.check()
    assert finding.said.startswith("This file is a part of a copy")
    half.unlink()
    assert mine.check() == []


@pytest.mark.parametrize("phrase", [None, PHRASE], ids=["plain", "sealed"])
@pytest.mark.parametrize("settled", [False, True])
def test_snapshots_that_all_have_other_names_are_the_workbook_still(
    tmp_path: Path, phrase: str | None, settled: bool
) -> None:
    mine = opened(tmp_path / "mine")
    for number in range(3):
        mine.of(Entry).keep(entry(f"{number}"))
        mine.compact()
    if settled:
        mine.compact()
    if phrase is not None:
        mine.set_passphrase(phrase)
    mine.of(Entry).keep(entry("last"))
    mine.close()
    for path in (tmp_path / "mine").glob("trust*"):
        path.rename(path.with_name(f"{path.name}..path1"))
    wanted = ["0", "1", "2", "last"]
    assert after_a_restart(tmp_path / "mine", phrase) == wanted
    workbook = opened(tmp_path / "mine", phrase)
    assert [finding for finding in workbook.findings if finding.lost] == []
    assert workbook.copies.unjoined() == []
    workbook.copies.clear_up()
    workbook.close()
    assert after_a_restart(tmp_path / "mine", phrase) == wanted


def test_snapshots_that_were_put_aside_are_read_when_a_synchroniser_took_all_others(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "mine")
    for number in range(3):
        mine.of(Entry).keep(entry(f"{number}"))
        mine.compact()
    mine.close()
    for path in (tmp_path / "mine").glob("trust*"):
        path.rename(path.with_name(f"{path.name}..path1"))
    workbook = opened(tmp_path / "mine")
    assert workbook.copies.clear_up()
    workbook.close()
    for path in (tmp_path / "mine").glob("trust*"):
        path.unlink()
    for path in (tmp_path / "mine" / "log").iterdir():
        path.unlink()
    assert after_a_restart(tmp_path / "mine") == ["0", "1", "2"]
