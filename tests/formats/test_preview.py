"""An import shows what it would do, and what is in doubt, before it does anything."""

import json
from pathlib import Path

from tests.formats.conftest import Run
from tests.formats.doubles import MemoryWorkbook
from trust_tui.domain.records import Entry

CASES = Path(__file__).parent / "cases"
JOURNAL = """\
[2024-11-03 08:00] First of all.
Line one.
Line two @sam

[2026-03-02 21:15] Middle.
Text.

[2026-03-04 02:30] Late.
Text at night.
"""


def test_a_preview_says_what_it_is_and_when_it_was(
    tmp_path: Path, run: Run, memory: MemoryWorkbook
) -> None:
    (tmp_path / "journal.txt").write_text(JOURNAL)

    said = run(
        "import", tmp_path / "journal.txt", "--preview", "--timezone", "UTC"
    )
    lines = said.out.splitlines()

    assert said.status == 0
    assert lines[0] == "This looks like jrnl's text."
    assert lines[1:3] == ["2024: Nov 1", "2026: Mar 2"]
    assert "First: 2024-11-03 08:00 First of all." in lines
    assert "Line two @sam" in lines
    assert "Tags: sam" in lines
    assert "Last: 2026-03-03 02:30 Late." in lines
    assert "Would add: 3 (entries 3)" in lines
    assert memory.of(Entry).all() == []


def test_each_doubt_is_a_line_and_a_question_with_its_option(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "journal.txt").write_text(JOURNAL)
    (tmp_path / "moods.csv").write_text(
        "full_date,time,mood,note\n2026-03-02,soon,mies,Text\n2026-03-03,,gut so,\n"
    )

    night = run("import", tmp_path / "journal.txt", "--preview").out
    moods = run("import", tmp_path / "moods.csv", "--preview").out

    assert (
        "1 written after midnight: 2026-03-04 02:30\n  Do they belong" in night
    )
    assert "--after-midnight new-day" in night
    assert (
        "2 moods without a level: mies, gut so\n  What do these names mean?"
        in moods
    )
    assert "1 time not understood: soon" in moods
    assert "--timezone" in moods


def test_the_answers_on_the_command_line_are_taken(
    tmp_path: Path, run: Run, memory: MemoryWorkbook
) -> None:
    (tmp_path / "journal.txt").write_text("[03/02/2026 01:15] One.\nText.\n")

    said = run(
        *("import", tmp_path / "journal.txt", "--yes", "--timezone", "UTC"),
        *("--dates", "month-first", "--after-midnight", "new-day"),
    )

    assert said.status == 0
    assert [one.value.day.isoformat() for one in memory.of(Entry).all()] == [
        "2026-03-02"
    ]


def test_notes_without_a_date_can_be_left_out(
    tmp_path: Path, run: Run, memory: MemoryWorkbook
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "undated.md").write_text("Text")
    (tmp_path / "notes" / "2026-03-02.md").write_text("Text")

    said = run("import", tmp_path / "notes", "--yes", "--undated", "skip")

    assert "undated.md: nothing but its file says a date" in said.out
    assert len(memory.of(Entry).all()) == 1


def test_the_preview_of_a_script_is_json(tmp_path: Path, run: Run) -> None:
    (tmp_path / "journal.txt").write_text(JOURNAL)

    said = run("import", tmp_path / "journal.txt", "--preview", "--json")
    document = json.loads(said.out)

    assert (document["format"], document["sure"]) == ("jrnl", False)
    assert document["new"] == {"entries": 3}
    assert document["months"] == {"2024-11": 1, "2026-03": 2}
    assert [one["title"] for one in document["entries"]] == [
        "First of all.",
        "Late.",
    ]
    assert {one["kind"] for one in document["doubts"]} == {"night", "zone"}
    assert all(one["option"] for one in document["doubts"])


def test_a_source_whose_content_says_what_it_is_is_sure(run: Run) -> None:
    said = run("import", CASES / "daylio-german.csv", "--preview")

    assert said.out.startswith("This is Daylio's CSV.\n")


def test_what_is_here_already_has_no_calendar(tmp_path: Path, run: Run) -> None:
    (tmp_path / "journal.txt").write_text(JOURNAL)
    run("import", tmp_path / "journal.txt", "--yes")

    said = run("import", tmp_path / "journal.txt", "--preview")

    assert "2026: " not in said.out
    assert "Already here: 3" in said.out


def test_a_long_entry_is_shown_as_it_begins(tmp_path: Path, run: Run) -> None:
    (tmp_path / "2026-03-02.md").write_text("word " * 1_000)

    said = run("import", tmp_path / "2026-03-02.md", "--preview")

    assert "(and so on)" in said.out
    assert len(said.out) < 4_000


def test_a_day_without_a_time_asks_for_no_time_zone(
    run: Run, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "2026-03-02 Quarrel.md").write_text("Words.\n")
    shown = run("import", notes, "--preview").out
    assert "Would add: 1" in shown
    assert "time zone" not in shown
