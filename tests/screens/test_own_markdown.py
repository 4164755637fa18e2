"""An entry shows its Markdown as text looks, and loses none of its words and lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.dialogs.own_markdown import blocks_of
from trust_tui.domain import Entry, Workbook
from trust_tui.typeset import Code, Heading, ListBlock, Paragraph, Quote, Verse
from trust_tui.typeset.layout import lay_out

DAY = MOMENT.date()


def shown(text: str, width: int = 60) -> str:
    """The text as it is set."""
    laid = lay_out(list(blocks_of(text)), width)
    return "\n".join(
        "".join(piece.text for piece in line.pieces).rstrip()
        for line in laid.lines
    )


def test_each_sort_of_block_is_told_apart() -> None:
    text = (
        "# Head\n\n**bold** and _slanted_\n- one\n- [x] two\n1. a\n2. b\n> said\n"
        "```\n**raw**\n```\ntwo\nlines"
    )
    kinds = [type(block) for block in blocks_of(text)]
    assert kinds == [
        Heading,
        Paragraph,
        ListBlock,
        ListBlock,
        Quote,
        Code,
        Verse,
    ]


def test_marks_are_gone_and_words_stay() -> None:
    found = shown("# Head\n\n**bold** and *slanted* `code`")
    assert "#" not in found and "*" not in found
    assert all(word in found for word in ("Head", "bold", "slanted", "code"))


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "snake_case_name",
        "#tag and #other",
        "-5 degrees",
        "a > b",
        "**",
        "5*5",
        "[/x]",
        "- ",
        "#",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert text.strip() in shown(text)


WORDS = st.lists(
    st.sampled_from(
        ["a", "**b**", "_c_", "- d", "# e", "`f`", "> g", "", "1. h"]
    ),
    max_size=12,
)


@given(WORDS, st.sampled_from([" ", "\n"]))
def test_no_word_is_lost(words: list[str], joint: str) -> None:
    found = shown(joint.join(words))
    for word in words:
        assert word.strip("*_`#>-1. ") in found


@given(st.text(max_size=200))
def test_any_text_can_be_set(text: str) -> None:
    shown(text)


async def test_an_entry_is_shown_without_marks(
    start: Open, welcomed: Workbook
) -> None:
    text = "# Evening\n\nWe **talked**\n\n- tea\n- a walk"
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text=text, day=DAY, title="T", about=about))
    async with start() as session:
        await session.press("5")
        assert session.shows("Evening", "We talked")
        assert not session.shows("**", "# Evening")
