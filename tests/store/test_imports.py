"""The last import is taken back as a whole at any later time; what was touched since stays."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.store.helpers import NOON, PHRASE, entry, everything, opened, texts
from trust_tui.domain.errors import StoreError
from trust_tui.domain.records import (
    Entry,
    Record,
    Relationship,
    Settings,
    Value,
)
from trust_tui.domain.workbook import Trashed
from trust_tui.store.log import KEEPING, TRASH, encode
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.join import join


def record(id: int, value: Value, revision: int = 1) -> Record[Any]:
    return Record(
        id=str(id), revision=revision, made=NOON, changed=NOON, value=value
    )


def coming(about: str | None = None) -> list[Record[Any]]:
    return [
        record(number, entry(f"came {number}", about=about), revision=number)
        for number in range(1, 5)
    ]


def take_in(
    workbook: StoreWorkbook,
    records: Iterable[Record[Any]],
    trash: Iterable[Trashed] = (),
) -> None:
    workbook.of(Entry).keep(entry("mine"))
    workbook.take_in(records, trash)


def test_it_is_taken_back_after_a_restart_and_a_fold(tmp_path: Path) -> None:
    workbook = opened(tmp_path)
    take_in(
        workbook,
        coming(),
        [Trashed(record=record(9, entry("was in the trash")), deleted=NOON)],
    )
    assert workbook.compact()
    workbook.close()

    again = opened(tmp_path)
    made = again.last_import()
    taken_back = again.take_import_back()

    assert made is not None
    assert (taken_back.gone, taken_back.kept) == (5, {})
    assert list(texts(again).values()) == ["mine"]
    assert list(again.trash()) == []
    assert again.last_import() is None
    assert list(texts(opened(tmp_path)).values()) == ["mine"]


def test_what_was_changed_or_deleted_since_stays_and_is_counted(
    tmp_path: Path,
) -> None:
    workbook = opened(tmp_path)
    take_in(workbook, [*coming(), record(5, entry("came 5"))])
    one, two, three, _ = (
        workbook.of(Entry).get(str(number)) for number in range(1, 5)
    )
    assert one and two and three
    workbook.of(Entry).change(one, replace(one.value, text="better"))
    workbook.of(Entry).delete(two)
    workbook.delete_for_good([three.id, "5"])

    taken_back = workbook.take_import_back()

    assert (taken_back.gone, taken_back.kept) == (
        1,
        {"changed since": 1, "in the trash": 1},
    )
    assert sorted(texts(workbook).values()) == ["better", "mine"]
    assert [thrown.record.id for thrown in workbook.trash()] == ["2"]


@pytest.mark.parametrize("in_trash", [False, True])
def test_someone_whom_later_words_are_about_stays(
    in_trash: bool, tmp_path: Path
) -> None:
    workbook = opened(tmp_path)
    take_in(
        workbook,
        [
            record(7, Relationship(label="S")),
            record(8, Relationship(label="T")),
            *coming("7"),
        ],
    )
    later = workbook.of(Entry).keep(entry("later", about="7"))
    if in_trash:
        workbook.of(Entry).delete(later)

    taken_back = workbook.take_import_back()

    assert (taken_back.gone, taken_back.kept) == (
        5,
        {"needed by something that stays": 1},
    )
    assert [person.id for person in workbook.of(Relationship).all()] == ["7"]


def test_someone_whom_only_later_words_are_about_stays(tmp_path: Path) -> None:
    workbook = opened(tmp_path)
    take_in(workbook, [record(7, Relationship(label="S")), *coming()])
    workbook.of(Entry).keep(entry("later", about="7"))

    taken_back = workbook.take_import_back()

    assert (taken_back.gone, taken_back.kept) == (
        4,
        {"needed by something that stays": 1},
    )
    assert [person.id for person in workbook.of(Relationship).all()] == ["7"]


def test_someone_whom_only_words_that_go_are_about_goes_and_mine_are_not_counted(
    tmp_path: Path,
) -> None:
    workbook = opened(tmp_path)
    mine = workbook.of(Relationship).keep(Relationship(label="M"))
    workbook.of(Entry).keep(entry("about M", about=mine.id))
    workbook.of(Entry).delete(
        workbook.of(Entry).keep(entry("was about M", about=mine.id))
    )
    take_in(workbook, [record(7, Relationship(label="S")), *coming("7")])

    taken_back = workbook.take_import_back()

    assert (taken_back.gone, taken_back.kept) == (5, {})
    assert [person.id for person in workbook.of(Relationship).all()] == [
        mine.id
    ]


def test_what_came_into_the_trash_and_was_taken_out_since_stays_wherever_it_is(
    tmp_path: Path,
) -> None:
    workbook = opened(tmp_path)
    trash = [
        Trashed(record=record(id, entry(f"thrown {id}")), deleted=NOON)
        for id in (7, 8, 9)
    ]
    take_in(workbook, [], trash)
    workbook.restore(["7", "8"])
    again = workbook.of(Entry).get("8")
    assert again is not None
    workbook.of(Entry).delete(again)

    taken_back = workbook.take_import_back()

    assert (taken_back.gone, taken_back.kept) == (1, {})
    assert sorted(texts(workbook).values()) == ["mine", "thrown 7"]
    assert [thrown.record.id for thrown in workbook.trash()] == ["8"]


def test_taking_back_makes_a_backup_first_and_can_be_undone(
    tmp_path: Path,
) -> None:
    workbook = opened(tmp_path)
    take_in(workbook, coming())
    workbook.take_import_back()

    assert [backup.kind for backup in workbook.backups()] == ["safety"]
    workbook.undo()

    assert len(texts(workbook)) == 5
    assert workbook.last_import() is not None


def test_undone_in_the_session_it_is_no_longer_the_last_one(
    tmp_path: Path,
) -> None:
    workbook = opened(tmp_path)
    take_in(workbook, [record(20, entry("first"))])
    first = workbook.last_import()
    take_in(workbook, coming())
    workbook.undo()

    assert workbook.last_import() == first
    assert {thrown.record.value.text for thrown in workbook.trash()} == {
        f"came {n}" for n in range(1, 5)
    }
    assert workbook.take_import_back().gone == 1


def test_settings_that_came_in_stay(tmp_path: Path) -> None:
    workbook = opened(tmp_path)
    workbook.take_in([record(1, Settings(day_ends=4)), *coming()[1:]])

    assert workbook.take_import_back().gone == 3
    assert workbook.settings.day_ends == 4


def test_a_merge_is_no_import(tmp_path: Path) -> None:
    workbook = opened(tmp_path)
    workbook.adopt(coming())

    with pytest.raises(StoreError, match="no import"):
        workbook.take_import_back()
    assert workbook.backups() == []


def test_it_lasts_through_a_passphrase_and_can_be_imported_again(
    tmp_path: Path,
) -> None:
    workbook = opened(tmp_path)
    take_in(workbook, coming())
    workbook.set_passphrase(PHRASE)
    workbook.close()

    again = opened(tmp_path, PHRASE)
    before = everything(again)["entries"].keys()
    again.take_import_back()
    again.take_in(coming())

    assert everything(again)["entries"].keys() == before


def test_what_came_after_one_was_asked_is_not_written_over(
    tmp_path: Path,
) -> None:
    workbook, second = opened(tmp_path), opened(tmp_path)
    thrown = Trashed(record=record(9, entry("thrown")), deleted=NOON)
    take_in(second, coming(), [thrown])
    first = second.of(Entry).get("1")
    assert first is not None
    second.of(Entry).change(first, entry("changed since"))
    second.restore(["9"])

    take_in(workbook, [*coming(), record(5, entry("new"))], [thrown])

    words = texts(workbook)
    assert (words["1"], words["5"]) == ("changed since", "new")
    assert words["9"] == "thrown"
    assert workbook.take_import_back().gone == 1
    assert "changed since" in texts(workbook).values()


def test_settings_and_a_record_of_the_same_id_do_not_push_each_other_out(
    tmp_path: Path,
) -> None:
    workbook, other = opened(tmp_path / "data"), opened(tmp_path / "other")
    workbook.set_settings(Settings(day_ends=2))
    workbook.take_in([record(1, entry("came"))])
    other.set_settings(Settings(day_ends=3))
    other.close()

    assert workbook.settings.day_ends == 2
    with workbook.copies.opened(tmp_path / "other") as theirs:
        join(workbook, theirs)

    assert texts(workbook) == {"1": "came"}
    assert workbook.settings.day_ends == 3


def with_odd_row(
    folder: Path, table: str, id: str, document: dict[str, Any]
) -> StoreWorkbook:
    """A workbook after an import, with a row in it that no version of the program would write."""
    workbook = opened(folder)
    take_in(workbook, coming())
    workbook._ledger.write(
        lambda transaction: transaction.put(table, id, encode(document))
    )
    return workbook


@pytest.mark.parametrize(
    "document", [{}, {"record": 5}, {"record": {"about": ["S"]}}]
)
def test_an_odd_row_in_the_trash_keeps_nobody_from_taking_it_back(
    document: dict[str, Any], tmp_path: Path
) -> None:
    workbook = with_odd_row(tmp_path, TRASH, "odd", document)

    assert workbook.take_import_back().gone == 4
    assert list(texts(workbook).values()) == ["mine"]


def test_a_row_without_its_revision_counts_as_changed_since(
    tmp_path: Path,
) -> None:
    workbook = with_odd_row(tmp_path, Entry.TABLE, "1", {"text": "odd"})

    taken_back = workbook.take_import_back()

    assert (taken_back.gone, taken_back.kept) == (3, {"changed since": 1})


@pytest.mark.parametrize(
    "noted", [{"at": 5}, {}, {"at": "soon", "offset": 0}, {"records": [1]}]
)
def test_an_odd_note_of_an_import_is_none(
    noted: dict[str, Any], tmp_path: Path
) -> None:
    workbook = with_odd_row(tmp_path, KEEPING, "import", noted)

    assert workbook.last_import() is None
    with pytest.raises(StoreError, match="no import"):
        workbook.take_import_back()
    assert len(texts(workbook)) == 5
