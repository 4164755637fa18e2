"""Files of other programs that once came in wrong, each with its right value; the cases are made up."""

import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.formats.conftest import Run
from tests.formats.doubles import MemoryWorkbook
from trust_tui.domain.records import CheckIn, Entry, Record
from trust_tui.formats.collector import DoubtKind, ReadOptions, ReadResult
from trust_tui.formats.detect import read_source
from trust_tui.formats.safe_read import UnreadableError

CASES = Path(__file__).parent / "cases"
BERLIN = ReadOptions(zone=ZoneInfo("Europe/Berlin"), day_ends=4)
NEW_YORK = ReadOptions(zone=ZoneInfo("America/New_York"), day_ends=4)


def read(name: str, options: ReadOptions = BERLIN) -> ReadResult:
    return read_source(CASES / name, options)


def entries(result: ReadResult) -> Sequence[Record[Entry]]:
    return [one for one in result.records if isinstance(one.value, Entry)]


def days(result: ReadResult) -> list[str]:
    return sorted(one.value.day.isoformat() for one in entries(result))


def clocks(result: ReadResult) -> list[str]:
    return sorted(f"{one.made:%m-%d %H:%M}" for one in entries(result))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("jrnl-day-only.txt", ["2026-03-02", "2026-03-03"]),
        ("jrnl-german-dates.txt", ["2026-03-02", "2026-03-03"]),
        ("jrnl-weekday.txt", ["2026-03-02", "2026-03-03"]),
        ("jrnl-1x-no-brackets.txt", ["2026-03-02", "2026-03-03"]),
        ("jrnl-folder", ["2026-03-02", "2026-03-03", "2026-03-03"]),
        ("dayone-all-day.json", ["2026-03-02"]),
        ("date-in-folders", ["2026-03-02"]),
        ("names", ["2026-03-02"] * 3),
        ("front", ["2026-03-02"] * 5),
        ("dayone-to-obsidian", ["2026-03-02"]),
        ("jrnl-yaml", ["2026-03-02"]),
        ("inline-tags", ["2026-03-02"]),
        ("tui-journal.json", ["2026-03-02"]),
    ],
)
def test_a_day_that_is_given_is_kept(name: str, wanted: list[str]) -> None:
    result = read(name)

    assert days(result) == wanted
    assert result.skipped == ()
    assert {doubt.kind for doubt in result.doubts} <= {DoubtKind.ZONE}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("jrnl-german-dates.txt", ["03-02 21:15", "03-03 09:00"]),
        ("jrnl-weekday.txt", ["03-02 21:15", "03-03 09:00"]),
        ("jrnl-folder", ["03-02 21:15", "03-03 09:00", "03-03 10:00"]),
        ("names", ["03-02 12:00", "03-02 12:00", "03-02 21:15"]),
        ("front", ["03-02 12:00", "03-02 12:00", *["03-02 21:15"] * 3]),
        ("dayone-to-obsidian", ["03-02 21:15"]),
        ("jrnl-yaml", ["03-02 21:15"]),
    ],
)
def test_a_time_that_is_given_is_kept(name: str, wanted: list[str]) -> None:
    assert clocks(read(name)) == wanted


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("dayone-to-obsidian", {"Kept his word"}),
        ("names", {"Called", ""}),
        ("jrnl-yaml", {"One."}),
        ("tui-journal.json", {"Kept his word"}),
        ("jrnl-folder", {"One.", "Two.", "Three."}),
    ],
)
def test_titles_come_without_what_belongs_to_the_date(
    name: str, titles: set[str]
) -> None:
    assert {one.value.title for one in entries(read(name))} == titles


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("jrnl-hash-tags.txt", ("work", "trust/small")),
        ("inline-tags", ("sam", "work/late")),
        ("dayone-to-obsidian", ("sam", "starred")),
        ("jrnl-yaml", ("42nd", "work", "1")),
        ("tui-journal.json", ("sam",)),
        ("jrnl-folder", ("sam",)),
    ],
)
def test_tags_are_taken_from_wherever_a_format_has_them(
    name: str, tags: tuple[str, ...]
) -> None:
    found = [tag for one in entries(read(name)) for tag in one.value.tags]

    assert tuple(found) == tags


def test_the_folder_named_with_a_dot_is_the_folder_itself(
    tmp_path: Path,
    run: Run,
    memory: MemoryWorkbook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(CASES / "dot-folder", tmp_path / "dot-folder")
    monkeypatch.chdir(tmp_path / "dot-folder")
    first = run("import", ".", "--yes", "--timezone", "Europe/Berlin")
    monkeypatch.chdir(tmp_path)
    again = run("import", "dot-folder", "--yes", "--timezone", "Europe/Berlin")

    found = memory.of(Entry).all()
    assert "Added: 2" in first.out
    assert "Added: 0" not in first.out
    assert "Already here: 2" in again.out
    assert sorted(one.value.day for one in found) == [
        date(2026, 3, 2),
        date(2026, 3, 3),
    ]
    assert {one.value.title for one in found} == {"", "He asked"}


def test_a_moment_in_utc_is_shown_in_the_zone_that_is_named() -> None:
    result = read("joplin", NEW_YORK)

    assert (clocks(result), days(result)) == (["03-02 21:15"], ["2026-03-02"])
    assert result.zone_used


def test_front_matter_is_never_text() -> None:
    for one in entries(read("front")):
        assert one.value.text in ("Rang.", "# Kept his word\nRang.")
    (yaml,) = entries(read("jrnl-yaml"))
    assert yaml.value.text.startswith("## Heading\ncall #1 and #work")
    assert "\t" not in yaml.value.text


def test_an_encrypted_journal_is_named_with_what_to_do(tmp_path: Path) -> None:
    new = (CASES / "jrnl-encrypted.txt").read_bytes()
    # Before version 3 of the form there was neither a head nor the salt in the file.
    old = new[new.index(b"gAAAA") :]
    for number, sealed in enumerate((new, old, old.rstrip())):
        journal = tmp_path / f"{number}.txt"
        journal.write_bytes(sealed)
        with pytest.raises(
            UnreadableError, match="encrypted journal of jrnl: write it"
        ):
            read_source(journal, BERLIN)


def test_what_jrnl_writes_as_markdown_comes_in_entry_by_entry(
    tmp_path: Path,
) -> None:
    (tmp_path / "journal.md").write_text(
        "# 2026\n\n## March\n\n### 2026-03-02 21:15 One & two.\n\nText @sam\n\n"
        "#### Head\nmore\n \n### 2026-03-03 09:00 Two.\n\nMore.\n "
    )

    result = read_source(tmp_path / "journal.md", BERLIN)

    assert (result.format, clocks(result)) == (
        "jrnl",
        ["03-02 21:15", "03-03 09:00"],
    )
    first, second = entries(result)
    assert (first.value.title, first.value.text, first.value.tags) == (
        "One & two.",
        "Text @sam\n\n# Head\nmore",
        ("sam",),
    )
    assert second.value.text == "More."


def test_scales_of_daylio_are_kept() -> None:
    result = read("daylio-scales.csv")
    texts = " ".join(
        getattr(one.value, "text", "") + getattr(one.value, "note", "")
        for one in result.records
    )

    assert "Sleep Quality: 8/10 points" in texts
    assert "Sleep Time: 7:30" in texts
    assert "Sleep Quality: 4/10 points" in texts


def test_lists_of_daylio_keep_their_marks_and_german_moods_are_known() -> None:
    result = read("daylio-german.csv")
    (entry,) = entries(result)
    (check_in,) = [
        one.value for one in result.records if isinstance(one.value, CheckIn)
    ]

    assert entry.value.text == (
        "Gespräch über Sonntag.\nEs war gut.\n- eins\n- zwei\n\nSchlaf: 8/10 Punkte"
    )
    assert result.moods == ()
    # The mean of a good one and a bad one, and each by its own name.
    assert check_in.answers == {"day-mood": 2}
    assert check_in.note == "08:00 schlecht\n21:15 gut"
    assert check_in.tags == ("Freunde", "lesen")


def test_old_columns_of_daylio_are_read() -> None:
    options = ReadOptions(zone=BERLIN.zone, moods={"happy": 3, "average": 2})
    result = read("daylio-2018.csv", options)

    assert days(result) == ["2018-05-18"]
    assert [
        one.value.day
        for one in result.records
        if isinstance(one.value, CheckIn)
    ] == [date(2018, 5, 18), date(2018, 5, 17)]
    assert clocks(result) == ["05-18 23:54"]


def test_several_moods_of_a_day_are_their_mean_and_each_is_kept() -> None:
    (record,) = read("daylio-three-a-day.csv").records

    assert isinstance(record.value, CheckIn)
    assert record.value.answers == {"day-mood": 2}
    assert record.value.note == "08:00 rad\n12:00 meh\n22:00 awful"


def test_a_day_is_that_of_the_row_however_late_it_is(tmp_path: Path) -> None:
    (tmp_path / "late.csv").write_text(
        "full_date,time,mood,note\n2026-03-02,02:15,good,Late\n"
    )

    result = read_source(tmp_path / "late.csv", BERLIN)

    assert {one.value.day for one in result.records} == {date(2026, 3, 2)}


def test_a_comma_in_the_name_of_a_mood_moves_nothing(tmp_path: Path) -> None:
    (tmp_path / "comma.csv").write_text(
        "full_date,time,mood,activities,scales,note_title,note\n"
        '2026-03-02,21:15,so, so,"call","Sleep: 8","A title","A note"\n'
    )

    result = read_source(tmp_path / "comma.csv", BERLIN)

    assert result.moods == ("so, so",)
    (entry,) = entries(result)
    assert (entry.value.title, entry.value.text) == (
        "A title",
        "A note\n\nSleep: 8",
    )


@pytest.mark.parametrize(
    ("row", "mood", "note"),
    [
        ("good,walk,,Rang, and hung up", "good", "Rang, and hung up"),
        ("so,walk,,Rang, and hung up", "so", "Rang, and hung up"),
        ("so, so,walk,,Rang", "so, so", "Rang"),
    ],
)
def test_a_comma_in_a_note_without_marks_stays_in_the_note(
    tmp_path: Path, row: str, mood: str, note: str
) -> None:
    (tmp_path / "bare.csv").write_text(
        "full_date,time,mood,activities,note_title,note\n"
        f"2026-03-01,21:15,{mood},,,Other\n2026-03-02,21:15,{row}\n"
    )
    options = ReadOptions(zone=BERLIN.zone, moods={"so": 2, "so, so": 2})

    _, entry = entries(read_source(tmp_path / "bare.csv", options))

    assert (entry.value.text, entry.value.tags) == (note, ("walk",))


def test_semicolons_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    (tmp_path / "saved.csv").write_text(
        "full_date;time;mood;note\n2026-03-02;9:15 p. m.;good;Text\n"
    )

    assert clocks(read_source(tmp_path / "saved.csv", BERLIN)) == [
        "03-02 21:15"
    ]


def test_what_only_its_file_dates_is_counted_and_can_be_left_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "No date.md").write_text("Rang.")
    os.utime(tmp_path / "No date.md", (1_772_000_000, 1_772_000_000))

    taken = read_source(tmp_path, BERLIN)
    left = read_source(tmp_path, ReadOptions(zone=BERLIN.zone, undated=False))

    assert [(doubt.kind, doubt.line) for doubt in taken.doubts] == [
        (DoubtKind.FILE_DATE, "1 dated by its file: No date.md")
    ]
    assert (len(taken.records), len(left.records), len(left.skipped)) == (
        1,
        0,
        1,
    )


def test_a_note_is_dated_by_its_file_on_the_clock_of_the_zone(
    tmp_path: Path,
) -> None:
    (tmp_path / "No date.md").write_text("Rang.")
    os.utime(tmp_path / "No date.md", (1_772_486_100, 1_772_486_100))

    assert clocks(read_source(tmp_path, BERLIN)) == ["03-02 22:15"]


def test_the_number_of_a_version_is_no_date(tmp_path: Path) -> None:
    note = tmp_path / "Release 1.2.20.md"
    note.write_text("Text.")
    os.utime(note, (1_772_486_100, 1_772_486_100))

    result = read_source(tmp_path, BERLIN)

    assert [doubt.kind for doubt in result.doubts] == [DoubtKind.FILE_DATE]
    assert [one.value.title for one in entries(result)] == ["Release 1.2.20"]


def test_dates_with_two_readings_are_counted_until_somebody_says(
    tmp_path: Path,
) -> None:
    (tmp_path / "one.txt").write_text("[03/02/2026 21:15] One.\nText.\n")

    asked = read_source(tmp_path / "one.txt", BERLIN)
    said = read_source(
        tmp_path / "one.txt", ReadOptions(zone=BERLIN.zone, order="month-first")
    )

    assert DoubtKind.ORDER in {doubt.kind for doubt in asked.doubts}
    assert DoubtKind.ORDER not in {doubt.kind for doubt in said.doubts}
    assert days(said) == ["2026-03-02"]


def test_what_was_written_after_midnight_can_belong_to_the_new_day(
    tmp_path: Path,
) -> None:
    (tmp_path / "one.txt").write_text("[2026-03-03 02:15] One.\nText.\n")

    before = read_source(tmp_path / "one.txt", BERLIN)
    new = read_source(
        tmp_path / "one.txt",
        ReadOptions(zone=BERLIN.zone, day_ends=4, new_day=True),
    )

    assert (days(before), days(new)) == (["2026-03-02"], ["2026-03-03"])
    assert DoubtKind.NIGHT in {doubt.kind for doubt in before.doubts}


def test_a_time_that_is_not_understood_is_said(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(
        "full_date,time,mood,note\n2026-03-02,in the evening,good,Text\n"
    )

    (doubt, zone) = read_source(tmp_path / "odd.csv", BERLIN).doubts

    assert doubt.line == "1 time not understood: in the evening"
    assert zone.kind is DoubtKind.ZONE


def test_a_time_beside_its_date_that_is_not_understood_is_said(
    tmp_path: Path,
) -> None:
    (tmp_path / "one.txt").write_text("[2026-03-02 12:15 abends] One.\nText.\n")
    (tmp_path / "two.md").write_text(
        "---\ndate: 2026-03-02 9:15 õhtul\n---\nText.\n"
    )

    for name, text in (("one.txt", "12:15 abends"), ("two.md", "9:15 õhtul")):
        result = read_source(tmp_path / name, BERLIN)
        lines = [doubt.line for doubt in result.doubts]
        assert f"1 time not understood: 2026-03-02 {text}" in lines
        assert clocks(result) == ["03-02 12:00"]


def test_years_of_another_calendar_are_read_or_said(tmp_path: Path) -> None:
    (tmp_path / "thai.csv").write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        "๒๕๖๙-๐๓-๐๒,2 มีนาคม,วันจันทร์,๒๑:๑๕ น.,good,,,Text\n"
    )
    (tmp_path / "persian.txt").write_text("[1404-12-11 21:15] One.\nText.\n")
    thai = read_source(tmp_path / "thai.csv", BERLIN)
    persian = read_source(tmp_path / "persian.txt", BERLIN)

    assert clocks(thai) == ["03-02 21:15"]
    assert days(thai) == ["2026-03-02"]
    assert [doubt.line for doubt in thai.doubts] == [
        "1 time without a time zone",
        "1 date in a year of the Thai calendar: ๒๕๖๙-๐๓-๐๒",
    ]
    assert [doubt.line for doubt in persian.doubts] == [
        "1 time without a time zone",
        "1 in a year far away: 1404-12-11",
    ]


def test_a_folder_with_nothing_to_read_says_what_it_holds(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "one.html").write_text("<p>Hi</p>")
    (tmp_path / "two.html").write_text("<p>Hi</p>")

    said = run("import", tmp_path, "--preview")

    assert said.status == 1
    assert ".html files 2" in said.err


OTHERS = {"x.jpg": "x", "notes.doc": "hello", "sub/y.docx": "x"}
LEFT = {".doc files": 1, ".docx files": 1}
PHOTOS = {"photos and other files": 1}


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"20260302.org": "* 2 March 2026\n** 21:15 Rang\nText\n"}, PHOTOS),
        ({"2026-03.txt": "2:\n  text: Rang\n"}, PHOTOS),
        ({"all.csv": "kind,id,day,made,text\nentries,,2026-03-02,,a"}, PHOTOS),
        (
            {"a.json": '[{"date": "2026-03-02", "heading": "", "html": "a"}]'},
            {},
        ),
        ({"a.md": "---\ndate: 2026-03-02\n---\nRang\n"}, PHOTOS),
        ({"a.txt": "[2026-03-02 21:15] Rang.\nText\n"}, PHOTOS),
    ],
    ids=["org-journal", "rednotebook", "csv", "diarium", "markdown", "jrnl"],
)
def test_what_else_lies_in_a_folder_is_counted(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    left: dict[str, int],
) -> None:
    for name, text in {**files, **OTHERS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)

    for place in (tmp_path, Path()):
        result = read_source(place, BERLIN)

        assert days(result) == ["2026-03-02"]
        assert result.left_out == {**LEFT, **left}


def test_journals_of_jrnl_in_one_folder_are_read_with_their_names_as_tags(
    tmp_path: Path,
) -> None:
    (tmp_path / "home.txt").write_text("[2026-03-02 21:15] One. @sam\nText\n")
    (tmp_path / "work.txt").write_text("[13.03.2026 09:00] Two.\nMore\n")

    result = read_source(tmp_path, BERLIN)

    assert clocks(result) == ["03-02 21:15", "03-13 09:00"]
    assert [one.value.tags for one in entries(result)] == [
        ("sam", "home"),
        ("work",),
    ]


def test_a_file_of_org_journal_without_an_entry_is_said(tmp_path: Path) -> None:
    (tmp_path / "20260302.org").write_text("* 2 March 2026\n** Rang\nText\n")
    (tmp_path / "20260303.org").write_text("* 3 March 2026\n\n")

    (skipped,) = read_source(tmp_path, BERLIN).skipped

    assert skipped.where == "20260303.org"


def test_no_line_below_a_day_of_org_journal_is_lost(tmp_path: Path) -> None:
    text = "* 2 March 2026\n:PROPERTIES:\n:CREATED: 20260302\n:END:\nFirst.\n** Rang\nText\n* no day\nMore\n"
    (tmp_path / "20260302.org").write_text(text)

    result = read_source(tmp_path, BERLIN)

    assert [(one.value.title, one.value.text) for one in result.records] == [
        ("", "First."),
        ("Rang", "Text\n* no day\nMore"),
    ]


def test_the_day_of_org_journal_is_that_of_its_file_or_in_doubt(
    tmp_path: Path,
) -> None:
    for name, kinds in (("20260302", []), ("2026", ["order"])):
        place = tmp_path / name
        place.mkdir()
        (place / name).write_text("* 03/02/2026\n** 21:15 Rang\nText\n")

        result = read_source(place, BERLIN)

        doubts = [str(one.kind) for one in result.doubts]
        assert [kind for kind in doubts if kind != "zone"] == kinds
        assert (clocks(result) == ["03-02 21:15"]) is not bool(kinds)


@pytest.mark.parametrize("name", ["20260302", "2026.org", "journal.org"])
def test_a_journal_of_org_may_begin_with_settings_and_be_one_file(
    tmp_path: Path, name: str
) -> None:
    text = "#+TITLE: Journal\n#+STARTUP: folded\n\n* 2026-03-02 Monday\n** 21:15 Rang\nText\n"
    (tmp_path / name).write_text(text)

    for place in (tmp_path, tmp_path / name):
        assert clocks(read_source(place, BERLIN)) == ["03-02 21:15"]


@pytest.mark.parametrize(
    ("heading", "clock"),
    [
        ("# 2026-03-02", "03-02 12:00"),
        ("## Montag, 2. März 2026", "03-02 12:00"),
        ("# lundi 2 mars 2026", "03-02 12:00"),
        ("# 2 March 2026, 9:15 pm: He called #", "03-02 21:15"),
        ("# 2026-03-02 21:15", "03-02 21:15"),
        ("2026-03-02", "03-02 12:00"),
        ("Monday, March 2, 2026 9.15 pm", "03-02 21:15"),
    ],
)
def test_the_heading_that_a_note_begins_with_dates_it_where_nothing_else_does(
    tmp_path: Path, heading: str, clock: str
) -> None:
    (tmp_path / "note.md").write_text(f"\n{heading}\n\nRang\n")

    result = read_source(tmp_path, BERLIN)

    assert clocks(result) == [clock]
    assert [doubt.kind for doubt in result.doubts] in ([], [DoubtKind.ZONE])


@pytest.mark.parametrize(
    "text",
    [
        "# Plan for 2 March 2026\n\nRang\n",
        "2 March 2026 was a good day\n\nRang\n",
        "Rang\n\n# 2026-03-02\n",
    ],
)
def test_a_date_further_on_in_a_note_may_be_about_anything(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "note.md").write_text(text)

    (doubt,) = (
        one
        for one in read_source(tmp_path, BERLIN).doubts
        if one.kind is DoubtKind.FILE_DATE
    )

    assert doubt.examples == ("note.md",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2026-03-02 9:15 PM One.\nText\n\n2026-03-03 09:05 AM Two.\nMore\n",
            ["03-02 21:15", "03-03 09:05"],
        ),
        (
            "3/2/2026 9:15 p.m. One.\nText\n\n3/14/2026 9:05 a.m. Two.\nMore\n",
            ["03-02 21:15", "03-14 09:05"],
        ),
        ("2.3.2026 21:15:30 One.\nText\n", ["03-02 21:15"]),
    ],
)
def test_text_of_jrnl_before_2_is_read_with_any_clock(
    tmp_path: Path, text: str, expected: Sequence[str]
) -> None:
    (tmp_path / "journal.txt").write_text(text)

    result = read_source(tmp_path / "journal.txt", BERLIN)

    assert clocks(result) == expected
    assert not result.skipped
