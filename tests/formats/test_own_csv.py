"""CSV is read by a spreadsheet without anything in it being worked out."""

import csv
import io
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import ANY_TEXT, TELLING, records, values, wholes
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.kinds import TABLES
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    GoalReview,
    JointCheckIn,
    Record,
    Relationship,
)
from trust_tui.formats import own_csv
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.csv_cells import guarded, unguarded
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.own_csv import FIRST, write_csv
from trust_tui.formats.source import Source


def rows_of(kept: Contents) -> list[dict[str, str]]:
    text = b"".join(write_csv(kept)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_again(place: Path) -> ReadResult:
    return own_csv.read(Source(place), ReadOptions(zone=UTC))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    found=st.lists(
        records(values(TELLING)), max_size=4, unique_by=lambda one: one.id
    )
)
def test_what_was_written_is_read_again(
    found: list[Record[Any]], tmp_path: Path
) -> None:
    shelves: dict[str, list[Record[Any]]] = {}
    for record in found:
        shelves.setdefault(record.value.TABLE, []).append(record)
    (tmp_path / "all.csv").write_bytes(
        b"".join(write_csv(Contents(records=shelves)))
    )

    result = read_again(tmp_path / "all.csv")

    assert result.skipped == ()
    assert {one.id: one for one in result.records} == {
        one.id: one for one in found
    }


def test_a_folder_of_tables_is_read_again(
    memory: MemoryWorkbook, tmp_path: Path
) -> None:
    about = memory.of(Relationship).keep(Relationship(label="S"))
    memory.of(Entry).keep(
        Entry(text="a", day=memory.now.date(), about=about.id)
    )
    kept = gather(memory)
    for name, data in own_csv.write_folder(
        kept, WriteOptions(today=memory.now.date())
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")

    assert {one.id for one in read_again(tmp_path).records} == {
        one.id for table in TABLES for one in kept.of(table)
    }


def test_a_table_that_a_spreadsheet_has_saved_is_read_as_it_is_now(
    tmp_path: Path,
) -> None:
    (tmp_path / "saved.csv").write_text(
        "\ufeffkind;id;day;made;title;text\n"
        "entries;1,23E+23;2026-03-02;02.03.2026 21:15;New;Changed by hand\n"
        "entries;;no day;;;Lost\n"
        "poems;1;2026-03-02;;;Unknown\n"
    )

    result = read_again(tmp_path / "saved.csv")

    assert [(one.value.title, one.value.text) for one in result.records] == [
        ("New", "Changed by hand")
    ]
    assert [one.where for one in result.skipped] == ["line 3", "line 4"]


@given(TELLING)
def test_an_apostrophe_before_a_text_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(wholes())
def test_there_is_a_row_for_each_record(kept: Contents) -> None:
    rows = rows_of(kept)

    assert [row["id"] for row in rows] == [
        record.id for table in TABLES for record in kept.of(table)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("plain", "two words"),
        ("a, b", "c; d\nnext line"),
        ('He said "no", then "yes".', "one;two;three;four"),
        ("a\tb\tc\td", "- [ ] one", "=1+1"),
    ],
)
def test_the_sniffer_of_the_csv_module_reads_every_row(
    memory: MemoryWorkbook, texts: tuple[str, ...]
) -> None:
    for text in texts:
        memory.of(Entry).keep(
            Entry(text=text, day=memory.now.date(), tags=("a", "b"))
        )
    text = b"".join(write_csv(gather(memory))).decode("utf-8")

    form = csv.Sniffer().sniff(text)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), dialect=form))

    assert form.delimiter == ","
    assert csv.Sniffer().has_header(text)
    assert rows == rows_of(gather(memory))
    assert len(rows) == len(texts)


@given(st.lists(ANY_TEXT, min_size=1))
def test_no_cell_begins_like_a_formula(texts: list[str]) -> None:
    assert not any(
        guarded(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
        for text in texts
    )


@given(ANY_TEXT)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) in (text, f"'{text}")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\uff1d1",
        "=HYPERLINK(1)",
        "|calc",
    ],
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(wholes())
def test_no_cell_of_any_export_is_a_formula(kept: Contents) -> None:
    assert not any(
        cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
        for row in rows_of(kept)
        for cell in row.values()
    )


def test_answers_stand_in_columns_of_their_own(memory: MemoryWorkbook) -> None:
    about = memory.of(Relationship).keep(Relationship(label="S"))
    memory.of(CheckIn).keep(
        CheckIn(
            day=memory.now.date(),
            answers={"day-mood": 3, "day-open": None},
            good="a walk",
            about=about.id,
        )
    )

    row = rows_of(gather(memory))[1]

    assert (row["kind"], row["day"], row["relationship"]) == (
        "check_ins",
        "2026-11-24",
        "S",
    )
    assert (row["day-mood"], row["day-open"], row["good"]) == (
        "3",
        "does not apply",
        "a walk",
    )


def test_lists_and_texts_stand_in_one_cell(memory: MemoryWorkbook) -> None:
    review = GoalReview(day=memory.now.date(), well="began", next="go on")
    memory.of(Goal).keep(
        Goal(action="ask", reviews=(review,), earlier=("a", "b"))
    )
    memory.of(JointCheckIn).keep(
        JointCheckIn(day=memory.now.date(), kept={"q": "line one\nline two"})
    )

    joint, goal = rows_of(gather(memory))

    assert joint["kept"] == "q: line one\nline two"
    assert goal["reviews"] == "day: 2026-11-24\nwell: began\nnext: go on"
    assert goal["earlier"] == "a, b"


def test_one_kind_alone_has_its_own_columns_alone(
    memory: MemoryWorkbook,
) -> None:
    memory.of(Entry).keep(Entry(text="a", day=memory.now.date()))
    memory.of(Relationship).keep(Relationship(label="S"))

    text = b"".join(write_csv(gather(memory), [Entry.TABLE])).decode()

    assert text.splitlines()[0].split(",") == [
        *FIRST,
        "text",
        "title",
        "tags",
        "answers",
    ]


def test_a_long_export_is_whole(memory: MemoryWorkbook) -> None:
    for number in range(1_100):
        memory.of(Entry).keep(Entry(text=str(number), day=memory.now.date()))

    assert len(rows_of(gather(memory))) == 1_100


def test_column_that_somebody_added_refuses_no_row_and_is_counted(
    tmp_path: Path, memory: MemoryWorkbook
) -> None:
    day = date(2026, 3, 2)
    memory.of(Entry).keep(Entry(text="an entry", day=day))
    memory.of(CheckIn).keep(CheckIn(day=day, answers={"settled": 3}))
    rows = rows_of(gather(memory))
    for row in rows:
        row["remark"] = "of my own"
    with (tmp_path / "all.csv").open("w", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)

    result = read_again(tmp_path / "all.csv")

    assert result.skipped == ()
    kept = [
        *(one.value for one in memory.of(CheckIn).all()),
        *(one.value for one in memory.of(Entry).all()),
    ]
    assert len(result.records) == 2
    assert all(one.value in kept for one in result.records)
    assert result.left_out == {own_csv.ADDED: 2}


def test_text_is_read_again_however_long_it_is(
    tmp_path: Path, memory: MemoryWorkbook
) -> None:
    text = "word " * 40_000
    memory.of(Entry).keep(Entry(text=text, day=date(2026, 3, 2)))
    usual = csv.field_size_limit()
    (tmp_path / "all.csv").write_bytes(b"".join(write_csv(gather(memory))))

    (record,) = read_again(tmp_path / "all.csv").records

    assert record.value.text == text
    assert csv.field_size_limit() == usual
