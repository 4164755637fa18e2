"""Front matter is read line by line where that is safe, by PyYAML elsewhere, and both read the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from trust_tui.front_matter import (
    LONGEST,
    Field,
    FrontError,
    read,
    read_plain,
    read_values,
    read_yaml,
    split_front,
    write_front,
)
from trust_tui.library.library import packaged_folder

FILES = sorted((packaged_folder() / "en").glob("**/*.md"))


def front_of(path: Path) -> str:
    parts = split_front(path.read_text("utf-8"))
    assert parts is not None
    return parts[0]


def values(front: str, *, nested: bool = True) -> dict[str, Any]:
    return {
        key: field.value for key, field in read(front, nested=nested).items()
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_quick_reader_agrees_with_pyyaml_on_every_packaged_file(
    path: Path,
) -> None:
    quickly = read_plain(front_of(path))
    assert quickly is not None, (
        "a packaged file is not of the plain form, which costs every start 20 ms"
    )
    assert quickly == read_yaml(front_of(path))


TEXTS = st.one_of(
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
        st.tuples(st.sampled_from(["id", "title", "for", "covers"]), TEXTS),
        max_size=4,
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
        assert quickly == read_yaml(front)


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


@given(FRONTS)
@example("a:\n  - b\n  - c: d\n")
@example("a: []\n  - b\n")
@example("a: b\n  - c\n")
@example("  - c\n")
@example("a:\n# no\n\n  - b\n")
def test_lists_are_read_without_the_parser_as_the_parser_reads_them(
    front: str,
) -> None:
    quickly = read_plain(front)

    assert quickly is None or quickly == read_yaml(front)


@given(FRONTS)
@example('a: ""\n  - b\n')
@example('a: "b"\n  - c\n')
@example("a: b:\n")
@example("a: b \n")
@example("a: b\na: c\n")
@example("a:\n  - b\n\n  - c\n")
@example("a: b")
@example("")
def test_values_alone_are_those_of_the_fields(front: str) -> None:
    try:
        wanted = values(front)
    except FrontError:
        with pytest.raises(FrontError):
            read_values(front)
    else:
        assert read_values(front) == wanted


@given(FRONTS)
def test_what_is_flat_is_read_as_yaml_itself_reads_it(front: str) -> None:
    try:
        found = values(front, nested=False)
    except FrontError:
        return
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    parsed = yaml.load(front, Loader=loader)

    assert found == {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in (parsed or {}).items()
    }


def test_what_we_and_most_others_write_is_read_without_the_parser() -> None:
    front = (
        'type: entry\nid: "123456789012345678901234"\ndate: 2026-11-24\ncreated: 2026-11-24T20:15:00\n'
        'offset: "+01:00"\ntitle: "Ask, once"\ntags:\n  - evening\n  - good-day\n'
    )

    assert read_plain(front) == read(front) == read_yaml(front)
    assert read(front)["tags"] == Field(("evening", "good-day"), 8)


@pytest.mark.parametrize(
    "front",
    [
        "a: &x b\n",
        "a: [b, [c]]\n",
        "a: b: c\n",
        'a: "b\\n"\n',
        "a: b # c\n",
        "a: b\x0b\n",
        "a:\n  - b: c\n",
        "a:\n  -b\n",
        "- a\n",
        "a: b\na: c\n",
        "title: >\n  long\n  title\n",
    ],
)
def test_what_may_mean_more_is_left_to_the_parser(front: str) -> None:
    assert read_plain(front) is None


@given(st.text(max_size=200), st.booleans())
def test_any_front_matter_is_read_or_refused_with_a_word(
    front: str, nested: bool
) -> None:
    try:
        read(front, nested=nested)
    except FrontError as error:
        assert error.advice.endswith(".")
        assert error.line >= 1


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
    assert read_plain(front) is None
    with pytest.raises(FrontError) as refused:
        read(front)
    assert refused.value.line == line
    assert words in refused.value.advice


def test_lists_over_several_lines_are_read_with_their_lines() -> None:
    front = "id: a\ncovers:\n- A1\n- A2\ntitle: >\n  long\n  title\n"
    assert read(front) == {
        "id": Field("a", 2),
        "covers": Field(("A1", "A2"), 3),
        "title": Field("long title\n", 6),
    }


def test_what_is_nested_or_said_twice_is_read_past_in_notes_of_others() -> None:
    front = "a: {b: {c: [1, {d: e}]}}\nf: [g, [h], {i: j}, k]\nl: 1\nl: 2\nm: &x y\n"

    assert values(front) == {"a": "", "f": ("g", "k"), "l": "2", "m": "y"}


@pytest.mark.parametrize(
    "front", ["a: &a [1]\nb: *a", "- a", "a: [1", "[" * 5_000, "x"]
)
def test_what_is_no_list_of_keys_is_refused_even_there(front: str) -> None:
    with pytest.raises(FrontError):
        read(front, nested=True)


def test_tags_of_yaml_run_nothing() -> None:
    front = "a: !!python/object/apply:os.system ['echo hi']\nb: {c: 1}\nd: !x y"

    assert values(front) == {"a": ("echo hi",), "b": "", "d": "y"}


def test_empty_front_matter_holds_nothing() -> None:
    assert values("# a comment") == values("") == {}
    assert split_front("---\n---\nText") == ("", "Text")
    assert split_front("---\na: 1\n---") == ("a: 1\n", "")


def test_blanks_after_the_dashes_and_dots_in_their_place_end_it_too() -> None:
    assert split_front("--- \na: 1\n---\t\nText") == ("a: 1\n", "Text")
    assert split_front("---\na: 1\n...\nText") is None
    assert split_front("---\na: 1\n...\nText", dots=True) == ("a: 1\n", "Text")


@pytest.mark.parametrize(
    "source",
    ["", "text", "---\nid: a\n", "----\nid: a\n----\n", " ---\nid: a\n---\n"],
)
def test_text_without_closed_front_matter_has_none(source: str) -> None:
    assert split_front(source) is None


def test_front_matter_longer_than_any_needs_is_refused() -> None:
    assert split_front("---\n" + "a: b\n" * 20_000 + "---\n") is None
    assert split_front("---\n" + "a: b\n" * 20 + "---\n", longest=50) is None
    with pytest.raises(FrontError, match="too long"):
        read_yaml("a: b\n" * LONGEST)


def test_front_matter_can_be_written_and_read_again() -> None:
    front: dict[str, Any] = {
        "a": "x: y",
        "b": 1,
        "c": ["1", "two"],
        "d": [],
        "e": date(2026, 1, 2),
        "f": "true",
        "g": True,
    }

    parts = split_front(write_front(front))

    assert parts is not None
    assert values(parts[0]) == {
        "a": "x: y",
        "b": "1",
        "c": ("1", "two"),
        "e": "2026-01-02",
        "f": "true",
        "g": "true",
    }


LINES = st.sampled_from(
    ["---", "--- ", "---\t", "----", "...", "... ", "....", "a: 1", " ", ""]
)


@given(
    lines=st.lists(LINES, max_size=7), dots=st.booleans(), ended=st.booleans()
)
@example(lines=["a: 1", "--- ", "a: 1", "---", "Text"], dots=False, ended=True)
@example(lines=["...", "a: 1", "---", "Text"], dots=True, ended=True)
def test_the_quick_way_finds_the_front_matter_that_the_other_finds(
    lines: list[str], dots: bool, ended: bool
) -> None:
    rest = "\n".join(lines) + "\n" * ended
    # A blank after the first dashes is no part of it, and is for the slower way.
    quickly, slowly = [
        split_front(f"{head}\n{rest}", dots=dots) for head in ("---", "--- ")
    ]

    assert quickly == slowly
