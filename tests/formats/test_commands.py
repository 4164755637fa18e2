"""`trust-tui export`, `import`, `page` and `completion`, on a workbook that takes records in."""

import importlib
import io
import json
import stat
import sys
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from tests.formats.conftest import Run
from tests.formats.doubles import MemoryWorkbook
from trust_tui.cli import import_data
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Relationship,
    SelfCheck,
    Settings,
)
from trust_tui.formats import zones

WARNING = "trust-tui: what was written is not protected: whoever can open it can read it.\n"
TEXT = "[2026-03-01 10:00] One\n\n[2026-03-02 10:00] Two\n"


@pytest.fixture
def full(memory: MemoryWorkbook) -> MemoryWorkbook:
    """Something of several kinds."""
    about = memory.of(Relationship).keep(Relationship(label="S")).id
    memory.of(Entry).keep(
        Entry(text="a walk", day=memory.now.date(), about=about)
    )
    memory.of(Entry).keep(
        Entry(text="long ago", day=memory.now.date() - timedelta(days=400))
    )
    memory.of(CheckIn).keep(
        CheckIn(day=memory.now.date(), answers={"day-mood": 3}, about=about)
    )
    memory.of(SelfCheck).keep(
        SelfCheck(day=memory.now.date(), answers={"jealousy-a": 1}, about=about)
    )
    memory.of(Goal).keep(
        Goal(action="ask", first_try=memory.now.date(), about=about)
    )
    memory.of(ExerciseWork).keep(
        ExerciseWork(exercise="ack-lines", times_done=1, about=about)
    )
    memory.set_settings(Settings(current=about))
    return memory


def jrnl_file(folder: Path, text: str = TEXT) -> Path:
    path = folder / "journal.txt"
    path.write_text(text)
    return path


# Out


@pytest.mark.parametrize(
    "format", ["json", "markdown", "csv", "jrnl", "jrnl-json", "ical"]
)
def test_every_format_goes_to_standard_output_with_a_warning(
    format: str, full: MemoryWorkbook, run: Run
) -> None:
    said = run("export", "--format", format)

    assert (said.status, said.err) == (0, WARNING)
    assert said.raw


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("json", "export-2026-11-24.json"),
        ("csv", "export-2026-11-24-entries.csv"),
        ("jrnl", "export-2026-11-24.txt"),
        ("jrnl-json", "export-2026-11-24.json"),
        ("ical", "export-2026-11-24.ics"),
    ],
)
def test_in_a_folder_a_file_gets_a_name_that_tells_nothing(
    format: str, name: str, full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    said = run("export", "--format", format, "--out", tmp_path)

    assert (said.status, said.err) == (0, WARNING)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_file_named_is_written_and_not_written_over(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    first = run("export", "--out", tmp_path / "a.json")
    before = (tmp_path / "a.json").read_bytes()
    again = run("export", "--out", tmp_path / "a.json")
    replaced = run("export", "--out", tmp_path / "a.json", "--replace")

    assert (first.status, again.status, replaced.status) == (0, 1, 0)
    assert "--replace" in again.err
    assert (tmp_path / "a.json").read_bytes() == before == run("export").raw
    assert full.copies.exported == [tmp_path / "a.json"] * 2


def test_csv_can_be_one_file(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    run("export", "--format", "csv", "--out", tmp_path / "all.csv")

    assert (tmp_path / "all.csv").read_text().startswith("kind,id,revision,day")


def test_markdown_becomes_a_folder_of_notes(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    said = run("export", "--format", "markdown", "--out", tmp_path / "notes")

    files = [path for path in (tmp_path / "notes").rglob("*") if path.is_file()]
    assert said.out == f"Written: {len(files)} files\n"
    assert len(files) == 8
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert "not therapy" in (tmp_path / "notes" / "about.md").read_text()


def test_days_kinds_and_a_relationship_choose(
    full: MemoryWorkbook, run: Run
) -> None:
    chosen = json.loads(
        run(
            "export",
            "--kind",
            "entry,check-in",
            "--from",
            "2026-11-01",
            "--relationship",
            "s",
        ).raw
    )

    assert {
        table: len(found) for table, found in chosen["records"].items() if found
    } == {
        "relationships": 1,
        "check_ins": 1,
        "entries": 1,
    }
    assert chosen["whole"] is False


def test_today_is_the_day_that_has_not_ended_yet(
    full: MemoryWorkbook, run: Run
) -> None:
    evening = run("export", "--kind", "entry", "--from", "today").raw
    full.now += timedelta(hours=6)

    assert full.now.day == 25
    assert run("export", "--kind", "entry", "--from", "today").raw == evening
    assert b"a walk" in evening


@pytest.mark.parametrize(
    "kind",
    [
        "entries",
        "entry",
        "journal",
        "check-ins",
        "checkins",
        "check_in",
        "Self-Checks",
        "wins",
    ],
)
def test_a_kind_is_known_by_many_names(
    kind: str, full: MemoryWorkbook, run: Run
) -> None:
    assert run("export", "--kind", kind).status == 0


def test_the_preview_writes_nothing(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    said = run(
        "export", "--format", "jrnl", "--preview", "--out", tmp_path / "a.txt"
    )

    assert said.out.splitlines() == [
        "entries: 2",
        "days: 2025-10-20 to 2026-11-24",
        "left out: 5 that this format has no place for; json holds everything",
        "It will not be protected: whoever can open it can read it.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_preview_of_nothing_says_so(
    memory: MemoryWorkbook, run: Run
) -> None:
    assert run("export", "--preview").out.startswith(
        "Nothing would be written."
    )


def test_the_daily_reminder_goes_with_the_calendar(
    full: MemoryWorkbook, run: Run
) -> None:
    assert (
        b"RRULE:FREQ=DAILY"
        in run("export", "--format", "ical", "--daily", "20:30").raw
    )
    assert run("export", "--daily", "20:30").status == 2
    assert run("export", "--format", "ical", "--daily", "late").status == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "soon"),
        ("--from", "2026-11-02", "--to", "2026-11-01"),
        ("--kind", "dreams"),
        ("--relationship", "nobody"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    wrong: tuple[str, ...], full: MemoryWorkbook, run: Run
) -> None:
    said = run("export", *wrong)

    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert wrong[-1] not in said.err


def test_two_relationships_of_one_label_are_one_sentence(
    full: MemoryWorkbook, run: Run
) -> None:
    full.of(Relationship).keep(Relationship(label="S"))

    assert "Several have that label" in run("export", "--relationship", "S").err


# In


def test_a_preview_adds_nothing(
    memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    said = run(
        "import",
        jrnl_file(tmp_path),
        "--preview",
        "--timezone",
        "Europe/Berlin",
    )

    assert said.status == 0
    lines = said.out.splitlines()
    assert lines[lines.index("Read: 2") :] == [
        "Read: 2",
        "Would add: 2 (entries 2)",
        "Already here: 0",
        "Skipped: 0",
        "2 times without a time zone",
        "  In which time zone were they written? --timezone Europe/Berlin",
        "  Taken as Europe/Berlin.",
    ]
    assert memory.live == {}


def test_an_import_adds_once(
    memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    path = jrnl_file(tmp_path)

    first, second = (
        run("import", path, "--timezone", "+01:00") for _ in range(2)
    )

    assert first.out.endswith("\nAdded: 2\n")
    assert "Already here: 2" in second.out
    assert "Added" not in second.out
    assert len(memory.of(Entry).all()) == 2
    assert (
        memory.of(Entry).all()[0].made.isoformat()
        == "2026-03-02T10:00:00+01:00"
    )


def test_export_erase_import_export_gives_the_same_bytes(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    full.of(Entry).delete(full.of(Entry).all()[0])
    run("export", "--out", tmp_path / "a.json")
    fresh = MemoryWorkbook()
    full.live, full.thrown, full._settings = fresh.live, fresh.thrown, None

    said = run("import", tmp_path / "a.json")

    assert said.status == 0
    assert run("export").raw == (tmp_path / "a.json").read_bytes()


def test_notes_written_by_us_are_known_again(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    run("export", "--format", "markdown", "--out", tmp_path / "notes")

    said = run("import", tmp_path / "notes")

    assert "Would add: 0" in said.out
    assert "Already here: 2" in said.out


def test_what_comes_in_can_be_about_someone(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    run("import", jrnl_file(tmp_path), "--relationship", "S")

    about = full.of(Relationship).all()[0].id
    assert [
        entry.value.about
        for entry in full.of(Entry).all()
        if entry.value.text in ("One", "Two")
    ] == [about, about]


def test_a_mood_can_be_given_a_meaning(
    memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("full_date,mood\n2026-03-01,So And So\n")

    run("import", tmp_path / "a.csv", "--mood", "so and so=2")

    assert [record.value.answers for record in memory.of(CheckIn).all()] == [
        {"day-mood": 2}
    ]


def test_every_skipped_line_is_named_in_a_preview(
    memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    path = jrnl_file(
        tmp_path, "[2026-03-01 10:00] \n" * 30 + "[2026-03-01 10:00] One\n"
    )

    said = run("import", path, "--preview").out

    places = ", ".join(f"line {number}" for number in range(1, 31))
    assert f"  30 x it has no words: {places}\n" in said
    assert "line 20 and 10 more" in run("import", path).out


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\x00",
        b"{",
        b"PK\x03\x04",
        b"words",
        b'{"format":"trust-tui","version":99,"records":{}}',
    ],
)
def test_bad_input_is_one_sentence_and_the_store_untouched(
    raw: bytes, full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(raw)
    before = dict(full.live)

    said = run("import", tmp_path / "file")

    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert full.live == before
    assert full.adoptions == 0


def test_a_path_out_of_an_archive_is_refused(
    memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("../../evil.json", "{}")
    (tmp_path / "file.zip").write_bytes(out.getvalue())

    assert run("import", tmp_path / "file.zip").status == 1
    assert [path.name for path in tmp_path.rglob("*")] == ["file.zip"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--timezone", "Nowhere/Atall"),
        ("--timezone", "+25:00"),
        ("--mood", "zz"),
        ("--mood", "zz=5"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    wrong: tuple[str, ...], memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    said = run("import", jrnl_file(tmp_path), *wrong)

    assert (said.status, said.err.count("\n")) == (2, 1)
    assert wrong[-1] not in said.err


def test_the_last_import_is_taken_back(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    before = dict(full.live)
    run("import", jrnl_file(tmp_path))

    said = run("import", "--undo")

    assert (said.status, said.out) == (0, "Taken back: 2\n")
    assert full.live == before
    assert run("import", jrnl_file(tmp_path)).out.endswith("Added: 2\n")


def test_what_stays_of_an_import_is_said(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    run("import", jrnl_file(tmp_path))
    one = next(
        entry for entry in full.of(Entry).all() if entry.value.text == "One"
    )
    full.of(Entry).change(one, one.value)

    assert (
        run("import", "--undo", "--yes").out
        == "Taken back: 1\nLeft as it is, changed since: 1\n"
    )


@pytest.mark.parametrize("wrong", [(), ("a.json", "--undo")])
def test_an_import_is_of_a_file_or_taken_back(
    wrong: tuple[str, ...], full: MemoryWorkbook, run: Run
) -> None:
    said = run("import", *wrong)

    assert (said.status, said.out) == (2, "")
    assert "--undo" in said.err


def test_a_full_disk_is_one_sentence(
    memory: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    memory.full = True

    said = run("import", jrnl_file(tmp_path))

    assert (said.status, said.err.count("\n")) == (1, 1)


Answer = Callable[..., None]


class Terminal(io.StringIO):
    """Lines in memory that pass for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Lets somebody sit at a terminal and answer."""

    def answer(*lines: str) -> None:
        given = Terminal("".join(f"{line}\n" for line in lines))
        monkeypatch.setattr(sys, "stdin", given)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    return answer


def test_at_a_terminal_it_asks_before_it_adds(
    memory: MemoryWorkbook, run: Run, at_a_terminal: Answer, tmp_path: Path
) -> None:
    path = jrnl_file(tmp_path)

    at_a_terminal("", "no")
    refused = run("import", path)
    at_a_terminal("Asia/Tokyo", "yes")
    agreed = run("import", path)

    assert refused.out.endswith("Nothing was added.\n")
    assert agreed.out.endswith("Added: 2\n")
    assert {
        str(record.made.utcoffset()) for record in memory.of(Entry).all()
    } == {"9:00:00"}


def test_at_a_terminal_it_asks_whom_and_what_is_in_doubt(
    full: MemoryWorkbook, run: Run, at_a_terminal: Answer, tmp_path: Path
) -> None:
    moods = tmp_path / "moods.csv"
    moods.write_text(
        "full_date,time,mood,note\n2026-03-02,21:15,mies,Text\n2026-03-03,21:15,gut so,\n"
    )
    night = tmp_path / "night.txt"
    night.write_text("[03/02/2026 01:15] One.\nText.\n")
    full.of(Relationship).keep(Relationship(label="Another"))
    people = full.of(Relationship).all()

    at_a_terminal("", "", "1", "good", "5", "", "yes")
    asked = run("import", moods).out
    at_a_terminal("UTC", "99", str(len(people) + 1), "2", "2", "yes")
    again = run("import", night).out

    assert f"Whom is it about?\n  1  {people[0].value.label}\n" in asked
    assert "of your own: mies. What" in asked
    assert asked.count("Type one of 0, 1, 2, 3, 4, or nothing.") == 2
    (mood,) = (one for one in full.of(CheckIn).all() if one.made.day == 2)
    assert (mood.value.answers, mood.value.about) == (
        {"day-mood": 1},
        people[0].id,
    )
    assert "does the day come first" in again.lower()
    (entry,) = (
        one for one in full.of(Entry).all() if one.value.text == "Text."
    )
    assert (entry.value.day.isoformat(), entry.value.about) == (
        "2026-03-02",
        None,
    )


def test_at_a_terminal_it_asks_before_it_takes_back(
    memory: MemoryWorkbook, run: Run, at_a_terminal: Answer, tmp_path: Path
) -> None:
    run("import", jrnl_file(tmp_path), "--yes")

    at_a_terminal("no")
    refused = run("import", "--undo")
    at_a_terminal("yes")
    agreed = run("import", "--undo")

    assert refused.out.endswith("Nothing was taken back.\n")
    assert agreed.out.endswith("Taken back: 2\n")
    assert memory.live == {}


def test_at_a_terminal_it_does_not_ask_twice_when_told_yes(
    memory: MemoryWorkbook, run: Run, at_a_terminal: Answer, tmp_path: Path
) -> None:
    at_a_terminal()

    assert run("import", jrnl_file(tmp_path), "--yes").out.endswith(
        "Added: 2\n"
    )


def test_a_store_that_takes_nothing_in_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        import_data, "opened", lambda options: nullcontext(object())
    )

    assert run("import", jrnl_file(tmp_path)).status == 2


def test_the_module_of_the_command_is_found_by_its_name() -> None:
    assert callable(importlib.import_module("trust_tui.cli.import_data").run)


# A page


def test_a_page_holds_what_was_chosen(full: MemoryWorkbook, run: Run) -> None:
    (walk,) = [
        record.id
        for record in full.of(Entry).all()
        if record.value.text == "a walk"
    ]

    said = run(
        "page",
        "--from",
        "2026-10-01",
        "--to",
        "2026-11-24",
        "--relationship",
        "S",
        "--entry",
        walk,
    )

    assert (said.status, said.err) == (0, WARNING)
    for words in (
        "**mood**: too early to say",
        "now and then",
        "ask",
        "Three honest lines",
        "a walk",
        "not therapy",
    ):
        assert words in said.out


def test_a_page_for_paper_is_written_to_a_file(
    full: MemoryWorkbook, run: Run, tmp_path: Path
) -> None:
    said = run(
        "page", "--format", "html", "--to", "2026-11-24", "--out", tmp_path
    )

    (path,) = tmp_path.iterdir()
    assert said.status == 0
    assert path.name.startswith("export-")
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_sections_can_be_chosen(full: MemoryWorkbook, run: Run) -> None:
    said = run("page", "--to", "2026-11-24", "--sections", "goals, trends")

    assert [
        line for line in said.out.splitlines() if line.startswith("## ")
    ] == [
        "## How the days went",
        "## What I meant to do",
    ]


def test_entries_are_listed_to_choose_from(
    full: MemoryWorkbook, run: Run
) -> None:
    said = run(
        "page", "--from", "2026-11-01", "--to", "2026-11-30", "--list-entries"
    )

    assert said.out.endswith("  2026-11-24  a walk\n")
    assert said.out.count("\n") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("--sections", "dreams"),
        ("--sections", ""),
        ("--entry", "12345"),
        ("--from", "2999-01-01"),
    ],
)
def test_a_wrong_wish_for_a_page_is_one_sentence(
    wrong: tuple[str, ...], full: MemoryWorkbook, run: Run
) -> None:
    said = run("page", *wrong)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)


# What options share


@pytest.mark.parametrize(
    ("name", "offset"),
    [
        ("utc", 0),
        ("Z", 0),
        ("+2", 120),
        ("-0330", -210),
        ("+01:00", 60),
        ("UTC+01:00", 60),
        ("gmt-3", -180),
        ("Asia/Tokyo", 540),
    ],
)
def test_a_time_zone_can_be_written_in_many_ways(
    name: str, offset: int, memory: MemoryWorkbook
) -> None:
    zone = zones.zone_named(name)

    assert memory.now.astimezone(zone).utcoffset() == timedelta(minutes=offset)


def test_the_zone_of_the_machine_is_the_one_it_names(
    monkeypatch: pytest.MonkeyPatch, memory: MemoryWorkbook
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert str(zones.zone_named("local")) == "Asia/Tokyo"

    monkeypatch.setenv("TZ", ":No/Such")
    monkeypatch.setattr(zones, "_system_zone", lambda: "")
    found = zones.local_zone()
    assert memory.now.astimezone(found).utcoffset() is not None
    # It stands in a question as the usual answer, and is kept for the next time.
    assert zones.zone_named(str(found)) == found


def test_a_machine_without_a_zone_file_has_no_named_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(path: Path, strict: bool = False) -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "resolve", refuse)

    assert zones._system_zone() == ""
