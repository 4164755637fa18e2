"""The workbook in one session, on real files."""

import hashlib
import json
import threading
import zlib
from collections.abc import MutableMapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace
from tinydb import Query, TinyDB

from tests.store.helpers import (
    DAY,
    TickingClock,
    check_in,
    entry,
    opened,
    texts,
)
from trust_tui.domain import records
from trust_tui.domain.errors import ConflictError, DamagedError, LockedError
from trust_tui.domain.kinds import KINDS
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Record,
    Relationship,
    Settings,
)
from trust_tui.domain.workbook import Trashed
from trust_tui.store.log import changes
from trust_tui.store.log.documents import to_document

HOSTILE = [
    "",
    "\ud800 broken",
    "nul \0 and \x1b]0;x\x07",
    '"quoted" \\ back',
    "line\nbreak\r\n\u2028",
    "🙂 naïve ẞ",
    "]}},\n",
]

VALUES = [
    Relationship(
        label="S",
        kind=records.RelationshipKind.FAMILY,
        archived=True,
        joint=False,
    ),
    check_in(good="walk", note="n", about="1"),
    records.SelfCheck(
        day=DAY, answers={"a": 0}, reviewed=date(2026, 1, 1), finished=False
    ),
    records.JointCheckIn(
        day=DAY, kept={"q": "both"}, agreement="if", next_day=date(2026, 4, 1)
    ),
    records.ExerciseWork(
        exercise="e",
        ticked=("1", "2"),
        written={"f": "x"},
        times_done=2,
        entries=("7",),
    ),
    records.StepMark(step="1", mark=records.Mark.WORKING, day=DAY),
    records.PageRead(page="overview", day=DAY, place="p", finished=True),
    Goal(
        action="ask",
        first_try=DAY,
        reviews=(records.GoalReview(day=DAY, well="w", next="n"),),
        earlier=("b",),
    ),
    records.Promise(
        text="call", to="M", due=DAY, state=records.PromiseState.KEPT
    ),
    records.Win(text="laughed", day=DAY, whose=records.Whose.OURS),
    records.Habit(habit="h", on=False),
    records.HabitTick(habit="h", day=DAY, line="l"),
    records.Limit(text="no phones"),
    records.Moment(day=DAY, tool="t", before=3, after=1, written={"s": "x"}),
    records.Path(part="hurt", problem="p", day=DAY, left_out=("s",)),
    records.Sitting(path="1", sitting="s", day=DAY, act="a", entries=("2",)),
    entry("text", title="T", tags=("b", "a"), answers="p1"),
]


@pytest.mark.parametrize(
    "value", VALUES, ids=lambda value: type(value).__name__
)
def test_a_value_comes_back_as_it_was_kept(
    folder: Path, value: records.Value
) -> None:
    kept = opened(folder).of(type(value)).keep(value)
    again = opened(folder).of(type(value)).get(kept.id)
    assert again == kept


def test_every_kind_of_value_is_among_those_tried() -> None:
    tried = {type(value) for value in VALUES}
    assert tried | {Settings} == {kind.value for kind in KINDS.values()}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_exactly_as_typed(folder: Path, text: str) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry(text, title=text, tags=(text,)))
    workbook.compact()
    again = opened(folder).of(Entry).get(kept.id)
    assert again is not None and (
        again.value.text,
        again.value.title,
        again.value.tags,
    ) == (text, text, (text,))


def test_times_keep_their_moment_and_the_offset_of_the_user(
    folder: Path,
) -> None:
    clock = TickingClock(
        datetime(
            2026,
            3,
            1,
            23,
            30,
            0,
            123456,
            tzinfo=timezone(timedelta(hours=-9, minutes=-30)),
        )
    )
    kept = opened(folder, clock=clock).of(Entry).keep(entry("x"))
    again = opened(folder).of(Entry).get(kept.id)
    assert (
        again is not None
        and again.made == kept.made
        and again.made.utcoffset() == timedelta(hours=-9.5)
    )


def test_records_are_in_order_of_day_then_of_making_the_latest_first(
    folder: Path,
) -> None:
    workbook = opened(folder)
    for text, day in (("b", 2), ("a", 1), ("c", 2), ("d", 3)):
        workbook.of(Entry).keep(entry(text, day=date(2026, 1, day)))
    assert [record.value.text for record in workbook.of(Entry).all()] == [
        "d",
        "c",
        "b",
        "a",
    ]
    assert [record.value.text for record in opened(folder).of(Entry).all()] == [
        "d",
        "c",
        "b",
        "a",
    ]


def test_a_record_without_a_day_counts_for_the_local_day_it_was_made_on(
    folder: Path,
) -> None:
    clock = TickingClock(
        datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=10)))
    )
    workbook = opened(folder, clock=clock)
    goal = workbook.of(Goal).keep(Goal(action="goal"))
    early = workbook.of(Entry).keep(entry("early", day=date(2026, 2, 28)))
    late = workbook.of(Entry).keep(entry("late", day=date(2026, 3, 2)))
    listed = workbook.timeline([Entry.TABLE, Goal.TABLE])
    assert [record.id for record in listed] == [late.id, goal.id, early.id]


def test_lists_can_be_had_for_one_relationship(folder: Path) -> None:
    workbook = opened(folder)
    ours = workbook.of(Entry).keep(entry("ours", about="77"))
    workbook.of(Entry).keep(entry("other", about="78"))
    tick = workbook.of(CheckIn).keep(check_in(about="77"))
    workbook.of(Goal).keep(Goal(action="not asked for", about="77"))
    assert [record.id for record in workbook.of(Entry).about("77")] == [ours.id]
    assert len(workbook.of(Entry).about(None)) == 2
    assert {
        record.id
        for record in workbook.timeline([Entry.TABLE, CheckIn.TABLE], "77")
    } == {ours.id, tick.id}
    workbook.of(Entry).change(ours, entry("moved", about="78"))
    assert len(workbook.of(Entry).about("77")) == 0
    assert len(workbook.of(Entry).about("78")) == 2


def test_a_list_stays_as_it_was_when_it_was_taken(folder: Path) -> None:
    workbook = opened(folder)
    first = workbook.of(Entry).keep(entry("first"))
    listed = workbook.of(Entry).all()
    workbook.of(Entry).change(first, entry("changed"))
    workbook.of(Entry).keep(entry("second"))
    workbook.of(Entry).delete(workbook.of(Entry).all()[1])
    assert [record.value.text for record in listed] == ["first"]


def test_lists_can_be_sliced_compared_and_counted_from_the_end(
    folder: Path,
) -> None:
    workbook = opened(folder)
    for number in range(5):
        workbook.of(Entry).keep(entry(str(number)))
    listed = workbook.of(Entry).all()
    assert [record.value.text for record in listed[1:3]] == ["3", "2"]
    assert listed[-1].value.text == "0"
    assert listed == list(listed)
    assert listed != listed[1:]
    with pytest.raises(IndexError):
        listed[5]


def test_a_change_takes_the_next_revision_and_keeps_when_it_was_made(
    folder: Path,
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    changed = workbook.of(Entry).change(kept, entry("two"))
    assert (changed.id, changed.revision, changed.made) == (
        kept.id,
        2,
        kept.made,
    )
    assert changed.changed > kept.changed
    assert workbook.of(Entry).get(kept.id) == changed


def test_a_change_of_something_that_moved_on_is_refused(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.of(Entry).change(kept, entry("two"))
    with pytest.raises(ConflictError):
        workbook.of(Entry).change(kept, entry("three"))
    assert list(texts(workbook).values()) == ["two"]


def test_a_change_of_something_that_is_gone_is_refused(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.of(Entry).delete(kept)
    with pytest.raises(ConflictError):
        workbook.of(Entry).change(kept, entry("two"))


def test_fields_that_this_version_does_not_know_stay_when_a_record_changes(
    folder: Path,
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.db.table("entries").merge_into(kept.id, {"mood_of_2031": ["?", 1]})
    again = opened(folder)
    again.of(Entry).change(kept, entry("two"))
    document = again.db.table("entries").one(kept.id)
    assert (
        document is not None
        and document["mood_of_2031"] == ["?", 1]
        and document["text"] == "two"
    )


def test_a_field_that_is_missing_takes_its_default(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one", title="T"))
    workbook.db.table("entries").update(lambda document: document.pop("title"))
    again = workbook.of(Entry).get(kept.id)
    assert again is not None and again.value.title == ""


@pytest.mark.parametrize(
    "broken",
    [
        {"day": "someday"},
        {"text": 5},
        {"made": None},
        {"tags": 7},
        {"made_offset": 10**12},
    ],
)
def test_a_document_that_is_no_record_is_named_without_its_text_and_stays(
    folder: Path, broken: dict[str, object]
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("private words"))
    workbook.db.table("entries").merge_into(kept.id, dict(broken))
    assert workbook.of(Entry).get(kept.id) is None
    (finding,) = workbook.findings
    assert kept.id in finding.said and "private" not in finding.said
    assert list(workbook.of(Entry).all()) == []
    assert len(workbook.db.table("entries").all()) == 1


@pytest.mark.parametrize(
    "field", ["text", "made", "changed_offset", "revision"]
)
def test_a_document_without_its_required_field_says_so(
    folder: Path, field: str
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    workbook.db.table("entries").update(lambda document: document.pop(field))
    with pytest.raises(DamagedError):
        workbook.of(Entry).all()[0]


def test_deleting_moves_to_the_trash_and_restoring_brings_back(
    folder: Path,
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    other = workbook.of(Goal).keep(Goal(action="two"))
    workbook.of(Entry).delete(kept)
    workbook.of(Goal).delete(other)
    workbook.of(Goal).delete(other)
    assert [thrown.record.id for thrown in workbook.trash()] == [
        other.id,
        kept.id,
    ]
    assert workbook.trash()[1].record == kept
    assert workbook.trash()[1].deleted > kept.made
    workbook.restore(["123", kept.id])
    again = opened(folder)
    assert texts(again) == {kept.id: "one"}
    assert [thrown.record.id for thrown in again.trash()] == [other.id]
    restored = again.of(Entry).get(kept.id)
    assert restored is not None and (restored.revision, restored.made) == (
        2,
        kept.made,
    )
    assert restored.changed > kept.changed


def test_restoring_does_not_cover_a_newer_record(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("old"))
    workbook.of(Entry).delete(kept)
    workbook.db.table("entries").insert_as(kept.id, {"text": "new"})
    workbook.restore([kept.id])
    row = workbook._ledger.state.row("entries", kept.id)
    assert row is not None and row.document["text"] == "new"
    assert [*workbook.trash()] == []


def test_undo_takes_each_kind_of_change_back(folder: Path) -> None:
    workbook = opened(folder)
    assert workbook.undo() is None
    kept = workbook.of(Entry).keep(entry("one"))
    changed = workbook.of(Entry).change(kept, entry("two"))
    workbook.of(Entry).delete(changed)
    back = workbook.undo()
    assert back is not None and back[0].value.text == "two"
    assert len(workbook.trash()) == 0
    back = workbook.undo()
    assert back is not None and back[0].value.text == "one"
    assert (back[0].revision, back[0].made) == (4, kept.made)
    assert back[0].changed > changed.changed
    assert len(workbook.trash()) == 0
    back = workbook.undo()
    assert back is not None and back[0].value.text == "one"
    assert texts(workbook) == {}
    assert [thrown.record.value.text for thrown in workbook.trash()] == ["one"]
    assert workbook.undo() is None


def test_what_was_taken_back_is_done_again_step_by_step(folder: Path) -> None:
    workbook = opened(folder)
    assert workbook.redo() is None
    kept = workbook.of(Entry).keep(entry("one"))
    changed = workbook.of(Entry).change(kept, entry("two"))
    workbook.of(Entry).delete(changed)
    stands = [["two"], ["one"], []]
    for _ in range(2):  # and once more, over what was done again
        for expected in stands:
            workbook.undo()
            assert list(texts(workbook).values()) == expected
        for expected in (["one"], ["two"], []):
            assert workbook.redo() is not None
            assert list(texts(workbook).values()) == expected
        assert workbook.redo() is None
    assert [one.record.value.text for one in workbook.trash()] == ["two"]


def test_nothing_is_done_again_after_another_change(folder: Path) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("one"))
    workbook.undo()
    workbook.of(Entry).keep(entry("two"))
    assert workbook.redo() is None


def test_doing_again_is_refused_when_the_record_moved_on(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    kept = mine.of(Entry).keep(entry("one"))
    mine.of(Entry).change(kept, entry("two"))
    mine.undo()
    other.refresh()
    there = other.of(Entry).get(kept.id)
    assert there is not None
    other.of(Entry).change(there, entry("three"))
    with pytest.raises(ConflictError):
        mine.redo()


def test_undo_of_restoring_puts_back_into_the_trash(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.of(Entry).delete(kept)
    workbook.restore([kept.id])
    workbook.undo()
    assert texts(workbook) == {}
    assert len(workbook.trash()) == 1


def test_undo_is_refused_when_the_record_moved_on(folder: Path) -> None:
    mine, other = opened(folder), opened(folder)
    kept = mine.of(Entry).keep(entry("one"))
    other.refresh()
    other.of(Entry).change(kept, entry("two"))
    with pytest.raises(ConflictError):
        mine.undo()
    assert list(texts(mine).values()) == ["two"]


def test_a_batch_is_one_change_and_one_undo(folder: Path) -> None:
    workbook = opened(folder)
    before = len(list((folder / "log").iterdir()))
    with workbook.batch():
        first = workbook.of(Entry).keep(entry("one"))
        with workbook.batch():
            workbook.of(Entry).keep(entry("two"))
        first = workbook.of(Entry).change(first, entry("uno"))
        assert texts(workbook) == {}
    assert sorted(texts(workbook).values()) == ["two", "uno"]
    assert len(list((folder / "log").iterdir())) == before + 1
    back = workbook.undo()
    assert back is not None and len(back) == 2
    assert texts(workbook) == {}


def test_an_error_inside_throws_the_batch_away(folder: Path) -> None:
    workbook = opened(folder)
    with pytest.raises(ZeroDivisionError), workbook.batch():
        workbook.of(Entry).keep(entry("one"))
        raise ZeroDivisionError
    assert texts(workbook) == {}
    workbook.of(Entry).keep(entry("after"))
    assert list(texts(opened(folder)).values()) == ["after"]


def test_a_conflict_throws_the_whole_batch_away(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("one"))
    workbook.of(Entry).change(kept, entry("two"))
    with pytest.raises(ConflictError), workbook.batch():
        workbook.of(Entry).keep(entry("lost with the batch"))
        workbook.of(Entry).change(kept, entry("three"))
    assert list(texts(workbook).values()) == ["two"]


def test_an_empty_batch_writes_nothing(folder: Path) -> None:
    workbook = opened(folder)
    with workbook.batch():
        pass
    assert list((folder / "log").iterdir()) == []


def test_what_is_adopted_takes_the_place_of_what_has_its_id_wherever_that_is(
    folder: Path,
) -> None:
    workbook = opened(folder)
    living = workbook.of(Entry).keep(entry("living"))
    thrown = workbook.of(Entry).keep(entry("thrown away"))
    workbook.of(Entry).delete(thrown)
    workbook.adopt(
        [replace(thrown, value=entry("back"))],
        [Trashed(record=living, deleted=thrown.made)],
    )
    assert texts(workbook) == texts(opened(folder)) == {thrown.id: "back"}
    assert [found.record for found in workbook.trash()] == [living]
    workbook.undo()
    assert texts(workbook) == {living.id: "living"}
    assert [found.record.id for found in workbook.trash()] == [thrown.id]


def test_settings_have_defaults_and_stay_out_of_undo(folder: Path) -> None:
    workbook = opened(folder)
    assert workbook.settings == Settings()
    workbook.set_settings(Settings(welcomed=DAY))
    workbook.set_settings(
        Settings(welcomed=DAY, current="7", tracking_paused=True, day_ends=0)
    )
    assert workbook.undo() is None
    again = opened(folder)
    assert again.settings == Settings(
        welcomed=DAY, current="7", tracking_paused=True, day_ends=0
    )


def test_settings_count_their_revisions_and_keep_when_they_were_made(
    folder: Path,
) -> None:
    workbook = opened(folder)
    assert workbook.kept_settings() is None
    workbook.set_settings(Settings(day_ends=1))
    first = workbook.kept_settings()
    workbook.set_settings(Settings(day_ends=2))
    second = workbook.kept_settings()
    assert first is not None and second is not None
    assert (first.revision, second.revision, second.made) == (1, 2, first.made)
    assert second.changed > first.changed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("WALK river", {"a"}),
        ("naïve", {"b"}),
        ("NAÏVE", {"b"}),
        ("strasse", {"c"}),
        ('"quoted"', {"d"}),
        ("a\\b", {"d"}),
        ("tagged", {"a"}),
        ("entries", set()),
        ("2026-03-01", set()),
        ("text", set()),
        ("broken", {"e"}),
        ("é broken", {"e"}),
        ("", set()),
        ("walk nowhere", set()),
        ("asked", {"g"}),
        ("looked", {"g"}),
        ("practised", {"h"}),
        ("prompt-id", set()),
    ],
)
def test_search_finds_every_word_in_what_the_user_wrote(
    folder: Path, query: str, found: set[str]
) -> None:
    workbook = opened(folder)
    ids = {
        "a": workbook.of(Entry)
        .keep(
            entry("a Walk by the River", tags=("tagged",), answers="prompt-id")
        )
        .id,
        "b": workbook.of(Entry).keep(entry("naïve hope")).id,
        "c": workbook.of(Entry).keep(entry("Straße")).id,
        "d": workbook.of(Entry).keep(entry('say "quoted" a\\b')).id,
        "e": workbook.of(Entry).keep(entry("broken \ud800 é")).id,
        "h": workbook.of(ExerciseWork)
        .keep(ExerciseWork(exercise="e", written={"step": "practised"}))
        .id,
        "g": workbook.of(Goal)
        .keep(
            Goal(
                action="asked",
                reviews=(records.GoalReview(day=DAY, well="looked"),),
            )
        )
        .id,
    }
    assert {record.id for record in workbook.search(query)} == {
        ids[name] for name in found
    }


def test_search_keeps_to_one_relationship_and_leaves_the_trash_out(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("word", about="1"))
    gone = workbook.of(Entry).keep(entry("word"))
    workbook.of(Entry).delete(gone)
    assert len(workbook.search("word")) == 1
    assert len(workbook.search("word", "2")) == 0


def test_stock_tinydb_opens_the_snapshot(folder: Path) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("naïve \ud800 text"))
    workbook.compact()
    workbook.close()
    stock = TinyDB(folder / "trust.json", access_mode="r", encoding="utf-8")
    found = stock.table("entries").search(Query().text == "naïve \ud800 text")
    assert [str(document.doc_id) for document in found] == [kept.id]
    assert stock.table("_meta").all()[0]["schema"] == changes.SCHEMA
    stock.close()


def test_the_table_and_query_api_of_tinydb_is_the_way_in(folder: Path) -> None:
    workbook = opened(folder)
    table = workbook.db.table("notes")
    first, second = table.insert_multiple([{"n": 1}, {"n": 2}])
    assert isinstance(first, str) and first != second
    assert table.search(Query().n > 1)[0]["n"] == 2
    table.update({"n": 3}, Query().n == 2)
    table.update(
        lambda document: document.update(n=document["n"] + 1), doc_ids=[first]
    )
    assert sorted(document["n"] for document in table) == [2, 3]
    table.upsert({"n": 9}, Query().n == 9)
    assert len(table) == 3 and table.contains(Query().n == 9)
    table.remove(Query().n == 9)
    table.remove(doc_ids=[second])
    assert [
        document["n"] for document in opened(folder).db.table("notes").all()
    ] == [2]
    workbook.db.table("other").insert({"x": 1})
    assert workbook.db.tables() == {"notes", "other"}
    workbook.db.drop_table("notes")
    assert opened(folder).db.tables() == {"other"}
    workbook.db.table("other").truncate()
    workbook.db.drop_tables()
    assert opened(folder).db.tables() == set()
    workbook.db.storage.write({"notes": {"1": {"n": 1}}})
    assert opened(folder).db.table("notes").all() == [{"n": 1}]


def test_what_tinydb_does_inside_one_change_sees_what_that_change_did_before(
    folder: Path,
) -> None:
    workbook = opened(folder)
    table = workbook.db.table("notes")
    _, gone = table.insert_multiple([{"n": 1}, {"n": 2}])

    def work(_: object) -> None:
        table.insert({"n": 3})
        table.remove(doc_ids=[gone])
        table.update({"seen": True})

    workbook._ledger.write(work)
    for notes in (table, opened(folder).db.table("notes")):
        assert sorted(notes.all(), key=repr) == [
            {"n": 1, "seen": True},
            {"n": 3, "seen": True},
        ]


def test_what_tinydb_hands_out_can_be_changed_without_harm(
    folder: Path,
) -> None:
    workbook = opened(folder)
    table = workbook.db.table("notes")
    id = table.insert({"list": [1]})
    document = table.get(doc_id=id)
    assert document is not None
    document["list"].append(2)
    again = table.get(doc_id=id)
    assert again is not None and again["list"] == [1]


def test_an_updater_of_tinydb_that_raises_changes_nothing(folder: Path) -> None:
    workbook = opened(folder)
    table = workbook.db.table("notes")
    id = table.insert({"n": 1})

    def broken(document: MutableMapping[str, object]) -> None:
        document["n"] = 2
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        table.update(broken, doc_ids=[id])
    with pytest.raises(ValueError, match="already exists"):
        table.insert(table.document_class({"n": 5}, id))
    assert [document["n"] for document in table] == [1]
    assert [document["n"] for document in opened(folder).db.table("notes")] == [
        1
    ]


@pytest.mark.parametrize(
    "bad",
    [
        float("nan"),
        float("inf"),
        datetime(2026, 1, 1, tzinfo=UTC),
        {1, 2},
        b"x",
    ],
)
def test_what_json_does_not_know_is_refused_at_once(
    folder: Path, bad: object
) -> None:
    workbook = opened(folder)
    with pytest.raises(ValueError):
        workbook.db.table("notes").insert({"n": bad})
    assert workbook.db.tables() == set()


def test_a_number_of_any_size_comes_back(folder: Path) -> None:
    workbook = opened(folder)
    id = workbook.db.table("notes").insert({"n": 2**80})
    document = opened(folder).db.table("notes").get(doc_id=id)
    assert document is not None and document["n"] == 2**80


def test_an_id_with_quotation_marks_is_kept(folder: Path) -> None:
    workbook = opened(folder)
    table = workbook.db.table('odd "table": x')
    table.insert_as('a":"b\\', {"n": 1})
    workbook.compact()
    again = opened(folder).db.table('odd "table": x')
    assert again.one('a":"b\\') == {"n": 1}


def test_reading_and_writing_from_many_threads_loses_nothing(
    folder: Path,
) -> None:
    workbook = opened(folder)
    errors: list[BaseException] = []

    def write(name: int) -> None:
        try:
            for number in range(20):
                workbook.of(Entry).keep(entry(f"{name}-{number}"))
                assert all(
                    record.value.text for record in workbook.of(Entry).all()
                )
        except BaseException as error:
            errors.append(error)

    threads = [
        threading.Thread(target=write, args=(name,)) for name in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(texts(workbook)) == len(texts(opened(folder))) == 80


def test_a_closed_workbook_can_be_closed_again_and_reads_nothing(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.close()
    workbook.close()
    with pytest.raises(LockedError):
        workbook.of(Entry).all()


def test_a_record_made_by_an_older_program_is_put_in_order_by_looking_at_all_of_it(
    folder: Path,
) -> None:
    workbook = opened(folder)
    made = Record(
        id="5",
        revision=1,
        made=workbook._unit.now(),
        changed=workbook._unit.now(),
        value=entry("old"),
    )
    document = dict(reversed(list(to_document(made).items())))
    del document["day"]
    document["made"] = "not a time"
    workbook.db.table("limits").insert(document)
    workbook.db.table("limits").insert({"made": 5})
    assert len(workbook.timeline(["limits"])) == 2


def test_a_record_whose_fields_are_in_another_order_is_found_where_it_belongs(
    folder: Path,
) -> None:
    workbook = opened(folder)
    for id, text, day in (
        ("5", "second", 2),
        ("6", "first", 3),
        ("7", "third", 1),
    ):
        value = entry(text, day=date(2026, 1, day), about="77")
        made = Record(
            id=id,
            revision=1,
            made=workbook._unit.now(),
            changed=workbook._unit.now(),
            value=value,
        )
        workbook.db.table("entries").insert_as(
            id, dict(reversed(list(to_document(made).items())))
        )
    assert [record.value.text for record in workbook.of(Entry).about("77")] == [
        "first",
        "second",
        "third",
    ]
    assert len(workbook.of(Entry).about("78")) == 0


# --- the form in which it lies on the disk ----------------------------------------------------------------------------

TIMES: Final = {
    "made": "2026-03-01T19:00:02.000000Z",
    "made_offset": 60,
    "changed": "2026-03-01T20:00:02.000000Z",
    "changed_offset": -60,
    "revision": 1,
}
KEPT: Final = TIMES | {
    "about": "7",
    "day": "2026-03-01",
    "text": "kept",
    "title": "T",
    "tags": ["a"],
    "answers": "",
}
THROWN: Final = {
    "table": "entries",
    "deleted": "2026-03-01T19:00:04.000000Z",
    "offset": 60,
    "record": KEPT,
}
SET: Final = TIMES | {
    "about": None,
    "day": None,
    "welcomed": "2026-03-01",
    "current": None,
}
IMPORT: Final = {
    "at": "2026-03-01T19:00:06.000000Z",
    "offset": 60,
    "records": {"entries": {"2": 1}},
    "trash": {},
}
GOING: Final = "130000000000000000000000"
TABLES: Final[dict[str, dict[str, object]]] = {
    "entries": {"1": KEPT, "2": KEPT},
    "trash": {"3": THROWN},
    "settings": {"1": SET | {"tracking_paused": False, "day_ends": 3}},
    "keeping": {"import": IMPORT},
    "scrub": {GOING: {}},
}


def sheet(
    head: dict[str, object], tables: dict[str, dict[str, object]]
) -> bytes:
    """A file of the store, line by line as `docs/DATA.md` has it."""
    compact = json.JSONEncoder(separators=(",", ":")).encode
    lines = [f'{{"_meta":{{"1":{compact(head)}}},']
    for table, rows in tables.items():
        lines += [
            f'"{table}":{{',
            ",\n".join(f'"{id}":{compact(row)}' for id, row in rows.items()),
            "},",
        ]
    text = "\n".join([*lines, '"_check":{"1":{"sha256":"']).encode()
    return text + hashlib.sha256(text).hexdigest().encode() + b'"}}}\n'


def written_first(folder: Path) -> None:
    """A workbook of the first version."""
    before: dict[str, dict[str, object]] = {
        table: dict(rows) for table, rows in TABLES.items()
    }
    before["entries"]["1"] = KEPT | {"text": "as it was"}
    files = {
        "trust.json": sheet(
            {
                "kind": "snapshot",
                "schema": 1,
                "number": 4,
                "store": "9",
                "previous": 0,
            },
            before,
        ),
        "trust.previous.json": sheet(
            {
                "kind": "snapshot",
                "schema": 1,
                "number": 0,
                "store": "9",
                "previous": 0,
            },
            {},
        ),
        "drafts/0123456789abcdef-b59cf1237a5c456065eb8f38.json": sheet(
            {
                "kind": "draft",
                "schema": 1,
                "number": 0,
                "key": "new-entry",
                "revision": 2,
            }
            | {"changed": "2026-03-01T19:00:08.000000Z", "offset": 60},
            {"fields": {"text": "half"}},
        ),
        "quarantine/000-trust.json": GOING.encode(),
    }
    logged: list[dict[str, dict[str, object]]] = [
        {"notes": {str(number): {}}} for number in range(4)
    ]
    logged.append({"entries": {"1": KEPT}})
    for number, tables in enumerate(logged, start=1):
        head: dict[str, object] = {
            "kind": "change",
            "schema": 1,
            "number": number,
            "store": "9",
        }
        files[f"log/{number:012d}.json"] = sheet(head, tables)
    for name, data in files.items():
        (folder / name).parent.mkdir(0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        (folder / name).chmod(0o600)


def test_a_workbook_of_the_first_version_is_read_to_the_last_word_and_gone_on_with(
    folder: Path,
) -> None:
    written_first(folder)
    workbook = opened(folder, upkeep=True)
    assert [finding.file for finding in workbook.findings] == ["trust.json"]
    kept = workbook.of(Entry).get("1")
    assert kept is not None and kept.value == entry(
        "kept", title="T", about="7", tags=("a",)
    )
    assert (kept.made.utcoffset(), kept.changed.utcoffset()) == (
        timedelta(hours=1),
        timedelta(hours=-1),
    )
    assert [thrown.record.id for thrown in workbook.trash()] == ["3"]
    assert workbook.settings == Settings(welcomed=DAY, day_ends=3)
    assert workbook.last_import() == datetime(2026, 3, 1, 19, 0, 6, tzinfo=UTC)
    (draft,) = workbook.drafts.orphans()
    assert (draft.key, draft.fields, draft.revision) == (
        "new-entry",
        {"text": "half"},
        2,
    )
    assert workbook.take_import_back().gone == 1
    workbook.finish_upkeep()
    assert not (folder / "quarantine" / "000-trust.json").exists()
    workbook.close()


def test_a_workbook_is_written_byte_for_byte_as_docs_data_has_it(
    folder: Path,
) -> None:
    written_first(folder)
    opened(folder).close()
    clock = int(datetime(2026, 3, 1, 20, 0, 2, tzinfo=UTC).timestamp() * 1000)
    tail = f"{clock:011x}00000000000000000001"
    tables: dict[str, dict[str, object]] = {
        table: {id: ended(table, id, row, tail) for id, row in rows.items()}
        for table, rows in TABLES.items()
    }
    tables = {"settings": tables.pop("settings"), **tables}
    head: dict[str, object] = {
        "kind": "snapshot",
        "schema": 2,
        "number": 5,
        "store": "9",
        "reach": {"000000000000": 1},
        "chain": {},
    }
    assert (folder / "trust.json").read_bytes() == sheet(head, tables)
    assert (folder / "trust.previous.json").read_bytes() == sheet(head, tables)
    assert [*(folder / "log").iterdir()] == []
    workbook = opened(folder)
    workbook._ledger.author.wall = lambda: 1.5
    workbook.of(Entry).delete(workbook.of(Entry).all()[0])
    name = f"{workbook._ledger.author.name}-00000001.json"
    text = (folder / "log" / name).read_text()
    mark = workbook._ledger.state.marks.only((name[:12], 1))
    assert text.startswith(
        '{"_meta":{"1":{"kind":"change","schema":2,"number":6,"store":"9",'
        f'"writer":"{workbook._ledger.author.name}","count":1,"clock":1500,'
        f'"seen":{{"000000000000":1}},"after":"","mark":{mark},"before":0}}}},\n'
        '"trash":{\n"2":{"table":"entries",'
        '"deleted":"2026-03-01T19:00:02.000000Z","offset":60,"record":{"made":'
    )
    workbook.of(Entry).keep(entry("x"))
    after = text.rpartition('"sha256":"')[2][:64]
    second = (folder / "log" / name.replace("1.json", "2.json")).read_text()
    assert f'"after":"{after}"' in second


def ended(table: str, id: str, row: object, tail: str) -> dict[str, object]:
    """A record with the stamp at its end."""
    assert isinstance(row, dict)
    clock = "changed" in json.dumps(row)
    tail = tail if clock else f"{'0' * 11}{tail[11:]}"
    raw = json.dumps(row, separators=(",", ":"))
    check = zlib.crc32(f"{table}\0{id}\0{raw}{tail}".encode())
    return row | {"_": f"{check:08x}{tail}"}


def test_what_is_deleted_for_good_is_not_in_what_could_be_taken_back(
    folder: Path,
) -> None:
    workbook = opened(folder)
    stays = workbook.of(Entry).keep(entry("stays"))
    goes = workbook.of(Entry).keep(entry("goes"))
    workbook.delete_for_good([goes.id])
    steps = workbook._unit.history._steps
    assert [step.touches([stays.id]) for step in steps] == [True]
    assert (
        b"goes"
        not in repr([(step.before, step.after) for step in steps]).encode()
    )
    back = workbook.undo()
    assert back is not None and back[0].id == stays.id
    assert workbook.undo() is None
