"""An import says first what it would do, then does it as one change, and a second one does nothing."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.formats.doubles import MemoryWorkbook
from trust_tui.domain.contents import gather
from trust_tui.domain.errors import StoreError
from trust_tui.domain.records import Entry, Relationship, Settings
from trust_tui.formats import jrnl
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.own_json import read_json, write_json
from trust_tui.formats.safe_read import parse_json
from trust_tui.transfer.import_plan import (
    Plan,
    carry_out,
    counts,
    plan,
    summary_lines,
)

TEXT = "[2026-03-01 10:00] One\n\n[2026-03-01 10:00] One\n\n[2026-03-02 10:00] Two\n\nnothing [x] here\n"


def ours(memory: MemoryWorkbook) -> ReadResult:
    return read_json(parse_json(b"".join(write_json(gather(memory)))))


def test_all_of_it_is_added_as_one_change(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    carry_out(plan(jrnl.read_text(TEXT, options), memory), memory)

    assert len(memory.of(Entry).all()) == 3
    assert memory.adoptions == 1


def test_it_can_be_undone_as_a_whole(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    kept = memory.of(Entry).keep(Entry(text="mine", day=memory.now.date()))
    carry_out(plan(jrnl.read_text(TEXT, options), memory), memory)

    memory.undo()

    assert memory.of(Entry).all() == [kept]


def test_a_second_import_adds_nothing(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    result = jrnl.read_text(TEXT, options)
    carry_out(plan(result, memory), memory)

    again = plan(result, memory)
    carry_out(again, memory)

    assert (again.adds, again.here) == (0, 3)
    assert memory.adoptions == 1


def test_a_second_import_adds_nothing_after_an_entry_was_changed_or_deleted(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    result = jrnl.read_text(TEXT, options)
    carry_out(plan(result, memory), memory)
    first, second, _ = memory.of(Entry).all()
    memory.of(Entry).change(first, replace(first.value, text="mine now"))
    memory.of(Entry).delete(second)

    again = plan(result, memory)

    assert (again.adds, again.here, again.differing) == (0, 3, 2)


def test_what_we_wrote_for_another_program_is_known_again(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    memory.of(Entry).keep(
        Entry(
            title="A title",
            text="Some text",
            day=memory.now.date(),
            tags=("tag",),
        )
    )
    raw = b"".join(jrnl.write_text(gather(memory)))

    again = plan(jrnl.read_text(raw.decode(), options), memory)

    assert (again.adds, again.here) == (0, 1)


def test_a_failed_import_adds_nothing(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    memory.full = True

    with pytest.raises(StoreError):
        carry_out(plan(jrnl.read_text(TEXT, options), memory), memory)

    assert memory.live == {}


def test_an_export_of_ours_that_is_here_already_adds_nothing(
    memory: MemoryWorkbook,
) -> None:
    memory.of(Entry).keep(Entry(text="a", day=memory.now.date()))
    memory.of(Entry).delete(
        memory.of(Entry).keep(Entry(text="b", day=memory.now.date()))
    )
    memory.set_settings(Settings(day_ends=2))

    again = plan(ours(memory), memory)

    assert (again.records, again.trash, again.here, again.differing) == (
        (),
        (),
        2,
        0,
    )


def test_a_newer_version_here_stays_and_is_said(memory: MemoryWorkbook) -> None:
    record = memory.of(Entry).keep(Entry(text="a", day=memory.now.date()))
    result = ours(memory)
    memory.now += timedelta(hours=1)
    memory.of(Entry).change(record, Entry(text="b", day=memory.now.date()))

    again = plan(result, memory)

    assert (again.adds, again.differing) == (0, 1)
    assert (
        "Already here: 1 (1 in another version, left as it is here)"
        in summary_lines(again)
    )


def test_the_trash_comes_along(memory: MemoryWorkbook) -> None:
    memory.of(Entry).delete(
        memory.of(Entry).keep(Entry(text="b", day=memory.now.date()))
    )
    result = ours(memory)
    other = MemoryWorkbook()

    carry_out(plan(result, other), other)

    assert other.trash() == memory.trash()


def test_settings_come_in_only_where_there_are_none(
    memory: MemoryWorkbook,
) -> None:
    memory.set_settings(Settings(day_ends=2))
    result = ours(memory)
    fresh, used = MemoryWorkbook(), MemoryWorkbook()
    used.set_settings(Settings(day_ends=6))

    for workbook in (fresh, used):
        carry_out(plan(result, workbook), workbook)

    assert (fresh.settings.day_ends, used.settings.day_ends) == (2, 6)


def test_the_counts_are_said_a_line_each(
    memory: MemoryWorkbook, options: ReadOptions
) -> None:
    empty = "[2026-03-05 10:00] \n" * 3
    result = jrnl.read_text(f"words\n{TEXT}{empty}", options)
    wanted = plan(replace(result, left_out={"photos": 2, "places": 1}), memory)

    assert list(summary_lines(wanted, most=2)) == [
        "Read: 7",
        "Would add: 3 (entries 3)",
        "Already here: 0",
        "Skipped: 4",
        "  line 1: no date in square brackets comes before it",
        "  3 x it has no words: line 9, line 10 and 1 more",
        "Left out: photos 2, places 1",
    ]
    assert "Added: 3 (entries 3)" in summary_lines(wanted, done=True)


def test_nothing_to_add_is_said_too() -> None:
    assert list(
        summary_lines(
            Plan(
                result=ReadResult(format="json", read=0, records=()), records=()
            )
        )
    ) == [
        "Read: 0",
        "Would add: 0",
        "Already here: 0",
        "Skipped: 0",
    ]


def test_records_are_counted_by_kind(memory: MemoryWorkbook) -> None:
    memory.of(Relationship).keep(Relationship(label="S"))
    memory.of(Entry).delete(
        memory.of(Entry).keep(Entry(text="b", day=memory.now.date()))
    )
    memory.set_settings(Settings())
    result = ours(memory)

    assert counts(result.records, result.trash) == {
        "relationships": 1,
        "in the trash": 1,
    }
