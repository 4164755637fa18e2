"""What is kept is what was typed, in its order, however the bytes come in."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.everywhere.terminal import forked
from tests.terminal.field_model import (
    BACKSPACE,
    DELETE,
    DOWN,
    END,
    ENTER,
    HOME,
    LEFT,
    RIGHT,
    UP,
    Field,
)
from tests.terminal.running import Running, running
from tests.terminal.ways import WAYS, pieces
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.store import open_workbook

pytestmark = pytest.mark.terminal

PASTE = "\x1b[200~pa ste\x1b[201~"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two fields, for all tests of this module."""
    with running("form", tmp_path_factory.mktemp("form") / "trace") as program:
        yield program


SCRIPTS = st.lists(
    st.one_of(
        st.sampled_from([*"abc de"]),
        st.sampled_from(
            [BACKSPACE, DELETE, LEFT, RIGHT, UP, DOWN, HOME, END, ENTER, PASTE]
        ),
    ),
    max_size=40,
)


@given(SCRIPTS, st.integers(0, 1 << 16))
def test_a_field_holds_what_a_plain_model_of_it_holds(
    form: Running, script: list[str], seed: int
) -> None:
    field = Field()
    for key in script:
        field.press("pa ste" if key == PASTE else key)
    data = "".join(script).encode()
    done = len(form.notes)
    if seed % 2:
        form.type(data + b"\x14")
    else:
        for piece in pieces(data + b"\x14", seed):
            form.type(piece)
    form.wait(lambda: len(form.notes) > done)
    assert (
        form.notes[done]
        == f"did {['', field.text, (field.row, field.column)]!r}"
    )


@given(st.lists(st.sampled_from([*"ab", BACKSPACE, "\t", LEFT]), max_size=30))
def test_what_is_typed_after_a_tab_goes_to_the_next_field(
    form: Running, script: list[str]
) -> None:
    fields = [Field(), Field()]
    at = 1
    for key in script:
        if key == "\t":
            at = 1 - at
        else:
            fields[at].press(key)
    line, lines = fields
    done = len(form.notes)
    form.type("".join([*script, "\x14"]).encode())
    form.wait(lambda: len(form.notes) > done)
    expected = [line.text, lines.text, (lines.row, lines.column)]
    assert form.notes[done] == f"did {expected!r}"


def test_what_is_typed_while_something_is_being_kept_waits_for_the_next_place(
    tmp_path: Path,
) -> None:
    with running("form", tmp_path / "trace") as program:
        program.type(b"abc\x13de\x13")
        program.wait_for_note("then ctrl+s")
    assert program.notes == [
        "ready",
        "kept 'abc'",
        "then d",
        "then e",
        "then ctrl+s",
    ]


def test_a_key_that_cannot_wait_goes_before_what_waits_for_something_slow(
    tmp_path: Path,
) -> None:
    with running(
        "form", tmp_path / "trace", variables={"SAMPLE_SLOW": "2"}
    ) as program:
        program.type(b"abc\x13de\x07x")
        program.wait_for_note("hidden")
        assert program.notes == ["ready", "hidden"]
        program.wait_for_note("then e")
    # What was typed for the next place waited until the screen that came between was gone.
    assert program.notes[2:] == ["back by x", "kept 'abc'", "then d", "then e"]


def test_what_was_typed_before_a_key_that_cannot_wait_waits_through_the_next_such_key(
    tmp_path: Path,
) -> None:
    with running(
        "form", tmp_path / "trace", variables={"SAMPLE_SLOW": "1"}
    ) as program:
        program.type(b"abc\x13de\x0fx\x07yzq")
        program.wait_for_note("then e")
    assert program.notes == [
        "ready",
        "told",
        "hidden",
        "back by y",
        "read x",
        "read z",
        "read q",
        "kept 'abc'",
        "then d",
        "then e",
    ]


def kept(data: Path) -> tuple[list[str], int]:
    """The texts of all entries, and how many check-ins there are."""
    workbook = open_workbook(data, clock=SystemClock())
    texts = [record.value.text for record in workbook.of(Entry).all()]
    count = len(workbook.of(CheckIn).all())
    workbook.close()
    return texts, count


TYPED = {
    "a corrected word": ("5n", "teh\x7f\x7fhe\x13"),
    "arrows": ("5n", "abc\x1b[D\x1b[Dq\x13"),
    "to the beginning": ("5n", "ab\x1b[Hq\x13"),
    "lines": ("5n", "abc\rdef\x1b[Aq\x13"),
    "kept, and on to another screen": ("5", "nabc\x135"),
    "kept, and on to a check-in": ("5", "nabc\x13c31224\x13"),
    "a filter": ("4f", "phone\x7f\x7f\x7f\x7f\x7fcheat\r"),
    "a search and what was found": ("1", "/jealousy\r"),
    "screens and lists": ("1", "5jjj\r\x1b[B\x1b[B2jj\x1b[B\r"),
    "a title, a text and tags": (
        "5n",
        "text\x1b[Ztitle\t\tone, twx\x7fo\x13n" + PASTE + "\x13",
    ),
    "set aside and taken up": (
        "5",
        "nabc\x1b[Dq\x18\x1b[Byn" + PASTE + "d\x13",
    ),
    "a check-in with lines": (
        "c",
        "31\x1b[B\x1b[B4\x1b[Ba walk\x7f\x7f\x7f\x7fdrive\tquie\x1b[Dt\x13",
    ),
    "letters of another keyboard": ("5", "тйП\x7fя\x135"),
    "words with marks, joined and wide": (
        "5n",
        "été 你好 नि 👩‍👧\x7fx\x1b[D\x1b[Dq\x13",
    ),
    "a goal that is thrown away": ("5", "nab\x18\x1b[B\r5]]]ncd\x13"),
    "commands by name": (
        "1",
        "\x10rela\x7f\x7f\x1b[B\x1b[A\x1b5n\x1b[Zt\tx\x13",
    ),
    "through a window": (
        "5",
        "n/!?" + BACKSPACE * 2 + "x\x1b[18~a\x07\x07b\x13q",
    ),
}
"""What is typed, after keys that are awaited one by one."""


KEPT = {
    "a corrected word": "the",
    "arrows": "aqbc",
    "to the beginning": "qab",
    "lines": "abcq\ndef",
    "kept, and on to another screen": "abc",
    "kept, and on to a check-in": "abc",
    "letters of another keyboard": "йя",
}
"""The text of the entry that is kept of it, in every way."""


def outcome(
    data: Path, opened: str, typed: str, way: str
) -> tuple[tuple[list[str], int], str]:
    """What is kept and shown after typing in a way."""
    with forked(data) as program:
        program.press(*opened)
        program.settle(0.2)
        WAYS[way](program, typed)
        program.settle(0.4)
        shown = program.shown
        program.type("\x11")
        assert program.wait_end() == 0
    shown = re.sub(r"[\u2581-\u2588]", " ", shown)
    # The note comes when nothing was typed for a while, and that is sooner in one way than in another.
    shown = re.sub(r" · draft kept at \d\d:\d\d", "", shown)
    return kept(data), re.sub(r"\b\d\d:\d\d\b", "hh:mm", shown)


@pytest.mark.parametrize("case", TYPED)
def test_the_same_is_kept_and_shown_however_it_comes_in(
    filled: Path, tmp_path: Path, case: str
) -> None:
    def in_a_way(way: str) -> tuple[tuple[list[str], int], str]:
        folder = tmp_path / way
        shutil.copytree(filled, folder)
        return outcome(folder, *TYPED[case], way)

    # Side by side, as each waits for pauses most of its time.
    with ThreadPoolExecutor(len(WAYS)) as pool:
        outcomes = dict(zip(WAYS, pool.map(in_a_way, WAYS), strict=True))
    first = outcomes["one by one"]
    for way, other in outcomes.items():
        assert other == first, way
    (texts, _), shown = first
    assert KEPT.get(case) in [None, *texts]
    if case == "a filter":
        assert "cheat" in shown


def test_what_is_left_unfinished_is_all_in_the_draft(
    filled: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    with forked(data) as program:
        program.press("5", "n")
        program.type("teh\x7f\x7fhe end\x11")
        assert program.wait_end() == 0
    with forked(data, shows="You had not finished") as program:
        assert "the end" in program.shown
