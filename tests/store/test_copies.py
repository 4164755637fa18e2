"""Copies that synchronisers leave are found, read without being touched, and put aside once they are joined."""

import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from tests.store.helpers import (
    PHRASE,
    compact_often,
    entry,
    holding,
    names,
    opened,
    texts,
)
from trust_tui.domain.errors import (
    DamagedError,
    FolderError,
    LockedError,
    WrongPassphraseError,
)
from trust_tui.domain.records import Entry
from trust_tui.paths import EDITING
from trust_tui.store import erase_everything
from trust_tui.store.disk import Folder
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.join import Joined, join, summary_lines

SNAPSHOTS = (
    "trust (Ada's conflicted copy 2026-11-24).json{}",
    "trust (conflicted copy 2026-11-24 093152).json{}",
    "trust.sync-conflict-20261124-093152-ABCDEFG.json{}",
    "trust (1).json{}",
    "trust.json (1){}",
    "trust-LAPTOP.json{}",
)
CHANGES = (
    "{}.sync-conflict-20261124-093152-ABCDEFG.json{}",
    "{} (Ada's conflicted copy 2026-11-24).json{}",
    "{} (1).json{}",
)
FOLDERS = (
    " (1)",
    " (conflicted copy 2026-11-24)",
    ".sync-conflict-20261124-093152-ABCDEFG",
    "(2)",
)


def two(tmp_path: Path, *, sealed: bool = False) -> tuple[StoreWorkbook, Path]:
    """Two stores that went apart: this one, open, and the folder of the other, which holds a text more."""
    workbook = opened(tmp_path / "data")
    workbook.of(Entry).keep(entry("both"))
    if sealed:
        workbook.set_passphrase(PHRASE)
    shutil.copytree(tmp_path / "data", tmp_path / "other")
    workbook.of(Entry).keep(entry("here"))
    other = opened(tmp_path / "other", PHRASE if sealed else None)
    other.of(Entry).keep(entry("there"))
    other.close()
    return workbook, tmp_path / "other"


def folded(other: Path, *, sealed: bool = False) -> Path:
    """The snapshot of the other store, with everything in it."""
    workbook = opened(other, PHRASE if sealed else None)
    compact_often(workbook, 1)
    workbook.close()
    return other / ("trust.json.age" if sealed else "trust.json")


def put(copy: Path, place: Path) -> bytes:
    shutil.copyfile(copy, place)
    place.chmod(0o600)
    return place.read_bytes()


def join_all(workbook: StoreWorkbook) -> list[Joined]:
    joined = []
    for path in workbook.copies.unjoined():
        with workbook.copies.opened(path) as other:
            joined.append(join(workbook, other))
        workbook.copies.put_aside(path)
    return joined


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_conflict_copy_of_the_snapshot_is_joined_by_reading_and_put_aside(
    name: str, sealed: bool, tmp_path: Path
) -> None:
    workbook, other = two(tmp_path, sealed=sealed)
    place = tmp_path / "data" / name.format(".age" if sealed else "")
    raw = put(folded(other, sealed=sealed), place)

    assert workbook.refresh()

    assert {"both", "here", "there"} <= set(texts(workbook).values())
    assert workbook.copies.unjoined() == []
    workbook.finish_upkeep()
    assert not place.exists()
    aside = [
        path
        for path in (tmp_path / "data" / "quarantine").iterdir()
        if path.name.startswith("joined-")
    ]
    assert [path.read_bytes() for path in aside] == [raw]
    workbook.close()
    again = opened(tmp_path / "data", PHRASE if sealed else None)
    assert {"both", "here", "there"} <= set(texts(again).values())


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("name", CHANGES)
def test_a_conflict_copy_of_a_change_is_joined_by_reading_and_put_aside(
    name: str, sealed: bool, tmp_path: Path
) -> None:
    workbook, other = two(tmp_path, sealed=sealed)
    mine = {path.name for path in (tmp_path / "data" / "log").iterdir()}
    (change,) = (
        path for path in (other / "log").iterdir() if path.name not in mine
    )
    stem = change.name.partition(".")[0]
    suffix = ".age" if sealed else ""
    place = tmp_path / "data" / "log" / name.format(stem, suffix)
    put(change, place)

    assert workbook.refresh()

    assert sorted(texts(workbook).values()) == ["both", "here", "there"]
    assert workbook.copies.unjoined() == []
    workbook.finish_upkeep()
    assert not place.exists()
    workbook.close()
    assert sorted(
        texts(opened(tmp_path / "data", PHRASE if sealed else None)).values()
    ) == ["both", "here", "there"]


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("ending", FOLDERS)
def test_a_whole_folder_beside_is_found_joined_and_renamed(
    ending: str, sealed: bool, tmp_path: Path
) -> None:
    workbook, other = two(tmp_path, sealed=sealed)
    beside = other.rename(tmp_path / f"data{ending}")
    before = {
        path.relative_to(beside): path.read_bytes()
        for path in beside.rglob("*")
        if path.is_file()
    }
    assert workbook.copies.unjoined() == [beside]

    join_all(workbook)

    assert sorted(texts(workbook).values()) == ["both", "here", "there"]
    assert workbook.copies.unjoined() == []
    aside = tmp_path / f"data{ending} joined"
    assert {
        path.relative_to(aside): path.read_bytes()
        for path in aside.rglob("*")
        if path.is_file()
    } == before


def test_other_files_and_folders_are_no_copies(tmp_path: Path) -> None:
    workbook, other = two(tmp_path)
    compact_often(workbook)
    other.rename(tmp_path / "data-of-somebody")
    (tmp_path / "data (1)").mkdir()
    (tmp_path / "data (2)").symlink_to(tmp_path / "data-of-somebody")
    (tmp_path / "data" / "notes (1).json").write_text("{}")
    (tmp_path / "data" / "log" / "notes (1).json").write_text("{}")

    assert workbook.copies.unjoined() == []


def test_a_plain_copy_beside_a_sealed_workbook_is_sealed_when_it_is_put_aside(
    tmp_path: Path,
) -> None:
    workbook, other = two(tmp_path)
    put(folded(other), tmp_path / "data" / "trust (1).json")
    workbook.set_passphrase(PHRASE)

    join_all(workbook)

    assert "there" in texts(workbook).values()
    assert holding(tmp_path / "data", b"there") == []
    assert [name for name in names(tmp_path / "data") if "joined-" in name] == [
        "quarantine/joined-trust (1).json.age"
    ]


def test_two_of_one_name_are_both_kept(tmp_path: Path) -> None:
    workbook, other = two(tmp_path)
    for _ in range(2):
        put(folded(other), tmp_path / "data" / "trust (1).json")
        join_all(workbook)

    assert sorted(
        path.name for path in (tmp_path / "data" / "quarantine").iterdir()
    ) == [
        "joined-trust (1).json",
        "joined-trust (1).json-1",
    ]


def test_a_damaged_copy_is_said_and_stays_where_it_is(tmp_path: Path) -> None:
    workbook, _ = two(tmp_path)
    place = tmp_path / "data" / "log" / "000000000002 (1).json"
    place.write_bytes(b"half")

    with pytest.raises(DamagedError):
        join_all(workbook)

    assert place.read_bytes() == b"half"
    assert sorted(texts(workbook).values()) == ["both", "here"]


def test_a_copy_sealed_by_another_passphrase_asks_for_it_and_is_left_alone_without(
    tmp_path: Path,
) -> None:
    workbook, other = two(tmp_path)
    theirs = opened(other)
    theirs.set_passphrase("another one")
    theirs.close()
    beside = other.rename(tmp_path / "data (1)")
    workbook.set_passphrase(PHRASE)

    with pytest.raises(LockedError, match="another passphrase"):
        join_all(workbook)
    with workbook.copies.opened(
        beside, passphrase=lambda: "another one"
    ) as found:
        joined = join(workbook, found)

    assert joined.count == 1
    assert workbook.copies.unjoined() == [beside]


def test_the_doctor_names_them(tmp_path: Path) -> None:
    workbook, other = two(tmp_path)
    put(folded(other), tmp_path / "data" / "trust (1).json")
    shutil.copytree(other, tmp_path / "data (1)")

    said = {finding.file: finding.said for finding in workbook.check()}

    assert said.keys() == {"trust (1).json", "data (1)"}
    assert all("merge" in sentence for sentence in said.values())
    join_all(workbook)
    assert [finding.said for finding in workbook.check()] == [
        "This copy was joined: all that was whole in it is in the workbook."
    ]


def test_a_copy_is_read_where_only_the_user_can_look_and_nothing_of_it_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    workbook, other = two(tmp_path)
    before = names(tmp_path / "data")
    with workbook.copies.opened(other):
        (room,) = (tmp_path / "data").glob(".*.tmp")
        assert stat.S_IMODE(room.stat().st_mode) == 0o700
        opened(tmp_path / "data").close()
        assert holding(room, b"there")
    assert {
        name
        for name in names(tmp_path / "data") - before
        if not name.endswith(".lock")
    } == set()
    assert list(elsewhere.iterdir()) == []


def test_nothing_is_noted_outside_of_a_copy_that_was_read(
    tmp_path: Path,
) -> None:
    workbook, other = two(tmp_path)
    copy = tmp_path / "data" / "trust (1).json"
    put(folded(other), copy)
    machines = Folder(other).here.path.parent
    known = set(machines.iterdir())
    with workbook.copies.opened(copy) as theirs:
        theirs.of(Entry).keep(entry("tried"))
    assert set(machines.iterdir()) == known
    workbook.close()


def test_a_copy_that_was_being_read_when_a_session_was_killed_is_wiped_at_the_next_start(
    tmp_path: Path,
) -> None:
    workbook, other = two(tmp_path)
    workbook.close()
    shutil.copytree(
        other, tmp_path / "data" / ".0123456789abcdef.1.tmp" / "data"
    )

    opened(tmp_path / "data").close()

    assert list((tmp_path / "data").glob(".*.tmp")) == []


def test_a_workbook_joined_with_itself_is_itself(tmp_path: Path) -> None:
    workbook, _ = two(tmp_path)
    with workbook.copies.opened(tmp_path / "data") as other:
        assert join(workbook, other) == Joined(count=0, twice=0)


def test_erasing_everything_takes_what_was_left_by_a_session_that_was_cut_off(
    tmp_path: Path,
) -> None:
    opened(tmp_path / "data").close()
    for name in (f"{EDITING}abc", ".0123456789abcdef.1.tmp"):
        (tmp_path / "data" / name / "in").mkdir(parents=True)
        (tmp_path / "data" / name / "in" / "entry.md").write_text("zanzibar")
        (tmp_path / "data" / name / "link").symlink_to(tmp_path)

    erase_everything(tmp_path / "data")

    assert not (tmp_path / "data").exists()
    assert tmp_path.exists()


def test_erasing_everything_takes_the_copies_in_the_folder_along(
    tmp_path: Path,
) -> None:
    workbook, other = two(tmp_path)
    put(folded(other), tmp_path / "data" / "trust (1).json")
    put(
        other / "trust.json",
        tmp_path / "data" / "log" / "000000000001 (1).json",
    )
    workbook.close()

    erase_everything(tmp_path / "data")

    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("count", "twice", "said"),
    [
        (0, 0, "Nothing is new in the other copy."),
        (1, 0, "Joined: one record came in or changed."),
        (
            3,
            1,
            "Joined: 3 records came in or changed. One text was changed in both and kept twice",
        ),
        (
            3,
            2,
            "Joined: 3 records came in or changed. 2 texts were changed in both and kept twice",
        ),
    ],
)
def test_what_came_of_it_is_said(count: int, twice: int, said: str) -> None:
    assert " ".join(summary_lines(Joined(count=count, twice=twice))).startswith(
        said
    )


@pytest.mark.parametrize(
    "name",
    [
        "notes (1).json",
        "5.json",
        "00000000000\u00b2.json",
        "00000000000\u0667.json",
    ],
)
def test_a_stray_file_among_the_changes_is_passed_over(
    tmp_path: Path, name: str
) -> None:
    workbook, _ = two(tmp_path)
    (tmp_path / "data" / "log" / name).write_text("{}")
    (tmp_path / "data" / "log" / name).chmod(0o600)
    for session in (workbook, opened(tmp_path / "data")):
        session.of(Entry).keep(entry("goes on"))
        assert session.compact()
    again = opened(tmp_path / "data")
    assert sorted(texts(again).values()) == [
        "both",
        "goes on",
        "goes on",
        "here",
    ]
    assert [*again.findings] == []


@pytest.mark.parametrize("name", ["trust.json", "log", "drafts/note.json"])
def test_a_link_in_a_copy_is_not_followed(tmp_path: Path, name: str) -> None:
    workbook, other = two(tmp_path)
    place = other / name
    if place.exists():
        place.rename(tmp_path / "elsewhere")
    else:
        (tmp_path / "elsewhere").write_text("{}")
    place.symlink_to(tmp_path / "elsewhere")
    for path in [other, place] if name == "trust.json" else [other]:
        with pytest.raises(FolderError), workbook.copies.opened(path):
            pass
    assert (tmp_path / "elsewhere").exists()
    assert list((tmp_path / "data").glob(".*.tmp")) == []


def test_a_sealed_snapshot_of_another_folder_is_opened_by_the_key_beside_it(
    tmp_path: Path,
) -> None:
    workbook, other = two(tmp_path)
    theirs = opened(other)
    theirs.set_passphrase("another one")
    theirs.close()
    with workbook.copies.opened(
        other / "trust.json.age", passphrase=lambda: "another one"
    ) as found:
        assert "there" in texts(found).values()


def test_two_passphrases_that_were_set_apart_are_joined_once_each_was_given(
    tmp_path: Path,
) -> None:
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("both"))
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    other = opened(tmp_path / "other")
    mine.set_passphrase("first")
    mine.of(Entry).keep(entry("here"))
    mine.close()
    other.of(Entry).keep(entry("there, in plain"))
    other.set_passphrase("second")
    other.of(Entry).keep(entry("there, sealed"))
    other.close()
    put(
        tmp_path / "other" / "key.age",
        tmp_path / "mine" / "key.sync-conflict-1.age",
    )
    copy = tmp_path / "mine" / "trust.json.sync-conflict-1.age"
    put(tmp_path / "other" / "trust.json.age", copy)
    for path in (tmp_path / "other" / "log").iterdir():
        put(path, tmp_path / "mine" / "log" / path.name)

    mine = opened(tmp_path / "mine", "first")
    assert sorted(texts(mine).values()) == ["both", "here"]
    assert any(
        "another passphrase" in finding.said for finding in mine.findings
    )
    assert mine.copies.unjoined() == [copy]
    with (
        pytest.raises(WrongPassphraseError),
        mine.copies.opened(copy, passphrase=lambda: "neither"),
    ):
        pass
    with mine.copies.opened(copy, passphrase=lambda: "second") as there:
        join(mine, there)
    wanted = ["both", "here", "there, in plain", "there, sealed"]
    assert sorted(texts(mine).values()) == wanted
    mine.finish_upkeep()
    mine.copies.clear_up()
    mine.close()
    again = opened(tmp_path / "mine", "first")
    assert sorted(texts(again).values()) == wanted
    assert again.copies.unjoined() == []
    assert [*again.findings] == []
    assert holding(tmp_path / "mine", b"there,") == []


@pytest.mark.parametrize("living", [False, True])
def test_a_passphrase_that_comes_from_another_machine_seals_what_was_written_here(
    tmp_path: Path, living: bool
) -> None:
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("both"))
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    here = opened(tmp_path / "other")
    here.of(Entry).keep(entry("there"))
    if not living:
        here.close()
    before = {
        name: (tmp_path / "mine" / name).read_bytes()
        for name in names(tmp_path / "mine")
    }
    mine.set_passphrase(PHRASE)
    mine.of(Entry).keep(entry("here"))
    after = names(tmp_path / "mine")
    for name in after:
        put(tmp_path / "mine" / name, tmp_path / "other" / name)
    for name in before.keys() - after:
        (tmp_path / "other" / name).unlink(missing_ok=True)
    if living:
        with pytest.raises(LockedError):
            here.refresh()
    else:
        here = opened(tmp_path / "other")
    here.unlock(PHRASE)
    assert sorted(texts(here).values()) == ["both", "here", "there"]
    here.finish_upkeep()
    here.copies.clear_up()
    assert sorted(texts(here).values()) == ["both", "here", "there"]
    here.close()
    assert holding(tmp_path / "other", b"there") == []
    again = opened(tmp_path / "other", PHRASE)
    assert sorted(texts(again).values()) == ["both", "here", "there"]
    assert [*again.findings] == []
