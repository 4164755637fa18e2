"""Both forms of jrnl, against the real jrnl: it reads what we wrote, and we read what it wrote."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.strategies import TELLING, entries, records
from trust_tui.domain.contents import Contents
from trust_tui.domain.records import Entry, Record
from trust_tui.formats import jrnl, jrnl_json
from trust_tui.formats.clean_text import tidy, words_of
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.detect import read_source
from trust_tui.formats.entry_text import moment_of
from trust_tui.formats.safe_read import decode

CONFIG = """\
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals:
  default: {{journal: {journal}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '{timeformat}'
version: v99.0
"""
TERMS = ReadOptions(zone=UTC)
AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
Jrnl = Callable[..., str]


@pytest.fixture
def real_jrnl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jrnl:
    """Runs jrnl itself on a journal of its own and answers what it prints. It must not turn off all logging here."""
    jrnl_main = import_module("jrnl.main")
    monkeypatch.setattr(jrnl_main, "configure_logger", lambda debug: None)
    journal = tmp_path / "journal.txt"
    journal.touch()
    config = tmp_path / "jrnl.yaml"

    def run(*arguments: str, timeformat: str = "%F %r") -> str:
        config.write_text(
            CONFIG.format(
                journal=json.dumps(str(journal)), timeformat=timeformat
            )
        )
        with redirect_stdout(io.StringIO()) as said:
            assert not jrnl_main.run(["--config-file", str(config), *arguments])
        return said.getvalue()

    return run


def kept(*found: Entry, made: datetime = AT) -> Contents:
    told = [
        Record(id=str(number), revision=1, made=made, changed=made, value=entry)
        for number, entry in enumerate(found)
    ]
    return Contents(records={Entry.TABLE: told})


def text_of(whole: Contents) -> str:
    return b"".join(jrnl.write_text(whole)).decode()


def values(result: ReadResult) -> list[Entry]:
    return [record.value for record in result.records]


ENTRIES = (
    Entry(
        text="First line.\n[2026-01-02 10:00] not a new entry\n[tomorrow] nor this\n  [2026-01-02 10:00] x",
        day=AT.date(),
    ),
    Entry(
        title="A title",
        text="Body\n\nwith a gap",
        tags=("good", "two words"),
        day=AT.date(),
    ),
    Entry(text="One sentence. And another one.", day=AT.date()),
    Entry(text="A line with @inline in it", tags=("inline",), day=AT.date()),
    Entry(title="*Bold*", text="stays an entry \u00fc\u4f60", day=AT.date()),
    Entry(text="carriage\r[2026-01-02 10:00] return\r\nlines", day=AT.date()),
)


def test_a_real_jrnl_reads_what_we_wrote(
    real_jrnl: Jrnl, tmp_path: Path
) -> None:
    whole = kept(*ENTRIES)
    (tmp_path / "ours.txt").write_text(text_of(whole), encoding="utf-8")

    real_jrnl("--import", "--file", str(tmp_path / "ours.txt"))
    theirs = json.loads(real_jrnl("--format", "json"))["entries"]

    assert len(theirs) == len(ENTRIES)
    assert {(entry["date"], entry["time"]) for entry in theirs} == {
        ("2026-03-01", "10:00")
    }
    told = sorted(
        " ".join(f"{entry['title']} {entry['body']}".replace("*", "").split())
        for entry in theirs
    )
    told = [text.replace(" . [", " [") for text in told]
    ours = sorted(
        f"{words_of(entry)}{tags}".replace("*", "")
        for entry, tags in zip(
            ENTRIES, ("", " @good @two-words", "", "", "", ""), strict=True
        )
    )
    assert told == ours


@pytest.mark.parametrize(
    "timeformat", ["%F %r", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
)
def test_we_read_what_a_real_jrnl_wrote(
    real_jrnl: Jrnl, tmp_path: Path, timeformat: str
) -> None:
    (tmp_path / "ours.txt").write_text(
        text_of(kept(*ENTRIES)), encoding="utf-8"
    )
    real_jrnl("--import", "--file", str(tmp_path / "ours.txt"))
    real_jrnl(
        "2026-03-02 08:30: Typed into jrnl. It has a @tag in it. *",
        timeformat=timeformat,
    )

    document = json.loads(real_jrnl("--format", "json"))
    from_json = jrnl_json.read_json(document, TERMS)
    from_text = jrnl.read_text(
        (tmp_path / "journal.txt").read_text(encoding="utf-8"), TERMS
    )

    assert from_json.skipped == from_text.skipped == ()
    assert from_json.read == from_text.read == len(ENTRIES) + 1
    assert {words_of(entry) for entry in values(from_json)} == {
        words_of(entry) for entry in values(from_text)
    }
    typed = next(
        entry for entry in values(from_text) if "Typed" in words_of(entry)
    )
    assert typed.tags == ("tag", "starred")


def test_both_forms_of_the_same_journal_make_the_same_records(
    real_jrnl: Jrnl, tmp_path: Path
) -> None:
    (tmp_path / "ours.txt").write_text(
        text_of(kept(*ENTRIES)), encoding="utf-8"
    )
    real_jrnl("--import", "--file", str(tmp_path / "ours.txt"))

    from_json = jrnl_json.read_json(
        json.loads(real_jrnl("--format", "json")), TERMS
    )
    from_text = jrnl.read_text(
        (tmp_path / "journal.txt").read_text(encoding="utf-8"), TERMS
    )

    assert {record.id for record in from_json.records} == {
        record.id for record in from_text.records
    }


@settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    found=st.lists(
        records(entries(TELLING)),
        min_size=10,
        max_size=30,
        unique_by=lambda record: record.id,
    )
)
def test_a_real_jrnl_finds_as_many_entries_as_we_wrote(
    real_jrnl: Jrnl, tmp_path: Path, found: list[Record[Entry]]
) -> None:
    raw = b"".join(jrnl.write_text(Contents(records={Entry.TABLE: found})))
    (tmp_path / "journal.txt").write_bytes(raw)
    ours = jrnl.read_text(decode(raw), TERMS)

    theirs = json.loads(real_jrnl("--format", "json"))["entries"] if raw else []

    assert len(theirs) == ours.read


@given(
    st.lists(
        records(entries(TELLING)),
        max_size=6,
        unique_by=lambda record: record.id,
    )
)
def test_what_was_written_as_text_is_read_again(
    found: list[Record[Entry]],
) -> None:
    wanted = [record for record in found if words_of(record.value)]
    raw = b"".join(jrnl.write_text(Contents(records={Entry.TABLE: wanted})))

    result = jrnl.read_text(decode(raw), TERMS)

    assert result.read == len(wanted)
    dated = sorted(f"{moment_of(record):%F %H:%M}" for record in wanted)
    assert (
        sorted(f"{record.made:%F %H:%M}" for record in result.records)
        == dated[: len(result.records)]
        or result.skipped
    )


@given(
    st.lists(
        records(entries(st.text("ab \n[]1:.", max_size=30))),
        max_size=5,
        unique_by=lambda record: record.id,
    )
)
def test_the_words_of_plain_entries_come_back(
    found: list[Record[Entry]],
) -> None:
    wanted = [record for record in found if words_of(record.value)]
    raw = b"".join(jrnl.write_text(Contents(records={Entry.TABLE: wanted})))

    back = values(jrnl.read_text(decode(raw), TERMS))

    assert sorted(map(words_of, back)) == sorted(
        words_of(record.value) for record in wanted
    )


@given(
    st.lists(
        records(entries(TELLING)),
        max_size=6,
        unique_by=lambda record: record.id,
    )
)
def test_what_was_written_as_json_is_read_again(
    found: list[Record[Entry]],
) -> None:
    wanted = [record for record in found if words_of(record.value)]
    raw = b"".join(
        jrnl_json.write_json(Contents(records={Entry.TABLE: wanted}))
    )

    result = jrnl_json.read_json(json.loads(raw), TERMS)

    assert result.read == len(wanted)
    read = sorted(
        " ".join(tidy(words_of(entry)).split()) for entry in values(result)
    )
    assert len(read) + len(result.skipped) == len(wanted)


FORGING = (
    Entry(title="[2026-01-01 10:00] moved house *", text="what", day=AT.date()),
    Entry(text="[2026-01-01 10:00] first line *\nmore", day=AT.date()),
    Entry(
        title="[2026-01-01 10:00] x*",
        text="[2026-01-01 10:00] y",
        day=AT.date(),
    ),
    Entry(
        text="words\n[2026-01-01 10:00" + " " * 300 + "] long", day=AT.date()
    ),
    Entry(text="words\n[2026-01-01\n10:00] over lines", day=AT.date()),
    Entry(title="*", text="[yesterday at ten] said", day=AT.date()),
    Entry(text="a bracket never closed\n[2026-01-01 10:00", day=AT.date()),
    Entry(text="[another, first", day=AT.date()),
    Entry(title="[", text="the last", day=AT.date()),
)
"""Entries that look like the head of another, or would swallow the head of the next one."""


def test_no_entry_forges_or_swallows_another(
    real_jrnl: Jrnl, tmp_path: Path
) -> None:
    raw = text_of(kept(*FORGING))
    (tmp_path / "journal.txt").write_text(raw)

    theirs = json.loads(real_jrnl("--format", "json"))["entries"]
    ours = jrnl.read_text(raw, TERMS)

    assert [entry["date"] for entry in theirs] == ["2026-03-01"] * len(FORGING)
    assert ours.read == len(FORGING)
    assert {record.made for record in ours.records} == {AT}
    assert sorted(map(words_of, values(ours))) == sorted(map(words_of, FORGING))


@given(st.text())
def test_any_text_at_all_is_read_without_a_fault(text: str) -> None:
    jrnl.read_text(text, TERMS)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_entry_in_json_is_taken_or_skipped(entry: object) -> None:
    result = jrnl_json.read_json({"entries": [entry]}, TERMS)

    assert len(result.records) + len(result.skipped) == 1


def test_what_comes_before_the_first_date_is_skipped_with_its_line() -> None:
    result = jrnl.read_text("words\n\n[2026-03-01 10:00] An entry\n", TERMS)

    assert [skipped.where for skipped in result.skipped] == ["line 1"]
    assert [entry.text for entry in values(result)] == ["An entry"]


def test_an_entry_without_words_is_skipped_with_its_line() -> None:
    result = jrnl.read_text(
        "[2026-03-01 10:00] One\n\n[2026-03-01 11:00] \n\n[2026-03-01 12:00] Two\n",
        TERMS,
    )

    assert [(skipped.where, skipped.reason) for skipped in result.skipped] == [
        ("line 3", "it has no words")
    ]


def test_a_title_stands_apart_from_the_text() -> None:
    (entry,) = values(
        jrnl.read_text("[2026-03-01 10:00] Title\nText\n@one @two\n", TERMS)
    )

    assert (entry.title, entry.text, entry.tags) == (
        "Title",
        "Text",
        ("one", "two"),
    )


def test_the_longest_head_that_a_form_of_dates_makes_is_one() -> None:
    head = "mercoledì, 23 settembre 2026, 09:15:00 PM CEST"

    (entry,) = values(jrnl.read_text(f"[{head}] Title\nText\n", TERMS))

    assert (entry.title, entry.day) == ("Title", date(2026, 9, 23))


def test_an_entry_about_another_day_is_dated_at_noon_of_it() -> None:
    record = kept(Entry(text="x", day=date(2026, 2, 20))).of(Entry.TABLE)[0]

    assert f"{moment_of(record):%F %H:%M}" == "2026-02-20 12:00"


def test_an_entry_of_the_small_hours_keeps_its_time() -> None:
    late = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    record = kept(Entry(text="x", day=AT.date()), made=late).of(Entry.TABLE)[0]

    assert moment_of(record) == late


PLAIN = (
    "[2026-03-02 21:15] One & two.\nText @sam, twice.\n\n# A heading\nmore\n\n"
    "[2026-03-13 09:00] Three.\nMore.\n"
)


@pytest.mark.parametrize("form", ["txt", "md", "json"])
@pytest.mark.parametrize("timeformat", ["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"])
def test_whatever_a_real_jrnl_writes_is_read_day_for_day(
    real_jrnl: Jrnl, tmp_path: Path, form: str, timeformat: str
) -> None:
    (tmp_path / "plain.txt").write_text(PLAIN)
    real_jrnl("--import", "--file", str(tmp_path / "plain.txt"))
    told = real_jrnl("--format", form, timeformat=timeformat)
    (tmp_path / f"theirs.{form}").write_text(told, encoding="utf-8")

    result = read_source(tmp_path / f"theirs.{form}", TERMS)

    assert [f"{one.made:%Y-%m-%d %H:%M}" for one in result.records] == [
        "2026-03-02 21:15",
        "2026-03-13 09:00",
    ]
    assert [one.value.title for one in result.records] == [
        "One & two.",
        "Three.",
    ]
    assert result.records[0].value.tags == ("sam",)
    assert "# A heading\nmore" in result.records[0].value.text
    assert result.skipped == ()


@pytest.mark.parametrize(
    "timeformat", ["%F %r", "%d/%m/%Y", "%A, %d %B %Y %H:%M"]
)
def test_the_journal_of_a_real_jrnl_is_read_under_any_form_of_dates(
    real_jrnl: Jrnl, tmp_path: Path, timeformat: str
) -> None:
    (tmp_path / "plain.txt").write_text(PLAIN)
    real_jrnl(
        "--import", "--file", str(tmp_path / "plain.txt"), timeformat=timeformat
    )

    result = read_source(tmp_path / "journal.txt", TERMS)

    assert [one.value.day.isoformat() for one in result.records] == [
        "2026-03-02",
        "2026-03-13",
    ]


def test_the_yaml_of_a_real_jrnl_is_read_as_notes(
    real_jrnl: Jrnl, tmp_path: Path
) -> None:
    (tmp_path / "plain.txt").write_text(PLAIN)
    (tmp_path / "out").mkdir()
    real_jrnl("--import", "--file", str(tmp_path / "plain.txt"))
    real_jrnl("--format", "yaml", "--file", str(tmp_path / "out"))

    result = read_source(tmp_path / "out", TERMS)

    assert [one.value.day.isoformat() for one in result.records] == [
        "2026-03-02",
        "2026-03-13",
    ]
    assert result.records[0].value.tags[:1] == ("sam",)
