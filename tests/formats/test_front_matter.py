"""Front matter in its plain form is read without the parser, and the same as by the parser."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.strategies import ANY_TEXT
from tests.support import MOMENT
from trust_tui.domain.records import Entry
from trust_tui.formats import front_matter, jrnl
from trust_tui.formats.clean_text import tidy, words_of
from trust_tui.formats.front_matter import read_front

KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,6}", fullmatch=True)
PIECES = st.sampled_from(
    [
        "a",
        "B",
        "7",
        " ",
        ":",
        "-",
        "#",
        "'",
        '"',
        "\\",
        "\t",
        "2026-11-24",
        "T20:15:00+01:00",
        "[",
        "]",
        "é",
        "\x85",
        "~",
    ]
)
VALUES = st.lists(PIECES, max_size=5).map("".join)
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, VALUES),
    st.builds('{}: "{}"'.format, KEYS, VALUES),
    KEYS.map("{}:".format),
    VALUES.map("  - {}".format),
    VALUES,
)
FRONTS = st.lists(LINES, max_size=6).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


def parsed(front: str) -> object:
    """What a YAML parser of its own makes of it, when it is flat."""
    found = yaml.load(front, Loader=yaml.BaseLoader)
    return (
        {}
        if found is None
        else {key.strip().lower(): value for key, value in found.items()}
    )


@given(FRONTS)
def test_what_is_read_without_the_parser_is_what_the_parser_reads(front: str) -> None:
    simple = front_matter._read_simple(front)

    assert simple is None or simple == parsed(front)


def test_what_we_and_most_others_write_is_read_without_the_parser() -> None:
    front = (
        'type: entry\nid: "123456789012345678901234"\ndate: 2026-11-24\ncreated: 2026-11-24T20:15:00\n'
        'offset: "+01:00"\ntitle: "Ask, once"\ntags:\n  - evening\n  - good-day\n'
    )

    assert front_matter._read_simple(front) == read_front(front) == parsed(front)
    assert read_front(front)["tags"] == ["evening", "good-day"]


@pytest.mark.parametrize(
    "front",
    [
        "a: &x b\n",
        "a: [b]\n",
        "a: b: c\n",
        "a:\n",
        'a: "b\\n"\n',
        "a: b # c\n",
        "a: b\x0b\n",
    ],
)
def test_what_may_mean_more_is_left_to_the_parser(front: str) -> None:
    assert front_matter._read_simple(front) is None


@given(ANY_TEXT, ANY_TEXT)
def test_the_same_words_are_those_between_any_white_space(
    title: str, text: str
) -> None:
    entry = Entry(title=title, text=text, day=MOMENT.date())

    assert words_of(entry) == " ".join(f"{title} {text}".split())


@given(ANY_TEXT)
def test_tidy_text_has_no_control_character_and_is_left_alone(text: str) -> None:
    once = tidy(text)

    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", once) is None
    assert tidy(once) == once


@given(
    st.lists(st.sampled_from(["[", "]", " ", "\n", "a", "[a] "]), max_size=12).map(
        "".join
    )
)
def test_the_heads_are_the_brackets_at_the_beginning_of_a_line(text: str) -> None:
    wanted = re.compile(r"^\[([^\]\n]{1,40})\] ", re.MULTILINE)

    assert [match.span() for match in jrnl._heads(text)] == [
        match.span() for match in wanted.finditer(text)
    ]
