"""Other words for a kind of relationship: in place of what is above them, under the same id."""

import pytest

from tests.library.conftest import Parse, Write, page_text
from trust_tui.domain.records import RelationshipKind
from trust_tui.library.forms import items_of, prompts_of, section_of, step_of
from trust_tui.library.library import Library
from trust_tui.library.next_links import targets
from trust_tui.library.parse import passages_of
from trust_tui.typeset.layout import lay_out

ITEMS = """## Today {#items}

- How? {#how}
  - How at work? {for=work}
  - How with someone close? {for=partner,family}
  - Badly {value=0}
  - Well {value=4}
"""

GOAL = """## A goal {#goal}

By [date] I will ask.

- By [date] I will
  deliver. {for=work}
"""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("", "How?"),
        ("friend", "How?"),
        ("work", "How at work?"),
        ("family", "How with someone close?"),
    ],
)
def test_a_question_is_worded_for_a_kind_and_keeps_its_id_and_answers(
    parse: Parse, kind: str, text: str
) -> None:
    page, _ = parse(ITEMS)
    (item,) = items_of(section_of(page, "items"), (), kind=kind)

    assert (item.id, item.text) == ("how", text)
    assert [choice.value for choice in item.choices] == [0, 4]


def test_the_page_shows_what_is_above(parse: Parse) -> None:
    page, problems = parse(ITEMS + GOAL)
    shown = "\n".join(line.text for line in lay_out(page.blocks, 70).lines)

    assert "How?" in shown
    assert "Badly" in shown
    assert "at work" not in shown
    assert "deliver" not in shown
    assert problems == []


@pytest.mark.parametrize(
    ("kind", "goal"),
    [("", "By [date] I will ask."), ("work", "By [date] I will deliver.")],
)
def test_a_goal_is_worded_for_a_kind(
    parse: Parse, kind: str, goal: str
) -> None:
    assert step_of(parse(GOAL)[0], kind).goal == goal


def test_a_prompt_is_worded_for_a_kind(parse: Parse) -> None:
    page, _ = parse(
        "## Ask {#prompts}\n\n- Us? {#p1}\n  - Our work? {for=work}\n"
    )

    assert [prompt.text for prompt in prompts_of(page, "work")] == ["Our work?"]
    assert [prompt.text for prompt in prompts_of(page)] == ["Us?"]


def test_a_part_for_a_kind_stands_beside_the_part(write: Write) -> None:
    library = Library(
        [
            write(
                "a.md",
                page_text(
                    "a",
                    "## Talk {#talk}\n\nLong.\n\n## Short {#talk-work}\n\nShort.\n",
                ),
            )
        ]
    )

    assert library.text("a", "talk", "work").title == "Short"
    assert library.text("a", "talk", "friend").title == "Talk"
    assert library.text("a", "talk").title == "Talk"


def test_a_wording_is_checked_as_language_and_not_counted_as_length() -> None:
    told = {passage.text: passage.instead for passage in passages_of(ITEMS)}

    assert told["How at work?"]
    assert not told["How?"]


@pytest.mark.parametrize("kind", RelationshipKind)
def test_every_question_has_words_for_every_kind(
    packaged: Library, kind: str
) -> None:
    plain = packaged.daily_items()
    worded = packaged.daily_items(kind)

    assert [item.id for item in worded] == [item.id for item in plain]
    assert [item.choices for item in worded] == [item.choices for item in plain]
    assert [item.text for item in worded] != [item.text for item in plain]
    assert [prompt.id for prompt in packaged.prompts(kind)] == [
        prompt.id for prompt in packaged.prompts()
    ]
    assert [prompt.text for prompt in packaged.prompts(kind)] != [
        prompt.text for prompt in packaged.prompts()
    ]
    assert all(
        "[" in packaged.step(step.id, kind).goal for step in packaged.steps()
    )


@pytest.mark.parametrize("kind", RelationshipKind)
def test_the_page_that_follows_the_four_kinds_is_that_of_the_kind_in_mind(
    packaged: Library, kind: str
) -> None:
    (following,) = targets(packaged, packaged.header("relationships"), kind)

    assert packaged.header(following).audience == (kind,)
    assert targets(packaged, packaged.header(following), kind) == targets(
        packaged, packaged.header("relationship-work")
    )
