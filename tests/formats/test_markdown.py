"""Markdown out as Obsidian reads it, and notes from any folder in."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import ANY_TEXT, TELLING, entries, records, wholes
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    GoalReview,
    Record,
    Relationship,
)
from trust_tui.formats import markdown_reader, tree
from trust_tui.formats.clean_text import tidy
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.logseq import read_outline
from trust_tui.formats.markdown_writer import write_files, write_page
from trust_tui.formats.safe_read import UnreadableError
from trust_tui.formats.source import Source
from trust_tui.front_matter import scalar, split_front

TERMS = ReadOptions(zone=UTC)


def read(**notes: str) -> ReadResult:
    return markdown_reader.read_notes(
        ((f"{name}.md", text.encode()) for name, text in notes.items()), TERMS
    )


def entry_of(result: ReadResult) -> Entry:
    (record,) = result.records
    value = record.value
    assert isinstance(value, Entry)
    return value


@given(
    st.text(st.characters(codec="utf-8"))
    | ANY_TEXT.map(lambda text: text.encode("utf-8", "replace").decode())
)
def test_any_text_is_the_same_in_yaml(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}
    assert yaml.safe_load(f"{scalar(text)}: 1") == {text: 1}


@pytest.mark.parametrize("held", [True, False, 3, -1, date(2026, 1, 2)])
def test_other_values_keep_their_kind_in_yaml(held: Any) -> None:
    assert yaml.safe_load(scalar(held)) == held


@given(wholes())
def test_every_front_matter_is_flat_yaml_with_each_key_once(
    kept: Contents,
) -> None:
    for _, raw in write_files(kept, ["A sentence."]):
        front, _ = split_front(raw.decode("utf-8")) or ("", "")
        found = yaml.safe_load(front)
        assert all(
            isinstance(held, str | int | float | bool | date)
            or (
                isinstance(held, list)
                and all(isinstance(one, str) for one in held)
            )
            for held in found.values()
        )
        node: Any = yaml.compose(front)
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys))


@given(wholes())
def test_every_record_has_a_file_whose_name_tells_nothing(
    kept: Contents,
) -> None:
    paths = [path for path, _ in write_files(kept)]

    assert (
        len(paths)
        == len(set(paths))
        == sum(len(kept.of(table)) for table in kept.records)
    )
    assert all(
        set(path.rpartition("/")[2]) <= set("0123456789-.md") for path in paths
    )


@given(
    st.lists(
        records(entries(TELLING)),
        max_size=5,
        unique_by=lambda record: record.id,
    )
)
def test_entries_come_back_from_their_files(found: list[Record[Entry]]) -> None:
    wanted = {
        record.id: record
        for record in found
        if (tidy(record.value.title) + tidy(record.value.text)).strip()
    }
    kept = Contents(records={Entry.TABLE: list(wanted.values())})

    result = markdown_reader.read_notes(
        ((path, raw) for path, raw in write_files(kept)), TERMS
    )

    assert result.skipped == ()
    for record in result.records:
        before = wanted.pop(record.id)
        assert record.value.day == before.value.day
        assert record.value.text == tidy(before.value.text).strip("\n")
        assert record.value.title == " ".join(tidy(before.value.title).split())
        assert record.made == before.made.replace(microsecond=0)
        assert record.changed == max(
            before.changed.replace(microsecond=0), record.made
        )
    assert not wanted


def test_an_entry_is_a_note_with_its_properties(memory: MemoryWorkbook) -> None:
    about = memory.of(Relationship).keep(Relationship(label="S"))
    entry = Entry(
        text="# Text\n",
        title="A: title",
        day=memory.now.date(),
        tags=("two words",),
        about=about.id,
    )
    record = memory.of(Entry).keep(entry)

    text = dict(write_files(gather(memory)))[
        f"entries/2026-11-24-{record.id[:8]}.md"
    ].decode()

    assert text == (
        f'---\ntype: entry\nid: "{record.id}"\ndate: 2026-11-24\ncreated: 2026-11-24T20:00:00\n'
        'changed: 2026-11-24T20:00:00\noffset: "+01:00"\nrelationship: S\nrelationship-kind: partner\n'
        'title: "A: title"\ntags:\n  - two-words\n---\n\n# Text\n\n'
    )


def test_a_check_in_has_its_answers_as_properties(
    memory: MemoryWorkbook,
) -> None:
    memory.of(CheckIn).keep(
        CheckIn(
            day=memory.now.date(),
            answers={"day-mood": 3, "day-open": None, "id": 1},
            note="a note",
        )
    )

    (raw,) = [
        raw
        for path, raw in write_files(gather(memory))
        if path.startswith("check-ins/")
    ]

    front, body = split_front(raw.decode()) or ("", "")
    found = yaml.safe_load(front)
    assert (found["day-mood"], found["day-open"], found["id-own"]) == (
        3,
        "does not apply",
        1,
    )
    assert body == "\n## Note\n\na note\n"


def test_long_texts_and_lists_of_a_record_stand_under_headings(
    memory: MemoryWorkbook,
) -> None:
    review = GoalReview(day=memory.now.date(), well="began")
    memory.of(Goal).keep(
        Goal(action="ask", why="line\nline", reviews=(review,))
    )
    memory.of(ExerciseWork).keep(
        ExerciseWork(exercise="ack", written={"field": "words"})
    )

    files = {
        path.partition("/")[0]: raw.decode()
        for path, raw in write_files(gather(memory))
    }

    assert (
        "\n## Why\n\nline\nline\n\n## Review\n\n- day: 2026-11-24\n- well: began\n"
        in files["goals"]
    )
    assert files["exercises"].endswith("\n## field\n\nwords\n")


def test_two_records_whose_ids_begin_alike_have_two_files() -> None:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    found = [
        Record(
            id=id,
            revision=1,
            made=made,
            changed=made,
            value=Entry(text="a", day=made.date()),
        )
        for id in ("123456781", "123456782")
    ]

    paths = [
        path for path, _ in write_files(Contents(records={Entry.TABLE: found}))
    ]

    assert paths == [
        "entries/2026-01-01-12345678.md",
        "entries/2026-01-01-12345678-2.md",
    ]


@given(wholes())
def test_one_page_holds_every_record(kept: Contents) -> None:
    text = b"".join(
        write_page(kept, ["What it is.", "What it is not."])
    ).decode()

    assert text.startswith("# Notes\n\n> - What it is.\n> - What it is not.\n")
    assert sum(line.startswith("### ") for line in text.split("\n")) >= sum(
        map(len, kept.records.values())
    )


@pytest.mark.parametrize(
    "text",
    [
        "words\n### 2026-01-01, S, never written",
        "words\r### 2026-01-01, S, never written",
        "## Entries\n\n### 2026-01-01",
        "2026-01-01\n===",
        "```\nnever closed",
        "<!-- never closed",
        "<h3>2026-01-01</h3>",
    ],
)
def test_no_text_forges_or_swallows_a_record_of_the_page(
    memory: MemoryWorkbook, text: str
) -> None:
    memory.of(Entry).keep(Entry(text=text, title=text, day=date(2026, 3, 1)))
    memory.of(Entry).keep(Entry(text="the next", day=date(2026, 3, 2)))

    page = b"".join(write_page(gather(memory))).decode()

    tokens = MarkdownIt().parse(page)
    tops = [
        (token.tag, token.type)
        for token in tokens
        if token.level == 0 and token.nesting >= 0
    ]
    assert [tag for tag, _ in tops if tag in ("h1", "h2", "h3")] == [
        "h1",
        "h2",
        "h3",
        "h3",
    ]
    assert tops.count(("blockquote", "blockquote_open")) == 2
    assert not [kind for _, kind in tops if kind in ("fence", "html_block")]


def test_a_page_says_yes_and_no_in_words(memory: MemoryWorkbook) -> None:
    memory.of(Relationship).keep(Relationship(label="S"))

    assert "- joint: yes\n" in b"".join(write_page(gather(memory))).decode()


@pytest.mark.parametrize(
    ("front", "day", "hour"),
    [
        ("date: 2026-03-01", date(2026, 3, 1), 12),
        ("created: 2026-03-01T10:30:00", date(2026, 3, 1), 10),
        (
            "created: 2026-03-01T10:30:00\noffset: '-03:00'",
            date(2026, 3, 1),
            10,
        ),
        ("date: 2026-03-01 09:15:00", date(2026, 3, 1), 9),
        ("created: 2026-03-01T10:30:00Z", date(2026, 3, 1), 10),
        ("date: 2026-03-01\ncreated: 2026-03-02T01:00:00", date(2026, 3, 1), 1),
    ],
)
def test_a_note_says_its_day_in_many_ways(
    front: str, day: date, hour: int
) -> None:
    result = read(note=f"---\n{front}\n---\nText")

    assert entry_of(result).day == day
    assert result.records[0].made.hour == hour


def test_a_note_without_front_matter_is_dated_by_its_name() -> None:
    entry = entry_of(read(**{"2026-03-01 A walk": "Text"}))

    assert (entry.day, entry.title, entry.text) == (
        date(2026, 3, 1),
        "A walk",
        "Text",
    )


def test_a_note_without_any_day_in_an_archive_is_skipped() -> None:
    result = read(note="Text", other="---\ndate: 2026-13-01\n---\nText")

    assert [skipped.where for skipped in result.skipped] == [
        "note.md",
        "other.md",
    ]


@pytest.mark.parametrize(
    "front",
    [
        "tags: [one, two]",
        "tags:\n  - one\n  - '#two'",
        "tags: one, two",
        "tag: one two",
    ],
)
def test_tags_are_read_in_every_shape(front: str) -> None:
    assert entry_of(
        read(note=f"---\ndate: 2026-03-01\n{front}\n---\nText")
    ).tags == (
        "one",
        "two",
    )


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [1]\nb: *a",
        "[" * 5_000,
        "a: [1",
        "- a",
        "\x00",
    ],
)
def test_front_matter_that_is_not_flat_yaml_is_skipped_and_said(
    front: str,
) -> None:
    result = read(**{"2026-03-01": f"---\n{front}\n---\nText"})

    assert result.records == ()
    assert [skipped.where for skipped in result.skipped] == ["2026-03-01.md"]


@given(st.binary())
def test_any_bytes_at_all_are_a_note_or_skipped(raw: bytes) -> None:
    result = markdown_reader.read_notes([("2026-03-01.md", raw)], TERMS)

    assert len(result.records) + len(result.skipped) == 1


def test_a_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    (tmp_path / "2026-03-01.md").write_text("One")
    (tmp_path / "deep" / "2026-03-02.MD").write_bytes(b"Two\r\nlines")
    (tmp_path / "deep" / ".hidden" / "2026-03-03.md").write_text("not read")
    (tmp_path / "deep" / "photo.JPG").write_bytes(b"x")
    (tmp_path / "deep" / "notes.txt").write_text("not read")
    (tmp_path / "bad.md").write_bytes(b"\xff\x00\xff")
    (tmp_path / "2026-03-04.md").symlink_to(tmp_path / "2026-03-01.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.md")

    result = markdown_reader.read(Source(tmp_path), TERMS)

    assert sorted(record.value.text for record in result.records) == [
        "One",
        "Two\nlines",
    ]
    assert [(skipped.where, skipped.reason) for skipped in result.skipped] == [
        (
            "bad.md",
            "The file is not in UTF-8: save it in UTF-8, then try again.",
        )
    ]
    assert result.left_out == {
        "links": 2,
        "photos and other files": 1,
        ".txt files": 1,
    }
    assert result.read == 3


def test_a_note_that_says_no_day_is_dated_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("Text")
    os.utime(
        tmp_path / "note.md",
        (0, datetime(2025, 5, 6, 7, 8, tzinfo=UTC).timestamp()),
    )

    (record,) = markdown_reader.read(Source(tmp_path), TERMS).records

    assert (record.value.title, record.value.day) == ("note", date(2025, 5, 6))


def test_a_folder_with_too_many_notes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "MOST_FILES", 1)
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text("Text")

    with pytest.raises(UnreadableError, match="more than 1 files"):
        markdown_reader.read(Source(tmp_path), TERMS)


def test_a_folder_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("os.scandir", refuse)

    with pytest.raises(UnreadableError, match="permissions"):
        markdown_reader.read(Source(tmp_path), TERMS)


def test_the_same_folder_gives_the_same_ids_each_time(tmp_path: Path) -> None:
    (tmp_path / "2026-03-01.md").write_text("One")

    first, second = (
        markdown_reader.read(Source(tmp_path), TERMS) for _ in range(2)
    )

    assert first.records == second.records


def test_other_files_of_our_own_are_left_out_and_said(
    memory: MemoryWorkbook,
) -> None:
    memory.of(CheckIn).keep(CheckIn(day=memory.now.date(), answers={}))

    result = markdown_reader.read_notes(
        write_files(gather(memory), ["A sentence."]), TERMS
    )

    assert (result.read, len(result.skipped), result.records) == (2, 2, ())


def test_a_text_of_more_than_a_million_characters_comes_back(
    memory: MemoryWorkbook, tmp_path: Path, options: ReadOptions
) -> None:
    text = "words and words \n" * 80_000
    memory.of(Entry).keep(Entry(text=text.strip("\n"), day=date(2026, 3, 2)))
    for path, data in write_files(gather(memory)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)

    (record,) = markdown_reader.read(Source(tmp_path), options).records

    assert record.value.text == text.strip("\n")


LOGSEQ = """\
tags:: evening, [[with sam]]

- Kept his word. #trust
  collapsed:: true
\t- Rang at six
\t  id:: 64a0f3c2-0000-4000-8000-000000000000
\t\t- and was kind
\t- TODO ask about Sunday
\t  :LOGBOOK:
\t  CLOCK: [2026-03-02 Mon 21:15:00]
\t  :END:
- DONE wrote it down
  on paper
- mood:: fair
"""


def test_a_day_of_logseq_is_running_text_with_its_lists_and_tags(
    tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "journals").mkdir()
    (tmp_path / "journals" / "2026_03_02.md").write_text(LOGSEQ, "utf-8")
    entry = entry_of(markdown_reader.read(Source(tmp_path), options))

    assert entry.day == date(2026, 3, 2)
    assert entry.text == (
        "Kept his word. #trust\n\n"
        "- Rang at six\n"
        "  - and was kind\n"
        "- [ ] ask about Sunday\n\n"
        "[x] wrote it down\n"
        "on paper\n\n"
        "mood:: fair"
    )
    assert entry.tags == ("evening", "with sam", "trust")


def test_a_page_of_logseq_that_is_no_outline_stays_as_it_is(
    tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "journals").mkdir()
    text = "Plain words.\n\n  - a list\n\nid:: kept"
    (tmp_path / "journals" / "2026_03_02.md").write_text(text, "utf-8")

    result = markdown_reader.read(Source(tmp_path), options)

    assert entry_of(result).text == text


@given(st.text(alphabet="-\t ab\n[]#TODOid", max_size=200))
def test_any_outline_keeps_its_words_in_order(text: str) -> None:
    words = re.compile(r"[ab]+")

    assert words.findall(read_outline(text).text) == words.findall(text)


@pytest.mark.parametrize("offset", ["+00:00", "+02:00", "-05:30"])
def test_an_offset_that_is_given_holds_wherever_it_is_read(offset: str) -> None:
    note = (
        "---\ntype: entry\nid: '12'\ndate: 2026-03-02\n"
        f"created: 2026-03-02T21:02:00\noffset: '{offset}'\n---\n\nText\n"
    )
    result = markdown_reader.read_notes(
        [("a.md", note.encode())], ReadOptions(zone=ZoneInfo("Asia/Tokyo"))
    )

    (record,) = result.records
    assert record.made.isoformat() == f"2026-03-02T21:02:00{offset}"
    assert result.doubts == ()


def test_front_matter_in_toml_is_read_with_its_tables() -> None:
    result = read(
        hugo='+++\ndate = 2026-03-02T21:15:00+01:00\ntitle = "Kept"\n'
        'tags = ["sam", "work"]\n+++\nRang.\n',
        zola='+++\ntitle = "Walk"\ndate = 2026-03-02\n[taxonomies]\n'
        'tags = ["sam"]\n[extra]\nauthor = { name = "x" }\n+++ \n\nWent.',
    )

    hugo, zola = [record.value for record in result.records]
    assert (hugo.title, hugo.text, hugo.tags) == (
        "Kept",
        "Rang.",
        ("sam", "work"),
    )
    assert result.records[0].made.isoformat() == "2026-03-02T21:15:00+01:00"
    assert (zola.title, zola.text, zola.tags) == ("Walk", "Went.", ("sam",))
    assert zola.day == date(2026, 3, 2)


def test_what_is_no_toml_between_plus_signs_is_text() -> None:
    entry = entry_of(read(**{"2026-03-02": "+++\nno: toml\n+++\nText"}))

    assert entry.text == "+++\nno: toml\n+++\nText"


@pytest.mark.parametrize("held", ["[2026-03-02]", "\n  - 2026-03-02"])
def test_a_date_in_a_list_of_one_is_that_date(held: str) -> None:
    entry = entry_of(read(a=f"---\ndate: {held}\n---\nText"))

    assert entry.day == date(2026, 3, 2)


def test_what_an_escape_in_front_matter_stands_for_is_tidied(
    tmp_path: Path,
) -> None:
    (tmp_path / "2026-03-01.md").write_text('---\ntitle: "a\\u0007b"\n---\nOne')
    (tmp_path / "2026-03-02.md").write_text("---\ntitle: ab\n---\nTwo")

    result = markdown_reader.read(Source(tmp_path), TERMS)

    titles = [record.value.title for record in result.records]
    assert "\a" not in titles[0] and len(titles[0]) > 2
    assert titles[1] == "ab"
