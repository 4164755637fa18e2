"""Daylio's CSV: moods become answers about mood alone, notes become entries."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trust_tui.domain.records import CheckIn, Entry
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.daylio import read_daylio
from trust_tui.formats.safe_read import UnreadableError

HEAD = "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\n".lstrip(
    "\ufeff"
)


def read(rows: str, options: ReadOptions) -> ReadResult:
    return read_daylio(HEAD + rows, options)


def of(result: ReadResult, kind: type) -> list[object]:
    return [
        record.value
        for record in result.records
        if isinstance(record.value, kind)
    ]


@pytest.mark.parametrize(
    ("mood", "answer"),
    [("rad", 4), ("good", 3), ("meh", 2), ("bad", 1), ("awful", 0), ("Rad", 4)],
)
def test_the_names_of_daylio_itself_are_known(
    mood: str, answer: int, options: ReadOptions
) -> None:
    (check_in,) = of(
        read(f"2026-03-01,March 1,Sunday,10:30,{mood},,,\n", options), CheckIn
    )

    assert isinstance(check_in, CheckIn)
    assert check_in.answers == {"day-mood": answer}


def test_a_row_becomes_a_check_in_and_an_entry(options: ReadOptions) -> None:
    result = read(
        '2026-03-01,March 1,Sunday,9:05 PM,good,walk | cooking,A title,"<p>Some <b>text</b></p>&amp; more"\n',
        options,
    )

    assert [record.made.isoformat() for record in result.records] == [
        "2026-03-01T21:05:00+00:00"
    ] * 2
    assert of(result, Entry) == [
        Entry(
            text="Some text\n& more",
            title="A title",
            tags=("walk", "cooking"),
            day=result.records[0].made.date(),
        )
    ]


def test_activities_become_tags_of_the_day(
    options: ReadOptions,
) -> None:
    (check_in,) = of(
        read("2026-03-01,,,10:30,good,walk | cooking,,\n", options), CheckIn
    )

    assert isinstance(check_in, CheckIn)
    assert (check_in.tags, check_in.note) == (("walk", "cooking"), "")


def test_a_mood_of_the_users_own_is_skipped_and_the_rest_is_taken(
    options: ReadOptions,
) -> None:
    result = read(
        "2026-03-01,,,10:30,fuzzy,,,A note\n2026-03-02,,,10:30,fuzzy,walk,,\n",
        options,
    )

    assert of(result, CheckIn) == []
    assert [record.value.text for record in result.records] == [
        "A note",
        "walk",
    ]
    assert [skipped.where for skipped in result.skipped] == ["line 2", "line 3"]
    assert "fuzzy" not in "".join(skipped.reason for skipped in result.skipped)


def test_a_mood_of_the_users_own_can_be_given_a_meaning(
    options: ReadOptions,
) -> None:
    result = read(
        "2026-03-01,,,10:30,Fuzzy,,,\n", replace(options, moods={"fuzzy": 1})
    )

    assert [record.value.answers for record in result.records] == [
        {"day-mood": 1}
    ]


def test_columns_go_by_their_names(options: ReadOptions) -> None:
    result = read_daylio("mood,extra,full_date\ngood,x,2026-03-01\n", options)

    assert [record.made.isoformat() for record in result.records] == [
        "2026-03-01T12:00:00+00:00"
    ]


def test_two_rows_of_the_same_minute_are_two_entries_and_one_day(
    options: ReadOptions,
) -> None:
    row = "2026-03-01,,,10:30,good,,,Same\n"

    assert len({record.id for record in read(row + row, options).records}) == 3


def test_rows_that_cannot_be_used_are_skipped_with_their_line(
    options: ReadOptions,
) -> None:
    result = read(
        'someday,,,,good,,,"two\nlines"\n2026-03-01,,,,,,,\n0001-01-01,,,,good,,,\n2026-03-01,,,,good\n',
        options,
    )

    assert [skipped.where for skipped in result.skipped] == [
        "line 3",
        "line 4",
        "line 5",
    ]
    assert len(result.records) == 1


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", 'full_date,mood\n2026-03-01,"good']
)
def test_what_is_no_whole_file_of_daylio_is_refused(
    text: str, options: ReadOptions
) -> None:
    with pytest.raises(UnreadableError):
        read_daylio(text, options)


@given(st.text())
def test_any_rows_are_read_or_refused(text: str) -> None:
    try:
        read(text, ReadOptions(zone=UTC))
    except UnreadableError as error:
        assert "Daylio" in error.advice


@given(st.text())
def test_any_note_is_read_without_a_fault(text: str) -> None:
    quoted = text.replace('"', '""')

    result = read(
        f'2026-03-01,,,10:30,good,,,"{quoted}"\n', ReadOptions(zone=UTC)
    )

    assert result.read == 1
