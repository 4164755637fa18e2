"""The filter language: what each condition takes, what is refused, and what the words fold."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.making import record
from trust_tui.domain import (
    NOBODY,
    CheckIn,
    Entry,
    Filter,
    FilterParser,
    Goal,
    UsageError,
    Value,
    plain_letters,
    tags_of,
    who_filter,
    words_filter,
)

DAY = date(2026, 11, 20)


def days(text: str) -> tuple[date, date]:
    """Full days and years alone."""
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError("Write a day.") from None
    return day, day


PARSER = FilterParser([("S", "1"), ("Mother", "2"), ("M", "3")], days)


def entry(text: str = "", **fields: Any) -> Entry:
    return replace(Entry(text=text, day=DAY), **fields)


def fits(text: str, value: Value) -> bool:
    return PARSER.parse(text).fits(record(value))


WALK = entry("We took a walk, and talked #Café", tags=("outside",), about="1")


@pytest.mark.parametrize(
    "text",
    [
        "walk",
        "WALK talked",
        "wal",
        '"a walk"',
        "“a  WALK”",
        '"a walk',
        "#cafe",
        "#Outside",
        "tag:outside",
        "tag:#outside",
        "who:s",
        "kind:entry",
        "kind:entries",
        "kind:ent",
        "kind:journal",
        "from:2026-11-20",
        "to:2026-11-20",
        "on:2026",
        "-quarrel",
        '-"walk a"',
        "-#inside",
        "-who:mother",
        "-kind:goal",
        "-from:2027",
        "who:s walk -quarrel from:2026",
        "who: #",
        "caf",
        "-",
    ],
)
def test_a_filter_takes_what_fits(text: str) -> None:
    assert fits(text, WALK)


@pytest.mark.parametrize(
    "text",
    [
        "quarrel",
        "walk quarrel",
        '"walk a"',
        '"talked outside"',
        "#out",
        "#walk",
        "who:mother",
        "who:m",
        "who:nobody",
        "kind:check-in",
        "from:2026-11-21",
        "to:2026-11-19",
        "on:2025",
        "-walk",
        '-"a walk"',
        "-#cafe",
        "-who:s",
        "-kind:entry",
        "is:untagged",
        "is:starred",
        "http://walk",
    ],
)
def test_a_filter_leaves_out_what_does_not_fit(text: str) -> None:
    assert not fits(text, WALK)


def test_what_is_about_nobody_can_be_asked_for() -> None:
    assert fits("who:nobody", entry("a"))
    assert not fits("who:s", entry("a"))
    (condition,) = PARSER.parse("who:nob").conditions
    assert condition.values == {NOBODY}


def test_a_label_goes_before_labels_that_begin_with_it() -> None:
    assert fits("who:m", entry("a", about="3"))
    assert not fits("who:m", entry("a", about="2"))
    assert fits("who:mo", entry("a", about="2"))


def test_an_untagged_entry_has_no_tag_in_its_text_either() -> None:
    assert fits("is:untagged", entry("a"))
    assert not fits("is:untagged", entry("a #b"))
    assert not fits("is:untagged", Goal(action="a"))


def test_a_star_is_the_tag_that_stands_for_it() -> None:
    assert fits("is:starred", entry("a", tags=("starred",)))
    assert not fits("is:starred", entry("a"))


def test_words_are_looked_for_in_every_text_of_a_record() -> None:
    value = CheckIn(day=DAY, answers={}, good="tea", note="rain #walk")
    assert fits("tea rain #walk", value)
    assert not fits('"tea rain"', value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("who:zanzibar", "Nobody here"),
        ("kind:zanzibar", "check-in"),
        ("from:zanzibar", "Write a day"),
        ("is:zanzibar", "starred or untagged"),
        ("-who:zanzibar", "Nobody here"),
    ],
)
def test_what_is_no_filter_is_refused_in_one_sentence(
    text: str, says: str
) -> None:
    with pytest.raises(UsageError) as refused:
        PARSER.parse(text)
    assert says in refused.value.advice
    assert "zanzibar" not in refused.value.advice


def test_a_word_with_a_colon_is_a_word() -> None:
    assert fits("21:15 note:well", entry("at 21:15 he said note:well"))


def test_the_places_that_match_are_told() -> None:
    text = "A Walk, then tea in the Café"
    found = PARSER.parse('walk "the cafe" -tea').places(text)
    assert [text[start:end] for start, end in found] == ["Walk", "the Café"]


ROWS = [
    ("große Straße", "strasse", True),
    ("naïve café", "cafe", True),
    ("йод и ёлка", "елка", True),
    ("йод и ёлка", "иод", False),
    ("한국어 공부", "한국", True),
    ("Ἀθῆναι", "αθηναι", True),
    ("ΟΔΟΣ", "οδος", True),
    ("за́мок", "замок", True),
    ("がくせい", "かくせい", False),
    ("ハバ", "パパ", False),
    ("हिन्दी", "हन्द", False),
    ("it’s late", "it's", True),
    ("Łódź", "łodz", True),
]


@pytest.mark.parametrize(("text", "query", "found"), ROWS)
def test_accents_fold_where_they_do_not_make_another_letter(
    text: str, query: str, found: bool
) -> None:
    assert words_filter(query).fits(record(entry(text))) is found
    assert fits(query, entry(text)) is found


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#walk and #Walk", ("walk",)),
        ("# Heading\n## two", ()),
        ("see page.md#place, [there](#place) &#39; #1", ()),
        ("(tea) #two-words, #a/b.", ("two-words", "a/b")),
    ],
)
def test_tags_in_the_text_count(text: str, tags: tuple[str, ...]) -> None:
    assert tags_of(entry(text)) == tags


def test_tags_of_the_field_come_first_and_once() -> None:
    assert tags_of(entry("#b #A", tags=("a",))) == ("a", "b")


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_refused(text: str) -> None:
    try:
        found = PARSER.parse(text)
    except UsageError:
        return
    assert isinstance(found, Filter)
    found.fits(record(WALK))
    found.places(text)


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=30))
def test_what_stands_in_a_text_is_found_in_it(
    before: str, word: str, after: str
) -> None:
    value = entry(f"{before} {word} {after}")
    assert words_filter(word).fits(record(value))


@given(st.text(max_size=60))
def test_the_places_lie_in_the_text_and_hold_what_was_asked(text: str) -> None:
    for start, end in words_filter("a").places(text):
        assert 0 <= start < end <= len(text)
        assert "a" in plain_letters(text[start:end])


@pytest.mark.parametrize(
    "label", ['The "boss"', '"M"', "\u201cM\u201d", "\u00abM\u00bb and S", "M"]
)
def test_a_label_with_quotation_marks_can_be_asked_for(label: str) -> None:
    people = [(label, "1" * 24), ("other", "2" * 24)]
    wanted = FilterParser(people, days).parse(who_filter(label))
    assert [condition.values for condition in wanted.conditions] == [
        frozenset({"1" * 24})
    ]
