"""Day One's archives: entries come in; pictures and places are left out and counted."""

import json
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.conftest import Run
from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import entries, records
from tests.formats.test_archive import zipped
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.records import Entry, Record
from trust_tui.formats import day_one
from trust_tui.formats.clean_text import words_of
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.day_one import read_day_one
from trust_tui.formats.detect import read_source
from trust_tui.formats.entry_text import moment_of
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.registry import named
from trust_tui.formats.safe_read import parse_json
from trust_tui.formats.zip_archive import Archive
from trust_tui.transfer.exporter import Export

DAY = date(2026, 3, 2)

ENTRY: dict[str, Any] = {
    "uuid": "0C1E2A",
    "creationDate": "2026-03-01T23:30:00Z",
    "modifiedDate": "2026-03-02T08:00:00Z",
    "timeZone": "Europe/Berlin",
    "text": "# A title\n\nSome text\\. With \\(marks\\)\n\n![](dayone-moment://AA)\n\nThe end",
    "tags": ["good", "talk"],
    "starred": True,
    "photos": [{"identifier": "AA"}, {}],
    "audios": [{}],
    "location": {"latitude": 1.0},
    "weather": {"code": "clear"},
}


def read(options: ReadOptions, *entries: Any) -> ReadResult:
    return read_day_one(
        {"Journal": {"metadata": {"version": "1.0"}, "entries": list(entries)}},
        options,
    )


def test_an_entry_comes_in_with_its_time_zone(options: ReadOptions) -> None:
    (record,) = read(options, ENTRY).records

    assert record.made.isoformat() == "2026-03-02T00:30:00+01:00"
    assert record.changed.isoformat() == "2026-03-02T09:00:00+01:00"
    assert record.value == Entry(
        text="Some text. With (marks)\n\nThe end",
        title="A title",
        tags=("good", "talk", "starred"),
        day=record.made.date(),
    )


def test_tags_lose_their_sign_and_a_pin_and_a_star_are_tags(
    options: ReadOptions,
) -> None:
    entry = ENTRY | {"tags": ["#good", "@sam", "talk"], "isPinned": True}

    (record,) = read(options, entry).records

    assert record.value.tags == ("good", "sam", "talk", "starred", "pinned")


def test_pictures_and_places_are_left_out_and_counted(
    options: ReadOptions,
) -> None:
    assert read(options, ENTRY, ENTRY | {"uuid": "2"}).left_out == {
        "photos": 4,
        "recordings": 2,
        "places": 2,
        "weather reports": 2,
    }


def test_the_zone_given_stands_in_where_there_is_none(
    options: ReadOptions,
) -> None:
    for name in (None, "", "Nowhere/Atall", "../../etc/passwd", "Europe", 5):
        result = read(options, ENTRY | {"timeZone": name})
        assert result.zone_used
        assert result.records[0].made.isoformat() == "2026-03-01T23:30:00+00:00"


@pytest.mark.parametrize(
    ("text", "title", "kept"),
    [
        ("# Only a title", "", "# Only a title"),
        ("No title\n\ntext", "", "No title\n\ntext"),
        ("A backslash \\\\ stays", "", "A backslash \\ stays"),
        ("Line\\nbreak", "", "Line\\nbreak"),
    ],
)
def test_text_keeps_what_it_says(
    text: str, title: str, kept: str, options: ReadOptions
) -> None:
    (record,) = read(options, ENTRY | {"text": text}).records

    assert (record.value.title, record.value.text) == (title, kept)


def test_what_cannot_be_used_is_skipped_with_its_place(
    options: ReadOptions,
) -> None:
    result = read(
        options,
        "x",
        ENTRY | {"creationDate": "someday"},
        ENTRY | {"creationDate": None},
        ENTRY | {"text": "![](dayone-moment://AA)"},
        ENTRY | {"text": None},
        ENTRY | {"creationDate": "0001-01-01T00:00:00Z"},
        ENTRY | {"text": "x" * 1_000_001},
        ENTRY,
    )

    assert (result.read, len(result.records)) == (8, 1)
    assert [skipped.where for skipped in result.skipped] == [
        f"entry {number}" for number in range(1, 8)
    ]


def test_an_entry_keeps_its_id_when_its_text_changes(
    options: ReadOptions,
) -> None:
    first, second = (
        read(options, ENTRY | {"text": text}).records[0]
        for text in ("one", "two")
    )

    assert first.id == second.id


def test_journals_of_an_archive_are_read_together(options: ReadOptions) -> None:
    journal = json.dumps({"metadata": {}, "entries": [ENTRY]}).encode()
    other = json.dumps(
        {"metadata": {}, "entries": [ENTRY | {"uuid": "2"}]}
    ).encode()
    found = Archive(
        zipped(
            ("Journal.json", journal),
            ("Other.json", other),
            ("photos/AA.jpeg", b"x"),
        )
    )

    result = read_day_one(
        {path: parse_json(found.read(path)) for path in found.ending(".json")},
        options,
    )

    assert len({record.id for record in result.records}) == 2


@given(
    st.dictionaries(
        st.sampled_from([*ENTRY]),
        st.none()
        | st.text()
        | st.integers()
        | st.floats()
        | st.lists(st.none() | st.text())
        | st.just({}),
    )
)
def test_any_entry_is_taken_or_skipped(spoiled: dict[str, Any]) -> None:
    result = read(ReadOptions(zone=UTC), ENTRY | spoiled)

    assert len(result.records) + len(result.skipped) == 1


@given(st.lists(records(entries()), max_size=5, unique_by=lambda one: one.id))
def test_what_was_written_for_day_one_is_read_again(
    found: list[Record[Entry]],
) -> None:
    raw = b"".join(
        day_one.write(
            Contents(records={Entry.TABLE: found}), WriteOptions(today=DAY)
        )
    )
    document = parse_json(Archive(raw).read("Journal.json"))

    result = read_day_one({"Journal": document}, ReadOptions(zone=UTC))

    assert result.read == len(found)
    wanted = sorted(told(one.value) for one in found if words_of(one.value))
    assert sorted(told(one.value) for one in result.records) == wanted
    moments = {moment_of(one).replace(microsecond=0) for one in found}
    assert {one.made for one in result.records} <= moments


def told(entry: Entry) -> str:
    """Every letter of it in order: marks and blanks may move where a format has no place for a title."""
    return "".join(filter(str.isalnum, f"{entry.title} {entry.text}"))


def test_the_same_entries_make_the_same_archive() -> None:
    kept = Contents(records={Entry.TABLE: []})
    options = WriteOptions(today=DAY)

    assert list(day_one.write(kept, options)) == list(
        day_one.write(kept, options)
    )


def test_an_archive_is_neither_shown_nor_sent_to_a_terminal(
    run: Run,
    memory: MemoryWorkbook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory.of(Entry).keep(Entry(text="One", day=DAY))
    export = Export(
        kept=gather(memory),
        format=named("day-one"),
        options=WriteOptions(today=DAY),
    )
    assert export.first_lines(5) == []

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    refused = run("export", "--format", "day-one")
    written = run(
        "export", "--format", "day-one", "--out", tmp_path / "one.zip"
    )

    assert (refused.status, refused.out) == (2, "")
    assert "--out" in refused.err
    assert written.status == 0
    assert (
        read_source(tmp_path / "one.zip", ReadOptions(zone=UTC)).format
        == "day-one"
    )
