"""Blocks set as lines."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trust_tui.library.library import Library, packaged_folder
from trust_tui.typeset.blocks import Block, Paragraph, Span, Verse
from trust_tui.typeset.layout import (
    Layout,
    LinkPlace,
    Piece,
    TickPlace,
    lay_out,
    plain_text,
)
from trust_tui.typeset.wrap import Style, cells, cells_of, cut

from .conftest import Parse
from .test_parse import MARKDOWN


@pytest.fixture
def lines(parse: Parse) -> "Lines":
    return Lines(parse)


class Lines:
    """Sets Markdown and answers the lines as text."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    def __call__(
        self, body: str, width: int = 20, *, ascii: bool = False
    ) -> list[str]:
        return [
            line.text for line in self.layout(body, width, ascii=ascii).lines
        ]

    def layout(
        self,
        body: str,
        width: int = 20,
        *,
        ascii: bool = False,
        ticked: tuple[str, ...] = (),
    ) -> Layout:
        blocks: tuple[Block, ...] = self._parse(body)[0].blocks
        return lay_out(blocks, width, ascii=ascii, ticked=ticked)


def test_two_blank_lines_before_a_section_one_after_it_and_one_between_paragraphs(
    lines: Lines,
) -> None:
    assert lines("intro\n\n## A\n\none\n\ntwo\n\n### B\n\nthree\n\n#### C\n\n## D\n\n### E\n\n- f\n") == [
        "intro", "", "", "A", "", "one", "", "two", "", "B", "three", "", "C", "", "", "D", "", "E", "• f",
    ]  # fmt: skip


def test_first_heading_has_no_blank_line_above(lines: Lines) -> None:
    assert lines("## A\n\none\n") == ["A", "", "one"]


def test_words_are_kept_whole_and_lines_filled(lines: Lines) -> None:
    assert lines("aaaa bbbb cccc dddd eeee ffff") == [
        "aaaa bbbb cccc dddd",
        "eeee ffff",
    ]


def test_a_word_too_long_for_the_line_is_cut(lines: Lines) -> None:
    assert lines("a " + "b" * 45 + " c") == [
        "a",
        "b" * 20,
        "b" * 20,
        "b" * 5 + " c",
    ]


def test_no_break_space_holds_words_together(lines: Lines) -> None:
    assert lines("aaaaaaaaaaaaaa 10\u00a0minutes b") == [
        "aaaaaaaaaaaaaa",
        "10\u00a0minutes b",
    ]


def test_wide_letters_count_double_and_may_be_parted(lines: Lines) -> None:
    assert lines("漢" * 12 + " abc") == ["漢" * 10, "漢漢 abc"]
    assert lines("aaaaaaaaaaaaaaaaa漢字") == ["aaaaaaaaaaaaaaaaa漢", "字"]


@pytest.mark.parametrize("width", range(4, 24))
def test_no_line_of_japanese_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    lines: Lines, width: int
) -> None:
    text = "彼は約束を守った。私は（とても）安心した。「ありがとう」と言った。"
    shown = lines(text, width)
    assert "".join(shown) == text
    assert not [line for line in shown if line[0] in "。」）っ"]
    assert not [line for line in shown if line[-1] in "「（"]


def test_letters_with_marks_and_joined_signs_stay_together(
    lines: Lines,
) -> None:
    assert lines("e\u0301" * 25) == ["e\u0301" * 20, "e\u0301" * 5]
    assert lines("a" * 17 + " 👩\u200d👧") == ["a" * 17, "👩\u200d👧"]


def test_lists_hang_and_their_numbers_line_up(lines: Lines) -> None:
    assert lines("9. aaaa bbbb cccc dddd\n10. e\n") == [
        " 9. aaaa bbbb cccc",
        "    dddd",
        "10. e",
    ]
    assert lines("- aaaa bbbb cccc dddd\n  - e\n    1. f\n") == [
        "• aaaa bbbb cccc",
        "  dddd",
        "  – e",
        "    1. f",
    ]


def test_loose_items_have_a_line_between_them(lines: Lines) -> None:
    assert lines("- a\n\n  b\n\n- c\n") == ["• a", "", "  b", "", "• c"]


def test_boxes_stand_apart_from_other_items_and_know_their_place(
    lines: Lines,
) -> None:
    layout = lines.layout(
        "- write {#w}\n- [ ] do {#one}\n- [ ] it {#two}\n- [ ] no id\n",
        ticked=("two",),
    )
    assert [line.text for line in layout.lines] == [
        "• write",
        "",
        "[ ] do",
        "[x] it",
        "[ ] no id",
    ]
    assert layout.ticks == (TickPlace("one", 2, 0), TickPlace("two", 3, 0))
    assert dict(layout.anchors) == {"w": 0, "one": 2, "two": 3}
    assert layout.lines[2].pieces == (
        Piece("[ ] ", Style.BOX),
        Piece("do", Style.TEXT),
    )


def test_an_item_without_text_shows_its_mark(lines: Lines) -> None:
    assert lines("- {#a}\n- b\n-\n") == ["• ", "• b", "• "]


def test_quotes_code_and_rules(lines: Lines) -> None:
    assert lines("> aaaa bbbb cccc dddd eeee\n>\n> - f\n") == [
        "│ aaaa bbbb cccc",
        "│ dddd eeee",
        "",
        "│ • f",
    ]
    assert lines("```\na\tb\n\n" + "c" * 25 + "\n```\n") == [
        "a   b",
        "",
        "c" * 20,
        "ccccc",
    ]
    assert lines("a\n\n---\n\nb\n", 30) == ["a", "", "─" * 24, "", "b"]


def test_text_as_typed_keeps_its_lines_and_indents(lines: Lines) -> None:
    text = "*a*\n\n    b [c](d) \x1b[2J\n" + "e" * 25
    layout = lay_out([Verse(text=text)], 20)
    assert [line.text for line in layout.lines] == [
        "*a*",
        "",
        "    b [c](d) \u241b[2J",
        "e" * 20,
        "e" * 5,
    ]
    deep = lay_out([Verse(text=" " * 30 + "f g")], 20, ascii=True)
    assert [line.text for line in deep.lines] == [" " * 10 + "f g"]


def test_links_know_where_they_are_on_each_line(lines: Lines) -> None:
    layout = lines.layout(
        "> aaaa [bbbb cccc dddd eeee](../there.md#x) f\n>\n> [g](here.md)\n"
    )
    assert layout.links == (
        LinkPlace(1, "there#x", 0, 7, 16),
        LinkPlace(1, "there#x", 1, 2, 11),
        LinkPlace(2, "here", 3, 2, 3),
    )
    assert layout.lines[0].pieces == (
        Piece("│ ", Style.QUOTE),
        Piece("aaaa ", Style.TEXT),
        Piece("bbbb cccc", Style.LINK),
    )


def test_two_links_side_by_side_are_two(lines: Lines) -> None:
    layout = lines.layout("[a](here.md) [**b** c](here.md)")
    assert [
        (place.number, place.start, place.end) for place in layout.links
    ] == [
        (1, 0, 1),
        (2, 2, 3),
        (2, 3, 5),
    ]


def test_outside_addresses_are_spelt_out_and_lead_nowhere(lines: Lines) -> None:
    layout = lines.layout("[site](https://a.org) <https://b.org/>", 60)
    assert [line.text for line in layout.lines] == [
        "site (https://a.org) https://b.org/"
    ]
    assert layout.links == ()


def test_styles_of_text_are_kept(lines: Lines) -> None:
    layout = lines.layout(
        "a **b** *c* `d` **e [f](here.md)**\n\n## g **h**\n\n### i\n", 60
    )
    assert [piece.style for line in layout.lines for piece in line.pieces if piece.text.strip()] == [
        Style.TEXT, Style.STRONG, Style.EMPHASIS, Style.CODE, Style.STRONG, Style.LINK,
        Style.HEADING, Style.HEADING, Style.SUBHEADING,
    ]  # fmt: skip


TABLE = "| Name | What it says |\n|---|---|\n| one | aa bb |\n| two | {} |\n"


def test_table_that_fits_stands_in_columns(lines: Lines) -> None:
    assert lines(TABLE.format("c"), 40) == [
        "Name  What it says",
        "────  ────────────",
        "one   aa bb",
        "two   c",
    ]


def test_cells_of_a_wider_table_are_wrapped(lines: Lines) -> None:
    assert lines(TABLE.format("aaaa bbbb cccc dddd"), 20) == [
        "Name  What it says", "────  ──────────────", "one   aa bb", "", "two   aaaa bbbb cccc", "      dddd",
    ]  # fmt: skip


def test_table_too_wide_for_columns_becomes_records(lines: Lines) -> None:
    table = (
        "| Name | Says |\n|---|---|\n| long-one | "
        + "b" * 24
        + " c |\n| two | - |\n| | d |\n"
    )
    assert lines(table, 31) == [
        "Name  long-one",
        "Says  " + "b" * 24,
        "      c",
        "",
        "Name  two",
        "",
        "Says  d",
    ]
    assert lines(table, 20) == [
        "Name: long-one",
        "Says:",
        "b" * 20,
        "bbbb c",
        "",
        "Name: two",
        "",
        "Says: d",
    ]


def test_head_of_a_table_without_rows_is_shown_at_any_width(
    lines: Lines,
) -> None:
    assert lines("| a | " + "b" * 21 + " |\n|---|---|\n") == [
        "a",
        "b" * 20,
        "b",
    ]
    assert lines("| a | b |\n|---|---|\n") == ["a  b", "─  ─"]


def test_links_in_tables_know_their_place(lines: Lines) -> None:
    layout = lines.layout("| a | b |\n|---|---|\n| c | [d](here.md) |\n")
    assert layout.links == (LinkPlace(1, "here", 2, 3, 4),)


def test_ascii_draws_nothing_else(lines: Lines) -> None:
    body = "- “a” – ‘b’… é 漢\n  - c\n\n> d\n\n---\n\n| é |\n|---|\n| ß |\n\n```\né\n```\n"
    set_lines = lines(body, ascii=True)
    assert "".join(set_lines).isascii()
    assert set_lines[:2] == ["* \"a\" - 'b'... e ?", "  - c"]


def test_plain_text_ends_each_line_and_no_line_with_blanks(
    lines: Lines,
) -> None:
    assert plain_text(lines.layout("- {#a}\n\na  \n")) == "•\n\na\n"


def test_deep_nesting_keeps_room_for_text(lines: Lines) -> None:
    body = "".join(
        f"{'  ' * depth}- [ ] word {{#i{depth}}}\n" for depth in range(9)
    )
    layout = lines.layout(body)
    assert max(cells(line.text) for line in layout.lines) <= 20
    assert sum("word" in line.text for line in layout.lines) == 9


def test_same_blocks_are_set_the_same(lines: Lines) -> None:
    body = "## A {#a}\n\n- b [c](here.md)\n"
    assert lines.layout(body) == lines.layout(body)


@given(MARKDOWN, st.integers(20, 100), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_line_is_wider_than_the_width_and_places_lie_on_lines(
    parse: Parse, body: str, width: int, ascii: bool
) -> None:
    layout = lay_out(parse(body)[0].blocks, width, ascii=ascii)
    widths = [cells(line.text) for line in layout.lines]
    assert all(used <= width for used in widths)
    for link in layout.links:
        assert (
            0 <= link.start < link.end <= widths[link.line]
            or link.start == link.end
        )
    assert all(
        0 <= line < max(1, len(widths)) for line in layout.anchors.values()
    )
    assert all(
        layout.lines[tick.line].text[tick.start :].startswith("[")
        for tick in layout.ticks
    )


@given(
    st.text(
        st.characters(codec="utf-8", categories=["L", "P", "N", "Zs"]),
        max_size=300,
    ),
    st.integers(20, 60),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_letter_is_lost(parse: Parse, text: str, width: int) -> None:
    blocks = parse(f"x{text}")[0].blocks
    shown = "".join(line.text for line in lay_out(blocks, width).lines)
    wanted = unicodedata.normalize("NFC", shown)
    assert sum(map(str.isalnum, wanted)) >= sum(
        character.isalnum()
        for character in text
        if character not in "`<>&[]()|"
    )


@pytest.mark.parametrize("width", [20, 60, 72])
def test_packaged_pages_fit_any_width(width: int) -> None:
    library = Library([packaged_folder()])
    for header in library.headers():
        layout = lay_out(library.page(header.id).blocks, width)
        assert max(cells(line.text) for line in layout.lines) <= width, (
            header.id
        )
        assert not any(
            a.text == b.text == c.text == ""
            for a, b, c in zip(
                *[layout.lines[i:] for i in range(3)], strict=False
            )
        )


def test_width_of_characters() -> None:
    assert [cells_of(character) for character in "aé漢👩\u0301\u200d\xad"] == [
        1,
        1,
        2,
        2,
        0,
        0,
        1,
    ]
    assert cut("漢字", 3) == ("漢", "字")
    assert cut("漢", 1) == ("漢", "")


@pytest.mark.parametrize("width", range(6, 40))
def test_no_line_of_japanese_begins_with_a_closing_mark(width: int) -> None:
    text = "信頼は、小さなことを何度も（続けるうちに）育ちます。「今日はできた」と思えることを、ひとつだけ。"
    blocks = (Paragraph(spans=(Span(text=text),)),)

    lines = [line.text for line in lay_out(blocks, width).lines]

    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in "、。）」"]
    assert not [line for line in lines if line[-1] in "（「"]
