"""Every kind of record can be shown, found, written, read, thrown away, brought back and merged.

The records are made from the fields of their classes, so that a new kind is walked through everything as soon as it is
in the union of all values.
"""

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, timedelta
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, ClassVar, Final, get_args, get_origin, get_type_hints

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.formats.doubles import MemoryWorkbook
from tests.support import MOMENT
from trust_tui.cli.options import table_of
from trust_tui.dialogs.record_forms import form_of
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.kinds import (
    KINDS,
    TABLES,
    JournalView,
    Kind,
    kind_of,
    kinds_in,
    name_of,
    summary_of,
)
from trust_tui.domain.records import (
    Entry,
    GoalReview,
    Record,
    Relationship,
    Settings,
    Value,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.formats import markdown_reader, own_csv
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.markdown_writer import write_files, write_page
from trust_tui.formats.own_json import read_json, write_json
from trust_tui.formats.safe_read import parse_json
from trust_tui.front_matter import read as read_front
from trust_tui.front_matter import split_front
from trust_tui.library.library import Library
from trust_tui.screens.journal_views import VIEWS
from trust_tui.screens.record_page import page_of
from trust_tui.transfer.import_plan import counts
from trust_tui.transfer.merge_copies import merge
from trust_tui.typeset.blocks import plain

ROOT: Final = Path(__file__).parent.parent
DAY: Final = MOMENT.date()

CLASSES: Final[tuple[type[Value], ...]] = get_args(Value)
TABLED: Final = [kind for kind in CLASSES if kind is not Settings]

NO_TEXTS: Final = frozenset(
    [
        "about",
        "answers",
        "content_mark",
        "current",
        "entries",
        "exercise",
        "favourites",
        "habit",
        "left_out",
        "lock_minutes",
        "import_answers",  # names of moods among them, which are set and not written
        "page",
        "part",
        "path",
        "place",
        "sitting",
        "source",
        "step",
        "ticked",
        "tool",
    ]
)
"""Fields that hold ids of records or of the content, never what somebody wrote."""

BEFORE: Final = MOMENT - timedelta(days=2)


def word(kind: type[Any], field: str) -> str:
    """A word of its own for each field of each kind."""
    return f"{kind.__name__}{field}".replace("_", "").lower()


def fields_of(kind: type[Any]) -> Mapping[str, Any]:
    """The fields of a class with their types."""
    hints = get_type_hints(kind)
    return {
        name: hint
        for name, hint in hints.items()
        if get_origin(hint) is not ClassVar and hint is not ClassVar
    }


def made(kind: type[Any], about: str | None = None) -> Any:
    """A value with every field filled."""
    given = {
        name: filled(kind, name, hint) for name, hint in fields_of(kind).items()
    }
    if "about" in given:
        given["about"] = about
    return kind(**given)


def filled(kind: type[Any], name: str, hint: Any) -> Any:
    """Something for one field."""
    options = [option for option in get_args(hint) if option is not NoneType]
    if get_origin(hint) is tuple:
        return (filled(kind, name, options[0]),)
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return {"day-mood": 2 if options[1] is not str else word(kind, name)}
    if options:
        return filled(kind, name, options[0])
    if hint is GoalReview:
        return made(GoalReview)
    if hint in (date, bool, int):
        return {date: DAY, bool: True, int: 1}[hint]
    if issubclass(hint, StrEnum):
        return list(hint)[-1]
    assert hint is str, (
        f"{kind.__name__}.{name} is of a type that nothing here can make"
    )
    return word(kind, name)


def texts_in(value: Any) -> set[str]:
    """Every word that a value holds in the fields that the user writes in."""
    kind = kind_of(value)
    found: set[str] = set()
    for field in (*kind.texts, *kind.labels):
        held = getattr(value, field)
        if isinstance(held, str):
            found.add(held)
        elif isinstance(held, Mapping):
            found.update(held.values())
        for one in held if isinstance(held, tuple) else ():
            found |= (
                {one}
                if isinstance(one, str)
                else {one.well, one.in_the_way, one.next}
            )
    return found


def record(
    value: Any, number: int = 1, revision: int = 1, hours: int = 0
) -> Record[Any]:
    """A record of a value, changed some hours after it was made."""
    return Record(
        id=str(10**23 + number),
        revision=revision,
        made=BEFORE,
        changed=BEFORE + timedelta(hours=hours),
        value=value,
    )


@pytest.fixture
def whole() -> Contents:
    """One record of every kind, about one relationship."""
    records = {
        kind.TABLE: [record(made(kind, about=str(10**23)), number)]
        for number, kind in enumerate(TABLED)
    }
    return Contents(records=records)


KIND = pytest.mark.parametrize("kind", TABLED, ids=lambda kind: kind.__name__)


# The table


def missing_from(kinds: Mapping[str, Kind[Any]]) -> set[type[Any]]:
    """The classes of values of which a table of kinds says nothing."""
    return {*CLASSES} - {kind.value for kind in kinds.values()}


def test_the_table_says_of_every_kind_what_it_is() -> None:
    assert missing_from(KINDS) == set()
    assert [kind.table for kind in KINDS.values()] == [
        kind.TABLE for kind in CLASSES
    ]


@pytest.mark.parametrize("table", KINDS)
def test_a_kind_left_out_of_the_table_is_noticed(table: str) -> None:
    rest = {name: kind for name, kind in KINDS.items() if name != table}

    assert missing_from(rest) == {KINDS[table].value}


def test_a_new_kind_without_a_page_or_a_form_is_an_error_of_the_type_checker(
    tmp_path: Path,
) -> None:
    records = ROOT / "trust_tui/domain/records.py"
    other = tmp_path / "records.py"
    source = records.read_text()
    new = "class Gladness:\n    pass\n\n\nValue = (\n    Gladness |"
    other.write_text(source.replace("\nValue = (\n", f"\n{new}"))

    assert "Never" not in type_errors(records)
    found = type_errors(records, "--shadow-file", str(records), str(other))
    for file in ("record_page.py", "record_forms.py"):
        assert any(
            file in line and '"Gladness"; expected "Never"' in line
            for line in found.splitlines()
        ), found


def type_errors(records: Path, *options: str) -> str:
    """What the type checker says of the modules that ask for the kind of a value, without looking at any other."""
    asking = ("screens/record_page.py", "dialogs/record_forms.py")
    files = [str(ROOT / "trust_tui" / name) for name in asking]
    alone = ("--cache-dir=/dev/null", "--follow-imports=skip")
    command = [
        sys.executable,
        "-m",
        "mypy",
        *alone,
        *options,
        *files,
        str(records),
        str(ROOT / "trust_tui/domain/__init__.py"),
    ]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


@pytest.mark.parametrize(
    "words", ["slug", "singular", "plural", "title", "draft"]
)
def test_the_words_for_a_kind_are_there_and_its_names_are_its_own(
    words: str,
) -> None:
    said = [getattr(kind, words) for kind in KINDS.values()]

    assert all(said)
    assert len({*said}) == len(said)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_field_of_text_is_known_to_hold_words_or_an_id(
    kind: type[Value],
) -> None:
    told = KINDS[kind.TABLE]
    written = {
        name for name, hint in fields_of(kind).items() if holds_text(hint)
    }

    assert written - NO_TEXTS == {*told.texts, *told.labels}


def holds_text(hint: Any) -> bool:
    if hint in (str, GoalReview):
        return True
    *_, last = get_args(hint) or (NoneType,)
    return last in (str, GoalReview) or (
        get_origin(hint) is tuple and holds_text(get_args(hint)[0])
    )


@KIND
def test_a_kind_with_a_day_is_known_to_have_one(kind: type[Value]) -> None:
    assert KINDS[kind.TABLE].dated == ("day" in fields_of(kind))


# What is shown


@KIND
def test_no_row_is_empty_even_where_the_record_is(kind: type[Value]) -> None:
    full = made(kind)
    empty = replace(full, **dict.fromkeys(texts_of_one_line(kind), ""))

    for value in (full, empty):
        assert summary_of(value, DAY)[0].strip()
        assert kind_of(value).singular in name_of(value)
    if kind_of(full).view is not None and texts_of_one_line(kind):
        assert any(text in summary_of(full, DAY)[0] for text in texts_in(full))


def texts_of_one_line(kind: type[Value]) -> list[str]:
    told = KINDS[kind.TABLE]
    return [
        name
        for name, hint in fields_of(kind).items()
        if name in (*told.texts, *told.labels) and hint is str
    ]


@KIND
def test_the_page_of_a_record_has_a_title_and_the_words_of_what_the_journal_lists(
    kind: type[Value], packaged: Library
) -> None:
    value = made(kind)

    title, blocks = page_of(record(value), packaged)

    assert title
    assert blocks
    page = f"{title} {plain(tuple(blocks))}"
    if kind_of(value).view is not None:
        assert {text for text in texts_in(value) if text not in page} == set()


async def test_the_journal_shows_every_kind_in_its_view(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for listed in kinds_in(JournalView.ALL):
        welcomed.of(listed.value).keep(made(listed.value, about))
    async with start((120, 60)) as session:
        await session.press("5")
        for view in VIEWS:
            for kind in view.kinds:
                value = made(kind.value, about)
                await session.press("home")
                words = summary_of(value, DAY)[0]
                await session.go_down_to(words.removeprefix("Check-in: "))
                title, _ = page_of(record(value), session.app.session.library)
                assert session.shows(title), view.name
            await session.press("right_square_bracket")


@KIND
def test_what_the_journal_lists_can_be_changed_in_a_form(
    kind: type[Value],
) -> None:
    listed = KINDS[kind.TABLE].view is not None

    has_form = form_of(record(made(kind))) is not None

    assert has_form == (listed or kind is Relationship)


# What the store does


@KIND
def test_a_record_is_found_by_each_of_its_words_and_by_no_id(
    kind: type[Value], workbook: Workbook
) -> None:
    value = made(kind)
    kept = workbook.of(kind).keep(value)

    for text in texts_in(value):
        assert [found.id for found in workbook.search(text)] == [kept.id], text
    for name in fields_of(kind).keys() & NO_TEXTS:
        assert not workbook.search(word(kind, name))


@KIND
async def test_a_record_goes_to_the_trash_by_name_and_comes_back(
    start: Open, welcomed: Workbook, kind: type[Value]
) -> None:
    value = made(kind)
    kept = welcomed.of(kind).keep(value)
    welcomed.of(kind).delete(kept)
    async with start((120, 30)) as session:
        await session.press("5", "T")
        assert session.shows(name_of(value))
        await session.press("enter")
        await session.until_shown("Brought back")
    welcomed.refresh()
    back = welcomed.of(kind).get(kept.id)
    assert back is not None
    assert back.value == value


# What goes out and comes in


def test_our_own_json_brings_every_kind_back(whole: Contents) -> None:
    raw = b"".join(write_json(whole))

    read = read_json(parse_json(raw))

    assert read.skipped == ()
    assert [*read.records] == [
        one for table in TABLES for one in whole.of(table)
    ]


def test_a_table_has_a_row_for_every_kind(whole: Contents) -> None:
    table = b"".join(own_csv.write_csv(whole)).decode()

    for kind in TABLED:
        assert f"\r\n{kind.TABLE}," in table
        assert all(text in table for text in texts_in(made(kind)))


def test_markdown_has_a_file_of_its_type_for_every_kind(
    whole: Contents,
) -> None:
    files = dict(write_files(whole))

    types = [type_of(raw) for raw in files.values()]

    assert types == [KINDS[table].slug for table in TABLES]
    for kind, raw in zip(TABLED, files.values(), strict=True):
        assert {
            text for text in texts_in(made(kind)) if text not in raw.decode()
        } == set()


def type_of(raw: bytes) -> object:
    front, _ = split_front(raw.decode()) or ("", "")
    return read_front(front)["type"].value


def test_one_page_of_markdown_has_a_heading_for_every_kind(
    whole: Contents,
) -> None:
    page = b"".join(write_page(whole)).decode()

    lines = [line.removeprefix("## ") for line in page.splitlines()]
    headings = [line for line in lines if line.lower() in PLURALS]

    assert headings == [KINDS[table].plural.capitalize() for table in TABLES]
    for kind in TABLED:
        assert {
            text for text in texts_in(made(kind)) if text not in page
        } == set()


PLURALS: Final = {KINDS[table].plural for table in TABLES}


def test_of_our_own_markdown_the_entries_come_back_and_the_rest_is_named(
    whole: Contents,
) -> None:
    read = markdown_reader.read_notes(write_files(whole), ReadOptions(zone=UTC))

    assert [one.id for one in read.records] == [
        one.id for one in whole.of(Entry.TABLE)
    ]
    assert len(read.skipped) == len(TABLED) - 1
    assert {skipped.reason for skipped in read.skipped} == {
        "it is not a journal entry; our own JSON brings back the rest"
    }


def test_what_would_be_added_is_counted_by_kind(whole: Contents) -> None:
    found = [one for table in TABLES for one in whole.of(table)]

    assert counts(found) == {KINDS[table].plural: 1 for table in TABLES}


@KIND
def test_a_kind_is_known_on_the_command_line_by_each_of_its_names(
    kind: type[Value],
) -> None:
    told = KINDS[kind.TABLE]

    for name in told.names:
        assert (
            table_of(name)
            == table_of(name.replace("_", "-").upper())
            == kind.TABLE
        )


@KIND
def test_a_text_changed_in_two_copies_is_in_both_wordings_afterwards(
    kind: type[Value],
) -> None:
    texts = KINDS[kind.TABLE].texts
    changed = []
    for ending in ("here", "there"):
        value = made(kind)
        new = {name: other(getattr(value, name), ending) for name in texts}
        changed.append(replace(value, **new))
    one, two = (
        Contents(
            records={kind.TABLE: [record(value, 1, revision=2, hours=hours)]}
        )
        for hours, value in enumerate(changed, 1)
    )

    merged = merge(one, two)

    expected = changed if texts else changed[-1:]
    held = [joined.value for joined in merged.kept.of(kind.TABLE)]
    assert sorted(map(repr, held)) == sorted(map(repr, expected))


def other(held: Any, ending: str) -> Any:
    """What a field holds, with something added to its text."""
    if isinstance(held, str):
        return f"{held} {ending}"
    if isinstance(held, Mapping):
        return {key: f"{text} {ending}" for key, text in held.items()}
    if isinstance(held, tuple):
        return tuple(other(one, ending) for one in held)
    return replace(held, well=f"{held.well} {ending}")


@pytest.fixture
def memory() -> MemoryWorkbook:
    """An empty workbook in memory."""
    return MemoryWorkbook()


def test_a_workbook_hands_over_every_kind(memory: MemoryWorkbook) -> None:
    for kind in TABLED:
        memory.of(kind).keep(made(kind))

    whole = gather(memory)

    assert {table: len(whole.of(table)) for table in TABLES} == dict.fromkeys(
        TABLES, 1
    )
