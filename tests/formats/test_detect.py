"""A file is known by what is in it, and bad input is one sentence."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.doubles import MemoryWorkbook
from tests.formats.test_archive import zipped
from tests.formats.test_day_one import ENTRY
from trust_tui.domain.contents import gather
from trust_tui.domain.errors import TrustError
from trust_tui.domain.records import Entry
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.formats.own_json import write_json
from trust_tui.formats.registry import BUILT_IN, readable
from trust_tui.formats.safe_read import UnreadableError

DAY_ONE = json.dumps(
    {"metadata": {"version": "1.0"}, "entries": [ENTRY]}
).encode()
JRNL = json.dumps(
    {
        "entries": [
            {"title": "One", "body": "", "date": "2026-03-01", "time": "10:00"}
        ]
    }
).encode()
DAYLIO = b"full_date,mood,note\n2026-03-01,good,One\n"


def files() -> dict[str, tuple[str, bytes]]:
    memory = MemoryWorkbook()
    memory.of(Entry).keep(Entry(text="One", day=memory.now.date()))
    return {
        "ours": ("json", b"".join(write_json(gather(memory)))),
        "jrnl text": ("jrnl", b"[2026-03-01 10:00] One\n"),
        "jrnl json": ("jrnl-json", JRNL),
        "day one": ("day-one", zipped(("Journal.json", DAY_ONE))),
        "day one json": ("day-one", DAY_ONE),
        "empty day one": ("day-one", b'{"metadata": {}, "entries": []}'),
        "daylio": ("daylio", DAYLIO),
        "daylio with a mark": ("daylio", b"\xef\xbb\xbf" + DAYLIO),
        "daylio in utf-16": ("daylio", DAYLIO.decode().encode("utf-16")),
        "notes.md": ("markdown", b"One"),
        "notes zipped": (
            "markdown",
            zipped(
                ("2026-03-01.md", b"One"),
                ("2026-03-02.md", b"\xff"),
                ("x.json", b"[]"),
            ),
        ),
    }


@pytest.mark.parametrize("name", files())
def test_a_file_is_known_by_what_is_in_it(
    name: str, tmp_path: Path, options: ReadOptions
) -> None:
    format, raw = files()[name]
    path = tmp_path / name
    path.write_bytes(raw)

    result = read_source(path, options)

    assert result.format == format
    assert len(result.records) in (0, 1, 2)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("jrnl text", "jrnl"),
        ("daylio", "daylio"),
        ("notes.md", "markdown"),
        ("ours", "json"),
    ],
)
def test_a_form_can_be_named(
    name: str, format: str, tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "file").write_bytes(files()[name][1])

    assert read_source(tmp_path / "file", options, format).records


WRONG = [
    (format, name)
    for format in (one.name for one in readable(BUILT_IN))
    for name in ("ours", "jrnl json", "day one", "daylio")
    # Any text at all can be a note or a journal.
    if format not in (files()[name][0], "markdown", "jrnl")
]


@pytest.mark.parametrize(("format", "name"), WRONG)
def test_the_wrong_form_is_refused(
    format: str, name: str, tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "file").write_bytes(files()[name][1])

    with pytest.raises(TrustError):
        read_source(tmp_path / "file", options, format)


def test_a_folder_is_markdown_and_nothing_else(
    tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "2026-03-01.md").write_text("One")

    assert read_source(tmp_path, options).format == "markdown"
    with pytest.raises(UnreadableError, match="form that was named"):
        read_source(tmp_path, options, "daylio")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" \n",
        b"Just a letter to nobody.",
        b"{}",
        b'{"entries": 5}',
        b'{"format": "trust-tui"}',
        b"[1, 2]",
        b"{" * 100_000,
        b'{"entries": [' + b"[" * 50_000,
        b"\xff\xfe\xff",
        b"\x00\x01\x02\x03",
        b"PK\x03\x04 not an archive",
        zipped(("a.txt", b"x")),
        zipped(("a.json", b"{")),
        zipped(("../a.json", DAY_ONE)),
        zipped(("a.json", b" " * 30_000_000)),
        files()["ours"][1][:-20],
        files()["day one"][1][:-20],
        files()["day one"][1][:100],
    ],
    ids=map(
        str, range(19)
    ),  # no bytes in names: those of an archive hold the time it was made
)
def test_bad_input_is_one_sentence(
    raw: bytes, tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "file").write_bytes(raw)

    with pytest.raises(TrustError) as refused:
        read_source(tmp_path / "file", options)

    assert refused.value.advice.endswith(".")
    assert "\n" not in refused.value.advice


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(),
    start=st.sampled_from(
        [b"", b"{", b"PK\x03\x04", b"[2026-03-01 10:00] ", b"full_date,mood\n"]
    ),
)
def test_any_bytes_are_read_or_refused(
    raw: bytes, start: bytes, tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "file").write_bytes(start + raw)

    try:
        read_source(tmp_path / "file", options)
    except TrustError as error:
        assert error.advice.endswith(".")


def test_a_file_that_is_not_there_is_one_sentence(
    tmp_path: Path, options: ReadOptions
) -> None:
    with pytest.raises(UnreadableError, match="not there"):
        read_source(tmp_path / "nothing", options)


def test_a_calendar_is_called_one_that_is_not_read_back(
    tmp_path: Path, options: ReadOptions
) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    with pytest.raises(UnreadableError) as caught:
        read_source(path, options)
    assert "A calendar is written for other programs" in caught.value.advice


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "a PDF"),
        (b"SQLite format 3\0\x10\0", "the database of another program"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture"),
        (b"\x1f\x8b\x08\0", "a packed file"),
        (b"age-encryption.org/v1\n-> X25519 a", "encrypted"),
        (b"-----BEGIN PGP MESSAGE-----\n", "encrypted"),
        (b"{\\rtf1\\ansi Hello}", "an office program"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Hello", "a web page"),
        (b"bplist00\xd4", "a property list"),
        (b"\x01\x02\0\x03 no text", "no text"),
    ],
)
def test_a_file_that_is_never_read_is_told_by_its_kind_and_with_a_way_on(
    raw: bytes, what: str, tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "file").write_bytes(raw)

    with pytest.raises(UnreadableError) as refused:
        read_source(tmp_path / "file", options)

    said = refused.value.advice
    assert what in said
    assert ":" in said and "none of the forms" not in said


def test_a_document_of_an_office_program_is_no_archive_of_entries(
    tmp_path: Path, options: ReadOptions
) -> None:
    with ZipFile(tmp_path / "diary.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")

    with pytest.raises(UnreadableError, match="office program"):
        read_source(tmp_path / "diary.docx", options)


DAY_ONE_ENTRIES = [
    {
        "uuid": f"{number:032X}",
        "creationDate": f"2026-03-0{number}T20:15:00Z",
        "tags": [{"a": "}"}],
        "photos": [{"md5": "x"}, {"md5": "y"}],
        "text": f'Text {number} "in marks" {{[ and so on.',
    }
    for number in range(1, 6)
]
MINI = {
    "metadata": {"application": "Mini Diary"},
    "entries": {
        f"2026-03-0{number}": {"title": "", "text": f"Text {number}"}
        for number in range(1, 6)
    },
}
DAYLIO_ROWS = "full_date,date,weekday,time,mood,activities,note\n" + "".join(
    f'2026-03-0{number},,,21:15,good,"a | b","Text {number}\nsaid ""so"" and\nmore"\n'
    for number in range(1, 6)
)


@pytest.mark.parametrize(
    "whole",
    [
        json.dumps({"metadata": {"version": "1"}, "entries": DAY_ONE_ENTRIES}),
        json.dumps(MINI, indent=1),
        DAYLIO_ROWS,
    ],
    ids=["day-one", "mini-diary", "daylio"],
)
def test_what_is_whole_of_a_file_cut_off_anywhere_is_read_and_the_rest_said(
    whole: str, tmp_path: Path, options: ReadOptions
) -> None:
    path = tmp_path / "file"
    path.write_text(whole)
    wanted = read_source(path, options).records
    read = set()
    for end in range(len(whole) - 1, 0, -7):
        path.write_text(whole[:end])
        try:
            result = read_source(path, options)
        except TrustError:
            continue
        if not any(
            "ends in the middle" in one.reason for one in result.skipped
        ):
            continue
        assert all(one in wanted for one in result.records)
        assert "line" in result.skipped[-1].where
        read.add(len(result.records))

    assert len(read) >= 3


def test_an_export_of_ours_is_read_whole_or_not_at_all(
    tmp_path: Path, options: ReadOptions
) -> None:
    (tmp_path / "file").write_bytes(files()["ours"][1][:-20])

    with pytest.raises(UnreadableError, match="whole"):
        read_source(tmp_path / "file", options)
