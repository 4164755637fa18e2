"""From Markdown to blocks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.parse import passages_of
from trust_tui.typeset.blocks import (
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    links_of,
    plain,
)

from .conftest import Parse

PIECES = st.sampled_from(
    ["# a", "## b {#b x=1}", "- ", "- [ ] ", "  ", "> ", "1. ", "*", "**", "_", "`", "[", "](", "there.md)", "<b>", "|",
     "|-|-|", "---", "\n", "\n\n", "{", "}", "{#a", "a", "é", "漢字", "👩\u200d👧", "\u202e", "\x1b[2J", "\t", "&#27;",
     "&#x202e;", "!", "\\", "https://a.b", "```", "\u0301"]
)  # fmt: skip
MARKDOWN = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


def spans(*texts: str) -> tuple[Span, ...]:
    return tuple(Span(text=text) for text in texts)


def test_heading_gives_up_its_machine_part(parse: Parse) -> None:
    page, problems = parse("## A *b* {#my-id min=10 with=alone}\n")
    assert page.blocks == (
        Heading(
            spans=(Span(text="A "), Span(text="b", emphasis=True)),
            level=2,
            id="my-id",
            attrs={"min": "10", "with": "alone"},
            line=1,
        ),
    )
    assert problems == []


@pytest.mark.parametrize(
    "text", ["A {b} c", "A {b}", "A {#b} c", "A `{#b}`", "{ }", "}", "A {}"]
)
def test_braces_that_are_no_machine_part_stay(parse: Parse, text: str) -> None:
    page, problems = parse(f"## {text}\n")
    assert plain(page.blocks) == text.replace("`", "")
    assert problems == []


@pytest.mark.parametrize(
    "text",
    ["A {#b", "A {#b c}", "A {b=}", "A {#ä}", "A {x=1 #}", "A {#b x=[1]}"],
)
def test_machine_part_with_a_slip_is_shown_and_named(
    parse: Parse, text: str
) -> None:
    page, problems = parse(f"\n## {text}\n")
    assert plain(page.blocks) == text
    assert [(problem.file, problem.line) for problem in problems] == [
        ("in/here.md", 2)
    ]


def test_items_know_their_id_box_and_nested_items(parse: Parse) -> None:
    page, problems = parse(
        "- One\n  more {#one}\n  - Yes {value=4}\n- [ ] Two {#two}\n- [x] *Three* {#three}\n- {#four}\n-\n"
    )
    block = page.blocks[0]
    assert isinstance(block, ListBlock)
    one, two, three, four, five = block.items
    assert (one.text, one.id, one.ticked, one.line) == (
        "One more",
        "one",
        None,
        1,
    )
    assert [(item.text, item.attrs) for item in one.items] == [
        ("Yes", {"value": "4"})
    ]
    assert (two.text, two.id, two.ticked, two.line) == ("Two", "two", False, 4)
    assert (three.text, three.ticked) == ("Three", True)
    assert (four.text, four.id) == ("", "four")
    assert five == ListItem(blocks=(), line=7)
    assert problems == []


def test_lists_know_their_number_and_their_air(parse: Parse) -> None:
    page, _ = parse(
        "3. a\n4. b\n\ntext\n\n- a\n\n- b\n\ntext\n\n- a\n\n  more\n"
    )
    lists = [block for block in page.blocks if isinstance(block, ListBlock)]
    assert [(block.start, block.loose) for block in lists] == [
        (3, False),
        (None, True),
        (None, False),
    ]


def test_styles_and_breaks_become_spans(parse: Parse) -> None:
    page, _ = parse("a **b *c*** `d`  \ne\\\nf\n")
    assert page.blocks == (
        Paragraph(
            spans=(
                Span(text="a "),
                Span(text="b ", strong=True),
                Span(text="c", strong=True, emphasis=True),
                Span(text=" "),
                Span(text="d", code=True),
                Span(text=" e f"),
            ),
            line=1,
        ),
    )


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("../there.md", "there"),
        ("../there.md#part", "there#part"),
        ("here.md", "here"),
        ("#part", "here#part"),
        ("%68ere.md", "here"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)
def test_links_become_ids_of_pages_or_stay_addresses(
    parse: Parse, address: str, target: str
) -> None:
    page, problems = parse(f"[x]({address})\n")
    assert page.blocks == (
        Paragraph(spans=(Span(text="x", link=target),), line=1),
    )
    assert problems == []


@pytest.mark.parametrize(
    "address",
    [
        "nowhere.md",
        "../../there.md",
        "/there.md",
        "mailto:a@b.c",
        "tel:112",
        "ftp://a.b",
        "%1b[2J",
        "",
    ],
)
def test_link_to_nowhere_is_text_and_named(parse: Parse, address: str) -> None:
    page, problems = parse(f"first\n[x](<{address}>) y\n")
    assert plain(page.blocks) == "first x y"
    assert list(links_of(page.blocks)) == []
    assert [problem.line for problem in problems] == [2]
    assert "leads nowhere" in problems[0].advice
    assert "\x1b" not in problems[0].advice


def test_address_that_would_run_something_is_only_text(parse: Parse) -> None:
    page, _ = parse("[x](javascript:alert(1)) [y](file:///etc/passwd)\n")
    assert (
        plain(page.blocks) == "[x](javascript:alert(1)) [y](file:///etc/passwd)"
    )


def test_html_and_pictures_are_shown_as_text_and_named(parse: Parse) -> None:
    page, problems = parse(
        "<script>bad()</script>\n\na <b>c</b> ![alt](p.png)\n"
    )
    assert page.blocks[0] == Code(text="<script>bad()</script>")
    assert page.blocks[1] == Paragraph(spans=spans("a <b>c</b> alt"), line=3)
    assert [problem.line for problem in problems] == [1, 3, 3, 3]


def test_brackets_stay_as_they_are(parse: Parse) -> None:
    assert (
        plain(parse("By [date] I will [/b] [@click=x] try.\n")[0].blocks)
        == "By [date] I will [/b] [@click=x] try."
    )


def test_tables_know_the_lines_of_their_rows(parse: Parse) -> None:
    page, problems = parse("| A | B |\n|---|---|\n| 1 | **2** |\n| 3 |\n")
    assert page.blocks == (
        Table(
            head=(spans("A"), spans("B")),
            rows=(
                (spans("1"), (Span(text="2", strong=True),)),
                (spans("3"), ()),
            ),
            lines=(3, 4),
        ),
    )
    assert [
        (problem.line, "1 cells" in problem.advice) for problem in problems
    ] == [(4, True)]


def test_bars_in_cells_are_counted_as_markdown_does(parse: Parse) -> None:
    page, problems = parse("a | b\n-|-\nc \\| d | e\nf |\n")
    assert plain(page.blocks) == "a b c | d e f"
    assert [problem.line for problem in problems] == [4]


def test_half_a_table_is_shown_and_named(parse: Parse) -> None:
    page, problems = parse("| A | B |\n| 1 | 2 |\n")
    assert plain(page.blocks) == "| A | B | | 1 | 2 |"
    assert "not one" in problems[0].advice


def test_other_blocks_are_kept(parse: Parse) -> None:
    page, problems = parse("> a\n\n```\ncode\x1b\n```\n\n---\n\n# Big\n")
    assert page.blocks[:3] == (
        Quote(blocks=(Paragraph(spans=spans("a"), line=1),)),
        Code(text="code\u241b"),
        Rule(),
    )
    assert page.blocks[3] == Heading(spans=spans("Big"), level=2, line=9)
    assert [problem.line for problem in problems] == [4, 9]


def test_control_and_direction_characters_become_a_mark_and_are_named(
    parse: Parse,
) -> None:
    page, problems = parse("a\x1b[2J\nb\u202ec\u2028d\x9b &#x202e;&#27;\n")
    text = plain(page.blocks)
    assert text == "a\u241b[2J b\ufffdc\ufffdd\ufffd \ufffd\ufffd"
    assert [problem.line for problem in problems] == [1, 2]
    assert all(problem.warning for problem in problems)


@pytest.mark.parametrize(
    "body",
    [
        ">" * 5_000,
        "".join(f"{'  ' * depth}- a\n" for depth in range(500)),
        "> - " * 3_000,
    ],
)
def test_deep_nesting_is_cut_off_and_named(parse: Parse, body: str) -> None:
    _, problems = parse(body)
    assert [("deep" in problem.advice) for problem in problems] == [True]


def test_words_are_counted_without_markup(parse: Parse) -> None:
    assert (
        parse(
            "## A heading {#id}\n\n- [ ] one *two* {#x}\n- [three](../there.md)\n"
        )[0].words
        == 5
    )


def test_sections_and_parts_are_found_by_id(parse: Parse) -> None:
    page, _ = parse(
        "before\n\n## A {#a}\n\none\n\n### B {#b}\n\n- two\n\n## C\n\nthree\n"
    )
    assert [section.id for section in page.sections] == ["a", ""]
    part = page.section("b")
    assert part is not None
    assert (part.title, [item.text for item in part.items]) == ("B", ["two"])
    assert page.section("nothing") is None


def test_passages_are_the_text_without_markup_by_line() -> None:
    body = "## Head *it* {#x}\n\nOne\n[two](a.md).\n\n- [ ] `do` it {#y}\n\n| a |\n|---|\n| b |\n\n- {#z}\n"
    source = f"---\nid: a\n---\n{body}"
    assert [tuple(passage) for passage in passages_of(source)] == [
        (4, "h2", False, "Head it", False),
        (6, "p", False, "One\ntwo.", False),
        (9, "p", True, "do it", False),
        (11, "th", False, "a", False),
        (13, "td", False, "b", False),
    ]


@given(MARKDOWN)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_reader_or_gets_a_control_character_through(
    parse: Parse, body: str
) -> None:
    page, problems = parse(body)
    text = plain(page.blocks) + "".join(problem.advice for problem in problems)
    assert not any(
        character < " " and character not in "\n\t" for character in text
    )
    assert "\u202e" not in text
    list(passages_of(body))


def test_packaged_pages_are_read_without_a_problem() -> None:
    library = Library([packaged_folder()])
    for header in library.headers():
        library.page(header.id)
    assert library.problems == ()
