"""A second import of the same kind of source needs no answer twice."""

from pathlib import Path

from tests.cli.checks import check_refused
from tests.cli.conftest import Run
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.store import open_workbook

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"
FIRST = "2026-03-02,,,21:15,mies,,,A note\n"
LATER = "2026-03-05,,,21:15,mies,,,Another\n"


def test_the_command_line_asks_for_nothing_twice(
    run: Run, folder: Path, now: StandingClock, tmp_path: Path
) -> None:
    source = tmp_path / "daylio.csv"
    source.write_text(HEAD + FIRST, "utf-8")
    run(
        "import",
        str(source),
        "--mood",
        "mies=1",
        "--timezone",
        "Asia/Tokyo",
        "--yes",
    )
    source.write_text(HEAD + FIRST + LATER, "utf-8")
    said = run("import", str(source), "--yes").text

    workbook = open_workbook(folder, clock=now)
    moods = [one.value.answers for one in workbook.of(CheckIn).all()]
    offsets = {one.made.utcoffset() for one in workbook.of(Entry).all()}
    workbook.close()
    assert "moods without a level" not in said
    assert "Taken as Asia/Tokyo" in said
    assert moods == [{"day-mood": 1}, {"day-mood": 1}]
    assert len(offsets) == 1

    again = run("import", str(source), "--preview", "--mood", "mies=3").text
    assert "Asia/Tokyo" in again


def test_an_import_that_a_script_wants_told_as_json_is_a_preview_or_refused(
    run: Run, tmp_path: Path
) -> None:
    note = tmp_path / "2026-03-02.md"
    note.write_text("words\n")
    check_refused(run("import", str(note), "--yes", "--json"), 2)
    assert run("import", str(note), "--preview", "--json").status == 0
