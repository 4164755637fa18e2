"""Text of a person, made harmless where it is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import control_characters
from trust_tui.domain.text import LOST, clean, one_line

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)
"""Every character there is, lone surrogates too."""


@given(ANY_TEXT)
def test_no_character_that_steers_a_terminal_is_left(text: str) -> None:
    assert control_characters(clean(text)) <= {"\n", "\t"}


@given(ANY_TEXT)
def test_text_keeps_its_length_and_all_harmless_characters(text: str) -> None:
    cleaned = clean(text)

    assert len(cleaned) == len(text)
    assert all(
        new == old or control_characters(old) or old in HIDDEN
        for old, new in zip(text, cleaned, strict=True)
    )


HIDDEN = frozenset(map(chr, range(0xE0000, 0xE0080)))
"""Invisible tags: no terminal obeys them, but text may be smuggled in them."""


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_cleaned_text_can_always_be_sent(text: str) -> None:
    clean(text).encode("utf-8")


def test_the_words_of_one_line_stand_a_blank_apart() -> None:
    assert one_line(" a\n b\t\tc ") == "a b c"


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "caf\u00e9",
        "\u05e9\u05dc\u05d5\u05dd",
        "\U0001f600",
        "[b]not markup[/b]",
        "a\nb\tc",
        "\u200d",
        "e\u0301",
        "",
    ],
)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\u241b[2J"),
        ("\x1b]52;c;ZXZpbA==\x07", "\u241b]52;c;ZXZpbA==\u2407"),
        ("a\x00b", "a\u2400b"),
        ("a\rb", "a\u240db"),
        ("\x7f", "\u2421"),
        ("\u009b2J", f"{LOST}2J"),
        ("\u202etxt.exe", f"{LOST}txt.exe"),
        ("\ud800", LOST),
        ("\u2028", LOST),
        ("\ufeffa", f"{LOST}a"),
    ],
)
def test_what_was_taken_out_leaves_a_mark(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_every_control_character_of_unicode_is_replaced() -> None:
    controls = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cc"
    ]

    assert {
        clean(letter) for letter in controls if letter not in "\n\t"
    }.isdisjoint(controls)
