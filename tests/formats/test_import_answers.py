"""What was answered at an import holds for the next one of the same kind of source."""

from datetime import UTC, date
from pathlib import Path

from tests.conftest import Open
from tests.formats.conftest import Run
from tests.formats.doubles import MemoryWorkbook
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.formats.collector import (
    Doubt,
    DoubtKind,
    ReadOptions,
    ReadResult,
)
from trust_tui.formats.zones import zone_named
from trust_tui.transfer.import_answers import remembered, with_answers

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"
FIRST = "2026-03-02,,,21:15,mies,,,A note\n"
LATER = "2026-03-05,,,21:15,mies,,,Another\n"


def test_what_was_answered_comes_back_for_that_format_alone() -> None:
    told = ReadOptions(
        zone=zone_named("Europe/Berlin"),
        moods={"mies": 1},
        order="day-first",
        new_day=True,
        undated=False,
    )
    doubts = tuple(Doubt(kind=kind, count=1) for kind in DoubtKind)
    result = ReadResult(
        format="daylio", read=1, records=(), doubts=doubts, zone_used=True
    )
    kept = with_answers({"jrnl order": "month-first"}, result, told)
    plain = ReadOptions(zone=UTC)

    assert remembered(kept, "daylio", plain) == told
    assert remembered(kept, "jrnl", plain).order == "month-first"
    assert remembered(kept, "day-one", plain) == plain


def test_a_zone_that_was_answered_as_an_offset_is_remembered() -> None:
    told = ReadOptions(zone=zone_named("+05:30"))
    result = ReadResult(format="jrnl", read=1, records=(), zone_used=True)
    kept = with_answers({}, result, told)

    assert remembered(kept, "jrnl", ReadOptions(zone=UTC)) == told


def test_answers_that_cannot_be_used_any_more_are_passed_over() -> None:
    kept = {"daylio zone": "Nowhere/Gone", "daylio mood mies": "9", "x": "y"}
    plain = ReadOptions(zone=UTC)

    assert remembered(kept, "daylio", plain) == plain


def test_an_answer_never_moves_the_dates_of_a_source_that_says_its_own(
    run: Run, memory: MemoryWorkbook, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("[03/02/2026 21:15] One.\nText.\n")
    second.write_text(
        "[03/25/2026 21:15] Two.\nText.\n\n[04/02/2026 21:15] Three.\nText.\n"
    )

    run("import", first, "--yes", "--dates", "day-first")
    run("import", second, "--yes")

    days = {one.value.title: one.value.day for one in memory.of(Entry).all()}
    assert days == {
        "One.": date(2026, 2, 3),
        "Two.": date(2026, 3, 25),
        "Three.": date(2026, 4, 2),
    }


async def test_the_program_offers_the_answers_of_the_last_time(
    start: Open, welcomed: Workbook, tmp_path: Path
) -> None:
    source = tmp_path / "daylio.csv"
    source.write_text(HEAD + FIRST, "utf-8")
    async with start() as session:
        for answer in ("down", ""):
            await session.press("shift+f12")
            if not answer:
                await session.choose("Import a file or folder")
            await session.type(str(source))
            await session.press("enter")
            await session.until_shown("Time zone")
            await session.press("enter")
            await session.until_shown("Whom is it about?")
            await session.press("enter")
            await session.until_shown("mies")
            if answer:
                await session.choose("Low")
                await session.choose("Add 2")
                await session.until_shown("Added")
            else:
                assert any("\u25b8 Low" in line for line in session.lines)
