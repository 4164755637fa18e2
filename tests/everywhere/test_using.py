"""The program used for real, from the first start on: what was kept, and what was left alone."""

from pathlib import Path
from typing import TypeVar

import pytest

from tests.everywhere.terminal import foreign, forked, running
from tests.everywhere.using import ANSWERS, check_in_from_the_first_page
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import CheckIn, Entry, Relationship, Value
from trust_tui.store import open_workbook

V = TypeVar("V", bound=Value)

pytestmark = pytest.mark.terminal


def kept(data: Path, kind: type[V]) -> list[V]:
    """What the workbook holds of a kind."""
    workbook = open_workbook(data, clock=SystemClock())
    values = [record.value for record in workbook.of(kind).all()]
    workbook.close()
    return values


def files_of(data: Path) -> dict[str, bytes]:
    """What the files of a folder hold."""
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    }


def test_from_the_first_page_to_a_check_in_and_back_the_next_time(
    tmp_path: Path,
) -> None:
    data = tmp_path / "new"
    with running(data, shows="Welcome") as program:
        check_in_from_the_first_page(program)
    assert [who.label for who in kept(data, Relationship)] == ["S"]
    assert [check_in.answers for check_in in kept(data, CheckIn)] == [ANSWERS]
    with running(data, shows="Checked in today") as program:
        program.type("q")
        assert program.wait_end() == 0


def test_the_demo_leaves_nothing_behind(filled: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = files_of(filled)
    with running(
        filled, "--demo", variables={"TMPDIR": str(temporary)}
    ) as program:
        program.type("\x11")
        assert program.wait_end() == 0
    assert list(temporary.iterdir()) == []
    assert files_of(filled) == before


def test_text_of_a_terminal_that_is_not_utf_8_ends_nothing(
    filled: Path,
) -> None:
    with forked(filled) as program:
        program.press("n")
        program.wait_shown("New entry")
        program.type(b"caf\xe9 \xff\xfe")
        program.settle()
        program.type("ok")
        program.wait_shown("ok")
        program.type("\x11")
        assert program.wait_end() == 0


def test_a_paste_is_text_and_never_keys(filled: Path) -> None:
    with forked(filled) as program:
        program.press("n")
        program.wait_shown("New entry")
        program.type(b"\x1b[200~one\rtwo \x1b]52;c;eA==\x07 \x11 q\x1b[201~")
        program.wait_shown("two")
        program.type("\x13")
        program.wait_shown("Kept")
        program.type("\x11")
        assert program.wait_end() == 0
        assert foreign(program.text) == []
    newest = next(
        entry
        for entry in kept(filled, Entry)
        if entry.text.startswith("one\ntwo ")
    )
    assert "\x1b" not in newest.text


def test_the_title_of_the_terminal_is_left_alone_and_nothing_is_copied(
    filled: Path,
) -> None:
    with forked(filled) as program:
        program.type("\x11")
        assert program.wait_end() == 0
        assert "\x1b]" not in program.text
