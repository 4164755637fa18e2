"""Front matter: the quick reader and PyYAML, and what becomes of it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trust_tui.library.front import (
    Field,
    count_words,
    make_header,
    read_plain,
    reading_minutes,
    split_front,
)
from trust_tui.library.front_yaml import read_yaml
from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.model import Header, Kind, Problem

FILES = sorted((packaged_folder() / "en").glob("**/*.md"))


def front_of(path: Path) -> str:
    parts = split_front(path.read_text("utf-8"))
    assert parts is not None
    return parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_quick_reader_agrees_with_pyyaml_on_every_packaged_file(path: Path) -> None:
    problems: list[Problem] = []
    quickly = read_plain(front_of(path))
    assert quickly is not None, (
        "a packaged file is not of the plain form, which costs every start 20 ms"
    )
    assert quickly == read_yaml(front_of(path), path.name, problems)
    assert problems == []


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(
        [
            "[a, b]",
            "[]",
            "[a,b ]",
            "'a'",
            '"a: b"',
            "a: b",
            "a #b",
            "a#b",
            "-",
            "- a",
            "yes",
            "2026-11-24",
        ]
    ),
    st.text("[]{},:'\"#-&*!|> ab", max_size=12),
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["id", "title", "for", "covers"]), VALUES), max_size=4
    )
)
@example([("id", "a\x85b")])
@example([("id", "?a")])
@example([("id", "...")])
def test_quick_reader_never_reads_anything_else_than_pyyaml(
    pairs: list[tuple[str, str]],
) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in pairs)
    quickly = read_plain(front)
    if quickly is not None:
        assert quickly == read_yaml(front, "a.md", [])


@given(st.text(max_size=200))
def test_no_front_matter_breaks_the_readers(front: str) -> None:
    if "\n---" not in front:
        read_plain(front)
        fields = read_yaml(front.encode("utf-8", "replace").decode("utf-8"), "a.md", [])
        make_header(fields or {}, "a.md", 10, [])


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("id: a\ntitle: b: c\n", 3, "colon"),
        ("id: a\nid: b\n", 3, "says again"),
        ("id: {a: b}\n", 2, "nested"),
        ("id: [a, [b]]\n", 2, "nested"),
        ("id: &x a\n", 2, "nested"),
        ("id: *x\n", 2, "nested"),
        ("id: !!python/object/apply:os.system [ls]\n", 2, "nested"),
        ("id: !!str a\n", 2, "nested"),
        ("- a\n- b\n", 2, "nested"),
        ("[a]: b\n", 2, "nested"),
        ("just text\n", 2, "nested"),
        ("id: a\n...\nid: b\n", 4, "cannot be read"),
        ("id: 'a\n", 3, "cannot be read"),
        ("id: \x01\n", 2, "cannot be read"),
        (
            "id: " + "[" * 5000,
            2,
            "The front matter",
        ),  # newer readers give up on the depth itself
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 2, "nested"),
    ],
)
def test_front_matter_that_is_no_flat_list_is_named_with_its_line(
    front: str, line: int, words: str
) -> None:
    problems: list[Problem] = []
    assert read_plain(front) is None
    assert read_yaml(front, "a.md", problems) is None
    assert [problem.line for problem in problems] == [line]
    assert words in problems[0].advice


def test_lists_over_several_lines_are_read_with_pyyaml() -> None:
    front = "id: a\ncovers:\n  - A1\n  - A2\ntitle: >\n  long\n  title\n"
    assert read_plain(front) is None
    assert read_yaml(front, "a.md", []) == {
        "id": Field("a", 2),
        "covers": Field(("A1", "A2"), 3),
        "title": Field("long title\n", 6),
    }


@pytest.mark.parametrize(
    "source", ["", "text", "---\nid: a\n", "----\nid: a\n----\n", " ---\nid: a\n---\n"]
)
def test_text_without_closed_front_matter_has_none(source: str) -> None:
    assert split_front(source) is None


def test_front_matter_longer_than_any_needs_is_refused() -> None:
    assert split_front("---\n" + "a: b\n" * 2_000 + "---\n") is None


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
    [("order", "first"), ("step", "12345"), ("order", "٣"), ("reviewed", "May")],
)
def test_value_of_the_wrong_form_is_named_and_left_out(key: str, value: str) -> None:
    problems: list[Problem] = []
    header = header_of(problems, id="a", kind="page", title="T", **{key: value})
    assert header == Header(
        id="a", kind=Kind.PAGE, title="T", summary="", path="a.md", minutes=2
    )
    assert [(problem.line, problem.warning) for problem in problems] == [(5, True)]


def test_reading_time_is_at_least_a_minute() -> None:
    assert [reading_minutes(words) for words in (0, 199, 600, 690)] == [1, 1, 3, 3]


def test_words_counted_from_the_gaps_are_close_to_the_words_read() -> None:
    library = Library([packaged_folder()])
    for header in library.headers():
        parts = split_front(library.source(header.id))
        assert parts is not None
        words = library.page(header.id).words
        assert abs(count_words(parts[1]) - words) <= words / 10, header.id
