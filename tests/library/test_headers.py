"""What front matter says of a page becomes its header, or is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trust_tui.front_matter import Field, split_front
from trust_tui.library.headers import (
    KEYS,
    count_words,
    make_header,
    reading_minutes,
)
from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.model import Header, Kind, Problem


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=20)))
def test_no_values_break_the_header(values: dict[str, str]) -> None:
    fields = {key: Field(value, 2) for key, value in values.items()}
    make_header(fields, "a.md", 10, [])


def header_of(
    problems: list[Problem], **values: str | tuple[str, ...]
) -> Header | None:
    fields = {
        key.rstrip("_"): Field(value, line)
        for line, (key, value) in enumerate(values.items(), start=2)
    }
    return make_header(fields, "a.md", 500, problems)


def test_header_holds_every_value() -> None:
    problems: list[Problem] = []
    header = header_of(
        problems,
        id="my-step",
        kind="step",
        title="My  step\x1b",
        summary="Why",
        order="3",
        step="3",
        part="a",
        for_=("partner",),
        leads_to="step-1",
        scale="week",
        covers=("A1", "A2"),
        lang="nl",
        reviewed="2026-11-24",
        reviewer="R",
    )
    assert problems == []
    assert header == Header(
        id="my-step",
        kind=Kind.STEP,
        title="My step\u241b",
        summary="Why",
        path="a.md",
        order=3,
        step=3,
        part="a",
        audience=("partner",),
        leads_to=("step-1",),
        scale="week",
        covers=("A1", "A2"),
        lang="nl",
        reviewed=date(2026, 11, 24),
        reviewer="R",
        minutes=2,
    )


@pytest.mark.parametrize(
    ("values", "line", "words"),
    [
        ({"kind": "page", "title": "T"}, 1, "no id"),
        ({"id": "My Page", "kind": "page", "title": "T"}, 2, "small letters"),
        ({"id": "a", "title": "T"}, 1, "no kind"),
        ({"id": "a", "kind": "poem", "title": "T"}, 3, "no such kind"),
        ({"id": "a", "kind": "page", "title": ""}, 4, "no title"),
        ({"id": "a", "kind": "page", "title": ("T",)}, 4, "is a list"),
    ],
)
def test_header_that_lacks_what_it_needs_is_refused_and_named(
    values: dict[str, str | tuple[str, ...]], line: int, words: str
) -> None:
    problems: list[Problem] = []
    assert header_of(problems, **values) is None
    assert (problems[0].file, problems[0].line) == ("a.md", line)
    assert words in problems[0].advice
    assert not problems[0].warning


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("order", "first"),
        ("step", "12345"),
        ("order", "٣"),
        ("reviewed", "May"),
    ],
)
def test_value_of_the_wrong_form_is_named_and_left_out(
    key: str, value: str
) -> None:
    problems: list[Problem] = []
    header = header_of(problems, id="a", kind="page", title="T", **{key: value})
    assert header == Header(
        id="a", kind=Kind.PAGE, title="T", summary="", path="a.md", minutes=2
    )
    assert [(problem.line, problem.warning) for problem in problems] == [
        (5, True)
    ]


def test_reading_time_is_at_least_a_minute() -> None:
    assert [reading_minutes(words) for words in (0, 199, 600, 690)] == [
        1,
        1,
        3,
        3,
    ]


def test_words_counted_from_the_gaps_are_close_to_the_words_read() -> None:
    library = Library([packaged_folder()])
    for header in library.headers():
        parts = split_front(library.shelves.source(header.id))
        assert parts is not None
        words = library.page(header.id).words
        assert abs(count_words(parts[1]) - words) <= words / 10, header.id
