"""Tools for the minute and cards for two: what the packaged ones are, and what is said of broken ones."""

import re
from pathlib import Path

import pytest

from trust_tui.domain.records import RelationshipKind
from trust_tui.library.check.content_check import check_folder
from trust_tui.library.library import Library
from trust_tui.library.pieces import tool_of

from .conftest import Parse
from .test_check import DAY, change

pytestmark = pytest.mark.usefixtures("pages_at_hand")

STEPS = """## What it is for {#purpose evidence=practice}

For now.

## Steps {#steps}

1. Write. {#a do=write write=text keep=ask seconds=30}
   - Write of work. {for=work}
2. How long? {#b do=choose seconds=5}
   - Three {value=3}
   - Five {value=5}
3. Wait. {#c do=wait seconds=180}
4. Breathe. {#d do=breathe in=4 out=6 seconds=60}
5. Done. {#e seconds=10}
"""


def test_the_steps_of_a_tool_are_as_its_author_wrote_them(parse: Parse) -> None:
    page, problems = parse(STEPS)
    tool = tool_of(page, "work")
    write, choose, wait, breathe, read = tool.steps

    assert problems == []
    assert tool.purpose == "For now."
    assert (write.text, write.write, write.keep) == (
        "Write of work.",
        "text",
        True,
    )
    assert [choice.value for choice in choose.choices] == [3, 5]
    assert (wait.does, wait.seconds) == ("wait", 180)
    assert breathe.breath == (4, 6)
    assert (read.does, read.text) == ("read", "Done.")


@pytest.mark.parametrize("kind", RelationshipKind)
def test_there_are_eight_tools_or_more_for_every_kind(
    packaged: Library, kind: str
) -> None:
    tools = packaged.tools(kind)
    assert len(tools) >= 8
    does = {step.does for tool in tools for step in tool.steps}
    assert does == {"read", "write", "choose", "wait", "breathe"}
    assert all(tool.purpose and tool.not_now for tool in tools)


def test_one_open_question_is_worded_for_every_kind(packaged: Library) -> None:
    asked = {
        step.text
        for kind in RelationshipKind
        for tool in packaged.tools(kind)
        for step in tool.steps
        if step.id == "question-open"
    }
    assert len(asked) == len(RelationshipKind)


def test_a_tool_that_cannot_be_read_is_left_out_and_the_rest_is_there(
    whole: Path,
) -> None:
    (whole / "tools" / "1-wait.md").write_bytes(b"\xff")
    library = Library([whole])
    assert "tool-wait" not in {tool.id for tool in library.tools()}
    assert len(library.tools()) >= 8
    assert "tools/1-wait.md" in {problem.file for problem in library.problems}


BREAKS = [
    ("tools/1-wait.md", "do=wait", "do=sleep", "do=wait"),
    ("tools/1-wait.md", "do=write write=line", "do=write", "write=line"),
    ("tools/1-wait.md", " seconds=15}", "}", "how long it takes"),
    (
        "tools/1-wait.md",
        "do=wait seconds=180",
        "do=choose seconds=180",
        "do=choose",
    ),
    ("tools/3-breathe.md", "in=4 out=6", "in=6 out=4", "out is longer than in"),
    (
        "tools/3-breathe.md",
        "seconds=90",
        "seconds=500",
        "more than 180 seconds",
    ),
    (
        "tools/4-here-now.md",
        " evidence=practice",
        "",
        "how good the evidence is",
    ),
    (
        "tools/4-here-now.md",
        "[Safety](../safety.md)",
        "Safety",
        "page on safety",
    ),
    ("now.md", "- Strong {value=3}\n", "", "{value=3}"),
    ("now.md", "{#fell}", "{#fallen}", "part fell is missing"),
    ("cards/friend.md", "[Safety](../safety.md)", "Safety", "for two"),
    (
        "cards/friend.md",
        "? {#card-friend-l1}",
        ". {#card-friend-l1}",
        "question mark",
    ),
    ("cards/friend.md", " {#card-friend-l1}", "", "has no id"),
    ("path.md", "exercise=ack-cost", "exercise=gone", "after exercise="),
    ("path.md", "page=causes", "page=gone", "after page="),
    ("path.md", "signs=sign-suspicion ", "signs=gone ", "after signs="),
    ("path.md", "part=hurting}", "part=nobody}", "After part stand only"),
    ("path.md", "with=other}", "with=nobody}", "alone or other"),
    ("path.md", "do=end}", "do=nothing}", "says in its braces"),
    ("path.md", " {says=act}", "", "a small act and a plan"),
    ("path.md", "{#week-4}", "{#week-5}", "needs 18 to 26"),
    ("path.md", "[Safety](safety.md)", "Safety", "page on safety"),
    ("week.md", "{#empty}", "{#quiet}", "part empty is missing"),
]


@pytest.mark.parametrize(("path", "old", "new", "words"), BREAKS)
def test_a_broken_piece_is_named(
    whole: Path, path: str, old: str, new: str, words: str
) -> None:
    change(whole, path, old, new)
    problems = check_folder(whole, strict=False, today=DAY)
    assert any(each.file == path and words in each.advice for each in problems)


@pytest.mark.parametrize("kind", RelationshipKind)
def test_each_kind_has_thirty_cards_ten_of_each_depth(
    packaged: Library, kind: str
) -> None:
    cards = packaged.cards(kind)
    for depth in ("light", "middle", "deep"):
        assert len([card for card in cards if card.depth == depth]) >= 10


def test_no_card_asks_for_what_cards_never_ask_for(packaged: Library) -> None:
    cards = [card for kind in RelationshipKind for card in packaged.cards(kind)]
    assert len({card.text for card in cards}) == len(cards) >= 120
    never = re.compile(
        r"password|phone|prove|proof|blame|fault|guilty|\bex\b|sex|location|cheat|lie to",
        re.IGNORECASE,
    )
    assert [card.text for card in cards if never.search(card.text)] == []
