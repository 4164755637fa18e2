"""Day One's archives: entries come in; pictures and places are left out and counted."""

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_archive import zipped
from trust_tui.domain.records import Entry
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.day_one import read_day_one
from trust_tui.formats.safe_read import parse_json
from trust_tui.formats.zip_archive import Archive

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
        {"Journal": {"metadata": {"version": "1.0"}, "entries": list(entries)}}, options
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


def test_pictures_and_places_are_left_out_and_counted(options: ReadOptions) -> None:
    assert read(options, ENTRY, ENTRY | {"uuid": "2"}).left_out == {
        "photos": 4,
        "recordings": 2,
        "places": 2,
        "weather reports": 2,
    }


def test_the_zone_given_stands_in_where_there_is_none(options: ReadOptions) -> None:
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


def test_what_cannot_be_used_is_skipped_with_its_place(options: ReadOptions) -> None:
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


def test_an_entry_keeps_its_id_when_its_text_changes(options: ReadOptions) -> None:
    first, second = (
        read(options, ENTRY | {"text": text}).records[0] for text in ("one", "two")
    )

    assert first.id == second.id


def test_journals_of_an_archive_are_read_together(options: ReadOptions) -> None:
    journal = json.dumps({"metadata": {}, "entries": [ENTRY]}).encode()
    other = json.dumps({"metadata": {}, "entries": [ENTRY | {"uuid": "2"}]}).encode()
    found = Archive(
        zipped(
            ("Journal.json", journal), ("Other.json", other), ("photos/AA.jpeg", b"x")
        )
    )

    result = read_day_one(
        {path: parse_json(found.read(path)) for path in found.ending(".json")}, options
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
