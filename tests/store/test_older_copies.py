"""What `trust-tui seen` offers to overwrite, and what it must leave, since it may hold words that are nowhere else."""

import shutil
from pathlib import Path

import pytest

from tests.store.helpers import PHRASE, entry, opened, texts
from trust_tui.domain.records import Entry
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.join import join

pytestmark = pytest.mark.usefixtures("cheap_passphrase")


def put(copy: Path, place: Path) -> Path:
    shutil.copyfile(copy, place)
    place.chmod(0o600)
    return place


def offered(workbook: StoreWorkbook) -> list[Path]:
    return sorted(copy.path for copy in workbook.copies.older())


@pytest.fixture
def two(tmp_path: Path) -> StoreWorkbook:
    """A sealed workbook, to which the words of a machine with another passphrase have come, with its key."""
    mine = opened(tmp_path / "mine")
    mine.of(Entry).keep(entry("both"))
    shutil.copytree(tmp_path / "mine", tmp_path / "other")
    mine.set_passphrase("first")
    mine.close()
    other = opened(tmp_path / "other")
    other.set_passphrase("second")
    other.of(Entry).keep(entry("there"))
    other.close()
    for name, place in (
        ("key.age", "key.sync-conflict-1.age"),
        ("trust.json.age", "trust.json.sync-conflict-1.age"),
    ):
        put(tmp_path / "other" / name, tmp_path / "mine" / place)
    for path in (tmp_path / "other" / "log").iterdir():
        put(path, tmp_path / "mine" / "log" / path.name)
    return opened(tmp_path / "mine", "first")


def test_words_under_another_key_and_that_key_are_named_and_not_offered(
    tmp_path: Path, two: StoreWorkbook
) -> None:
    mine = tmp_path / "mine"
    waiting = sorted(two.copies.not_joined())
    assert mine / "key.sync-conflict-1.age" in waiting
    assert mine / "trust.json.sync-conflict-1.age" in waiting
    assert [path for path in waiting if path.parent == mine / "log"]
    assert offered(two) == []
    two.close()


def test_key_of_another_is_offered_once_nothing_waits_for_it(
    tmp_path: Path, two: StoreWorkbook
) -> None:
    (copy,) = two.copies.unjoined()
    with two.copies.opened(copy, passphrase=lambda: "second") as there:
        join(two, there)
    two.copies.put_aside(copy)
    two.copies.clear_up()
    assert "there" in texts(two).values()
    assert two.copies.not_joined() == []
    assert tmp_path / "mine" / "key.sync-conflict-1.age" in offered(two)
    two.close()


def test_file_of_this_key_that_has_not_arrived_whole_is_not_offered(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("one"))
    mine.set_passphrase(PHRASE)
    half = folder / "log" / "abcabcabcabc-00000001.json.age"
    half.write_bytes((folder / "trust.json.age").read_bytes()[:40])
    draft = folder / "drafts" / "0123456789abcdef-00.json.age"
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes(half.read_bytes())
    assert offered(mine) == []
    assert sorted(mine.copies.not_joined()) == sorted([half, draft])
    mine.close()


def test_plain_snapshot_and_plain_draft_that_came_are_not_offered(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("one"))
    mine.set_passphrase(PHRASE)
    came = folder / "trust.json.sync-conflict-1"
    came.write_text("words of another workbook")
    draft = folder / "drafts" / "0123456789abcdef-00.json"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text("typed there")
    assert offered(mine) == []
    assert came in mine.copies.not_joined()
    mine.close()


def test_what_nothing_proves_was_never_taken_in_and_is_not_offered(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("one"))
    mine.set_passphrase(PHRASE)
    aside = folder / "quarantine" / "doubtful-trust.json"
    aside.parent.mkdir(exist_ok=True)
    aside.write_text("of a machine that had no key")
    assert offered(mine) == []
    assert mine.copies.not_joined() == [aside]
    mine.close()


def test_folder_beside_is_offered_only_when_it_was_joined(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("one"))
    beside = folder.with_name(f"{folder.name} (1)")
    shutil.copytree(folder, beside)
    assert offered(mine) == []
    assert mine.copies.not_joined() == [beside]
    mine.copies.put_aside(beside)
    assert offered(mine) == [beside.with_name(f"{beside.name} joined")]
    assert mine.copies.not_joined() == []
    mine.close()


def test_only_what_an_export_has_written_goes_with_it(
    tmp_path: Path, folder: Path
) -> None:
    mine = opened(folder)
    place = tmp_path / "out"
    (place / "parts").mkdir(parents=True)
    written = [place / "one.csv", place / "parts" / "two.csv"]
    for path in written:
        path.write_text("words")
    mine.copies.note_export([place, *written])
    letter = place / "letter.txt"
    letter.write_text("of the user's own")
    assert offered(mine) == [place]
    assert mine.copies.wipe([place]) == []
    assert [*place.iterdir()] == [letter]
    assert offered(mine) == []
    mine.close()


def test_folder_of_an_export_goes_when_nothing_else_is_in_it(
    tmp_path: Path, folder: Path
) -> None:
    mine = opened(folder)
    place = tmp_path / "out"
    place.mkdir()
    (place / "one.csv").write_text("words")
    mine.copies.note_export([place, place / "one.csv"])
    mine.copies.wipe([place])
    assert not place.exists()
    mine.close()


def test_folder_of_which_nobody_knows_what_was_written_stays_and_is_said(
    tmp_path: Path, folder: Path
) -> None:
    mine = opened(folder)
    place = tmp_path / "out"
    place.mkdir()
    (place / "one.csv").write_text("words")
    mine.copies.note_export([place])
    assert mine.copies.wipe([place]) == [place]
    assert (place / "one.csv").read_text() == "words"
    mine.close()


def test_what_a_new_passphrase_leaves_readable_is_said_with_its_place(
    tmp_path: Path, folder: Path
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("kept"))
    places = [tmp_path / where / "out.json" for where in ("one", "two")]
    for place in places:
        place.parent.mkdir()
        place.write_text("words")
        mine.copies.note_export([place])
    said = mine.set_passphrase(PHRASE)
    assert all(str(place) in said for place in places), said
    mine.close()


def test_copy_that_was_put_away_in_the_meantime_is_no_failure(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.of(Entry).keep(entry("kept"))
    there = sorted(folder.rglob("*"))
    mine.copies.put_aside(folder / "trust.json.sync-conflict-1.json")
    assert sorted(folder.rglob("*")) == there
    mine.close()
