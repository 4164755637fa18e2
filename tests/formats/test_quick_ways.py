"""Quick ways through text find what the plain ones would."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.strategies import ANY_TEXT
from tests.support import MOMENT
from trust_tui.domain.records import Entry
from trust_tui.formats import jrnl
from trust_tui.formats.clean_text import tidy, words_of
from trust_tui.formats.csv_rows import rows_of


@given(ANY_TEXT, ANY_TEXT)
def test_the_same_words_are_those_between_any_white_space(
    title: str, text: str
) -> None:
    entry = Entry(title=title, text=text, day=MOMENT.date())

    assert words_of(entry) == " ".join(f"{title} {text}".split())


@given(ANY_TEXT, st.sampled_from(["", "a " * 1_500]))
def test_tidy_text_has_no_control_character_and_is_left_alone(
    text: str,
    before: str,
) -> None:
    once = tidy(before + text)

    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", once) is None
    assert tidy(once) == once


@given(
    st.lists(
        st.sampled_from(["[", "]", " ", "\n", "a", "[a] "]), max_size=12
    ).map("".join)
)
def test_the_heads_are_the_brackets_at_the_beginning_of_a_line(
    text: str,
) -> None:
    wanted = re.compile(r"^\[([^\]\n]{1,40})\] ", re.MULTILINE)

    assert [(head.start, head.end) for head in jrnl._heads(text)] == [
        match.span() for match in wanted.finditer(text)
    ]


@given(
    st.text(st.sampled_from('a,;"\n '), max_size=40),
    st.sampled_from(",;"),
)
def test_the_quick_rows_of_csv_are_those_of_the_module(
    text: str, delimiter: str
) -> None:
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True
    )
    try:
        wanted = [(rows.line_num, row) for row in rows if row not in ([], [""])]
    except csv.Error:
        with pytest.raises(csv.Error):
            rows_of(text, delimiter)
        return

    found = [one for one in rows_of(text, delimiter) if one[1] != [""]]

    assert found == wanted
