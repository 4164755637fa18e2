"""The note of the last time: overwritten in place, whole at any moment, and nothing else is ever written over."""

from pathlib import Path

import pytest

from tests.store.helpers import PHRASE, entry, opened
from trust_tui.domain.records import Entry
from trust_tui.store.disk import Folder, put_note, read_note


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "last"


def test_each_note_is_read_back_and_lies_in_the_same_file(place: Path) -> None:
    put_note(place, b"first")
    file = place.stat().st_ino
    for line in (b"second", b"{}", b"a longer one " * 100, b"5"):
        put_note(place, line)
        assert read_note(place) == line
    assert place.stat().st_ino == file


def test_note_that_grows_gets_a_larger_file(place: Path) -> None:
    for length in (10, 3_000, 100_000, 20):
        put_note(place, b"x" * length)
        assert read_note(place) == b"x" * length
    assert [one.name for one in place.parent.iterdir()] == ["last"]


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_where_the_last_one_was_cut_off_the_one_before_is_read(
    place: Path, times: int
) -> None:
    put_note(place, b"0")
    for number in range(1, times + 1):
        before = place.read_bytes()
        put_note(place, b"%d" % number * 200)
    after = place.read_bytes()
    changed = [
        at
        for at, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]
    for cut in changed[1:]:
        place.write_bytes(after[:cut] + before[cut:])
        assert read_note(place) == b"%d" % (times - 1) * (
            200 if times > 1 else 1
        )


def test_half_of_zeros_or_nothing_at_all_is_no_note(place: Path) -> None:
    for content in (b"", b"\0" * 8192, b"nothing of ours"):
        place.write_bytes(content)
        assert read_note(place) == b""
        put_note(place, b"ours")
        assert read_note(place) == b"ours"


def test_note_of_the_form_before_is_read_and_replaced(place: Path) -> None:
    place.write_bytes(b'{"kept": 1}')
    assert read_note(place) == b'{"kept": 1}'
    put_note(place, b'{"kept": 2}')
    assert read_note(place) == b'{"kept": 2}'


@pytest.mark.parametrize("how", ["hard", "symbolic"])
def test_file_that_was_linked_to_its_place_is_not_written_over(
    place: Path, how: str
) -> None:
    mine = place.with_name("mine")
    mine.write_bytes(b"words of the user's " * 1000)
    before = mine.read_bytes()
    if how == "hard":
        place.hardlink_to(mine)
    else:
        place.symlink_to(mine)
    put_note(place, b"a note")
    assert mine.read_bytes() == before
    assert read_note(place) == b"a note"


def test_saves_of_a_sealed_workbook_move_no_file_over_another(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("one"))
    note = Folder(folder).here.path / "last"
    before = note.stat().st_ino, read_note(note)
    workbook.of(Entry).keep(entry("two"))
    assert note.stat().st_ino == before[0]
    assert read_note(note) != before[1]
    workbook.close()


def test_of_two_that_were_torn_in_a_row_the_last_whole_one_is_read(
    place: Path,
) -> None:
    put_note(place, b"whole")
    for number in range(2):
        before = place.read_bytes()
        put_note(place, b"%d" % number * 200)
        after = place.read_bytes()
        at = next(n for n, b in enumerate(after) if b != before[n])
        place.write_bytes(after[: at + 120] + before[at + 120 :])
        assert read_note(place) == b"whole"
